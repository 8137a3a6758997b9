"""Some of the changes: those that somebody asks for, without those that a project ignores."""

import re
from collections.abc import Sequence

import msgspec

from shinkyu.model.change import FACETS, KINDS, Change, Changes, Ignored, IgnoreRule, Selection, weight
from shinkyu.model.document import Address
from shinkyu.text.normalise import label_key


def select(changes: Changes, only: Sequence[str] = (), ignore: Sequence[IgnoreRule] = ()) -> Changes:
    """Return the changes that are asked for, with the ids they have among all, and what was left out.

    Words of one kind widen the choice, words of different kinds narrow it: ``added``, ``removed`` and
    ``material`` are the ※ items that were added or removed.  A change that several rules take out counts for
    the first of them.

    Args:
        changes: all changes of a comparison.
        only: words of ``KINDS``; all changes when empty.
        ignore: what the project does not want to hear of.

    Raises:
        ValueError: a word is none of ``KINDS``.
    """
    unknown = [word for word in only if word not in KINDS]
    if unknown:
        raise ValueError(f"{unknown[0]} is no kind of change; known are {', '.join(KINDS)}")
    taken: list[list[Change]] = [[] for _ in ignore]
    kept: list[Change] = []
    hidden = 0
    for change in changes.changes:
        rule = next((n for n, rule in enumerate(ignore) if is_ignored(change, rule)), None)
        if rule is not None:
            taken[rule].append(change)
        elif _is_wanted(change, only):
            kept.append(change)
        else:
            hidden += 1
    ids = {change.id for change in kept}
    patterns = [
        msgspec.structs.replace(pattern, changes=tuple(n for n in pattern.changes if n in ids))
        for pattern in changes.patterns
        if ids.intersection(pattern.changes)
    ]
    ignored = tuple(Ignored(rule, tuple(out)) for rule, out in zip(ignore, taken, strict=True))
    return msgspec.structs.replace(
        changes,
        changes=tuple(kept),
        patterns=tuple(patterns),
        selection=Selection(tuple(dict.fromkeys(only)), ignored, hidden),
    )


def is_ignored(change: Change, rule: IgnoreRule) -> bool:
    """Say whether *rule* takes *change* out; what moved in or out of an ignored place stays."""
    if (rule.ops and change.op not in rule.ops) or (rule.classes and change.cls not in rule.classes):
        return False
    return all(is_below(side.address, rule.address) for side in (change.old, change.new) if side)


def is_below(address: Address, place: Address) -> bool:
    """Say whether *address* is *place* or lies below it; width and ※ do not matter, ``*`` and ``?`` match any."""
    return len(place) <= len(address) and all(
        re.fullmatch(_pattern(wanted), label_key(element)) for element, wanted in zip(address, place, strict=False)
    )


def _pattern(wanted: str) -> str:
    return re.escape(label_key(wanted)).replace(r"\*", ".*").replace(r"\?", ".")


def _is_wanted(change: Change, only: Sequence[str]) -> bool:
    words = {weight(change), change.op, change.cls, *(("material",) if change.material else ())}
    asked = [words_of_facet for facet in FACETS if (words_of_facet := set(facet).intersection(only))]
    return all(facet & words for facet in asked)
