"""The stages around rewinding: rows undone day by day, each step proved by the check of the next version."""

import datetime
from collections.abc import Sequence

import msgspec

from shinkyu.errors import SourceError
from shinkyu.model.document import Document, Reconstruction
from shinkyu.model.reading import ItemReading, Reading, Where
from shinkyu.model.report import VerdictName
from shinkyu.model.rewind import Knowledge, Rewound, Undone
from shinkyu.pipeline import Checked, Read, check
from shinkyu.reconcile.rewind import rewind_day

ROUNDS = 4
"""Times a day is rewound again without the rows that the check does not bear out; each round has fewer."""

CONFIDENCE: dict[Knowledge, float] = {"certain": 0.9, "likely": 0.6, "unknown": 0.0}
"""Confidence of an item of a reconstructed version in its sidecar."""


def rewind(new: Read, to: str | None = None) -> tuple[Read, Rewound]:
    """Return the version before the newest declared rows, with what became of each row.

    Args:
        new: the version whose table is undone.
        to: ISO date; rows dated later are undone.  None = those of the newest day.

    Raises:
        SourceError: the version has no rows dated later.
    """
    dates = sorted({row.date.date for row in new.document.declared or () if row.date.date}, reverse=True)
    days = [date for date in dates if to is None or date > to][: 1 if to is None else None]
    if not days:
        if to is None:
            raise SourceError("{source} declares no change with a date", source=new.reading.source)
        raise SourceError("{source} declares no change after {day}", source=new.reading.source, day=to)
    day_before = datetime.date.fromisoformat(days[0]) - datetime.timedelta(days=1)
    last = to or max((date for date in dates if date < days[0]), default=day_before.isoformat())
    skip: frozenset[int] = frozenset()
    while True:
        document, knowledge, rows = _before_days(new, days, skip)
        document = _marked(document, knowledge, last, new.reading.sha256)
        found = Read(document, _reading(document, knowledge, new.reading), new.template, None)
        # What is proved day by day is proved once more over all of them; each round undoes fewer rows.
        unproved = _unproved(check(new, found), rows, ("confirmed", "superseded")) if len(days) > 1 else frozenset()
        if not unproved:
            return found, Rewound(last, document, knowledge, rows)
        skip |= unproved


def _before_days(
    new: Read, days: Sequence[str], skip: frozenset[int]
) -> tuple[Document, tuple[Knowledge, ...], tuple[Undone, ...]]:
    """Undo the rows of the days, newest first, but those to skip."""
    state = new
    rows: tuple[Undone, ...] = ()
    start: Knowledge = "likely"
    knowledge = (start,) * len(new.document.items)
    for day in days:
        state, knowledge, fates = _before_day(state, knowledge, day, skip)
        rows += fates
    return state.document, knowledge, rows


def _before_day(
    state: Read, knowledge: tuple[Knowledge, ...], day: str, skip: frozenset[int]
) -> tuple[Read, tuple[Knowledge, ...], tuple[Undone, ...]]:
    """Undo the rows of one day that the check of the version with them against the one without confirms."""
    checked = check(state)
    rows = {
        row.n: (row, declaration, judgement)
        for row, declaration, judgement in zip(
            state.document.declared or (), checked.declarations, checked.report.declared, strict=True
        )
        if row.date.date == day
    }
    doubtful = frozenset(f.n for f in checked.report.findings if f.rule == "broken-chain" and f.n is not None)
    for _ in range(ROUNDS):
        document, known, fates = rewind_day(state.document, knowledge, rows, state.template, skip, doubtful)
        earlier = state._replace(document=document, layout=None)
        unproved = _unproved(check(state, earlier), fates)
        if not unproved:
            break
        skip |= unproved
    else:
        document, known, fates = rewind_day(state.document, knowledge, rows, state.template, frozenset(rows))
        earlier = state._replace(document=document, layout=None)
    return earlier, known, fates


def _unproved(
    checked: Checked, fates: tuple[Undone, ...], proofs: Sequence[VerdictName] = ("confirmed",)
) -> frozenset[int]:
    verdicts = {judgement.n: judgement.verdict for judgement in checked.report.declared}
    return frozenset(fate.n for fate in fates if fate.undone and verdicts[fate.n] not in proofs)


def _marked(document: Document, knowledge: tuple[Knowledge, ...], to: str, sha256: str) -> Document:
    """Return the document with its mark, its rows numbered from 1."""
    places: dict[Knowledge, list[tuple[str, ...]]] = {"certain": [], "likely": [], "unknown": []}
    for item, known in zip(document.items, knowledge, strict=True):
        places[known].append(item.address)
    rows = tuple(msgspec.structs.replace(row, n=n) for n, row in enumerate(document.declared or (), 1))
    mark = Reconstruction(to, sha256, tuple(places["certain"]), tuple(places["unknown"]))
    return msgspec.structs.replace(document, declared=rows, reconstructed=mark)


def _reading(document: Document, knowledge: tuple[Knowledge, ...], source: Reading) -> Reading:
    items = tuple(
        ItemReading(item.address, CONFIDENCE[known], Where(how=f"rewound, {known}"))
        for item, known in zip(document.items, knowledge, strict=True)
    )
    return Reading(source.source, source.sha256, "rewound", items)
