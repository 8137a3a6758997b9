"""The application: routes, and what becomes of a request before and after its page."""

import asyncio
import datetime
from collections.abc import Callable, Iterable
from importlib.resources import files

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from shinkyu.errors import ShinkyuError
from shinkyu.render.html import script, style
from shinkyu.web import downloads, pages, upload
from shinkyu.web.asking import Ask, Refused
from shinkyu.web.desk import Desk
from shinkyu.web.endpoints import ENDPOINTS, Endpoint
from shinkyu.web.guard import LOOPBACK, Guard
from shinkyu.web.openapi import description
from shinkyu.web.words import wanted_language

Clock = Callable[[], datetime.date]
Answer = Callable[[Ask], Response]
Failing = Callable[[Ask, int, str], Response]

_JAPAN = datetime.timezone(datetime.timedelta(hours=9))
_VARY = "Accept-Language, HX-Request, HX-History-Restore-Request"
_REPORT = "/reports/{agency}/{report}"
_PAGES: tuple[tuple[str, Answer], ...] = (
    ("/", pages.first),
    ("/search", pages.search),
    ("/terms", pages.terms),
    ("/copies", pages.copies),
    (_REPORT, pages.report),
    (_REPORT + "/compare", pages.comparison),
    (_REPORT + "/item", pages.item),
    (_REPORT + "/versions/{day}", pages.version),
    (_REPORT + "/versions/{day}/source", downloads.source),
    (_REPORT + "/versions/{day}/document.json", downloads.document),
    (_REPORT + "/check.{extension}", downloads.check),
    (_REPORT + "/diff.{extension}", downloads.diff),
    (_REPORT + "/table.xlsx", downloads.table),
)
_OURS = {
    "app.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "htmx.min.js": "text/javascript; charset=utf-8",
    "htmx.LICENSE.txt": "text/plain; charset=utf-8",
}


def today_in_japan() -> datetime.date:
    """Return the day it is where the assessments are published."""
    return datetime.datetime.now(_JAPAN).date()


def make_app(
    desk: Desk, names: Iterable[str] = LOOPBACK, *, any_address: bool = False, clock: Clock = today_in_japan
) -> ASGIApp:
    """Return the application.

    Args:
        desk: what it works with.
        names: by which it may be called, see ``Guard``.
        any_address: see ``Guard``.
        clock: what day it is.
    """
    routes = [Route(path, _answering(desk, clock, answer, pages.fault)) for path, answer in _PAGES]
    routes += [Route(one.path, _answering(desk, clock, _json(one), _failure)) for one in ENDPOINTS]
    routes += [
        Route("/api/openapi.json", _answering(desk, clock, lambda ask: JSONResponse(description()), _failure)),
        Route("/files", _taking_files(desk, clock), methods=["POST"]),
        Route("/static/{name}", _static),
    ]

    def not_found(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        ask = _asked(request, desk, clock)
        if isinstance(ask, Response):
            return ask
        failing = _failure if request.url.path.startswith("/api/") else pages.fault
        key = {404: "no_page", 405: "no_method", 413: "body_too_large"}.get(status, "bad_request")
        return failing(ask, status, ask.say[key])

    return Guard(
        Starlette(routes=routes, exception_handlers={HTTPException: not_found}), names, any_address=any_address
    )


def _asked(request: Request, desk: Desk, clock: Clock) -> Ask | Response:
    """Return the request with its commit, or the answer where not even the commit can be told."""
    try:
        return Ask(request, desk, clock())
    except ShinkyuError as error:
        lang = wanted_language(request.headers.get("accept-language", ""))
        return PlainTextResponse(error.said.line(lang) + "\n", 500)


def _answering(desk: Desk, clock: Clock, answer: Answer, failing: Failing) -> Callable[[Request], Response]:
    """Return an endpoint: it asks for the commit once, and answers 304 to whoever has its answer already."""

    def endpoint(request: Request) -> Response:
        ask = _asked(request, desk, clock)
        if isinstance(ask, Response):
            return ask
        headers = {"ETag": ask.tag, "Vary": _VARY}
        if ask.has_it():
            return Response(status_code=304, headers=headers)
        try:
            response = answer(ask)
        except Refused as refused:
            return failing(ask, refused.status, ask.say[refused.key].format_map(refused.values))
        except ShinkyuError as error:
            return failing(ask, 500, ask.say["corpus_fault"].format(why=error.said.line(ask.lang)))
        response.headers.update(headers)
        return response

    return endpoint


def _json(endpoint: Endpoint) -> Answer:
    return lambda ask: Response(endpoint.answer(ask), media_type=endpoint.media_type)


def _failure(ask: Ask, status: int, message: str) -> Response:
    return JSONResponse({"error": message}, status)


def _taking_files(desk: Desk, clock: Clock) -> Callable[..., object]:
    # One pair at a time, each may take much memory; who waits holds no thread, for readers of pages need them.
    reading = asyncio.Semaphore(1)

    async def endpoint(request: Request) -> Response:
        ask = _asked(request, desk, clock)
        if isinstance(ask, Response):
            return ask
        try:
            async with request.form(max_files=2, max_fields=4) as form:
                old = await upload.dropped(form, "old")
                new = await upload.dropped(form, "new")
                wanted = form.get("as")
            async with reading:
                response = await run_in_threadpool(upload.compare_files, ask, old, new, str(wanted or ""))
        except Refused as refused:
            message = ask.say[refused.key].format_map(refused.values)
            response = pages.html(ask, "upload", {"fault": message}, refused.status)
        except ClientDisconnect:  # nobody waits for an answer any more
            return Response(status_code=400)
        response.headers["Cache-Control"] = "no-store"
        return response

    return endpoint


def _static(request: Request) -> Response:
    """One of our own files; there is no other."""
    name = request.path_params["name"]
    if name in _OURS:
        data = files(__package__).joinpath("static", name).read_bytes()
        return Response(data, media_type=_OURS[name], headers={"Cache-Control": "private, max-age=3600"})
    made = {"report.css": (style, "text/css; charset=utf-8"), "report.js": (script, "text/javascript; charset=utf-8")}
    if name in made:
        make, media_type = made[name]
        return Response(make(), media_type=media_type, headers={"Cache-Control": "private, max-age=3600"})
    raise HTTPException(404)
