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


# ---------------------------------------------------------------------- what a command line cannot mean


@pytest.mark.parametrize(
    "arguments",
    [("diff", "-", "-"), ("table", "-", "-"), ("check", "-", "--against", "-"), ("corpus", "add", "-", "-")],
)
def test_standard_input_cannot_stand_for_two_versions(
    shinkyu: Run, priority: list[Path], arguments: tuple[str, ...]
) -> None:
    """What was read for the first is gone: the second would be called empty, though it was never looked at."""
    ended = shinkyu(*arguments, "--lang", "en", stdin=priority[0].read_bytes())

    assert (2, "") == (ended.code, ended.out)
    assert "- is standard input, which can be read once: name a file for the other version" in ended.err


EXCELS_MARK = b"\x05drafter" + b" " * 157
"""What Excel puts beside an open workbook: who has it open, in 165 bytes."""


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_mark_that_excel_puts_beside_an_open_workbook_is_named_as_such(
    shinkyu: Run, tmp_path: Path, lang: str
) -> None:
    (tmp_path / "~$評価書.xlsx").write_bytes(EXCELS_MARK)
    why = {
        "en": "is no workbook: Excel keeps it while 評価書.xlsx is open; save and close that, and name it",
        "ja": "はブックではなく、評価書.xlsx を Excel で開いている間だけ置かれるファイルです",
    }

    ended = shinkyu("parse", "~$評価書.xlsx", "--lang", lang)

    assert ended.code == 2
    assert why[lang] in ended.err
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize(
    "what", [("corpus", "add", "inbox"), ("batch", "inbox", "-o", "out"), ("batch", "inbox/*", "-o", "out")]
)
def test_a_folder_is_read_without_that_mark_and_says_which_workbook_is_open(
    shinkyu: Run, priority: list[Path], tmp_path: Path, what: tuple[str, ...]
) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_bytes(priority[0].read_bytes())
    (tmp_path / "inbox" / "~$評価書.xlsx").write_bytes(EXCELS_MARK)
    shinkyu("corpus", "init", "archive")
    command = (*what, "--corpus", "archive") if what[0] == "corpus" else (*what, "--do", "parse")

    ended = shinkyu(*command, "--lang", "en")

    assert ended.code == 0, ended.err
    assert f"note: {Path('inbox/評価書.xlsx')} is open in Excel; what is not saved is not read" in ended.err


def test_rows_are_put_into_a_workbook_and_into_nothing_else(shinkyu: Run, priority: list[Path], tmp_path: Path) -> None:
    """The other file is no workbook; that the new one has to end as it does would send the reader the wrong way."""
    ended = shinkyu("table", *priority[1:], "--into", priority[2], "-o", "new.xlsx", "--lang", "en")

    assert ended.code == 2
    assert "rows are put into the Excel workbook of the form (.xlsx, .xlsm)" in ended.err
    assert not (tmp_path / "new.xlsx").exists()


def test_one_row_is_told_of_as_one(shinkyu: Run, priority: list[Path], tmp_path: Path) -> None:
    book = priority[2].with_suffix(".xlsx")
    text = priority[2].read_text(encoding="utf-8")
    (tmp_path / "old.txt").write_text(text.replace("澄原市長", "澄原市市長", 1), encoding="utf-8")

    ended = shinkyu("table", "old.txt", priority[2], "--into", book, "-o", "new.xlsx", "--lang", "en")

    assert "1 row is put into new.xlsx" in ended.err, ended.err


@pytest.mark.parametrize(
    "words", [("parse", "NEW"), ("check", "NEW"), ("check", "OLD", "--against", "NEW"), ("diff", "OLD", "NEW")]
)
def test_a_result_is_never_written_over_a_file_that_is_read(
    shinkyu: Run, priority: list[Path], tmp_path: Path, words: tuple[str, ...]
) -> None:
    new, link = tmp_path / "new.txt", tmp_path / "link.txt"
    new.write_bytes(priority[2].read_bytes())
    link.symlink_to(new)
    files = {"NEW": str(new), "OLD": str(priority[1])}

    ended = shinkyu(*(files.get(word, word) for word in words), "-o", str(link))

    assert 2 == ended.code
    assert f"-o {link} is the file that is read; name another one" in ended.err
    assert priority[2].read_bytes() == new.read_bytes()
