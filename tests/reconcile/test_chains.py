"""Rows in date order: replaced rows are not wrong rows."""

from builders import row
from formed import checked, item, version
from shinkyu.model.document import Item

PLACE = "Ⅱ 特定個人情報ファイルの概要(6. 特定個人情報の保管・消去 保管場所)"
DEPARTMENT = "Ⅰ 基本情報(6. 評価実施機関における担当部署 ①部署)"
PEOPLE = "Ⅰ 基本情報(1. 特定個人情報ファイルを取り扱う事務 ③対象人数)"
FIRST, SECOND, THIRD = "令和3年4月1日", "令和5年4月1日", "令和7年4月1日"


def verdicts(new: list[Item], *rows: tuple[str, str, str, str]) -> list[tuple[str, int | None]]:
    table = [row(n, *cells, date=date) for n, (date, *cells) in enumerate(rows, 1)]
    return [(j.verdict, j.superseded_by) for j in checked(version(*new, rows=table)).declared]


def test_each_row_of_a_chain_names_the_next() -> None:
    rows = [
        (FIRST, DEPARTMENT, "福祉課", "こども課"),
        (SECOND, DEPARTMENT, "こども課", "子育て支援課"),
        (THIRD, DEPARTMENT, "子育て支援課", "子育て課"),
    ]

    found = verdicts([item("work.department.name", "子育て課")], *rows)

    assert [("superseded", 2), ("superseded", 3), ("confirmed", None)] == found


def test_row_whose_text_still_stands_is_not_replaced() -> None:
    rows = [
        (FIRST, PLACE, "", "写しは別の建物に保管している。"),
        (THIRD, PLACE, "庁舎内", "国内のデータセンターの施錠した区画"),
    ]

    found = verdicts(
        [item("pi_file.storage.place", "国内のデータセンターの施錠した区画\n写しは別の建物に保管している。")], *rows
    )

    assert [("confirmed", None), ("confirmed", None)] == found


def test_option_that_was_chosen_again_is_replaced_all_the_same() -> None:
    """A later row changed the one value of the item, whatever it is now."""
    rows = [
        (FIRST, PEOPLE, "1,000人未満", "1万人以上10万人未満"),
        (THIRD, PEOPLE, "1万人以上10万人未満", "1,000人未満"),
    ]

    found = verdicts([item("work.outline.people", "1,000人未満")], *rows)

    assert [("superseded", 2), ("confirmed", None)] == found


def test_addition_to_the_item_does_not_replace_another_passage() -> None:
    rows = [(FIRST, PLACE, "", "指紋認証装置を設置している。"), (THIRD, PLACE, "(追加)", "記録を五年間保存している。")]

    found = verdicts([item("pi_file.storage.place", "記録を五年間保存している。")], *rows)

    assert [("contradicted", None), ("confirmed", None)] == found


def test_rewritten_item_replaces_what_stood_in_it() -> None:
    rows = [(FIRST, PLACE, "", "指紋認証装置を設置している。"), (THIRD, PLACE, "", "全文変更")]

    found = verdicts([item("pi_file.storage.place", "記録を五年間保存している。")], *rows)

    assert [("superseded", 2), ("unverifiable", None)] == found


def test_rows_of_one_day_do_not_replace_each_other() -> None:
    rows = [(THIRD, DEPARTMENT, "福祉課", "こども課"), (THIRD, DEPARTMENT, "こども課", "子育て課")]

    assert "superseded" not in [v for v, _ in verdicts([item("work.department.name", "子育て課")], *rows)]
