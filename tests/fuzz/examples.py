"""What the fuzz targets begin with: the example city's reports and the printed words of the forms."""

import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from shinkyu import pipeline
from shinkyu.errors import ShinkyuError
from shinkyu.forms.editions import editions
from shinkyu.forms.library import load
from shinkyu.model.document import ListItem
from shinkyu.pipeline import Read

CITY = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi"
PIECE = 14
"""Lines of a piece of a report: small inputs are asked many times a second."""
MOST = 2_500
"""Bytes of the largest piece."""
A_ROW, ROWS = 400, 4
"""Bytes of the longest row of a table that is taken, and how many of them."""
EVERY = 5
"""One piece in so many: the seeds alone must not fill a short run."""


def texts() -> Iterator[str]:
    """Yield every text of the example city."""
    for path in sorted(CITY.glob("*/*.txt")):
        yield path.read_text(encoding="utf-8")


@cache
def pieces() -> tuple[str, ...]:
    """Return pieces of the newest texts, each under the title that tells the form, and pieces of their tables of
    changes; every one is read, none is refused.
    """
    found = []
    for folder in sorted(CITY.iterdir()):
        lines = sorted(folder.glob("*.txt"))[-1].read_text(encoding="utf-8").split("\n")
        of_report = ["\n".join((lines[0], "", *lines[n : n + PIECE])) for n in range(0, len(lines), PIECE)]
        read = [piece for piece in of_report if len(piece.encode()) <= MOST and is_read(piece.encode())]
        head = next(n for n, line in enumerate(lines) if line.startswith("変更日\t"))
        rows = [line for line in lines[head + 1 :] if line.count("\t") == 5 and len(line.encode()) <= A_ROW]
        found += [*read[::EVERY], "\n".join((min(read, key=len), "", *lines[head - 2 : head + 1], *rows[:ROWS]))]
    return tuple(found)


def is_read(text: bytes) -> bool:
    """Say whether a text is taken for an assessment."""
    try:
        return bool(pipeline.read(text, "piece.txt"))
    except ShinkyuError:
        return False


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


def mixed(data: bytes, words: Sequence[str | bytes], chance: random.Random) -> bytes:
    """Return lines and cells with a few of them lost, doubled, moved, cut, or with a word put in."""
    found = re.split(rb"([\n\t])", data)
    for _ in range(chance.randint(1, 5)):
        n, k = chance.randrange(len(found)), chance.randrange(len(found))
        match chance.choice(("lost", "doubled", "swapped", "cut", "word", "word")):
            case "lost" if len(found) > 1:
                del found[n]
            case "doubled":
                found.insert(k, found[n])
            case "swapped":
                found[n], found[k] = found[k], found[n]
            case "cut":
                found[n] = found[n][: k % (len(found[n]) + 1)]
            case _:
                word = chance.choice(words)
                text = found[n].decode("utf-8", "replace")
                pieces = (text[: k % (len(text) + 1)], word, text[k % (len(text) + 1) :])
                found[n] = b"".join(piece if isinstance(piece, bytes) else piece.encode() for piece in pieces)
    return b"".join(found)


def printed() -> list[str]:
    """Return the labels, options and titles of all forms."""
    words: dict[str, None] = {}
    for form, edition in editions():
        template = load(form, edition)
        words |= dict.fromkeys((template.title, *template.furniture))
        for spec in template.specs:
            words |= dict.fromkeys((spec.label, *spec.aliases, *(option.text for option in spec.options)))
    return [word for word in words if word]
