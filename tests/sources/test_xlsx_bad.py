"""A file that is no workbook, or a hostile one, gives one clear line within seconds."""

import zipfile
from contextlib import suppress

import pytest

from shinkyu.errors import LimitError, SourceError
from shinkyu.limits import limits, variable
from shinkyu.sources import xlsx_book, xlsx_grid, xlsx_package
from shinkyu.sources.detect import read_layout
from shinkyu.sources.xlsx_formats import shown
from workbook_parts import archive, rows, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WHOLE = workbook(rows('<c r="A1"><v>1</v></c>'))
ENTITY = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>'


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + bytes(64)


CASES = {
    "password": (stream("EncryptedPackage"), "protected by a password"),
    "xls-damaged": (stream("Workbook"), "damaged"),
    "excel-95": (stream("Book"), "Excel 95"),
    "doc": (stream("WordDocument"), "a Word file"),
    "docx": (archive({"word/document.xml": "<w/>"}), "a Word file"),
    "xlsb": (archive({"xl/workbook.bin": b"\0"}), "save it as .xlsx"),
    "ods": (archive({"content.xml": "<o/>"}), "OpenDocument"),
    "zip": (archive({"readme.txt": "x"}), "a zip file without a workbook"),
    "cut-short": (WHOLE[: len(WHOLE) // 2], "damaged"),
    "no-sheet-part": (archive({"xl/workbook.xml": "<workbook/>"}), "damaged"),
    "no-xml": (workbook("<?xml version='1.0'?><worksheet><sheetData>"), "damaged"),
    "no-text": (workbook("<sheetData/>"), "without any text"),
    "nowhere": (workbook(rows('<c r="A9999999"><v>1</v></c>')), "damaged"),
    "no-reference": (workbook(rows('<c r="../../A1"><v>1</v></c>')), "damaged"),
    "entity": (workbook(ENTITY), "document type"),
    "entity-in-strings": (
        workbook(rows('<c r="A1"><v>1</v></c>'), **{"xl/sharedStrings.xml": ENTITY}),
        "document type",
    ),
    "nested": (workbook("<a>" * 100 + "</a>" * 100), "nested"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_no_readable_workbook_is_refused_in_one_line(case: str) -> None:
    data, words = CASES[case]

    with pytest.raises(SourceError) as caught:
        read_layout(data, "評価書.xlsx")

    assert words in str(caught.value)
    assert str(caught.value).startswith("評価書.xlsx ")
    assert "\n" not in str(caught.value)


def test_macros_are_ignored() -> None:
    book = workbook(rows('<c r="A1"><v>1</v></c>'), **{"xl/vbaProject.bin": "\0macro"})
    assert [["1"]] == [[cell.text for cell in row.cells] for row in read_layout(book, "評価書.xlsm").rows]


def test_the_content_decides_and_not_the_name() -> None:
    assert "1" == read_layout(WHOLE, "評価書.txt").rows[0].cells[0].text


def test_every_cut_of_a_workbook_is_refused_and_none_crashes() -> None:
    for end in range(4, len(WHOLE), 7):
        with pytest.raises(SourceError):
            read_layout(WHOLE[:end], "cut.xlsx")


def test_a_flipped_byte_never_crashes() -> None:
    """A damaged download is refused or read; it ends in no traceback."""
    for at in range(0, len(WHOLE), 3):
        with suppress(SourceError):
            read_layout(WHOLE[:at] + bytes([WHOLE[at] ^ 0xFF]) + WHOLE[at + 1 :], "flipped.xlsx")


def test_an_encrypted_zip_entry_is_a_password() -> None:
    data = bytearray(WHOLE)
    for signature, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(signature)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(signature, at + 4)

    with pytest.raises(SourceError, match="password"):
        read_layout(bytes(data), "locked.xlsx")


# ---------------------------------------------------------------------- limits


def test_a_part_that_unpacks_too_large_is_not_unpacked() -> None:
    """40 MB of blanks pack into 40 KB."""
    data = workbook(" " * 32_000_001)

    assert len(data) < 100_000
    with pytest.raises(LimitError, match="unpacks to 32 MB"):
        read_layout(data, "bomb.xlsx")


def test_many_parts_together_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHINKYU_LIMIT_UNPACKED_MB", "1")
    sheet = rows('<c r="A1"><v>1</v></c>') + " " * 150_000

    with pytest.raises(LimitError, match="unpack to more than 1 MB"):
        read_layout(workbook(*[sheet] * 10), "many.xlsx")


def test_one_long_text_in_many_cells_is_limited() -> None:
    """A text of 30,000 characters stands once in the file and 1,000 times on the sheet."""
    cells = [f'<c r="A{n}" t="s"><v>0</v></c>' for n in range(1, 1_001)]

    with pytest.raises(SourceError, match="characters"):
        read_layout(workbook(rows(*cells), strings=f"<si><t>{'長' * 30_000}</t></si>"), "long.xlsx")


def test_a_text_longer_than_excel_allows_is_refused() -> None:
    long = "長" * (limits().cell_characters + 1)

    with pytest.raises(SourceError, match="a cell holds more than"):
        read_layout(workbook(rows('<c r="A1" t="s"><v>0</v></c>'), strings=f"<si><t>{long}</t></si>"), "a.xlsx")
    with pytest.raises(SourceError, match="a cell holds more than"):
        read_layout(workbook(rows(f'<c r="A1" t="inlineStr"><is><t>{long}</t></is></c>')), "b.xlsx")


@pytest.mark.parametrize(
    ("module", "limit", "words"),
    [
        (None, "CELLS", "cells"),
        (None, "CHARACTERS", "characters"),
        (None, "MERGED", "merged ranges"),
        (xlsx_book, "MAX_SHEETS", "sheets"),
        (xlsx_book, "MAX_STRINGS", "texts"),
        (xlsx_package, "MAX_PARTS", "files"),
        (xlsx_grid, "MAX_REACHING", "over one another"),
    ],
)
def test_each_limit_is_a_refusal(module: object, limit: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if module:
        monkeypatch.setattr(module, limit, 1)
    else:
        monkeypatch.setenv(variable(limit), "1")
    merged = '<mergeCells><mergeCell ref="A1:B3"/><mergeCell ref="C1:D3"/></mergeCells>'
    sheet = rows('<c r="A1"><v>1</v></c><c r="C1"><v>2</v></c>', '<c r="F2"><v>3</v></c>') + merged
    data = workbook(sheet, sheet, strings="<si><t>一</t></si><si><t>二</t></si>")

    with pytest.raises(LimitError, match=words) as caught:
        read_layout(data, "limits.xlsx")
    assert module or f"(limit: SHINKYU_LIMIT_{limit}=1)" in str(caught.value)


def test_a_million_hidden_columns_and_a_far_cell_take_no_time() -> None:
    """Nothing is laid out in full: a cell in the last corner costs as much as one in the first."""
    sheet = '<cols><col min="1" max="99999999" hidden="1"/></cols>' + rows('<c r="XFD1048576"><v>1</v></c>')

    with pytest.raises(SourceError, match="without any text"):
        read_layout(workbook(sheet), "far.xlsx")


@pytest.mark.parametrize(
    "number", ["1e999999", "-1e-999999", "9" * 5_000, "NaN", "inf", "1" * 40 + ".5", "45107.99999999", "²"]
)
@pytest.mark.parametrize("code", ["General", "0." + "0" * 5_000, "#,##0.00", "ggge", "@", "[h]:mm", ";", "0%%%", '"'])
def test_no_number_and_no_format_crashes(number: str, code: str) -> None:
    shown(number, code)


def test_a_formula_and_markup_in_a_cell_are_text() -> None:
    data = workbook(rows('<c r="A1" t="inlineStr"><is><t>=cmd|&lt;script&gt;\x09x</t></is></c>'))

    assert "=cmd|<script> x" == read_layout(data, "formula.xlsx").rows[0].cells[0].text


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2])
def test_a_packing_that_excel_does_not_use_is_read_too(compression: int) -> None:
    data = workbook(rows('<c r="A1"><v>1</v></c>'), compression=compression)

    assert 1 == len(read_layout(data, "book.xlsx").rows)
