"""Physical lines → logical rows: lines that the transcription or a re-wrap broke are joined."""

import itertools
import re
from bisect import bisect_right
from typing import NamedTuple

from shinkyu.extract.labels import LONGEST_LABEL, Labels
from shinkyu.extract.markup import RULE_ROW, is_cut_in_markup, one_line, tidy
from shinkyu.extract.placed import Fragment, Raw
from shinkyu.model.source import Layout
from shinkyu.text.normalise import label_key
from shinkyu.text.wareki import find_dates

MAX_JOINED = 200
"""Lines joined at most, so that an element that is never closed does not swallow the document."""
LONGEST_BROKEN_LABEL = 80
"""Characters; a line without cells that is longer is no piece of a label."""
LONGEST_DATE_CELL = 24
"""Characters; 令和元年12月31日 has 10, a weekday and 時点 may follow."""
TABLE_TABS = 5
"""Tabs in a row of the 変更箇所 table, which has six columns."""

_BULLET = re.compile(r"^\s*(?:- |・|[①-⑳]|[(（]?[0-9０-９]{1,2}[)）.．]\s|[<＜【〔○●◇◆■]|[ア-ン][.．①-⑳-])")
_MARK_END = re.compile(r"(?:\[\s*+[○◯〇●]?\s*+\]|<input\b[^<>]*>\s*+\]?)\s*+$", re.IGNORECASE)
_NUMBER = re.compile(r"^\d{1,4}$")
_SENTENCE_END = re.compile(r"[。．)）」』>＞】\]]\s*$")


class Line(NamedTuple):
    """A stretch of the source: its text and the ranges it stands in, line ends between them left out."""

    text: str
    spans: tuple[tuple[int, int], ...]
    number: int

    def part(self, start: int, end: int) -> Raw:
        """Return a piece of the text with its place in the source."""
        if len(self.spans) == 1:  # as nearly always
            ((first, last),) = self.spans
            low, high = first + max(start, 0), min(first + end, last)
            return Raw(self.text[start:end], ((low, high),) if low < high else ())
        found: list[tuple[int, int]] = []
        offset = 0
        for first, last in self.spans:
            length = last - first
            low, high = max(start - offset, 0), min(end - offset, length)
            if low < high:
                found.append((first + low, first + high))
            offset += length
        return Raw(self.text[start:end], tuple(found))

    def whole(self) -> Raw:
        """Return all of the line."""
        return Raw(self.text, self.spans)

    def joined(self, other: "Line") -> "Line":
        """Return this line with another one behind it."""
        return Line(self.text + other.text, self.spans + other.spans, self.number)


class LogicalRow(NamedTuple):
    """Tidied cells of a row and what they were in the source."""

    cells: tuple[str, ...]
    raws: tuple[Raw, ...]
    line: int

    @property
    def filled(self) -> list[int]:
        """Positions of the cells that hold something."""
        return [n for n, cell in enumerate(self.cells) if cell.strip()]

    def fragment(self, n: int) -> Fragment:
        """Return cell *n* as a piece of a value."""
        return Fragment(self.cells[n], self.line, (self.raws[n],))

    def fragments(self) -> Fragment:
        """Return all filled cells as one piece of a value, tabs between them."""
        cells = self.filled
        return Fragment("\t".join(self.cells[n] for n in cells), self.line, tuple(self.raws[n] for n in cells))


def logical_rows(sources: list[tuple[Line, tuple[int, ...]]], labels: Labels) -> list[LogicalRow]:
    """Return the rows of a transcribed layout from its lines, blank ones and rules left out, broken ones joined."""
    lines = cut_at_rows(sources, labels)
    lines = _join_markup(lines)
    lines = _join_labels(lines, labels)
    rows: list[LogicalRow] = []
    for line in lines:
        if not line.text.strip() or RULE_ROW.match(line.text):
            continue
        raws = []
        start = 0
        for part in line.text.split("\t"):
            raws.append(line.part(start, start + len(part)))
            start += len(part) + 1
        rows.append(LogicalRow(tuple(tidy(raw.text) for raw in raws), tuple(raws), line.number))
    return rows


def source_lines(layout: Layout) -> list[tuple[Line, tuple[int, ...]]]:
    """Return the rows of a layout as lines, each with the offsets at which it was folded."""
    found: list[tuple[Line, tuple[int, ...]]] = []
    for row in layout.rows:
        text = "\t".join(cell.text for cell in row.cells)
        ends = (0, *row.folds, len(text))
        begin = row.cells[0].start
        spans = tuple((begin + start + n, begin + end + n) for n, (start, end) in enumerate(itertools.pairwise(ends)))
        found.append((Line(text, spans, row.line), row.folds))
    return found


# ---------------------------------------------------------------------------- cut what a fold hid


def cut_at_rows(lines: list[tuple[Line, tuple[int, ...]]], labels: Labels) -> list[Line]:
    """Cut joined lines where a row ends at the width of the fold by chance and the next one begins."""
    cut: list[Line] = []
    tabs = 0
    for n, (line, folds) in enumerate(lines):
        following = next((other.text for other, _ in lines[n + 1 : n + 4] if other.text.strip()), "")
        start = 0
        for fold in folds:
            if _begins_row(line.text, start, fold, folds, {tabs, following.count("\t")}, labels):
                cut.append(_slice(line, start, fold, folds))
                tabs = cut[-1].text.count("\t")
                start = fold
        cut.append(_slice(line, start, len(line.text), folds))
        tabs = cut[-1].text.count("\t") if cut[-1].text.strip() else tabs
    return cut


def _slice(line: Line, start: int, end: int, folds: tuple[int, ...]) -> Line:
    raw = line.part(start, end)
    return Line(raw.text, raw.spans, line.number + bisect_right(folds, start))


def _begins_row(text: str, start: int, fold: int, folds: tuple[int, ...], tabs: set[int], labels: Labels) -> bool:
    """Say whether a row begins at *fold*, by what stands there and by the number of cells around."""
    before, rest = text[start:fold], text[fold:]
    if RULE_ROW.match(rest):
        return True
    if _MARK_END.search(before):
        return False  # the words behind a check box can be a label too
    if before.count("\t") < TABLE_TABS <= min(tabs):
        return False  # in the table of changes every row has all its cells
    first, tab, _ = rest.partition("\t")
    if tab and (not first.strip() or _NUMBER.match(first) or _begins_with_date(first)):
        return 0 < before.count("\t") <= rest.count("\t") and before.count("\t") in tabs
    ends = [end for end in (*folds, len(text)) if fold < end <= fold + LONGEST_LABEL]
    candidates = [first] if tab else [text[fold:end] for end in ends]
    if any(labels.is_printed(one_line(tidy(candidate))) for candidate in candidates):
        return True
    if "\t" in before or tab:
        return False
    if rest.startswith("・") and before.count(" ・") > 1:
        return True  # entries between blanks: a fold inside the line would leave the blank before it
    return bool(_BULLET.match(rest) and (_SENTENCE_END.search(before) or rest.startswith("- ")))


def _begins_with_date(cell: str) -> bool:
    text = one_line(tidy(cell))
    return len(text) <= LONGEST_DATE_CELL and any(start == 0 for _, start, _ in find_dates(text))


# ---------------------------------------------------------------------------- join what was broken


def _join_markup(lines: list[Line]) -> list[Line]:
    """Join lines that end inside an element or an open paragraph with the next ones."""
    joined: list[Line] = []
    n = 0
    while n < len(lines):
        line = lines[n]
        n += 1
        taken = 1
        while is_cut_in_markup(line.text) and n < len(lines) and taken < MAX_JOINED and lines[n].text.strip():
            line = line.joined(lines[n])
            n += 1
            taken += 1
        joined.append(line)
    return joined


def _join_labels(lines: list[Line], labels: Labels) -> list[Line]:
    """Join a line without cells with the following ones where only together they begin with a label."""
    joined: list[Line] = []
    n = 0
    while n < len(lines):
        line = lines[n]
        n += 1
        if _may_be_broken(line.text) and not labels.is_heading_like(tidy(line.text)):
            whole = line
            for following in lines[n : n + 2]:
                if not following.text.strip():
                    break
                whole = whole.joined(following)
                first = tidy(whole.text.split("\t")[0])
                if label_key(first) in labels.index or label_key(first) in labels.ranges or labels.part(first):
                    n += 1 if following is lines[n] else 2
                    line = whole
                    break
        joined.append(line)
    return joined


def _may_be_broken(text: str) -> bool:
    return bool(text.strip()) and "\t" not in text and len(text) < LONGEST_BROKEN_LABEL
