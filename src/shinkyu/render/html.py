"""Pages in HTML: the only door to jinja2.  What a document says is always escaped."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from shinkyu.render.runs import Run
from shinkyu.text.width import harmless


class PageCell(NamedTuple):
    """A cell of a table on a page: its runs, what it stands for, the element around what changed."""

    runs: tuple[Run, ...]
    role: str = ""
    element: str = "ins"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("shinkyu.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["harmless"] = harmless
    return environment


def page(template: str, values: Mapping[str, object]) -> str:
    """Return the page that a template in ``templates`` makes of *values*; it needs no other file."""
    return _environment().get_template(template).render(values)
