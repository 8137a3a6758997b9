"""Texts of a change in pieces: what stayed, went and came, long stretches that stayed folded."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from shinkyu.model.change import Change
from shinkyu.render.changes import WHOLE
from shinkyu.render.runs import changed_runs

Kind = Literal["same", "del", "ins", "fold", "gap"]
"""``fold``: stayed, and may be folded away; ``gap``: left out for good, the text is only …."""

FOLD_FROM = 200
"""Characters that stayed in one stretch; of longer ones the middle folds."""
_KEPT = 60
"""Characters shown beside a folded stretch: two lines of a column."""
_CONTEXT = 16
"""Characters shown before and after a change in a line that only names it."""
_LONGEST_LINE = 240
"""Characters of such a line."""
_ALIKE = 0.3
"""Share of the shorter cell that stays; of two texts with less in common marks word by word tell nothing."""


class Piece(NamedTuple):
    """A stretch of text."""

    kind: Kind
    text: str


Pieces = tuple[Piece, ...]


class Texts(NamedTuple):
    """A change as two texts beside each other, and as one."""

    old: Pieces
    new: Pieces
    inline: Pieces


def change_texts(change: Change) -> Texts:
    """Return the texts of a change; the old one holds no ``ins`` and the new one no ``del``."""
    before, after = change.before or "", change.after or ""
    if change.op in ("moved", "renumbered"):
        return _folded_texts(
            _one("same", before or after), _one("same", after or before), _one("same", after or before)
        )
    if change.before is None or change.after is None or not change.spans or change.cls in WHOLE:
        if change.op == "notation":
            return cell_texts(before, after)
        return _folded_texts(_one("del", before), _one("ins", after), (*_one("del", before), *_one("ins", after)))
    old: list[Piece] = []
    new: list[Piece] = []
    inline: list[Piece] = []
    b = a = 0
    for span in sorted(change.spans, key=lambda span: (span.before_start, span.after_start)):
        old += [Piece("same", before[b : span.before_start]), Piece("del", before[span.before_start : span.before_end])]
        new += [Piece("same", after[a : span.after_start]), Piece("ins", after[span.after_start : span.after_end])]
        inline += [new[-2], old[-1], new[-1]]
        b, a = span.before_end, span.after_end
    old.append(Piece("same", before[b:]))
    new.append(Piece("same", after[a:]))
    return _folded_texts(tuple(old), tuple(new), (*inline, new[-1]))


def cell_texts(before: str, after: str) -> Texts:
    """Return two cells of a declared row with the words that differ marked, where the cells are alike."""
    old_runs, new_runs = changed_runs(before, after)
    kept = sum(len(run.text) for run in old_runs if not run.changed)
    if kept < _ALIKE * min(len(before), len(after)):
        return _folded_texts(_one("del", before), _one("ins", after), (*_one("del", before), *_one("ins", after)))
    inline = _woven(
        [Piece("del" if run.changed else "same", run.text) for run in old_runs],
        [Piece("ins" if run.changed else "same", run.text) for run in new_runs],
    )
    # What came leaves a place where it is not yet: both sides fold around the same places.
    old = tuple(Piece("del", "") if piece.kind == "ins" else piece for piece in inline)
    new = tuple(Piece("ins", "") if piece.kind == "del" else piece for piece in inline)
    return _folded_texts(old, new, inline)


def line_of(change: Change) -> Pieces:
    """Return a change in one line: the words that came and went with a little context, cut where it grows long."""
    found: list[Piece] = []
    left = _LONGEST_LINE
    pieces = [piece for piece in change_texts(change).inline if piece.text]
    whole = _unfolded(pieces)
    for n, piece in enumerate(whole):
        if left <= 0:
            found.append(Piece("gap", "…"))
            break
        text = piece.text.replace("\n", " ")
        if piece.kind == "same":
            head = text[:_CONTEXT] if n else ""
            tail = text[-_CONTEXT:] if n + 1 < len(whole) else ""
            shown = [("same", text)] if len(text) <= 2 * _CONTEXT else [("same", head), ("gap", "…"), ("same", tail)]
            if len(whole) == 1:
                shown = [("same", text[:left]), ("gap", "…" if len(text) > left else "")]
        else:
            shown = [(piece.kind, text[:left]), ("gap", "…" if len(text) > left else "")]
        found += [Piece(kind, words) for kind, words in shown if words]  # type: ignore[arg-type]
        left -= sum(len(words) for _, words in shown)
    return tuple(found)


def _one(kind: Kind, text: str) -> Pieces:
    return (Piece(kind, text),) if text else ()


def _woven(old: list[Piece], new: list[Piece]) -> Pieces:
    """Return both texts as one; what stayed is the same on both sides, but may be cut elsewhere."""
    found: list[Piece] = []
    while old or new:
        if old and old[0].kind == "del":
            found.append(old.pop(0))
        elif new and new[0].kind == "ins":
            found.append(new.pop(0))
        else:
            length = min(len(old[0].text), len(new[0].text))
            found.append(Piece("same", new[0].text[:length]))
            for side in (old, new):
                rest = side.pop(0).text[length:]
                if rest:
                    side.insert(0, Piece("same", rest))
    return tuple(found)


def _unfolded(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces with folded stretches joined to what stands beside them."""
    found: list[Piece] = []
    for piece in pieces:
        kind: Kind = "same" if piece.kind == "fold" else piece.kind
        if found and found[-1].kind == kind == "same":
            found[-1] = Piece("same", found[-1].text + piece.text)
        else:
            found.append(Piece(kind, piece.text))
    return found


def _folded_texts(old: Pieces, new: Pieces, inline: Pieces) -> Texts:
    return Texts(_folded(old), _folded(new), _folded(inline))


def _folded(pieces: Pieces) -> Pieces:
    """Return pieces, none empty, with the middle of each long stretch that stayed as a ``fold`` of its own.

    An empty ``del`` or ``ins`` is the place of words that only the other side has.
    """
    shown = [piece for piece in pieces if piece.text or piece.kind != "same"]
    found: list[Piece] = []
    for n, (kind, text) in enumerate(shown):
        if kind != "same" or len(text) <= FOLD_FROM:
            found.append(Piece(kind, text))
            continue
        start = _KEPT if n or len(shown) == 1 else 0
        end = len(text) - _KEPT if n + 1 < len(shown) else len(text)
        found += [Piece("same", text[:start]), Piece("fold", text[start:end]), Piece("same", text[end:])]
    return tuple(piece for piece in found if piece.text)
