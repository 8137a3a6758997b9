"""The pages of a PDF one after the other; those of a long one in several processes.

The result is the same: what becomes of a page depends on it and its two neighbours only, so each process
reads a run of pages and one more at each end.
"""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from shinkyu.errors import SourceError
from shinkyu.limits import beyond, limits
from shinkyu.messages import message
from shinkyu.sources.pdf_objects import Marks, open_document, read_marks
from shinkyu.sources.pdf_page import Page, read_page
from shinkyu.sources.pdf_page_ends import whole_lines
from shinkyu.sources.processes import processors, side_by_side

FEWEST_CHARACTERS = 8
"""On an average page; a scan may carry a stamp or a page number as text, a report has hundreds."""
MOST_UNMAPPED = 0.2
"""Share of characters without a meaning beyond which a text layer is of no use."""
PARALLEL_FROM = 60
"""Pages; a shorter document is read before a second process has started and sent its pages back."""
MOST_PROCESSES = 4


class _Run(NamedTuple):
    """Pages that follow each other, and what their text layers hold."""

    pages: list[Page]
    characters: int
    unmapped: int


def read_pages(data: bytes, name: str) -> list[Page]:
    """Return the pages of a document.

    Raises:
        SourceError: encrypted, damaged, without a text layer or over the limits; the text says what to do.
    """
    document = open_document(data, name)
    try:
        count = len(document)
    finally:
        document.close()
    if count > limits().pages:
        raise beyond(message("{name} has {n} pages", name=name, n=f"{count:,}"), "pages")
    processes = min(processors(), MOST_PROCESSES) if count >= PARALLEL_FROM else 1
    bounds = [count * n // processes for n in range(processes + 1)]
    runs = side_by_side([partial(_read_run, data, name, *pair) for pair in pairwise(bounds)], name)
    characters = sum(run.characters for run in runs)
    unmapped = sum(run.unmapped for run in runs)
    if characters > limits().characters:
        raise _too_long(name)
    if unmapped > MOST_UNMAPPED * (characters + unmapped):
        raise SourceError("{name} has a text layer without character codes; run OCR first", name=name)
    if characters < FEWEST_CHARACTERS * count:
        raise SourceError("{name} has no text layer; run OCR first", name=name)
    return [page for run in runs for page in run.pages]


def _read_run(data: bytes, name: str, first: int, end: int) -> _Run:
    """Return the pages from *first* to before *end*, counted from 0."""
    document = open_document(data, name)
    try:
        found = _Run([], 0, 0)
        neighbours = range(max(first - 1, 0), min(end + 1, len(document)))

        def marks() -> Iterator[Marks]:
            nonlocal found
            for n in neighbours:
                read = read_marks(document, n, name)
                if first <= n < end:
                    found = _Run(found.pages, found.characters + len(read.chars), found.unmapped + read.unmapped)
                    if found.characters > limits().characters:
                        raise _too_long(name)
                yield read

        for n, settled in zip(neighbours, whole_lines(marks()), strict=True):
            if first <= n < end:
                found.pages.append(read_page(settled, n + 1))
        return found
    finally:
        document.close()


def _too_long(name: str) -> SourceError:
    return beyond(
        message(
            "{name} has more than {n} characters, which no assessment has", name=name, n=f"{limits().characters:,}"
        ),
        "characters",
    )
