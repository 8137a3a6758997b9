"""The proposed rows as text, CSV, Markdown and JSON."""

import csv
import io
import json

import msgspec
import pytest
from hypothesis import given, settings

from shinkyu.errors import WriteError
from shinkyu.model.document import Day
from shinkyu.model.table import ProposedRow
from shinkyu.render.change_table import render_table
from shinkyu.render.change_table.encoding import encoded
from shinkyu.text.width import width, wrap
from strategies import texts


def proposal(before: str = "甲課", after: str = "乙課", item: str = "Ⅰ 基本情報（6. 担当部署 ①部署）") -> ProposedRow:
    return ProposedRow(
        date=Day("2025-07-31", "令和7年7月31日"),
        item=item,
        before=tuple(before.split("\n")),
        after=tuple(after.split("\n")),
        timing="事後",
        explanation="組織改編のため",
        address=("Ⅰ", "6", "①部署"),
        changes=("c4",),
        material=False,
        reasons=("other-item",),
    )


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_text_marks_what_is_only_proposed() -> None:
    assert """\
1.  Ⅰ 基本情報（6. 担当部署 ①部署）
    変更日  令和7年7月31日
    変更前  甲課
    変更後  乙課
    時期    事後（案）
    説明    組織改編のため（案）
""" == render_table([proposal()], "text")


def test_confirmed_rows_bear_no_mark() -> None:
    assert "（案）" not in render_table([proposal()], "text", confirmed=True)
    assert "（案）" not in render_table([proposal()], "md", confirmed=True)


def test_no_rows_say_so() -> None:
    assert "記載すべき変更はありません。\n" == render_table([], "text")


@settings(max_examples=40, deadline=None)
@given(texts(), texts())
def test_text_fits_eighty_columns(before: str, after: str) -> None:
    lines = render_table([proposal(before, after)], "text").split("\n")

    assert 80 >= max(map(width, lines))


def test_no_line_opens_with_a_full_stop_and_no_latin_word_is_broken() -> None:
    assert ["利用者", "IDを管", "理す", "る。"] == wrap("利用者IDを管理する。", 6)


def test_terminal_escapes_in_a_document_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in render_table([proposal("\x1b[31m甲")], "text")
    assert "\x1b" not in render_table([proposal("\x1b[31m甲")], "md")


def test_csv_is_what_a_spreadsheet_of_an_office_opens() -> None:
    text = render_table([proposal("甲課\n乙課")], "csv")

    assert text.startswith("\ufeff変更日,項目,変更前の記載,変更後の記載,提出時期,提出時期に係る説明\r\n")
    assert [
        "令和7年7月31日",
        "Ⅰ 基本情報（6. 担当部署 ①部署）",
        "甲課\n乙課",
        "乙課",
        "事後（案）",
        "組織改編のため（案）",
    ] == table(text)[1]


@pytest.mark.parametrize("cell", ["=1+1", "+81", "-1+2", "@SUM(A1)", " =1+1", "＝1+1", "\t=1"])
def test_cell_of_a_spreadsheet_computes_nothing(cell: str) -> None:
    assert "'" + cell == table(render_table([proposal(cell)], "csv"))[1][2]


@pytest.mark.parametrize("cell", ["-", "―――", "・甲", "①甲", "[ ]内部監査"])
def test_harmless_cell_is_left_as_it_is(cell: str) -> None:
    assert cell == table(render_table([proposal(cell)], "csv"))[1][2]


def test_markdown_keeps_headings_in_angle_brackets_and_its_columns() -> None:
    line = render_table([proposal("<VRSにおける措置>\n甲|乙")], "md").split("\n")[2]

    assert "| &lt;VRSにおける措置&gt;<br>甲\\|乙 |" in line


def test_json_has_plain_timing_and_says_that_it_is_proposed() -> None:
    found = json.loads(render_table([proposal()], "json", tool={"shinkyu": "0.1.0"}))

    assert ("shinkyu/table/1", {"shinkyu": "0.1.0"}) == (found["schema"], found["tool"])
    assert {
        "date": "2025-07-31",
        "date_text": "令和7年7月31日",
        "item": "Ⅰ 基本情報（6. 担当部署 ①部署）",
        "before": "甲課",
        "after": "乙課",
        "timing": "事後",
        "explanation": "組織改編のため",
        "proposed": True,
        "address": ["Ⅰ", "6", "①部署"],
        "changes": ["c4"],
        "material": False,
        "reasons": ["other-item"],
        "moved": [],
    } == found["rows"][0]


def test_confirmed_json_is_no_proposal() -> None:
    assert json.loads(render_table([proposal()], "json", confirmed=True))["rows"][0]["proposed"] is False


def test_text_names_the_item_that_a_paragraph_went_to() -> None:
    sentence = "「写しは別の建物に保管する。」をⅢ リスク対策（7.）へ移動"
    row = msgspec.structs.replace(proposal(), moved=(sentence,))

    assert f"    移動    {sentence}\n" in render_table((row,), "text")


def test_table_in_utf_8_holds_any_character() -> None:
    assert "𠮷野課".encode() == encoded("𠮷野課", (proposal(after="𠮷野課"),), "utf-8")
    with pytest.raises(WriteError, match=r"row 1, 変更後の記載: .*U\+20BB7"):
        encoded("𠮷野課", (proposal(after="𠮷野課"),), "cp932")
