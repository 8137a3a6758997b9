"""様式2: two example reports in its form, one an edition, read item by item."""

from pathlib import Path

import pytest

from reading import account_of, document_of, item_of
from shinkyu.model.document import Checks, Day

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi" / "21-basic"
OLD = (EXAMPLES / "2016-03-28.txt").read_text(encoding="utf-8")
NEW = (EXAMPLES / "2025-06-30.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("text", "edition", "rows"), [(OLD, "2014-04", 1), (NEW, "2024-10", 9)])
def test_form_edition_and_table_are_known(text: str, edition: str, rows: int) -> None:
    document = document_of(text)

    assert ("basic", edition) == (document.form, document.edition)
    assert rows == len(document.declared or ())


@pytest.mark.parametrize("text", [OLD, NEW])
def test_every_character_has_its_place_and_no_item_is_unread(text: str) -> None:
    assert () == account_of(text).unplaced
    assert [] == [item.address for item in document_of(text).items if item.state in ("unread", "undecidable")]


@pytest.mark.parametrize(
    ("address", "value"),
    [
        (("表紙", "評価書番号"), ("21",)),
        (("Ⅰ", "1", "③システムの名称"), ("児童手当システム、団体内統合宛名システム、中間サーバー",)),
        (("Ⅰ", "2"), ("児童手当受給者情報ファイル",)),
        (("Ⅰ", "4", "①実施の有無"), "実施する"),
        (("Ⅱ", "1", "評価対象の事務の対象人数は何人か"), "1万人以上10万人未満"),
        (("Ⅱ", "1", "いつ時点の計数か"), Day("2016-01-04", "平成28年1月4日 時点")),
        (("Ⅱ", "2", "特定個人情報ファイル取扱者数は500人以上か"), "500人未満"),
        (("Ⅲ",), ("基礎項目評価の実施が義務付けられる",)),
    ],
)
def test_an_item_of_the_edition_of_2014(address: tuple[str, ...], value: object) -> None:
    assert value == item_of(OLD, *address).value


@pytest.mark.parametrize(
    ("address", "value"),
    [
        (("Ⅰ", "5", "②所属長の役職名"), ("こども給付課長",)),
        (("Ⅰ", "9", "適用した"), Checks(off=("適用した",))),
        (("Ⅳ", "1"), "基礎項目評価書"),
        (("Ⅳ", "5", "提供・移転しない"), Checks(on=("提供・移転しない",))),
        (("Ⅳ", "6", "接続しない"), Checks(on=("接続しない（提供）",), off=("接続しない（入手）",))),
        (("Ⅳ", "9", "実施の有無"), Checks(on=("自己点検",), off=("内部監査", "外部監査"))),
        (("Ⅳ", "11", "当該対策は十分か【再掲】"), "特に力を入れている"),
    ],
)
def test_an_item_of_the_edition_with_risks(address: tuple[str, ...], value: object) -> None:
    assert value == item_of(NEW, *address).value


def test_an_option_that_names_a_risk_is_the_choice_and_not_its_heading() -> None:
    chosen = item_of(NEW, "Ⅳ", "11", "最も優先度が高いと考えられる対策").value

    assert "目的を超えた紐付け、事務に必要のない情報との紐付けが行われるリスクへの対策" != chosen
    assert "権限のない者によって不正に使用されるリスクへの対策" == chosen
