"""The text an item had before a row: the passages of 変更後 taken out, those of 変更前 put in their place."""

import re
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from shinkyu.reconcile.find import find_key, folded, section, seek
from shinkyu.text.normalise import fold_offsets

_SENTENCES = re.compile(r"[^。\n]+。?")
_BORDER = re.compile(r"[。、，,\s()（）「」<>＜＞【】［］\[\]・○●①-⑳]")
"""Where a piece of a text can begin or end; one that ends elsewhere was cut off by its cell."""

_COMMAS = ("、", "，")


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


def put_back(inside: str, afters: tuple[str, ...], befores: tuple[str, ...], *, below: bool = False) -> str | None:
    """Return *inside* with each of *afters* replaced by what *befores* say, None where that cannot be known.

    Args:
        inside: the printed value of an item, which holds all of *afters*.
        afters: the quotations of a 変更後 cell.
        befores: those of the 変更前 cell; without any, *afters* came.
        below: *afters* are headings, and what is below them came too.
    """
    if folded(inside) == folded("".join(afters)):
        return "\n".join(befores)
    edits: list[_Edit] = []
    for after, before in _paired(afters, befores) or ():
        found = _below(after, inside) if below else _edits(inside, after, before)
        if not found:
            return None
        edits += found
    edits.sort()
    if any(not edit.text and not _is_apart(inside, edit) for edit in edits):
        return None
    overlap = any(a.end > b.start for a, b in pairwise(edits))
    if not edits or overlap:
        return None
    text = inside
    for edit in reversed(edits):
        text = _replaced(text, edit)
    return text


def _paired(afters: tuple[str, ...], befores: tuple[str, ...]) -> list[tuple[str, str]] | None:
    """Return each 後 quotation with its 前; quotations that both cells hold stayed."""
    if not befores:
        return [(after, "") for after in afters]
    if len(afters) == len(befores):
        return list(zip(afters, befores, strict=True))
    kept = {folded(text) for text in afters} & {folded(text) for text in befores}
    came = [text for text in afters if folded(text) not in kept]
    gone = [text for text in befores if folded(text) not in kept]
    if came and not gone:
        return [(after, "") for after in came]
    return list(zip(came, gone, strict=True)) if came and len(came) == len(gone) else None


def _edits(inside: str, after: str, before: str) -> list[_Edit]:
    """Return the replacements that turn what *after* says back into *before*; empty where a place is not unique."""
    place = _only_place(after, inside)
    if place:
        return [_Edit(*place, before)]
    came, gone = _SENTENCES.findall(after), _SENTENCES.findall(before)
    if len(came) < 2:
        return []
    places = [_only_place(sentence, inside) for sentence in came]
    opcodes = SequenceMatcher(None, [folded(s) for s in came], [folded(s) for s in gone], autojunk=False).get_opcodes()
    edits: list[_Edit] = []
    for op, a, b, c, d in opcodes:
        here = places[a:b]
        if op == "equal":
            continue
        if any(place is None for place in here) or (op == "replace" and b - a != d - c):
            return []
        if op == "insert":
            anchor = places[a - 1] if a else None
            if anchor is None:
                return []
            edits.append(_Edit(anchor[1], anchor[1], "".join(gone[c:d])))
            continue
        texts = gone[c:d] if op == "replace" else [""] * (b - a)
        edits += [_Edit(*place, text) for place, text in zip(here, texts, strict=True) if place]
    return edits


def _only_place(text: str, inside: str) -> tuple[int, int] | None:
    """Return where *text* stands in *inside*, None where it does not or more than once."""
    whole, offsets = fold_offsets(inside)
    key = folded(text)
    place = find_key(key, whole)
    if place < 0:
        # Another spelling of the same words: the passage that the item prints.
        found = seek(text, inside)
        key = folded(found.quotation) if found.how == "spelling" else ""
        place = find_key(key, whole)
    if place < 0 or find_key(key, whole, place + 1) >= 0:
        return None
    end = offsets[place + len(key) - 1] + 1
    # A passage in other spelling is found without the full stop that the quotation ends with.
    stop = text.rstrip().endswith("。") and inside[end - 1] != "。" and inside[end : end + 1] == "。"
    return offsets[place], end + stop


def _below(heading: str, inside: str) -> list[_Edit]:
    place = section(heading, inside) if _only_place(heading, inside) else None
    return [_Edit(*place, "")] if place else []


def _is_apart(inside: str, edit: _Edit) -> bool:
    """Say whether what came begins and ends at borders, so that it is the whole of it that is taken out."""
    first, last = inside[max(0, edit.start - 1) : edit.start + 1], inside[edit.end - 1 : edit.end + 1]
    opens = edit.start == 0 or any(_BORDER.match(char) for char in first)
    return opens and (edit.end == len(inside) or any(_BORDER.match(char) for char in last))


def _replaced(text: str, edit: _Edit) -> str:
    head, tail = text[: edit.start], text[edit.end :]
    if not edit.text:
        if (not head or head.endswith("\n")) and (not tail or tail.startswith("\n")):
            # What came was a paragraph of its own.
            head, tail = (head, tail[1:]) if tail else (head[:-1], tail)
        elif head[-1:] in _COMMAS and (not tail or tail[0] in (*_COMMAS, "。")):
            # It was one of several that commas part.
            head = head[:-1]
        elif not head:
            tail = tail.lstrip("、，")
    return head + edit.text + tail
