"""What of a long text a row quotes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shinkyu.model.table import TableStyle
from shinkyu.render.change_table.excerpt import SHORT_VALUE, text_cells
from shinkyu.render.change_table.units import units
from shinkyu.text.normalise import fold
from shinkyu.text.tokenise import tokens
from strategies import SENTENCES, texts

PLAIN = TableStyle()
HEAD = "本市は、被保険者の資格の取得及び喪失の届出を受け付け、システムに入力する。"
MIDDLE = "職員ごとに必要最小限の権限を付与し、操作の記録を取得する。"
TAIL = "特定個人情報を含む記録媒体は、施錠できる保管庫に保管する。"


def cells(before: str, after: str, style: TableStyle = PLAIN) -> tuple[str, str]:
    found = text_cells(before, after, style)
    return "\n".join(found.before), "\n".join(found.after)


def test_short_values_are_quoted_whole() -> None:
    assert ("健康福祉部介護保険課", "健康長寿部介護保険課") == cells("健康福祉部介護保険課", "健康長寿部介護保険課")


def test_changed_sentence_stands_between_omissions() -> None:
    after = MIDDLE.replace("操作の記録", "操作及び認証の記録")

    assert (f"（省略）\n{MIDDLE}\n（省略）", f"（省略）\n{after}\n（省略）") == cells(
        HEAD + MIDDLE + TAIL, HEAD + after + TAIL
    )


def test_no_omission_at_the_end_that_the_sentence_reaches() -> None:
    assert (f"（省略）\n{TAIL}", "（省略）\n記録媒体は使用しない。") == cells(
        HEAD + MIDDLE + TAIL, HEAD + MIDDLE + "記録媒体は使用しない。"
    )


def test_inserted_sentence_is_quoted_alone_beside_the_mark() -> None:
    assert ("右記を追加", MIDDLE) == cells(HEAD + TAIL, HEAD + MIDDLE + TAIL)


def test_removed_sentence_is_quoted_alone_beside_the_mark() -> None:
    assert (MIDDLE, "削除") == cells(HEAD + MIDDLE + TAIL, HEAD + TAIL)


def test_sentence_that_stands_there_already_is_quoted_with_its_surroundings() -> None:
    """右記を追加 alone would not say where, and the sentence was there before."""
    before, after = cells(HEAD + MIDDLE + TAIL, HEAD + MIDDLE + TAIL + MIDDLE)

    assert f"（省略）\n{TAIL}" == before
    assert f"（省略）\n{TAIL}{MIDDLE}" == after


def test_changed_sentence_that_stands_twice_is_widened_until_it_is_unique() -> None:
    before, _ = cells(MIDDLE + HEAD + MIDDLE + TAIL, MIDDLE + HEAD + "記録を取得する。" + TAIL)

    assert f"（省略）\n{HEAD}{MIDDLE}\n（省略）" == before


def test_spelling_beside_the_change_is_not_quoted() -> None:
    before = "サーバ室に置くサーバに保管する。" + HEAD + MIDDLE
    after = "サーバー室に置くサーバーに保管する。" + HEAD + MIDDLE + TAIL

    assert ("右記を追加", TAIL) == cells(before, after)


def test_list_sign_opens_a_piece_but_a_cited_number_does_not() -> None:
    text = "①届出を受理する。 ②通知を送付する ・上記①の結果を通知する"

    assert ["①届出を受理する。", "②通知を送付する", "・上記①の結果を通知する"] == [
        text[unit.start : unit.end].strip() for unit in units(text)
    ]


def test_office_that_quotes_whole_values_goes_on_doing_so() -> None:
    whole = TableStyle(whole_values=True)

    assert (HEAD + MIDDLE, HEAD + MIDDLE + TAIL) == cells(HEAD + MIDDLE, HEAD + MIDDLE + TAIL, whole)


def long_texts() -> st.SearchStrategy[str]:
    sentence = st.sampled_from(SENTENCES)
    gap = st.sampled_from(("", " ", "\n"))
    return (
        st.lists(st.tuples(sentence, gap).map("".join), min_size=4, max_size=9)
        .map("".join)
        .filter(lambda text: bool(fold(text)))
    )


def pieces(cell: tuple[str, ...]) -> list[str]:
    return [fold(piece) for piece in "\n".join(cell).split(PLAIN.omission) if fold(piece)]


@settings(max_examples=60, deadline=None)
@given(long_texts(), long_texts())
def test_every_piece_is_part_of_the_value_it_is_quoted_from(before: str, after: str) -> None:
    found = text_cells(before, after, PLAIN)

    if found.before != (PLAIN.inserted,):
        assert all(piece in fold(before) for piece in pieces(found.before))
    if found.after != (PLAIN.deleted,):
        assert all(piece in fold(after) for piece in pieces(found.after))


@settings(max_examples=60, deadline=None)
@given(long_texts(), st.integers(0, 8))
def test_a_piece_stands_once_in_its_value(text: str, place: int) -> None:
    """Else a reader would not know which of two places is meant."""
    cut = [unit.start for unit in units(text)]
    at = cut[min(place, len(cut) - 1)]
    after = text[:at] + "\n庁舎の外への持出しを禁止する。\n" + text[at:]
    found = text_cells(text, after, PLAIN)

    assert len(fold(after)) <= SHORT_VALUE or all(fold(after).count(piece) == 1 for piece in pieces(found.after))


@settings(max_examples=60, deadline=None)
@given(texts())
def test_no_cut_falls_inside_a_token(text: str) -> None:
    starts = {0, *(token.start for token in tokens(text))}

    assert {unit.start for unit in units(text)} <= starts


@pytest.mark.parametrize("text", [HEAD, HEAD + MIDDLE + TAIL, "・甲\n・乙", ""])
def test_units_together_are_the_text(text: str) -> None:
    assert text == "".join(text[unit.start : unit.end] for unit in units(text))
