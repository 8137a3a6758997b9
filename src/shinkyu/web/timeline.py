"""A report through its versions as a picture: columns on an axis of time, drawn from numbers and nothing else.

Above the axis a column says how many changes of which kind came with a version, below it what became of the declared
rows.  Lengths are in the units of the picture.
"""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from shinkyu.model.change import ChangeClass
from shinkyu.model.report import VerdictName
from shinkyu.web.shapes import StepNumbers

GROUPS: dict[str, tuple[ChangeClass, ...]] = {
    "text": ("text", "list"),
    "law": ("citation", "term"),
    "office": ("organisation", "title", "person", "vendor", "contact"),
    "value": ("choice", "checks", "count", "date"),
    "group": ("group",),
    "form": ("edition",),
}
"""Classes of changes that are drawn as one piece of a column; the table beside the picture has each class."""
VERDICTS: tuple[VerdictName, ...] = ("contradicted", "partly", "unverifiable", "superseded", "confirmed")
"""From the axis downward: what needs a person's eye first."""

WIDTH = 1000
"""Of the picture with few versions; more make it wider."""
LEFT, RIGHT = 70, 40
COLUMN = 34
APART = 92
"""Between the middles of two columns, so that their dates can be read."""
UP, DOWN = 150, 110
"""Length of the longest column above and below the axis."""
TOP, DATES, FOOT = 28, 64, 40
_LEAST = 3
"""Of a piece that stands for a single change among hundreds."""
_NUMBERED = 15
"""From this height on a piece has room for its number."""


class Piece(NamedTuple):
    """A part of a column."""

    name: str
    n: int
    y: float
    height: float
    numbered: bool


class Column(NamedTuple):
    """A version: where its day stands on the axis, and its column, which may stand aside."""

    day: datetime.date
    true_x: float
    x: float
    up: tuple[Piece, ...]
    down: tuple[Piece, ...]
    numbers: StepNumbers


class Year(NamedTuple):
    """The first of January."""

    year: int
    x: float


class Timeline(NamedTuple):
    """The picture."""

    width: float
    height: float
    axis: float
    columns: tuple[Column, ...]
    years: tuple[Year, ...]


def timeline(versions: Sequence[StepNumbers]) -> Timeline:
    """Return the picture of the versions of a report, which come oldest first."""
    days = [one.version.published_on for one in versions]
    width = max(WIDTH, LEFT + RIGHT + APART * len(days))
    first = datetime.date(days[0].year, 1, 1)
    last = datetime.date(days[-1].year + 1, 1, 1)
    inside = width - LEFT - RIGHT

    def true_x(day: datetime.date) -> float:
        return round(LEFT + inside * (day - first).days / (last - first).days, 1)

    true = [true_x(day) for day in days]
    most_changes = max((one.changes or 0 for one in versions), default=0)
    above = UP if most_changes else 0
    axis = TOP + above + DATES
    most_rows = max((one.declared for one in versions), default=0)
    columns = tuple(
        Column(
            one.version.published_on,
            place,
            x,
            _stacked(_changes(one), most_changes, above, -1, TOP + above),
            _stacked([(name, one.verdicts.get(name, 0)) for name in VERDICTS], most_rows, DOWN, 1, axis + FOOT),
            one,
        )
        for one, place, x in zip(versions, true, spread(true, LEFT, width - RIGHT), strict=True)
    )
    every = max(1, -(-(last.year - first.year) // max(1, int(inside // 60))))
    years = tuple(Year(year, true_x(datetime.date(year, 1, 1))) for year in range(first.year, last.year + 1, every))
    return Timeline(width, axis + FOOT + DOWN + TOP, axis, columns, years)


def spread(places: Sequence[float], least: float, most: float) -> list[float]:
    """Return places in the same order, near where they were, ``APART`` from each other and within bounds.

    There must be room for all of them.
    """
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + APART if found else least))
    for n in reversed(range(len(found))):
        found[n] = min(found[n], most if n == len(found) - 1 else found[n + 1] - APART)
    return [round(place, 1) for place in found]


def _changes(one: StepNumbers) -> list[tuple[str, int]]:
    return [(name, sum(one.by_class.get(each, 0) for each in classes)) for name, classes in GROUPS.items()]


def _stacked(counts: list[tuple[str, int]], most: int, room: int, direction: int, start: float) -> tuple[Piece, ...]:
    """Return the pieces of a column from *start* upward (-1) or downward (1); the longest column takes the *room*."""
    pieces: list[Piece] = []
    at = start
    for name, n in counts:
        if not n:
            continue
        height = max(_LEAST, round(room * n / most, 1))
        y = at - height if direction < 0 else at
        pieces.append(Piece(name, n, round(y, 1), height, height >= _NUMBERED))
        at += direction * height
    return tuple(pieces)
