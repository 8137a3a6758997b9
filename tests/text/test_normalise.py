"""Comparison keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shinkyu.text.normalise import fold, fold_offsets, fold_width, is_blank, label_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("４．特定個人情報", "4.特定個人情報"),
        ("サーバ ー", "サーバー"),
        ("ｼｽﾃﾑ", "システム"),
        ("ﾊﾟｽﾜｰﾄﾞ", "パスワード"),
        ("（別添１）　事務", "(別添1)事務"),
        ("1〜5、1～5", "1~5、1~5"),
        ("― — － ‐", "----"),
        ("①②Ⅱ", "①②Ⅱ"),
        ("＜選択肢＞", "<選択肢>"),
        ("Ａ社\n株式会社", "A社株式会社"),
        ("フ\u309aライハ\u3099シー", "プライバシー"),
        ("フ゜ライハ゛シー", "プライバシー"),
        ("カﾞス", "ガス"),
        ("e\u0301", "é"),
        ("そ\u200bの\u00ad必\u2060要\ufeff性\u200e", "その必要性"),
        ("葛\U000e0100城市、塚\ufe00", "葛城市、塚"),
        ("\u200bハ\u200b\u3099", "バ"),
    ],
)
def test_width_brackets_dashes_and_white_space_are_folded(text: str, key: str) -> None:
    assert key == fold(text)


def test_circled_and_roman_numerals_keep_their_identity() -> None:
    """NFKC would make ①② into 12 and Ⅱ into II, which are other things."""
    assert fold("①②") != fold("12")
    assert fold("Ⅱ") != fold("II")


@pytest.mark.parametrize("label", ["③対象となる本人の範囲 ※", "③対象となる本人の範囲※", "③ 対象となる本人の範囲："])
def test_a_label_is_the_same_with_and_without_its_mark(label: str) -> None:
    assert "③対象となる本人の範囲" == label_key(label)


def test_an_override_of_the_direction_is_no_blank_for_it_changes_what_is_printed() -> None:
    assert fold("令和\u202e12年") != fold("令和12年")


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\ufeff\n", "-", "―――", "_____", "－", "—", "～"])
def test_marks_for_nothing_are_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["なし", "0", "○", "変更無し", "-1"])
def test_words_and_numbers_are_not_blank(text: str) -> None:
    assert not is_blank(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(text) == fold(fold(text))
    assert fold_width(text) == fold_width(fold_width(text))


@given(st.text(alphabet="あア亜ｱﾞ①Ⅱ1１ \n\t～-（)aか゛\u3099\u200b\u0301"))
def test_offsets_lead_from_every_character_of_the_key_back_into_the_text(text: str) -> None:
    key, offsets = fold_offsets(text)

    assert len(key) == len(offsets)
    assert sorted(offsets) == offsets
    assert all(not text[offset].isspace() for offset in offsets)


@given(st.text(alphabet="あカｶﾊﾞﾟｰ１1（( 　\n\t①Ⅱ㌔㎡－～-Ａ漢゜\u309a\u00ad\U000e0100", max_size=12))
def test_a_key_tells_where_each_of_its_characters_came_from(text: str) -> None:
    key, offsets = fold_offsets(text)

    assert fold(text) == key
    assert len(key) == len(offsets)
    assert sorted(offsets) == offsets
    # Each stretch of the text gives the characters that are said to come from it.
    for start in sorted(set(offsets)):
        stop = next((offset for offset in sorted(set(offsets)) if offset > start), len(text))
        assert fold(text[start:stop]) == "".join(
            char for char, offset in zip(key, offsets, strict=True) if offset == start
        )


@given(st.text(alphabet="-－_ーｰﾞ~〜 　\nあ", max_size=80))
def test_a_text_is_blank_when_its_key_holds_marks_for_nothing_alone(text: str) -> None:
    assert (set(fold(text)) <= set("-_ー~")) == is_blank(text)


@pytest.mark.parametrize("accent", ["´", "¨", "¯", "￣", "‾", "\u0385"])
def test_an_accent_that_stands_alone_does_not_go_to_the_letter_before(accent: str) -> None:
    assert f"E{accent}" == fold(f"E{accent}") == fold_offsets(f"E{accent}")[0] == fold(f"E {accent}")
