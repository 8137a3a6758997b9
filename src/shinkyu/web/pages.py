"""The pages: each takes what was asked and returns HTML; every one works without a script."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from starlette.responses import HTMLResponse, Response

from shinkyu import __version__
from shinkyu.codec.printed import printed
from shinkyu.limits import limits
from shinkyu.model.address import cite
from shinkyu.model.change import Change
from shinkyu.model.document import Item, TextItem
from shinkyu.model.version import Key
from shinkyu.pipeline import tracing
from shinkyu.pipeline.overview import Due, deadlines
from shinkyu.render.changes import snippets
from shinkyu.render.filling import fill, trusted
from shinkyu.render.html import body
from shinkyu.render.side_by_side import CLOSE, OPEN
from shinkyu.store import index
from shinkyu.text.phrases import words as words_of
from shinkyu.text.width import cut
from shinkyu.web import questions
from shinkyu.web.asking import LONGEST_PARAGRAPH, Ask, Refused
from shinkyu.web.passages import compared, marked, runs
from shinkyu.web.timeline import GROUPS, VERDICTS, timeline

Page = Callable[[Ask], Response]

_SHOWN_VALUE = 600
"""Characters of an item that are shown before it folds."""
_PLACES = 5
"""Places of a term that are shown of one report before they fold."""


def html(ask: Ask, template: str, values: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """Return a page, or where htmx asks for it only the part of it that changes (``<template>_part``)."""
    shown = {
        **values,
        "ask": ask,
        "say": ask.say,
        "words": ask.words,
        "lang": ask.lang,
        "url": ask.url,
        "path": ask.request.url.path,
        "commit": ask.history.revision if ask.desk.has_corpus else "",
        "version": __version__,
        "has_corpus": ask.desk.has_corpus,
        "key_path": key_path,
        "cite": cite,
        "max_mb": limits().file_mb,
    }
    name = f"{template}_part" if ask.is_partial and template in _PARTS else template
    return HTMLResponse(fill(__package__, f"{name}.html.j2", shown), status)


_PARTS = ("reports", "search")
"""Pages of which htmx swaps a part."""


def key_path(key: Key | str) -> str:
    """Return the path of the page of a report."""
    return f"/reports/{key}"


def first(ask: Ask) -> Response:
    """All reports, and a place to drop two files; without a corpus the latter alone."""
    if not ask.desk.has_corpus:
        return html(ask, "upload", {"fault": ""})
    asked = ask.text("q")
    found = questions.reports(ask, asked)
    rows = [
        {"one": one, "newest": one.versions[-1], "due": one.due and _due(ask, one.due), "form": one.key.form}
        for one in found
    ]
    held = ask.desk.overview(ask.history)
    totals = {"reports": len(held), "agencies": len({one.key.agency for one in held})}
    return html(ask, "reports", {"q": asked, "rows": rows, "totals": totals, "rules": deadlines(), "fault": ""})


class _Due(NamedTuple):
    """Days by which a report is due, and whether they are past."""

    review: str
    review_past: bool
    reassessment: str
    earliest: str
    """Empty where the day is known."""
    at_the_latest: bool
    past: str
    """``past``, ``perhaps`` or empty."""


def _due(ask: Ask, due: Due) -> _Due:
    exact = due.earliest == due.reassessment
    past = (
        "past"
        if due.reassessment < ask.today
        else "perhaps"
        if not exact and due.earliest and due.earliest < ask.today
        else ""
    )
    return _Due(
        due.review.isoformat(),
        due.review < ask.today,
        due.reassessment.isoformat(),
        due.earliest.isoformat() if due.earliest and not exact else "",
        not exact,
        past,
    )


def report(ask: Ask) -> Response:
    """One report: its versions on an axis of time, in numbers and in a picture."""
    found = questions.report(ask)
    numbers = questions.numbers(ask)
    values = {
        "one": found,
        "due": found.due and _due(ask, found.due),
        "rules": deadlines(),
        "numbers": list(reversed(numbers)),
        "picture": timeline(numbers),
        "groups": GROUPS,
        "verdicts": VERDICTS,
    }
    return html(ask, "report", values)


def version(ask: Ask) -> Response:
    """One version: every item, and which version last changed it."""
    found = questions.report(ask)
    logged = ask.version(ask.request.path_params["day"])
    read = ask.desk.read(ask.history, logged)
    blamed = tracing.blame(ask.history, logged, ask.desk.steps)
    parts: dict[str, list[dict[str, Any]]] = {}
    for one in blamed:
        parts.setdefault(one.item.address[0], []).append(_item(one))
    states = Counter(one.item.state for one in blamed)
    values = {
        "one": found,
        "logged": logged,
        "document": read.document,
        "parts": parts,
        "states": states,
        "source": logged.source_sha256,
        "rows": read.document.declared,
        "earlier": [each for each in found.versions if each.published_on < logged.published_on],
    }
    return html(ask, "version", values)


def _item(one: tracing.Blamed) -> dict[str, Any]:
    text = printed(one.item)
    return {
        "item": one.item,
        "address": one.item.address,
        "place": " ".join(one.item.address[1:]),
        "since": one.since,
        "ground": one.ground,
        "lines": text.split("\n") if text else [],
        "long": len(text) > _SHOWN_VALUE,
        "lead": cut(text, 2 * 120),
        "copied": _borrowable(one.item),
    }


def _borrowable(item: Item) -> list[str]:
    """Return the paragraphs of an item that say enough to be looked for in other reports."""
    if not isinstance(item, TextItem):
        return []
    return [one for one in item.value if len(one) > 40 and len(words_of(one)) >= index.SHORTEST]


def comparison(ask: Ask) -> Response:
    """Two versions compared, or one held against its own table: the report of ``diff`` and ``check``."""
    found = questions.report(ask)
    old, new = ask.pair()
    view = ask.desk.view(ask.history, new, old)
    values = {"one": found, "old": old, "new": new, "body": trusted(body(view, ask.lang))}
    return html(ask, "comparison", values)


def item(ask: Ask) -> Response:
    """One item through all versions."""
    found = questions.report(ask)
    stages = questions.stages(ask)
    shown = [
        {
            "stage": stage,
            "before": stages[n + 1].logged if n + 1 < len(stages) else None,
            "text": tracing.value_of(stage.item),
            "ops": list(dict.fromkeys(change.op for change in stage.changes)),
            "snippets": [_snippet(change) for change in stage.changes],
        }
        for n, stage in enumerate(stages)
    ]
    newest = next((stage.item for stage in stages if stage.item), None)
    return html(ask, "item", {"one": found, "stages": shown, "address": newest.address if newest else ()})


def _snippet(change: Change) -> dict[str, Any]:
    before, after = snippets(change, lambda words, role: OPEN + words[1:-1] + CLOSE)
    return {"cls": change.cls, "material": change.material, "before": runs(before), "after": runs(after)}


def search(ask: Ask) -> Response:
    """Words in all reports."""
    asked = ask.text("q")
    values: dict[str, Any] = {"q": asked, "all": ask.text("all") == "1", "found": None, "hits": [], "refused": ""}
    if asked:
        try:
            found = questions.search(ask)
        except Refused as refused:
            if not ask.is_partial:
                raise
            # Half a word while somebody types is no fault.
            return html(ask, "search", values | {"refused": ask.say[refused.key].format_map(refused.values)})
        phrases = tuple(asked.split())
        titles = _titles(ask)
        values["found"] = found
        values["hits"] = [
            {
                "logged": hit.logged,
                "address": hit.address,
                "title": titles[hit.logged.key],
                "runs": marked(hit.text, phrases),
                "row": hit.address[1].strip("第行") if hit.address[0] == index.ROWS else "",
            }
            for hit in found.hits
        ]
    return html(ask, "search", values)


def _titles(ask: Ask) -> dict[Key, str]:
    return {one.key: f"{one.cover.agency} {one.cover.title}".strip() for one in ask.desk.overview(ask.history)}


def terms(ask: Ask) -> Response:
    """One term over all reports: where it still stands, where it stood once."""
    term, instead = ask.text("term"), ask.text("instead")
    values: dict[str, Any] = {"term": term, "instead": instead, "rows": None, "most": _PLACES}
    if term:
        titles = _titles(ask)
        found = questions.standing(ask)
        values["rows"] = [
            {
                "one": one,
                "title": titles[one.key],
                "places": [(hit.address, marked(hit.text, (term,))) for hit in one.places],
            }
            for one in found
        ]
        values["never"] = len(titles) - len(found)
    return html(ask, "terms", values)


def copies(ask: Ask) -> Response:
    """Which agencies use a paragraph, in the same words or nearly so."""
    asked = ask.text("text", LONGEST_PARAGRAPH)
    values: dict[str, Any] = {"text": asked, "uses": None, "like": round(index.LIKE * 100)}
    if asked:
        found = questions.uses(ask)
        values["uses"] = [{"use": use, "runs": compared(use.copy.passage, asked)} for use in found]
        values["agencies"] = len({use.overview.cover.agency or use.overview.key.agency for use in found})
    return html(ask, "copies", values)


def fault(ask: Ask, status: int, message: str) -> Response:
    """A page that says in one line why there is no other."""
    return html(ask, "fault", {"message": message, "status": status}, status)
