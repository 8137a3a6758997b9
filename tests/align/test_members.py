"""Members of repeated groups are matched by content, never by number."""

from typing import Any

import pytest

from builders import check_item, document, list_item, member_items, template, text_item, unread_item
from comparing import compared, noticed
from shinkyu.align import align, matching
from shinkyu.model.alignment import Alignment
from shinkyu.model.document import Document
from shinkyu.model.form import ItemSpec

SYSTEMS = "work.systems[]"
OUTSOURCING = "pi_file.outsourcing[]"
TRANSFERS = "pi_file.provision.transferred[]"
NO_FORM = template()


def transfer(n: int, name: str, basis: str = "条例第3条第2項(別表第2の10の項)", use: str = "給付の支給の事務"):
    return member_items(TRANSFERS, n, name, legal_basis=basis, use=use)


def matched(old: Document, new: Document) -> set[tuple[str | None, str | None]]:
    return {(pair.old and pair.old[-1], pair.new and pair.new[-1]) for pair in align(old, new, NO_FORM).members}


def evidence(alignment: Alignment) -> list[str]:
    return [pair.by for pair in alignment.members]


def test_inserted_member_leaves_the_others_matched():
    old = document(*transfer(1, "市民局戸籍課", use="台帳の記載"), *transfer(2, "健康局保険課"))
    new = document(
        *transfer(1, "教育委員会学事課", "学校保健安全法第24条", "医療費の援助"),
        *transfer(2, "市民局戸籍課", use="台帳の記載"),
        *transfer(3, "健康局保険課"),
    )

    assert {("移転先1", "移転先2"), ("移転先2", "移転先3"), (None, "移転先1")} == matched(old, new)


def test_renamed_member_is_the_same_member_when_its_content_stays():
    """A reorganisation renames the office that receives the data and nothing else."""
    old = document(*transfer(1, "健康福祉局生活保護・自立支援室", use="保護の決定"))
    new = document(*transfer(1, "健康福祉局生活福祉・自立支援課", use="保護の決定"))

    assert {("移転先1", "移転先1")} == matched(old, new)
    [pair] = align(old, new, NO_FORM).members
    assert (True, "likeness") == (0.8 < pair.score < 0.95, pair.by)


def test_members_that_share_only_boilerplate_are_different():
    old = document(*transfer(1, "国民年金届書等のデータ入力", "届書の入力を委託する", "入力作業の記録"))
    new = document(*transfer(1, "標準準拠システムの運用管理補助", "運用の監視を補助する", "監視の報告"))

    assert {("移転先1", None), (None, "移転先1")} == matched(old, new)


def test_near_identical_members_are_told_apart_by_name():
    """Two 移転先 in one bureau often have the same basis, use and information."""
    old = document(*transfer(1, "医療保険部医療保険課"), *transfer(2, "医療保険部収納管理課"))
    new = document(*transfer(1, "医療保険部収納管理課"), *transfer(2, "医療保険部医療保険課"))

    assert {("移転先1", "移転先2"), ("移転先2", "移転先1")} == matched(old, new)


def test_two_equal_members_keep_their_order():
    old = document(*transfer(1, "保険課"), *transfer(2, "保険課"))

    assert {("移転先1", "移転先1"), ("移転先2", "移転先2")} == matched(old, old)


def test_same_name_with_rewritten_content_is_the_same_member():
    old = document(*transfer(1, "保険課", "番号法別表第2第26項", "旧事務"))
    new = document(*transfer(1, "保険課", "主務省令第2条の表42の項に規定される事務", "給付"))

    assert {("移転先1", "移転先1")} == matched(old, new)


def test_certain_step_comes_before_likeness():
    old = document(*transfer(1, "保険課"), *transfer(2, "戸籍課", "住基法第7条", "記載"))
    new = document(*transfer(1, "保険課"), *transfer(2, "戸籍住民課", "住基法第7条", "記載"))

    assert ["name", "likeness"] == evidence(align(old, new, NO_FORM))


def test_empty_member_matches_only_an_empty_member():
    """The form prints a 提供先1 block even where nothing is provided."""
    empty = (text_item(f"{TRANSFERS}.name", member=1), text_item(f"{TRANSFERS}.use", "―――", member=1))
    filled = document(*transfer(1, "保険課"))

    assert ["empty"] == evidence(align(document(*empty), document(*empty), NO_FORM))
    assert {"empty", "none"} == set(evidence(align(document(*empty), filled, NO_FORM)))


def test_boxes_of_unknown_state_do_not_fill_a_member():
    boxes = check_item(f"{TRANSFERS}.method", unknown=["専用線", "紙"], member=1)

    assert ["empty"] == evidence(align(document(boxes), document(boxes), NO_FORM))


def test_member_missing_in_a_gap_of_the_other_copy_is_unread_there():
    old = document(*member_items(SYSTEMS, 1, "宛名"), *member_items(SYSTEMS, 2, "収納"))
    new = document(*member_items(SYSTEMS, 1, "宛名"), gaps=[("Ⅰ", "2")])

    assert ["name", "gap"] == evidence(align(old, new, NO_FORM))
    assert ["name", "gap"] == evidence(align(new, old, NO_FORM))


def test_gap_may_name_the_group_instead_of_the_block():
    old = document(*member_items(SYSTEMS, 1, "宛名"))

    assert ["gap"] == evidence(align(old, document(gaps=[("Ⅰ", "2", "システム")]), NO_FORM))
    assert ["none"] == evidence(align(old, document(gaps=[("Ⅰ", "4", "委託事項")]), NO_FORM))


def test_members_whose_names_both_copies_lost_are_not_called_added_or_removed():
    """A lost page took the name; what is left is blank in one version and filled in the other."""
    old = document(unread_item(f"{SYSTEMS}.name", member=2), text_item(f"{SYSTEMS}.functions", member=2))
    new = document(
        unread_item(f"{SYSTEMS}.name", member=2), text_item(f"{SYSTEMS}.functions", "宛名を管理する。", member=2)
    )

    assert [("half-read", 0.0)] == [(pair.by, pair.score) for pair in align(old, new, NO_FORM).members]


def test_titled_group_takes_the_element_below_its_part():
    """別添1 titles its groups of records instead of numbering them."""
    form = template(
        ItemSpec("records", "記録項目", role="part", element="別添1", per_file=True),
        ItemSpec("records[]", "{title}", role="group", parent="records", element="{title}"),
    )
    old = document(text_item("records[]", "氏名、住所", address=("別添1", "宛名")))
    new = document(text_item("records[]", "氏名、住所", address=("別添1", "宛名情報")))

    [pair] = align(old, new, form).members
    assert (("別添1", "宛名"), ("別添1", "宛名情報")) == (pair.old, pair.new)


def test_group_too_large_to_compare_is_matched_by_equal_names(monkeypatch: pytest.MonkeyPatch):
    """A damaged file may hold thousands of members; comparing each with each would take minutes."""
    monkeypatch.setattr(matching, "MAX_COMPARISONS", 1)
    old = document(*transfer(1, "戸籍課"), *transfer(2, "保険課", "番号法別表第2第26項", "支給"))
    new = document(*transfer(1, "保険課", "主務省令第2条の表42の項", "徴収"), *transfer(2, "戸籍住民課"))

    assert {("移転先2", "移転先1"), ("移転先1", None), (None, "移転先2")} == matched(old, new)
    assert "equality" in evidence(align(old, new, NO_FORM))
    assert {"too-many": [("Ⅱ", "5", "移転先1")]} == noticed(compared(old, new))


def test_list_with_the_same_title_is_the_same_list_when_its_only_line_changed():
    """A transcription that prints all entries on one line gives a list of one entry."""
    old = document(list_item("records[]", "宛名番号 電話番号", address=("別添1", "年金基本")))
    new = document(list_item("records[]", "個人番号 氏名 電話番号 性別", address=("別添1", "年金基本")))

    assert {("年金基本", "年金基本")} == matched(old, new)


@pytest.mark.parametrize(
    ("score", "before", "after"),
    [
        (1.0, {"use": "給付の支給の事務"}, {"use": "給付の支給の事務"}),
        (1.0, {}, {}),
        (1.0, {"use": "給付の支給の事務"}, {"use": None}),
        (0.8, {"use": "給付の支給の事務", "basis": "条例第三条第二項"}, {"use": "給付の支給の事務", "basis": "省令"}),
        (0.6, {"use": "給付の支給の事務"}, {"use": "照会"}),
    ],
)
def test_members_of_one_name_are_the_more_alike_the_more_of_their_content_is(
    score: float, before: dict[str, str | None], after: dict[str, str | None]
):
    """None: that copy does not hold the item, which says nothing."""

    def member(leaves: dict[str, str | None]) -> Document:
        texts = {leaf: text for leaf, text in leaves.items() if text is not None}
        lost = [unread_item(f"{TRANSFERS}.{leaf}", member=1) for leaf, text in leaves.items() if text is None]
        return document(*member_items(TRANSFERS, 1, "保険課", **texts), *lost)

    assert [score] == [round(p.score, 1) for p in align(member(before), member(after), NO_FORM).members]


@pytest.mark.parametrize(
    ("by", "boxes"),
    [
        ("none", {"on": ["紙"]}),
        ("none", {"off": ["紙"], "notes": {"紙": "窓口で受け取る"}}),
        ("empty", {"off": ["紙"], "notes": {"紙": "　"}}),
    ],
)
def test_member_with_nothing_but_a_marked_box_or_a_remark_is_not_empty(by: str, boxes: dict[str, Any]):
    alone = document(check_item(f"{TRANSFERS}.means", member=1, **boxes))

    assert [by] == evidence(align(alone, document(), NO_FORM))


def test_member_with_nothing_but_a_remark_at_an_empty_box_is_itself():
    """The remark is an entry, but prints nothing: it has a weight all the same."""
    alone = document(check_item(f"{TRANSFERS}.means", member=1, off=["その他"], notes={"その他": "窓口で受け取る"}))

    assert {("移転先1", "移転先1")} == matched(alone, alone)


def test_items_inside_members_are_paired_by_their_member():
    old = document(text_item("work.name", "国保"), *transfer(1, "保険課"))

    assert ["id", "member", "member", "member"] == [pair.by for pair in align(old, old, NO_FORM).pairs]
