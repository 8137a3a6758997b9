"""Two files dropped on a page: compared in memory, forgotten afterwards."""

from pathlib import PurePath
from typing import NamedTuple

from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from shinkyu import pipeline
from shinkyu.errors import ShinkyuError
from shinkyu.limits import enough, limits
from shinkyu.messages import Lang
from shinkyu.pipeline import Read
from shinkyu.pipeline.looking import looked
from shinkyu.pipeline.results import check_result
from shinkyu.render.filling import trusted
from shinkyu.render.html import body
from shinkyu.text.memory import forgetting
from shinkyu.text.width import harmless
from shinkyu.web.asking import Ask, Refused
from shinkyu.web.downloads import TYPES, attachment
from shinkyu.web.pages import html

_LONGEST_NAME = 120


class Dropped(NamedTuple):
    """A file that came with a form."""

    name: str
    data: bytes


async def dropped(form: FormData, field: str) -> Dropped | None:
    """Return the file of a field of a form, None where none was chosen.

    Raises:
        Refused: it is larger than any assessment.
    """
    file = form.get(field)
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    data = await file.read(enough())
    name = harmless(PurePath(file.filename.replace("\\", "/")).name)[-_LONGEST_NAME:] or field
    if len(data) >= enough():
        raise Refused(413, "file_too_large", name=name, most=limits().file_mb)
    return Dropped(name, data)


@forgetting()
def compare_files(ask: Ask, old: Dropped | None, new: Dropped | None, wanted: str) -> Response:
    """Return the report of two files, or of the newer one alone, as a page or as a file; nothing of them is kept.

    Raises:
        Refused: no file, a file that is no assessment, or two in different forms.
    """
    if new is None:
        raise Refused(400, "no_new_file")
    newer = _read(new, ask.lang)
    older = _read(old, ask.lang) if old else None
    if older and older.document.form != newer.document.form:
        forms = ask.words.forms
        raise Refused(422, "other_form", old=forms[older.document.form], new=forms[newer.document.form])
    if wanted in ("xlsx", "json"):
        result = check_result(pipeline.check(newer, older), older, wanted, ask.lang)
        return attachment(result, f"shinkyu-check.{wanted}", TYPES[wanted])
    view = looked(newer, older)
    return html(ask, "uploaded", {"body": trusted(body(view, ask.lang))})


def _read(file: Dropped, lang: Lang) -> Read:
    if not file.data:
        raise Refused(422, "file_empty", name=file.name)
    try:
        return pipeline.read(file.data, file.name)
    except ShinkyuError as error:
        raise Refused(422, "file_unread", name=file.name, why=error.said.line(lang)) from error
