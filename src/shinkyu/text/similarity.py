"""Likeness of texts: the only door to rapidfuzz."""

from bisect import bisect_left
from collections.abc import Hashable, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq, Levenshtein


def ratio(before: str, after: str) -> float:
    """Return the likeness of two texts, 0 to 1 (normalised Indel similarity)."""
    return fuzz.ratio(before, after) / 100


def part_ratio(part: str, whole: str) -> float:
    """Return how well *part* is found inside *whole*, 0 to 1."""
    return fuzz.partial_ratio(part, whole) / 100


def part_alignment(part: str, whole: str, least: float = 0.0) -> tuple[float, int, int]:
    """Return how well *part* is found inside *whole* (0 to 1) and where: start and end in *whole*.

    Below *least* it is 0 and nowhere, which is known sooner.
    """
    found = fuzz.partial_ratio_alignment(part, whole, score_cutoff=least * 100)
    if found is None:
        return 0.0, 0, 0
    if len(part) <= len(whole):
        return found.score / 100, found.dest_start, found.dest_end
    return found.score / 100, 0, len(whole)


def in_common(before: str, after: str) -> int:
    """Return how many characters two texts have in common, in order."""
    return LCSseq.similarity(before, after)


def sequence_ratio(before: Sequence[Hashable], after: Sequence[Hashable]) -> float:
    """Return the likeness of two sequences, 0 to 1 (normalised Levenshtein similarity)."""
    return Levenshtein.normalized_similarity(before, after)


def opcodes(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[str, int, int, int, int]]:
    """Return edit blocks as (tag, before start, before end, after start, after end).

    Tags are ``equal``, ``replace``, ``delete``, ``insert``.  Give tokens or token ids, not long texts
    of characters.
    """
    return [(op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in Levenshtein.opcodes(before, after)]


def best_match(query: str, choices: Sequence[str], cutoff: float) -> tuple[int, float] | None:
    """Return position and likeness (0 to 1) of the choice most like *query*, None below *cutoff*."""
    found = process.extractOne(query, choices, scorer=fuzz.ratio, score_cutoff=cutoff * 100)
    return (found[2], found[1] / 100) if found else None


def longest_run(order: Sequence[int]) -> set[int]:
    """Return the numbers of one longest increasing run of *order*: what need not be moved when it is sorted."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, number in enumerate(order):
        place = bisect_left(tails, number)
        tails[place : place + 1] = [number]
        ends[place : place + 1] = [n]
        before.append(ends[place - 1] if place else -1)
    run: set[int] = set()
    n = ends[-1] if ends else -1
    while n >= 0:
        run.add(order[n])
        n = before[n]
    return run
