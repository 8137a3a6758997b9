"""A phrase is found where its words stand, in whatever spelling."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shinkyu.text.phrases import Passage, joined, passages


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("個人番号の取扱いを定める", "取り扱い", ["取扱い"]),
        ("国民年金課と年金課", "年金課", ["年金課", "年金課"]),
        ("ツキシロデータ株式会社", "ツキシロ", ["ツキシロ"]),
        ("(2) 庁内 連携", "庁内連携", ["庁内 連携"]),
        ("該当なし", "年金", []),
        ("、。", "、。", ["、。"]),
        ("何か", "", []),
    ],
)
def test_what_is_marked_is_the_phrase_as_it_stands(text: str, phrase: str, found: list[str]) -> None:
    assert found == [text[passage.start : passage.end] for passage in passages(text, phrase)]


def test_passages_that_overlap_are_one() -> None:
    assert [Passage(0, 4), Passage(5, 6)] == joined([Passage(2, 4), Passage(5, 6), Passage(0, 3)])


@given(
    st.text(alphabet="年金課の取扱い、ア 12①", max_size=30), st.text(alphabet="年金課の取扱い", min_size=1, max_size=4)
)
def test_the_very_letters_are_always_found_and_passages_never_overlap(text: str, phrase: str) -> None:
    found = passages(text + phrase, phrase)

    assert found
    assert found[-1].end == len(text + phrase)
    assert all(one.end <= other.start for one, other in pairwise(found))
