"""Words and columns."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sudachipy
from hypothesis import given, settings
from hypothesis import strategies as st

from shinkyu.text.tokenise import MAX_BYTES, short_units, tokens
from shinkyu.text.width import cut, harmless, pad, width, wrap

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi"


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="特定個人情報のABC12①。\n "))
def test_the_words_of_a_text_are_the_whole_text(text: str) -> None:
    assert text == "".join(token.surface for token in tokens(text))
    assert all(text[token.start : token.end] == token.surface for token in tokens(text))


def test_a_text_longer_than_sudachi_takes_keeps_its_offsets() -> None:
    """Sudachi refuses more than 49,149 bytes a call."""
    text = "特定個人情報を保管する。" * (3 * MAX_BYTES // 36)
    found = tokens(text)

    assert len(text.encode()) > 3 * MAX_BYTES - 100
    assert text == "".join(token.surface for token in found)


def test_several_threads_may_ask_at_once() -> None:
    """A server answers in threads, and Sudachi refuses one tokenizer to two of them."""
    texts = [f"第{n}項に定める特定個人情報ファイルの取扱いを委託する。" * 20 for n in range(300)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(tokens, texts))

    assert texts == ["".join(token.surface for token in one) for one in found]


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("項目", 4), ("①※", 4), ("ｱ", 1), ("が", 2)])
def test_wide_characters_take_two_columns(text: str, columns: int) -> None:
    assert columns == width(text)


@given(st.text(alphabet="項目ab①\n "), st.integers(min_value=4, max_value=40))
def test_padded_text_fills_its_columns_exactly(text: str, columns: int) -> None:
    assert columns == width(pad(text, columns))
    assert width(cut(text, columns)) <= columns
    assert all(width(line) <= columns for line in wrap(text, columns))


def test_control_characters_are_shown_not_obeyed() -> None:
    assert "\\x1b[31m赤\n" == harmless("\x1b[31m赤\n")


@pytest.mark.parametrize("mode", ["A", "C"])
def test_what_is_kept_of_a_word_is_what_the_dictionary_says_of_it(mode: str) -> None:
    """Words are kept by number and surface; those that Sudachi joins (28) are read in several ways."""
    lines = [line for path in EXAMPLES.glob("*/*.txt") for line in path.read_text(encoding="utf-8").splitlines()]
    tokenizer = sudachipy.Dictionary(dict="core").tokenizer()
    text = "\n".join(dict.fromkeys(piece for line in lines for piece in line.split("\t") if piece))[:60_000]

    found = [token for piece in text.split("\n") for token in (tokens if mode == "C" else short_units)(piece)]

    said = [
        (m.surface(), m.normalized_form(), m.part_of_speech()[0], m.reading_form(), not m.is_oov())
        for piece in text.split("\n")
        for m in tokenizer.tokenize(piece, getattr(sudachipy.SplitMode, mode))
    ]
    assert said == [(token.surface, token.normalized, token.pos, token.reading, token.known) for token in found]
