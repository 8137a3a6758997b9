"""What is remembered of texts goes when it is forgotten, and makes no difference to a result."""

from pathlib import Path

import shinkyu
from shinkyu.text import memory, tokenise

EXAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi" / "14-all-item"


def held() -> int:
    return sum(each.cache_info().currsize for each in memory._REMEMBERED)


def test_a_comparison_leaves_nothing_behind_once_it_is_forgotten() -> None:
    old, new = sorted(EXAMPLE.glob("*.txt"))[-2:]

    first = shinkyu.check(shinkyu.parse(new), against=shinkyu.parse(old)).to_json()
    assert held() > 0
    assert tokenise.tokens.cache_info().currsize > 0

    memory.forget()
    assert 0 == held()
    assert first == shinkyu.check(shinkyu.parse(new), against=shinkyu.parse(old)).to_json()
