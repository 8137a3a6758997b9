"""One term over all reports: where it still stands, and where it stood once."""

from typing import NamedTuple

from shinkyu.model.version import Key, Logged
from shinkyu.store import index
from shinkyu.store.history import History
from shinkyu.store.index import Hit


class Standing(NamedTuple):
    """A report in which a term stands or stood; declared rows, which quote the past, do not count."""

    key: Key
    newest: Logged
    places: tuple[Hit, ...]
    """Items of the newest version that hold the term."""
    gone: Logged | None
    """The version that no longer had it, where the newest has not; None where it still stands."""
    instead: int
    """Items of the newest version that hold the term asked for beside it."""


def standing(history: History, term: str, instead: str = "") -> list[Standing]:
    """Return the reports whose items hold *term*, or held it once: those where most is to be done first.

    A term is found in whatever spelling, also inside a longer name.

    Args:
        history: the corpus.
        term: what should not stand any more.
        instead: what should stand; empty where nothing is to be counted.

    Raises:
        CorpusError: there is no word in the term, or the index cannot be written.
    """
    hits = _by_commit(history, term)
    others = _by_commit(history, instead) if instead else {}
    found = []
    for key, versions in history.reports().items():
        holding = [n for n, version in enumerate(versions) if version.commit in hits]
        if not holding:
            continue
        newest = versions[-1]
        gone = None if newest.commit in hits else versions[holding[-1] + 1]
        places = tuple(hits.get(newest.commit, ()))
        found.append(Standing(key, newest, places, gone, len(others.get(newest.commit, ()))))
    return sorted(found, key=lambda one: (-len(one.places), one.key))


def _by_commit(history: History, term: str) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = {}
    for hit in index.search(history, (term,)):
        if hit.address[0] != index.ROWS:
            found.setdefault(hit.logged.commit, []).append(hit)
    return found
