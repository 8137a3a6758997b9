"""A batch: workers do what is not in the cache, results are written, and an index says what became of each source.

One process alone, the one that asks, reads sources, keeps entries and writes results.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

import msgspec

from shinkyu.batch.cache import Cache, Held, key_of, pack, unpack, unpack_about
from shinkyu.batch.engine import engine
from shinkyu.batch.local import Done
from shinkyu.batch.pairing import Pair, paired
from shinkyu.batch.results import Results
from shinkyu.batch.sources import Named, Source
from shinkyu.batch.tasks import Entry, Failed, Options, PairTask, ReadTask, SummaryTask, Task, perform, read_from
from shinkyu.codec.canonical import dumps_line
from shinkyu.errors import ShinkyuError, SourceError
from shinkyu.files import as_text, read_file, sha256
from shinkyu.limits import enough
from shinkyu.messages import message
from shinkyu.model.batch import IndexLine
from shinkyu.model.project import Project
from shinkyu.project import project_of, read_project

if TYPE_CHECKING:
    from shinkyu.pipeline import Read

UNDATED = message(
    "its cover does not name the day of 公表日; a list of OLD, a tab, and NEW says which versions to compare"
)


class BatchError(ShinkyuError):
    """The batch cannot go on; what is finished is kept."""


Parts = tuple[bytes, bytes]
"""A version: canonical JSON of its document, and of its sidecar without the name of the source."""


class Workers(Protocol):
    """Who carries tasks out."""

    sources_by_path: bool
    """Sources are read where the work is done: on this machine, or from storage that all machines share."""
    entries_by_path: bool
    """So are entries of the cache."""

    def run(self, tasks: Iterable[Task], engine: str) -> Iterator[Done]:
        """Yield what becomes of each task."""


class Progress(NamedTuple):
    """How far a step has come."""

    what: Literal["parse", "diff", "check", "table", "summary"]
    done: int
    total: int
    made: int
    """Those that were not in the cache."""


class Tell(Protocol):
    """What is told while a batch runs."""

    def progress(self, progress: Progress) -> None:
        """One more is done."""

    def failed(self, name: str, failed: Failed) -> None:
        """One gave no result."""


class Ended(NamedTuple):
    """What became of a batch."""

    lines: tuple[IndexLine, ...]
    made: int
    """Results and readings that were not in the cache."""
    bugs: int
    """Failures that are the program's fault."""


class Batch:
    """Workers, a cache, and somebody to tell."""

    def __init__(self, cache: Cache, workers: Workers, tell: Tell) -> None:
        self.cache = cache
        self._workers = workers
        self._tell = tell
        self._engine = engine().id
        self._made = 0
        self._bugs = 0

    def run(self, named: Named, options: Options, out: Path, project: Path | None = None) -> Ended:
        """Work on all sources and write results and the index to *out*.

        Args:
            named: what the arguments name.
            options: what to do; project settings are those of each newer version, or of *project*.
            out: folder of the results; made where it is missing.
            project: a project file for all.

        Raises:
            ShinkyuError: results or cache cannot be written, or the workers are gone; finished results are kept.
        """
        results = Results(out, options)
        if options.work == "parse":
            lines = self._parse(named, results)
        else:
            lines = self._compare(named, options, results, project)
        ordered = sorted(lines, key=lambda line: (line.new, line.old or ""))
        results.write(PurePosixPath(f"index.{options.work}.jsonl"), _index(ordered))
        return Ended(tuple(ordered), self._made, self._bugs)

    def read(
        self, sources: Sequence[Source], *, settled: Callable[[Source, Held], bool] | None = None, stop: bool = False
    ) -> dict[Source, Held | Failed]:
        """Return for each source its reading in the cache, or why there is none.

        Args:
            sources: what to read.
            settled: makes of a reading what is wanted of it; False where the entry turns out to be damaged.
            stop: read nothing more after a source that cannot be read; those before it are still read, so that it
                is always the first one that is known.
        """
        found: dict[Source, Held | Failed] = {}
        asked: list[tuple[str, list[Source]]] = []
        waiting: dict[str, list[Source]] = {}
        refused: dict[str, tuple[Source, Failed]] = {}
        failing = False

        def settle(source: Source, outcome: Held | Failed, *, made: bool) -> None:
            nonlocal failing
            found[source] = outcome
            if isinstance(outcome, Failed):
                failing = True
                self._failed(source.name, outcome)
            self._made += made
            self._tell.progress(Progress("parse", len(found), len(sources), self._made))

        def tasks() -> Iterator[Task]:
            most = enough()
            for source in sources:
                if stop and failing:
                    return
                try:
                    data = read_file(source.path, most)
                except SourceError as error:
                    settle(source, Failed(error.said), made=False)
                    continue
                fingerprint = sha256(data)
                key = key_of("version", fingerprint)
                about = self.cache.about(key)
                if about and (settled is None or settled(source, Held(key, about))):
                    settle(source, Held(key, about), made=False)
                elif key in refused:
                    settle(source, _of(source, *refused[key]), made=False)
                elif key in waiting:
                    waiting[key].append(source)
                else:
                    waiting[key] = [source]
                    asked.append((key, waiting[key]))
                    path = str(source.path) if self._workers.sources_by_path else None
                    yield ReadTask(source.name, fingerprint, None if path else data, path)

        for n, outcome in self._carry_out(tasks()):
            key, alike = asked[n]
            del waiting[key]  # files of these bytes that are still to come are no longer waited for
            if isinstance(outcome, Failed):
                refused[key] = alike[0], outcome
                for source in alike:
                    settle(source, _of(source, alike[0], outcome), made=source is alike[0])
                continue
            held = self._keep(key, outcome)
            for source in alike:
                if settled is not None and not settled(source, held):
                    raise BatchError("the cache does not give back what was put into it; --no-cache does without")
                settle(source, held, made=source is alike[0])
        return found

    def version(self, held: Held, data: bytes, name: str) -> "Read":
        """Return a reading as that of a file called *name* with the bytes *data*.

        Raises:
            SourceError: the file or the reading is not what it was.
        """
        if held.key != key_of("version", sha256(data)):
            raise SourceError("{name} has changed while it was read", name=name)
        return read_from(str(self.cache.path(held.key)), name)

    def summaries(self, pairs: Iterable[tuple[Parts, Parts | None]], total: int) -> list[str | None]:
        """Return what the commit of each version tells, compared with the one before it; None where that failed."""
        found: list[str | None] = [None] * total
        asked: list[tuple[int, str]] = []
        done = 0

        def told() -> None:
            nonlocal done
            done += 1
            self._tell.progress(Progress("summary", done, total, self._made))

        def tasks() -> Iterator[Task]:
            for n, (new, old) in enumerate(pairs):
                key = key_of("summary", [sha256(part) for part in (*new, *(old or ()))])
                if (entry := self.cache.load(key)) is not None:
                    found[n] = entry[1][0].decode()
                    told()
                else:
                    asked.append((n, key))
                    yield SummaryTask(pack(new), pack(old) if old else None)

        for m, outcome in self._carry_out(tasks()):
            n, key = asked[m]
            self._made += 1
            unpacked = None if isinstance(outcome, Failed) else unpack(outcome)
            if unpacked is not None and not isinstance(outcome, Failed):
                found[n] = unpacked[1][0].decode()
                self.cache.put(key, outcome)
            told()
        return found

    def _parse(self, named: Named, results: Results) -> list[IndexLine]:
        places = {source: results.of(source) for source in named.sources}

        def settled(source: Source, held: Held) -> bool:
            return results.put(places[source], held, self.cache)

        found = self.read(named.sources, settled=settled)
        return [
            IndexLine("failed", source.name, why=outcome.why.line("en"))
            if isinstance(outcome, Failed)
            else IndexLine("read", source.name, result=as_text(str(places[source])))
            for source, outcome in found.items()
        ]

    def _compare(self, named: Named, options: Options, results: Results, project: Path | None) -> list[IndexLine]:
        read = self.read(named.sources)
        abouts = {source: held.about for source, held in read.items() if isinstance(held, Held)}
        told = paired([source for source in named.loose if source in abouts], abouts)
        lines = [
            *(
                IndexLine("failed", one.name, why=held.why.line("en"))
                for one, held in read.items()
                if isinstance(held, Failed)
            ),
            *(IndexLine("failed", source.name, why=UNDATED.line("en")) for source in told.undated),
            *(IndexLine("same-day", source.name, stands_for_it=other.name) for source, other in told.aside),
        ]
        for source in told.undated:
            self._failed(source.name, Failed(UNDATED))
        wanted: list[Pair] = []
        for pair in [*(Pair(old, new) for old, new in named.pairs), *told.pairs]:
            if pair.old is None and options.work != "check":
                lines.append(IndexLine("oldest", pair.new.name))
            elif pair.new in abouts and (pair.old is None or pair.old in abouts):
                wanted.append(pair)
            elif pair.old is not None:
                gone = pair.new if pair.new not in abouts else pair.old
                lines.append(IndexLine("failed", pair.new.name, pair.old.name, why=f"{gone.name} cannot be read"))
        return lines + self._pairs(list(dict.fromkeys(wanted)), read, options, results, project)

    def _pairs(
        self,
        pairs: list[Pair],
        read: dict[Source, Held | Failed],
        options: Options,
        results: Results,
        project: Path | None,
    ) -> list[IndexLine]:
        places = results.of_pairs(pairs)
        settings = lru_cache(maxsize=None)(_settings(project))
        asked: list[tuple[str, Pair]] = []
        lines: list[IndexLine] = []
        made = 0

        def settle(pair: Pair, outcome: Held | Failed) -> None:
            old = pair.old.name if pair.old else None
            if isinstance(outcome, Failed):
                lines.append(IndexLine("failed", pair.new.name, old, why=outcome.why.line("en")))
                self._failed(pair.new.name, outcome)
            else:
                status: Literal["found", "nothing"] = "found" if outcome.about.found else "nothing"
                lines.append(IndexLine(status, pair.new.name, old, as_text(str(places[pair])), outcome.about.notes))
            self._tell.progress(Progress(options.work, len(lines), len(pairs), made))

        def tasks() -> Iterator[Task]:
            for pair in pairs:
                of_new = msgspec.structs.replace(options, project=settings(pair.new.path.parent))
                key = key_of("pair", of_new, *((_key(read[one]), one.name) for one in pair if one))
                about = self.cache.about(key)
                if about and results.put(places[pair], Held(key, about), self.cache):
                    settle(pair, Held(key, about))
                    continue
                try:
                    old = self._entry(pair.old, read[pair.old]) if pair.old else None
                    new = self._entry(pair.new, read[pair.new])
                except SourceError as error:
                    settle(pair, Failed(error.said))
                    continue
                asked.append((key, pair))
                yield PairTask(of_new, new, pair.new.name, old, pair.old.name if pair.old else "")

        for n, outcome in self._carry_out(tasks()):
            key, pair = asked[n]
            made += 1
            self._made += 1
            if isinstance(outcome, Failed):
                settle(pair, outcome)
                continue
            held = self._keep(key, outcome)
            unpacked = unpack(outcome)
            if unpacked is not None:
                results.write(places[pair], unpacked[1][0])
            settle(pair, held)
        return lines

    def _carry_out(self, tasks: Iterable[Task]) -> Iterator[Done]:
        for n, outcome in self._workers.run(tasks, self._engine):
            if isinstance(outcome, Failed) and outcome.engine:
                raise BatchError(
                    "{why}, here is {shinkyu}, {dictionary}, code {code}; give all of them the same one",
                    why=outcome.why,
                    shinkyu=engine().shinkyu,
                    dictionary=engine().dictionary,
                    code=engine().code,
                )
            yield n, outcome

    def _keep(self, key: str, entry: bytes) -> Held:
        about = unpack_about(entry)
        if about is None:
            raise BatchError("a result was damaged on its way from a worker; run the same command again")
        self.cache.put(key, entry)
        return Held(key, about)

    def _entry(self, source: Source, held: Held | Failed) -> Entry:
        """Return the reading of a source; read it again where the entry is gone or damaged meanwhile."""
        key = _key(held)
        if self.cache.entry(key) is None:
            data = read_file(source.path)
            fingerprint = sha256(data)
            made = perform(ReadTask(source.name, fingerprint, data), self._engine)
            if isinstance(made, Failed) or key_of("version", fingerprint) != key:
                raise SourceError("{name} has changed meanwhile", name=source.name)
            self.cache.put(key, made)
        entry = str(self.cache.path(key)) if self._workers.entries_by_path else self.cache.entry(key)
        if entry is None:
            raise BatchError("the cache does not give back what was put into it; --no-cache does without")
        return entry

    def _failed(self, name: str, failed: Failed) -> None:
        self._bugs += failed.bug
        self._tell.failed(name, failed)


def _settings(project: Path | None) -> Callable[[Path], Project]:
    """Return what gives the settings for the versions of a folder."""
    if project is not None:
        given = read_project(project)
        return lambda folder: given
    here = Path.cwd()
    return lambda folder: project_of(folder, here)


def _index(lines: Iterable[IndexLine]) -> bytes:
    return "".join(dumps_line(line) + "\n" for line in lines).encode()


def _key(held: Held | Failed) -> str:
    if isinstance(held, Failed):
        raise TypeError(str(held.why))
    return held.key


def _of(source: Source, first: Source, failed: Failed) -> Failed:
    """Return why *source* gives no result, as was found for another file of the same bytes."""
    return msgspec.structs.replace(failed, why=failed.why.instead(first.name, source.name))
