"""A workbook whose formulas have no results (as openpyxl writes them) says nothing false about what stands there."""

import random
from collections.abc import Iterable
from functools import cache

import openpyxl
import pytest

from formulas import EXAMPLE, PLACES, TABLE, Place, saved
from shinkyu import pipeline
from shinkyu.model.report import Judgement
from shinkyu.pipeline import Read


@cache
def example() -> Read:
    """Return the example with all its values."""
    return pipeline.read(saved({}), "values.xlsx")


def rests_on_unread(judgement: Judgement, found: Read) -> bool:
    """Say whether a cell of the row, or an item that it is judged by, is one that the workbook does not say."""
    cells = next(row.unread for row in found.document.declared or () if row.n == judgement.n)
    items = {item.address for item in found.document.items if item.state == "unread"}
    shown = {piece.address for piece in judgement.evidence if not piece.says.endswith("-in-old")}
    return not {"date", "item", "before", "after"}.isdisjoint(cells) or not items.isdisjoint(shown)


def holds_nothing_false(places: Iterable[Place]) -> None:
    """Formulas in *places*, their results unknown, make no change and no finding; a verdict they touch is weaker."""
    whole, found = example(), pipeline.read(saved(dict.fromkeys(places, "=A1048576")), "formulas.xlsx")

    assert {p.cell for p in found.reading.problems if p.cell} <= {f"{sheet}!{cell}" for sheet, cell in places}
    assert () == pipeline.compare(whole, found).changes.changes
    assert () == pipeline.compare(found, whole).changes.changes
    for against in (None, whole):
        before, after = pipeline.check(whole, against).report, pipeline.check(found, against).report
        changed = {
            (was.verdict, now.verdict)
            for was, now in zip(before.declared, after.declared, strict=True)
            if was.verdict != now.verdict
        }
        # Of an item that is unread nobody can tell whether a later row on it took up the same passage.
        assert {now for _, now in changed} <= {"unverifiable", "partly", "superseded"}
        assert {(f.rule, f.n) for f in after.findings} <= {(f.rule, f.n) for f in before.findings}
        assert () == after.undeclared
        assert [] == [j.n for j in after.declared if j.verdict == "confirmed" and rests_on_unread(j, found)]


@pytest.mark.parametrize("kind", PLACES)
def test_what_a_formula_shows_is_neither_removed_nor_confirmed(kind: str) -> None:
    holds_nothing_false([PLACES[kind]])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_formulas_anywhere_in_a_workbook_make_nothing_false(seed: int) -> None:
    book = openpyxl.load_workbook(EXAMPLE)
    filled = [
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
        for row in sheet.iter_rows(max_col=42)
        for cell in row
        if cell.value is not None and (sheet.title, cell.row) != (TABLE, 2)
    ]

    holds_nothing_false(random.Random(seed).sample(filled, 1 + seed % 3))
