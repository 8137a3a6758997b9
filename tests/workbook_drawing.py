"""Cells of a form as offices draw them: labels, choices, check boxes, merged in one way or another."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from shinkyu.model.document import Checks
from shinkyu.model.form import Option


@dataclass(frozen=True)
class Drawing:
    """How an office draws the form."""

    label: int = 2
    """First column of labels."""
    second: int = 4
    """First column of labels under another one."""
    entry: int = 11
    """First column of entries."""
    last: int = 41
    boxes: str = "four"
    """Cells of a check box: ``four`` (``[`` mark ``]`` label), ``three``, ``two``, ``one``, ``square`` (□ label)."""
    merge_down: bool = True
    """Labels of several rows of the sheet are merged over them."""
    brackets_down: bool = False
    """The brackets of a choice are merged over the rows of its options."""
    one_sheet: bool = False
    split_texts: bool = False
    """Each paragraph stands in a row of the sheet."""
    numbers_as_dates: bool = True
    numbers_down: bool = False
    """Record items are numbered down the columns."""
    change_numbers: bool = False
    """The table of changes has a column of numbers before the dates."""
    change_columns: tuple[int, ...] = (2, 3, 4, 5, 6, 7)
    change_last: int = 7
    change_rows: str = "single"
    """``single``, ``merged`` over three rows of the sheet, ``date-merged``, ``texts`` (a paragraph a row)."""


@dataclass
class Canvas:
    """A workbook that is drawn row by row."""

    drawing: Drawing = Drawing()
    book: openpyxl.Workbook = field(default_factory=openpyxl.Workbook)
    row: int = 1

    def __post_init__(self) -> None:
        self.sheet: Worksheet = self.book.worksheets[0]

    def save(self, folder: Path, name: str = "assessment.xlsx") -> bytes:
        """Return the bytes of the workbook."""
        path = folder / name
        self.book.save(path)
        return path.read_bytes()

    # ------------------------------------------------------------------ cells

    def put(self, column: int, value: object, *, to: int | None = None, rows: int = 1, down: int = 0) -> None:
        """Write a cell merged to the column *to* and over *rows*."""
        top = self.row + down
        self.sheet.cell(top, column, value)
        to = to or column
        if to > column or rows > 1:
            self.sheet.merge_cells(start_row=top, start_column=column, end_row=top + rows - 1, end_column=to)

    def across(self, text: str) -> None:
        """Write a row of one cell, as headings and entries without a label are."""
        self.put(self.drawing.label, text, to=self.drawing.last)
        self.row += 1

    def labelled(self, label: str, level: int, draw: Callable[[], int]) -> None:
        """Write a label and, beside it, what *draw* writes; it returns how many rows it took."""
        d = self.drawing
        rows = max(draw(), 1)
        start = d.label if level == 0 else d.second
        self.put(start, " " + label, to=d.entry - 1, rows=rows if d.merge_down else 1)
        self.row += rows

    # ------------------------------------------------------------------ entries

    def text(self, value: str) -> int:
        """Write free text; return its rows."""
        d = self.drawing
        lines = value.split("\n") if d.split_texts else [value]
        for n, line in enumerate(lines):
            self.put(d.entry, line, to=d.last, down=n)
        return len(lines)

    def choice(self, option: str, options: Iterable[Option], count: int | None = None) -> int:
        """Write a choice with its options in two columns beside it."""
        d = self.drawing
        texts = [f"{n}) {o.text}" for n, o in enumerate(options, start=1)]
        rows = 1 + (len(texts) + 1) // 2
        down = rows if d.brackets_down else 1
        middle = d.entry + (d.last - d.entry) // 2
        self.put(d.entry, "[", rows=down)
        self.put(d.entry + 1, option, to=middle - 2, rows=down)
        self.put(middle - 1, "]", rows=down)
        self.put(middle, "＜選択肢＞", to=middle + 3)
        if count is not None:
            self.put(middle + 4, "（")
            self.put(middle + 5, count)
            self.put(middle + 6, "）　件", to=middle + 8)
        half = middle + (d.last - middle) // 2
        for n, text in enumerate(texts):
            self.put(half if n % 2 else middle, text, to=d.last if n % 2 else half - 1, down=1 + n // 2)
        return rows

    def checks(self, checks: Checks, options: tuple[Option, ...], counts: dict[str, int]) -> int:
        """Write check boxes in two columns."""
        d = self.drawing
        half = d.entry + (d.last - d.entry) // 2
        for n, option in enumerate(options):
            column = half if n % 2 else d.entry
            self.box(column, option.text, option.text in checks.on, down=n // 2)
            if option.note:
                self.put(column + 5, "（", down=n // 2)
                note = checks.notes.get(option.text)
                if note:
                    self.put(column + 6, note, to=column + 9, down=n // 2)
                self.put(column + 10, "）", down=n // 2)
            elif option.text in counts:
                self.put(column + 5, "（", down=n // 2)
                self.put(column + 6, counts[option.text], down=n // 2)
                self.put(column + 7, "）件", down=n // 2)
        return (len(options) + 1) // 2

    def box(self, column: int, label: str, on: bool, *, down: int = 0) -> None:
        """Write one check box with its label."""
        match self.drawing.boxes:
            case "four":
                self.put(column, "[", down=down)
                if on:
                    self.put(column + 1, "○", down=down)
                self.put(column + 2, "]", down=down)
                self.put(column + 3, label, to=column + 4, down=down)
            case "three":
                self.put(column, "[", down=down)
                if on:
                    self.put(column + 1, "○", down=down)
                self.put(column + 2, f"] {label}", to=column + 4, down=down)
            case "two":
                self.put(column, "［○］" if on else "［　］", down=down)
                self.put(column + 3, label, to=column + 4, down=down)
            case "one":
                self.put(column, f"[{'○' if on else ' '}]{label}", to=column + 4, down=down)
            case _:
                self.put(column, "☑" if on else "☐", down=down)
                self.put(column + 1, label, to=column + 4, down=down)
