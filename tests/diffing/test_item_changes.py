"""When an item counts as changed, kind by kind and state by state."""

import pytest

from builders import (
    check_item,
    choice_item,
    count_item,
    date_item,
    document,
    figure_item,
    list_item,
    spec,
    template,
    text_item,
    unread_item,
)
from comparing import change, compared, noticed, op, told
from shinkyu.align import align
from shinkyu.diffing import diff
from shinkyu.model.document import ChoiceItem
from shinkyu.model.form import Option

TWO_MARKS = ChoiceItem("work.people", ("Ⅰ", "people"), "people", "undecidable", None)


def test_unread_item_is_no_change_and_stands_in_the_notices():
    old = document(text_item("work.name", "国保"), unread_item("work.people"))
    new = document(unread_item("work.name"), text_item("work.people", "職員"))

    found = compared(old, new)
    assert () == found.changes
    assert {"unread-in-new": [("Ⅰ", "name")], "unread-in-old": [("Ⅰ", "people")]} == noticed(found)


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("undecidable-in-new", check_item("work.ways", on=("紙",)), check_item("work.ways", unknown=("紙",))),
        ("undecidable-in-old", check_item("work.ways", unknown=("紙",)), check_item("work.ways", on=("紙",))),
        ("undecidable-in-both", check_item("work.ways", unknown=("紙",)), check_item("work.ways", unknown=("紙",))),
        ("undecidable-in-new", choice_item("work.people", "行っている"), TWO_MARKS),
        ("unread-in-old", unread_item("work.ways"), check_item("work.ways", unknown=("紙",))),
    ],
)
def test_marks_that_cannot_be_told_make_no_change_and_stand_in_the_notices(rule, old, new):
    """Nobody can say that no box was ticked or cleared."""
    found = compared(document(old), document(new))

    assert () == found.changes
    assert {rule: [tuple(new.address)]} == noticed(found)


def test_remark_that_is_missing_behind_a_box_of_unknown_state_is_no_change():
    old = document(check_item("work.ways", on=("紙", "その他"), notes={"その他": "窓口"}))
    new = document(check_item("work.ways", on=("紙",), unknown=("その他",)))

    assert () == compared(old, new).changes
    assert () == compared(new, old).changes


def test_item_that_was_blank_is_added_and_one_that_is_blank_now_removed():
    """Both versions have the item, so that both addresses are told; － is an entry."""
    blank, filled, dash = text_item("work.name"), text_item("work.name", "国保"), text_item("work.name", "－")
    came, went = change(blank, filled), change(filled, blank)

    assert came
    assert went
    assert ("added", "", "国保", came.new) == (came.op, came.before, came.after, came.old)
    assert ("removed", "国保", "", went.new) == (went.op, went.before, went.after, went.old)
    assert "modified" == op(dash, filled)
    assert "modified" == op(filled, dash)


def test_item_that_only_one_version_has_is_added_or_removed():
    old, new = document(text_item("work.a", "国保")), document(text_item("work.b", "年金"))

    assert [("removed", "a", None), ("added", None, "b")] == told(compared(old, new))


def test_item_that_only_one_version_has_and_nobody_filled_is_no_change():
    assert () == compared(document(text_item("work.a"), unread_item("work.c")), document()).changes


def test_item_in_a_gap_of_the_other_copy_is_not_removed():
    old = document(text_item("risks.measures", "施錠する。"))

    assert () == compared(old, document(gaps=[("Ⅲ",)])).changes


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (("被保険者の資格の取得、", "喪失"), ("被保険者の資格の取得、喪失",), None),
        (("第９条",), ("第9条",), "notation"),
        (("",), ("-",), "notation"),
        (("－",), ("―――",), "notation"),
        (("-",), ("保管する。",), "modified"),
        (("7年",), ("8年",), "modified"),
    ],
)
def test_text(before, after, expected):
    assert expected == op(text_item("work.name", *before), text_item("work.name", *after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("十分である", "十分である", None),
        ("１万人以上", "1万人以上", "notation"),
        ("10人 未満", "10人未満", None),
        ("行っている", "行っていない", "modified"),
        (None, "行っている", "added"),
    ],
)
def test_choice(before, after, expected):
    assert expected == op(choice_item("work.people", before), choice_item("work.people", after))


def test_choice_with_two_marks_cannot_be_known_and_is_no_change():
    known = choice_item("work.people", "行っている")

    assert op(TWO_MARKS, known) is None
    assert op(known, TWO_MARKS) is None


def test_choice_whose_option_the_edition_renamed_is_no_change_by_the_office():
    form = template(spec("work.people", "choice", options=[Option("十分に行っている", ("十分である",))]))
    found = change(choice_item("work.people", "十分である"), choice_item("work.people", "十分に行っている"), form)

    assert found
    assert ("notation", "edition") == (found.op, found.cls)


def test_choice_compares_options_and_not_spelling():
    """Two options of a form differ, however alike they are written."""
    assert "modified" == op(choice_item("work.people", "7年"), choice_item("work.people", "七年"))


@pytest.mark.parametrize(("before", "after", "expected"), [(3, 3, None), (3, 4, "modified"), (None, 1, "added")])
def test_count(before, after, expected):
    assert expected == op(count_item("work.count", before), count_item("work.count", after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("令和1年6月28日", "令和元年6月28日", "notation"),
        ("R1.6.28", "令和元年6月28日", "notation"),
        ("2019/6/28", "令和元年6月28日", "notation"),
        ("令和元年6月28日", "令和2年6月28日", "modified"),
        ("平成27年10月以降", "平成28年1月以降", "modified"),
        ("", "令和7年4月1日", "added"),
    ],
)
def test_date_is_compared_by_its_day(before, after, expected):
    assert expected == op(date_item("procedure.date", before), date_item("procedure.date", after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (("氏名", "住所"), ("氏名", "住 所"), None),
        (("プライバシー",), ("フ\u309aライハ\u3099シー",), "notation"),
        (("葛城市の範囲",), ("葛\U000e0100城市\u200bの範囲",), "notation"),
        (("氏名カナ",), ("氏名ｶﾅ",), "notation"),
        (("氏名", "住所"), ("氏名", "旧氏", "住所"), "modified"),
        (("氏名", "住所"), ("住所", "氏名"), "modified"),
    ],
)
def test_list(before, after, expected):
    assert expected == op(list_item("records", *before), list_item("records", *after))


def test_figure_that_is_gone_is_a_change_though_it_had_no_words():
    gone = text_item("work.figure")
    here = figure_item("work.figure")

    assert op(here, here) is None
    assert "modified" == op(here, figure_item("work.figure", "住民", "窓口"))
    assert op(gone, gone) is None


class TestCheckBoxes:
    def test_box_ticked(self):
        old = check_item("work.link", on=["税務システム"], off=["宛名システム等"])
        new = check_item("work.link", on=["税務システム", "宛名システム等"])

        found = change(old, new)
        assert found
        assert ("modified", "checks", "[○]税務システム", "[○]税務システム、[○]宛名システム等") == (
            found.op, found.cls, found.before, found.after,
        )  # fmt: skip

    def test_box_of_unknown_state_is_no_change_by_itself(self):
        old = check_item("work.link", on=["税務システム"], off=["宛名システム等"])
        new = check_item("work.link", unknown=["税務システム", "宛名システム等"])

        assert op(old, new) is None
        assert op(new, old) is None

    def test_boxes_decided_on_both_sides_are_compared_beside_unknown_ones(self):
        old = check_item("work.link", on=["税務システム"], unknown=["宛名システム等"])
        new = check_item("work.link", off=["税務システム"], unknown=["宛名システム等"])

        assert "modified" == op(old, new)

    def test_box_missing_beside_unknown_ones_is_unknown(self):
        old = check_item("work.link", on=["税務システム"])
        new = check_item("work.link", unknown=["宛名システム等"])

        assert op(old, new) is None

    def test_box_that_another_edition_does_not_print_is_off(self):
        old = check_item("work.link", off=["紙"])
        new = check_item("work.link", off=["紙", "電子メール"])

        assert op(old, new) is None
        assert "modified" == op(old, check_item("work.link", on=["電子メール"], off=["紙"]))

    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            ("国民年金システム", "国民年金 システム", None),
            ("取込みサーバ", "取り込みサーバー", "notation"),
            ("国民年金システム", "介護保険システム", "modified"),
        ],
    )
    def test_note_is_compared_as_text(self, before, after, expected):
        old = check_item("work.link", on=["その他"], notes={"その他": before})
        new = check_item("work.link", on=["その他"], notes={"その他": after})

        assert expected == op(old, new)

    def test_gravest_of_several_notes_counts(self):
        def audited(own, other):
            return check_item("work.audit", on=["自己点検", "外部監査"], notes={"外部監査": own, "自己点検": other})

        assert "modified" == op(audited("サーバの監査", "毎年度"), audited("サーバーの監査", "毎月"))
        assert "modified" == op(audited("毎年度", "サーバの監査"), audited("毎月", "サーバーの監査"))

    def test_remark_behind_a_renamed_box_of_unknown_state_is_unknown(self):
        form = template(spec("work.link", "checks", options=[Option("5情報", ("4情報",))]))
        old = check_item("work.link", unknown=["4情報"])
        new = check_item("work.link", on=["5情報"], notes={"5情報": "氏名と振り仮名"})

        for before, after in ((old, new), (new, old)):
            found = change(before, after, form)
            assert found
            assert ("notation", "edition") == (found.op, found.cls)

    def test_option_that_the_edition_renamed_is_no_change_by_the_office(self):
        form = template(
            spec("work.link", "checks", options=[Option("5情報(氏名、氏名の振り仮名…)", ("4情報(氏名…)",))])
        )
        found = change(
            check_item("work.link", on=["4情報(氏名…)"]),
            check_item("work.link", on=["5情報(氏名、氏名の振り仮名…)"]),
            form,
        )

        assert found
        assert ("notation", "edition") == (found.op, found.cls)

    @pytest.mark.parametrize("state", ["on", "unknown"])
    def test_edition_is_told_in_both_directions_and_whether_or_not_the_boxes_can_be_known(self, state):
        """The older edition does not know the label of the newer one."""
        older = template(spec("work.link", "checks", options=["4情報(氏名…)"]))
        newer = template(
            spec("work.link", "checks", options=[Option("5情報(氏名、氏名の振り仮名…)", ("4情報(氏名…)",))])
        )
        four = document(check_item("work.link", **{state: ["4情報(氏名…)"]}), edition="2018-05")
        five = document(check_item("work.link", **{state: ["5情報(氏名、氏名の振り仮名…)"]}), edition="five")
        there = diff(four, five, align(four, five, newer), newer, older)
        back = diff(five, four, align(five, four, older), older, newer)

        assert [("notation", "edition")] == [(c.op, c.cls) for c in there.changes]
        assert [("notation", "edition")] == [(c.op, c.cls) for c in back.changes]


def test_material_is_what_the_form_says():
    form = template(spec("risks.measures", material=True), spec("work.name"))
    old = document(text_item("risks.measures", "施錠"), text_item("work.name", "国保"), text_item("work.own", "a"))
    new = document(text_item("risks.measures", "警備"), text_item("work.name", "年金"), text_item("work.own", "b"))

    assert [True, False, False] == [found.material for found in compared(old, new, form).changes]


def test_changes_come_in_the_order_of_the_new_form_and_removed_ones_at_their_old_place():
    old = document(text_item("work.a", "1年"), text_item("work.gone", "国保"), text_item("work.b", "2年"))
    new = document(text_item("work.a", "3年"), text_item("work.b", "4年"), text_item("work.come", "年金"))

    found = compared(old, new)
    assert ["c1", "c2", "c3", "c4"] == [c.id for c in found.changes]
    assert [
        ("modified", "a", "a"), ("removed", "gone", None), ("modified", "b", "b"), ("added", None, "come"),
    ] == told(found)  # fmt: skip
