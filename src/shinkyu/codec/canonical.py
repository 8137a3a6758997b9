"""The canonical JSON of a document and the JSON of its sidecar.

UTF-8, LF, two-space indent, one scalar a line, keys and items in form order, trailing newline; no
timestamp and no float, so that ``dumps(loads(x)) == x`` and git's own line diff is readable.
"""

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from shinkyu.errors import CodecError
from shinkyu.model.document import DateItem, Document
from shinkyu.model.reading import Reading

T = TypeVar("T")


def dumps(value: Any) -> str:
    """Return *value* (a model value or plain JSON data) as JSON text in canonical layout."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode("utf-8") + "\n"


def dumps_line(value: Any) -> str:
    """Return *value* as JSON text on one line, without a newline (JSON Lines)."""
    return msgspec.json.encode(value).decode("utf-8")


def loads(text: str | bytes) -> Document:
    """Return the document of a canonical JSON text.

    Raises:
        CodecError: the text is not JSON or does not follow the schema, a date in it is no day, or two declared rows
            have one number; the message says which.
    """
    document = _decode(text, Document)
    for day in _days(document):
        if not _is_day(day):
            raise CodecError("not a canonical document: '{day}' is no day", day=day)
    numbers = Counter(row.n for row in document.declared or ())
    if twice := [n for n, count in numbers.items() if count > 1]:
        raise CodecError("not a canonical document: there are two rows {n}", n=twice[0])
    return document


def _days(document: Document) -> Iterator[str]:
    """Yield every ISO date of a document."""
    for item in document.items:
        if isinstance(item, DateItem) and item.value and item.value.date is not None:
            yield item.value.date
    yield from (row.date.date for row in document.declared or () if row.date.date is not None)
    if document.reconstructed is not msgspec.UNSET:
        yield document.reconstructed.to


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def loads_reading(text: str | bytes) -> Reading:
    """Return the sidecar of a document.

    Raises:
        CodecError: the text is not JSON or not a sidecar.
    """
    return _decode(text, Reading)


def to_builtins(value: Any) -> Any:
    """Return *value* as the plain dicts, lists and scalars its JSON stands for."""
    return msgspec.json.decode(msgspec.json.encode(value))


def document_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the canonical document, made from the model."""
    schema = msgspec.json.schema(Document)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "shinkyu document", **schema}


def published_schema() -> str:
    """Return the JSON Schema as shipped in the package."""
    from importlib.resources import files  # takes longer to load than writing a document

    return files(__package__).joinpath("document.schema.json").read_text(encoding="utf-8")


def _decode(text: str | bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CodecError("not a canonical {kind}: {error}", kind=kind.__name__.lower(), error=error) from error
