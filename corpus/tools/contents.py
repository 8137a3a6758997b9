"""What stands in the cells of a form: texts, choices, check boxes, the table; how they are drawn is not said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from edits import Assessment, Values
from printing import BASICS, BOXES, OPTIONS, FormLine, Printer, box_key


class Choice(NamedTuple):
    """One of the options; `count` is printed behind them as （ 3 ）件, `remark` as （手数料額、納付方法： …）."""

    value: str
    options: tuple[str, ...]
    count: int | None = None
    remark: tuple[str, str] | None = None


class Box(NamedTuple):
    """A check box; `note` is the text in brackets behind its label, None where the form has no brackets."""

    label: str
    on: bool
    note: str | None = None
    count: str | None = None


class Boxes(NamedTuple):
    """Check boxes; a plain string is a heading between them."""

    boxes: tuple[Box | str, ...]


class Table(NamedTuple):
    """The 変更箇所 table."""

    rows: list[tuple[str, ...]]


Content = str | Choice | Boxes | Table


@dataclass(frozen=True)
class Row:
    """A row of the form: labels from left to right, then the entry, each None where nothing is printed."""

    cells: tuple[Content | None, ...]


@dataclass(frozen=True)
class Loose:
    """A line outside the tables: a heading, or an entry below one."""

    content: Content
    entry: bool


@dataclass(frozen=True)
class Gap:
    """A blank line."""


Piece = Row | Loose | Gap

_PLACE = re.compile(r"\{([^{}]+)\}")


def pieces(assessment: Assessment, values: Values, rows: list[tuple[str, ...]]) -> Iterator[Piece]:
    """Yield what the form prints, in its order."""
    reader = _Reader(values, rows)
    for line in Printer(assessment, values, "").lines():
        if not line.text:
            yield Gap()
        elif "|" in line.text:
            yield Row(tuple(reader.content(cell, line) if cell else None for cell in line.text.split("|")))
        else:
            yield Loose(reader.content(line.text, line), entry="{" in line.text)


class _Reader:
    def __init__(self, values: Values, rows: list[tuple[str, ...]]) -> None:
        self.values, self.rows = values, rows

    def content(self, cell: str, line: FormLine) -> Content:
        """The content of a cell of the template, its places filled in."""
        place = _PLACE.search(cell)
        if place is None:
            return self._printed(cell)
        name, _, shape = place.group(1).partition(":")
        if name == "n":
            return cell.replace("{n}", str(line.n))
        if name == "@table":
            return Table(self.rows)
        if name == "@sharing":
            return self._sharing()
        value = line.member[name[1:]] if name.startswith(".") else self.values[name]
        kind, _, argument = shape.partition(" ")
        if kind == "choice":
            return self._choice(value, argument, cell[place.end() :])
        if kind == "checks":
            return self._checks(value, argument)
        return value

    def _printed(self, cell: str) -> Content:
        """A label, or boxes that the form leaves empty: `[] 委託しない`."""
        if not cell.startswith("[] "):
            return cell
        return Boxes((Box(cell.removeprefix("[] "), on=False),))

    def _choice(self, value: str, options: str, tail: str) -> Choice:
        choice = Choice(value, tuple(OPTIONS[options].split(" ")))
        counted = re.search(r"\{#(\w+)\}", tail)
        remark = re.search(r"\((\S+): \{(.+)\}\)", tail)
        if counted:
            return choice._replace(count=len(self.values[counted.group(1)]))
        if remark:
            return choice._replace(remark=(remark.group(1), self.values[remark.group(2)]))
        return choice

    def _checks(self, on: dict[str, str], boxes: str) -> Boxes:
        found: list[Box | str] = []
        printed = BOXES[boxes].replace("{basics}", BASICS[self.values["edition"]])
        for heading, label, note in re.findall(r"(・\S+)|□(\S+)( \(\))?", printed):
            key = box_key(label)
            found.append(heading or Box(label, key in on, on.get(key, "") if note else None))
        return Boxes(tuple(found))

    def _sharing(self) -> Boxes:
        given, moved = len(self.values["provision"]), len(self.values["transfer"])
        return Boxes(
            (
                Box("提供を行っている", bool(given), count=str(given or "")),
                Box("移転を行っている", bool(moved), count=str(moved or "")),
                Box("行っていない", not given and not moved),
            )
        )
