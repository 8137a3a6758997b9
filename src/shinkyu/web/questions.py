"""The questions that a page and a JSON endpoint both ask, answered once."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from shinkyu.errors import CorpusError
from shinkyu.model.version import Key, Logged
from shinkyu.pipeline import Checked, terms, tool_versions, tracing
from shinkyu.pipeline.overview import Overview
from shinkyu.pipeline.tracing import Stage
from shinkyu.store import index
from shinkyu.store.index import Copy, Hit
from shinkyu.text.phrases import words
from shinkyu.web.asking import LONGEST_PARAGRAPH, Ask, Refused
from shinkyu.web.shapes import (
    CopyRow,
    Place,
    StepNumbers,
    TermRow,
    step_numbers,
)

Answer = TypeVar("Answer")

PAGE = 50
"""Places found that one page shows."""


class Found(NamedTuple):
    """The places of one page, and how many there are on all."""

    hits: list[Hit]
    found: int
    page: int
    pages: int


class Use(NamedTuple):
    """A report whose newest version has a paragraph like the one asked for."""

    overview: Overview
    copy: Copy
    since: Logged


def about(ask: Ask, name: str) -> dict[str, Any]:
    """Return what every answer says of itself: what it is, the commit it is of, and what made it."""
    return {"schema": f"shinkyu/{name}/1", "commit": ask.history.revision, "tool": tool_versions()}


def reports(ask: Ask, filtered: str = "") -> list[Overview]:
    """Return the reports whose agency, title, number or key hold every word of a filter."""
    wanted = filtered.casefold().split()
    return [
        one
        for one in ask.desk.overview(ask.history)
        if all(word in " ".join((str(one.key), *one.cover[:3])).casefold() for word in wanted)
    ]


def report(ask: Ask) -> Overview:
    """Return the report that the path names.

    Raises:
        Refused: the corpus does not hold it.
    """
    return next(one for one in ask.desk.overview(ask.history) if one.key == ask.key)


def numbers(ask: Ask) -> list[StepNumbers]:
    """Return the numbers of every version of the report that the path names, oldest first."""
    newest = ask.history.reports()[ask.key][-1]
    found: list[StepNumbers] = []
    before: Logged | None = None
    for step in ask.desk.steps(ask.history, newest):
        checked = step.checked or ask.desk.check(ask.history, step.logged, None)
        found.append(step_numbers(step.logged, checked, before))
        before = step.logged
    return found


def checked(ask: Ask) -> tuple[Checked, Logged | None, Logged]:
    """Return the newer of the two versions asked for, held against the older one, and both as recorded."""
    old, new = ask.pair()
    return ask.desk.check(ask.history, new, old), old, new


def stages(ask: Ask) -> list[Stage]:
    """Return what one item was in each version up to the one asked for, newest first.

    Raises:
        Refused: no item, or no single item, has the address.
    """
    address = ask.text("address")
    if not address:
        raise Refused(400, "no_address")
    until = ask.version_asked("version", ask.history.reports()[ask.key][-1])
    try:
        return tracing.history(ask.history, until, address, ask.desk.steps)
    except CorpusError as error:
        raise Refused(404, "no_item", address=address) from error


def search(ask: Ask) -> Found:
    """Return the places that hold all words asked for: of the newest versions, or with ``all=1`` of every one.

    Raises:
        Refused: there is no word in the question.
    """
    phrases = tuple(ask.text("q").split())
    hits = _asked(ask, phrases, lambda: index.search(ask.history, phrases))
    if ask.text("all") != "1":
        newest = _newest(ask)
        hits = [hit for hit in hits if hit.logged.commit in newest]
    page = ask.number("page", 1)
    pages = max(1, -(-len(hits) // PAGE))
    return Found(hits[(page - 1) * PAGE : page * PAGE], len(hits), page, pages)


def standing(ask: Ask) -> list[terms.Standing]:
    """Return the reports in which the term asked for stands or stood.

    Raises:
        Refused: there is no word in it.
    """
    term, instead = ask.text("term"), ask.text("instead")
    return _asked(ask, (term, *([instead] if instead else [])), lambda: terms.standing(ask.history, term, instead))


def uses(ask: Ask) -> list[Use]:
    """Return the reports whose newest version has a paragraph like the one asked for, most alike first.

    Raises:
        Refused: it is too short to say anything.
    """
    paragraph = ask.text("text", LONGEST_PARAGRAPH)
    if len(words(paragraph)) < index.SHORTEST:
        raise Refused(400, "paragraph_too_short", least=index.SHORTEST)
    found = _asked(ask, (paragraph,), lambda: index.copies(ask.history, paragraph))
    newest = _newest(ask)
    by_key: dict[Key, list[Copy]] = {}
    for copy in found:
        by_key.setdefault(copy.logged.key, []).append(copy)
    overviews = {one.key: one for one in ask.desk.overview(ask.history)}
    shown = [
        Use(overviews[key], copy, min((one.logged for one in copies), key=lambda one: one.published_on))
        for key, copies in by_key.items()
        for copy in copies
        if copy.logged.commit in newest
    ]
    return sorted(shown, key=lambda use: (-use.copy.likeness, use.overview.key))


def place(hit: Hit) -> Place:
    """Return a place that was found."""
    return Place(
        key=str(hit.logged.key),
        published_on=hit.logged.published_on,
        commit=hit.logged.commit,
        address=hit.address,
        text=hit.text,
    )


def term_row(one: terms.Standing) -> TermRow:
    """Return what became of a term in a report."""
    return TermRow(
        key=str(one.key),
        newest=one.newest.published_on,
        places=[place(hit) for hit in one.places],
        gone=one.gone.published_on if one.gone else None,
        instead=one.instead,
    )


def copy_row(use: Use) -> CopyRow:
    """Return a report that uses a paragraph."""
    return CopyRow(
        key=str(use.overview.key),
        agency=use.overview.cover.agency,
        published_on=use.copy.logged.published_on,
        commit=use.copy.logged.commit,
        address=use.copy.address,
        passage=use.copy.passage,
        likeness=round(use.copy.likeness, 3),
        since=use.since.published_on,
    )


def _newest(ask: Ask) -> set[str]:
    return {versions[-1].commit for versions in ask.history.reports().values()}


def _asked(ask: Ask, phrases: tuple[str, ...], answer: Callable[[], Answer]) -> Answer:
    """Return what the index answers to phrases that have words in them."""
    if not phrases or not all(words(phrase) for phrase in phrases):
        raise Refused(400, "no_word")
    with ask.desk.indexing:
        return answer()
