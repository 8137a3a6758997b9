"""What was put for what: spans of characters, and one substitution in many items."""

import pytest

from builders import choice_item, document, text_item
from comparing import change, compared, noticed
from shinkyu.diffing import texts
from shinkyu.diffing.narrow import common_ends
from shinkyu.diffing.texts import compare
from shinkyu.model.change import Change

SYSTEM, PLATFORM = "システム連携基盤", "庁内データ連携基盤"


def pieces(found: Change | None) -> list[tuple[str, str]]:
    """Return the texts of the spans."""
    assert found
    return [
        ((found.before or "")[s.before_start : s.before_end], (found.after or "")[s.after_start : s.after_end])
        for s in found.spans
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("システム連携基盤で管理する。", "庁内データ連携基盤で管理する。", [("システム", "庁内データ")]),
        ("番号法第19条第7号", "番号法第19条第8号", [("7", "8")]),
        ("条例第3条第2項、第4条", "条例第6条第2項、第5条", [("3", "6"), ("4", "5")]),
        ("別表第2の10の項", "別表第2の13の項", [("10", "13")]),
        ("令和3年5月10日", "令和5年4月1日", [("3", "5"), ("5", "4"), ("10", "1")]),
        ("監査を行う。", "監査を行う。点検を行う。", [("", "点検を行う。")]),
        ("", "監査を行う。", [("", "監査を行う。")]),
        ("個人情報の保護に関する法律", "個人情報の保護に関する条例", [("法律", "条例")]),
    ],
)
def test_spans_are_words_narrowed_to_characters(before, after, expected):
    assert expected == pieces(change(text_item("work.name", before), text_item("work.name", after)))


def test_spans_point_into_the_text_as_written():
    """White space, width and line breaks are folded for comparing only."""
    found = change(text_item("work.name", "第 ９ 条", "監査　する"), text_item("work.name", "第9条", "点検する"))

    assert [("監査", "点検")] == pieces(found)


def test_spans_of_a_changed_item_leave_out_mere_spelling():
    found = change(
        text_item("work.name", "取扱いを定める。監査を行う。"), text_item("work.name", "取り扱いを定める。点検を行う。")
    )

    assert [("監査", "点検")] == pieces(found)


def test_spans_of_notation_show_the_spelling():
    found = change(text_item("work.name", "保護の決定及び実施"), text_item("work.name", "保護の決定および実施"))

    assert [("及", "およ")] == pieces(found)


def test_rewritten_sentence_is_one_span_and_no_rag_of_particles():
    found = change(
        text_item("work.name", "職員の申請を上長が承認し、権限を登録する。"),
        text_item("work.name", "利用者からの届出を情報政策課が確認し、権限を登録する。"),
    )

    assert 2 >= len(pieces(found))


def test_sentence_taken_out_is_marked_from_its_beginning_to_its_end():
    """Cut in the middle, 対応する。クラウド上で is gone; the text that is left is the same."""
    heading, first, second = "<クラウドにおける措置>", "クラウド上で障害に対応する。", "クラウド上で記録を残す。"
    found = change(text_item("work.name", f"{heading} {first} {second}"), text_item("work.name", f"{heading} {second}"))

    assert [(first, "")] == [(old.strip(), new) for old, new in pieces(found)]


def test_inserted_entry_of_a_numbered_list_is_told_as_one_insertion():
    found = change(
        text_item("work.name", "③連絡のため。④転出の処理のため。"),
        text_item("work.name", "③連絡のため。④点検票を作るため。⑤転出の処理のため。"),
    )

    assert [("", "④点検票を作るため。")] == pieces(found)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("①氏名。②住所。③性別。", "①氏名。②所得を照会する。③住所。④性別。", [("", "②所得を照会する。")]),
        ("①氏名。②住所。③性別。", "①住所。②性別。", [("①氏名。", "")]),
        ("(1)氏名。(2)住所。", "(1)所得を照会する。(2)氏名。(3)住所。", [("", "(1)所得を照会する。")]),
        ("1 氏名。 2 住所。", "1 氏名。 2 所得。 3 住所。", [("", "2 所得。")]),
        ("ア 氏名 イ 住所", "ア 氏名 イ 性別 ウ 住所", [("", "イ 性別")]),
        ("・氏名\n・住所", "・氏名\n・性別\n・住所", [("", "・性別")]),
        # Without an entry that came or went a new number is an edit.
        ("①氏名。②住所。", "①氏名。③住所。", [("②", "③")]),
        ("①氏名。②住所。③性別。", "①氏名。②所得を照会する。③住所。⑤性別。", [("", "②所得を照会する。"), ("③", "⑤")]),
    ],
)
def test_entry_put_in_or_taken_out_is_marked_and_not_the_numbers_behind_it(before, after, expected):
    assert expected == [
        (old.strip(), new.strip())
        for old, new in pieces(change(text_item("work.name", before), text_item("work.name", after)))
    ]


def test_block_too_large_is_replaced_as_a_whole_and_the_notices_say_so(monkeypatch):
    monkeypatch.setattr(texts, "MAX_CELLS", 5)
    old, new = document(text_item("work.name", "申請書の審査")), document(text_item("work.name", "申請書の点検"))

    found = compared(old, new)
    assert [("審査", "点検")] == pieces(found.changes[0])
    assert {"too-long": [("Ⅰ", "name")]} == noticed(found)


def test_texts_with_too_many_sentences_to_align_are_one_difference(monkeypatch):
    monkeypatch.setattr(texts, "MAX_BLOCK", 3)
    regions = compare("監査を行う。点検を行う。", "監査をする。点検をする。").regions

    assert [(slice(0, 8), slice(0, 8))] == [(region.before, region.after) for region in regions]


def test_comparison_of_swapped_texts_is_the_mirror_image():
    one, other = "条例第3条第2項(別表第2の22の項)又は第3項", "条例第3条第7項(別表第2の13の項)または第4項"
    there, back = compare(one, other), compare(other, one)

    assert [(r.kind, r.before, r.after) for r in there.regions] == [(r.kind, r.after, r.before) for r in back.regions]


def test_one_substitution_in_two_items_is_a_pattern_that_both_name():
    old = document(text_item("work.a", f"{SYSTEM}で管理する。"), text_item("work.b", f"・{SYSTEM}の認証機能"))
    new = document(text_item("work.a", f"{PLATFORM}で管理する。"), text_item("work.b", f"・{PLATFORM}の認証機能"))

    found = compared(old, new)
    [pattern] = found.patterns
    assert ("p1", "システム", "庁内", ("c1", "c2")) == (
        pattern.id, pattern.before[:4], pattern.after[:2], pattern.changes,
    )  # fmt: skip
    assert ["p1", "p1"] == [c.pattern for c in found.changes]


def test_number_takes_its_neighbours_into_the_pattern():
    """4 → 5 alone would lump an article with 情報."""
    old = document(text_item("work.a", "4情報を連携"), text_item("work.b", "4情報を確認"), text_item("work.c", "第4条"))
    new = document(text_item("work.a", "5情報を連携"), text_item("work.b", "5情報を確認"), text_item("work.c", "第5条"))

    assert [("4情報", "5情報", ("c1", "c2"))] == [(p.before, p.after, p.changes) for p in compared(old, new).patterns]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [("第7号", "第8号", "第8号"), ("別表5の項", "別表6の項", "別表6の"), ("表5の項", "表6の項", "表6の")],
)
def test_number_of_a_law_is_shown_with_the_words_around_it(before, after, expected):
    old = document(text_item("work.a", f"番号法{before}による"), text_item("work.b", f"主務省令{before}に従う"))
    new = document(text_item("work.a", f"番号法{after}による"), text_item("work.b", f"主務省令{after}に従う"))

    assert [expected] == [pattern.after for pattern in compared(old, new).patterns]


def test_paragraph_that_two_items_got_is_no_pattern():
    long = "、".join(["暗号の鍵の管理", "操作の記録の点検", "毎年度の結果の評価", "その内容の公表", "必要な見直し"] * 2)
    old = document(text_item("work.a", "甲は行う。"), text_item("work.b", "乙は行う。"))
    new = document(text_item("work.a", f"甲は{long}を行う。"), text_item("work.b", f"乙は{long}を行う。"))

    found = compared(old, new)
    assert (["modified", "modified"], ()) == ([c.op for c in found.changes], found.patterns)


def test_substitution_in_one_item_only_is_no_pattern():
    old = document(text_item("work.a", f"{SYSTEM}、{SYSTEM}"))
    new = document(text_item("work.a", f"{PLATFORM}、{PLATFORM}"))

    assert () == compared(old, new).patterns


def test_equal_choices_are_no_pattern():
    """The words of an option are the form's."""
    old = document(choice_item("work.a", "行っている"), choice_item("work.b", "行っている"))
    new = document(choice_item("work.a", "行っていない"), choice_item("work.b", "行っていない"))

    assert () == compared(old, new).patterns


@pytest.mark.parametrize(
    ("expected", "before", "after"),
    [((1, 1), "第5件", "第15件"), ((1, 1), "第15件", "第5件"), ((0, 1), "10件", "13件"), ((2, 0), "別表", "別表5")],
)
def test_common_ends_stop_at_no_place_inside_a_number(expected, before, after):
    assert expected == common_ends(before, after, whole_numbers=True)
