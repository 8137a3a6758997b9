"""Optimal one-to-one assignment.

Our own thirty lines instead of ``scipy.optimize.linear_sum_assignment``: groups have at most twenty
members, and importing scipy costs more time than all assignments of a run.
"""

from collections.abc import Sequence


def best_assignment(gains: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Return the (row, column) pairs with the largest sum of positive gains.

    Pairs without gain are left out.  Ties are broken by the order of rows, so that callers who need
    symmetry choose which side is the rows.
    """
    if not gains or not gains[0]:
        return []
    if len(gains) > len(gains[0]):
        turned = best_assignment([list(column) for column in zip(*gains, strict=True)])
        return sorted((row, column) for column, row in turned)
    return [(row, column) for row, column in _hungarian(gains) if gains[row][column] > 0]


def _hungarian(gains: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Kuhn–Munkres with potentials, O(rows² · columns); needs rows ≤ columns.  Row 0 is a dummy."""
    rows, columns = len(gains), len(gains[0])
    row_potential = [0] * (rows + 1)
    column_potential = [0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        slack: list[float] = [float("inf")] * (columns + 1)
        came_from = [0] * (columns + 1)
        used = [False] * (columns + 1)
        column = 0
        while owner[column]:
            used[column] = True
            current, step, following = owner[column], float("inf"), 0
            for c in range(1, columns + 1):
                if used[c]:
                    continue
                cost = -gains[current - 1][c - 1] - row_potential[current] - column_potential[c]
                if cost < slack[c]:
                    slack[c], came_from[c] = cost, column
                if slack[c] < step:
                    step, following = slack[c], c
            for c in range(columns + 1):
                if used[c]:
                    row_potential[owner[c]] += int(step)
                    column_potential[c] -= int(step)
                else:
                    slack[c] -= step
            column = following
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    return sorted((owner[c] - 1, c - 1) for c in range(1, columns + 1) if owner[c])
