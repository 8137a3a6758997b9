"""Some of the changes: those asked for, without those that a project ignores."""

import pytest

from builders import document, spec, template, text_item
from comparing import compared
from shinkyu.diffing import select
from shinkyu.diffing.selection import is_below
from shinkyu.model.change import Changes, IgnoreRule
from shinkyu.render.changes import selection_lines

FORM = template(spec("risks.a", material=True))


def found() -> Changes:
    """Return one ※ text, one citation, one spelling and one misreading."""
    old = document(
        text_item("risks.a", "監査を行う。"),
        text_item("work.law", "番号法第19条第7号"),
        text_item("work.way", "取扱いを定める。"),
        text_item("work.scan", "情服を管理する。"),
    )
    new = document(
        text_item("risks.a", "点検を行う。"),
        text_item("work.law", "番号法第19条第8号"),
        text_item("work.way", "取り扱いを定める。"),
        text_item("work.scan", "情報を管理する。"),
    )
    return compared(old, new, FORM)


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ((), ["a", "law", "way", "scan"]),
        (("substance",), ["a", "law"]),
        (("material",), ["a"]),
        (("citation",), ["law"]),
        (("citation", "text"), ["a", "law", "way", "scan"]),
        (("citation", "material"), []),
        (("notation",), ["way", "scan"]),
        (("quiet",), ["way"]),
        (("suspect",), ["scan"]),
        (("substance", "suspect"), ["a", "law", "scan"]),
    ],
)
def test_words_of_one_kind_widen_and_words_of_two_kinds_narrow(only, expected):
    chosen = select(found(), only)

    assert expected == [change.new.address[-1] for change in chosen.changes if change.new]
    assert len(found().changes) == len(chosen.changes) + chosen.selection.hidden


def test_changes_keep_the_ids_they_have_among_all():
    assert ["c2"] == [change.id for change in select(found(), ("citation",)).changes]


def test_unknown_word_is_refused():
    with pytest.raises(ValueError, match="unheard is no kind of change"):
        select(found(), ("unheard",))


def test_ignored_changes_are_left_out_and_counted_with_their_reason():
    rule = IgnoreRule(("Ⅰ",), classes=("citation",), reason="法改正は別に確認済み")
    chosen = select(found(), (), [rule, IgnoreRule(("Ⅰ", "sc?n"), "写しの誤り")])

    assert ["a", "way"] == [change.new.address[-1] for change in chosen.changes if change.new]
    assert [
        "除外した変更: Ⅰ (citation) 1件（c2 Ⅰ law）: 法改正は別に確認済み",
        "除外した変更: Ⅰ sc?n 1件（c4 Ⅰ scan）: 写しの誤り",
    ] == selection_lines(chosen)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (("Ⅱ", "4"), True),
        (("Ⅱ", "4", "委託事項*"), True),
        (("Ⅱ", "4", "委託事項１", "③委託先名"), True),
        (("Ⅱ", "4", "委託事項2"), False),
        (("Ⅱ", "4", "委託事項1", "③委託先名", "名称"), False),
        (("*", "*", "*", "③*"), True),
    ],
)
def test_rule_reaches_its_address_and_what_is_below(place, expected):
    assert expected is is_below(("Ⅱ", "4", "委託事項1", "③委託先名"), place)


def test_what_moved_out_of_an_ignored_place_is_told():
    moved = "特定個人情報を含む電子記録媒体を搬送するときは、二人以上で行い、受渡しの記録を残す。"
    old = document(text_item("work.a", moved), text_item("risks.b", "監査を行う。"))
    new = document(text_item("work.a", "-"), text_item("risks.b", "監査を行う。", moved))

    chosen = select(compared(old, new), (), [IgnoreRule(("Ⅰ",), "別紙で公表")])

    assert ["modified", "moved"] == [change.op for change in chosen.changes]
