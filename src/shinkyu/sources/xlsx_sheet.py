"""The cells of a sheet: what each shows, merged ranges, what is hidden.

A library that hands out cell values leaves out what decides here whether a cell says anything: struck
runs, hidden rows and columns, the number format of a date.  All of it stands beside the values, so one
pass reads both.
"""

import re
from typing import NamedTuple

from shinkyu.limits import limits
from shinkyu.messages import message
from shinkyu.model.source import UNREAD
from shinkyu.sources.xlsx_book import Book, SheetEntry, Style
from shinkyu.sources.xlsx_formats import SHOWS_NOTHING, shown, shown_text
from shinkyu.sources.xlsx_package import Refusals, flag, whole
from shinkyu.sources.xlsx_text import RichText, Text, check_length, clean
from shinkyu.text.cell_names import column_number, serial

MAX_LISTS = 10_000
"""Drop-down lists of one sheet; a form has one for each of its 60 choices."""
LONGEST_NUMBER = 10
"""Digits; no workbook has more strings than a number of so many says."""
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
"""The size of a sheet in Excel."""

_NUMBERS = ("n", "d")
"""Kinds of cells that show nothing without a value; the format of a text may hold words of its own."""
_TOLD_EMPTY = "str"
"""The kind of a formula whose result is a text, which may be an empty one: Excel writes it with an empty value."""
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})$")


class Range(NamedTuple):
    """A merged range; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """What a sheet shows: the text of each cell that has one, merged ranges, what is hidden."""

    cells: dict[tuple[int, int], str]
    merged: tuple[Range, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    struck: tuple[str, ...]
    """Struck text, which stands in no cell."""
    lists: tuple[tuple[str, str], ...] = ()
    """Drop-down lists: the cells that have one, and what it offers."""


class Budget:
    """What may still be read of a workbook."""

    def __init__(self, package: Refusals) -> None:
        self.package = package
        self.cells = limits().cells
        self.text = limits().characters

    def take_cell(self) -> None:
        """Count a cell."""
        self.cells -= 1
        if self.cells < 0:
            raise self.package.beyond(message("it has more than {n} cells", n=f"{limits().cells:,}"), "cells")

    def take_text(self, text: str) -> None:
        """Count the characters of a text."""
        self.text -= len(text)
        if self.text < 0:
            most = limits().characters
            raise self.package.beyond(message("its sheets show more than {n} characters", n=f"{most:,}"), "characters")


def read_sheet(book: Book, entry: SheetEntry, budget: Budget) -> Sheet:
    """Return what a sheet shows."""
    reader = _Sheet(book, budget)
    book.package.parse(entry.part, reader)
    reader.fill_arrays()
    return Sheet(
        reader.cells,
        tuple(reader.merged),
        frozenset(reader.hidden_rows),
        frozenset(reader.hidden_columns),
        tuple(reader.crossed_out),
        tuple(reader.lists),
    )


class _Sheet(RichText):
    """Cells, merged ranges and hidden rows and columns of a sheet."""

    def __init__(self, book: Book, budget: Budget) -> None:
        super().__init__()
        self.book = book
        self.budget = budget
        self.cells: dict[tuple[int, int], str] = {}
        self.merged: list[Range] = []
        self.most_merged = limits().merged
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.crossed_out: list[str] = []
        self.lists: list[tuple[str, str]] = []
        self.listed = ""
        self.row = self.column = 0
        self.kind = ""
        self.style = Style()
        self.styles: dict[str, Style] = {}
        self.value = ""
        self.has_value = self.computed = self.in_picture = False
        self.arrays: list[Range] = []
        """Cells that share one formula of which only the first is said to have one."""
        self.told: set[tuple[int, int]] = set()
        """Cells behind the first array that have a result, be it an empty one."""
        self.begin_string()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name == "v":
            self.text = []
            self.has_value = True
        elif name == "f":
            self.computed = True
            if attributes.get("t") in ("array", "dataTable"):
                self.arrays.append(self._range(attributes.get("ref", "")))
        elif name == "row":
            self.row = whole(attributes, "r", self.row + 1)
            self.column = 0
            if flag(attributes, "hidden") or attributes.get("ht") == "0":
                self.hidden_rows.add(self.row)
        elif name == "dataValidation":
            self.listed = attributes.get("sqref", "") if attributes.get("type") == "list" else ""
        elif name == "formula1" and self.listed:
            self.text = []
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col":
            if flag(attributes, "hidden") or attributes.get("width") == "0":
                last = min(whole(attributes, "max"), MAX_COLUMN)
                self.hidden_columns.update(range(max(whole(attributes, "min"), 1), last + 1))
        elif self.kind == "inlineStr":
            self.take_rich(name, attributes)

    def end(self, name: str) -> None:
        if name == "v":
            self.value = self.take_text()
        elif name == "c":
            if self.arrays and self.has_value:
                self.told.add((self.row, self.column))
            # On 方眼紙 most cells are formatted and empty.
            wanted = self.value or self.computed or self.kind not in _NUMBERS
            if wanted and (text := self._cell_text().strip()):
                self.budget.take_text(text)
                self.cells[self.row, self.column] = text
            self.kind = ""
        elif name == "formula1" and self.listed:
            self.lists.append((self.listed, clean(self.take_text())))
            self.listed = ""
            if len(self.lists) > MAX_LISTS:
                raise self.book.package.refused(
                    message("a sheet has more than {n} drop-down lists", n=f"{MAX_LISTS:,}")
                )
        elif self.kind == "inlineStr":
            self.end_rich(name)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self.budget.take_cell()
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            self.row, self.column = self._place(reference)
        self.style = self.styles.get(attributes.get("s", "0")) or self._style(attributes)
        self.kind = attributes.get("t", "n")
        self.value = ""
        self.has_value = self.computed = False
        self.in_picture = self.kind == "e" and "vm" in attributes
        if self.kind == "inlineStr":
            self.begin_string()

    def _style(self, attributes: dict[str, str]) -> Style:
        """Return the style of a cell; a number that names none is the plain one."""
        number = whole(attributes, "s")
        style = self.book.styles[number] if 0 <= number < len(self.book.styles) else Style()
        if len(self.styles) <= len(self.book.styles):  # a hostile sheet may write one number in many ways
            self.styles[attributes.get("s", "0")] = style
        return style

    def _cell_text(self) -> str:
        """Return what the cell that ended shows; keep what is struck in it apart."""
        style = self.style
        if style.code == SHOWS_NOTHING:
            return ""
        if self._is_unread():
            return "" if style.struck else UNREAD
        text = self._content()
        kept = text.own_font if style.struck else text.kept
        struck = text.kept if style.struck and not kept else text.struck
        if struck.strip():
            self.crossed_out.append(struck)
        return kept

    def _is_unread(self) -> bool:
        """Say whether the cell that ended holds something that the file does not say: a formula whose result is
        not kept, or out of date by the word of the program that wrote it; a string that is not in its table; a
        picture in the place of a value.
        """
        told = self.kept if self.kind == "inlineStr" else self.value
        if self.computed:
            is_empty_text = self.kind == _TOLD_EMPTY and self.has_value
            return self.book.recalculated or not (told or is_empty_text)
        if self.kind == "s":
            return bool(self.value) and self._string() is None
        return self.in_picture or bool(self.value and not told)

    def fill_arrays(self) -> None:
        """Put ``UNREAD`` into the cells of array formulas that have no result: the file need not list them."""
        for area in self.arrays:
            for row in range(area.top, area.bottom + 1):
                for column in range(area.left, area.right + 1):
                    self.budget.take_cell()
                    if (row, column) not in self.told or self.book.recalculated:
                        self.cells[row, column] = UNREAD

    def _string(self) -> Text | None:
        """Return the string of the table that the cell names, None where there is none."""
        named = self.value if len(self.value) < LONGEST_NUMBER else ""
        index = int(named) if named.isascii() and named.isdigit() else -1
        return self.book.strings[index] if 0 <= index < len(self.book.strings) else None

    def _content(self) -> Text:
        """Return the content of the cell that ended, as its number format shows it."""
        style, value = self.style, self.value
        if self.kind in ("s", "inlineStr"):
            text = self.rich_text() if self.kind == "inlineStr" else self._string() or Text("")
            check_length(text, self.book.package)
            return text._replace(kept=shown_text(text.kept, style.code))
        if self.kind in _NUMBERS:
            number = serial(value, from_1904=self.book.from_1904) if self.kind == "d" else value
            return Text(shown(number, style.code, from_1904=self.book.from_1904))
        if self.kind == "b":
            return Text({"1": "TRUE", "0": "FALSE"}.get(value, value))
        check_length(Text(value), self.book.package)
        return Text(shown_text(clean(value), style.code))

    def _merge(self, reference: str) -> None:
        self.merged.append(self._range(reference))
        if len(self.merged) > self.most_merged:
            more = message("it has more than {n} merged ranges on a sheet", n=f"{self.most_merged:,}")
            raise self.book.package.beyond(more, "merged")

    def _range(self, reference: str) -> Range:
        first, _, last = reference.partition(":")
        top, left = self._place(first)
        bottom, right = self._place(last or first)
        return Range(top, left, bottom, right)

    def _place(self, reference: str) -> tuple[int, int]:
        match = _REFERENCE.match(reference)
        if not match:
            raise self.book.package.damaged()
        letters, digits = match.groups()
        row, column = int(digits), column_number(letters)
        if not (1 <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN):
            raise self.book.package.damaged()
        return row, column
