"""All reports of a corpus at a glance: who, what, which version is the newest, and by when it is due again."""

import datetime
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from shinkyu.model.version import Key, Logged
from shinkyu.store import index
from shinkyu.store.history import History
from shinkyu.store.index import Cover
from shinkyu.text.wareki import find_dates


class Period(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number of years, and where the rule is written."""

    years: int
    source: str


class Ended(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a title says that the work has ended."""

    title: str
    source: str


class Deadlines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rules of ``data/deadlines.toml``."""

    review: Period
    reassessment: Period
    ended: Ended


class Due(NamedTuple):
    """By when an assessment is to be reviewed (見直し) and carried out again (再実施)."""

    review: datetime.date
    """A year after the newest publication that the corpus holds."""
    reassessment: datetime.date
    earliest: datetime.date | None
    """The corpus may not hold the first publication of the newest assessment: then ``reassessment`` is the latest day
    that is possible, and this the earliest, from 実施日; None where that is not known.  Else the same day."""


class Overview(NamedTuple):
    """A report of a corpus."""

    key: Key
    cover: Cover
    """Of its newest version."""
    versions: tuple[Logged, ...]
    """Oldest first."""
    due: Due | None
    """None where the work has ended, or the versions were never published."""


@lru_cache(maxsize=1)
def deadlines() -> Deadlines:
    """Return the periods and where they come from."""
    return msgspec.toml.decode(files(__package__).joinpath("data/deadlines.toml").read_bytes(), type=Deadlines)


def overview(history: History, progress: index.Progress | None = None) -> list[Overview]:
    """Return every report of a corpus, sorted by key."""
    covers = index.covers(history, progress)
    found = []
    for key, versions in history.reports().items():
        said = [(one.published_on, covers[one.commit]) for one in versions]
        published = all(one.kind != "reconstruction" for one in versions)
        found.append(Overview(key, said[-1][1], tuple(versions), due(said) if published else None))
    return found


def due(said: Sequence[tuple[datetime.date, Cover]]) -> Due | None:
    """Return by when a report is due, from the publications that are held, oldest first; None where its work ended.

    A publication that shows another, later 実施日 than the one before it is a reassessment; all others are revisions
    of the same assessment, from whose first publication the years run.
    """
    newest, cover = said[-1]
    rules = deadlines()
    if re.search(rules.ended.title, cover.title):
        return None
    first, exact = newest, False
    assessed_on = _last_day(cover)
    years = rules.reassessment.years
    for published_on, earlier in reversed(said[:-1]):
        if assessed_on is None:
            break
        day = _last_day(earlier)
        if day is None:
            continue
        if day != assessed_on:
            exact = day < assessed_on
            break
        first = published_on
    latest = years_after(first, years)
    earliest = latest if exact else years_after(assessed_on, years) if assessed_on else None
    return Due(years_after(newest, rules.review.years), latest, earliest)


def years_after(day: datetime.date, years: int) -> datetime.date:
    """Return the day of the same name years later; 28 February where there is no 29th (民法第143条)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _last_day(cover: Cover) -> datetime.date | None:
    return max((day for day, _, _ in find_dates(cover.assessed_on)), default=None)
