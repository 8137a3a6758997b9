"""Kanji that stay in whatever spelling: what they speak against is decided without a dictionary."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shinkyu.text import orthography
from shinkyu.text.normalise import fold
from shinkyu.text.orthography import lasting_kanji, spelling
from shinkyu.text.tokenise import _dictionary

KANJI = re.compile("[㐀-鿿々]")

PIECES = (
    "国民年金", "市民課", "資格の取得", "取り扱い", "取扱い", "取扱", "及び", "および", "行う", "おこなう", "ために",
    "為に", "サーバー", "サーバ", "ウイルス対策ソフト", "ウィルス対策ソフト", "第十二条", "第12条", "①", "(1)", "。",
    "、", "\n", "・", "元年", "十分", "充分", "申込書", "申し込み書", "保護措置", "点検簿", "一部", "ひとつ",
    "かんたん", "簡単", "更に", "さらに",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=4), st.lists(st.sampled_from(PIECES), max_size=10))
def test_where_a_text_stands_in_some_spelling_its_lasting_kanji_stand_too(part: list[str], whole: list[str]) -> None:
    text, inside = "".join(part), "".join(whole)

    if spelling(text) in spelling(inside):
        assert lasting_kanji(fold(text)) in lasting_kanji(fold(inside))


@pytest.mark.parametrize(
    ("one", "other"), [("市民課の資格", "市民部の資格"), ("国民年金の届書", "国民年金の届出、届書")]
)
def test_lasting_kanji_tell_two_texts_apart(one: str, other: str) -> None:
    assert (lasting_kanji(one) in lasting_kanji(other)) is (one == "国民年金の届書")


def test_no_form_of_the_house_list_and_no_numeral_has_a_lasting_kanji() -> None:
    forms = "".join(form for entry in orthography._data()["variant"] for form in entry["forms"])

    assert "" == lasting_kanji(forms + "〇零一二三四五六七八九十百千万億元")


@pytest.mark.slow
def test_no_word_in_kana_of_the_dictionary_stands_for_a_lasting_kanji() -> None:
    standing = {
        (entry.surface(), entry.normalized_form())
        for entry in _dictionary().entries()
        if entry.part_of_speech()[0] in orthography._KANA_FOR_KANJI
        and not KANJI.search(entry.surface())
        and lasting_kanji(entry.normalized_form())
    }

    assert set() == standing
