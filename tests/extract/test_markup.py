"""Markup of a transcription is taken off, printed words in angle brackets stay."""

import pytest

from shinkyu.extract.markup import OFF, ON, RADIO, RADIO_ON, is_cut_in_markup, one_line, paragraphs, tidy
from shinkyu.sources.plain import decode
from shinkyu.sources.xlsx_text import clean


@pytest.mark.parametrize("text", ["<選択肢>", "<宛名>", "<ガバメントクラウドにおける措置>", "A<B", "<6 届出>"])
def test_printed_angle_brackets_stay(text: str) -> None:
    assert text == tidy(text)


def test_elements_go_and_block_elements_part_paragraphs() -> None:
    raw = '<div style="text-align: right;"><p>届出</p><p>申請</p></div><small>注</small>'

    assert ("届出", "申請", "注") == paragraphs(tidy(raw))


@pytest.mark.parametrize("gaiji", ["\ue000", "\ue001", "\ue002", "\ue003", "\ue004", "\U0010fff1"])
def test_a_character_of_an_office_s_own_is_a_letter_and_no_box(gaiji: str) -> None:
    """外字 begin at U+E000: names of people and places are written with them."""
    assert (f"{gaiji}田課",) == paragraphs(tidy(f"<p>{gaiji}田課</p>"))


@pytest.mark.parametrize("sign", [OFF, ON, RADIO, RADIO_ON])
def test_no_source_gives_what_stands_for_a_box(sign: str) -> None:
    escaped = f"_x{ord(sign):04X}_"

    assert "町課" * 200 == decode(f"町{sign}課{'町課' * 199}".encode(), "a.txt")
    assert ("町課", "町課") == (clean(f"町{sign}課"), clean(f"町{escaped}課"))
    assert "町課" == tidy(f"町&#{ord(sign)};課")


def test_an_unclosed_list_is_taken_off() -> None:
    assert "・届出 ・申請" == one_line(tidy('<ul style="list-style-type: none"> ・届出 ・申請'))


def test_entities_are_written_out() -> None:
    assert "A&B C" == one_line(tidy("A&amp;B&nbsp;C"))


@pytest.mark.parametrize(
    ("element", "sign"),
    [
        ('<input type="checkbox"/>', OFF),
        ('<INPUT TYPE="checkbox">', OFF),
        ('<input checked="" type="radio"/>', RADIO_ON),
        ('<input type="checkbox" checked>', ON),
        ('<input type="radio"/>', RADIO),
    ],
)
def test_an_input_keeps_its_state(element: str, sign: str) -> None:
    assert f"[{sign}] 紙" == tidy(f"[{element}] 紙")


@pytest.mark.parametrize(
    ("line", "cut"),
    [('③ <input type="che', True), ("<p>届出を受理し、", True), ("<p>届出</p>", False), ("<選択肢", False)],
)
def test_a_line_that_ends_in_an_element_is_seen(line: str, cut: bool) -> None:
    assert cut == is_cut_in_markup(line)
