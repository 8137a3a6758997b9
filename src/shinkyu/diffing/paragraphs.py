"""Paragraphs that left one item and stand in another one now."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import astuple

from shinkyu.diffing.texts import Comparison, spans
from shinkyu.model.change import Span
from shinkyu.text.normalise import fold, fold_offsets
from shinkyu.text.orthography import end_of, segments

SHORTEST_PARAGRAPH = 20
"""Folded characters; shorter sentences (〜を行う。) stand in many items without having moved."""

SHORTEST_LINE = 10
"""The same where the piece is a line of its own in both items: ・必要に応じた実地の検査."""

_ENDS = "。、,.()「」・"
"""Signs that belong to what stands around a piece rather than to the piece."""

_BLANKS = " \u3000"

_ENTRY_SIGN = re.compile("[・-]")
"""A sign that opens an entry where a blank stands before it."""

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


class _Piece(NamedTuple):
    """Text that one of the compared texts lost or got: which one, its place there, and its key."""

    text: int
    start: int
    end: int
    key: str


def moved_paragraphs(edits: Sequence[Comparison]) -> list[MovedParagraph]:
    """Return the paragraphs that were deleted from one of the compared texts and inserted in another.

    Whole sentences first, longer runs before shorter ones, so that a paragraph of three sentences is one move
    and not three; then what the comparisons mark as gone here and come there, which need not end in 。.
    """
    found = _moved_sentences([(edit.before, edit.after) for edit in edits])
    return found + _moved_pieces(edits, found)


def _moved_pieces(edits: Sequence[Comparison], told: Sequence[MovedParagraph]) -> list[MovedParagraph]:
    gone = [piece for n, edit in enumerate(edits) for piece in _pieces(n, edit.before, spans(edit, "substance"), 0)]
    come = [piece for n, edit in enumerate(edits) for piece in _pieces(n, edit.after, spans(edit, "substance"), 2)]
    gone = [piece for piece in gone if not any(m.source == piece.text and piece.key in fold(m.before) for m in told)]
    come = [piece for piece in come if not any(m.target == piece.text and piece.key in fold(m.after) for m in told)]
    found: list[MovedParagraph] = []
    taken: set[_Piece] = set()
    pairs = [
        (source, target)
        for source in gone
        for target in come
        if source.text != target.text and (source.key in target.key or target.key in source.key)
    ]
    for source, target in sorted(pairs, key=lambda pair: (-min(len(pair[0].key), len(pair[1].key)), pair)):
        if source in taken or target in taken:
            continue
        taken |= {source, target}
        key = min(source.key, target.key, key=len)
        before, after = edits[source.text].before, edits[target.text].after
        found.append(MovedParagraph(source.text, target.text, _part(before, source, key), _part(after, target, key)))
    return found


def _pieces(text: int, written: str, marked: Sequence[Span], side: int) -> Iterator[_Piece]:
    """Yield the long marked parts of a text; brackets and stops at their ends are no part of the key."""
    for span in marked:
        start, end = astuple(span)[side : side + 2]
        key = _LIST_SIGN.sub("", fold(written[start:end])).strip(_ENDS)
        is_line = _is_line(written, start, end)
        if len(key) >= (SHORTEST_LINE if is_line else SHORTEST_PARAGRAPH):
            yield _Piece(text, start, end, key)


def _part(written: str, piece: _Piece, key: str) -> str:
    """Return the part of *piece* that *key* stands for, with the stop or bracket behind it."""
    folded, offsets = fold_offsets(written[piece.start : piece.end])
    first = folded.index(key)
    last = first + len(key)
    if folded[last : last + 1] == "。":
        last += 1
    return written[piece.start + offsets[first] : end_of(written, piece.start + offsets[last - 1])].strip()


def _moved_sentences(texts: Sequence[tuple[str, str]]) -> list[MovedParagraph]:
    cut = [(sentences(before), sentences(after)) for before, after in texts]
    gone = [_surplus(before, after) for before, after in cut]
    come = [_surplus(after, before) for before, after in cut]
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
        signs = [found.start() for found in _ENTRY_SIGN.finditer(segment, 1)]
        cuts = [n for n in signs if text[offsets[begin + n] - 1].isspace()]
        for start, stop in pairwise((0, *cuts, len(segment))):
            first, last = offsets[begin + start], end_of(text, offsets[begin + stop - 1])
            found.append(Sentence(_LIST_SIGN.sub("", segment[start:stop]), first, last, _is_line(text, first, last)))
        begin += len(segment)
    return found


def _is_line(text: str, first: int, last: int) -> bool:
    while first and text[first - 1] in _BLANKS:
        first -= 1
    while last < len(text) and text[last] in _BLANKS:
        last += 1
    return text[first - 1 : first] in ("", "\n") and text[last : last + 1] in ("", "\n")


def _surplus(run: Sequence[Sentence], other: Sequence[Sentence]) -> list[Sentence | None]:
    """Return the sentences of a text that *other* lacks, None in the place of those it has."""
    there = Counter(sentence.key for sentence in other)
    found: list[Sentence | None] = []
    for sentence in run:
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
