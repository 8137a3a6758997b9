"""Front end for a text layer that keeps its columns (``pdftotext -layout``, a printer's text).

The labels stand in a left column, wrapped; the values stand right of them.  Where a value begins
differs from row to row, for widths are rounded, so a line is cut where its label ends: each label is put
together downwards, letter by letter as the form prints it, the value beside it is joined, and both become
a row like those of a transcription.  A layout that prints labels in the middle of their rows is given up,
for its values begin before their labels.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from shinkyu.extract.labels import Labels
from shinkyu.extract.lines import Line, LogicalRow, source_lines
from shinkyu.extract.pages import PAGE_GAP, PAGE_NUMBER
from shinkyu.extract.paragraph import soft_join, width
from shinkyu.extract.placed import Raw
from shinkyu.model.source import Layout
from shinkyu.text.normalise import fold, label_key

COLUMNAR = 0.3
"""Of the filled lines; 0.5 to 0.6 in text with columns, below 0.05 in text without."""
SLACK = 2
"""Columns by which lines of one cell may differ: widths of characters are rounded."""
LABEL_START = 3
"""Characters of a label that tell it from the beginning of a sentence."""
LEFT = 6
"""Columns from the margin; a line that begins further right than that is of the open row's value."""
SIDE_WORD = 4
"""Characters of a word of the form that is printed down the side, a piece a line (再委託)."""
INDENTED = 8
"""Columns; text that begins further right than the text above is another text (the edition's mark)."""
FULL = 0.88
"""Of the widest line of its page; a shorter line ends a paragraph."""

_COLUMNS = re.compile(r"^ {6,}\S|\S {3,}\S")
_SEGMENT = re.compile(r"\S+(?: \S+)*")
_BLANKS = re.compile(r"[ 　]+|$")
_MARK = re.compile(r"[\[［][^\[\]［］]{0,60}[\]］]")
_EMPTY_NOTE = re.compile(r"[(（]( {3,})[)）]")
_SIDE_LABEL = re.compile(r"[一-龥]{1,2}(?=\s|$)")
_TABLE_HEAD = ("変更日", "項目", "変更前の記載")


class Columns(NamedTuple):
    """Rows in the order of the form, lines that are of no row, words of the form between them."""

    rows: list[LogicalRow]
    left: list[Line]
    furniture: list[Raw]
    table_line: int | None


def is_columnar(layout: Layout) -> bool:
    """Say whether a text layer keeps its columns."""
    filled = [line.text for line, _ in source_lines(layout) if line.text.strip()]
    return sum(bool(_COLUMNS.search(text)) for text in filled) >= COLUMNAR * len(filled)


def column_rows(layout: Layout, labels: Labels) -> Columns | None:
    """Return the rows of a text layer, None where its values begin before their labels."""
    reader = _Reader(labels)
    for page in _pages(line for line, _ in source_lines(layout)):
        reader.page(page)
    reader.close()
    return None if reader.centred else reader.found


def _pages(lines: Iterator[Line]) -> list[list[Line]]:
    pages: list[list[Line]] = [[]]
    blank = 0
    for line in lines:
        if not line.text.strip():
            blank += 1
            continue
        if blank >= PAGE_GAP:
            pages.append([])
        pages[-1].append(line)
        blank = 0
    return [page for page in pages if page]


@dataclass
class _Label:
    """A label as far as it has been put together, and the column it stands in."""

    text: str
    raw: Raw
    column: int


@dataclass
class _Row:
    """A row that is being read: its labels, perhaps not complete yet, and its value."""

    line: int
    labels: list[_Label] = field(default_factory=list)
    heading: bool = False
    value: list[tuple[Line, int]] = field(default_factory=list)
    widest: int = 0

    @property
    def value_column(self) -> int:
        """Where the value begins, 0 without one."""
        return min((start for _, start in self.value), default=0)


class _Reader:
    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        texts = [text for spec in labels.template.specs for text in (spec.label, *spec.aliases)]
        keys = {*map(label_key, texts), *labels.index, *labels.ranges}
        self.starts = {key[:n] for key in keys for n in range(1, len(key) + 1)}
        self.words = {label_key(w) for w in labels.template.furniture if fold(w)[0] not in "<・"}
        self.side_words = {word for word in self.words if len(word) <= SIDE_WORD}
        self.found = Columns([], [], [], None)
        self.centred = False
        self.open: _Row | None = None
        self.widest = 0

    def page(self, lines: list[Line]) -> None:
        """Read the lines between two gaps; the table of changes and what follows it is left."""
        if self.found.table_line is None:
            head = next((n for n, line in enumerate(lines) if _is_table_head(line.text)), len(lines))
            self.widest = max((width(line.text) for line in lines[:head]), default=0)
            for line in lines[:head]:
                self._line(line)
            if head < len(lines):
                self.close()
                self.found = self.found._replace(table_line=lines[head].number)
            lines = lines[head:]
        self.found.left.extend(lines)

    def _line(self, line: Line) -> None:
        if PAGE_NUMBER.match(line.text) and not (self.open and len(self.open.labels) > 1):
            self.found.furniture.append(line.whole())
            return
        start = _begin(line.text, 0)
        if self._is_of_value(start):
            self._add(line, start)
            return
        rest = self._take_labels(line, start)
        if rest is None:
            self._text(line, start)
        elif rest < len(line.text):
            self._add(line, rest)

    def _is_of_value(self, start: int) -> bool:
        """Say whether a line that begins at *start* can only go on with the value of the open row."""
        row = self.open
        if row is None or not row.labels:
            return False
        if row.value and any(line.number == row.line for line, _ in row.value):
            return start >= row.value_column - SLACK and start > row.labels[-1].column + SLACK
        return start > row.labels[-1].column + LEFT and start >= (row.value_column or LEFT) - SLACK

    # ------------------------------------------------------------------ labels

    def _take_labels(self, line: Line, start: int) -> int | None:
        """Take the labels a line begins with; return where its value begins, None without a label."""
        text, at, found = line.text, start, False
        while at < len(text):
            end = self._more_of_label(line, at) or self._new_label(line, at, beside=found)
            if end is None:
                side = _SIDE_LABEL.match(text, at)
                if side is None or not any(side.group() in word for word in self.side_words):
                    break
                end = side.end()
                self.found.furniture.append(line.part(at, end))
            found = True
            at = _begin(text, end)
        return at if found else None

    def _more_of_label(self, line: Line, at: int) -> int | None:
        """Take the next piece of a label of the open row, if it stands at *at*; return where it ends."""
        for label in self.open.labels if self.open else ():
            if abs(at - label.column) > 1:
                continue
            for end in _ends(line.text, at):
                whole = label.text + line.text[at:end]
                grown = label_key(whole) != label_key(label.text)
                if label_key(whole) in self.starts and not (grown and self.labels.is_exact(label.text)):
                    piece = line.part(at, end)
                    label.text, label.raw = whole, Raw(label.raw.text + piece.text, label.raw.spans + piece.spans)
                    return end
        return None

    def _new_label(self, line: Line, at: int, *, beside: bool) -> int | None:
        """Begin a row, or a second label beside the first, with the label at *at*; return its end."""
        for end in _ends(line.text, at):
            text = line.text[at:end]
            key = label_key(text)
            exact = self.labels.is_exact(text) or key in self.words
            risk = self.labels.begins_risk(text) and end == len(line.text.rstrip())
            begun = len(key) >= LABEL_START and key in self.starts
            if not (exact or risk or begun):
                continue
            label = _Label(text, line.part(at, end), at)
            if beside and self.open is not None and self.open.line == line.number and not self.open.value:
                self.open.labels.append(label)
            else:
                self.close()
                heading = key not in self.labels.index or self._is_block(key)
                self.open = _Row(line.number, [label], heading=risk or (exact and heading))
            return end
        return None

    def _is_block(self, key: str) -> bool:
        return any(spec.role == "block" for spec in self.labels.index.get(key, []))

    # ------------------------------------------------------------------ values and texts

    def _add(self, line: Line, start: int) -> None:
        row = self.open
        if row is None:
            self.found.left.append(line)
            return
        if row.heading and not row.value and row.line != line.number and not _MARK.search(line.text):
            self.centred = True
        row.widest = max(row.widest, self.widest)
        row.value.append((line, start))

    def _text(self, line: Line, start: int) -> None:
        """Take a line over both columns: it goes on from a heading or a line like it, else it is left."""
        row = self.open
        if row is not None and row.labels:
            if row.value and not row.heading:
                self.found.left.append(line)
                return
            self.close()
        elif row is not None and abs(start - row.value_column) > INDENTED:
            self.close()
        if self.open is None:
            self.open = _Row(line.number)
        self.open.widest = max(self.open.widest, self.widest)
        self.open.value.append((line, start))

    def close(self) -> None:
        """End the row that is being read; with a label that is not complete it is left."""
        row, self.open = self.open, None
        if row is None:
            return
        if all(self._is_label(label.text) for label in row.labels):
            self.found.rows.extend(_rows_of(row))
            return
        values = [(line.number, line.part(start, len(line.text))) for line, start in row.value]
        for number, raw in [(row.line, label.raw) for label in row.labels] + values:
            self.found.left.append(Line(raw.text, raw.spans, number))

    def _is_label(self, text: str) -> bool:
        return self.labels.is_exact(text) or self.labels.begins_risk(text) or label_key(text) in self.words


def _begin(text: str, at: int) -> int:
    """Return where the next word begins."""
    return len(text) - len(text[at:].lstrip())


def _ends(text: str, at: int) -> list[int]:
    """Return where a label that begins at *at* may end: before blanks, the last first."""
    return [m.start() for m in _BLANKS.finditer(text, at + 1) if m.start() > at][::-1]


def _rows_of(row: _Row) -> list[LogicalRow]:
    """Return a row with its value joined; lines that are tables themselves stay rows."""
    labels, raws = [label.text for label in row.labels], [label.raw for label in row.labels]
    if not labels and any(len(_SEGMENT.findall(line.text)) > 1 for line, _ in row.value):
        return [_table_line(line) for line, _ in row.value]
    if len(labels) > 1 and row.value and row.value[0][0].number != row.line:
        return [LogicalRow(tuple(labels), tuple(raws), row.line), *(_table_line(line) for line, _ in row.value)]
    values = [line.part(start, len(line.text)) for line, start in row.value]
    texts = [raw.text.rstrip() for raw in values]
    whole = _marked(row.value) if any(_MARK.match(text) for text in texts) else _prose(row, texts)
    spans = tuple(span for raw in values for span in raw.spans)
    raw = Raw("".join(raw.text for raw in values), spans)
    return [LogicalRow((*labels, whole), (*raws, raw), row.line)]


def _table_line(line: Line) -> LogicalRow:
    cells = [line.part(*match.span()) for match in _SEGMENT.finditer(line.text)]
    return LogicalRow(tuple(cell.text for cell in cells), tuple(cells), line.number)


def _prose(row: _Row, texts: list[str]) -> str:
    """Join the lines of a text; a short line and an indented one stand at the ends of paragraphs."""
    least = min((start for _, start in row.value), default=0)
    ends = []
    for (line, _), (_, following) in zip(row.value, row.value[1:], strict=False):
        ends.append(following > least + 1 or width(line.text) < FULL * row.widest)
    return soft_join(texts, [*ends, True])


def _marked(value: list[tuple[Line, int]]) -> str:
    """Return the lines of a value with boxes; words above and below an empty ( ) are put into it."""
    texts = [line.text[start:] for line, start in value]
    note = next(((n, m) for n, text in enumerate(texts) if (m := _EMPTY_NOTE.search(text))), None)
    around = [n for n, text in enumerate(texts) if text.strip() and not _MARK.search(text)]
    if note is None:
        return "\n".join(texts)
    n, match = note
    first = value[n][1] + match.start(1)
    words = [k for k in around if abs(k - n) == 1 and value[k][1] >= first - SLACK]
    if not words:
        return "\n".join(texts)
    inner = soft_join([texts[k] for k in words], [False] * len(words))
    filled = texts[n][: match.start(1)] + inner + texts[n][match.end(1) :]
    return "\n".join(filled if k == n else text for k, text in enumerate(texts) if k not in words)


def _is_table_head(text: str) -> bool:
    key = fold(text)
    return key.startswith(_TABLE_HEAD[0]) and all(word in key for word in _TABLE_HEAD)
