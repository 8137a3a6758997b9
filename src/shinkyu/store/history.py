"""What a corpus holds, read from its history; the work tree is for people."""

import datetime
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from shinkyu.errors import CorpusError
from shinkyu.messages import Message, message
from shinkyu.model.version import Key, Logged, Version
from shinkyu.store import mapping
from shinkyu.store.agencies import folded
from shinkyu.store.keys import parse_key
from shinkyu.store.listings import Entry
from shinkyu.store.repository import Repository
from shinkyu.text.wareki import single_date

_SHOWN = 12  # candidates named in an error; the line must stay readable


class ByHand(NamedTuple):
    """Files of a version that somebody changed after it was recorded."""

    recorded: Logged
    files: tuple[str, ...]
    commit: str
    """Where they stand as changed."""
    superseded_by: Logged | None
    """The version of the report that was recorded over them; None where they stand so at the tip."""


class History:
    """The versions in a repository."""

    def __init__(self, repository: Repository, revision: str = "HEAD") -> None:
        self.repository = repository
        self.revision = revision

    def pinned(self) -> "Pinned":
        """Return the history as it stands now: what is committed later is not seen in it.

        Raises:
            CorpusError: its newest commit cannot be read.
        """
        tip = self.repository.tip()
        if tip is None:
            raise CorpusError("{root} holds no commit", root=self.repository.root)
        return Pinned(self.repository, tip)

    def keys(self) -> list[Key]:
        """Return the key of every report, sorted."""
        return sorted(
            {key for key in (mapping.key_of(entry.name) for entry in self.repository.files(self.revision)) if key}
        )

    def log(self, key: Key | None = None) -> list[Logged]:
        """Return what was recorded (of *key*), newest 公表日 first; of one day the latest commit first."""
        history = self.repository.history(mapping.folder_of(key) if key else None, self.revision)
        entries = (mapping.logged_of(commit.id, commit.message, commit.paths) for commit in history)
        ours = [entry for entry in entries if entry]
        return sorted(ours, key=lambda entry: entry.published_on, reverse=True)

    def reports(self) -> dict[Key, list[Logged]]:
        """Return the versions of every report, oldest first, each by its latest reading; reports sorted by key."""
        return {key: latest_readings(log) for key, log in sorted(by_report(self.log()).items())}

    def versions(self, key: Key) -> list[Logged]:
        """Return the versions of *key*, oldest first, each by its latest reading.

        Raises:
            CorpusError: there is no such report.
        """
        versions = latest_readings(self.log(key))
        if not versions:
            raise CorpusError("no report {key} in this corpus; {there}", key=key, there=_holding(self.keys()))
        return versions

    def read(self, key: Key, published_on: datetime.date) -> Version:
        """Return the version of *key* published on that very day.

        Raises:
            CorpusError: there is none, or its commit is damaged.
        """
        versions = self.versions(key)
        logged = next((entry for entry in versions if entry.published_on == published_on), None)
        if logged is None:
            raise _no_version(key, published_on, [entry.published_on for entry in versions])
        return self.version(logged)

    def version(self, logged: Logged) -> Version:
        """Return the version that a commit recorded.

        Raises:
            CorpusError: its commit is damaged.
        """
        files = self.repository.entries(f"{logged.commit}:{mapping.folder_of(logged.key)}")
        ours = [entry for entry in files if mapping.is_ours(entry.name)]
        blobs = self.repository.blobs(entry.id for entry in ours)
        return mapping.version_of(logged, {entry.name: data for entry, data in zip(ours, blobs, strict=True)})

    def changes_by_hand(self) -> Iterator[ByHand]:
        """Yield what people committed over files of the corpus and did not take back."""
        after: dict[Key, Logged] = {}
        for raw in self.repository.history(revision=self.revision):
            logged = mapping.logged_of(raw.id, raw.message, raw.paths)
            if logged is None:
                continue
            following = after.get(logged.key)
            until = f"{following.commit}^" if following else self.revision
            then, now = self._ours(logged.commit, logged.key), self._ours(until, logged.key)
            if then != now:
                files = tuple(sorted({entry.name for entry in then ^ now}))
                yield ByHand(logged, files, self.repository.commit_id(until) or until, following)
            after[logged.key] = logged

    def _ours(self, revision: str, key: Key) -> set[Entry]:
        entries = self.repository.entries(f"{revision}:{mapping.folder_of(key)}")
        return {entry for entry in entries if mapping.is_ours(entry.name)}

    def named(self, text: str) -> Logged:
        """Return the version that ``KEY@DATE``, ``KEY@latest``, ``KEY@previous`` or ``REV:KEY`` names.

        Raises:
            CorpusError: it is none of these, or names no version.
        """
        revision, colon, name = text.partition(":")
        if colon and "@" not in name:
            return self.at(revision, name)
        key, day = self.resolve(text)
        return next(entry for entry in self.versions(key) if entry.published_on == day)

    def at(self, revision: str, name: str) -> Logged:
        """Return the version of a report that stood at a revision of the repository (``HEAD~3``, a tag).

        Raises:
            CorpusError: no such revision, no such report at it.
        """
        commit = self.repository.commit_id(revision)
        if commit is None:
            raise CorpusError(
                "'{revision}' is no revision of this corpus; `git log --oneline` lists them", revision=revision
            )
        key = self.find(name)
        for raw in self.repository.history(mapping.folder_of(key), commit):
            logged = mapping.logged_of(raw.id, raw.message, raw.paths)
            if logged:
                return logged
        raise CorpusError("{key} was not yet in this corpus at {revision}", key=key, revision=revision)

    def find(self, text: str) -> Key:
        """Return the key that *text* names: in full, by an end of it that only one key has, or by words of the cover.

        ``12-priority`` is an end of ``shirosato-shi/12-priority``, ``2-priority`` is not.  ``白里市 年金`` names the
        report whose 評価実施機関名 and 評価書名 hold these words.

        Raises:
            CorpusError: no key or several keys are meant; names them.
        """
        exact = parse_key(text)
        # What somebody took away from the tip is still in the history.
        if exact is not None and (self._holds(exact) or self.log(exact)):
            return exact
        keys = self.keys()
        found = _ending(text, keys) or _ending(text, sorted({entry.key for entry in self.log()}))
        titles: dict[Key, str] = {}
        if not found and not text.isascii():
            titles = self._called(text)
            found = sorted(titles)
        if len(found) == 1:
            return found[0]
        if found:
            named = [f"{key} ({titles[key]})" if titles.get(key) else str(key) for key in found]
            raise CorpusError(
                "'{text}' can be several reports; write one of: {reports}", text=text, reports=_listed(named)
            )
        raise CorpusError("no report '{text}' in this corpus; {there}", text=text, there=_holding(keys))

    def _called(self, text: str) -> dict[Key, str]:
        """Return the reports whose covers hold every word of *text*, with their latest titles."""
        words = [folded(word) for word in text.split()]
        found: dict[Key, str] = {}
        for entry in self.log():
            name = folded(entry.agency_name + entry.title)
            if words and all(word in name for word in words):
                found.setdefault(entry.key, entry.title)
        return found

    def _holds(self, key: Key) -> bool:
        entries = self.repository.entries(f"{self.revision}:{mapping.folder_of(key)}")
        return any(mapping.is_ours(entry.name) for entry in entries)

    def resolve(self, text: str) -> tuple[Key, datetime.date]:
        """Return key and 公表日 of ``KEY@DATE``, ``KEY@latest`` or ``KEY@previous``; KEY as for ``find``.

        Raises:
            CorpusError: it is none of these, or names no version.
        """
        name, at, when = text.rpartition("@")
        if not at or not name:
            raise CorpusError("'{text}' names no version; write KEY@DATE, KEY@latest or KEY@previous", text=text)
        key = self.find(name)
        days = [entry.published_on for entry in self.versions(key)]
        if when == "latest":
            return key, days[-1]
        if when == "previous":
            if len(days) == 1:
                raise CorpusError("{key} has no version before its only one, {day}", key=key, day=days[0])
            return key, days[-2]
        day = single_date(when)
        if day is None:
            raise CorpusError("'{when}' is no day; write {key}@YYYY-MM-DD, @latest or @previous", when=when, key=key)
        if day not in days:
            raise _no_version(key, day, days)
        return key, day


class Pinned(History):
    """A history up to one commit, its id as ``revision``; read once, however often it is asked."""

    @cached_property
    def _everything(self) -> list[Logged]:
        return super().log()

    @cached_property
    def _keys(self) -> list[Key]:
        return super().keys()

    @cached_property
    def _reports(self) -> dict[Key, list[Logged]]:
        return super().reports()

    def keys(self) -> list[Key]:
        """Return the key of every report, sorted."""
        return self._keys

    def log(self, key: Key | None = None) -> list[Logged]:
        """Return what was recorded (of *key*), newest 公表日 first; of one day the latest commit first."""
        return [entry for entry in self._everything if key in (None, entry.key)]

    def reports(self) -> dict[Key, list[Logged]]:
        """Return the versions of every report, oldest first, each by its latest reading; reports sorted by key."""
        return self._reports


def by_report(log: Iterable[Logged]) -> dict[Key, list[Logged]]:
    """Return the entries of a log by report, in the order they came."""
    found: dict[Key, list[Logged]] = {}
    for entry in log:
        found.setdefault(entry.key, []).append(entry)
    return found


def latest_readings(log: list[Logged]) -> list[Logged]:
    """Return one entry a day of the *log* of one report, oldest first, each by its latest reading."""
    latest: dict[datetime.date, Logged] = {}
    for entry in log:
        latest.setdefault(entry.published_on, entry)
    return [latest[day] for day in sorted(latest)]


def _ending(text: str, keys: list[Key]) -> list[Key]:
    """Return the keys that end with *text*, which begins at a boundary."""
    return [key for key in keys if text and str(key).endswith(("/" + text, "-" + text))]


def _no_version(key: Key, day: datetime.date, days: list[datetime.date]) -> CorpusError:
    return CorpusError(
        "no version of {key} was published on {day}; there are: {days}",
        key=key,
        day=day,
        days=_listed(days),
    )


def _holding(keys: list[Key]) -> Message:
    """Return the end of an error that names what there is."""
    return message("it holds: {reports}", reports=_listed(keys)) if keys else message("it is empty")


def _listed(candidates: list[Key] | list[datetime.date] | list[str]) -> Message:
    """Return what could have been meant; of many the first and the number of the others."""
    shown = ", ".join(map(str, candidates[:_SHOWN]))
    left = len(candidates) - _SHOWN
    return message("{shown} and {n} more", shown=shown, n=left) if left > 0 else message("{shown}", shown=shown)
