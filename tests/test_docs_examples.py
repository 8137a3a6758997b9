"""Every example of the pages is run on the example corpus and shows what it shows there."""

import difflib
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell

from console import Example, examples, pattern, run, run_session, session

ROOT = Path(__file__).resolve().parents[1]
PRIORITY = ROOT / "corpus" / "sumihara-shi" / "8-priority"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]

IN_JAPANESE = re.compile(r"README\.ja|/first-steps/")

ELSEWHERE = {
    "python3 -m venv .venv && .venv/bin/pip install tox && .venv/bin/tox": ".ci/run begins with it",
    "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/shinkyu demo": ".ci/run ends with it",
    "shinkyu serve archive": "tests/cli/test_serve.py runs it until it is interrupted",
    "python3 shinkyu.pyz demo": "tests/packaging runs it",
}
"""What is typed but not run by this test, and what runs it."""


@pytest.fixture(scope="session")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the workbook of a drafter who has edited the form and not yet written the rows of this step."""
    target = tmp_path_factory.mktemp("edited") / "編集中.xlsx"
    book = openpyxl.load_workbook(PRIORITY / "2025-07-31.xlsx", rich_text=True)
    sheet = next(sheet for sheet in book.worksheets if "変更箇所" in sheet.title)
    start = next(cell.row for row in sheet.iter_rows() for cell in row if _newest(cell.value))
    for row in sheet.iter_rows(min_row=start):
        for cell in row:
            if not isinstance(cell, MergedCell):
                cell.value = None
    book.save(target)
    return target


def _newest(value: object) -> bool:
    return str(value)[:10] in ("2025-07-31", "令和7年7月31日")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, page: Path) -> Path:
    """Make the folder that the examples are typed in.

    It holds the versions of 8-priority in all formats, ``公表中.xlsx`` and ``編集中.xlsx`` (the last step, its rows not
    written yet), ``inbox`` with the three texts, and ``forms``, a git repository with a workbook.
    """
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    # Readers of English pages are shown what is found in Japanese, and the program's own words in English.
    language = "ja" if IN_JAPANESE.search(page.relative_to(ROOT).as_posix()) else "C"
    monkeypatch.setenv("LC_ALL", {"ja": "ja_JP.UTF-8", "C": "C.UTF-8"}[language])
    monkeypatch.setenv("LANGUAGE", language)  # what a command sets for its libraries ends with the page
    (tmp_path / "home").mkdir()
    here = tmp_path / "here"
    shutil.copytree(PRIORITY, here)
    (here / "inbox").mkdir()
    for text in here.glob("*.txt"):
        shutil.copy(text, here / "inbox")
    shutil.copy(here / "2022-06-30.xlsx", here / "公表中.xlsx")
    if "編集中.xlsx" in page.read_text(encoding="utf-8"):
        shutil.copy(request.getfixturevalue("edited"), here)
    (here / "forms").mkdir()
    subprocess.run(["git", "init", "-q", str(here / "forms")], check=True)
    return here


def _run_page(page: Path, folder: Path) -> None:
    for example in examples(page):
        if example.typed in ELSEWHERE:
            continue
        printed = run(example.typed, folder, may_refuse="…" not in example.shown)
        assert pattern(example.shown).fullmatch(printed), _difference(example, printed)


def _difference(example: Example, printed: str) -> str:
    lines = difflib.unified_diff(
        example.shown.splitlines(), printed.splitlines(), "the page", "the command", lineterm="", n=2
    )
    return "\n".join([f"{example.page}:{example.line}: $ {example.typed}", *list(lines)[:80]])


QUICK = ("README.md", "docs/how-it-works.md")
"""Pages whose examples run with the default tests; the others take tens of seconds."""

WITH_EXAMPLES = [page for page in PAGES if any(example.typed not in ELSEWHERE for example in examples(page))]


def _parameter(page: Path) -> object:
    name = page.relative_to(ROOT).as_posix()
    return pytest.param(page, id=name, marks=() if name in QUICK else pytest.mark.slow)


@pytest.mark.parametrize("page", [_parameter(page) for page in WITH_EXAMPLES])
def test_the_examples_of_a_page_show_what_is_printed(page: Path, folder: Path) -> None:
    _run_page(page, folder)


WITH_SESSION = [page for page in PAGES if session(page)]


@pytest.mark.slow
@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in WITH_SESSION])
def test_what_is_typed_into_python_on_a_page_shows_what_is_returned(page: Path, folder: Path) -> None:
    assert "" == run_session(page, folder)


def test_an_answer_that_is_not_as_shown_is_told(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```pycon\n>>> 1 + 1\n3\n>>> list(range(9))\n[0, …, 8]\n```\n", encoding="utf-8")

    said = run_session(page, tmp_path)

    assert "Expected:\n    3\nGot:\n    2\n" in said
    assert 1 == said.count("Failed example")


def test_python_is_shown_as_it_is_typed() -> None:
    """An example in another kind of block would not be run."""
    assert [] == [page.name for page in PAGES if "```python" in page.read_text(encoding="utf-8")]


def test_no_example_is_left_out_but_for_those_run_elsewhere() -> None:
    typed = {example.typed for page in PAGES for example in examples(page)}

    assert set(ELSEWHERE) <= typed
