"""An XML part as its bytes and the places of its elements, so that it can be changed without being rewritten."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from shinkyu.errors import SourceError

_TAG = re.compile(rb"<[^<>\"']*+(?:\"[^<\"]*+\"[^<>\"']*+|'[^<']*+'[^<>\"']*+)*+>")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


class Element(NamedTuple):
    """An element; offsets are bytes of the part."""

    name: str
    """Without the prefix."""
    prefix: str
    """With its colon; empty where there is none."""
    attributes: dict[str, str]
    start: int
    inside: int
    """Where the start tag ends."""
    close: int
    """Where the end tag begins; equal to ``end`` where the element is empty and has none."""
    end: int
    parents: tuple[str, ...]
    """Names of the elements around it, outermost first."""


class Edit(NamedTuple):
    """Bytes put in place of others."""

    start: int
    end: int
    put: bytes


def elements(data: bytes, name: str) -> list[Element]:
    """Return the elements of a part in the order of their start.

    Raises:
        SourceError: the part is damaged, declares a document type, or is not in UTF-8.
    """
    parser = expat.ParserCreate()
    opened: list[tuple[int, str, dict[str, str], int, int]] = []
    names: list[str] = []
    found: dict[int, Element] = {}

    def declared(version: str, encoding: str | None, standalone: int) -> None:
        if (encoding or "utf-8").lower() != "utf-8":
            raise _other_encoding(name, encoding)

    def start(tag: str, attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        match = _TAG.match(data, at)
        if match is None:
            raise damaged(name)
        opened.append((len(found) + len(opened), tag, attributes, at, match.end()))
        names.append(tag.rpartition(":")[2])

    def end(tag: str) -> None:
        order, tag, attributes, at, inside = opened.pop()
        names.pop()
        close = parser.CurrentByteIndex
        if data[close : close + 2] == b"</":
            last = data.index(b">", close) + 1
        else:
            close = last = inside
        prefix, _, local = tag.rpartition(":")
        found[order] = Element(local, prefix + ":" if prefix else "", attributes, at, inside, close, last, tuple(names))

    def doctype(*_: object) -> None:
        raise SourceError("{name} is refused: its XML declares a document type, which no workbook does", name=name)

    if b"\0" in data[:4]:
        raise _other_encoding(name, "UTF-16")
    parser.XmlDeclHandler = declared
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise damaged(name) from error
    return [found[order] for order in sorted(found)]


def below(found: list[Element], n: int) -> list[Element]:
    """Return the elements inside the n-th one."""
    last = n + 1
    while last < len(found) and found[last].start < found[n].end:
        last += 1
    return found[n + 1 : last]


def _other_encoding(name: str, encoding: str | None) -> SourceError:
    return SourceError(
        "{name} is written in {encoding}; open it in Excel, save it anew and try again", name=name, encoding=encoding
    )


def damaged(name: str) -> SourceError:
    """Return the error for a part that is no whole one."""
    return SourceError("{name} is a damaged workbook; open it in Excel, save it anew and try again", name=name)


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return *data* with *edits* made; they do not overlap, and those at one place keep their order."""
    pieces: list[bytes] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        assert edit.start >= position, "edits overlap"
        pieces += (data[position : edit.start], edit.put)
        position = edit.end
    return b"".join((*pieces, data[position:]))


def set_attributes(data: bytes, element: Element, values: Mapping[str, str]) -> Edit:
    """Return the edit that gives attributes of *element* other values; those that are missing are put in."""
    tag = data[element.start : element.inside]
    for attribute, value in values.items():
        put = f'{attribute}="{attribute_text(value)}"'.encode()
        match = re.search(rf"(?<=\s){attribute}\s*=\s*(?:\"[^\"]*\"|'[^']*')".encode(), tag)
        if match:
            tag = tag[: match.start()] + put + tag[match.end() :]
        else:
            end = -2 if tag.endswith(b"/>") else -1
            tag = tag[:end].rstrip() + b" " + put + tag[end:]
    return Edit(element.start, element.inside, tag)


def attribute_text(value: str) -> str:
    """Return *value* fit to stand in an attribute between double quotes."""
    return escape(value, {'"': "&quot;"})


def cell_text(value: str) -> str:
    """Return *value* fit to stand in a cell: what Excel would take for an escape is escaped itself."""
    return escape(_ESCAPED.sub("_x005F_", _CONTROL.sub("", value)))
