"""Looks before ``seek``, cheap and never wrong where they say no; what happens where there is too much to look at."""

import random
import sys
from inspect import unwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formed import ALL_ITEM, address, checked, item, row, version
from shinkyu.model.document import Document
from shinkyu.reconcile import passages
from shinkyu.reconcile.find import seek
from shinkyu.reconcile.passages import Passage, Work, meeting
from sized import sentence

FRAGMENTS = (
    "取り扱う", "取扱う", "職員が", "第19条第7号", "第19条第7号の2", "第1", "第12", "サーバー", "サーバ", "７年", "7年",
    "。", "\n", " ",
    "①", "・", "[○]", "承認", "未承認", "住民基本台帳", "を確認する", "をおこなう", "を行う", "ｶﾞｲﾄﾞ", "ガイド",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join)
ITEM = "pi_file.outsourcing[].content"


@st.composite
def two_texts(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a text and one that has much in common with it."""
    text = draw(TEXTS)
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return text, draw(TEXTS) + text[:start] + draw(TEXTS) + text[end:] + draw(TEXTS)


@given(st.one_of(two_texts(), two_texts().map(lambda both: both[::-1])), st.booleans())
def test_no_text_is_missed_that_seek_finds(both: tuple[str, str], cut_off: bool) -> None:
    text, inside = both
    found = seek(text, inside, cut_off=cut_off)
    passage, other = Passage(text, cut_off=cut_off), Passage(inside)

    if found.held:
        assert passage.may_stand_in(other)
    if found.how == "near":
        assert passage.may_be_near(other)


@given(TEXTS, st.lists(two_texts(), max_size=6))
def test_texts_that_meet_are_those_of_which_one_holds_the_other(text: str, pairs: list[tuple[str, str]]) -> None:
    others = [other for pair in pairs for other in pair]
    expected = [other for other in others if seek(text, other).held or seek(other, text).held]

    assert list(meeting(Passage(text), [(other, Passage(other)) for other in others], Work())) == expected


def chain(rows: int) -> Document:
    """Return a version whose only item was changed so many times, each row taking up the last one."""
    chance = random.Random(1)
    texts = [f"{n}回目に{sentence(chance)}" for n in range(rows + 1)]
    place = " ".join(address(ITEM, form=ALL_ITEM))
    declared = [
        row(n, place, before, after, date=f"令和{2 + n // 28}年4月{1 + n % 28}日")
        for n, (before, after) in enumerate(pairwise(texts), 1)
    ]
    return version(item(ITEM, texts[-1], form=ALL_ITEM), rows=declared, form=ALL_ITEM)


def test_a_row_of_a_long_chain_is_superseded_by_the_next_one() -> None:
    report = checked(chain(60), form=ALL_ITEM)

    assert [*range(2, 61), None] == [judgement.superseded_by for judgement in report.declared]
    assert not [finding for finding in report.findings if finding.rule in ("broken-chain", "too-many-rows")]


def test_rows_that_there_is_no_work_left_for_are_left_open_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody may call a row contradicted that a later one explains."""
    monkeypatch.setattr(passages, "MOST_WORK", 400)
    report = checked(chain(60), form=ALL_ITEM)

    assert {judgement.verdict for judgement in report.declared} == {"superseded", "unverifiable", "confirmed"}
    assert {j.reason for j in report.declared if j.verdict == "unverifiable"} == {"too-many-rows"}
    assert "too-many-rows" in {finding.rule for finding in report.findings}
    assert "broken-chain" not in {finding.rule for finding in report.findings}


def test_a_row_that_cannot_be_looked_for_in_all_items_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = item("pi_file.outsourcing[].contractor", "申請書の受付と、その審査に使う帳票の保管", form=ALL_ITEM)
    wrong = item(ITEM, "帳票の作成", form=ALL_ITEM)
    declared = row(
        1, " ".join(wrong.address), "申請書の受付", "申請書の受付と、その審査に使う帳票の保管", date="令和7年4月1日"
    )
    new = version(wrong, elsewhere, rows=[declared], form=ALL_ITEM)

    assert [("partly", "found-elsewhere")] == [(j.verdict, j.reason) for j in checked(new, form=ALL_ITEM).declared]
    monkeypatch.setattr(passages, "MOST_WORK", 1)
    assert [("unverifiable", "too-many-rows")] == [(j.verdict, j.reason) for j in checked(new, form=ALL_ITEM).declared]


def test_looking_for_texts_of_rows_grows_with_the_rows_and_not_with_their_pairs() -> None:
    documents = [chain(50), chain(200)]
    spent = [work_of(document) for document in documents]

    assert spent[1] < 4.5 * spent[0]


def work_of(document: Document) -> int:
    """Return how many texts are sought in others while a version is checked."""
    seek.cache_clear()
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call" and getattr(frame, "f_code", None) is unwrap(seek).__code__

    sys.setprofile(note)  # type: ignore[arg-type]
    try:
        checked(document, form=ALL_ITEM)
    finally:
        sys.setprofile(None)
    return count
