"""The docstrings of the package on the page of the API: Google style, and a reader of it that leaves attributes alone.

Sphinx's own would take the words before a colon in the docstring of an attribute for its type.
"""

from typing import Any

from sphinx.application import Sphinx
from sphinx.ext.napoleon import Config, GoogleDocstring

_WITH_SECTIONS = ("class", "exception", "function", "method")


def _read(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    if what in _WITH_SECTIONS:
        lines[:] = GoogleDocstring(lines, Config(napoleon_use_rtype=False), app, what, name, obj, options).lines()


def setup(app: Sphinx) -> dict[str, Any]:
    """Read each docstring as autodoc comes to it."""
    app.setup_extension("sphinx.ext.autodoc")
    app.connect("autodoc-process-docstring", _read)
    return {"parallel_read_safe": True}
