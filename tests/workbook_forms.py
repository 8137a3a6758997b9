"""Workbooks of the forms, drawn as offices draw them.

``Sheets(Drawing(...))`` prints a template of the form with made-up entries into a real workbook and keeps
what it entered, so that a test can hold the reading against it.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from shinkyu.model.document import Checks, Day, Document, Item
from shinkyu.model.form import FormTemplate, ItemSpec
from workbook_drawing import Canvas

ERA = '[$-411]ggge"年"m"月"d"日"'
CHANGES = (
    ("令和5年6月30日", "Ⅰ 7. ①部署", "市民課", "保険年金課", "事後", "組織の名称の変更"),
    ("令和6年7月1日", "Ⅰ 1. ②事務の内容", "", "・給付\n・徴収", "事前", ""),
    ("令和6年7月1日", "Ⅴ 1. ①請求先", "総務課\n一階", "情報公開課\n二階", "事後", "移転"),
)
"""Rows of the change table; the second and third have one date."""
HEAD = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明")


@dataclass
class Sheets(Canvas):
    """Prints forms; ``expected`` holds the entries by item id in printed order."""

    expected: dict[str, list[Any]] = field(default_factory=dict)
    count: int = 0
    entries: tuple[str, ...] = ()
    """Texts to enter, over and over; without any, each item gets a text of its own."""
    changes: tuple[tuple[str, ...], ...] = CHANGES
    """Rows of the change table."""

    def form(self, template: FormTemplate, files: int = 1) -> None:
        """Print *template* with an entry for every item."""
        parts = [spec for spec in template.specs if spec.role == "part"]
        per_file = [part for part in parts if part.per_file]
        done = False
        for part in parts:
            if not part.per_file:
                self.part(template, part)
            elif not done:
                done = True
                for _ in range(files):
                    for each in per_file:
                        self.part(template, each)

    def part(self, template: FormTemplate, part: ItemSpec) -> None:
        """Print a part on a sheet of its own, or below the last one."""
        if not self.drawing.one_sheet and (self.row > 1):
            self.sheet = self.book.create_sheet(f"{len(self.book.sheetnames) + 1}")
            self.row = 1
        elif self.row > 1:
            self.row += 1
        special = {"cover": self.cover, "records": self.records, "work_figure": self.figure}
        if part.id in special:
            special[part.id](template, part)
            return
        self.across(part.label)
        if part.id == "change_sheet":
            self.change_table()
            return
        if part.kind == "text":
            self.across(self.keep(part, self.new_text()))
        for spec in _below(template, part):
            self.spec(template, spec)

    def cover(self, template: FormTemplate, part: ItemSpec) -> None:
        """Print the cover: number and title side by side, then labels above their entries."""
        d = self.drawing
        self.across(template.title)
        number, title, *others = _below(template, part)
        self.put(d.label, number.label, to=d.entry - 1)
        self.put(d.entry, title.label, to=d.last)
        self.row += 1
        self.put(d.label, 7, to=d.entry - 1)
        self.put(d.entry, "国民年金に関する事務", to=d.last)
        self.row += 1
        self.expected |= {number.id: [("7",)], title.id: [("国民年金に関する事務",)]}
        for spec in others:
            self.across(spec.label)
            if spec.kind == "date":
                self.day(spec)
            else:
                self.across(self.keep(spec, self.new_text()))
        if template.mark:
            self.across(f"［{template.mark}］")

    def day(self, spec: ItemSpec) -> None:
        """Write a date as the entry of a whole row."""
        d = self.drawing
        self.date(spec, d.label)
        self.sheet.merge_cells(start_row=self.row, start_column=d.label, end_row=self.row, end_column=d.last)
        self.row += 1

    def date(self, spec: ItemSpec, column: int) -> int:
        """Write a date as Excel keeps it, or as text."""
        self.count += 1
        day = datetime.date(2019, 4, 28) + datetime.timedelta(days=self.count)
        if self.drawing.numbers_as_dates:
            self.sheet.cell(self.row, column, day).number_format = ERA
        else:
            self.sheet.cell(self.row, column, f"{day.year}年{day.month}月{day.day}日")
        self.expected.setdefault(spec.id, []).append(day.isoformat())
        return 1

    def records(self, template: FormTemplate, part: ItemSpec) -> None:
        """Print the annex of record items in cells side by side, numbered along the rows or down the columns."""
        d = self.drawing
        self.across(part.label)
        entries = ["宛名番号", "氏名", "生年月日", "住所", "異動日", "続柄"]
        width = (d.last - d.label) // 4
        for n, entry in enumerate(entries):
            across, down = (n // 2, n % 2) if d.numbers_down else (n % 4, n // 4)
            column = d.label + across * width
            self.put(column, f"{n + 1}．{entry}", to=column + width - 1, down=down)
        self.row += 2
        self.expected.setdefault(part.id, []).append(tuple(entries))

    def figure(self, template: FormTemplate, part: ItemSpec) -> None:
        """Print the annex with the figure: words in cells, then the remarks."""
        self.across(part.label)
        self.put(5, "住民")
        self.put(20, "窓口")
        self.row += 1
        self.across("（備考）")
        self.across(self.keep(template.by_id["work_figure.remarks"], self.new_text()))

    def change_table(self) -> None:
        """Print the table of changes."""
        d = self.drawing
        ends = [*(column - 1 for column in d.change_columns[1:]), d.change_last]

        def cell(n: int, value: str | None, top: int, rows: int) -> None:
            self.put(d.change_columns[n], value or None, to=ends[n], rows=rows, down=top - self.row)

        for n, head in enumerate(HEAD):
            cell(n, head, self.row, 1)
        if d.change_numbers:
            self.put(d.change_columns[0] - 1, "No.")
        self.row += 1
        dates: list[tuple[str, int, int]] = []
        for number, values in enumerate(self.changes, start=1):
            rows = {"merged": 3, "texts": 2}.get(d.change_rows, 1)
            if d.change_numbers:
                self.put(d.change_columns[0] - 1, number, rows=rows)
            for n, value in enumerate(values):
                if n == 0 and d.change_rows == "date-merged":
                    continue
                if d.change_rows == "texts" and "\n" in value:
                    for k, line in enumerate(value.split("\n")):
                        cell(n, line, self.row + k, 1)
                else:
                    cell(n, value, self.row, rows)
            if dates and dates[-1][0] == values[0]:
                dates[-1] = (values[0], dates[-1][1], dates[-1][2] + rows)
            else:
                dates.append((values[0], self.row, rows))
            self.row += rows
        if d.change_rows == "date-merged":
            for value, top, rows in dates:
                cell(0, value, top, rows)

    def spec(self, template: FormTemplate, spec: ItemSpec, level: int = 0) -> None:
        """Print one label of the form with its entry and all that stands below it."""
        below = _below(template, spec)
        if spec.role == "group":
            for n in (1, 2):
                self.member(template, spec, n)
            return
        if spec.role == "block":
            self.block(template, spec, below)
            return
        if spec.role == "risk":
            self.across(spec.label)
        elif spec.kind is None:
            self.side_label(template, spec, below)
            return
        else:
            self.labelled(spec.label + (" ※" if spec.material else ""), level, lambda: self.entry(template, spec))
        for child in below:
            if child.kind != "count" and not (spec.kind == "checks" and child.kind is None):
                self.spec(template, child, level=0 if spec.role == "risk" else 1)

    def block(self, template: FormTemplate, spec: ItemSpec, below: list[ItemSpec]) -> None:
        """Print the heading of a block, with the check boxes that stand in it."""
        boxes = [child for child in below if child.kind == "checks" and _in_heading(child)]
        if not boxes:
            self.across(spec.label)
        for child in boxes:
            d = self.drawing
            half = d.entry + (d.last - d.entry) // 2
            self.put(d.label, spec.label, to=half - 1)
            option = child.options[0].text
            self.box(half, option, on=True)
            off = tuple(o.text for o in child.options[1:])
            for n, text in enumerate(off, start=1):
                self.box(half + 6 * n, text, on=False)
            self.expected.setdefault(child.id, []).append(Checks((option,), off))
            self.row += 1
        if spec.kind == "text":
            self.across(self.keep(spec, self.new_text()))
        for child in below:
            if child not in boxes:
                self.spec(template, child)

    def side_label(self, template: FormTemplate, spec: ItemSpec, below: list[ItemSpec]) -> None:
        """Print a label without an entry beside the labels that stand under it."""
        top = self.row
        for child in below:
            self.spec(template, child, level=1)
        height = self.row - top
        d = self.drawing
        self.row = top
        self.put(d.label, spec.label, to=d.second - 1, rows=height if d.merge_down else 1)
        self.row = top + height

    def member(self, template: FormTemplate, group: ItemSpec, n: int) -> None:
        """Print a member of a repeated group; its name stands beside its heading."""
        d = self.drawing
        below = _below(template, group)
        heading = (group.element or "").replace("{n}", str(n))
        if below[0].label == "名称":
            name = self.keep(below[0], f"{heading}の名")
            self.labelled(heading, 0, lambda: self.text(name))
            below = below[1:]
        else:
            self.across(heading)
        for child in below:
            self.spec(template, child)
        if n == 1 and group.ranges:
            self.put(d.label, group.ranges[0], to=d.last)
            self.row += 1

    def entry(self, template: FormTemplate, spec: ItemSpec) -> int:
        """Write the entry of a row; return how many rows of the sheet it took."""
        self.count += 1
        counts = {c.parent: c for c in template.specs if c.kind == "count"}
        if spec.kind == "choice":
            option = self.keep(spec, spec.options[self.count % len(spec.options)].text)
            counted = counts.get(spec.id)
            return self.choice(option, spec.options, self.keep(counted, 3) if counted else None)
        if spec.kind == "checks":
            numbers = {
                child.label: self.keep(counts[child.id], 2) for child in _below(template, spec) if child.id in counts
            }
            on = tuple(o.text for n, o in enumerate(spec.options) if n % 3 == self.count % 3)
            off = tuple(o.text for o in spec.options if o.text not in on)
            notes = {o.text: "市民課、税務課" for o in spec.options if o.note and o.text in on}
            return self.checks(self.keep(spec, Checks(on, off, (), notes)), spec.options, numbers)
        if spec.kind == "date":
            return self.date(spec, self.drawing.entry)
        return self.text(self.keep(spec, self.new_text()))

    def new_text(self) -> str:
        """Return the next of the texts to enter, or an entry of two paragraphs that no other item has."""
        self.count += 1
        if self.entries:
            return self.entries[self.count % len(self.entries)]
        return f"記載{self.count}を確認する。\n・事務{self.count}を行う。"

    def keep(self, spec: ItemSpec, value: Any) -> Any:
        """Note what was entered for *spec*."""
        kept = tuple(value.split("\n")) if isinstance(value, str) and spec.kind == "text" else value
        self.expected.setdefault(spec.id, []).append(kept)
        return value


def _below(template: FormTemplate, parent: ItemSpec) -> list[ItemSpec]:
    return [spec for spec in template.specs if spec.parent == parent.id]


def _in_heading(spec: ItemSpec) -> bool:
    """Say whether check boxes stand in the heading of their block: 委託しない, 接続しない（入手）."""
    return spec.label == spec.options[0].text or all("しない" in option.text for option in spec.options)


def values(document: Document) -> dict[str, list[Any]]:
    """Return the values of a document by item id, in its order."""
    found: dict[str, list[Any]] = {}
    for item in document.items:
        found.setdefault(item.id, []).append(_value(item))
    return found


def _value(item: Item) -> Any:
    return item.value.date if isinstance(item.value, Day) else item.value
