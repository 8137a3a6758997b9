"""One assessment as an office keeps it: workbook, the PDF printed from it and its text are one document."""

from pathlib import Path

import pytest

from shinkyu import pipeline
from shinkyu.pipeline import Read

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
