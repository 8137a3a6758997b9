"""PDF files: cells from ruled lines, lines from characters, pages that go on."""

import subprocess
import sys

import pytest

from pdf_drawing import Sheet, pdf
from shinkyu.errors import SourceError
from shinkyu.sources import pdf_pages as source
from shinkyu.sources.pdf import read_pdf

LONG = "特定個人情報ファイルの取扱いに当たり必要な措置を講じる"


def rows(*sheets: Sheet) -> list[tuple[str, ...]]:
    """Return the cells of each filled row."""
    layout = read_pdf(pdf(*sheets), "a.pdf")
    return [found for row in layout.rows if any(found := tuple(cell.text for cell in row.cells))]


def one_cell(width: float, *lines: str) -> str:
    """Return what a cell of *width* points reads when it prints *lines*."""
    sheet = Sheet().cell(20, 20, 20 + width, 200, "\n".join(lines)).word(20, 250, LONG)
    return rows(sheet)[0][0]


def test_a_row_of_a_table_is_a_row_of_cells():
    sheet = Sheet().cell(20, 20, 120, 50, "①部署").cell(120, 20, 380, 50, "健康福祉部国民健康保険課年金担当")
    assert [("①部署", "健康福祉部国民健康保険課年金担当")] == rows(sheet)


def test_lines_drawn_as_thin_rectangles_bound_cells_too():
    sheet = Sheet().bar(20, 20, 380, 20).bar(20, 50, 380, 50)
    for x in (20, 120, 380):
        sheet.bar(x, 20, x, 50)
    sheet.word(22, 32, "①部署").word(122, 32, "健康福祉部国民健康保険課年金担当")
    assert [("①部署", "健康福祉部国民健康保険課年金担当")] == rows(sheet)


def test_dashed_lines_bound_cells_too():
    sheet = Sheet().word(22, 32, "①部署").word(122, 32, "健康福祉部国民健康保険課年金担当")
    for x in range(20, 380, 4):
        sheet.line(x, 20, x + 2, 20).line(x, 50, x + 2, 50)
    for x in (20, 120, 380):
        for y in range(20, 50, 4):
            sheet.line(x, y, x, y + 2)
    assert [("①部署", "健康福祉部国民健康保険課年金担当")] == rows(sheet)


def test_a_cell_over_several_rows_stands_in_the_first_only():
    sheet = Sheet().cell(20, 20, 80, 80, "再委託").cell(80, 20, 180, 50, "④有無").cell(80, 50, 180, 80, "⑤許諾方法")
    sheet.cell(180, 20, 380, 50, "再委託する").cell(180, 50, 380, 80, "書面により許諾する。")
    assert [("再委託", "④有無", "再委託する"), ("", "⑤許諾方法", "書面により許諾する。")] == rows(sheet)


def test_an_empty_cell_keeps_its_place():
    sheet = Sheet().cell(20, 20, 120, 50, "変更箇所の項目一覧").cell(120, 20, 200, 50)
    sheet.cell(200, 20, 380, 50, "重要な変更に当たらない")
    assert [("変更箇所の項目一覧", "", "重要な変更に当たらない")] == rows(sheet)


def test_a_box_drawn_in_cells_of_its_own_is_joined_with_its_mark_and_label():
    sheet = Sheet().cell(20, 20, 120, 50, "③接続")
    for x, text in ((120, "["), (140, "○"), (160, "]"), (180, "庁内連携システムとの接続")):
        sheet.cell(x, 20, 180 if x == 160 else x + 20 if x < 160 else 380, 50, text)
    assert ["③接続", "[ ○ ] 庁内連携システムとの接続"] == [text.replace("　", " ") for text in rows(sheet)[0]]


def test_words_outside_tables_stand_between_them_as_rows():
    sheet = Sheet().word(20, 40, "Ⅰ　基本情報").cell(20, 60, 380, 90, "１．事務").word(20, 120, "（別添１）記録項目")
    assert [("Ⅰ　基本情報",), ("１．事務",), ("（別添１）記録項目",)] == rows(sheet)


def test_a_frame_around_the_page_is_no_cell():
    sheet = Sheet().cell(5, 5, 395, 295).word(20, 40, "Ⅰ　基本情報").cell(20, 60, 380, 90, "１．特定個人情報ファイル")
    assert [("Ⅰ　基本情報",), ("１．特定個人情報ファイル",)] == rows(sheet)


def test_boxes_beside_the_frame_of_a_heading_are_of_its_row():
    sheet = Sheet().cell(20, 20, 240, 50, "4. 特定個人情報ファイルの取扱いの委託")
    sheet.word(250, 32, "[").word(275, 32, "]").word(303, 32, "委託しない")
    assert [("4. 特定個人情報ファイルの取扱いの委託", "[ ] 委託しない")] == rows(sheet)


def test_an_open_side_of_a_table_is_closed_where_its_lines_end():
    sheet = Sheet().line(20, 20, 380, 20).line(20, 50, 380, 50).line(20, 80, 380, 80).line(120, 20, 120, 80)
    sheet.word(22, 32, "①部署").word(122, 32, "健康福祉部").word(22, 62, "②役職名").word(
        122, 62, "国保年金課長（保護管理者）"
    )
    assert [("①部署", "健康福祉部"), ("②役職名", "国保年金課長（保護管理者）")] == rows(sheet)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_shown_turned_reads_like_an_upright_one(turn):
    sheet = Sheet(extra=f"/Rotate {turn}").cell(20, 20, 120, 50, "①部署").cell(120, 20, 380, 50, "健康福祉部国保年金課")
    assert [("①部署", "健康福祉部国保年金課")] == rows(sheet)


@pytest.mark.parametrize("extra", ["", "/Rotate 90"])
def test_a_page_drawn_sideways_reads_like_an_upright_one(extra):
    sheet = Sheet(extra=extra).cell(20, 120, 90, 150, "①部署").cell(90, 120, 280, 150, "健康福祉部国保年金課")
    sheet.parts = ["q 0 1 -1 0 400 0 cm", *sheet.parts, "Q"]
    assert [("①部署", "健康福祉部国保年金課")] == rows(sheet)


# ---------------------------------------------------------------------------- lines


def test_a_full_line_goes_on_without_a_blank():
    assert "特定個人情報の取扱いに当たり必要な措置" == one_cell(114, "特定個人情報の取扱いに", "当たり必要な措置")


def test_a_line_with_room_ends_a_paragraph():
    assert "本市の者\n世帯主及び配偶者" == one_cell(114, "本市の者", "世帯主及び配偶者")


def test_a_full_line_before_an_entry_of_the_same_list_ends_a_paragraph():
    assert "・届書等の様式を定める\n・本人を確認する" == one_cell(114, "・届書等の様式を定める", "・本人を確認する")


def test_a_full_line_before_another_entry_headed_in_brackets_ends_a_paragraph():
    lines = ("（情報照会の根拠）第２", "（情報提供の根拠）第３")
    assert "\n".join(lines) == one_cell(114, *lines)


def test_a_number_that_did_not_fit_goes_on():
    assert "国民年金法第12条及び第105条" == one_cell(114, "国民年金法第12条及び第", "105条")


def test_latin_words_keep_a_blank_at_a_line_end():
    assert "Microsoft Windows Server" == one_cell(100, "Microsoft Windows", "Server")


def test_words_printed_downwards_are_one_word():
    assert "再委託" == one_cell(14, "再", "委", "託")


def test_a_remark_of_two_lines_stands_inside_its_brackets():
    sheet = Sheet().cell(20, 20, 380, 60).word(30, 44, "[ ○ ] その他").word(110, 44, "（").word(360, 44, "）")
    sheet.word(122, 38, "国民年金システム、介護保険システム、生活保護法").word(122, 50, "システム")
    assert "[ ○ ] その他 （ 国民年金システム、介護保険システム、生活保護法システム ）" == rows(sheet)[0][0].replace(
        "　", " "
    )


def test_a_paragraph_outside_tables_is_one_row():
    line = "宛名番号　個人番号　世帯番号　氏名　生年月日　性別　続柄　住所　住民"
    assert [(line + "となった日",)] == rows(Sheet().word(20, 40, line).word(20, 53, "となった日"))


def test_words_struck_out_are_left_out():
    sheet = Sheet().cell(20, 20, 380, 60, "必要な措置を講じ、委託先を監督する。（予定）").line(202, 28.5, 242, 28.5)
    layout = read_pdf(pdf(sheet), "a.pdf")
    assert "必要な措置を講じ、委託先を監督する。" == layout.rows[0].cells[0].text
    assert ("（予定）",) == layout.left_out


def test_words_cut_off_by_their_cell_are_left_out():
    sheet = Sheet().cell(20, 20, 380, 40, "組織の名称の変更であり、重要な変").cell(20, 40, 380, 60, "次の行の説明")
    sheet.clipped(22, 49, "更に当たらない", (20, 20, 380, 40))
    layout = read_pdf(pdf(sheet), "a.pdf")
    assert [("組織の名称の変更であり、重要な変",), ("次の行の説明",)] == rows(sheet)
    assert ("更に当たらない",) == layout.left_out
    assert ["更に当たらない", ""] == [row.cells[0].cut for row in layout.rows[:2]]


def test_a_cell_knows_its_box_on_the_page():
    sheet = Sheet().cell(20, 20, 120, 50, "①部署").cell(120, 20, 380, 50, "健康福祉部国民健康保険課年金担当")
    layout = read_pdf(pdf(sheet), "a.pdf")
    assert [(20, 20, 120, 50), (120, 20, 380, 50)] == [cell.box for cell in layout.rows[0].cells]


# ---------------------------------------------------------------------------- pages


def test_a_page_ends_with_a_blank_row_and_rows_know_their_page():
    layout = read_pdf(pdf(Sheet().word(20, 150, LONG), Sheet().word(20, 150, "二枚目")), "a.pdf")
    assert [(1, LONG), (1, ""), (2, "二枚目"), (2, "")] == [(row.page, row.cells[0].text) for row in layout.rows]


def test_offsets_count_on_over_rows_and_cells():
    sheet = Sheet().cell(20, 20, 120, 50, "①部署").cell(120, 20, 380, 50, LONG[:20]).cell(20, 50, 380, 80, "②役職名")
    layout = read_pdf(pdf(sheet), "a.pdf")
    text = "\n".join("\t".join(cell.text for cell in row.cells) for row in layout.rows)
    assert all(text.startswith(cell.text, cell.start) for row in layout.rows for cell in row.cells)


def test_a_cell_cut_by_a_page_end_is_one_cell():
    first = Sheet().line(20, 200, 380, 200)
    second = Sheet().line(20, 60, 380, 60)
    for x in (20, 120, 380):
        first.line(x, 200, x, 280)
        second.line(x, 20, x, 60)
    first.word(22, 215, "保管場所").word(122, 215, "入退室をＩＣカードで管理しているサーバ室に設置した")
    second.word(122, 32, "サーバ内に保管する。")
    assert [("保管場所", "入退室をＩＣカードで管理しているサーバ室に設置したサーバ内に保管する。")] == rows(
        first, second
    )


def test_a_cell_that_fills_a_page_between_is_still_one_cell():
    first, middle, last = Sheet().line(20, 250, 380, 250), Sheet(), Sheet().line(20, 60, 380, 60)
    for x in (20, 120, 380):
        first.line(x, 250, x, 280)
        middle.line(x, 20, x, 280)
        last.line(x, 20, x, 60)
    first.word(22, 262, "保管場所").word(122, 262, "＜システムにおける措置＞")
    middle.word(122, 100, "・データは暗号化する。")
    last.word(122, 32, "・鍵は本市が管理する。")
    expected = ("保管場所", "＜システムにおける措置＞\n・データは暗号化する。\n・鍵は本市が管理する。")
    assert [expected] == rows(first, middle, last)


def test_a_line_that_a_page_end_cuts_through_stands_once_and_whole():
    """Both pages show a slice of the line; a hair of height decides which words seem to stand on which page."""
    first, second = Sheet().line(20, 250, 380, 250), Sheet().line(20, 60, 380, 60)
    for x in (20, 120, 380):
        first.line(x, 250, x, 280)
        second.line(x, 20, x, 60)
    first.word(22, 265, "④対象となる本人の数")
    for sheet, base, box in ((first, 283.4, (20, 250, 380, 280)), (second, 23.4, (20, 20, 380, 60))):
        sheet.clipped(130, base, "[", box).clipped(330, base, "]", box).clipped(150, base + 0.3, "１万人未満", box)
    assert [("④対象となる本人の数", "[ １万人未満 ]")] == [
        tuple(text.replace("　", " ") for text in row) for row in rows(first, second)
    ]


def test_a_row_cut_by_a_page_end_is_one_row_though_the_head_is_printed_again():
    head = ("変更日", "項目", "変更前の記載")
    edges = (20, 100, 200, 380)
    first, second = Sheet(), Sheet().line(20, 110, 380, 110)
    for sheet in (first, second):
        for n, text in enumerate(head):
            sheet.cell(edges[n], 20, edges[n + 1], 40, text)
    for x in edges:
        first.line(x, 40, x, 280)
        second.line(x, 40, x, 110)
    first.word(22, 60, "令和6年6月28日").word(102, 60, "表紙").word(202, 60, "国民年金被保険者台帳ファイルの保管")
    second.word(202, 52, "場所の欄")
    row = ("令和6年6月28日", "表紙", "国民年金被保険者台帳ファイルの保管場所の欄")
    assert [head, row, head] == rows(first, second)


def test_a_label_that_stands_on_the_next_page_heads_the_row_that_the_page_end_cuts():
    """The value ends with the page, its label is merged over further rows and its words stand on the next page."""
    first, second = Sheet(), Sheet().line(120, 20, 380, 20).line(20, 80, 380, 80).line(120, 50, 380, 50)
    first.line(20, 240, 380, 240).line(120, 280, 380, 280)
    for x in (20, 120, 380):
        first.line(x, 240, x, 280)
        second.line(x, 20, x, 80)
    first.word(122, 262, "資格及び保険料を適正に管理するため")
    second.word(22, 32, "⑥使用目的").word(122, 32, "変更の妥当性").word(122, 62, "特定個人情報の項目を追加したため")
    found = rows(first, second)
    assert ("⑥使用目的", "資格及び保険料を適正に管理するため") == found[0]


def test_check_boxes_under_one_another_are_lines_of_their_own():
    """``）件`` wrapped in a cell too narrow for it and reaches from one line into the next."""
    sheet = Sheet().cell(20, 20, 380, 80)
    for base, words, count in ((40, "提供を行っている", "１"), (56, "移転を行っている", "２")):
        sheet.word(24, base, "[").word(34, base, "○").word(44, base, "]").word(54, base, words)
        sheet.word(150, base, "（").word(165, base, count).word(180, base - 3, "）").word(180, base + 6, "件")
    sheet.word(20, 250, LONG)
    assert "[ ○] 提供を行っている （ １ ）件\n[ ○] 移転を行っている （ ２ ）件" == rows(sheet)[0][0].replace("　", " ")


def test_pages_read_in_several_processes_are_the_same():
    """Each run of pages begins inside a cell that goes on over the page end."""
    sheets = []
    for n in range(source.PARALLEL_FROM):
        sheet = Sheet()
        for x in (20, 120, 380):
            sheet.line(x, 20, x, 280)
        sheets.append(
            sheet.word(22, 100, f"項目{n}").word(122, 100, LONG).clipped(122, 283.5, "続く行", (20, 20, 380, 280))
        )
        sheet.clipped(122, 23.5, "続く行", (20, 20, 380, 280))
    data = pdf(*sheets)
    alone = "detect.read_layout(data, 'a.pdf')"
    together = f"""
import hashlib, os, sys
from shinkyu.sources import detect, pdf_pages
data = sys.stdin.buffer.read()
pdf_pages.processors = lambda: 1
alone = {alone}
pdf_pages.processors = lambda: 3
made = []
os.register_at_fork(after_in_parent=lambda: made.append(1))
print({alone} == alone, len(made))
"""
    # In a process of its own, for one with threads makes no others.
    ended = subprocess.run([sys.executable, "-c", together], input=data, capture_output=True, check=True)
    assert b"True 2" == ended.stdout.strip()


def test_page_numbers_are_left_out():
    sheets = [Sheet().word(20, 100, LONG).word(195, 290, f"- {n} -") for n in (1, 2, 3)]
    assert [(LONG,)] * 3 == rows(*sheets)
    assert ("- 1 -", "- 2 -", "- 3 -") == read_pdf(pdf(*sheets), "a.pdf").left_out


def test_a_number_that_does_not_follow_the_pages_stays():
    assert [(LONG,), ("126",)] == rows(Sheet().word(20, 100, LONG).word(195, 290, "126"))


def test_a_running_header_is_left_out_everywhere():
    sheets = [Sheet().word(250, 20, "潮見市　保護評価書").word(20, 100, LONG) for _ in range(4)]
    assert [(LONG,)] * 4 == rows(*sheets)


def test_a_heading_repeated_on_the_pages_of_its_part_heads_the_first():
    plain = [Sheet().word(20, 100, LONG) for _ in range(4)]
    headed = [Sheet().word(20, 20, "（別添２）変更箇所").word(20, 100, LONG) for _ in range(3)]
    assert 1 == rows(*plain, *headed).count(("（別添２）変更箇所",))


def test_the_same_heading_on_two_pages_heads_both():
    sheets = [Sheet().word(20, 20, "（別添１）記録項目").word(20, 100, LONG) for _ in range(2)]
    assert 2 == rows(*sheets, *[Sheet().word(20, 100, LONG) for _ in range(4)]).count(("（別添１）記録項目",))


# ---------------------------------------------------------------------------- errors


def refusal(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_pdf(data, "a.pdf")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_scan_asks_for_ocr():
    assert "a.pdf has no text layer; run OCR first" == refusal(pdf(Sheet().line(20, 20, 380, 20)))


def test_an_encrypted_file_asks_for_a_copy_without_password():
    key = "<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> >>"
    data = pdf(Sheet().word(20, 40, LONG), trailer="/Encrypt 8 0 R /ID [<00> <00>]", further=(key,))
    assert "a.pdf is encrypted; save a copy without a password first" == refusal(data)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\nnothing of a PDF", pdf()])
def test_a_damaged_file_or_one_without_pages_is_refused(data):
    assert "a.pdf is no readable PDF (it is damaged or has no pages)" == refusal(data)


def test_a_file_cut_short_is_refused_or_read_but_never_breaks():
    whole = pdf(*[Sheet().word(20, 40, LONG) for _ in range(3)])
    for end in range(9, len(whole), 97):
        try:
            read_pdf(whole[:end], "a.pdf")
        except SourceError:
            continue


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setenv("SHINKYU_LIMIT_PAGES", "2")
    assert "a.pdf has 3 pages (limit: SHINKYU_LIMIT_PAGES=2)" == refusal(
        pdf(*[Sheet().word(20, 40, LONG) for _ in range(3)])
    )


def test_too_many_characters_are_refused(monkeypatch):
    monkeypatch.setenv("SHINKYU_LIMIT_CHARACTERS", "30")
    assert "more than 30 characters" in refusal(pdf(*[Sheet().word(20, 40, LONG) for _ in range(3)]))


def test_too_many_objects_are_refused(monkeypatch):
    monkeypatch.setenv("SHINKYU_LIMIT_PAGE_OBJECTS", "2")
    expected = "page 1 of a.pdf has more than 2 objects (limit: SHINKYU_LIMIT_PAGE_OBJECTS=2)"
    assert expected == refusal(pdf(Sheet().cell(20, 20, 80, 80)))
