"""The JSON endpoints, each with what it takes and what it answers; their description is made of this table."""

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from shinkyu.codec.canonical import dumps, to_builtins
from shinkyu.model.document import Document
from shinkyu.pipeline.results import check_result, diff_result
from shinkyu.render.output_shapes import CheckShape, DiffShape, ItemShape
from shinkyu.render.shapes import item_shapes
from shinkyu.web import questions
from shinkyu.web.asking import Ask, Refused
from shinkyu.web.shapes import (
    CopiesAnswer,
    HistoryAnswer,
    Items,
    PatchStep,
    ReportAnswer,
    Reports,
    SearchAnswer,
    TermsAnswer,
    report_row,
    stage_row,
    version_about,
)


class Parameter(NamedTuple):
    """A parameter of the query."""

    name: str
    says: str
    required: bool = False


class Endpoint(NamedTuple):
    """A question that is answered in JSON."""

    path: str
    says: str
    answers: Any
    """Type of the answer."""
    answer: Callable[[Ask], bytes]
    parameters: tuple[Parameter, ...] = ()
    media_type: str = "application/json"


def _reports(ask: Ask) -> bytes:
    rows = [report_row(one) for one in questions.reports(ask, ask.text("q"))]
    return _bytes(Reports(**questions.about(ask, "reports"), reports=rows))


def _report(ask: Ask) -> bytes:
    row, numbers = report_row(questions.report(ask)), questions.numbers(ask)
    return _bytes(ReportAnswer(**questions.about(ask, "report"), report=row, versions=numbers))


def _document(ask: Ask) -> bytes:
    logged = ask.version(ask.request.path_params["day"])
    return dumps(ask.desk.read(ask.history, logged).document).encode()


def _items(ask: Ask) -> bytes:
    logged = ask.version(ask.request.path_params["day"])
    read = ask.desk.read(ask.history, logged)
    rows = msgspec.convert(item_shapes(read.document, read.reading), list[ItemShape])
    about = questions.about(ask, "items")
    return _bytes(Items(**about, key=str(ask.key), version=version_about(logged), items=rows))


def _diff(ask: Ask) -> bytes:
    return diff_result(_compared(ask), "json")


def _patch(ask: Ask) -> bytes:
    return diff_result(_compared(ask), "patch")


def _compared(ask: Ask) -> Any:
    checked, _, _ = questions.checked(ask)
    if checked.compared is None:
        raise Refused(400, "no_older")
    return checked.compared


def _check(ask: Ask) -> bytes:
    checked, old, _ = questions.checked(ask)
    return check_result(checked, ask.desk.read(ask.history, old) if old else None, "json", ask.lang)


def _history(ask: Ask) -> bytes:
    stages = [stage_row(stage) for stage in questions.stages(ask)]
    return _bytes(HistoryAnswer(**questions.about(ask, "history"), key=str(ask.key), stages=stages))


def _search(ask: Ask) -> bytes:
    found = questions.search(ask)
    places = [questions.place(hit) for hit in found.hits]
    about = questions.about(ask, "search")
    return _bytes(SearchAnswer(**about, found=found.found, page=found.page, pages=found.pages, places=places))


def _terms(ask: Ask) -> bytes:
    rows = [questions.term_row(one) for one in questions.standing(ask)]
    never = len(ask.history.reports()) - len(rows)
    return _bytes(TermsAnswer(**questions.about(ask, "terms"), never=never, reports=rows))


def _copies(ask: Ask) -> bytes:
    rows = [questions.copy_row(use) for use in questions.uses(ask)]
    agencies = len({row.key.partition("/")[0] for row in rows})
    return _bytes(CopiesAnswer(**questions.about(ask, "copies"), agencies=agencies, copies=rows))


def _bytes(answer: Any) -> bytes:
    return dumps(to_builtins(answer)).encode()


_OLD = Parameter("old", "公表日 (2022-06-30) of the older version; without it the one before; `none`: none")
_NEW = Parameter("new", "公表日 of the newer version; without it the newest")
_LANG = Parameter("lang", "`ja` or `en`: language of sentences; without it that of Accept-Language")
_REPORT = "/api/reports/{agency}/{report}"

ENDPOINTS = (
    Endpoint(
        "/api/reports",
        "All reports, their newest versions, and by when they are due again.",
        Reports,
        _reports,
        (Parameter("q", "only those whose agency, title, number or key hold these words"),),
    ),
    Endpoint(_REPORT, "One report through its versions, in numbers.", ReportAnswer, _report),
    Endpoint(_REPORT + "/versions/{day}", "The canonical document of a version.", Document, _document),
    Endpoint(_REPORT + "/versions/{day}/items", "The items of a version with their places.", Items, _items),
    Endpoint(_REPORT + "/diff", "What differs between two versions.", DiffShape, _diff, (_OLD, _NEW)),
    Endpoint(
        _REPORT + "/patch",
        "The patch (RFC 6902) from the older canonical document to the newer one.",
        list[PatchStep],
        _patch,
        (_OLD, _NEW),
        "application/json-patch+json",
    ),
    Endpoint(
        _REPORT + "/check",
        "The declared rows of a version held against it and, where there is one, an older version.",
        CheckShape,
        _check,
        (_OLD, _NEW, _LANG),
    ),
    Endpoint(
        _REPORT + "/history",
        "One item through all versions, newest first.",
        HistoryAnswer,
        _history,
        (
            Parameter("address", "as pages and commands print it: `Ⅱ 4 委託事項1 ③委託先名`", True),
            Parameter("version", "公表日 of the version the address is of; without it the newest"),
        ),
    ),
    Endpoint(
        "/api/search",
        "Items and declared rows that hold all words, in whatever spelling.",
        SearchAnswer,
        _search,
        (
            Parameter("q", "words, with blanks between them", True),
            Parameter("all", "`1`: in all versions, not only the newest of each report"),
            Parameter("page", "from 1; 50 places a page"),
        ),
    ),
    Endpoint(
        "/api/terms",
        "One term over all reports: where it stands, where it stood once.",
        TermsAnswer,
        _terms,
        (
            Parameter("term", "what should not stand any more", True),
            Parameter("instead", "what should stand; counted in each report"),
        ),
    ),
    Endpoint(
        "/api/copies",
        "Reports whose newest version has these sentences, or nearly these.",
        CopiesAnswer,
        _copies,
        (Parameter("text", "a sentence, or several", True),),
    ),
)
