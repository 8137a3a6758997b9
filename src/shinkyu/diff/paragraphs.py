"""Paragraphs that left one item and stand in another one now."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from shinkyu.text.normalise import fold_offsets
from shinkyu.text.orthography import end_of, segments

SHORTEST_PARAGRAPH = 20
"""Folded characters; shorter sentences (〜を行う。) stand in many items without having moved."""

SHORTEST_LINE = 10
"""The same where the piece is a line of its own in both items: ・必要に応じた実地の検査."""

_LIST_SIGN = re.compile(r"^(?:[・●○◎◆◇■□①-⑳]|[(]\d+[)])+")


class Sentence(NamedTuple):
    """A sentence of a text: folded and without list sign, and its place in the text as written."""

    key: str
    start: int
    end: int
    is_line: bool


class MovedParagraph(NamedTuple):
    """A run of sentences; ``source`` and ``target`` are positions in the list of texts."""

    source: int
    target: int
    before: str
    after: str


class _Run(NamedTuple):
    """Sentences ``first`` and following of the source that are those from ``place`` of the target."""

    size: int
    source: int
    target: int
    first: int
    place: int
    length: int


def moved_paragraphs(texts: Sequence[tuple[str, str]]) -> list[MovedParagraph]:
    """Return the paragraphs that were deleted from one (before, after) text and inserted in another.

    Longer runs are taken first, so that a paragraph of three sentences is one move and not three.
    """
    gone = [_surplus(before, after) for before, after in texts]
    come = [_surplus(after, before) for before, after in texts]
    found: list[MovedParagraph] = []
    for run in sorted(_runs(gone, come), key=lambda run: (-run.length, *run[1:5])):
        source = gone[run.source][run.first : run.first + run.size]
        target = come[run.target][run.place : run.place + run.size]
        first, last, head, tail = source[0], source[-1], target[0], target[-1]
        if None in source or None in target or not (first and last and head and tail):
            continue
        before, after = texts[run.source][0], texts[run.target][1]
        found.append(
            MovedParagraph(
                run.source, run.target, before[first.start : last.end].strip(), after[head.start : tail.end].strip()
            )
        )
        gone[run.source][run.first : run.first + run.size] = [None] * run.size
        come[run.target][run.place : run.place + run.size] = [None] * run.size
    return found


def sentences(text: str) -> list[Sentence]:
    """Return the sentences and list entries of *text*; where its lines are wrapped does not matter."""
    key, offsets = fold_offsets(text)
    found: list[Sentence] = []
    begin = 0
    for segment in segments(key):
        cuts = [n for n in range(1, len(segment)) if _opens_entry(segment[n], text, offsets[begin + n])]
        for start, stop in pairwise((0, *cuts, len(segment))):
            first, last = offsets[begin + start], end_of(text, offsets[begin + stop - 1])
            found.append(Sentence(_LIST_SIGN.sub("", segment[start:stop]), first, last, _is_line(text, first, last)))
        begin += len(segment)
    return found


def _opens_entry(char: str, text: str, offset: int) -> bool:
    return char in "・-" and text[offset - 1].isspace()


def _is_line(text: str, first: int, last: int) -> bool:
    return text[:first].rstrip(" \u3000")[-1:] in ("", "\n") and text[last:].lstrip(" \u3000")[:1] in ("", "\n")


def _surplus(text: str, other: str) -> list[Sentence | None]:
    """Return the sentences of *text* that *other* lacks, None in the place of those it has."""
    there = Counter(sentence.key for sentence in sentences(other))
    found: list[Sentence | None] = []
    for sentence in sentences(text):
        if there[sentence.key]:
            there[sentence.key] -= 1
            found.append(None)
        else:
            found.append(sentence)
    return found


def _runs(gone: Sequence[Sequence[Sentence | None]], come: Sequence[Sequence[Sentence | None]]) -> Iterator[_Run]:
    """Yield every longest run of sentences that left one text and came into another."""
    places: dict[str, list[tuple[int, int]]] = {}
    for target, sequence in enumerate(come):
        for place, sentence in enumerate(sequence):
            if sentence:
                places.setdefault(sentence.key, []).append((target, place))
    for source, sequence in enumerate(gone):
        for first, sentence in enumerate(sequence):
            for target, place in places.get(sentence.key, ()) if sentence else ():
                if source == target or (first and place and _same(sequence[first - 1], come[target][place - 1])):
                    continue
                size = 0
                while (
                    first + size < len(sequence)
                    and place + size < len(come[target])
                    and _same(sequence[first + size], come[target][place + size])
                ):
                    size += 1
                pieces = [
                    piece for piece in (*sequence[first : first + size], *come[target][place : place + size]) if piece
                ]
                length = sum(len(piece.key) for piece in pieces) // 2
                if length >= (SHORTEST_LINE if all(piece.is_line for piece in pieces) else SHORTEST_PARAGRAPH):
                    yield _Run(size, source, target, first, place, length)


def _same(gone: Sentence | None, come: Sentence | None) -> bool:
    return gone is not None and come is not None and gone.key == come.key
