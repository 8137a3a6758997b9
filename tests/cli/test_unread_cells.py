"""A workbook that does not say all it holds is read, and every command says which cells."""

import json
from pathlib import Path

from tests.cli.conftest import Run

from formulas import EXAMPLE, PLACES, saved

OLDER = EXAMPLE.with_name("2022-06-30.xlsx")


def test_every_command_on_one_or_two_files_names_the_cells(shinkyu: Run, tmp_path: Path) -> None:
    (tmp_path / "values.xlsx").write_bytes(saved({}))
    (tmp_path / "formulas.xlsx").write_bytes(saved({PLACES["a text"]: "=K3", PLACES["an agency"]: '="澄原"&"市長"'}))
    named = "formulas.xlsx holds formulas without their results (表紙!B9、Ⅳ開示請求、問合せ!K8)"

    for command in (["parse"], ["items"], ["declared"], ["check"], ["diff", "values.xlsx"], ["table", "values.xlsx"]):
        ended = shinkyu(*command, "formulas.xlsx", "--lang", "en")

        assert named in ended.err, command
        assert ended.code == (1 if command == ["check"] else 0)
    page = shinkyu("diff", "values.xlsx", "formulas.xlsx", "--format", "html").out
    assert "①連絡先" in page


def test_the_index_of_a_batch_notes_them(shinkyu: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "formulas.xlsx").write_bytes(saved({PLACES["a text"]: "=K3"}))
    (tmp_path / "in" / "values.xlsx").write_bytes(OLDER.read_bytes())

    shinkyu("batch", "in", "--do", "check", "-o", "out", "--no-cache")

    index = (tmp_path / "out" / "index.check.jsonl").read_text("utf-8").splitlines()
    assert {"formulas.xlsx": ["no-result"], "values.xlsx": []} == {
        line["new"]: line.get("notes", []) for line in map(json.loads, index)
    }
