"""The assignment gives the largest sum, as trying everything would."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from shinkyu.align.assignment import best_assignment

GAINS = st.integers(1, 4).flatmap(
    lambda columns: st.lists(st.lists(st.integers(0, 9), min_size=columns, max_size=columns), min_size=1, max_size=4)
)


def best_sum(gains: list[list[int]]) -> int:
    rows, columns = len(gains), len(gains[0])
    if rows > columns:
        return best_sum([list(column) for column in zip(*gains, strict=True)])
    return max(sum(gains[r][c] for r, c in enumerate(order)) for order in permutations(range(columns), rows))


@given(GAINS)
def test_no_other_assignment_has_a_larger_sum(gains: list[list[int]]):
    assert best_sum(gains) == sum(gains[r][c] for r, c in best_assignment(gains))


@given(GAINS)
def test_no_row_and_no_column_is_used_twice(gains: list[list[int]]):
    found = best_assignment(gains)

    assert len(found) == len({r for r, _ in found}) == len({c for _, c in found})


def test_greedy_choice_would_be_wrong_here():
    assert [(0, 1), (1, 0)] == best_assignment([[9, 8], [8, 1]])


def test_nothing_is_matched_without_gain():
    assert [] == best_assignment([[0, 0]])
    assert [] == best_assignment([])
