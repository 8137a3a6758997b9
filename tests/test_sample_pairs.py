"""The law of the table on pairs of versions with known edits: what is written leaves nothing to declare."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from shinkyu import pipeline
from shinkyu.model.table import TableStyle
from shinkyu.render.change_table import as_declared, propose_rows

pytestmark = [pytest.mark.real, pytest.mark.slow]

PAIRS = Path(__file__).resolve().parents[2] / "shared" / "eval" / "reconcile" / "pairs"
STYLES = (
    None,
    TableStyle(),
    TableStyle(path="spaced", new="記載なし", inserted="（追加）", deleted="（削除）", whole_values=True),
    TableStyle(path="quoted", brackets=("(", ")"), new="(新規)", omission="(省略)"),
)


@pytest.mark.parametrize("pair", sorted(folder.name for folder in PAIRS.glob("*")))
def test_generated_rows_leave_nothing_to_declare(pair: str) -> None:
    """The newest rows of the newer version are taken out; a term that still stands elsewhere is no fault of a row."""
    old, new = (pipeline.read((PAIRS / pair / name).read_bytes(), name) for name in ("old.txt", "new.txt"))
    changes = pipeline.compare(old, new).changes
    earlier = old.document.declared or ()
    for style in STYLES:
        for group in (False, True):
            rows = propose_rows(old.document, new.document, changes, new.template, style, group=group)
            declared = replace(new.document, declared=as_declared(rows, earlier))
            report = pipeline.check(new._replace(document=declared), old).report
            judged = [j for j in report.declared if j.n > len(earlier)]
            found = {finding.rule for finding in report.findings if (finding.n or 0) > len(earlier)}

            assert ((), ()) == (report.undeclared, report.partial), (style, group)
            assert [] == [(j.n, j.reason) for j in judged if j.verdict != "confirmed"], (style, group)
            assert found <= {"stale-term"}, (style, group)
