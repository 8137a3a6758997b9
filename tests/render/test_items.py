"""What ``items``, ``declared`` and ``parse --report`` show a person."""

import pytest

from shinkyu.model.account import Account, UndecidedPiece, UnplacedPiece
from shinkyu.model.change import Change, EntryChange
from shinkyu.render.changes import entry_lines
from shinkyu.render.items import account_text, declared_text


def test_account_names_what_was_not_placed_and_what_may_be_of_several_items() -> None:
    account = Account(
        total=40,
        counts={"items": 30, "unplaced": 6, "undecided": 4},
        unplaced=(UnplacedPiece(7, "欄外の注"),),
        undecided=(UndecidedPiece(9, "10人\n未満", (("Ⅱ", "4", "②取扱者数"), ("Ⅱ", "5", "②対象者数"))),),
    )
    lines = account_text(account).splitlines()

    assert ["原文の文字数 40", "項目の値 30 75.0 %"] == [" ".join(line.split()) for line in lines[:2]]
    assert "行き先のない文字 6 15.0 %" in [" ".join(line.split()) for line in lines]
    assert ["  7行目 欄外の注", "  9行目 10人 未満"] == lines[-3:-1]
    assert "②取扱者数" in lines[-1]
    assert "②対象者数" in lines[-1]


def test_account_of_an_empty_source_divides_by_nothing() -> None:
    assert "0.0 %" in account_text(Account(0, {}, ()))


def test_copy_without_a_table_says_so() -> None:
    assert "この写しに変更箇所の表はありません。\n" == declared_text(None, ())


LONG = "住民基本台帳ネットワークシステムから得た情報の記録項目"


@pytest.mark.parametrize(
    ("expected", "entry"),
    [
        (["- 【性別】"], EntryChange("removed", "性別", None)),
        (["+ 【性別】"], EntryChange("added", None, "性別")),
        (["↕ 性別"], EntryChange("moved", "性別", "性別")),
        (["~ 電話番号 → 連絡先電話番号"], EntryChange("modified", "電話番号", "連絡先電話番号")),
        ([f"~ {LONG}", f"  → {LONG}等"], EntryChange("modified", LONG, f"{LONG}等")),
    ],
)
def test_entry_of_a_list_says_what_happened_to_it(expected: list[str], entry: EntryChange) -> None:
    change = Change("c1", "modified", "list", "kind", False, "records[]", None, None, None, None, entries=(entry,))

    assert expected == entry_lines(change)
