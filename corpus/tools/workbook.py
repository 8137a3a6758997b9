"""Draws a version as an office keeps it: a workbook on squared paper (方眼紙), as the official form is.

Two offices draw differently. `PARTS` has a sheet for each part, labels merged over all rows of their entry,
a check box in four cells. `ONE_SHEET` has the whole form on one long sheet of equal rows and the table on a
second one, a check box in two cells, brackets merged over the rows of the options. Both hold what no reader
should take for an entry: hidden columns and rows, a hidden sheet of lists, comments, data validation,
furigana, a struck remark.
"""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from contents import Box, Boxes, Choice, Content, Gap, Loose, Piece, Row, Table
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet
from printing import HEADER, RANGES

COLUMN = 2.13
"""Width of a column in characters; 15 points on paper."""
COLUMN_POINTS = 15.0
TALLEST = 400.0
"""Points; Excel allows 409 for one row."""
ERA = '[$-411]ggge"年"m"月"d"日"'
ROMAN = {"VI": "Ⅵ", "IV": "Ⅳ", "III": "Ⅲ", "II": "Ⅱ", "V": "Ⅴ", "I": "Ⅰ"}
STRUCK = "(見直し中)"
PHONETIC = {"澄原市": "スミハラシ", "介護保険課": "カイゴホケンカ", "健康推進課": "ケンコウスイシンカ"}

THIN, FRAME = Side(style="thin"), Side(style="medium")
LABEL = PatternFill("solid", fgColor="DDEBF7")
HEADING = PatternFill("solid", fgColor="BDD7EE")


@dataclass(frozen=True)
class Manner:
    """How an office draws the form."""

    one_sheet: bool
    label: int
    """First column of labels."""
    second: int
    """First column of a label under another one."""
    entry: int
    last: int
    box_cells: int
    """Cells of a check box: 4 (`[` mark `]` label) or 2 (`[○]` label)."""
    boxes_across: int
    equal_rows: bool
    """All rows are equally high and an entry is merged over as many as it needs."""
    brackets_down: bool
    size: float
    font: str
    table: tuple[float, ...]
    """Widths of the six columns of the table."""
    record_cells: bool
    """Each record item stands in a cell of its own."""
    struck: str
    """Address of the entry that ends in a struck remark."""


PARTS = Manner(
    one_sheet=False,
    label=2,
    second=5,
    entry=11,
    last=44,
    box_cells=4,
    boxes_across=2,
    equal_rows=False,
    brackets_down=False,
    size=9,
    font="ＭＳ Ｐゴシック",
    table=(13, 26, 40, 40, 9, 26),
    record_cells=False,
    struck="③使用目的 ※",
)
ONE_SHEET = Manner(
    one_sheet=True,
    label=1,
    second=6,
    entry=13,
    last=48,
    box_cells=2,
    boxes_across=3,
    equal_rows=True,
    brackets_down=True,
    size=9,
    font="ＭＳ 明朝",
    table=(12, 30, 42, 42, 8, 22),
    record_cells=True,
    struck="④入手に係る妥当性",
)


def draw(content: list[Piece], manner: Manner) -> Workbook:
    """A workbook of a version."""
    book = Workbook()
    book.remove(book.active)
    drawer = _Drawer(book, manner)
    drawer.draw(content)
    _lists(book)
    return book


def as_printed(label: str) -> str:
    """A label as the official form prints it: full-width number and brackets."""
    label = re.sub(r"^(I{1,3}|IV|VI?) ", lambda m: ROMAN[m.group(1)] + "　", label)
    label = re.sub(r"^(\d{1,2})\. ", lambda m: m.group(1).translate(_WIDE) + "．", label)
    label = re.sub(r"(?<=リスク)(\d): ?", lambda m: m.group(1).translate(_WIDE) + "：　", label)
    label = re.sub(r"(?<=リスク): ?", "：　", label)
    label = re.sub(r"^\((別添)(\d)\) ?", lambda m: f"（{m.group(1)}{m.group(2).translate(_WIDE)}）　", label)
    return label.replace("(", "（").replace(")", "）").replace(" ※", "　※")


_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _widths(text: str) -> float:
    """Width in full-width characters."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in text)


@dataclass
class _Drawer:
    book: Workbook
    manner: Manner
    row: int = 1
    sheet: Worksheet = field(init=False)
    part: str = ""
    open_label: tuple[int, str] | None = None
    """First row and text of a label that stands beside several rows."""

    # ------------------------------------------------------------------ rows

    def draw(self, content: list[Piece]) -> None:
        self._new_sheet("表紙" if not self.manner.one_sheet else "全項目評価書")
        rest = self._cover(iter(content))
        for piece in rest:
            if isinstance(piece, Gap):
                continue
            if isinstance(piece, Loose):
                self._loose(piece)
            else:
                self._row(piece)
        self._close_label()
        self._finish()

    def _cover(self, content: Iterator[Piece]) -> Iterator[Piece]:
        """Draw the cover; return what follows it."""
        m = self.manner
        head: Row | None = None
        for piece in content:
            if isinstance(piece, Gap):
                continue
            if isinstance(piece, Row):
                if head is None:
                    head = piece
                    continue
                for cells, fill in ((head.cells, LABEL), (piece.cells, None)):
                    number, title = cells
                    digits = int(str(number)) if str(number).isdigit() else number
                    self._put(m.label, digits, to=m.entry - 1, fill=fill, centre=True)
                    self._put(m.entry, title, to=m.last, fill=fill, centre=True)
                    self.row += 1
                continue
            if piece.content == "項目一覧":
                self._contents(content)
                return content
            text = str(piece.content)
            if text == "特記事項" and not m.one_sheet:
                entry = next(p for p in content if isinstance(p, Loose))
                rows = self._text(str(entry.content), m.entry, m.last)
                self._put(m.label, text, to=m.entry - 1, rows=rows, fill=LABEL)
                self.row += rows
            elif text.startswith("["):
                self.row += 1
                self._across(text.replace("[", "［").replace("]", "］").replace(" 様式", "　様式"), right=True)
            elif piece.entry:
                self._entry_across(text)
            elif text.startswith("特定個人情報保護評価書"):
                self._across(as_printed(text), centre=True, size=16)
                self.row += 1
            else:
                self._across(as_printed(text), heading=True)
        return content

    def _contents(self, content: Iterator[Piece]) -> None:
        """Draw 項目一覧 on a page of its own."""
        self.sheet.row_breaks.append(Break(id=self.row - 1))
        self._across("項目一覧", heading=True)
        next(content)  # the blank line under the heading
        for piece in content:
            if isinstance(piece, Gap):
                return
            if isinstance(piece, Loose):
                self._across(as_printed(str(piece.content)))

    def _loose(self, piece: Loose) -> None:
        if isinstance(piece.content, Table):
            self._table(piece.content)
        elif piece.entry:
            text = str(piece.content)
            if self.part.endswith("記録項目"):
                self._records(text)
            elif text:
                self._entry_across(text)
        else:
            text = str(piece.content)
            if _is_part(text):
                self._begin_part(text)
            if text.endswith("変更箇所"):
                return  # the table, drawn next, has its own columns
            self._across(as_printed(text), heading=True)

    def _row(self, piece: Row) -> None:
        """Draw a row of labels and, at its end, an entry; a row of one cell is a heading or an entry."""
        m = self.manner
        *labels, entry = piece.cells
        first = labels[0] if labels else None
        others = [cell for cell in piece.cells[1:] if cell is not None]
        if first is not None and not others:
            self._close_label()
            if _is_heading(first):
                self._across(as_printed(str(first)), heading=True)
                if str(first).startswith(("システム", "委託事項", "提供先", "移転先")):
                    self._hidden_row(str(first))
            else:
                self._entry_across(str(first))
            return
        if first is not None and all(isinstance(cell, Boxes) for cell in others):
            self._close_label()
            if re.match(r"\d+\. ", str(first)):
                self._boxes_in_heading(str(first), others)
                return
        second = next((cell for cell in labels[1:] if cell is not None), None)
        beside = second is not None or (len(piece.cells) == 3 and first is None)
        if first is not None:
            self._close_label()
            if len(piece.cells) == 3:
                self.open_label = (self.row, str(first))
        top = self.row
        left = m.entry + 6 if beside else m.entry
        rows = self._entry(entry, left, str(second or first))
        self._room_for_label(str(second or first), 6 if beside else m.entry - m.label - 1, rows)
        if beside:
            self._put(m.entry, as_printed(str(second)), to=left - 1, rows=rows, fill=LABEL)
        if self.open_label is None:
            indented = not re.match(r"[①-⑳]|\S+\d$|委託事項|提供先|移転先", str(first))
            self._put(m.label + int(indented), as_printed(str(first)), to=m.entry - 1, rows=rows, fill=LABEL)
        self.row = top + rows

    def _room_for_label(self, label: str, columns: int, rows: int) -> None:
        """Make the rows of an entry as high as its label needs."""
        m = self.manner
        lines = math.ceil(_widths(as_printed(label)) / (columns * COLUMN_POINTS * 0.92 / m.size))
        missing = lines * m.size * 1.42 + 4
        for n in range(rows):
            missing -= self.sheet.row_dimensions[self.row + n].height or 0
        if missing > 0 and not m.equal_rows:
            dimension = self.sheet.row_dimensions[self.row + rows - 1]
            dimension.height = (dimension.height or 0) + missing

    def _close_label(self) -> None:
        """Draw the label that stood beside the rows just drawn, merged over them."""
        if self.open_label is None:
            return
        top, text = self.open_label
        down, self.row = self.row, top
        self._put(self.manner.label, as_printed(text), to=self.manner.entry - 1, rows=down - top, fill=LABEL)
        self.row, self.open_label = down, None

    def _begin_part(self, text: str) -> None:
        self._close_label()
        self.part = text
        if not self.manner.one_sheet or text.endswith("変更箇所"):
            name = re.sub(r"[\s　]", "", as_printed(text).split("※")[0])
            self._finish()
            self._new_sheet(name[:24] if not text.endswith("変更箇所") else "変更箇所")
        elif self.row > 1:
            self.sheet.row_breaks.append(Break(id=self.row - 1))

    def _across(self, text: str, *, heading: bool = False, centre: bool = False, right: bool = False, size: float = 0):
        m = self.manner
        fill = HEADING if heading else None
        lines = math.ceil(_widths(text) * (size or m.size) / ((m.last - m.label) * COLUMN_POINTS))
        self._put(m.label, text, to=m.last, fill=fill, centre=centre, right=right, size=size, bold=heading)
        self._height(self.row, max(1, lines) * (size or m.size) * 1.5 + 3)
        self.row += 1

    def _entry_across(self, text: str) -> None:
        m = self.manner
        day = _day(text)
        if day and not self.part:
            self._put(m.label, day, to=m.last, number_format=ERA)
            self.row += 1
            return
        self.row += self._text(text, m.label, m.last)

    # ------------------------------------------------------------------ entries

    def _entry(self, entry: Content | None, left: int, label: str) -> int:
        if isinstance(entry, Choice):
            return self._choice(entry, left)
        if isinstance(entry, Boxes):
            return self._boxes(entry, left)
        text = str(entry or "")
        if label == self.manner.struck and text:
            return self._text(text, left, self.manner.last, struck=STRUCK)
        day = _day(text)
        if day and self.manner.one_sheet:
            self._put(left, day, to=self.manner.last, number_format=ERA)
            return 1
        return self._text(text, left, self.manner.last)

    def _text(self, text: str, left: int, right: int, struck: str = "") -> int:
        """Write free text; return its rows."""
        m = self.manner
        across = (right - left + 1) * COLUMN_POINTS * 0.94 / m.size
        lines = sum(max(1, math.ceil(_widths(line) / across)) for line in (text + struck).split("\n"))
        leading = m.size * 1.42
        if m.equal_rows:
            rows = max(1, math.ceil((lines * leading + 2) / self._equal))
        else:
            rows = max(1, math.ceil(lines * leading / TALLEST))
            for n in range(rows):
                self._height(self.row + n, lines * leading / rows + 6)
        value: object = text
        if struck:
            value = CellRichText(text, TextBlock(InlineFont(rFont=m.font, sz=m.size, strike=True), struck))
        self._put(left, value, to=right, rows=rows)
        return rows

    @property
    def _equal(self) -> float:
        return self.manner.size * 1.6

    def _choice(self, choice: Choice, left: int) -> int:
        """Write a choice with its options in two columns beside it."""
        m = self.manner
        middle = left + (m.last - left) // 2 - 3
        texts = [f"{n}） {as_printed(option)}" for n, option in enumerate(choice.options, 1)]
        longest = max(map(_widths, texts)) * m.size
        across = 1 if longest > ((m.last - middle) // 2) * COLUMN_POINTS * 0.9 else 2
        rows = 1 + math.ceil(len(texts) / across)
        down = rows if m.brackets_down else 1
        for n in range(rows):
            self._height(self.row + n, m.size * 1.6)
        self._put(left, "[", rows=down, open=True)
        self._put(left + 1, as_printed(choice.value), to=middle - 2, rows=down, open=True, centre=True)
        self._list(choice, left + 1)
        self._put(middle - 1, "]", rows=down, open=True)
        self._put(middle, "＜選択肢＞", to=middle + 5, open=True)
        if choice.count is not None:
            self._put(m.last - 6, "（", open=True)
            self._put(m.last - 5, choice.count, to=m.last - 4, open=True)
            self._put(m.last - 3, "）　件", to=m.last, open=True)
        half = middle + (m.last - middle) // 2
        for n, text in enumerate(texts):
            column = half if across == 2 and n % 2 else middle
            to = m.last if across == 1 or n % 2 else half - 1
            self._put(column, text, to=to, down=1 + n // across, open=True)
        if choice.remark:
            label, words = choice.remark
            self._put(left, f"（{label}：", to=left + 9, down=rows, open=True)
            self._put(left + 10, words, to=m.last - 1, down=rows, open=True)
            self._put(m.last, "）", down=rows, open=True)
            self._height(self.row + rows, m.size * 1.6)
            rows += 1
        self._frame(left, rows)
        return rows

    def _boxes(self, boxes: Boxes, left: int) -> int:
        """Write check boxes side by side, a row for each heading between them."""
        m = self.manner
        top, place = self.row, 0
        width = (m.last - left + 1) // m.boxes_across
        for heading, group in groupby(boxes.boxes, key=lambda box: isinstance(box, str)):
            if heading:
                self.row += int(place > 0)
                self._put(left, next(group), to=m.last, open=True)
                self.row, place = self.row + 1, 0
                continue
            for box in group:
                need = 5 + math.ceil(_widths(_with_note(box)) * m.size / COLUMN_POINTS) + 4 * (box.note is not None)
                cells = max(1, min(m.boxes_across, math.ceil(need / width)))
                if place + cells > m.boxes_across:
                    self.row, place = self.row + 1, 0
                self._height(self.row, m.size * 1.6)
                end = m.last if place + cells == m.boxes_across else left + (place + cells) * width - 1
                self._box(box, left + place * width, end)
                place += cells
        rows = self.row + 1 - top
        self.row = top
        self._frame(left, rows)
        return rows

    def _box(self, box: Box, left: int, right: int) -> None:
        m = self.manner
        if m.box_cells == 4:
            self._put(left, "[", open=True)
            if box.on:
                self._put(left + 1, "○", open=True)
            self._put(left + 2, "]", open=True)
            column = left + 3
        else:
            self._put(left, "[○]" if box.on else "[　]", to=left + 1, open=True)
            column = left + 2
        if box.count is not None:
            self._put(column, box.label, to=column + 5, open=True)
            self._put(column + 6, "（", open=True)
            self._put(column + 7, int(box.count) if box.count else None, open=True)
            self._put(column + 8, "）　件", to=column + 9, open=True)
            return
        label = as_printed(box.label)
        if box.note is None or column + 3 > right:
            self._put(column, label, to=right, open=True)
            return
        end = min(column + math.ceil(_widths(label) * m.size / COLUMN_POINTS), right - 3)
        self._put(column, label, to=end, open=True)
        self._put(end + 1, "（", open=True)
        if box.note:
            self._put(end + 2, box.note, to=right - 1, open=True)
        self._put(right, "）", open=True)

    def _boxes_in_heading(self, heading: str, others: list[Content]) -> None:
        m = self.manner
        boxes = [box for cell in others if isinstance(cell, Boxes) for box in cell.boxes]
        width = 11
        start = m.last + 1 - width * len(boxes)
        self._put(m.label, as_printed(heading), to=start - 1, fill=HEADING, bold=True)
        self._height(self.row, 2 * m.size * 1.5)
        for n, box in enumerate(boxes):
            left = start + n * width
            if isinstance(box, Box):
                self._box(box, left, left + width - 1)
        self.row += 1

    def _records(self, text: str) -> None:
        """Write the record items: a line of them in a cell, or each in a cell of its own."""
        m = self.manner
        for line in text.split("\n"):
            if not line:
                self.row += 1
            elif m.record_cells and " " in line:
                width = (m.last - m.label + 1) // 5
                for n, word in enumerate(line.split(" ")):
                    self._put(m.label + n % 5 * width, word, to=m.label + (n % 5 + 1) * width - 1, down=n // 5)
                self.row += math.ceil(len(line.split(" ")) / 5)
            else:
                self.row += self._text(line.replace(" ", "　"), m.label, m.last)

    def _table(self, table: Table) -> None:
        """Write the 変更箇所 table in six columns, its head on each page."""
        sheet = self.sheet
        for n, width in enumerate(self.manner.table, 1):
            sheet.column_dimensions[get_column_letter(n + 1)].width = width
        sheet.column_dimensions["A"].width = 1.5
        sheet.cell(1, 2, as_printed(self.part)).font = Font(self.manner.font, self.manner.size + 2, bold=True)
        newest = table.rows[-1][0]
        for n, row in enumerate([HEADER, *table.rows]):
            at = n + 2
            tallest = 1
            for k, text in enumerate(row):
                value: object = text or None
                cell = sheet.cell(at, k + 2)
                if k == 0 and n and text == newest:
                    value = _day(text)
                    cell.number_format = ERA
                cell.value = value
                cell.font = Font(self.manner.font, self.manner.size, bold=n == 0)
                cell.alignment = Alignment(vertical="top", wrap_text=True)
                cell.border = Border(THIN, THIN, THIN, THIN)
                across = self.manner.table[k] * 7 * 0.72 / self.manner.size
                tallest = max(tallest, sum(max(1, math.ceil(_widths(t) / across)) for t in text.split("\n")))
            sheet.row_dimensions[at].height = min(tallest * self.manner.size * 1.42 + 4, 408)
        sheet.print_title_rows = "2:2"
        sheet.page_setup.orientation = "landscape"
        sheet.print_area = f"A1:G{len(table.rows) + 2}"
        self.row = 0

    # ------------------------------------------------------------------ what is no entry

    def _list(self, choice: Choice, column: int) -> None:
        """The drop-down list of a choice, and the number of its option in a hidden column."""
        options = ",".join(choice.options)
        cell = self.sheet.cell(self.row, column)
        if len(options) <= 255:
            short = [option.replace(",", "") for option in choice.options]
            validation = DataValidation("list", formula1='"' + ",".join(short) + '"', allow_blank=True)
            validation.add(cell)
            self.sheet.add_data_validation(validation)
        if choice.value:
            self.sheet.cell(self.row, self.manner.last + 3, choice.options.index(choice.value) + 1)

    def _hidden_row(self, heading: str) -> None:
        """Behind a heading for several members offices hide the rows of those not used."""
        if not any(span in heading for span in RANGES):
            return
        name = re.sub(r"\d.*", "", heading)
        self._put(self.manner.label, f"{name}20", to=self.manner.entry - 1)
        self._put(self.manner.entry, "（予備）", to=self.manner.last)
        self.sheet.row_dimensions[self.row].hidden = True
        self.row += 1

    # ------------------------------------------------------------------ cells and sheets

    def _put(
        self,
        column: int,
        value: object,
        *,
        to: int = 0,
        rows: int = 1,
        down: int = 0,
        fill: PatternFill | None = None,
        centre: bool = False,
        right: bool = False,
        open: bool = False,
        bold: bool = False,
        size: float = 0,
        number_format: str = "",
    ) -> None:
        """Write a cell merged to the column `to` and over `rows`; `open` ones stand inside a frame drawn later."""
        top, to = self.row + down, max(to, column)
        cell = self.sheet.cell(top, column, value if value != "" else None)
        cell.font = Font(self.manner.font, size or self.manner.size, bold=bold)
        across = "center" if centre or to == column else "right" if right else "left"
        cell.alignment = Alignment(across, "center" if open or fill else "top", wrap_text=True)
        if number_format:
            cell.number_format = number_format
        if isinstance(value, str) and value.startswith("="):
            cell.data_type = "s"
        if to > column or rows > 1:
            self.sheet.merge_cells(start_row=top, start_column=column, end_row=top + rows - 1, end_column=to)
        if fill:
            cell.fill = fill
        if not open and not right and not size:
            self._border(top, column, top + rows - 1, to)

    def _frame(self, left: int, rows: int) -> None:
        self._border(self.row, left, self.row + rows - 1, self.manner.last)

    def _border(self, top: int, left: int, bottom: int, right: int) -> None:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if row not in (top, bottom) and column not in (left, right):
                    continue
                cell = self.sheet.cell(row, column)
                old = cell.border
                cell.border = Border(
                    left=THIN if column == left else old.left,
                    right=THIN if column == right else old.right,
                    top=THIN if row == top else old.top,
                    bottom=THIN if row == bottom else old.bottom,
                )

    def _height(self, row: int, points: float) -> None:
        dimension = self.sheet.row_dimensions[row]
        if not self.manner.equal_rows:
            dimension.height = max(dimension.height or 0, min(points, 408))

    def _new_sheet(self, name: str) -> None:
        m = self.manner
        self.sheet = self.book.create_sheet(name)
        self.row = 1
        for column in range(1, m.last + 4):
            self.sheet.column_dimensions[get_column_letter(column)].width = COLUMN
        if m.equal_rows:
            self.sheet.sheet_format.defaultRowHeight = self._equal
            self.sheet.sheet_format.customHeight = True

    def _finish(self) -> None:
        """Set up the print of the sheet that is done."""
        sheet, m = self.sheet, self.manner
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToHeight, sheet.page_setup.paperSize = 0, 9
        sheet.oddFooter.center.text = "&P" if m.one_sheet else "- &P -"
        sheet.page_margins.left = sheet.page_margins.right = 0.5
        if self.row:  # the table sets its own
            sheet.print_area = f"A1:{get_column_letter(m.last)}{self.row}"
            for column in (m.last + 2, m.last + 3):
                sheet.column_dimensions[get_column_letter(column)].hidden = True
            sheet.cell(1, m.last + 2, "sel")
        first = next(cell for row in sheet.iter_rows() for cell in row if cell.value)
        first.comment = Comment("記載要領を確認のこと", "法務課")


def _lists(book: Workbook) -> None:
    """The hidden sheet of lists that the official workbook carries."""
    sheet = book.create_sheet("リスト")
    for n, options in enumerate(("実施する 実施しない 未定", "行っている 行っていない", "○"), 1):
        for k, option in enumerate(options.split(" "), 1):
            sheet.cell(k, n, option)
    sheet.sheet_state = "hidden"


def _with_note(box: Box) -> str:
    return box.label + (box.note or "") + ("（）件" if box.count is not None else "")


def _is_part(text: str) -> bool:
    return bool(re.match(r"(I{1,3}|IV|VI?|[Ⅰ-Ⅵ]) |\(別添\d\)", text))


def _is_heading(first: Content) -> bool:
    text = str(first)
    if re.match(r"\d{1,2}\. |リスク\d?: |(システム|委託事項|提供先|移転先)\d", text):
        return True
    return text.endswith(("そのリスクに対する措置", "再委託に関するリスク"))


def _day(text: str) -> datetime.date | None:
    found = re.fullmatch(r"(平成|令和)(元|\d+)年(\d+)月(\d+)日", text)
    if not found:
        return None
    era, year, month, day = found.groups()
    number = 1 if year == "元" else int(year)
    if number == 1:
        return None  # the cell's format writes 令和1年
    return datetime.date({"平成": 1988, "令和": 2018}[era] + number, int(month), int(day))
