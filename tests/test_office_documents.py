"""One assessment as an office keeps it: workbook, the PDF printed from it and its text are one document."""

import io
from pathlib import Path

import openpyxl
import pytest

from shinkyu import pipeline
from shinkyu.pipeline import Read
from shinkyu.pipeline.workbook import into_workbook
from shinkyu.text.normalise import fold

pytestmark = [pytest.mark.real, pytest.mark.slow]

VERSIONS = ["v1", "v2", "v3"]


@pytest.fixture(scope="module")
def office(seeds: Path) -> dict[tuple[str, str], Read]:
    """Every version in every format, read once."""
    folder = seeds.parent / "eval" / "office"
    return {
        (version, form): pipeline.read((folder / version / f"document.{form}").read_bytes(), f"{version}.{form}")
        for version in VERSIONS
        for form in ("xlsx", "pdf", "layout.txt", "raw.txt")
    }


@pytest.mark.parametrize("version", VERSIONS)
def test_the_workbook_and_the_pdf_printed_from_it_do_not_differ(
    office: dict[tuple[str, str], Read], version: str
) -> None:
    assert () == pipeline.compare(office[version, "xlsx"], office[version, "pdf"]).changes.changes
    assert () == pipeline.compare(office[version, "pdf"], office[version, "xlsx"]).changes.changes


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("form", ["layout.txt", "raw.txt"])
def test_the_text_of_the_pdf_differs_only_by_a_remark_that_is_struck_through(
    office: dict[tuple[str, str], Read], version: str, form: str
) -> None:
    """Text cannot show that words are struck through: one cell of each version ends in such a remark.

    Of text in another order most is unread, and nothing unread is added or removed.
    """
    found = pipeline.compare(office[version, "xlsx"], office[version, form]).changes.changes
    real = [change for change in found if change.op != "notation"]

    assert 1 == len(real)
    assert (real[0].after or "").startswith(real[0].before or "-")


@pytest.mark.parametrize(("old", "new"), [("v1", "v2"), ("v2", "v3")])
def test_the_changes_and_verdicts_are_the_same_in_every_format(
    office: dict[tuple[str, str], Read], old: str, new: str
) -> None:
    told = [
        (
            [(j.n, j.verdict) for j in checked.report.declared],
            [(c.op, c.item, c.new and c.new.address) for c in checked.report.undeclared],
        )
        for before, after in (("xlsx", "xlsx"), ("pdf", "pdf"), ("pdf", "xlsx"))
        for checked in [pipeline.check(office[new, after], office[old, before])]
    ]

    assert told[0] == told[1] == told[2]


def without_newest_rows(data: bytes, *, printed_in_advance: bool) -> bytes:
    """Return the workbook as it was before its newest rows were written; their rows stay there empty, or not."""
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    sheet = book["変更箇所"]
    newest = sheet.cell(sheet.max_row, 2).value
    rows = [row for row in range(3, sheet.max_row + 1) if sheet.cell(row, 2).value == newest]
    if printed_in_advance:
        for row in rows:
            for column in range(2, 8):
                sheet.cell(row, column).value = None
    else:
        sheet.delete_rows(rows[0], len(rows))
        sheet.print_area = f"A1:G{rows[0] - 1}"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("printed_in_advance", [False, True])
@pytest.mark.parametrize(("old", "new", "slips"), [("v1", "v2", ["broken-chain"]), ("v2", "v3", [])])
def test_rows_written_into_the_workbook_leave_nothing_to_declare(
    office: dict[tuple[str, str], Read], seeds: Path, old: str, new: str, slips: list[str], printed_in_advance: bool
) -> None:
    """The whole way of a drafter: compare, put the rows into the workbook, check it.

    The broken chain is no fault of the new row: an older one in v1 names an office that v1 never had.
    """
    source = (seeds.parent / "eval" / "office" / new / "document.xlsx").read_bytes()
    data = without_newest_rows(source, printed_in_advance=printed_in_advance)
    rows = pipeline.table_rows(pipeline.compare(office[old, "xlsx"], pipeline.read(data, new)))
    written = pipeline.read(into_workbook(data, new, rows), new)
    report = pipeline.check(written, office[old, "xlsx"]).report
    first = len(written.document.declared or ()) - len(rows) + 1

    assert len(rows) > 20
    assert ((), (), ()) == (report.undeclared, report.partial, report.suspects)
    assert {"confirmed"} == {judgement.verdict for judgement in report.declared if judgement.n >= first}
    assert slips == [finding.rule for finding in report.findings if (finding.n or 0) >= first]


def test_cells_of_fixed_height_are_reported_with_the_words_they_cut_off(seeds: Path) -> None:
    """``cut.pdf`` prints the table of v3 with fixed row heights, ``document.pdf`` with rows that fit."""
    folder = seeds.parent / "eval" / "office" / "v3"
    cut, whole = (pipeline.read((folder / name).read_bytes(), name) for name in ("cut.pdf", "document.pdf"))

    assert () == whole.reading.cut
    rows = whole.document.declared or ()
    for each in cut.reading.cut:
        cell = getattr(rows[(each.row or 0) - 1], each.column)
        text = cell if isinstance(cell, str) else "".join(cell)
        assert fold(each.words) in fold(text)
    assert len(cut.reading.cut) >= 50
