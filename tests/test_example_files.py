"""One content, one document: each example version is a text, a workbook and the PDF printed from it."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from shinkyu import pipeline
from shinkyu.codec.canonical import dumps
from shinkyu.pipeline import Read

EXAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "sumihara-shi"
NEWEST = ("8-priority/2025-07-31", "14-all-item/2025-03-28")
VERSIONS = [
    pytest.param(name, marks=() if name in NEWEST else pytest.mark.slow)
    for name in sorted(str(path.relative_to(EXAMPLES).with_suffix("")) for path in EXAMPLES.glob("*/*.xlsx"))
]


@cache
def read(name: str, ending: str) -> Read:
    """Return an example version."""
    path = EXAMPLES / f"{name}.{ending}"
    return pipeline.read(path.read_bytes(), path.name)


def canonical(version: Read) -> dict[str, Any]:
    """Return the canonical JSON."""
    found: dict[str, Any] = json.loads(dumps(version.document))
    return found


def joined(value: Any) -> Any:
    """Return canonical JSON with the paragraphs of each text put behind each other: a text file marks few."""
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return " ".join(value)
    if isinstance(value, list):
        return [joined(part) for part in value]
    return {key: joined(part) for key, part in value.items()} if isinstance(value, dict) else value


def without_blanks(value: Any) -> Any:
    """Return canonical JSON with no blank in the declared table: a PDF does not hold one at a line end."""
    rows = [
        {key: re.sub(r"[ 　]", "", part) if isinstance(part, str) else squeezed(part) for key, part in row.items()}
        for row in value["declared"]
    ]
    return value | {"declared": rows}


def squeezed(value: Any) -> Any:
    """Return paragraphs without blanks."""
    return [re.sub(r"[ 　]", "", part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", VERSIONS)
def test_text_and_workbook_are_one_document_but_for_paragraphs_that_the_text_does_not_mark(name: str) -> None:
    assert joined(canonical(read(name, "txt"))) == joined(canonical(read(name, "xlsx")))


@pytest.mark.parametrize("name", VERSIONS)
def test_the_items_of_the_pdf_are_those_of_the_workbook_byte_for_byte(name: str) -> None:
    assert dumps(read(name, "xlsx").document.items) == dumps(read(name, "pdf").document.items)


@pytest.mark.parametrize("name", VERSIONS)
def test_pdf_and_workbook_are_one_document_but_for_blanks_at_line_ends_of_the_table(name: str) -> None:
    assert without_blanks(canonical(read(name, "xlsx"))) == without_blanks(canonical(read(name, "pdf")))


@pytest.mark.parametrize("name", VERSIONS)
@pytest.mark.parametrize(("old", "new"), [("xlsx", "pdf"), ("pdf", "xlsx"), ("txt", "xlsx"), ("pdf", "txt")])
def test_a_version_in_two_formats_does_not_differ(name: str, old: str, new: str) -> None:
    assert () == pipeline.compare(read(name, old), read(name, new)).changes.changes


@pytest.mark.parametrize(
    ("old", "new"),
    [("8-priority/2022-06-30", "8-priority/2025-07-31"), ("14-all-item/2021-11-30", "14-all-item/2025-03-28")],
)
def test_the_verdicts_do_not_depend_on_the_format(old: str, new: str) -> None:
    told = [
        [(judgement.n, judgement.verdict) for judgement in checked.report.declared]
        + [(change.op, change.new and change.new.address) for change in checked.report.undeclared]
        for before, after in (("txt", "txt"), ("pdf", "xlsx"), ("xlsx", "pdf"))
        for checked in [pipeline.check(read(new, after), read(old, before))]
    ]
    assert told[0] == told[1] == told[2]


@pytest.mark.parametrize("name", VERSIONS)
def test_what_no_sheet_shows_is_in_no_document(name: str) -> None:
    """The workbooks hold a hidden sheet, hidden columns and rows, furigana, comments and a struck remark."""
    workbook = read(name, "xlsx")
    text = dumps(workbook.document)

    assert not [word for word in ("（予備）", "見直し中", "スミハラシ", "記載要領を確認のこと") if word in text]
    assert workbook.layout is not None
    assert {"（予備）", "(見直し中)"} <= set(workbook.layout.left_out)
