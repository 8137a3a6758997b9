"""Which forms and editions there are: asked for by commands that read no template."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shinkyu.model.form import FormName

FORMS: tuple[FormName, ...] = ("priority", "all-item", "basic")
"""The forms, the likelier first where the labels of a document cannot tell."""

# importlib.resources reads the same files and takes as long to load as a template does.
DATA = os.path.join(os.path.dirname(__file__), "data")


@lru_cache(maxsize=1)
def editions() -> tuple[tuple[str, str], ...]:
    """Return (form, edition) of every template there is, editions in order of their names."""
    return tuple(
        (form, name.removesuffix(".toml"))
        for form in FORMS
        for name in sorted(os.listdir(os.path.join(DATA, form)))
        if name.endswith(".toml")
    )
