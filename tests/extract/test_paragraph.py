"""Soft line ends are joined as Japanese is."""

import pytest

from shinkyu.extract.paragraph import begins_paragraph, soft_join, width


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["国民年金の資格取得、資格", "喪失を行う"], "国民年金の資格取得、資格喪失を行う"),
        (["アクセスする", "。"], "アクセスする。"),
        (["ISO/IEC", "Information System"], "ISO/IEC Information System"),
        (["平成", "31年"], "平成31年"),
        (["電話 044-", "200"], "電話 044-200"),
        (["システ", "ム・DB"], "システム・DB"),
        (["サ", "ーバ"], "サーバ"),
    ],
)
def test_no_blank_comes_between_kana_and_kanji_and_one_between_latin_words(lines: list[str], text: str) -> None:
    assert text == soft_join(lines)


@pytest.mark.parametrize(
    "entry", ["・届出", "①届出", "(1) 届出", "１ 届出", "1. 届出", "＜届出＞", "【届出】", "ア．届出"]
)
def test_an_entry_of_an_enumeration_begins_a_paragraph(entry: str) -> None:
    assert begins_paragraph(entry)
    assert f"次の事務を行う\n{entry}" == soft_join(["次の事務を行う", entry])


def test_a_sentence_that_ends_with_its_line_ends_a_paragraph() -> None:
    assert "届出を受理する。\n審査する。" == soft_join(["届出を受理する。", "審査する。"])


def test_where_the_layout_shows_the_ends_they_count() -> None:
    assert "厚木市\n総務部。庶務課" == soft_join(["厚木市", "総務部。", "庶務課"], [True, False, True])


def test_a_full_width_character_takes_two_columns() -> None:
    assert 7 == width("国民ab1  ")


def test_an_entry_with_what_it_is_about_in_front_begins_a_paragraph_after_a_full_stop() -> None:
    lines = ["基本4情報：確認のために保有する。", "連絡先（電話番号）：照会のために保有す", "る。"]

    joined = soft_join(lines, [False] * 3)

    assert "基本4情報：確認のために保有する。\n連絡先（電話番号）：照会のために保有する。" == joined
