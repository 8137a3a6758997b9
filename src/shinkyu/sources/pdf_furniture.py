"""Page numbers and running headers: what a page carries because it is a page."""

import re
from collections import defaultdict

from shinkyu.sources.pdf_page import Page, PageRow
from shinkyu.text.normalise import fold

MARGIN = 0.12
"""Part of the page's height at its top and bottom where such lines stand."""
SAME_HEIGHT = 4.0
"""Points; a running header stands at one height."""
FEWEST_PAGES = 3
"""Pages in a row that must bear a line before it is a running header; two may each begin with one heading."""
MOST_PAGES = 0.6
"""Share of the pages beyond which even the first printing is a header; below, it may head what follows."""

_NUMBER = re.compile(
    r"^(?:p(?:age)?\.?)?[-~(<\[|]*(\d{1,4})(?:[/／](?:of)?\d{1,4})?(?:ページ|頁|page)?[-~)>\]|]*$", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


def take_furniture(pages: list[Page]) -> list[str]:
    """Take page numbers and running headers out of *pages* and return them."""
    taken = _take_numbers(pages)
    places: dict[str, list[tuple[Page, PageRow]]] = defaultdict(list)
    for page in pages:
        for row in _margin_rows(page):
            places[_DIGITS.sub("#", fold("".join(row.texts)))].append((page, row))
    for key, found in places.items():
        if key:
            taken.extend(_take_repeated(found, len(pages)))
    return taken


def _take_numbers(pages: list[Page]) -> list[str]:
    """Take lines that are a number, where the numbers run on from page to page."""
    found: list[tuple[Page, PageRow, int]] = []
    for page in pages:
        for row in _margin_rows(page):
            match = _NUMBER.match(fold("".join(row.texts)))
            if match:
                found.append((page, row, int(match.group(1)) - page.number))
    taken = []
    shifts = [shift for _, _, shift in found]
    for page, row, shift in found:
        if shift == 0 or shifts.count(shift) > 1:
            page.rows.remove(row)
            taken.append("".join(row.texts))
    return taken


def _take_repeated(found: list[tuple[Page, PageRow]], total: int) -> list[str]:
    taken = []
    run: list[tuple[Page, PageRow]] = []
    everywhere = len({page.number for page, _ in found}) > max(FEWEST_PAGES - 1, MOST_PAGES * total)
    for page, row in [*found, (None, None)]:
        goes_on = (
            run
            and page is not None
            and row is not None
            and page.number - run[-1][0].number == 1
            and abs(row.top - run[-1][1].top) <= SAME_HEIGHT
        )
        if not goes_on:
            if everywhere or len(run) >= FEWEST_PAGES:
                for held, line in run if everywhere else run[1:]:
                    held.rows.remove(line)
                    taken.append("".join(line.texts))
            run = []
        if page is not None and row is not None:
            run.append((page, row))
    return taken


def _margin_rows(page: Page) -> list[PageRow]:
    """Return the lines of a page's margins that stand above and below all else but each other."""
    found = []
    for rows, limit in ((page.rows, MARGIN), (page.rows[::-1], MARGIN)):
        for row in rows:
            middle = (row.top + row.bottom) / 2 / page.height
            in_margin = middle <= limit if rows is page.rows else middle >= 1 - limit
            if row.in_table or not in_margin:
                break
            found.append(row)
    return list({id(row): row for row in found}.values())
