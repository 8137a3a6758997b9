"""Rows that show boxes: ``[○]内部監査``, ``[]その他``; or name them: 内部監査 を追加."""

import re
from dataclasses import replace
from typing import NamedTuple

from shinkyu.codec.printed import printed
from shinkyu.model.declaration import Directive
from shinkyu.model.document import ChecksItem, Item
from shinkyu.reconcile.find import folded
from shinkyu.reconcile.outcome import Case, Outcome, whole_of
from shinkyu.reconcile.subjects import Subject, content
from shinkyu.reconcile.texts import judge_text

_BOX = re.compile(r"\[(?P<mark>[○✓✔レ]?)\](?P<label>[^\[\]]+)")
_NONE_TICKED = re.compile(r"(チェック|選択|レ点|印|該当|記載)[^。]{0,4}(なし|無|ない)")
_NAMES = re.compile(r"[、，,\s]+")
_ONLY = re.compile(r"(のみ|だけ)$")


class Box(NamedTuple):
    """A box as a row shows it."""

    label: str
    marked: bool


def judge_boxes(case: Case) -> Outcome:
    """Judge a row that shows boxes: ``[○]内部監査``, ``[]その他``."""
    subject = next((s for s in case.subjects if isinstance(s.new, ChecksItem)), None)
    if subject is None:
        return judge_text(case)
    now = [(box, _holds(subject.new, box)) for box in boxes(case.directive.after)]
    evidence, here = whole_of(subject, "boxes"), (subject.address,)
    right = [box for box, holds in now if holds]
    if any(holds is False for _, holds in now):
        return _boxes_differ(case, subject, bool(right))
    if any(holds is None for _, holds in now) or not right:
        return Outcome("unverifiable", "value-undecidable", evidence, here)
    if not case.truncated.after and any(box.label.count("(") > box.label.count(")") for box in right):
        return Outcome("partly", "wording-differs", evidence, here)
    if case.compared and subject.added and case.directive.before and not _none_ticked(case.directive.before):
        return Outcome("partly", "before-differs-from-old", evidence, here)
    if not case.compared or subject.old is None or subject.old.state in ("unread", "undecidable"):
        return Outcome("confirmed", "boxes-agree", evidence, here)
    if all(_holds(subject.old, box) for box in right):
        return Outcome("contradicted", "item-unchanged", evidence, here)
    before = boxes(case.directive.before)
    if any(_holds(subject.old, box) is False or not boxes_meant(subject.old, box.label) for box in before):
        return Outcome("partly", "before-differs-from-old", evidence, here)
    if not before and _says_otherwise(case.directive.before, subject.old, right):
        return Outcome("partly", "before-differs-from-old", evidence, here)
    return Outcome("confirmed", "boxes-agree", evidence, here)


def _says_otherwise(texts: tuple[str, ...], old: Item, changed: list[Box]) -> bool:
    """Say whether a 前 cell without boxes names others than those that were ticked and those that the row changed."""
    if not texts or _NONE_TICKED.search(folded("".join(texts))) or not isinstance(old, ChecksItem):
        return False
    value = old.value
    known = {folded(text) for text in (*value.on, *value.notes.values(), printed(old), content(old))}
    known |= {folded(option) for box in changed for option, _ in boxes_meant(old, box.label)}
    known |= {option.partition("(")[0] for option in known}
    names = [folded(name) for text in texts for name in _NAMES.split(text)]
    names = [_ONLY.sub("", name) for name in names if name]
    whole = folded("".join(texts))
    return whole not in known and not (names and all(name in known for name in names))


def _none_ticked(texts: tuple[str, ...]) -> bool:
    """Say whether a 前 cell says that no box was ticked, in words or by showing them empty."""
    shown = boxes(texts)
    return not any(box.marked for box in shown) if shown else bool(_NONE_TICKED.search(folded("".join(texts))))


def named_boxes(case: Case) -> Case | None:
    """Return a row that adds or deletes options by their names as one that shows their boxes, None for any other.

    The words of その他 stand in その他住民票関係情報 as well, so that an option is known by its whole name only.
    """
    directive = case.directive
    texts = directive.before if directive.op == "delete" else directive.after
    subject = case.subjects[0].new if len(case.subjects) == 1 else None
    if directive.op not in ("add", "delete") or not isinstance(subject, ChecksItem):
        return None
    marked = subject.value
    options = {folded(option): option for option in (*marked.on, *marked.off, *marked.unknown)}
    whole = [[folded(text)] if folded(text) in options else re.split(r"[、，,\s]+", text) for text in texts]
    named = [folded(name) for names in whole for name in names if name]
    if not named or not all(name in options for name in named):
        return None
    on, off = (tuple(f"[{mark}]{options[name]}" for name in named) for mark in ("○", ""))
    before, after = (on, off) if directive.op == "delete" else (off, on)
    return replace(case, directive=Directive("checks", "boxes", before=before, after=after))


def _boxes_differ(case: Case, subject: Subject, some: bool) -> Outcome:
    evidence, here = whole_of(subject, "boxes"), (subject.address,)
    if some:
        return Outcome("partly", "boxes-differ", evidence, here)
    old = subject.old if case.compared else None
    before = boxes(case.directive.before)
    turned = bool(before) and all(_holds(subject.new, box) for box in before)
    if old is not None and turned and all(_holds(old, box) for box in boxes(case.directive.after)):
        return Outcome("contradicted", "reversed", evidence, here, half_true=True)
    return Outcome("contradicted", "boxes-differ", evidence, here)


def boxes(texts: tuple[str, ...]) -> list[Box]:
    """Return the boxes that cells show, in order."""
    return [
        Box(match.group("label").rstrip("、,・"), bool(match.group("mark")))
        for match in _BOX.finditer(folded("".join(texts)))
    ]


def _holds(item: Item, box: Box) -> bool | None:
    """Say whether a box is as the row shows it; None where the copy does not tell."""
    if not isinstance(item, ChecksItem):
        return None
    meant = boxes_meant(item, box.label)
    if not meant or len({state for _, state in meant}) > 1 or meant[0][1] is None:
        return None
    option, state = meant[0]
    return state == box.marked and (not state or _note_holds(item, option, box.label))


def boxes_meant(item: Item, label: str) -> list[tuple[str, bool | None]]:
    """Return the options of an item that the label of a box can mean, each with its state."""
    if not isinstance(item, ChecksItem):
        return []
    states: dict[bool | None, tuple[str, ...]] = {True: item.value.on, False: item.value.off, None: item.value.unknown}
    known = [(option, state) for state, options in states.items() for option in options]
    return [(option, state) for option, state in known if folded(option) == label] or [
        (option, state) for option, state in known if _same_but_for_brackets(option, label)
    ]


def _same_but_for_brackets(option: str, label: str) -> bool:
    return folded(option).partition("(")[0] == label.partition("(")[0]


def _note_holds(item: ChecksItem, option: str, label: str) -> bool:
    """A remark in brackets behind the label must be the one the item prints."""
    if folded(option) == label or "(" not in label:
        return True
    note = label.removeprefix(folded(option)).strip("()")
    return note in folded(item.value.notes.get(option, ""))
