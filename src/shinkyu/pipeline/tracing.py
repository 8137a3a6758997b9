"""Items through the versions of a report: which version last changed each, and what one has been."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from shinkyu.codec.printed import printed
from shinkyu.errors import CorpusError
from shinkyu.model.address import cite
from shinkyu.model.change import Change, Op
from shinkyu.model.document import Address, DeclaredRow, Item
from shinkyu.model.report import VerdictName
from shinkyu.model.version import Logged
from shinkyu.pipeline import Checked, Read, archive, check
from shinkyu.store.history import History
from shinkyu.text.normalise import fold

_QUIET: tuple[Op, ...] = ("notation", "renumbered")
"""What is no change of substance: spelling, and the number of a member."""
_SHOWN = 6  # addresses named in an error

Ground = Literal["first", "added", "changed", "unread-before"]


class Covering(NamedTuple):
    """The declared row that covers a change."""

    row: DeclaredRow
    verdict: VerdictName


class Blamed(NamedTuple):
    """An item and the version that last changed it in substance."""

    item: Item
    since: Logged
    ground: Ground
    """``first``: it stands so in the oldest version there is; ``unread-before``: the version before could not be
    read here, so that the item may be older."""
    rows: tuple[Covering, ...]


class Stage(NamedTuple):
    """What an item was in one version."""

    logged: Logged
    item: Item | None
    """None where this version does not have it."""
    changes: tuple[Change, ...]
    """What changed it, coming from the version before; none where it stayed as it was."""
    rows: tuple[Covering, ...]


class Step(NamedTuple):
    """A version, held against the one before it where there is one."""

    logged: Logged
    version: Read
    checked: Checked | None


Steps = Callable[[History, Logged], Iterable[Step]]
"""Gives the versions of a report up to one of them, oldest first, see ``steps``."""


def steps(corpus: History, until: Logged) -> Iterator[Step]:
    """Yield the versions up to *until*, oldest first, each held against the one before."""
    old: Read | None = None
    for logged in up_to(corpus, until):
        version = archive.stored(corpus, logged)
        yield Step(logged, version, check(version, old) if old else None)
        old = version


def up_to(corpus: History, until: Logged) -> list[Logged]:
    """Return the versions of a report up to one of them, oldest first."""
    return [one for one in corpus.versions(until.key) if one.published_on < until.published_on] + [until]


def blame(corpus: History, until: Logged, steps_of: Steps = steps) -> list[Blamed]:
    """Return for each item of a version the version that last changed it in substance, and the row that says so.

    Args:
        corpus: the corpus.
        until: the version.
        steps_of: see ``history``.
    """
    found: list[Blamed] = []
    for step in steps_of(corpus, until):
        items = step.version.document.items
        if step.checked is None or step.checked.compared is None:
            found = [Blamed(item, step.logged, "first", ()) for item in items]
            continue
        compared = step.checked.compared
        before = {pair.new: pair.old for pair in compared.alignment.pairs}
        touching = _touching(step.checked)
        now: list[Blamed] = []
        for n, item in enumerate(items):
            changes = [change for change in touching.get(n, ()) if change.op not in _QUIET]
            if changes:
                ground: Ground = "added" if all(change.old is None for change in changes) else "changed"
                now.append(Blamed(item, step.logged, ground, _covering(step.checked, changes)))
            elif n not in before or (
                compared.old.document.items[before[n]].state == "unread" and item.state != "unread"
            ):
                now.append(Blamed(item, step.logged, "unread-before", ()))
            else:
                now.append(found[before[n]]._replace(item=item))
        found = now
    return found


def history(corpus: History, until: Logged, address: str, steps_of: Steps = steps) -> list[Stage]:
    """Return what one item was in each version up to *until*, newest first.

    Args:
        corpus: the corpus.
        until: the version the address is of.
        address: as the commands print it (``Ⅱ 4 委託事項1 ③委託先名``), white space and width left aside, or an
            end of it that only one item has.
        steps_of: gives the versions; one that keeps what it compared saves the work of doing it again.

    Raises:
        CorpusError: no item or several items have that address.
    """
    walked = list(steps_of(corpus, until))
    at: int | None = _find(walked[-1].version.document.items, address, f"{until.key}@{until.published_on}")
    stages: list[Stage] = []
    for step in reversed(walked):
        item = step.version.document.items[at] if at is not None else None
        changes = tuple(_touching(step.checked).get(at, ())) if step.checked and at is not None else ()
        rows = _covering(step.checked, changes) if step.checked else ()
        stages.append(Stage(step.logged, item, changes, rows))
        if at is not None and step.checked and step.checked.compared:
            pairs = {pair.new: pair.old for pair in step.checked.compared.alignment.pairs}
            at = pairs.get(at)
    return stages


def _touching(checked: Checked) -> dict[int, list[Change]]:
    """Return the changes by the items of the newer version that they touch; a group touches all below it."""
    assert checked.compared is not None
    items = checked.new.document.items
    places = {item.address: n for n, item in enumerate(items)}
    found: dict[int, list[Change]] = {}
    for change in checked.compared.changes.changes:
        if change.new is None:
            continue
        address = change.new.address
        touched = (
            [places[address]]
            if address in places
            else [n for n, item in enumerate(items) if item.address[: len(address)] == address]
        )
        for n in touched:
            found.setdefault(n, []).append(change)
    return found


def _covering(checked: Checked, changes: tuple[Change, ...] | list[Change]) -> tuple[Covering, ...]:
    ids = {change.id for change in changes}
    rows = {row.n: row for row in checked.new.document.declared or ()}
    return tuple(
        Covering(rows[judgement.n], judgement.verdict)
        for judgement in checked.report.declared
        if ids.intersection(judgement.covers)
    )


def _find(items: tuple[Item, ...], text: str, where: str) -> int:
    wanted = fold(text)
    keys = [fold("".join(item.address)) for item in items]
    found = [n for n, key in enumerate(keys) if key == wanted] or [
        n for n, item in enumerate(items) if wanted and wanted in _ends(item.address)
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise CorpusError(f"{where} has no item {text!r}; `shinkyu items` lists their addresses")
    listed = "; ".join(cite(items[n].address) for n in found[:_SHOWN])
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    raise CorpusError(f"{text!r} can be several items of {where}: {listed}{more}")


def _ends(address: Address) -> set[str]:
    return {fold("".join(address[n:])) for n in range(len(address))}


def value_of(item: Item | None) -> str:
    """Return what stands in an item, as a person would quote it."""
    return printed(item) if item is not None else ""
