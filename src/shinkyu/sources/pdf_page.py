"""One page → rows of cells, top to bottom: the rows of its tables and the lines between them."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from shinkyu.model.source import Box
from shinkyu.sources.pdf_lattice import Lattice, Region, build_lattice
from shinkyu.sources.pdf_objects import Char, Marks, Rule
from shinkyu.sources.pdf_text import COLUMN_GAP, Block, read_block, text_of

WITHIN_RUN = 0.9
"""Em; a text object with a wider gap was drawn across cells and is parted by their borders."""
LEADING = 1.0
"""Em between the lines of one paragraph, at most."""
SET_WIDTH = 25
"""Em; a narrower line outside a table is a heading or an entry, and ends where it ends."""
STRUCK = 0.22
"""Em by which a line may miss the middle of a word that it strikes out."""


_OPENING = frozenset("[［(（")
_BOX = re.compile(r"\s*+[\[［]\s*+(?:[○◯〇●✓✔レ■]?\s*+[\]］]\s*+)?")


@dataclass
class PageCell:
    """A cell as it stands on one page; ``blocks`` grows where it goes on over the page end."""

    blocks: list[Block]
    region: Region | None = None
    cut: str = ""
    """Words that its height or width cuts off."""

    @property
    def text(self) -> str:
        """What it says, on all its pages."""
        return text_of(self.blocks)

    @property
    def box(self) -> Box | None:
        """Where it stands on its first page; None for the rest of a cell of a row above."""
        if self.region:
            edges = self.region.left, self.region.top, self.region.right, self.region.bottom
            return round(edges[0]), round(edges[1]), round(edges[2]), round(edges[3])
        lines = self.blocks[0].lines if self.blocks else []
        if not lines:
            return None
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        return round(left), round(lines[0].top), round(right), round(lines[-1].top + lines[-1].em)


@dataclass
class PageRow:
    """A row of a table, or a line of text outside all tables (``top`` to ``bottom``)."""

    cells: list[PageCell]
    top: float
    bottom: float
    in_table: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each cell."""
        return tuple(cell.text for cell in self.cells)


@dataclass
class Page:
    """The rows of a page."""

    number: int
    height: float
    rows: list[PageRow]
    last_row: int = -1
    """Number of the last grid row of its tables."""
    hidden: list[str] = field(default_factory=list)
    """Words of the text layer that are not shown or are struck out."""
    unread: int = 0
    """Number of fields of a form that show something else than they hold."""


def read_page(marks: Marks, number: int) -> Page:
    """Return the rows of page *number* (counted from 1)."""
    lattice = build_lattice(marks.level, marks.upright)
    chars, struck = _unstruck(marks.chars, lattice.loose)
    inside, outside = _by_region(chars, lattice)
    rows = _beside_tables(_table_rows(lattice, inside, _cut_off(marks, lattice)), _lines(outside, lattice))
    rows.sort(key=lambda row: (row.top, row.cells[0].blocks[0].left if row.cells[0].blocks else 0.0))
    hidden = "".join(char.text for char, _ in marks.hidden)
    left_out = [text for text in (hidden, struck) if text]
    return Page(number, marks.height, rows, len(lattice.squares) - 1, left_out, marks.unread)


def _by_region(chars: list[Char], lattice: Lattice) -> tuple[dict[int, list[Char]], list[Char]]:
    """Return the characters of each cell, and those in none.

    Words drawn as one object go to one cell together, for a long word may stand over a border.
    """
    inside: dict[int, list[Char]] = defaultdict(list)
    outside: list[Char] = []
    runs: dict[int, list[Char]] = defaultdict(list)
    for char in chars:
        runs[char.run].append(char)
    for run in runs.values():
        numbers = [lattice.at(char.centre, char.middle) for char in run]
        if len(set(numbers)) > 1 and _is_one_word(run):
            numbers = [max(numbers, key=numbers.count)] * len(run)
        for char, number in zip(run, numbers, strict=True):
            if number is None:
                outside.append(char)
            else:
                inside[number].append(char)
    return inside, outside


def _is_one_word(run: list[Char]) -> bool:
    ordered = sorted(run, key=lambda char: char.left)
    level = max(char.bottom for char in run) - min(char.bottom for char in run) < 0.5 * run[0].em
    return level and all(char.left - last.right <= WITHIN_RUN * last.em for last, char in pairwise(ordered))


def _cut_off(marks: Marks, lattice: Lattice) -> dict[int, str]:
    """Return the words of each cell that it has no room to show; a cell cut by a page end goes on there."""
    found: dict[int, list[Char]] = defaultdict(list)
    for char, (x, y) in marks.hidden:
        number = lattice.at(x, y)
        if number is not None and not (lattice.regions[number].open_top or lattice.regions[number].open_bottom):
            found[number].append(char)
    return {number: _in_reading_order(chars) for number, chars in found.items()}


def _in_reading_order(chars: list[Char]) -> str:
    """Return characters line by line: a print writes those of another font in a run of their own."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char.middle):
        if lines and char.middle - lines[-1][0].middle <= 0.5 * char.em:
            lines[-1].append(char)
        else:
            lines.append([char])
    return "".join(char.text for line in lines for char in sorted(line, key=lambda char: char.left))


def _table_rows(lattice: Lattice, inside: dict[int, list[Char]], cut: dict[int, str]) -> list[PageRow]:
    """Return the rows of the tables; a cell over several rows stands in its first and is empty in the others."""
    rows: list[PageRow] = []
    for n, line in enumerate(lattice.squares):
        numbers = list(dict.fromkeys(number for number in line if number is not None))
        begun = [number for number in numbers if lattice.regions[number].first_row == n]
        if not any(number in inside for number in begun):
            continue
        cells = []
        for place, number in enumerate(numbers):
            region = lattice.regions[number]
            if number not in begun:
                cells.append(PageCell([]))
                continue
            chars, right = inside.get(number, []), region.right
            if _opens_bracket(chars):
                chars = [char for other in numbers[place:] if other in begun for char in inside.get(other, [])]
                right = max(lattice.regions[other].right for other in numbers[place:])
            blocks = [read_block(chars, region.left, right)] if chars else []
            cells.append(PageCell(blocks, region, cut.get(number, "")))
            if right > region.right:
                break
        rows.append(PageRow(cells, lattice.ys[n], lattice.ys[n + 1], in_table=True))
    return rows


def _opens_bracket(chars: list[Char]) -> bool:
    """Say whether a cell holds an opening bracket alone: mark and label of a box stand in the next cells."""
    return len(chars) <= 3 and "".join(char.text for char in chars).strip() in _OPENING


def _awaits_label(chars: list[Char]) -> bool:
    """Say whether words are a check box, or begin one: its mark and label stand behind, however wide the gap."""
    return bool(_BOX.fullmatch("".join(char.text for char in chars)))


def _beside_tables(tables: list[PageRow], lines: list[PageRow]) -> list[PageRow]:
    """Return all rows; a line that stands beside a row of a table, without a frame, is of that row."""
    rows = list(tables)
    for line in lines:
        middle, left = (line.top + line.bottom) / 2, line.cells[0].blocks[0].left
        beside = next((row for row in tables if row.top <= middle < row.bottom and _right_of(row) <= left), None)
        if beside:
            beside.cells.extend(line.cells)
        else:
            rows.append(line)
    return rows


def _right_of(row: PageRow) -> float:
    """Return where a row of a table ends."""
    return max((cell.region.right for cell in row.cells if cell.region), default=float("inf"))


def _lines(chars: list[Char], lattice: Lattice) -> list[PageRow]:
    """Return the lines outside all cells, cut into cells where words stand in columns.

    A line never reaches over a table, which stands between two lines; a line that had no room for
    the next word goes on in the next line.
    """
    parts: dict[int, list[Char]] = defaultdict(list)
    for char in chars:
        parts[bisect_right(lattice.ys, char.middle)].append(char)
    right = max([*lattice.xs[-1:], *(char.right for char in chars)], default=0.0)
    rows: list[PageRow] = []
    for part in parts.values():
        for line in _level(part):
            pieces = [piece for piece in _columns(line) if any(not char.text.isspace() for char in piece)]
            cells = [PageCell([read_block(piece, piece[0].left, right)]) for piece in pieces]
            if not cells:
                continue
            row = PageRow(cells, min(char.top for char in line), max(char.bottom for char in line), in_table=False)
            if not (rows and _continue(rows[-1], row)):
                rows.append(row)
    return rows


def _continue(row: PageRow, following: PageRow) -> bool:
    """Put *following* to the end of *row* where it is the rest of a paragraph set outside all tables."""
    if len(row.cells) + len(following.cells) != 2:
        return False
    (before,), (after,) = row.cells, following.cells
    last, line = before.blocks[-1].lines[-1], after.blocks[0].lines[0]
    em = line.em
    if following.top - row.bottom > LEADING * em or abs(last.em - em) > 0.1 * em:
        return False
    left = min(before.blocks[0].left, after.blocks[0].left)
    if last.right - left < SET_WIDTH * em:
        return False
    lines = [line for block in (*before.blocks, *after.blocks) for line in block.lines]
    block = Block(lines, left, after.blocks[0].right)
    if "\n" in text_of([block]):
        return False
    before.blocks = [block]
    row.bottom = following.bottom
    return True


def _level(chars: list[Char]) -> list[list[Char]]:
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char.bottom):
        if lines and char.bottom - lines[-1][0].bottom <= 0.5 * max(char.em, lines[-1][0].em):
            lines[-1].append(char)
        else:
            lines.append([char])
    return lines


def _columns(line: list[Char]) -> list[list[Char]]:
    ordered = sorted(line, key=lambda char: char.left)
    pieces = [ordered[:1]]
    for last, char in pairwise(ordered):
        if char.left - last.right > COLUMN_GAP * max(last.em, char.em) and not _awaits_label(pieces[-1]):
            pieces.append([char])
        else:
            pieces[-1].append(char)
    return pieces


def _unstruck(chars: list[Char], loose: list[Rule]) -> tuple[list[Char], str]:
    """Return the characters that no line strikes out, and the words that are struck out."""
    if not loose:
        return chars, ""
    heights = [rule.at for rule in loose]
    kept: list[Char] = []
    struck: list[str] = []
    for char in chars:
        reach = STRUCK * char.em
        near = loose[bisect_left(heights, char.middle - reach) : bisect_right(heights, char.middle + reach)]
        if any(rule.start <= char.centre <= rule.end for rule in near):
            struck.append(char.text)
        else:
            kept.append(char)
    return kept, "".join(struck)
