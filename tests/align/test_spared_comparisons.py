"""Looks that spare the comparison of texts give the answer of the whole comparison."""

import random

import pytest

from formed import ALL_ITEM
from shinkyu.align import align, matching
from shinkyu.align.members import likeness
from sized import Size, edited, sized


@pytest.mark.parametrize("seed", range(4))
def test_members_surely_too_unlike_are_matched_as_if_all_was_compared(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    old = sized(Size(systems=2, members=4, files=2, rows=1), seed)
    new = edited(sized(Size(systems=3, members=3, files=2, rows=1), chance.choice((seed, seed + 10))), 6, seed)
    quick = align(old, new, ALL_ITEM)
    monkeypatch.setattr(matching, "likeness", lambda one, other, least=0.0: likeness(one, other))

    assert quick == align(old, new, ALL_ITEM)


def test_files_without_names_are_known_by_what_both_say_letter_for_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of them is weighed against the other files, which takes their words."""
    old = sized(Size(systems=1, members=3, files=4, rows=1))
    new = edited(old, 4)
    asked: list[object] = []
    monkeypatch.setattr(
        matching, "likeness", lambda one, other, least=0.0: asked.append(one) or likeness(one, other, least)
    )
    files = [pair for pair in align(old, new, ALL_ITEM).members if pair.group == "pi_file"]

    assert [(pair.old, pair.by) for pair in files] == [(pair.new, "likeness") for pair in files]
    assert len(files) == 4
    assert sum(one.container.group == "pi_file" for one in asked) == 4  # type: ignore[attr-defined]
