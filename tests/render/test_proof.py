"""A workbook that was written is read again before it is handed out: whatever is not as it should be is found."""

import pytest

from builders import document, row, text_item
from shinkyu.model.document import DeclaredRow, Document
from shinkyu.render.into.proof import fault

OLD = row(1, "Ⅰ 1", "甲課", "乙課")
NEW = row(2, "Ⅰ 2", "丙課", "丁課", date="令和7年7月1日")
CELLS = ("令和7年7月1日", "Ⅰ 2", "丙課", "丁課", "事後", "重要な変更に当たらないため")


def written(*rows: DeclaredRow, name: str = "国民年金") -> Document:
    return document(text_item("work.name", name), declared=rows)


@pytest.mark.parametrize(
    ("expected", "after", "cells"),
    [
        (None, written(OLD, NEW), [CELLS]),
        # A sheet may show a day and a width otherwise than they were written.
        (None, written(OLD, row(2, "Ⅰ ２", "丙課", "丁課", date="R7.7.1")), [CELLS]),
        ("an item would read otherwise", written(OLD, NEW, name="国保"), [CELLS]),
        ("an older row would read otherwise", written(row(1, "Ⅰ 1", "甲課", "丙課"), NEW), [CELLS]),
        ("new row 1 would not read as it is written", written(OLD, row(2, "Ⅰ 2", "丙課", "戊課")), [CELLS]),
        ("0 of 1 new rows could be read", written(OLD), [CELLS]),
        ("1 of 0 new rows could be read", written(OLD, NEW), []),
    ],
)
def test_what_would_read_otherwise_is_told(expected: str | None, after: Document, cells: list[tuple[str, ...]]) -> None:
    found = fault(written(OLD), after, cells)

    assert expected == (found and str(found))
