"""Pages in HTML: the only door to jinja2.  What a document says is always escaped, and never steers the page."""

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from shinkyu.render.runs import Run
from shinkyu.text.width import harmless

if TYPE_CHECKING:
    from jinja2 import Environment


class PageCell(NamedTuple):
    """A cell of a table on a page: its runs, what it stands for, the element around what changed."""

    runs: tuple[Run, ...]
    role: str = ""
    element: str = "ins"


def _shown(value: Any) -> Any:
    """Return what stands in a template with characters that turn the writing or steer a terminal shown.

    Markup that a macro made has been through here already.
    """
    return harmless(value) if type(value) is str else value


@lru_cache(maxsize=8)
def _environment(package: str) -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # takes long to load, and few commands write pages

    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def fill(package: str, template: str, values: Mapping[str, object]) -> str:
    """Return what a template in the folder ``templates`` of a package makes of *values*."""
    return _environment(package).get_template(template).render(values)


def trusted(markup: str) -> str:
    """Return markup of our own making, which goes into a page as it is."""
    from markupsafe import Markup

    return Markup(markup)
