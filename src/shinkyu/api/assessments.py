"""``shinkyu.parse``: a file becomes an assessment in hand."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING, Literal, get_args

from shinkyu import pipeline
from shinkyu.codec.canonical import dumps
from shinkyu.codec.cover import cover_text, published_on
from shinkyu.errors import ShinkyuError, SourceError
from shinkyu.files import as_text, read_file
from shinkyu.messages import message
from shinkyu.model.document import is_reconstructed

if TYPE_CHECKING:
    from shinkyu.model.document import Address, DeclaredRow, Document, Item
    from shinkyu.model.form import FormName
    from shinkyu.model.reading import ItemReading, Reading
    from shinkyu.pipeline import Read

Source = str | os.PathLike[str] | bytes
"""A file by its path, or the bytes of one."""

Part = Literal["document", "reading", "items", "declared"]

_UNNAMED = "the bytes given"


class Assessment:
    """One version of a 特定個人情報保護評価書 in hand; made by `parse` and `Corpus.read`, never changed.

    An item is reached by its address, the labels a person would cite from the outside in:

    >>> new = shinkyu.parse("2025-07-31.txt")
    >>> new["Ⅱ", "4", "委託事項2", "②委託先における取扱者数"].value
    '10人未満'
    >>> ("Ⅱ", "4", "委託事項99", "③委託先名") in new
    False
    """

    __slots__ = ("_places", "_read")

    def __init__(self, read: Read) -> None:
        self._read = read
        self._places: dict[Address, int] = {item.address: n for n, item in enumerate(read.document.items)}

    @property
    def document(self) -> Document:
        """The canonical document: no page, no cell, no file name; `diff` finds copies in two formats to be the same."""
        return self._read.document

    @property
    def reading(self) -> Reading:
        """The sidecar: where each item was found and how sure that is, ``reading.items[n]`` of ``items[n]``."""
        return self._read.reading

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item of the form, in its order, also those that are blank or that this copy does not hold."""
        return self._read.document.items

    @property
    def rows(self) -> tuple[DeclaredRow, ...] | None:
        """The rows of the 変更箇所 table as written, in printed order; None where this copy holds no table."""
        return self._read.document.declared

    @property
    def name(self) -> str:
        """Name of the source as it was given."""
        return self._read.reading.source

    @property
    def form(self) -> FormName:
        """``"basic"`` (様式2), ``"priority"`` (様式3) or ``"all-item"`` (様式4)."""
        return self._read.document.form

    @property
    def edition(self) -> str:
        """Edition of the form, as the page of forms names it: ``"2018-05"``."""
        return self._read.document.edition

    @property
    def agency(self) -> str | None:
        """評価実施機関名 as the cover has it; None where it is blank or cannot be read."""
        return cover_text(self._read.document, "cover.agency")

    @property
    def number(self) -> str | None:
        """評価書番号 as the cover has it."""
        return cover_text(self._read.document, "cover.number")

    @property
    def title(self) -> str | None:
        """評価書名 as the cover has it."""
        return cover_text(self._read.document, "cover.title")

    @property
    def published_on(self) -> datetime.date | None:
        """公表日 of the cover; None where that is no single day."""
        day = published_on(self._read.document)
        return datetime.date.fromisoformat(day) if day else None

    @property
    def reconstructed(self) -> bool:
        """Nobody published this version: ``shinkyu rewind`` made it from a later one."""
        return is_reconstructed(self._read.document)

    def where(self, *address: str) -> ItemReading:
        """Return where the item at an address was found, and the confidence of its reading from 0 to 1.

        Raises:
            KeyError: there is no such item.
        """
        return self._read.reading.items[self._at(address)]

    def __getitem__(self, address: Address | str) -> Item:
        """Return the item at an address.

        Raises:
            KeyError: there is no such item.
        """
        return self._read.document.items[self._at((address,) if isinstance(address, str) else tuple(address))]

    def __contains__(self, address: object) -> bool:
        if isinstance(address, list):
            return tuple(address) in self._places  # as JSON has it
        return ((address,) if isinstance(address, str) else address) in self._places

    def _at(self, address: Address) -> int:
        place = self._places.get(address)
        if place is None:
            raise KeyError(f"{self.name} has no item {address!r}; `shinkyu items` lists the addresses")
        return place

    def to_json(self, part: Part = "document") -> str:
        """Return the JSON that the command line prints; schemas on the page of formats.

        Args:
            part: ``"document"`` is the canonical JSON (``shinkyu parse``), which `parse` reads again; ``"reading"``
                its sidecar; ``"items"`` and ``"declared"`` are lists of objects (``shinkyu items``,
                ``shinkyu declared``), the latter with each row as understood.

        Raises:
            ValueError: there is no such part.
        """
        one_of("part", part, get_args(Part))
        if part == "items":
            from shinkyu.render.shapes import item_shapes

            return dumps(item_shapes(self._read.document, self._read.reading))
        if part == "declared":
            from shinkyu.render.shapes import declared_shapes

            return dumps(declared_shapes(self.rows or (), pipeline.located(self._read)))
        return dumps(self._read.document if part == "document" else self._read.reading)

    def __repr__(self) -> str:
        words = (self.agency, self.title, f"{self.form} {self.edition}", self.published_on)
        return f"<Assessment {self.name}: {', '.join(str(word) for word in words if word)}>"


def parse(source: Source, *, name: str | None = None) -> Assessment:
    """Return the assessment in a file.

    Workbooks (.xlsx, .xlsm, .xls), PDFs with a text layer, texts in UTF-8, UTF-16, CP932 and EUC-JP, and the canonical
    JSON of a version are read; the format is told from the bytes, not from the name.  PDFs and workbooks are read in
    another process with limited memory and time.  Nothing is sent anywhere, and nothing is written.

    Args:
        source: path of the file, or its bytes.
        name: what results and messages call it; the path where a path is given.

    Raises:
        SourceError: the file is missing, damaged, encrypted, or holds no text; the message says what to do.
        LimitError: it is beyond a limit of size, pages, cells, memory or time (a ``SourceError``, too).
        FormError: it is no assessment, or in an edition of the form that is not known.

    >>> new = shinkyu.parse("2025-07-31.txt")
    >>> new.form, new.edition, new.agency, new.published_on
    ('priority', 'five-information', '澄原市長', datetime.date(2025, 7, 31))
    >>> shinkyu.parse(new.to_json().encode()).document == new.document
    True
    """
    if isinstance(source, bytes):
        if name:
            return Assessment(pipeline.read(source, name))
        try:
            return Assessment(pipeline.read(source, _UNNAMED))
        except ShinkyuError as error:
            raise type(error).saying(error.said.instead(_UNNAMED, message("the bytes given"))) from error
    if not isinstance(source, str | os.PathLike):
        raise TypeError(f"source is a path or bytes, not {type(source).__name__}")
    path = os.fspath(source)
    if isinstance(source, str) and "\n" in source and not os.path.exists(source):
        raise SourceError("a text was given where the path of a file is expected; give its bytes: text.encode()")
    return Assessment(pipeline.read(read_file(path), name or as_text(path)))


def one_of(what: str, word: str, known: tuple[str, ...]) -> None:
    """Say which words there are where another one is given."""
    if word not in known:
        raise ValueError(f"there is no {what} {word!r}; there are {', '.join(known)}")


def in_hand(value: object, role: str) -> Read:
    """Return what an assessment stands for; say what to call where something else is given."""
    if not isinstance(value, Assessment):
        raise TypeError(f"{role} is an Assessment, not {type(value).__name__}; shinkyu.parse makes one of a file")
    return value._read
