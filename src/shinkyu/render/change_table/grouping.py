"""One substitution made in many items, declared in one row that lists them."""

from collections.abc import Iterable, Sequence

import msgspec

from shinkyu.model.change import Change, Changes
from shinkyu.model.table import ProposedRow
from shinkyu.text.normalise import fold, is_blank
from shinkyu.text.similarity import opcodes
from shinkyu.text.tokenise import Token, tokens

BETWEEN = "、\n"
"""Between the items in a 項目 cell."""
LONGEST_SUBSTITUTION = 60
"""Folded characters of a side; a longer piece is a passage, which a reader wants to see in its item."""

_TEXTS = ("citation", "organisation", "title", "person", "vendor", "term", "contact", "text")
"""Classes of changes inside a text; a choice or a count says nothing without its item."""
_NOUNS = ("名詞", "接頭辞", "接尾辞")
"""Parts of speech by which a name goes on: 健康 before 増進課, 長 behind it, 健康 in 福祉部健康増進課."""

Substitution = tuple[str, str]


def group_rows(rows: Sequence[ProposedRow], changes: Changes) -> tuple[ProposedRow, ...]:
    """Return the rows, those of one and the same substitution put together where the first of them stood.

    Together go rows that state nothing but this substitution and that propose the same 提出時期 and 説明.
    """
    by_id = {change.id: change for change in changes.changes}
    together: dict[tuple[Substitution, str, str], list[ProposedRow]] = {}
    for row in rows:
        change = by_id[row.changes[0]]
        found = substitution(change) if len(row.changes) == 1 else None
        if found:
            together.setdefault((found, row.timing, row.explanation), []).append(row)
    first = {group[0].changes: (key[0], group) for key, group in together.items() if len(group) > 1}
    gone = {row.changes for _, group in first.values() for row in group[1:]}
    return tuple(
        _merged(*first[row.changes]) if row.changes in first else row for row in rows if row.changes not in gone
    )


def _merged(words: Substitution, group: Sequence[ProposedRow]) -> ProposedRow:
    return msgspec.structs.replace(
        group[0],
        item=BETWEEN.join(row.item for row in group),
        before=(words[0],),
        after=(words[1],),
        changes=tuple(change for row in group for change in row.changes),
        material=any(row.material for row in group),
        reasons=(*dict.fromkeys(reason for row in group for reason in row.reasons), "one-substitution"),
    )


def substitution(change: Change) -> Substitution | None:
    """Return the words that were put for others, where the change is this one substitution and nothing else.

    None where several were made, where words only came or went, or where the old words still stand there.
    """
    if change.op != "modified" or change.cls not in _TEXTS or not change.before or not change.after:
        return None
    old, new = tokens(change.before), tokens(change.after)
    found = {
        (_text(change.before, old[b0:b1]), _text(change.after, new[a0:a1])) for b0, b1, a0, a1 in _places(old, new)
    }
    if len(found) != 1:
        return None
    before, after = found.pop()
    if is_blank(before) or is_blank(after) or max(len(fold(before)), len(fold(after))) > LONGEST_SUBSTITUTION:
        return None
    stays = fold(before) in fold(change.after).replace(fold(after), "\n")
    return None if stays or "\n" in before + after else (before, after)


def _places(old: Sequence[Token], new: Sequence[Token]) -> Iterable[tuple[int, int, int, int]]:
    """Return the runs of tokens that were put for one another, neighbours joined, with the whole of their name."""
    joined: list[tuple[int, int, int, int]] = []
    for tag, b0, b1, a0, a1 in opcodes([t.surface for t in old], [t.surface for t in new]):
        if tag == "equal":
            continue
        if joined and all(token.pos in _NOUNS for token in old[joined[-1][1] : b0]):
            joined[-1] = (joined[-1][0], b1, joined[-1][2], a1)
        else:
            joined.append((b0, b1, a0, a1))
    for b0, b1, a0, a1 in joined:
        while b0 and a0 and old[b0 - 1].surface == new[a0 - 1].surface and old[b0 - 1].pos in _NOUNS:
            b0, a0 = b0 - 1, a0 - 1
        while b1 < len(old) and a1 < len(new) and old[b1].surface == new[a1].surface and old[b1].pos in _NOUNS:
            b1, a1 = b1 + 1, a1 + 1
        yield b0, b1, a0, a1


def _text(whole: str, part: Sequence[Token]) -> str:
    return whole[part[0].start : part[-1].end].strip() if part else ""
