"""The fragment and the file: everything is in them, nothing is fetched."""

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files

from shinkyu.messages import Lang
from shinkyu.render.filling import fill, trusted
from shinkyu.render.html.values import values
from shinkyu.render.html.view import View
from shinkyu.render.html.words import page_words

_PACKAGE = "shinkyu.render.html"


def style() -> str:
    """Return the style sheet of a report; every rule is about what stands in ``.shinkyu``."""
    return _static("report.css")


def script() -> str:
    """Return the script of a report: it filters, switches views and copies the table; all can be read without it."""
    return _static("report.js")


def body(view: View, lang: Lang = "ja") -> str:
    """Return the report as a fragment of HTML without inline style or handler."""
    return fill(_PACKAGE, "body.html.j2", values(view, lang))


def page(view: View, lang: Lang = "ja") -> str:
    """Return the report as one file that fetches nothing; its policy allows its own style and script only."""
    shown = values(view, lang)
    shown |= {
        "body": trusted(fill(_PACKAGE, "body.html.j2", shown)),
        "style": trusted(style()),
        "script": trusted(script()),
        "policy": f"default-src 'none'; style-src '{_hash(style())}'; script-src '{_hash(script())}'; "
        "base-uri 'none'; form-action 'none'",
        "skip": page_words(lang)["skip"],
    }
    return fill(_PACKAGE, "page.html.j2", shown)


@lru_cache(maxsize=4)
def _static(name: str) -> str:
    return files(__package__).joinpath("static", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
