"""``shinkyu table`` into files: workbooks, an office's own workbook, and what is refused."""

import json
from pathlib import Path

import openpyxl
import pytest

from cli.conftest import Run
from render.test_into_workbook import office
from shinkyu import pipeline


@pytest.fixture
def books(tmp_path: Path) -> tuple[Path, Path]:
    """An office's workbook before and after an edit; the newer one has no row for it yet."""
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    old.write_bytes(office())
    book = openpyxl.load_workbook(old)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "国民年金に関する事務の名":
                    cell.value = "国民年金に関する事務"
                if isinstance(cell.value, str) and cell.value.startswith("記載20を"):
                    cell.value = "電子申請を受け付ける。"
    book.save(new)
    return old, new


def test_rows_go_into_the_workbook_and_check_finds_nothing(shinkyu: Run, books: tuple[Path, Path]) -> None:
    old, new = books
    out = new.with_name("out.xlsx")
    before = new.read_bytes()
    ended = shinkyu("table", old, new, "--into", new, "-o", out, "--confirm")
    read = pipeline.read(out.read_bytes(), "out.xlsx").document.declared or ()

    assert (0, "") == (ended.code, ended.out)
    assert before == new.read_bytes()
    assert "電子申請を受け付ける。" == read[-1].after[0]
    checked = shinkyu("check", out, "--against", old)
    assert "表に記載のない変更 0" in checked.out
    assert f"第{read[-1].n}行" in checked.out.partition("確認（")[2]


@pytest.mark.parametrize("name", ["old.xlsx", "new.xlsx", "./new.xlsx"])
def test_no_source_is_overwritten(shinkyu: Run, books: tuple[Path, Path], name: str) -> None:
    old, new = books
    before = old.read_bytes(), new.read_bytes()
    ended = shinkyu("table", old, new, "--into", new, "-o", name)

    assert (2, 1) == (ended.code, ended.err.count("\n"))
    assert "name another file" in ended.err
    assert before == (old.read_bytes(), new.read_bytes())


@pytest.mark.parametrize(("was", "becomes"), [("電子申請を受け付ける。", "窓口で受け付ける。"), ("公表日", "")])
def test_rows_go_only_into_the_version_they_were_made_for(
    shinkyu: Run, books: tuple[Path, Path], tmp_path: Path, was: str, becomes: str
) -> None:
    """Another draft of one day is another version too, and so is another report."""
    book = openpyxl.load_workbook(books[1])
    for sheet in book.worksheets[:-1]:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == was:
                    cell.value = becomes
                elif was == "公表日" and getattr(cell, "is_date", False):
                    cell.value = cell.value.replace(year=2010)
    book.save(tmp_path / "other.xlsx")
    ended = shinkyu("table", *books, "--into", "other.xlsx", "-o", "out.xlsx")

    assert (2, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
    assert "other.xlsx says otherwise than NEW" in ended.err
    assert not (tmp_path / "out.xlsx").exists()


def test_rows_go_into_the_workbook_of_a_version_given_as_another_file(
    shinkyu: Run, books: tuple[Path, Path], tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(books[1])
    book.save(tmp_path / "saved-anew.xlsx")

    assert 0 == shinkyu("table", *books, "--into", "saved-anew.xlsx", "-o", "out.xlsx").code


def test_a_workbook_with_macros_keeps_its_ending(shinkyu: Run, books: tuple[Path, Path], tmp_path: Path) -> None:
    """Excel does not open the one under the name of the other."""
    books[1].rename(tmp_path / "new.xlsm")
    ended = shinkyu("table", books[0], "new.xlsm", "--into", "new.xlsm", "-o", "out.xlsx")

    assert (2, 1) == (ended.code, ended.err.count("\n"))
    assert "out.xlsx is to end in .xlsm" in ended.err
    assert 0 == shinkyu("table", books[0], "new.xlsm", "--into", "new.xlsm", "-o", "out.xlsm").code


def test_what_the_table_leaves_out_is_told(shinkyu: Run, priority: list[Path], tmp_path: Path) -> None:
    """A page that the copy lost, and one character that may be misread: the rows are not all that changed."""
    text = priority[2].read_text(encoding="utf-8")
    assert "データセンター" in text
    (tmp_path / "slip.txt").write_text(text.replace("データセンター", "デ一タセンター", 1), encoding="utf-8")
    (tmp_path / "lost.txt").write_text(text[: text.rindex("\nV 評価実施手続\n")], encoding="utf-8")
    lost = shinkyu("table", priority[1], "lost.txt")
    slip = shinkyu("table", "slip.txt", priority[2])

    assert "shinkyu: note: not compared: items missing or unreadable in the newer copy" in lost.err
    assert "shinkyu: note: not in the table: Changes that may be misread" in slip.err


def test_into_needs_a_file_to_write_to(shinkyu: Run, books: tuple[Path, Path]) -> None:
    ended = shinkyu("table", *books, "--into", books[1])

    assert (2, "") == (ended.code, ended.out)
    assert "--into needs -o FILE" in ended.err


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"abc"])
def test_what_is_no_workbook_is_refused_and_nothing_is_written(
    shinkyu: Run, priority: list[Path], content: bytes, tmp_path: Path
) -> None:
    (tmp_path / "bad.xlsx").write_bytes(content)
    ended = shinkyu("table", priority[0], priority[1], "--into", "bad.xlsx", "-o", "out.xlsx")

    assert (2, 1) == (ended.code, ended.err.count("\n"))
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("command", ["table", "check"])
def test_workbook_is_written_to_a_file(shinkyu: Run, priority: list[Path], command: str, tmp_path: Path) -> None:
    arguments = (priority[1], priority[2]) if command == "table" else (priority[2], "--against", priority[1])
    ended = shinkyu(command, *arguments, "--format", "xlsx", "-o", "out.xlsx")

    assert (0 if command == "table" else 1, "") == (ended.code, ended.out)
    assert (tmp_path / "out.xlsx").read_bytes().startswith(b"PK")


def test_csv_for_older_programs_is_in_cp932_without_a_mark(shinkyu: Run, all_item: list[Path], tmp_path: Path) -> None:
    ended = shinkyu("table", all_item[1], all_item[2], "--format", "csv", "--encoding", "cp932", "-o", "table.csv")

    assert 0 == ended.code
    assert (tmp_path / "table.csv").read_bytes().decode("cp932").startswith("変更日,項目,")


def test_character_that_is_not_in_the_encoding_is_named_with_its_place(
    shinkyu: Run, priority: list[Path], tmp_path: Path
) -> None:
    text = priority[2].read_text(encoding="utf-8")
    (tmp_path / "new.txt").write_text(text.replace("ガバメントクラウド", "ガバメント𠮷クラウド"), encoding="utf-8")
    ended = shinkyu("table", priority[1], "new.txt", "--format", "csv", "--encoding", "cp932", "-o", "out.csv")

    assert (2, 1) == (ended.code, ended.err.count("\n"))
    assert "変更後の記載: the character 𠮷 (U+20BB7) is not in cp932" in ended.err
    assert not (tmp_path / "out.csv").exists()


def test_style_goes_before_what_the_older_rows_show(shinkyu: Run, priority: list[Path]) -> None:
    ended = shinkyu(
        "table",
        priority[1],
        priority[2],
        "--style",
        "path=quoted",
        "--style",
        "new=（新たに追加）",
        "--style",
        "brackets=()",
    )

    assert ended.code == 0
    assert "「Ⅰ 基本情報」-「" in ended.out
    assert "変更前  （新たに追加）" in ended.out


@pytest.mark.parametrize("style", ["path=upside-down", "colour=red", "new", "new=", "brackets=("])
def test_style_that_is_none_is_refused(shinkyu: Run, priority: list[Path], style: str) -> None:
    ended = shinkyu("table", priority[1], priority[2], "--style", style)

    assert (2, "", 1) == (ended.code, ended.out, ended.err.count("\n"))


@pytest.mark.parametrize(
    "options",
    [
        ("--layout", "comparison", "--format", "csv"),
        ("--format", "docx"),
        ("--format", "html", "--encoding", "cp932"),
        ("--into", "a.xlsx", "--format", "md", "-o", "b.xlsx"),
    ],
)
def test_options_that_do_not_go_together_say_so(shinkyu: Run, priority: list[Path], options: tuple[str, ...]) -> None:
    ended = shinkyu("table", priority[1], priority[2], *options)

    assert (2, "", 1) == (ended.code, ended.out, ended.err.count("\n"))


def test_comparison_is_a_page_by_itself(shinkyu: Run, priority: list[Path]) -> None:
    ended = shinkyu("table", priority[1], priority[2], "--layout", "comparison", "--new-side", "left")

    assert (0, "") == (ended.code, ended.err)
    assert '<th scope="col">新（変更後）</th><th scope="col">旧（変更前）</th>' in ended.out
    assert "http" not in ended.out


def test_only_what_is_not_declared_yet_is_written(shinkyu: Run, priority: list[Path]) -> None:
    """The example declares 26 rows; one change of a ※ item, a part of another and a slip are left."""
    everything = shinkyu("table", priority[1], priority[2], "--format", "json")
    ended = shinkyu("table", priority[1], priority[2], "--format", "json", "--missing")
    items = [row["address"] for row in json.loads(ended.out)["rows"]]

    assert "has rows of its own 公表日 already (26); --missing" in everything.err
    assert (0, "") == (ended.code, ended.err)
    assert ["Ⅱ", "2", "③対象となる本人の範囲"] in items
    assert len(items) < len(json.loads(everything.out)["rows"])


def test_nothing_is_missing_once_the_rows_are_in_the_table(shinkyu: Run, books: tuple[Path, Path]) -> None:
    old, new = books
    shinkyu("table", old, new, "--into", new, "-o", "out.xlsx")
    ended = shinkyu("table", old, "out.xlsx", "--missing")

    assert (0, "記載すべき変更はありません。\n") == (ended.code, ended.out)
