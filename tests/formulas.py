"""The example workbook with formulas that have no results, as openpyxl and the like write them."""

import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl

EXAMPLE = Path(__file__).resolve().parents[1] / "corpus" / "sumihara-shi" / "8-priority" / "2025-07-31.xlsx"
Place = tuple[str, str]
"""Sheet and cell."""

COVER, FILE, RISKS, CONTACT, TABLE = (
    "表紙",
    "Ⅱ特定個人情報ファイルの概要",
    "Ⅲリスク対策",
    "Ⅳ開示請求、問合せ",
    "変更箇所",
)
PLACES = {
    "an agency": (COVER, "B9"),
    "a date": (COVER, "B11"),
    "a bracket": (FILE, "AB24"),
    "an option": (FILE, "X15"),
    "a choice": (RISKS, "L7"),
    "a mark": (RISKS, "AC83"),
    "a label": (CONTACT, "B8"),
    "a text": (CONTACT, "K8"),
    "a day of a row": (TABLE, "B10"),
    "an item of a row": (TABLE, "C37"),
    "a 変更前 of a row": (TABLE, "D9"),
    "a 変更後 of a row": (TABLE, "E29"),
    "an explanation of a row": (TABLE, "G5"),
}


def saved(formulas: Mapping[Place, str]) -> bytes:
    """Return the example as openpyxl saves it, with formulas in some cells."""
    book = openpyxl.load_workbook(EXAMPLE, rich_text=True)
    for (sheet, cell), formula in formulas.items():
        book[sheet][cell] = formula
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
