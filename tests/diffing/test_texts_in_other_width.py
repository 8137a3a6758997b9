"""Texts that differ in width alone are cut into words only where they are written otherwise."""

from hypothesis import given, settings
from hypothesis import strategies as st

from shinkyu.diffing.texts import compare, compare_spelt, spans
from shinkyu.text.normalise import fold

PIECES = (
    ("(1)", "（１）"), ("12", "１２"), ("サーバ", "ｻｰﾊﾞ"), ("。", "｡"), ("-", "―"), (" ", "\n"), ("", " "),
    ("1 ", "1"), ("管理", "管理"), ("①", "①"), ("・", "・"), ("の記録を点検する。", "の記録を点検する。"),
)  # fmt: skip
"""The same in two ways to write it."""


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.booleans(), st.booleans()), max_size=14))
def test_spans_are_those_of_the_comparison_of_all_words(drawn):
    before = "".join(piece[is_wide] for piece, is_wide, _ in drawn)
    after = "".join(piece[is_wide] for piece, _, is_wide in drawn)
    found, whole = compare_spelt(before, after), compare(before, after)

    assert fold(before) == fold(after)
    assert spans(whole, "width", "spelling", "misreading", "substance") == spans(
        found, "width", "spelling", "misreading", "substance"
    )


def test_a_sentence_that_is_written_alike_is_not_cut_into_words():
    found = compare_spelt("管理簿に記録する。12件を点検する。", "管理簿に記録する。１２件を点検する。")

    assert "12件を点検する。" == "".join(word.surface for word in found.before_words)
