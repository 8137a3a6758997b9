"""Files to take away: the source as it came, the canonical JSON, workbooks, the JSON patch."""

import re
from typing import Final

from starlette.responses import Response

from shinkyu import pipeline
from shinkyu.codec.canonical import dumps
from shinkyu.pipeline.results import check_result, diff_result, table_result
from shinkyu.web import questions
from shinkyu.web.asking import Ask, Refused

TYPES: Final = {
    "json": "application/json",
    "patch": "application/json-patch+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "bin": "application/octet-stream",
}
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


def attachment(data: bytes, name: str, media_type: str) -> Response:
    """Return a file that a browser keeps and never shows; its name is made plain."""
    plain = _NOT_PLAIN.sub("-", name)
    return Response(data, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{plain}"'})


def source(ask: Ask) -> Response:
    """The source of a version, byte for byte, as something no browser opens by itself."""
    logged = ask.version(ask.request.path_params["day"])
    found = ask.history.version(logged)
    extension = found.source_name.rpartition(".")[2]
    return attachment(found.source, f"{_name(ask)}-{logged.published_on}.{extension}", TYPES["bin"])


def document(ask: Ask) -> Response:
    """The canonical JSON of a version."""
    logged = ask.version(ask.request.path_params["day"])
    text = dumps(ask.desk.read(ask.history, logged).document)
    return attachment(text.encode(), f"{_name(ask)}-{logged.published_on}.json", TYPES["json"])


def check(ask: Ask) -> Response:
    """The report on a version, as a workbook or JSON."""
    extension = ask.request.path_params["extension"]
    if extension not in ("xlsx", "json"):
        raise Refused(404, "no_format")
    checked, old, new = questions.checked(ask)
    older = ask.desk.read(ask.history, old) if old else None
    data = check_result(checked, older, extension, ask.lang)
    return attachment(data, f"{_name(ask)}-{new.published_on}-check.{extension}", TYPES[extension])


def diff(ask: Ask) -> Response:
    """What differs between two versions, as JSON or as a patch (RFC 6902)."""
    extension = ask.request.path_params["extension"]
    if extension not in ("patch", "json"):
        raise Refused(404, "no_format")
    checked, _, new = questions.checked(ask)
    if checked.compared is None:
        raise Refused(400, "no_older")
    data = diff_result(checked.compared, extension)
    return attachment(data, f"{_name(ask)}-{new.published_on}-diff.{extension}", TYPES[extension])


def table(ask: Ask) -> Response:
    """The 変更箇所 rows of the step between two versions, as a workbook."""
    checked, _, new = questions.checked(ask)
    if checked.compared is None:
        raise Refused(400, "no_older")
    rows = pipeline.table_rows(checked.compared)
    data = table_result(checked.compared, rows, "xlsx")
    return attachment(data, f"{_name(ask)}-{new.published_on}-table.xlsx", TYPES["xlsx"])


def _name(ask: Ask) -> str:
    return str(ask.key).replace("/", "-")
