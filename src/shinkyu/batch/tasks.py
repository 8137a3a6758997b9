"""The work on one version or one pair: a function of bytes, carried out in any process on any machine."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from shinkyu.batch.cache import Cover, pack, unpack
from shinkyu.batch.engine import engine
from shinkyu.errors import ShinkyuError, SourceError
from shinkyu.files import read_file, sha256
from shinkyu.messages import Lang, Message, message
from shinkyu.model.formats import Work
from shinkyu.model.project import Project

if TYPE_CHECKING:
    from shinkyu.pipeline import Compared, Read

# What does the work is loaded where it is done: a run that finds all results in the cache needs none of it.

# A thread of its own is what a worker of a cluster may give each task; the library that reads PDFs bears one at a time.
_ONE_AT_A_TIME = threading.Lock()


class Options(msgspec.Struct, frozen=True):
    """What decides a result beside the versions."""

    work: Work
    fmt: str
    lang: Lang = "ja"
    project: Project = Project()


class ReadTask(msgspec.Struct, frozen=True, tag="read"):
    """Read one source."""

    name: str
    """For messages; it is no part of the result."""
    sha256: str
    data: bytes | None = None
    path: str | None = None
    """Where a worker finds the bytes itself, instead of *data*."""


Entry = bytes | str
"""What a ``ReadTask`` gave, or the file of the cache it lies in."""


class PairTask(msgspec.Struct, frozen=True, tag="pair"):
    """Compare or check versions that were read before."""

    options: Options
    new: Entry
    new_name: str
    old: Entry | None = None
    old_name: str = ""


class SummaryTask(msgspec.Struct, frozen=True, tag="summary"):
    """What the commit of a version tells, see ``archive.summary_of``."""

    new: Entry
    old: Entry | None = None


Task = ReadTask | PairTask | SummaryTask


class Failed(msgspec.Struct, frozen=True):
    """Why a task gave no result."""

    why: Message
    bug: bool = False
    """It is the program's fault, not the source's."""
    engine: bool = False
    """The worker is another shinkyu: none of its results may be used."""


def perform(task: Task, expected_engine: str) -> bytes | Failed:
    """Carry out a task; returns the entry to be kept, or why there is none.

    Args:
        task: what to do.
        expected_engine: the engine that asks; another one gives other results, and does nothing.
    """
    if engine().id != expected_engine:
        return Failed(
            message(
                "a worker has {shinkyu}, {dictionary}, code {code}",
                shinkyu=engine().shinkyu,
                dictionary=engine().dictionary,
                code=engine().code,
            ),
            engine=True,
        )
    with _ONE_AT_A_TIME:
        try:
            match task:
                case ReadTask():
                    return _read(task)
                case PairTask():
                    return _pair(task)
                case SummaryTask():
                    return _summary(task)
        except ShinkyuError as error:
            return Failed(error.said)
        except Exception as error:
            # One version in ten thousand that meets a fault of ours must not end the other ones.
            return Failed(message("{kind}: {error}", kind=type(error).__name__, error=str(error)), bug=True)


def _read(task: ReadTask) -> bytes:
    from shinkyu import pipeline
    from shinkyu.codec.canonical import dumps
    from shinkyu.codec.cover import cover_text, published_on
    from shinkyu.text.normalise import fold

    data = task.data if task.data is not None else read_file(Path(task.path or ""))
    if sha256(data) != task.sha256:
        raise SourceError("{name} is another file where it was to be read than where it was asked for", name=task.name)
    found = pipeline.read(data, task.name)
    document = found.document
    cover = Cover(
        form=document.form,
        agency=fold(cover_text(document, "cover.agency") or ""),
        number=fold(cover_text(document, "cover.number") or ""),
        published_on=published_on(document) or "",
        missing=sum(item.state in ("unread", "undecidable") for item in document.items) + len(found.reading.cut),
        title=fold(cover_text(document, "cover.title") or ""),
    )
    reading = msgspec.structs.replace(found.reading, source="")
    return pack([dumps(document).encode(), dumps(reading).encode()], cover)


def _pair(task: PairTask) -> bytes:
    from shinkyu import pipeline
    from shinkyu.pipeline.results import check_result, diff_result, finds, table_result

    new = read_from(task.new, task.new_name)
    old = read_from(task.old, task.old_name) if task.old is not None else None
    options = task.options
    if options.work == "check":
        checked = pipeline.check(new, old, options.project)
        notes = _notes(checked.compared, new, old)
        result = check_result(checked, old, options.fmt, options.lang, project=options.project)
        return pack([result], found=finds(checked), notes=notes)
    if old is None:
        raise TypeError(f"{options.work} needs two versions")
    compared = pipeline.compare(old, new)
    notes = _notes(compared, new, old)
    if options.work == "diff":
        shown = pipeline.narrowed(compared, ignore=options.project.ignore)
        result = diff_result(shown, options.fmt, options.lang, project=options.project, whole=compared)
        return pack([result], found=bool(shown.changes.changes), notes=notes)
    rows = pipeline.table_rows(compared, project=options.project)
    return pack([table_result(compared, rows, options.fmt)], found=bool(rows), notes=notes)


def _notes(compared: "Compared | None", *versions: "Read | None") -> tuple[str, ...]:
    """Return what speaks against a result: files of two reports, or a workbook that does not say all it holds."""
    from shinkyu import pipeline
    from shinkyu.model.problem import NO_RESULT

    doubts = pipeline.doubts(compared) if compared else ()
    unread = any(problem.rule == NO_RESULT for one in versions if one for problem in one.reading.problems)
    return (*doubts, NO_RESULT) if unread else (*doubts,)


def _summary(task: SummaryTask) -> bytes:
    from shinkyu.pipeline import archive

    old = read_from(task.old, "") if task.old is not None else None
    return pack([archive.summary_between(read_from(task.new, ""), old).encode()])


def read_from(entry: Entry, name: str) -> "Read":
    """Return the version in the entry of a ``ReadTask``, as that of a file called *name*.

    Raises:
        SourceError: the entry is gone or damaged.
    """
    from shinkyu.codec.canonical import loads, loads_reading
    from shinkyu.pipeline import archive

    unpacked = unpack(read_file(Path(entry)) if isinstance(entry, str) else entry)
    if unpacked is None:
        raise SourceError(
            "the reading of {name} was damaged on its way to the worker; run the same command again", name=name
        )
    document, reading = loads(unpacked[1][0]), loads_reading(unpacked[1][1])
    return archive.from_parts(document, msgspec.structs.replace(reading, source=name))
