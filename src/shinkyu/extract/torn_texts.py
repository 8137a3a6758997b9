"""Texts of a torn page, from the surest evidence to what is left over.

What decides, in this order: a value on its label's line; a text that hangs together with its label; the order of the
form, on pages that still have it; the same text at the same item of another 特定個人情報ファイル; a text
between or below labels; and at last what is left over for the only label that has nothing.  What two labels
can claim is given to neither: it is kept with the items it may belong to.
"""

import itertools
from collections.abc import Callable, Mapping, Sequence

from shinkyu.extract.evidence import (
    BELOW,
    IN_ORDER,
    LEFT_OVER,
    NEXT_LINES,
    NOTHING_LEFT,
    OTHER_TEXT,
    OWN_LINE,
    SAME_ELSEWHERE,
    SAME_TEXT,
    SEVERAL,
    Evidence,
)
from shinkyu.extract.pages import BRACKETS
from shinkyu.extract.placed import Fragment, Slot
from shinkyu.extract.torn_page import Block, TornPage, box_text
from shinkyu.extract.values import match_option, read_checks
from shinkyu.model.document import Checks
from shinkyu.text.normalise import fold, is_blank
from shinkyu.text.similarity import ratio
from shinkyu.text.wareki import single_date


def take_own_lines(page: TornPage) -> None:
    """Take what stands on the line of a label."""
    for n, slot in page.settled("text", "date", "choice"):
        label = page.found[n]
        spec = page.spec(slot)
        rest = label.rest
        if not rest and spec.id.endswith("[].name") and label.before:
            rest = label.before
        if not rest:
            continue
        if spec.kind != "choice" and is_blank(rest):
            page.keep(slot, rest, (), OWN_LINE, n)
        elif spec.kind == "choice":
            option = match_option(BRACKETS.sub("", rest.partition("＜選択肢＞")[0]).strip(), spec.options)
            if option:
                page.keep(slot, f"[{option}]", (), OWN_LINE, n)
        elif spec.kind in ("text", "date") and _is_value(page, rest) and page.is_certain(spec, rest):
            more = page.hanging(label.after)
            joined = page.joined(more, rest)
            if more and not page.is_certain(spec, joined):
                more, joined = [], rest
            page.keep(slot, joined, more, OWN_LINE, n)


def _is_value(page: TornPage, text: str) -> bool:
    """Say whether what stands beside a label can be its value: nothing of the form."""
    return not page.furniture.has(text)


def take_texts(page: TornPage) -> None:
    """Give the texts of a page to the items that they fit alone."""
    _hanging_texts(page)
    _texts_in_order(page)
    _texts_known(page)
    _enclosed(page)
    _next_block(page)
    _left_over(page)


def _hanging_texts(page: TornPage) -> None:
    for n, slot in page.settled("text", "date"):
        lines = page.hanging(page.found[n].after)
        text = page.joined(lines)
        if lines and page.is_certain(page.spec(slot), text):
            page.keep(slot, text, lines, NEXT_LINES, n)


def _texts_in_order(page: TornPage) -> None:
    """On a page that has kept the order of the form, take what stands between two of its landmarks."""
    if page.descents > 1:
        return
    _assign(page, lambda block: _between(page, block), IN_ORDER)


def _texts_known(page: TornPage) -> None:
    """Take the texts that stand at the same item of another file."""
    for slot, n in page.open_items("text").items():
        texts = [fold(known.text) for known in page.known if known.spec == slot.spec]
        if not texts:
            continue
        blocks = page.blocks()
        best: tuple[float, tuple[Block, ...]] = (0.0, ())
        for first, last in itertools.combinations(range(len(blocks) + 1), 2):
            part = tuple(blocks[first:last])
            likeness = max(ratio(fold("".join(b.text for b in part)), text) for text in texts)
            best = max(best, (likeness, part), key=lambda found: found[0])
        likeness, part = best
        if likeness < SAME_TEXT or _elsewhere(page, part, slot) >= min(likeness, OTHER_TEXT):
            continue
        _keep_blocks(page, slot, part, SAME_ELSEWHERE, n)


def _elsewhere(page: TornPage, part: Sequence[Block], slot: Slot) -> float:
    """Return how like the texts are to what another open item of the page has in another file."""
    text = fold("".join(block.text for block in part))
    others = {other.spec for other in page.open_items("text")} - {slot.spec}
    return max((ratio(text, fold(known.text)) for known in page.known if known.spec in others), default=0.0)


def _enclosed(page: TornPage) -> None:
    """Take a text between two labels that follow each other in the form, wherever they stand."""
    for n, slot in page.settled("text"):
        if n + 1 >= len(page.found) or not _follow(page, n, n + 1):
            continue
        inside = _blocks_below(page, n)
        if inside and _claims(page, n, inside[0], slot):
            _keep_blocks(page, slot, inside, IN_ORDER, n)


def _next_block(page: TornPage) -> None:
    """Take the one text right below a label that the page has once."""
    for n, slot in page.settled("text"):
        blocks = _blocks_below(page, n)
        alone = sum(other.specs == page.found[n].specs for other in page.found) == 1
        beneath = len(blocks) == 1 and blocks[0].lines[0] == page.found[n].after and page.has_gaps
        if alone and beneath and _claims(page, n, blocks[0], slot):
            page.keep(slot, blocks[0].text, blocks[0].lines, BELOW, n)


def _blocks_below(page: TornPage, n: int) -> list[Block]:
    """Return the free texts between label *n* and the next one."""
    return [block for block in page.blocks() if page.found[n].after <= block.lines[0] < page.body(n).stop]


def _keep_blocks(page: TornPage, slot: Slot, blocks: Sequence[Block], evidence: Evidence, label: int | None) -> None:
    """Put texts to an item together, a paragraph each."""
    lines = [k for block in blocks for k in block.lines]
    page.keep(slot, "\n".join(block.text for block in blocks), lines, evidence, label)


def _claims(page: TornPage, n: int, block: Block, slot: Slot) -> bool:
    """Say whether a text below label *n* is of no other label in the row above it, and may be of its item."""
    row = _row_above(page, block.lines[0])
    rivals = [p for p in row if p >= 0 and page.stretch.slots[p] in page.open_items("text", "date")]
    return slot in _may_hold(page, block) and -1 not in row and rivals in ([], [page.stretch.chosen[n][0]])


def _follow(page: TornPage, first: int, second: int) -> bool:
    """Say whether no label can be missing between two labels of the page."""
    if page.stretch.settled(first) is None or page.stretch.settled(second) is None:
        return False
    a, b = page.stretch.chosen[first], page.stretch.chosen[second]
    between = page.stretch.slots[a[0] + 1 : b[0]]
    return a[0] < b[0] and all(page.spec(s).role == "risk" for s in between)


def _left_over(page: TornPage) -> None:
    """Give the texts that are left to the only label without one; keep them with the items they may be of."""
    waiting = list(page.open_items("text"))
    doubtful = (items for n, items in enumerate(page.places) if len(items) > 1 or n in page.stretch.crowded)
    unsettled = [s for items in doubtful for s in items if page.spec(s).kind == "text"]
    free = (s for s in unsettled if s not in page.placed.fragments)
    candidates = tuple(dict.fromkeys([*waiting, *free]))
    if page.carried and not page.found:
        candidates = (*candidates, page.carried)
    blocks = [block for block in page.blocks() if block.lines not in page.undecided]
    remarks = {block.lines: tuple(_remarks(page, block)) for block in blocks}
    certain = not page.stretch.crowded and not any(remarks.values())
    if len(candidates) == len(waiting) == 1 and certain and _runs(page, blocks) == 1:
        _assign(page, lambda _: [candidates[0]], LEFT_OVER)
        return
    for block in blocks:
        dates = tuple(page.open_items("date")) if single_date(block.text) else ()
        fits = dates or (*candidates, *remarks[block.lines])
        if fits:
            page.undecided.setdefault(block.lines, fits)


def _runs(page: TornPage, blocks: Sequence[Block]) -> int:
    """Return in how many places of the page the blocks stand."""
    return 1 + sum(b.lines[0] != a.lines[-1] + 1 for a, b in itertools.pairwise(blocks))


def _assign(page: TornPage, candidates: Callable[[Block], list[Slot]], evidence: Evidence) -> None:
    """Give each block to its only candidate; blocks of one candidate go to it together."""
    waiting = page.open_items("text")
    given: dict[Slot, list[Block]] = {}
    for block in page.blocks():
        fits = candidates(block)
        if len(fits) == 1 and fits[0] in waiting:
            given.setdefault(fits[0], []).append(block)
    for slot, blocks in given.items():
        _keep_blocks(page, slot, blocks, evidence if len(blocks) == 1 else SEVERAL, waiting[slot])


def _between(page: TornPage, block: Block) -> list[Slot]:
    """Return the open items between the landmarks around a text of a page in order.

    Labels that stand in a row above the text may all be meant: the first of them as well as the last.
    """
    marks = page.landmarks
    before = [mark for mark in marks if mark[0] < block.lines[0]]
    after = [mark for mark in marks if mark[0] > block.lines[0]]
    low = min((p for p in _row_above(page, block.lines[0]) if p >= 0), default=before[-1][1] if before else 0)
    high = after[0][1] if after else len(page.stretch.slots)
    candidates = _may_hold(page, block)
    if low > high:  # between the two runs of a page that has its values behind all of its labels
        return candidates
    if not before and page.carried:
        return [page.carried, *(s for s in candidates if page.position(s) < high)]
    return [s for s in candidates if low <= page.position(s) < high]


def _row_above(page: TornPage, line: int) -> list[int]:
    """Return the positions of the labels that stand above a line with no text between, -1 for unsettled ones."""
    texts = {n for block in page.blocks() for n in block.lines} | (page.taken - page.covered)
    found: list[int] = []
    for n in sorted(range(len(page.found)), key=lambda n: -page.found[n].first):
        label = page.found[n]
        if label.first >= line:
            continue
        if any(label.after <= k < line for k in texts) or (label.rest and not is_blank(label.rest)):
            break
        found.append(page.stretch.chosen[n][0] if page.stretch.settled(n) else -1)
        line = label.first
    return found


def _may_hold(page: TornPage, block: Block) -> list[Slot]:
    """Return the open items that a text may be of: a lone date is of a date, else it is a text or a remark."""
    if single_date(block.text):
        dates = list(page.open_items("date"))
        if dates:
            return dates
    return sorted([*page.open_items("text"), *_remarks(page, block)], key=page.position)


def _remarks(page: TornPage, block: Block) -> list[Slot]:
    """Return the boxes of this page whose remark a text may be: one that asks for it is marked, or may be.

    A remark is a phrase; what has whole sentences is none.
    """
    found: list[Slot] = []
    if "。" in block.text:
        return found
    for slot in (item for items in page.places for item in items):
        asking = [option.text for option in page.spec(slot).options if option.note]
        checks = _checks(page, slot) if asking else Checks()
        if any(text not in checks.off and text not in checks.notes for text in asking):
            found.append(slot)
    return list(dict.fromkeys(found))


def _checks(page: TornPage, slot: Slot) -> Checks:
    """Return the boxes of an item as far as they are settled."""
    text = "\n".join(fragment.text for fragment in page.placed.fragments.get(slot, []))
    return read_checks(text, page.spec(slot).options)


def close_empty(page: TornPage) -> None:
    """An item is empty when its label is printed and nothing on the page can be its value."""
    doubtful = {slot for slots in page.undecided.values() for slot in slots}
    explained = (
        not page.stretch.crowded and not [b for b in page.blocks() if b.lines not in page.undecided] and not page.leaks
    )
    for slot, n in page.open_items("text", "date", "choice").items():
        if slot not in doubtful and slot not in page.earlier and explained:
            dash = _dash_below(page, n)
            page.keep(slot, page.lines[dash[0]].text if dash else "", dash, NOTHING_LEFT, n)


def withhold_remarks(page: TornPage) -> None:
    """Leave open a marked box whose remark may be one of the texts that found no place.

    In a layer without blank lines between its cells the remark may be part of any text of the page.
    """
    doubtful = {slot for slots in page.undecided.values() for slot in slots}
    if not page.has_gaps:
        doubtful.update(slot for items in page.places for slot in items)
    for slot in sorted(slot for slot in doubtful if page.spec(slot).kind == "checks"):
        fragments = page.placed.fragments.get(slot, [])
        checks = _checks(page, slot)
        asking = {option.text for option in page.spec(slot).options if option.note}
        bare = (asking & set(checks.on)) - checks.notes.keys()
        if bare and fragments:
            boxes = [
                box_text(option, on=True) + _bracketed(checks.notes, option)
                for option in checks.on
                if option not in bare
            ]
            text = " ".join([*boxes, *(box_text(option, on=False) for option in checks.off)])
            raws = tuple(raw for fragment in fragments for raw in fragment.raws)
            page.placed.fragments[slot] = [Fragment(text or page.spec(slot).label, fragments[0].line, raws)]


def _bracketed(notes: Mapping[str, str], option: str) -> str:
    return f"（{notes[option]}）" if option in notes else ""


def _dash_below(page: TornPage, label: int | None) -> tuple[int, ...]:
    """Return the line right below a label when it is a mark for nothing."""
    below = page.found[label].after if label is not None else len(page.lines)
    if below >= len(page.lines) or below in page.taken or below in page.covered:
        return ()
    return (below,) if is_blank(page.lines[below].text) else ()
