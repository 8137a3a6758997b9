"""Bad input gives one clear line and exit 2: no traceback, nothing written."""

from pathlib import Path

import pytest
from tests.cli.conftest import Run

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(64))

CASES = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\n", "is empty"),
    "png": (PNG, "PNG picture"),
    "damaged-pdf": (b"%PDF-1.7\n%\xe2\xe3", "damaged"),
    "damaged-workbook": (b"PK\x03\x04" + bytes(60), "damaged"),
    "no-assessment": ("これは議事録です。\n出席者は三名でした。\n".encode(), "not an assessment"),
    "title-only": ("特定個人情報保護評価書(重点項目評価書)\n".encode(), "none of its items can be read"),
    "noise": (bytes(range(1, 256)) * 20, "no text"),
}


@pytest.mark.parametrize("command", ["items", "parse", "declared", "check"])
@pytest.mark.parametrize("case", CASES)
def test_a_file_that_is_no_assessment_is_refused_in_one_line(
    shinkyu: Run, tmp_path: Path, command: str, case: str
) -> None:
    """A drafter who picked the wrong file must see which file and why."""
    data, words = CASES[case]
    path = tmp_path / "input.txt"
    path.write_bytes(data)

    ended = shinkyu(command, path)

    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.startswith("shinkyu: ")
    assert ended.err.count("\n") == 1
    assert words in ended.err


@pytest.mark.parametrize("command", ["items", "parse", "declared", "check"])
def test_a_missing_file_is_named(shinkyu: Run, command: str) -> None:
    ended = shinkyu(command, "nowhere.txt")

    assert (2, "", "shinkyu: nowhere.txt does not exist\n") == ended


def test_a_folder_is_no_file(shinkyu: Run, tmp_path: Path) -> None:
    ended = shinkyu("items", tmp_path)

    assert ended.code == 2
    assert "is a folder" in ended.err


def test_reports_in_different_forms_are_not_compared(shinkyu: Run, priority: list[Path], all_item: list[Path]) -> None:
    ended = shinkyu("diff", priority[0], all_item[0])

    assert ended.code == 2
    assert "only versions of one form can be compared" in ended.err


def test_an_unknown_option_is_a_usage_error(shinkyu: Run, priority: list[Path]) -> None:
    ended = shinkyu("diff", priority[0], priority[1], "--format", "yaml")

    assert ended.code == 2
    assert ended.err.count("\n") == 1


def test_an_output_file_in_a_missing_folder_is_refused_and_nothing_is_left(
    shinkyu: Run, tmp_path: Path, priority: list[Path]
) -> None:
    ended = shinkyu("parse", priority[0], "-o", tmp_path / "nowhere" / "out.json")

    assert ended.code == 2
    assert "cannot be written" in ended.err
    assert [p.name for p in tmp_path.iterdir() if p.name != "home"] == []


def test_a_refused_input_leaves_an_old_output_file_as_it_was(shinkyu: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("kept")

    ended = shinkyu("parse", "nowhere.txt", "-o", target)

    assert ended.code == 2
    assert target.read_text() == "kept"


@pytest.mark.parametrize(
    ("words", "says"),
    [(("batch", "x"), "Missing option '--do'"), (("diff", "--format", "x", "a", "b"), "'x' is not one")],
)
def test_a_slip_in_the_options_is_one_line(shinkyu: Run, words: tuple[str, ...], says: str) -> None:
    """Also where click would print what may be chosen on lines of its own."""
    ended = shinkyu(*words)

    assert (2, 1) == (ended.code, ended.err.count("\n"))
    assert says in ended.err
