"""Entries of a list came, went, got another name or changed places."""

import pytest

from builders import document, list_item
from comparing import compared
from shinkyu.diffing import entries
from shinkyu.diffing.entries import entry_changes


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("氏名 住所", "氏名 性別 住所", [("added", None, "性別")]),
        ("氏名 性別 住所", "氏名 住所", [("removed", "性別", None)]),
        ("氏名 電話番号 住所", "氏名 連絡先電話番号 住所", [("modified", "電話番号", "連絡先電話番号")]),
        ("氏名 性別 住所 続柄", "氏名 住所 続柄 性別", [("moved", "性別", "性別")]),
        (
            "氏名 性別 住所",
            "氏名 基礎年金番号 住所",
            [("removed", "性別", None), ("added", None, "基礎年金番号")],
        ),
        ("氏名 性別", "氏名 性別", []),
        ("1.氏名 2.住所", "1.氏名 2.性別 3.住所", [("added", None, "2.性別")]),
    ],
)
def test_entries_are_an_ordered_set(
    before: str, after: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    found = entry_changes(before.split(), after.split())

    assert expected == [(entry.op, entry.before, entry.after) for entry in found]


def test_in_lists_too_long_to_compare_name_by_name_no_entry_is_renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "MAX_PAIRS", 3)
    gone, come = ["電話番号", "郵便番号"], ["連絡先電話番号", "住所の郵便番号"]

    assert ["removed", "removed", "added", "added"] == [e.op for e in entry_changes(["氏名", *gone], ["氏名", *come])]


def test_swapping_the_lists_swaps_what_came_and_went() -> None:
    old, new = ["氏名", "電話番号", "住所", "続柄", "国籍"], ["国籍", "氏名", "連絡先電話番号", "性別", "住所"]
    turned = {"added": "removed", "removed": "added"}

    assert {(e.op, e.before, e.after) for e in entry_changes(old, new)} == {
        (turned.get(e.op, e.op), e.after, e.before) for e in entry_changes(new, old)
    }


def test_entries_of_a_list_on_one_line_stand_between_blanks() -> None:
    found = entry_changes(
        ["宛名番号 個人番号、電話番号 住所 (現住所、前住所)"], ["宛名番号 電話番号 住所 (現住所、前住所)"]
    )

    assert [("removed", "個人番号")] == [(entry.op, entry.before) for entry in found]


def test_changed_list_names_its_entries() -> None:
    old, new = (list_item("records", *entries) for entries in (("氏名", "住所"), ("氏名", "性別", "住所")))

    [found] = compared(document(old), document(new)).changes
    assert [("added", "性別")] == [(entry.op, entry.after) for entry in found.entries]
