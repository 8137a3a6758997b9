"""What every check of a hook needs: a line to say, and a look at a canonical document with its neighbours."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from shinkyu.codec.canonical import dumps, loads, loads_reading
from shinkyu.errors import ShinkyuError
from shinkyu.files import sha256
from shinkyu.hooks.conflict import has_marks
from shinkyu.messages import Message, message
from shinkyu.store import mapping

DOCUMENT = mapping.DOCUMENT

Blob = Callable[[str], bytes | None]
"""What git calls a file (``:0:path``, ``<commit>:path``) → its bytes, None when there is none."""


class Said(NamedTuple):
    """One line of a hook, and whether it stops git."""

    stops: bool
    text: Message


def with_neighbours(paths: Iterable[str]) -> list[str]:
    """Return the paths of the documents that files belong to: the document itself, its reading, its source."""
    ours = (PurePosixPath(path) for path in paths if mapping.is_ours(PurePosixPath(path).name))
    return sorted({str(path.with_name(DOCUMENT)) for path in ours})


def document_faults(blob: Blob, path: str, data: bytes, revision: str) -> Iterator[Message]:
    """Yield what is wrong with a canonical document and its neighbours at a revision."""
    if has_marks(data):
        yield message("{path}: still holds the marks of a conflict (<<<<<<<)", path=path)
        return
    try:
        if dumps(loads(data)).encode() != data:
            yield message("{path}: not in canonical form; `shinkyu parse {path} -o {path}` writes it so", path=path)
    except ShinkyuError as error:
        yield message("{path}: {error}", path=path, error=error)
        return
    beside = f"{revision}:{path.removesuffix(DOCUMENT)}"
    raw = blob(f"{beside}{mapping.READING}")
    if raw is None:
        return
    try:
        reading = loads_reading(raw)
    except ShinkyuError as error:
        yield message("{path}: {error}", path=path.removesuffix(DOCUMENT) + mapping.READING, error=error)
        return
    if "/" in reading.source or not reading.source.startswith(mapping.SOURCE):
        return
    source = blob(f"{beside}{reading.source}")
    if source is None:
        yield message("{path}: its source {source} is missing", path=path, source=reading.source)
    elif sha256(source) != reading.sha256:
        yield message(
            "{path}: was not read from the {source} beside it (SHA-256 differs)", path=path, source=reading.source
        )
