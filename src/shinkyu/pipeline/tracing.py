"""Items through the versions of a report: which version last changed each, and what one has been."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from shinkyu.codec.printed import printed
from shinkyu.errors import CorpusError
from shinkyu.messages import message
from shinkyu.model.address import cite
from shinkyu.model.change import Change, Op
from shinkyu.model.document import Address, DeclaredRow, Item, State
from shinkyu.model.report import VerdictName
from shinkyu.model.version import Ground, Logged
from shinkyu.pipeline import Checked, Read, archive, check
from shinkyu.store.history import History
from shinkyu.text.normalise import fold

_QUIET: tuple[Op, ...] = ("notation", "renumbered")
"""What is no change of substance: spelling, and the number of a member."""
_UNKNOWN: tuple[State, ...] = ("unread", "undecidable")
"""States of an item of which a comparison cannot tell whether it changed."""
_SHOWN = 6  # addresses named in an error


class Covering(NamedTuple):
    """The declared row that covers a change."""

    row: DeclaredRow
    verdict: VerdictName


class Blamed(NamedTuple):
    """An item and the version that last changed it in substance."""

    item: Item
    since: Logged
    ground: Ground
    rows: tuple[Covering, ...]


class Stage(NamedTuple):
    """What an item was in one version."""

    logged: Logged
    item: Item | None
    """None where this version does not have it."""
    ground: Ground | None
    """None where it stayed as it was in substance, and where this version does not have it; without an item
    ``unread``: whether this version had it is not known."""
    changes: tuple[Change, ...]
    """What changed it, coming from the version before."""
    rows: tuple[Covering, ...]


class Step(NamedTuple):
    """A version, held against the one before it where there is one."""

    logged: Logged
    version: Read
    checked: Checked | None


Steps = Callable[[History, Logged], Iterable[Step]]
"""Gives the versions of a report up to one of them, oldest first, see ``steps``."""


def named(corpus: History, text: str) -> tuple[History, Logged]:
    """Return the version that *text* names, a key alone its newest, and the history it is of.

    ``REV:KEY`` is of what was recorded at that time, so that it stands beside readings of then.

    Raises:
        CorpusError: it names no version.
    """
    _, colon, name = text.partition(":")
    logged = corpus.named(text) if colon or "@" in text else corpus.versions(corpus.find(text))[-1]
    return (History(corpus.repository, logged.commit) if colon and "@" not in name else corpus), logged


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
        before, touching = _before(step), _touching(step.checked)
        now: list[Blamed] = []
        for n, item in enumerate(step.version.document.items):
            changes = [change for change in touching.get(n, ()) if change.op not in _QUIET]
            ground = _ground(step, n, before.get(n), changes)
            if ground is None:
                now.append(found[before[n]]._replace(item=item))
            else:
                rows = _covering(step.checked, changes) if step.checked else ()
                now.append(Blamed(item, step.logged, ground, rows))
        found = now
    return found


def _before(step: Step) -> dict[int, int]:
    """Return for the items of a version, by position, where they stand in the version before."""
    compared = step.checked.compared if step.checked else None
    return {pair.new: pair.old for pair in compared.alignment.pairs} if compared else {}


def _ground(step: Step, n: int, before: int | None, changes: Sequence[Change]) -> Ground | None:
    """Return why an item counts from a version, None where it stands as it did in the version before.

    Args:
        step: the version.
        n: position of the item.
        before: its position in the version before, None where that does not have it.
        changes: what changed it in substance.
    """
    compared = step.checked.compared if step.checked else None
    if changes:
        return "added" if all(change.old is None for change in changes) else "changed"
    if step.version.document.items[n].state in _UNKNOWN:
        return "unread"
    if compared is None:
        return "first"
    if before is None:
        if n in compared.alignment.lost_new:
            return "unread-before"
        pieces = (pair.new_items for pair in compared.alignment.members if pair.by == "gap")
        # A blank item that another edition of the form brings is no change to be declared, but it is new.
        return "unread" if any(n in items for items in pieces) else "added"
    return "unread-before" if compared.old.document.items[before].state in _UNKNOWN else None


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
    lost: Ground | None = None
    for step in reversed(walked):
        if at is None:
            stages.append(Stage(step.logged, None, lost, (), ()))
            continue
        changes = tuple(_touching(step.checked).get(at, ()))
        rows = _covering(step.checked, changes) if step.checked else ()
        before = _before(step).get(at)
        ground = _ground(step, at, before, [change for change in changes if change.op not in _QUIET])
        stages.append(Stage(step.logged, step.version.document.items[at], ground, changes, rows))
        at = before
        lost = "unread" if ground in ("unread-before", "unread") else None
    return stages


def _touching(checked: Checked | None) -> dict[int, list[Change]]:
    """Return the changes by the items of the newer version that they touch; a group touches all below it."""
    if checked is None or checked.compared is None:
        return {}
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
        raise CorpusError("{where} has no item '{text}'; `shinkyu items` lists their addresses", where=where, text=text)
    shown = "; ".join(cite(items[n].address) for n in found[:_SHOWN])
    left = len(found) - _SHOWN
    listed = message("{shown} and {n} more", shown=shown, n=left) if left > 0 else shown
    raise CorpusError("'{text}' can be several items of {where}: {listed}", text=text, where=where, listed=listed)


def _ends(address: Address) -> set[str]:
    return {fold("".join(address[n:])) for n in range(len(address))}


def value_of(item: Item | None) -> str:
    """Return what stands in an item, as a person would quote it."""
    return printed(item) if item is not None else ""
