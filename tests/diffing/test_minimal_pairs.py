"""The line between spelling and substance, drawn by examples."""

from pathlib import Path

import pytest

from shinkyu.diffing.items import compare_texts

KINDS = {"notation": "notation", "nothing": None, "substance": "modified"}


def pairs() -> list[tuple[str | None, str, str, str]]:
    found: list[tuple[str | None, str, str, str]] = []
    kind: str | None = None
    for line in Path(__file__).with_name("minimal_pairs.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            kind = KINDS[line.strip("= ").split(":")[0]]
        elif line and not line.startswith("#"):
            before, after, why = (part.strip().replace("↵", "\n") for part in line.split(" | "))
            found.append((kind, before, after, why))
    return found


@pytest.mark.parametrize(("kind", "before", "after", "why"), pairs())
def test_difference_is_of_its_kind_both_ways(kind: str | None, before: str, after: str, why: str) -> None:
    there, back = compare_texts(before, after), compare_texts(after, before)

    assert kind == (there.op if there else None), why
    assert kind == (back.op if back else None), why


def test_there_are_hundreds_of_pairs_and_about_half_are_substance() -> None:
    """A rule that calls everything spelling, or nothing, must fail half of them."""
    kinds = [kind for kind, *_ in pairs()]

    assert 150 <= kinds.count("modified")
    assert 150 <= kinds.count("notation")


def test_no_pair_stands_twice() -> None:
    seen = [frozenset((before, after)) for _, before, after, _ in pairs()]

    assert len(seen) == len(set(seen))
