"""Choices, boxes, dates and counts of a torn page: what one label of the page alone can claim."""

import re
from collections.abc import Mapping, Sequence

from shinkyu.extract.evidence import ONLY_FIT, OWN_LINE
from shinkyu.extract.loose_boxes import Box, boxes_of
from shinkyu.extract.pages import BRACKETS, OPTION_LINE
from shinkyu.extract.placed import Slot
from shinkyu.extract.torn_page import TornPage, box_text
from shinkyu.extract.values import match_option, read_checks
from shinkyu.text.normalise import fold
from shinkyu.text.wareki import single_date

_COUNT = re.compile(r"\(([\d,]*)\)件")


def take_marks(page: TornPage) -> None:
    """Give the boxes, choices, dates and counts of a page to the items that they fit alone."""
    _boxes(page)
    _choices(page)
    _dates(page)
    _counts(page)


def _boxes(page: TornPage) -> None:
    sets: list[tuple[int | None, Slot]] = [(n, slot) for slot, n in page.open_items("checks").items()]
    sets += [(None, slot) for slot in _unlabelled(page)]
    options = [option for _, slot in sets for option in page.spec(slot).options]
    lines = [(n, line.text) for n, line in enumerate(page.lines) if not OPTION_LINE.match(fold(line.text))]
    printed = boxes_of(lines, options)
    bodies = {slot: page.body(n) for n, slot in sets if n is not None}
    for n, slot in sets:
        _box_set(page, n, slot, printed, bodies, [other for _, other in sets])


def _unlabelled(page: TornPage) -> list[Slot]:
    """Return the boxes that are their own label (委託しない) and stand on this page."""
    return [
        slot
        for slot in page.stretch.slots
        if (spec := page.spec(slot)).kind == "checks"
        and all(option.text.startswith(spec.label) for option in spec.options)
        and Slot(spec.parent or "", slot.file) in page.announced
        and slot not in page.placed.fragments
    ]


def _box_set(
    page: TornPage, n: int | None, slot: Slot, printed: list[Box], bodies: Mapping[Slot, range], sets: Sequence[Slot]
) -> None:
    spec = page.spec(slot)
    body = bodies.get(slot, range(0))
    head = page.found[n].rest if n is not None else ""
    text = "\n".join([head, *(page.lines[k].text for k in body[1:])])
    whole = read_checks(text, spec.options)
    complete = body and not whole.unknown and fold(text).count("[") == len(spec.options)
    if complete:
        page.keep(slot, text, body, ONLY_FIT if page.descents else OWN_LINE, n)
        return
    states: dict[str, list[Box]] = {}
    for option in spec.options:
        keys = {fold(text) for text in (option.text, *option.aliases)}
        mine = [box for box in printed if box.option in keys]
        rivals = [s for s in sets if any(fold(o.text) in keys for o in page.spec(s).options)]
        inside = [box for box in mine if box.line in body]
        if len(rivals) > 1 and page.descents == 0 and len(inside) == 1:
            mine = inside
        elif len(rivals) > 1 and len(mine) != len(rivals):
            mine = []
        if mine and len({box.state for box in mine}) == 1:
            states[option.text] = mine
    known = {o: boxes[0].state for o, boxes in states.items() if boxes[0].state != "unknown"}
    if not states:
        return
    words = [box_text(option, on=state == "on") for option, state in known.items()]
    lines = sorted({box.line for boxes in states.values() for box in boxes})
    page.keep(slot, " ".join(words) or spec.label, lines, ONLY_FIT, n)


def _choices(page: TornPage) -> None:
    waiting = page.open_items("choice")
    printed = [
        (n, text)
        for n, line in enumerate(page.lines)
        if n not in page.taken
        and not OPTION_LINE.match(fold(line.text))
        and (text := BRACKETS.sub("", line.text.partition("＜選択肢＞")[0]).strip())
    ]
    loose: dict[int, list[Slot]] = {}
    texts: dict[int, str] = {}
    for n, text in printed:
        if n in page.covered:
            continue
        fits = [slot for slot in waiting if match_option(text, page.spec(slot).options)]
        if fits:
            loose[n], texts[n] = fits, text
    if page.descents == 0:
        for n in list(loose):
            owner = max((k for k in range(len(page.found)) if page.found[k].first < n), default=-1)
            items = page.places[owner] if owner >= 0 else ()
            if len(items) == 1 and items[0] in loose[n]:
                loose[n] = [items[0]]
    crowded = [s for n in page.stretch.crowded for s in page.places[n] if page.spec(s).kind == "choice"]
    for n in list(loose):
        loose[n] += [s for s in crowded if match_option(texts[n], page.spec(s).options) and s not in loose[n]]
    _match_choices(page, waiting, loose, texts)


def _match_choices(
    page: TornPage, waiting: dict[Slot, int | None], loose: dict[int, list[Slot]], texts: dict[int, str]
) -> None:
    """Give printed options to labels as long as there is one way only."""
    while True:
        step = _one_way(page, waiting, loose, texts)
        if not step:
            break
        for slot, n in step:
            page.keep(slot, f"[{texts[n]}]", (n,), ONLY_FIT, waiting[slot])
        given = {slot for slot, _ in step}
        used = {n for _, n in step}
        loose = {
            n: rest for n, fits in loose.items() if n not in used and (rest := [s for s in fits if s not in given])
        }
    for n, fits in loose.items():
        page.undecided[(n,)] = tuple(fits)


def _one_way(
    page: TornPage, waiting: dict[Slot, int | None], loose: dict[int, list[Slot]], texts: dict[int, str]
) -> list[tuple[Slot, int]]:
    """Return texts that all say the same and are as many as the items that they fit."""
    for fits in loose.values():
        same = [n for n, other in loose.items() if set(other) & set(fits)]
        alike = len({fold(texts[n]) for n in same}) == 1 and all(set(loose[n]) == set(fits) for n in same)
        if alike and all(slot in waiting for slot in fits) and len(same) == len(fits):
            return list(zip(fits, same, strict=True))
    return []


def _dates(page: TornPage) -> None:
    waiting = list(page.open_items("date").items())
    loose = [n for n in page.free_lines() if single_date(page.lines[n].text) and n not in page.leaks]
    if len(waiting) == len(loose) == 1:
        slot, n = waiting[0]
        page.keep(slot, page.lines[loose[0]].text, loose, ONLY_FIT, n)


def _counts(page: TornPage) -> None:
    slots = [s for s in page.stretch.slots if page.spec(s).kind == "count" and _announced(page, s)]
    for slot in slots:
        heads = [fold(a.label) for a in page.labels.template.ancestors(page.spec(slot))[-1:]]
        printed = [
            (n, m.group(1))
            for n, line in enumerate(page.lines)
            for m in _COUNT.finditer(fold(line.text))
            if len(slots) == 1 or any(fold(line.text)[: m.start()].endswith(head) for head in heads)
        ]
        if not printed and len(slots) == 1:
            printed = _torn_count(page)
        if len(printed) == 1 and slot not in page.placed.fragments:
            label = page.labels.template.by_id[page.spec(slot).parent or ""].label
            page.keep(slot, f"{label}（{printed[0][1]}）件", (printed[0][0],), ONLY_FIT)


def _torn_count(page: TornPage) -> list[tuple[int, str]]:
    """Return the only number of a page whose ``( ) 件`` has lost its number."""
    keys = [fold(line.text) for line in page.lines]
    brackets = [key for key in keys if key.endswith(")件")]
    numbers = [(n, key) for n, key in enumerate(keys) if key.isdecimal() and n not in page.taken]
    return numbers if len(brackets) == len(numbers) == 1 else []


def _announced(page: TornPage, slot: Slot) -> bool:
    """Say whether a label above *slot* stands on this page."""
    above = {a.id for a in page.labels.template.ancestors(page.spec(slot)) if a.role == "row"}
    return any(Slot(spec, slot.file, slot.member) in page.announced for spec in above)
