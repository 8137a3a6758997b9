"""Versions → commits at the end of the history."""

import datetime
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from shinkyu.errors import CorpusError
from shinkyu.messages import Message
from shinkyu.model.version import CommitKind, Key, Logged, Version
from shinkyu.store import lock, mapping
from shinkyu.store.history import History
from shinkyu.store.offices import Offices
from shinkyu.store.repository import Repository, identity
from shinkyu.store.spool import Spool, Waiting
from shinkyu.store.stream import Moment, Stream

LOCK = "shinkyu.lock"

# 番号法 (平成25年法律第27号) was promulgated that day: an older 公表日 is a misreading.
FIRST_DAY = datetime.date(2013, 5, 31)

# A writer that dies loses no more than what was not yet recorded; recording costs a few git processes.
BATCH_COMMITS = 100
BATCH_BYTES = 16_000_000
BATCH_SECONDS = 5.0

Summarise = Callable[[Version, Version | None], str]
"""Version and the one before it → the body of the commit message."""
Tell = Callable[[Message], None]


class Recorded(msgspec.Struct, frozen=True):
    """What became of a version: its commit, and whether the corpus held it already."""

    key: Key
    published_on: datetime.date
    commit: str
    new: bool
    name: str
    """Name of the source as it was given."""


class Refused(msgspec.Struct, frozen=True):
    """A version that was not recorded, and why."""

    name: str
    why: Message


class Outcome(msgspec.Struct, frozen=True):
    """What became of the versions that were to be recorded."""

    recorded: tuple[Recorded, ...]
    refused: tuple[Refused, ...] = ()


class Older(CorpusError):
    """A version is older than the newest of its report."""


@contextmanager
def only_writer(repository: Repository, waiting: Tell | None, patience: float = lock.PATIENCE) -> Iterator[None]:
    """Be the only writer; what a dead one left half done is put in order first."""
    with lock.writing(repository.common_dir / LOCK, patience, waiting, repository.root) as held:
        repository.hand_down(held.handle)
        try:
            if held.taken_over:
                repository.clear_leftovers(held.since)
                _at(repository, held.place).catch_up()
            yield
        finally:
            repository.hand_down()  # its number may soon be that of another file, or of none


def _at(repository: Repository, place: str) -> Repository:
    """Return the repository at the work tree where a dead writer was at work: it may be another one."""
    if not place or Path(place) == repository.root or not (Path(place) / ".git").exists():
        return repository
    other = Repository(Path(place))
    other.hand_down(*repository.handed_down)
    return other if other.common_dir == repository.common_dir else repository


def add(
    history: History,
    spool: Spool,
    summarise: Summarise,
    *,
    keep_going: bool = False,
    waiting: Tell | None = None,
    told: Callable[[Recorded], None] | None = None,
) -> Outcome:
    """Record versions, oldest first, in batches that are each recorded whole or not at all.

    The same bytes of the same report and day are there already, and nothing is done.

    Args:
        history: what is there.
        spool: the versions, in any order.
        summarise: writes the body of a commit message.
        keep_going: leave out what is refused; else one refusal and nothing is recorded.
        waiting: told once when another writer is waited for.
        told: told of each version as soon as it is safe.

    Raises:
        Older: a version is older than the newest of its report.
        CorpusError: another file is recorded for a day, an uncommitted edit is in the way …
    """
    with only_writer(history.repository, waiting):
        return _add(history, spool, summarise, keep_going=keep_going, told=told)


def _add(
    history: History,
    spool: Spool,
    summarise: Summarise,
    *,
    keep_going: bool,
    told: Callable[[Recorded], None] | None,
) -> Outcome:
    plan = Plan(history, spool, keep_going=keep_going)
    recorded: list[Recorded] = []
    chain = Chain(history.repository, "corpus add")
    written: dict[tuple[Key, datetime.date], str] = {}

    def tell(entry: Waiting, commit: str, *, new: bool) -> None:
        recorded.append(Recorded(entry.key, entry.published_on, commit, new, entry.name))
        if told:
            told(recorded[-1])

    for entry, commit in plan.known:
        tell(entry, commit, new=False)
    batch: list[Waiting] = []
    for entry in plan.new:
        version = spool.load(entry)
        before = plan.before[entry]
        previous = history.version(before) if isinstance(before, Logged) else spool.load(before) if before else None
        chain.append(version, summarise(version, previous), "publication")
        batch.append(entry)
        if chain.full() or entry is plan.new[-1]:
            for done, id in zip(batch, chain.record(), strict=True):
                written[done.key, done.published_on] = id
                tell(done, id, new=True)
            batch = []
    for entry in plan.twice:
        tell(entry, written[entry.key, entry.published_on], new=False)
    if plan.new:
        history.repository.keep_fast(anew=False)
    return Outcome(tuple(recorded), tuple(plan.refused))


class Plan:
    """What is to be done with each version of a spool, before anything is."""

    def __init__(self, history: History, spool: Spool, *, keep_going: bool) -> None:
        self.known: list[tuple[Waiting, str]] = []
        """In the corpus already, with the commit."""
        self.new: list[Waiting] = []
        self.before: dict[Waiting, Logged | Waiting | None] = {}
        """The version before each new one."""
        self.twice: list[Waiting] = []
        """In the spool more than once."""
        self.refused: list[Refused] = []
        self._there = _publications(history, {entry.key for entry in spool.waiting})
        self._history = history
        self._offices: Offices | None = None
        for entry in spool.in_order():
            try:
                self._place(entry)
            except CorpusError as error:
                if not keep_going:
                    raise
                self.refused.append(Refused(entry.name, error.said))

    def _place(self, entry: Waiting) -> None:
        key, day, sha = entry.key, entry.published_on, entry.sha256
        check_day(key, day)
        there = self._there[key]
        for one in there:
            if one.published_on == day and _sha(one) == sha:
                if isinstance(one, Logged):
                    self.known.append((entry, one.commit))
                else:
                    self.twice.append(entry)
                return
        check_place(entry, there)
        self._offices = self._offices or Offices(self._history.log())
        self._offices.admit(key, entry.agency_name)
        newest = there[-1] if there else None
        if newest and day < newest.published_on:
            raise Older(
                "{key}@{day} is older than the newest version there ({published_on}); add it with "
                "--backfill, which writes the history anew (commit ids change)",
                key=key,
                day=day,
                published_on=newest.published_on,
            )
        if newest and _sha(newest) == sha:
            raise CorpusError(
                "{key}: the newest version ({published_on}) is this very file; a version of {day} needs the "
                "file published that day",
                key=key,
                published_on=newest.published_on,
                day=day,
            )
        self.before[entry] = newest
        there.append(entry)
        self.new.append(entry)


def check_day(key: Key, day: datetime.date) -> None:
    """Raise CorpusError where no assessment can have been published that day."""
    if day < FIRST_DAY:
        raise CorpusError(
            "{key}: {day} is before the My Number Act; give the day with --published-on", key=key, day=day
        )


def check_place(entry: Waiting, there: list[Logged | Waiting]) -> None:
    """Raise CorpusError where another file is recorded for the day of *entry*."""
    for one in there:
        if one.published_on == entry.published_on and _sha(one) != entry.sha256:
            raise CorpusError(
                "{key}@{published_on} is recorded with other bytes (SHA-256 {recorded}…, this file {given}…); "
                "leave out the same version in another format, or give the day of another version with "
                "--published-on",
                key=entry.key,
                published_on=entry.published_on,
                recorded=_sha(one)[:12],
                given=entry.sha256[:12],
            )


def _publications(history: History, keys: set[Key]) -> dict[Key, list[Logged | Waiting]]:
    """Return what is recorded of each key, oldest first, each day by its latest reading."""
    found: dict[Key, list[Logged | Waiting]] = {key: [] for key in keys}
    # One walk through everything is cheaper than many through a part.
    log = history.log() if len(keys) > 3 else [entry for key in sorted(keys) for entry in history.log(key)]
    days = set()
    for entry in log:
        if entry.key in found and (entry.key, entry.published_on) not in days:
            days.add((entry.key, entry.published_on))
            found[entry.key].insert(0, entry)
    return found


def _sha(one: Logged | Waiting) -> str:
    return one.source_sha256 if isinstance(one, Logged) else one.sha256


class Chain:
    """Commits under way from the tip of the branch."""

    def __init__(self, repository: Repository, reason: str, base: str | None = None) -> None:
        """Start at the tip, or with *base* anywhere in the history (then only ``store`` is used)."""
        self._repository = repository
        self._reason = reason
        self._branch = repository.branch()
        tip = repository.tip()
        if tip is None:
            raise CorpusError("{root} holds no commit", root=repository.root)
        self._start = tip
        self.tip = base or tip
        self._present: dict[str, set[str]] = {}
        self._begin()

    def _begin(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  (ended by store)
        self._stream = Stream(self._file)
        self._since = time.monotonic()

    def append(self, version: Version, summary: str, kind: CommitKind) -> None:
        """Append a version."""
        message = mapping.message_of(version, summary, kind)
        self.append_files(version.key, version.published_on, mapping.files_of(version), message)

    def append_files(
        self, key: Key, day: datetime.date, files: dict[str, bytes] | dict[str, str], message: str
    ) -> None:
        """Append a version by its files (bytes, or ids of blobs that git has) and its message."""
        folder = mapping.folder_of(key)
        gone = self._there(folder) - files.keys()
        self._present[folder] = set(files)
        changes: dict[str, bytes | str | None] = {f"{folder}/{name}": None for name in gone}
        changes |= {f"{folder}/{name}": data for name, data in files.items()}
        ours = identity(mapping.moment_of(day))
        self.append_commit(Moment(ours, ours), message.encode("utf-8", "surrogateescape"), changes)

    def append_commit(self, moment: Moment, message: bytes, changes: dict[str, bytes | str | None]) -> None:
        """Append any commit."""
        try:
            self._stream.commit(self.tip if self._stream.commits == 0 else None, moment, message, changes)
        except OSError as error:
            raise CorpusError("nothing was recorded, the temporary folder is full ({why})", why=error) from error

    def full(self) -> bool:
        """Say whether it is time to record what is under way."""
        return (
            self._stream.commits >= BATCH_COMMITS
            or self._stream.size >= BATCH_BYTES
            or time.monotonic() - self._since >= BATCH_SECONDS
        )

    def store(self) -> list[str]:
        """Store the commits under way, which nobody sees yet; returns their ids."""
        if self._stream.commits == 0:
            return []
        self._stream.end()
        self._file.flush()
        ids = self._repository.take_in(self._file)
        self._file.close()
        self.tip = ids[-1]
        self._begin()
        return ids

    def record(self) -> list[str]:
        """Store the commits under way and move branch, index and work tree to the last; returns their ids.

        Raises:
            CorpusError: an uncommitted edit or another writer is in the way; unless the message says
                otherwise nothing is recorded.
        """
        ids = self.store()
        repository, start = self._repository, self._start
        if self.tip == start:
            return ids
        obstacle = repository.obstacle(start, self.tip)
        if obstacle is not None:
            raise CorpusError(
                "nothing was recorded, commit or restore what is in the way: {obstacle}", obstacle=obstacle
            )
        repository.move_branch(self._branch, self.tip, start, f"{self._reason}: {len(ids)} commits")
        try:
            repository.move_work_tree(start, self.tip)
        except CorpusError as error:
            raise CorpusError(
                "recorded as {tip}, but its files were not put in place; `git checkout HEAD -- .` does it: {error}",
                tip=self.tip,
                error=error,
            ) from error
        self._start = self.tip
        return ids

    def _there(self, folder: str) -> set[str]:
        """Return our files in *folder* at this point of the chain."""
        if folder not in self._present:
            agency, _, report = folder.partition("/")
            _check_name(self._repository, self.tip, "", agency)
            _check_name(self._repository, f"{self.tip}:{agency}", f"{agency}/", report)
            entries = self._repository.entries(f"{self.tip}:{folder}")
            self._present[folder] = {entry.name for entry in entries if mapping.is_ours(entry.name)}
        return self._present[folder]


def _check_name(repository: Repository, tree: str, above: str, name: str) -> None:
    """Raise CorpusError where a person's file has the name, or one that some disks hold for the same."""
    for entry in repository.entries(tree):
        if (entry.name == name and entry.kind != "tree") or (
            entry.name != name and mapping.same_on_some_disks(entry.name, name)
        ):
            raise CorpusError(
                "nothing was recorded, {above}{name} is in the way of the folder {above}{folder}",
                above=above,
                name=entry.name,
                folder=name,
            )
