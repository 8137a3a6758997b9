"""A corpus: every version of every report, one commit a publication."""

import datetime
from pathlib import Path

import msgspec

from shinkyu.codec.canonical import dumps
from shinkyu.errors import CorpusError
from shinkyu.model.version import Key, Logged, Version
from shinkyu.store import mapping
from shinkyu.store.git import Repository
from shinkyu.store.keys import parse_key
from shinkyu.store.lock import writing
from shinkyu.text.wareki import single_date

MARKER = ".shinkyu-corpus.json"
SCHEMA = "shinkyu/corpus/1"
BRANCH = "main"
LOCK = "shinkyu.lock"

# 番号法 (平成25年法律第27号) was promulgated that day: an older 公表日 is a misreading.
FIRST_DAY = datetime.date(2013, 5, 31)

_FIRST_FILES = {
    # The later line wins: a source that happens to be JSON stays as it came, too.
    ".gitattributes": "*.json text eol=lf\nsource.* -text\n",
    MARKER: dumps({"schema": SCHEMA}),
}
_FIRST_MESSAGE = "Corpus of assessment reports\n\nKind: corpus\n"
_FIRST_MOMENT = "@0 +0000"  # the same first commit everywhere, before any publication

_SHOWN = 12  # candidates named in an error; the line must stay readable


class Recorded(msgspec.Struct, frozen=True):
    """What became of a version: its commit, and whether the corpus held it already."""

    commit: str
    new: bool


class Corpus:
    """A corpus in a folder.  What it returns is in the history; the work tree is for people."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository

    @classmethod
    def init(cls, folder: Path) -> tuple["Corpus", bool]:
        """Make a corpus in *folder*; returns it and whether it is new.

        A folder counts as empty when it holds only a repository without commits.

        Raises:
            CorpusError: the folder holds something else.
        """
        if (folder / ".git").is_dir() and Repository(folder).tip() is not None:
            return cls.open(folder), False
        try:
            folder.mkdir(parents=True, exist_ok=True)
            strangers = sorted(path.name for path in folder.iterdir() if path.name != ".git" or path.is_file())
        except OSError as error:
            raise CorpusError(f"cannot make a corpus in {folder}: {error.strerror}") from error
        if strangers:
            raise CorpusError(f"{folder} is not empty ({strangers[0]} …); name an empty or new folder")
        repository = Repository.create(folder, BRANCH)
        files = {path: repository.write_blob(text.encode()) for path, text in _FIRST_FILES.items()}
        tree = repository.write_tree(None, files)
        first = repository.write_commit(tree, None, _FIRST_MESSAGE, _FIRST_MOMENT)
        repository.move_branch(repository.branch(), first, None, "corpus init")
        repository.move_work_tree(None, first)
        return cls(repository), True

    @classmethod
    def open(cls, folder: Path) -> "Corpus":
        """Return the corpus in *folder*.

        Raises:
            CorpusError: there is none.
        """
        way_out = "`shinkyu corpus init DIR` makes one, --corpus DIR names another"
        if not (folder / ".git").is_dir():
            raise CorpusError(f"{folder} is not a corpus (no .git folder); {way_out}")
        repository = Repository(folder)
        tip = repository.tip()
        marker = [e.id for e in repository.entries(tip) if e.name == MARKER] if tip else []
        if not marker:
            raise CorpusError(f"{folder} is a repository but not a corpus (no {MARKER} in it); {way_out}")
        if repository.blobs(marker)[0].decode("utf-8", "replace") != _FIRST_FILES[MARKER]:
            raise CorpusError(f"{folder} is a corpus, but not {SCHEMA}; use the shinkyu that made it")
        return cls(repository)

    @property
    def folder(self) -> Path:
        """Where the corpus is."""
        return self._repository.root

    def add(self, version: Version, summary: str = "") -> Recorded:
        """Record *version* as one commit with *summary* as its body.

        The same bytes of the same key and day are there already, and nothing is done.

        Raises:
            CorpusError: the version is not the newest of its report, another file is recorded for
                its day, an uncommitted edit or another writer is in the way.  Unless the message
                says otherwise, nothing is recorded.
        """
        repository = self._repository
        with writing(repository.git_dir / LOCK) as taken_over:
            if taken_over:
                repository.catch_up()
            branch, tip = repository.branch(), repository.tip()
            known = self._known(version)
            if known is not None:
                return Recorded(known, new=False)

            folder = mapping.folder_of(version.key)
            changes: dict[str, str | None] = {
                f"{folder}/{entry.name}": None
                for entry in repository.entries(f"{tip}:{folder}")
                if mapping.is_ours(entry.name)
            }
            for name, data in mapping.files_of(version).items():
                changes[f"{folder}/{name}"] = repository.write_blob(data)
            tree = repository.write_tree(tip, changes)
            message = mapping.message_of(version, summary)
            commit = repository.write_commit(tree, tip, message, mapping.moment_of(version.published_on))

            obstacle = repository.obstacle(tip, commit)
            if obstacle is not None:
                raise CorpusError(f"nothing was recorded, commit or restore what is in the way: {obstacle}")
            repository.move_branch(branch, commit, tip, f"corpus add: {version.key}@{version.published_on}")
            try:
                repository.move_work_tree(tip, commit)
            except CorpusError as error:
                way_out = f"`git checkout HEAD -- {folder}` does it"
                raise CorpusError(
                    f"recorded as {commit}, but its files were not put in place; {way_out}: {error}"
                ) from error
            return Recorded(commit, new=True)

    def keys(self) -> list[Key]:
        """Return the key of every report, sorted."""
        return sorted({key for key in map(mapping.key_of, self._repository.files("HEAD")) if key})

    def log(self, key: Key | None = None) -> list[Logged]:
        """Return what was recorded (of *key*), newest 公表日 first; of one day the latest commit first."""
        history = self._repository.history(mapping.folder_of(key) if key else None)
        entries = (mapping.logged_of(commit.id, commit.message, commit.paths) for commit in history)
        ours = [entry for entry in entries if entry]
        return sorted(ours, key=lambda entry: entry.published_on, reverse=True)

    def versions(self, key: Key) -> list[Logged]:
        """Return the versions of *key*, oldest first, each by its latest reading.

        Raises:
            CorpusError: there is no such report.
        """
        latest: dict[datetime.date, Logged] = {}
        for entry in self.log(key):
            latest.setdefault(entry.published_on, entry)
        if not latest:
            raise CorpusError(f"no report {key} in this corpus{_listed('it holds', self.keys())}")
        return [latest[day] for day in sorted(latest)]

    def read(self, key: Key, published_on: datetime.date) -> Version:
        """Return the version of *key* published on that very day.

        Raises:
            CorpusError: there is none, or its commit is damaged.
        """
        versions = self.versions(key)
        logged = next((entry for entry in versions if entry.published_on == published_on), None)
        if logged is None:
            days = [entry.published_on for entry in versions]
            raise _no_version(key, published_on, days)
        entries = self._repository.entries(f"{logged.commit}:{mapping.folder_of(key)}")
        ours = [entry for entry in entries if mapping.is_ours(entry.name)]
        blobs = self._repository.blobs(entry.id for entry in ours)
        return mapping.version_of(logged, {entry.name: data for entry, data in zip(ours, blobs, strict=True)})

    def find(self, text: str) -> Key:
        """Return the key that *text* names: in full, or by an end of it that only one key has.

        ``12-priority`` is an end of ``shirosato-shi/12-priority``, ``2-priority`` is not.

        Raises:
            CorpusError: no key or several keys are meant; names them.
        """
        keys = self.keys()
        exact = parse_key(text)
        if exact in keys:
            return exact
        found = [key for key in keys if text and str(key).endswith(("/" + text, "-" + text))]
        if len(found) == 1:
            return found[0]
        if found:
            raise CorpusError(f"{text!r} can be several reports{_listed('write one of', found)}")
        raise CorpusError(f"no report {text!r} in this corpus{_listed('it holds', keys)}")

    def resolve(self, text: str) -> tuple[Key, datetime.date]:
        """Return key and 公表日 of ``KEY@DATE``, ``KEY@latest`` or ``KEY@previous``; KEY as for ``find``.

        Raises:
            CorpusError: it is none of these, or names no version.
        """
        name, at, when = text.rpartition("@")
        if not at or not name:
            raise CorpusError(f"{text!r} names no version; write KEY@DATE, KEY@latest or KEY@previous")
        key = self.find(name)
        days = [entry.published_on for entry in self.versions(key)]
        if when == "latest":
            return key, days[-1]
        if when == "previous":
            if len(days) == 1:
                raise CorpusError(f"{key} has no version before its only one, {days[0]}")
            return key, days[-2]
        day = single_date(when)
        if day is None:
            raise CorpusError(f"{when!r} is no day; write {key}@YYYY-MM-DD, @latest or @previous")
        if day not in days:
            raise _no_version(key, day, days)
        return key, day

    def _known(self, version: Version) -> str | None:
        """Return the commit that holds *version* already, None when it may be recorded."""
        key, day, sha = version.key, version.published_on, mapping.sha256(version.source)
        if day < FIRST_DAY:
            raise CorpusError(f"{key}: {day} is before the My Number Act; give the day with --published-on")
        entries = [entry for entry in self.log(key) if entry.kind == "publication"]
        same_day = [entry for entry in entries if entry.published_on == day]
        for entry in same_day:
            if entry.source_sha256 == sha:
                return entry.commit
        if same_day:
            raise CorpusError(
                f"{key}@{day} is recorded with other bytes (SHA-256 {same_day[0].source_sha256[:12]}…, "
                f"this file {sha[:12]}…); if this is another version, give its day with --published-on"
            )
        if not entries:
            return None
        newest = entries[0]
        if day < newest.published_on:
            raise CorpusError(
                f"{key}@{day} is older than the newest version there ({newest.published_on}); adding older "
                "versions is not supported yet: make a new corpus and add the versions oldest first"
            )
        if newest.source_sha256 == sha:
            raise CorpusError(
                f"{key}: the newest version ({newest.published_on}) is this very file; "
                f"a version of {day} needs the file published that day"
            )
        return None


def _no_version(key: Key, day: datetime.date, days: list[datetime.date]) -> CorpusError:
    return CorpusError(f"no version of {key} was published on {day}{_listed('there are', days)}")


def _listed(lead: str, candidates: list[Key] | list[datetime.date]) -> str:
    """Return the end of an error that names what could have been meant."""
    if not candidates:
        return "; it is empty" if lead == "it holds" else ""
    more = f" and {len(candidates) - _SHOWN} more" if len(candidates) > _SHOWN else ""
    return f"; {lead}: {', '.join(map(str, candidates[:_SHOWN]))}{more}"
