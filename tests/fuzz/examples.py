"""What the fuzz targets begin with: the example city's reports and the printed words of the forms."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from shinkyu import pipeline
from shinkyu.forms.library import editions, load
from shinkyu.model.document import ListItem
from shinkyu.pipeline import Read

CITY = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi"
PIECE = 40
"""Lines of a piece of a report: small inputs are asked many times a second."""
EVERY = 3
"""One piece in so many: the seeds alone must not fill a short run."""


def texts() -> Iterator[str]:
    """Yield every text of the example city."""
    for path in sorted(CITY.glob("*/*.txt")):
        yield path.read_text(encoding="utf-8")


def pieces() -> Iterator[str]:
    """Yield pieces of the newest texts, each under the title that tells the form."""
    for folder in sorted(CITY.iterdir()):
        lines = sorted(folder.glob("*.txt"))[-1].read_text(encoding="utf-8").split("\n")
        for n in range(0, len(lines), PIECE * EVERY):
            yield "\n".join((lines[0], "", *lines[n : n + PIECE]))


@cache
def version(report: str, which: int) -> Read:
    """Return a version of one of the reports: ``version("8-priority", -1)`` is the newest one."""
    path = sorted((CITY / report).glob("*.txt"))[which]
    return pipeline.read(path.read_bytes(), path.name)


@cache
def short_version(report: str, which: int) -> Read:
    """Return the beginning, the lists and the end of a version: as much as can be asked many times a second."""
    whole = version(report, which)
    items = whole.document.items
    kept = (*items[:50], *(item for item in items[50:-15] if isinstance(item, ListItem)), *items[-15:])
    return whole._replace(document=replace(whole.document, items=kept), layout=None)


def printed() -> list[str]:
    """Return the labels, options and titles of all forms."""
    words: dict[str, None] = {}
    for form, edition in editions():
        template = load(form, edition)
        words |= dict.fromkeys((template.title, *template.furniture))
        for spec in template.specs:
            words |= dict.fromkeys((spec.label, *spec.aliases, *(option.text for option in spec.options)))
    return [word for word in words if word]
