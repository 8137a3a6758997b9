"""What a file of any encoding is as rows of cells, and which files are refused."""

import pytest

from shinkyu.errors import SourceError
from shinkyu.sources.plain import decode, read_layout

JAPANESE = "①事務の名称\t国民年金に関する事務\nⅡ 特定個人情報ファイルの概要\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932", "euc_jis_2004"]
)
def test_every_encoding_an_office_uses_gives_the_same_text(encoding: str) -> None:
    assert JAPANESE == decode(JAPANESE.encode(encoding), "a.txt")


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
def test_line_ends_do_not_matter(line_end: str) -> None:
    assert JAPANESE == decode(JAPANESE.replace("\n", line_end).encode(), "a.txt")


def test_half_width_kana_do_not_turn_cp932_into_euc() -> None:
    text = "ｼｽﾃﾑの名称\t国民年金ｼｽﾃﾑ\n"

    assert text == decode(text.encode("cp932"), "a.txt")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\x01\x02\x03\x04" * 50, "no text"),
        (b"abc\x00\x00def" * 9, "no text"),
        (b"\xff\xfe\x41", "damaged"),
        (b"\x81\xff\xfe\x80\xa0" * 9, "no text"),
    ],
)
def test_a_file_that_is_no_text_is_refused_in_one_line_that_names_it(data: bytes, what: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_layout(data, "a.txt")

    assert "a.txt" in str(refused.value)
    assert what in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_few_control_characters_are_dropped() -> None:
    assert "①事務の名称" * 100 == decode(("①事務\x1bの名称" + "①事務の名称" * 99).encode(), "a.txt")


def test_byte_order_marks_are_dropped_where_files_were_put_together() -> None:
    assert "表紙\n\nⅠ 基本情報" == decode("\ufeff表紙\n\ufeff\n\ufeffⅠ 基本情報".encode(), "x.txt")


def test_a_row_is_a_line_and_knows_its_cells_and_where_they_begin() -> None:
    rows = read_layout("評価書番号\t評価書名\n\n7\t国民年金".encode(), "a.txt").rows

    assert [1, 2, 3] == [row.line for row in rows]
    assert ["7", "国民年金"] == [cell.text for cell in rows[2].cells]
    assert [0, 6] == [cell.start for cell in rows[0].cells]
    assert [12, 14] == [cell.start for cell in rows[2].cells]


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("①部署\t国保年金課\n②所属長の役職名\t課長\n", "transcribed"),
        ("<p>①部署</p>\n国保年金課\n", "transcribed"),
        (" ①部署 国保年金課\n ②所属長の役職名 課長\n", "scrambled"),
    ],
)
def test_tabs_or_markup_make_a_transcription(text: str, dialect: str) -> None:
    assert dialect == read_layout(text.encode(), "a.txt").dialect


def test_a_form_feed_parts_pages_and_counts_as_no_line() -> None:
    layout = read_layout("特定個人情報保護評価書\n一\n\x0c二\n三\n".encode(), "a.txt")

    assert {"一": 2, "二": 3, "三": 4} == {
        row.cells[0].text: row.line for row in layout.rows if row.cells[0].text in ("一", "二", "三")
    }
