"""Characters of one cell → its text: lines, blanks where gaps are wide, soft line breaks undone."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from shinkyu.sources.pdf_objects import Char

SAME_LINE = 0.35
"""Em; bases of one line differ less, marks raised beside large type included."""
BLANK = 0.18
"""Em; a wider gap is a blank. The narrowest blank of the fonts in use has 0.22; running text has no gaps."""
FULL_BLANK = 0.85
"""Em; a gap from here to ``COLUMN_GAP`` is a full-width blank."""
COLUMN_GAP = 1.6
"""Em; a wider gap parts words that stand in columns."""
BESIDE = 0.15
"""Em by which lines that stand beside each other at different heights overlap."""
SLACK = 0.45
"""Em that a full line may leave free for the cell's inner margin; measured up to 0.32."""
RAGGED = 2.0
"""Em that it may leave free where several lines end alike: the screen's line ends, kept in print."""
SET_LINES = 3
"""Lines that must end alike for it."""
INDENT = 0.8
"""Em."""
_BOX_BEGINS = frozenset("[［☐☑☒□")

_TOKEN = re.compile(
    r"[0-9A-Za-z.,:/@&%+#_'\-]+[、。，．・）」』】〕〉》〗ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ！？!?)\]}]*"
    r"|[（「『【〔〈《(\[]*.[、。，．・）」』】〕〉》〗ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ！？!?)\]}]*"
)
"""What must not be parted at a line end (禁則): a Latin word or number; a character and its punctuation."""
_BULLETS = (
    r"[・･]",
    r"[●○◎◯■□◆◇▲△▼★☆→⇒]",
    r"※",
    r"[-－‐—]\s",
    r"[(（〔\[]\s?[0-9０-９]{1,3}\s?[)）〕\]]",
    r"[0-9０-９]{1,3}[)）.．、　\s]",
    r"[①-⑳]",
    r"[(（][ア-ンa-zａ-ｚ一二三四五六七八九十][)）]",
    r"[ア-ン][.．　)）]",
    r"[＜<【〈][^＞>】〉]*[＞>】〉]$",
    r"[(（][^()（）]{2,12}[)）]",
)
"""What begins an entry of a list, by kind: entries of one list are of one kind."""
_BULLET = re.compile("|".join(f"({bullet})" for bullet in _BULLETS))
_ACT = re.compile(r"[(（](?:削除|追加|新規|省略|中略|略)[)）]$")
"""A line of the table that stands for an act and quotes nothing."""
_SENTENCE_END = re.compile(r"[。．.）)」』】＞>：:]\s*$")
_LETTER = re.compile(r"[A-Za-z]")


class Line(NamedTuple):
    """A printed line, or lines that stand beside each other."""

    text: str
    left: float
    right: float
    top: float
    em: float
    widths: tuple[float, ...] = ()
    """Width of each character."""
    columns: bool = False
    """The words stand in columns; such a line is never a piece of a sentence."""


class Block(NamedTuple):
    """The lines of a cell and the edges between which they were set."""

    lines: list[Line]
    left: float
    right: float

    @property
    def edge(self) -> float:
        """Where its lines begin."""
        return min(line.left for line in self.lines)

    def is_filled_to(self, line: Line) -> bool:
        """Say whether so many lines end where *line* ends that the text was set to that width."""
        ends = sum(abs(other.right - line.right) <= 0.5 * line.em for other in self.lines)
        return ends >= SET_LINES


def read_block(chars: list[Char], left: float, right: float) -> Block:
    """Return the lines that the characters of a cell stand in, in reading order."""
    rows = _printed_lines(chars)
    lines: list[Line] = []
    for band in (part for whole in _bands(rows) for part in _at_boxes(whole)):
        lines.extend([_line(band[0])] if len(band) == 1 else _beside(band, left, right))
    return Block([line for line in lines if line.text.strip()], left, right)


def text_of(blocks: Iterable[Block]) -> str:
    """Return the text of a cell, or of the parts of a cell that a page break parted."""
    text = ""
    start: Line | None = None
    last: Line | None = None
    for block in blocks:
        for line in block.lines:
            if last is None or start is None:
                text, start = line.text.strip(), line
            elif _begins_paragraph(start, last, line, block):
                text, start = text.rstrip() + "\n" + line.text.strip(), line
            else:
                text += _glue(text, line, block) + line.text
            last = line
    return text.rstrip()


# ---------------------------------------------------------------------------- lines


def _printed_lines(chars: list[Char]) -> list[list[Char]]:
    """Return the characters by line, each line split where words stand in columns."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char.bottom):
        if rows and abs(char.bottom - rows[-1][0].bottom) <= SAME_LINE * min(char.em, rows[-1][0].em):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [_once(sorted(row, key=lambda char: char.left)) for row in rows]


def _once(row: list[Char]) -> list[Char]:
    """Return a line without the second printing of characters that are drawn twice to look bold."""
    kept = row[:1]
    for char in row[1:]:
        last = kept[-1]
        if char.text != last.text or char.left - last.left > 0.3 * (last.right - last.left):
            kept.append(char)
    return kept


def _bands(rows: list[list[Char]]) -> list[list[list[Char]]]:
    """Return the lines, those that overlap in height together: they stand beside each other."""
    bands: list[list[list[Char]]] = []
    bottom = float("-inf")
    for row in rows:
        em = max(char.em for char in row)
        top = min(char.top for char in row)
        if bands and bottom - top > BESIDE * em:
            bands[-1].append(row)
        else:
            bands.append([row])
        bottom = max(bottom, max(char.bottom for char in row)) if len(bands[-1]) > 1 else max(c.bottom for c in row)
    return bands


def _at_boxes(band: list[list[Char]]) -> list[list[list[Char]]]:
    """Return the lines of a band, cut where check boxes stand under one another: each begins a line of its own.

    Words that wrapped in a cell too narrow for them (``）`` over ``件``) reach from one line into the next.
    """
    boxes = [row for row in band if row[0].text in _BOX_BEGINS]
    if len(boxes) < 2 or any(abs(row[0].left - boxes[0][0].left) > INDENT * row[0].em for row in boxes):
        return [band]
    parts: list[list[list[Char]]] = [[] for _ in boxes]
    for row in band:
        nearest = min(range(len(boxes)), key=lambda n: abs(boxes[n][0].middle - row[0].middle))
        parts[nearest].append(row)
    return parts


def _beside(band: list[list[Char]], left: float, right: float) -> list[Line]:
    """Return lines that overlap in height, put into columns: a remark of two lines in brackets of one."""
    pieces = sorted((piece for row in band for piece in _pieces(row)), key=lambda piece: piece[0].left)
    columns: list[list[list[Char]]] = []
    edge = float("-inf")
    for piece in pieces:
        if columns and piece[0].left < edge - 0.3 * piece[0].em:
            columns[-1].append(piece)
        else:
            columns.append([piece])
        edge = max(edge, piece[-1].right)
    if len(columns) == 1:
        return [_line(row) for row in band]
    edges = [min(piece[0].left for piece in column) for column in columns]
    parts: list[str] = []
    for n, column in enumerate(columns):
        block = Block(
            [_line(piece) for piece in sorted(column, key=lambda piece: piece[0].bottom)],
            edges[n] if n else min(left, edges[n]),
            edges[n + 1] if n + 1 < len(columns) else right,
        )
        parts.append(text_of([block]))
    chars = [char for row in band for char in row]
    em = max(char.em for char in chars)
    right = max(char.right for char in chars)
    return [Line(" ".join(parts), edges[0], right, min(char.top for char in chars), em, columns=True)]


def _pieces(row: list[Char]) -> list[list[Char]]:
    pieces = [row[:1]]
    for last, char in pairwise(row):
        if char.left - last.right > BLANK * max(last.em, char.em):
            pieces.append([char])
        else:
            pieces[-1].append(char)
    return pieces


def _line(row: list[Char]) -> Line:
    """Return one line with blanks put where its gaps are wide."""
    text = [row[0].text]
    widths = [row[0].right - row[0].left]
    columns = False
    for last, char in pairwise(row):
        gap = (char.left - last.right) / max(last.em, char.em)
        latin = last.text.isascii() and char.text.isascii()
        if gap > BLANK and not (last.text.isspace() or char.text.isspace()):
            text.append("　" if FULL_BLANK <= gap <= COLUMN_GAP and not latin else " ")
            widths.append(char.left - last.right)
        columns |= gap > COLUMN_GAP
        text.append(char.text)
        widths.append(char.right - char.left)
    shown = [char for char in row if not char.text.isspace()] or row
    em = max(char.em for char in shown)
    return Line("".join(text), shown[0].left, shown[-1].right, shown[0].top, em, tuple(widths), columns)


# ---------------------------------------------------------------------------- soft line breaks


def _begins_paragraph(start: Line, last: Line, line: Line, block: Block) -> bool:
    """Say whether *line* begins a paragraph rather than going on where *last* had no room.

    Args:
        start: the line that began the paragraph so far.
        last: the line before.
        line: the line in question.
        block: the cell, with the edges between which its lines are set.
    """
    if last.columns or line.columns:
        return True
    if len(last.text.strip()) == 1 == len(line.text.strip()) and abs(last.left - line.left) < INDENT * line.em:
        return False  # words printed downwards
    token = _TOKEN.match(line.text.strip())
    shift = len(line.text) - len(line.text.lstrip())
    indent = max(0.0, line.left - block.edge)
    need = indent + sum(line.widths[shift : shift + (len(token.group()) if token else 1)])
    margins = last.left - block.left, block.right - last.right
    centred = min(margins) > INDENT * last.em > abs(margins[0] - margins[1])
    hanging = len(last.text) - len(last.text.rstrip())  # blanks at a line end take room but are not drawn
    room = (sum(margins) if centred else margins[1]) - need - hanging * last.em
    ended = bool(_SENTENCE_END.search(last.text))
    if room > SLACK * line.em and (ended or room > RAGGED * line.em or not block.is_filled_to(last)):
        return True
    if _ACT.match(line.text.strip()):
        return True
    bullet = _BULLET.match(line.text.strip())
    if bullet:
        first = _BULLET.match(start.text.strip())
        return ended or bool(first and first.lastindex == bullet.lastindex)
    return ended and indent > INDENT * line.em


def _glue(text: str, line: Line, block: Block) -> str:
    """Return the blank that a soft line break stands for: one between Latin words, one that begins the line."""
    if text[-1:].isspace() or line.text[:1].isspace():
        return ""
    if line.left - block.edge > INDENT * line.em:
        return "　"
    return " " if _LETTER.match(text[-1:]) and _LETTER.match(line.text[:1]) else ""
