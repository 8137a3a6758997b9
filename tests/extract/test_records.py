"""Record items of the annex, however an office lists them."""

import pytest

from shinkyu.extract.placed import Fragment
from shinkyu.extract.records import read_records, split_run


def groups(*lines: str, files: tuple[str, ...] = ()) -> list[tuple[str, list[str]]]:
    return [(g.title, g.entries) for g in read_records([Fragment(t, n) for n, t in enumerate(lines)], files)]


@pytest.mark.parametrize(
    ("run", "entries"),
    [
        ("宛名番号 個人番号 世帯番号", ["宛名番号", "個人番号", "世帯番号"]),
        ("・宛名番号 ・氏名・カナ ・住所", ["宛名番号", "氏名・カナ", "住所"]),
        ("宛名番号、個人番号", ["宛名番号", "個人番号"]),
        ("1．宛名番号 2．個人番号 10．住所", ["宛名番号", "個人番号", "住所"]),
    ],
)
def test_entries_are_parted_by_what_parts_them(run: str, entries: list[str]) -> None:
    assert entries == split_run(run)


def test_titles_in_angle_brackets_make_groups() -> None:
    assert [("宛名", ["宛名番号", "氏名"]), ("資格", ["取得日"])] == groups(
        "<宛名>", "宛名番号 氏名", "＜資格＞ 取得日"
    )


def test_the_name_of_the_file_is_no_entry() -> None:
    assert [("", ["宛名番号"])] == groups(
        "【年金ファイル】", "年金情報", "（２）宛名管理ファイル", "宛名番号", files=("年金情報",)
    )


def test_a_table_in_two_columns_is_read_down_the_left_one_first() -> None:
    rows = ["世帯情報\t\t\t", "1\t国保番号\t3\t所得", "2\t世帯番号\t賦課情報\t", "\t\t4\t年度"]

    assert [("世帯情報", ["国保番号", "世帯番号", "所得"]), ("賦課情報", ["年度"])] == groups(*rows)


def test_numbered_cells_are_entries_of_their_own() -> None:
    assert [("", ["宛名番号", "個人番号", "住所"])] == groups("1．宛名番号\t2．個人番号", "3．住所")
