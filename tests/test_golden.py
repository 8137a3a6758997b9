"""Whole small documents and what the commands print of them, for a person to read.

``pytest tests/test_golden.py --update-golden`` writes the expected files anew; the commit shows the effect.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from shinkyu import pipeline
from shinkyu.messages import Lang
from shinkyu.pipeline import Read
from shinkyu.render import changes, report
from shinkyu.render.change_table import render_table
from shinkyu.render.items import declared_text, items_text
from shinkyu.render.report_words import WORDS
from shinkyu.render.shapes import version_shape
from shinkyu.text.width import width

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(folder.name for folder in GOLDEN.iterdir() if folder.is_dir())


def _diff(old: Read, new: Read) -> str:
    found = pipeline.compare(old, new).changes
    return changes.as_text(_shape(old), _shape(new), found)


def _check(old: Read, new: Read) -> str:
    checked = pipeline.check(new, old)
    return report.as_text(_shape(new), _shape(old), new.document.declared, checked.report)


def _table(old: Read, new: Read) -> str:
    return render_table(pipeline.table_rows(pipeline.compare(old, new)), "text")


def _shape(version: Read) -> dict[str, object]:
    return version_shape(version.document, version.reading)


OUTPUTS: dict[str, Callable[[Read, Read], str]] = {"diff": _diff, "check": _check, "table": _table}


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("case", CASES)
def test_the_output_is_the_one_a_person_has_read(case: str, output: str, request: pytest.FixtureRequest) -> None:
    old, new = (pipeline.read((GOLDEN / case / name).read_bytes(), name) for name in ("old.txt", "new.txt"))
    expected = GOLDEN / case / f"expected.{output}.txt"
    printed = OUTPUTS[output](old, new)
    if request.config.getoption("--update-golden"):
        expected.write_text(printed, encoding="utf-8")

    assert expected.read_text(encoding="utf-8") == printed


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("lang", WORDS)
def test_no_line_is_wider_than_a_terminal_of_80_columns(case: str, lang: Lang) -> None:
    old, new = (pipeline.read((GOLDEN / case / name).read_bytes(), name) for name in ("old.txt", "new.txt"))
    found = pipeline.compare(old, new).changes
    checked = pipeline.check(new, old)
    diff_text = changes.as_text(_shape(old), _shape(new), found, columns=80, words=WORDS[lang])
    rows = new.document.declared
    check_text = report.as_text(_shape(new), _shape(old), rows, checked.report, columns=80, lang=lang)

    listed = items_text(new.document, new.reading) + declared_text(rows, pipeline.located(new))

    printed = diff_text + check_text + listed
    assert [] == [line for line in printed.splitlines() if width(line) > 80]
