"""The language of each page: Japanese for people in offices, English for those who work with the inside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

JAPANESE = re.compile(r"first-steps/.+|forms/.+|index|search|genindex")
"""Names of the pages in Japanese, matched whole."""


def language_of(docname: str) -> str:
    """Return ``ja`` or ``en``."""
    return "ja" if JAPANESE.fullmatch(docname) else "en"


def _say(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    context["language"] = language_of(pagename)


def setup(app: Sphinx) -> dict[str, Any]:
    """Put the language into the head of each page."""
    app.connect("html-page-context", _say)
    return {"parallel_read_safe": True}
