"""Texts far longer than any real one: bounded work, and what was compared less finely is said."""

from builders import document, list_item, text_item
from comparing import compared, noticed
from shinkyu.diffing.texts import MAX_CHARACTERS, compare, spans

SENTENCE = "照会結果{}は業務端末にのみ表示し、端末内には保存しない。"
LONG = "".join(SENTENCE.format(n) for n in range(MAX_CHARACTERS // 25))
MIDDLE = LONG.index(SENTENCE.format(2000))


def test_one_edit_in_a_very_long_text_is_marked_to_the_letter():
    found = compare(LONG, LONG[:MIDDLE] + "帳票を廃棄する。" + LONG[MIDDLE:])
    [span] = spans(found, "substance")

    assert not found.coarse
    assert (MIDDLE, MIDDLE, MIDDLE, MIDDLE + 8) == (
        span.before_start, span.before_end, span.after_start, span.after_end,
    )  # fmt: skip


def test_very_long_text_rewritten_throughout_is_compared_by_sentences_and_the_notices_say_so():
    old, new = text_item("work.name", LONG), text_item("work.name", LONG.replace("業務端末", "操作端末"))
    found = compared(document(old), document(new))

    assert ["modified"] == [change.op for change in found.changes]
    assert {"too-long": [("Ⅰ", "name")]} == noticed(found)


def test_very_long_text_without_a_stop_is_compared():
    old, new = "あ" * MAX_CHARACTERS, "い" * MAX_CHARACTERS

    assert [("substance", 1, 1)] == [
        (r.kind, len(compare(old, new).before_words), r.after.stop) for r in compare(old, new).regions
    ]


def test_comparison_of_very_long_texts_is_the_mirror_image():
    one, other = LONG, LONG.replace("業務端末", "操作端末")[:-1000]
    there, back = compare(one, other), compare(other, one)

    assert [(r.before, r.after) for r in there.regions] == [(r.after, r.before) for r in back.regions]


def test_thousands_of_new_entries_are_one_change():
    entries = [f"項目{n}に関する情報{n * 7 % 1000}" for n in range(5000)]

    found = compared(document(list_item("records", "氏名")), document(list_item("records", "氏名", *entries)))
    assert ["modified"] == [change.op for change in found.changes]
