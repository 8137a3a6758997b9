"""The 新旧対照表 and the pages in HTML: what changed is underlined, what a document says is shown and not obeyed."""

import io
from html.parser import HTMLParser

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.cell.rich_text import CellRichText

from render.test_change_table_formats import proposal
from shinkyu.render.change_table.page import table_page
from shinkyu.render.comparison import render_comparison
from shinkyu.render.runs import Run, changed_runs
from strategies import texts

BEFORE, AFTER = "情報政策課が月に1回確認する。", "デジタル推進課が月に1回確認する。"
HOSTILE = '<script>alert("1")</script><img src=x onerror=alert(1)>&amp;'


class Tags(HTMLParser):
    """Collects the names of elements and the text of the cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.cells: list[str] = []
        self.changed: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.names.append(tag)
        self.open.append(tag)
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "td" in self.open:
            self.cells[-1] += data
        if self.open and self.open[-1] in ("ins", "del"):
            self.changed.append((self.open[-1], data))


def comparison(before: str = BEFORE, after: str = AFTER, *, new_first: bool = False) -> Tags:
    return Tags(render_comparison([proposal(before, after)], "html", new_first=new_first).decode())


@settings(max_examples=60, deadline=None)
@given(texts(), texts())
def test_runs_together_are_the_texts_and_what_is_not_marked_is_common(before: str, after: str) -> None:
    old, new = changed_runs(before, after)

    assert (before, after) == ("".join(run.text for run in old), "".join(run.text for run in new))
    assert "".join(r.text for r in old if not r.changed) == "".join(r.text for r in new if not r.changed)


def test_only_the_words_that_differ_are_marked() -> None:
    old, new = changed_runs(BEFORE, AFTER)

    assert [Run("が月に1回確認する。")] == [run for run in old if not run.changed]
    assert ["情報政策課"] == [run.text for run in old if run.changed]
    assert ["デジタル推進課"] == [run.text for run in new if run.changed]


def test_page_has_item_old_and_new_with_changes_underlined() -> None:
    page = comparison()

    assert ["Ⅰ 基本情報（6. 担当部署 ①部署）", BEFORE, AFTER] == page.cells
    assert [("del", "情報政策課"), ("ins", "デジタル推進課")] == page.changed


def test_new_version_may_stand_to_the_left() -> None:
    assert [AFTER, BEFORE] == comparison(new_first=True).cells[1:]


@pytest.mark.parametrize(("before", "after"), [("（新設）", AFTER), (AFTER, "（削除）")])
def test_a_mark_is_not_underlined_and_what_came_or_went_is(before: str, after: str) -> None:
    assert [AFTER] == [text for _, text in comparison(before, after).changed]


def test_words_of_the_document_are_no_markup() -> None:
    page = comparison(HOSTILE, "\x1b[31m" + HOSTILE)

    assert [] == [name for name in page.names if name in ("script", "img")]
    assert HOSTILE == page.cells[1]
    assert "\\x1b[31m" + HOSTILE == page.cells[2]
    assert HOSTILE == Tags(table_page([proposal(HOSTILE)])).cells[2]


def test_page_of_the_table_has_six_columns_and_marks_proposals() -> None:
    page = Tags(table_page([proposal("甲課\n二階")]))

    assert [
        "令和7年7月31日",
        "Ⅰ 基本情報（6. 担当部署 ①部署）",
        "甲課\n二階",
        "乙課",
        "事後（案）",
        "組織改編のため（案）",
    ] == page.cells
    assert "（案）" not in "".join(Tags(table_page([proposal()], confirmed=True)).cells)


def test_page_without_rows_says_so() -> None:
    assert "記載すべき変更はありません。" in table_page([])


def test_workbook_has_what_changed_as_rich_text() -> None:
    data = render_comparison([proposal(BEFORE, AFTER)], "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)["新旧対照表"]
    value = sheet["C3"].value

    assert ["項目", "旧（変更前）", "新（変更後）"] == [cell.value for cell in sheet[2]]
    assert isinstance(value, CellRichText)
    assert [("デジタル推進課", "single"), ("が月に1回確認する。", None)] == [(b.text, b.font.u) for b in value]


def test_word_file_has_what_changed_underlined_and_is_the_same_each_time() -> None:
    data = render_comparison([proposal(BEFORE, "\x1b" + AFTER)], "docx", ["旧: a", "新: b"])
    document = docx.Document(io.BytesIO(data))
    cells = document.tables[0].rows[1].cells
    section = document.sections[0]

    assert section.page_width > section.page_height
    assert ["旧: a", "新: b"] == [paragraph.text for paragraph in document.paragraphs[-2:]]
    assert [BEFORE, AFTER] == [cell.text for cell in cells[1:]]
    assert ["情報政策課"] == [run.text for run in cells[1].paragraphs[0].runs if run.underline]
    assert data == render_comparison([proposal(BEFORE, "\x1b" + AFTER)], "docx", ["旧: a", "新: b"])
