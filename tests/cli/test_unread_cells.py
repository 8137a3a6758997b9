"""A workbook that does not say all it holds is read, and every command says which cells."""

from pathlib import Path

from tests.cli.conftest import Run

from formulas import PLACES, saved


def test_every_command_names_the_cells(shinkyu: Run, tmp_path: Path) -> None:
    (tmp_path / "values.xlsx").write_bytes(saved({}))
    (tmp_path / "formulas.xlsx").write_bytes(saved({PLACES["a text"]: "=K3", PLACES["an agency"]: '="澄原"&"市長"'}))
    named = "formulas.xlsx holds formulas without their results (表紙!B9、Ⅳ開示請求、問合せ!K8)"

    for command in (["parse"], ["items"], ["declared"], ["check"], ["diff", "values.xlsx"], ["table", "values.xlsx"]):
        ended = shinkyu(*command, "formulas.xlsx", "--lang", "en")

        assert named in ended.err, command
        assert ended.code == (1 if command == ["check"] else 0)
    page = shinkyu("diff", "values.xlsx", "formulas.xlsx", "--format", "html").out
    assert "①連絡先" in page
