"""Which member of a group is which: the certain step first, then an optimal assignment."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from shinkyu.align.assignment import best_assignment
from shinkyu.align.members import SAME_MEMBER, Member, least_alike, likeness

NEARLY_IDENTICAL = 0.95
"""The certain step: same name, and of the content at most one word in eight differs."""

MAX_COMPARISONS = 10_000
"""Members of one side times members of the other that are compared: 100 × 100, five times the form's 20.
Only a damaged file has more; there equal names must do, and the comparison says so."""

_SCALE = 1_000_000
"""Scores become integers, so that sums do not depend on the order of adding."""


class Match(NamedTuple):
    """Positions of one member in the two lists; None where the member is only in the other."""

    old: int | None
    new: int | None
    score: float
    by: str


def match_members(old: Sequence[Member], new: Sequence[Member], *, force: bool = False) -> list[Match]:
    """Return every member of both lists once, matched by content.

    The result for (new, old) is the mirror of that for (old, new).  *force* matches a lone member
    to the likeliest one however little they share.
    """
    matches = _match_by_name(old, new)
    alike = _match_by_content(old, new, *_left(old, new, matches))
    likeliest = _match_by_likeness(old, new, *_left(old, new, [*matches, *alike]), force)
    matches += sorted([*alike, *likeliest], key=lambda match: match.old or 0) if alike else likeliest
    left_old, left_new = _left(old, new, matches)
    empty_old = [n for n in left_old if old[n].is_empty]
    empty_new = [n for n in left_new if new[n].is_empty]
    matches += [Match(o, n, 1.0, "empty") for o, n in zip(empty_old, empty_new, strict=False)]
    matches += _match_half_read(old, new, *_left(old, new, matches))
    left_old, left_new = _left(old, new, matches)
    matches += [Match(o, None, 0.0, "empty" if old[o].is_empty else "none") for o in left_old]
    matches += [Match(None, n, 0.0, "empty" if new[n].is_empty else "none") for n in left_new]
    return matches


def _match_by_name(old: Sequence[Member], new: Sequence[Member]) -> list[Match]:
    """Match members whose name stands once on either side and whose content is nearly the same."""
    old_names = Counter(member.name for member in old if member.name)
    new_names = Counter(member.name for member in new if member.name)
    by_name = {member.name: n for n, member in enumerate(new) if new_names[member.name] == 1}
    matches: list[Match] = []
    for o, member in enumerate(old):
        if old_names[member.name] == 1 and member.name in by_name:
            score = likeness(member, new[by_name[member.name]])
            if score >= NEARLY_IDENTICAL:
                matches.append(Match(o, by_name[member.name], score, "name"))
    return matches


def _match_by_content(
    old: Sequence[Member], new: Sequence[Member], left_old: Sequence[int], left_new: Sequence[int]
) -> list[Match]:
    """Match members without a name, as files can be, of which nearly all is the same, letter for letter.

    Each must be so with one other only: among copies the assignment decides.
    """
    rows = [n for n in left_old if not (old[n].name or old[n].is_empty or old[n].is_half_read)]
    columns = [n for n in left_new if not (new[n].name or new[n].is_empty or new[n].is_half_read)]
    if len(rows) * len(columns) > MAX_COMPARISONS:
        return []
    alike = [(o, n) for o in rows for n in columns if least_alike(old[o], new[n]) >= NEARLY_IDENTICAL]
    olds, news = Counter(o for o, _ in alike), Counter(n for _, n in alike)
    return [Match(o, n, likeness(old[o], new[n]), "likeness") for o, n in alike if olds[o] == 1 and news[n] == 1]


def _match_by_likeness(
    old: Sequence[Member],
    new: Sequence[Member],
    left_old: Sequence[int],
    left_new: Sequence[int],
    force: bool,
) -> list[Match]:
    """Match what is left so that the sum of likeness above the threshold is largest."""
    rows = [n for n in left_old if not old[n].is_empty]
    columns = [n for n in left_new if not new[n].is_empty]
    if force and 1 in (len(old), len(new)):
        rows, columns = list(left_old), list(left_new)
        threshold = 0.0
    else:
        threshold = SAME_MEMBER
    if len(rows) * len(columns) > MAX_COMPARISONS:
        return _match_by_equality(old, new, rows, columns)
    # Ties must fall the same way in both directions: the side with the smaller content is the rows.
    if [old[n].digest for n in rows] > [new[n].digest for n in columns]:
        return [
            Match(match.new, match.old, match.score, match.by) for match in _assign(new, old, columns, rows, threshold)
        ]
    return _assign(old, new, rows, columns, threshold)


def _assign(
    old: Sequence[Member],
    new: Sequence[Member],
    rows: Sequence[int],
    columns: Sequence[int],
    threshold: float,
) -> list[Match]:
    scores = [[likeness(old[o], new[n], threshold) for n in columns] for o in rows]
    span = len(old) + len(new) + 1
    tie = span * span * (min(len(rows), len(columns)) + 1)
    gains = [
        # A pair of equal likeness is better the less it moves; squares keep equal members in order.
        [
            (round((score - threshold) * _SCALE) + 1) * tie - (o - n) ** 2 if score >= threshold else 0
            for n, score in zip(columns, line, strict=True)
        ]
        for o, line in zip(rows, scores, strict=True)
    ]
    return [
        Match(rows[row], columns[column], scores[row][column], _evidence(old[rows[row]], new[columns[column]]))
        for row, column in best_assignment(gains)
    ]


def _evidence(old: Member, new: Member) -> str:
    """Return by what two members were matched; the number of one without its name and heading is a guess."""
    return "half-read" if old.is_half_read or new.is_half_read else "likeness"


def _match_by_equality(
    old: Sequence[Member], new: Sequence[Member], rows: Sequence[int], columns: Sequence[int]
) -> list[Match]:
    """Match members with equal names, those without name by equal content, in their order."""
    waiting: dict[object, list[int]] = defaultdict(list)
    for n in reversed(columns):
        waiting[new[n].name or new[n].digest].append(n)
    return [
        Match(o, waiting[key].pop(), 1.0, "equality") for o in rows if waiting.get(key := old[o].name or old[o].digest)
    ]


def _match_half_read(
    old: Sequence[Member], new: Sequence[Member], left_old: Sequence[int], left_new: Sequence[int]
) -> list[Match]:
    """Match members whose names both copies lost: what is left is too little to say added or removed.

    By number, or where each copy has but one, that one.
    """
    rows = [n for n in left_old if old[n].is_half_read]
    columns = [n for n in left_new if new[n].is_half_read]
    if len(rows) == len(columns) == 1:
        return [Match(rows[0], columns[0], 0.0, "half-read")]
    by_number = {new[n].container.address[-1:]: n for n in columns}
    return [
        Match(o, by_number[number], 0.0, "half-read")
        for o in rows
        if (number := old[o].container.address[-1:]) in by_number
    ]


def _left(old: Sequence[Member], new: Sequence[Member], matches: Sequence[Match]) -> tuple[list[int], list[int]]:
    taken_old = {match.old for match in matches}
    taken_new = {match.new for match in matches}
    return (
        [n for n in range(len(old)) if n not in taken_old],
        [n for n in range(len(new)) if n not in taken_new],
    )
