"""A paragraph that left one item for another is told once more, as a move."""

from builders import document, spec, template, text_item
from comparing import compared
from shinkyu.diffing import paragraphs
from shinkyu.diffing.paragraphs import MovedParagraph
from shinkyu.diffing.texts import compare

KEPT = "職員ごとに必要最小限の権限を付与する。"
MOVED = "特定個人情報を含む電子記録媒体を搬送するときは、二人以上で行い、受渡しの記録を残す。"


def moved_paragraphs(texts: list[tuple[str, str]]) -> list[MovedParagraph]:
    return paragraphs.moved_paragraphs([compare(before, after) for before, after in texts])


def test_moved_paragraph_is_told_beside_the_two_modified_items():
    form = template(spec("risks.a", material=True))
    old = document(text_item("risks.a", KEPT, MOVED), text_item("risks.b", "監査を行う。"))
    new = document(text_item("risks.a", KEPT), text_item("risks.b", "監査を行う。", MOVED))

    found = compared(old, new, form).changes
    assert ["modified", "modified", "moved"] == [change.op for change in found]
    move = found[-1]
    assert move.old
    assert move.new
    assert (("Ⅲ", "a"), ("Ⅲ", "b")) == (move.old.address, move.new.address)
    assert (MOVED, MOVED, "text", True) == (move.before, move.after, move.cls, move.material)


def test_short_sentence_in_running_text_did_not_move():
    assert [] == moved_paragraphs([(f"{KEPT}監査を行う。", KEPT), ("", f"{KEPT[:-1]}、監査を行う。")])


def test_short_line_of_its_own_did_move():
    assert ["・必要に応じた実地の検査"] == [
        move.before
        for move in moved_paragraphs(
            [("・報告\n・必要に応じた実地の検査", "・報告"), ("－", "・必要に応じた実地の検査")]
        )
    ]


def test_sentence_that_stays_where_it_was_did_not_move():
    """Another item may repeat it."""
    assert [] == moved_paragraphs([(MOVED, MOVED), ("", MOVED)])


def test_sentences_in_a_row_are_one_move():
    second = "照会の結果を印刷した場合は、事務の終了後に溶解により処分する。"

    [move] = moved_paragraphs([(MOVED + second, ""), ("監査を行う。", "監査を行う。" + MOVED + second)])
    assert MOVED + second == move.before


def test_wrapping_and_list_sign_do_not_hide_a_move():
    wrapped = "・" + MOVED[:20] + "\n" + MOVED[20:]

    [move] = moved_paragraphs([(wrapped, ""), ("", MOVED)])
    assert (wrapped, MOVED) == (move.before, move.after)


def test_paragraph_inside_one_item_is_no_move():
    assert [] == moved_paragraphs([(MOVED + KEPT, KEPT + MOVED)])


def test_paragraph_between_headings_without_a_stop_did_move():
    heading = "<中間サーバーにおける措置>"

    [move] = moved_paragraphs([(f"1 概要 {MOVED} 2 経緯", "1 概要 2 経緯"), (heading, f"{heading} {MOVED}")])
    assert (0, 1, MOVED, MOVED) == move


def test_end_of_a_sentence_in_brackets_did_move():
    piece = "立入調査の実施が困難な場合は、再委託先が作成した報告書等を確認する。"

    [move] = moved_paragraphs([(f"調査を行う({piece})", "調査を行う()"), (KEPT, KEPT + piece)])
    assert (0, 1) == move[:2]
    assert piece == move.after


def test_paragraph_that_left_once_and_came_twice_moved_once():
    texts = [
        (f"{KEPT}{MOVED}", KEPT),
        ("監査を行う。", f"監査を行う。{MOVED}"),
        ("点検を行う。", f"点検を行う。{MOVED}"),
    ]

    assert [(0, 1)] == [(move.source, move.target) for move in moved_paragraphs(texts)]
