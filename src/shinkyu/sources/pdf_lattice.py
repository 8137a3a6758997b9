"""Ruled lines → the cells they bound.

The lines of a page cut it into a grid of squares; squares with no line between them are one cell.
So a merged cell, or one whose inner lines are not drawn, needs no rule of its own.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from shinkyu.sources.pdf_objects import Rule

SNAP = 2.5
"""Points; lines nearer than this are one line (double rules, a border drawn by both neighbours)."""
GAP = 3.2
"""Points between the dashes of a dotted line, and between a line and the one it should meet."""
SHORTEST = 4.0
"""Points; a shorter line bounds nothing."""
MAX_SQUARES = 250_000
"""Squares of a page's grid; a table on squared paper (方眼紙) with every line drawn has 5,000."""


@dataclass
class Region:
    """A cell: squares of the grid without a line between them."""

    left: float
    top: float
    right: float
    bottom: float
    first_row: int
    last_row: int
    open_top: bool = False
    """Its upper edge is not drawn: it may go on from the page before."""
    open_bottom: bool = False


@dataclass
class Lattice:
    """The grid of a page and the cells in it."""

    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)
    squares: list[list[int | None]] = field(default_factory=list)
    """Number of the region of each square, by row and column; None outside all cells."""
    regions: list[Region] = field(default_factory=list)
    loose: list[Rule] = field(default_factory=list)
    """Level lines that meet no upright one: underlines, lines that strike words out."""

    def at(self, x: float, y: float) -> int | None:
        """Return the number of the region at a point."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= row < len(self.squares) and 0 <= column < len(self.squares[row]):
            return self.squares[row][column]
        return None


def build_lattice(level: list[Rule], upright: list[Rule]) -> Lattice:
    """Return the cells that the lines of a page bound."""
    rows, columns = _united(level), _united(upright)
    loose = [rule for rule in rows if not any(_meet(rule, column) for column in columns)]
    rows = [rule for rule in rows if any(_meet(rule, column) for column in columns)]
    unseen_rows = _closing(columns, rows)
    columns = [rule for rule in columns if any(_meet(row, rule) for row in (*rows, *unseen_rows))]
    unseen_columns = _closing(rows, columns)
    xs = _positions([*columns, *unseen_columns])
    ys = _positions([*rows, *unseen_rows])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > MAX_SQUARES:
        return Lattice(loose=loose)
    level_walls = _walls(rows, unseen_rows, ys, xs)
    upright_walls = _walls(columns, unseen_columns, xs, ys)
    lattice = Lattice(xs, ys, loose=loose)
    _fill(lattice, level_walls, upright_walls)
    return lattice


def _united(rules: list[Rule]) -> list[Rule]:
    """Return the lines with pieces of one line put together and lines side by side made one."""
    clusters: list[list[Rule]] = []
    for rule in sorted(rules):
        if clusters and rule.at - clusters[-1][0].at <= SNAP:
            clusters[-1].append(rule)
        else:
            clusters.append([rule])
    united: list[Rule] = []
    for cluster in clusters:
        at = max(cluster, key=lambda rule: rule.end - rule.start).at
        start, end = None, 0.0
        for rule in sorted(cluster, key=lambda rule: rule.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start - end <= GAP:
                end = max(end, rule.end)
            else:
                united.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            united.append(Rule(at, start, end))
    return [rule for rule in united if rule.end - rule.start >= SHORTEST]


def _meet(row: Rule, column: Rule) -> bool:
    across = column.start - GAP <= row.at <= column.end + GAP
    return across and row.start - GAP <= column.at <= row.end + GAP


def _closing(ending: list[Rule], crossing: list[Rule]) -> list[Rule]:
    """Return the undrawn edges where lines end beside each other, one of them at no line: a page end, an open side."""
    ends = [
        (
            end,
            rule.at,
            not any(
                abs(other.at - end) <= GAP and other.start - GAP <= rule.at <= other.end + GAP for other in crossing
            ),
        )
        for rule in ending
        for end in (rule.start, rule.end)
    ]
    found: list[Rule] = []
    cluster: list[tuple[float, float, bool]] = []
    for end in [*sorted(ends), (float("inf"), 0.0, False)]:
        if cluster and end[0] - cluster[0][0] > SNAP:
            beside = sorted((at, loose) for _, at, loose in cluster)
            for (left, left_loose), (right, right_loose) in pairwise(beside):
                if right - left >= SHORTEST and (left_loose or right_loose):
                    found.append(Rule(cluster[0][0], left, right))
            cluster = []
        cluster.append(end)
    return found


def _positions(rules: list[Rule]) -> list[float]:
    """Return where lines stand, those side by side once."""
    found: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not found or at - found[-1] > SNAP:
            found.append(at)
    return found


def _walls(drawn: list[Rule], unseen: list[Rule], ats: list[float], steps: list[float]) -> list[list[int]]:
    """Return for each position and step whether an edge lies there: 0 none, 1 undrawn, 2 drawn."""
    walls = [[0] * (len(steps) - 1) for _ in ats]
    middles = [(a + b) / 2 for a, b in pairwise(steps)]
    for strength, rules in ((1, unseen), (2, drawn)):
        for rule in rules:
            wall = walls[min(range(len(ats)), key=lambda n: abs(ats[n] - rule.at))]
            for n in range(bisect_right(middles, rule.start), bisect_right(middles, rule.end)):
                wall[n] = strength
    return walls


def _fill(lattice: Lattice, level: list[list[int]], upright: list[list[int]]) -> None:
    """Unite the squares between which no line lies; what is open to the outside is no cell."""
    height, width = len(lattice.ys) - 1, len(lattice.xs) - 1
    outside = height * width
    parent = list(range(outside + 1))

    def find(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for row in range(height):
        for column in range(width):
            here = row * width + column
            if not level[row][column]:
                parent[find(here)] = find(here - width if row else outside)
            if not upright[column][row]:
                parent[find(here)] = find(here - 1 if column else outside)
            if row == height - 1 and not level[height][column]:
                parent[find(here)] = find(outside)
            if column == width - 1 and not upright[width][row]:
                parent[find(here)] = find(outside)
    roots = [[find(row * width + column) for column in range(width)] for row in range(height)]
    frames = {find(outside), *_frames(roots)}
    numbers: dict[int, int] = {}
    for row, line in enumerate(roots):
        lattice.squares.append([None if root in frames else numbers.setdefault(root, len(numbers)) for root in line])
        for column, number in enumerate(lattice.squares[row]):
            if number is not None:
                _extend(lattice, number, row, column)
                region = lattice.regions[number]
                region.open_top |= level[row][column] == 1
                region.open_bottom |= level[row + 1][column] == 1


def _extend(lattice: Lattice, number: int, row: int, column: int) -> None:
    left, right = lattice.xs[column], lattice.xs[column + 1]
    top, bottom = lattice.ys[row], lattice.ys[row + 1]
    if number == len(lattice.regions):
        lattice.regions.append(Region(left, top, right, bottom, row, row))
        return
    region = lattice.regions[number]
    region.left, region.right = min(region.left, left), max(region.right, right)
    region.bottom, region.last_row = max(region.bottom, bottom), row


def _frames(roots: list[list[int]]) -> set[int]:
    """Return the regions that stand on both sides of another one: a frame around tables, no cell."""
    found: set[int] = set()
    for line in roots:
        seen: set[int] = set()
        last = None
        for root in line:
            if root != last and root in seen:
                found.add(root)
            seen.add(root)
            last = root
    return found
