"""Rows that state several items: each is judged by itself, all in the same member of a group."""

import re
from collections.abc import Callable

from shinkyu.model.declaration import Part, Target
from shinkyu.model.document import Address
from shinkyu.reconcile.outcome import Outcome
from shinkyu.reconcile.values import combine

_MEMBER = re.compile(r"^(システム|委託事項|提供先|移転先)\d+$")
_RIGHT = {"confirmed": 2, "partly": 1}
"""How much a part that holds speaks for the member it was judged in."""

Judge = Callable[[Part], Outcome]


def judge_parts(parts: tuple[Part, ...], judge_part: Judge) -> Outcome:
    """Return the verdict on a row from those on its parts.

    Where the row leaves open which member of a group it means, all parts mean the same one: the one
    in which most of them hold.
    """
    members = dict.fromkeys(m for part in parts for t in part.targets if (m := _member(t.address)))
    if len(members) < 2:
        return combine([judge_part(part) for part in parts])
    results = [[judge_part(_inside(part, member)) for part in parts] for member in members]
    return combine(max(results, key=lambda outcomes: sum(_RIGHT.get(o.verdict, 0) for o in outcomes)))


def _inside(part: Part, member: Address) -> Part:
    """Return *part* with its targets in one member only."""
    mine = tuple(t for t in part.targets if _member(t.address) in (None, member))
    return Part(tuple(Target(t.address, max(t.confidence, 1 / len(mine)), t.by) for t in mine), part.directive)


def _member(address: Address) -> Address | None:
    """Return the address of the numbered member that *address* lies in."""
    return next((address[: n + 1] for n, label in enumerate(address) if _MEMBER.match(label)), None)
