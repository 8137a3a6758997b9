"""What the site says of forms and commands is what the code has."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[1] / "docs"
sys.path.insert(0, str(DOCS / "_ext"))

import made_pages  # noqa: E402  (its folder first)
import man_page  # noqa: E402

from shinkyu.forms.editions import FORMS, editions  # noqa: E402
from shinkyu.forms.library import load  # noqa: E402


@pytest.mark.parametrize("form", FORMS)
def test_the_page_of_a_form_has_every_item_with_its_mark_and_what_is_unverified(form: str) -> None:
    first = next(load(*pair) for pair in editions() if pair[0] == form)
    page = made_pages.form(form)
    rows = {line.split("`")[1]: line for line in page.split("\n## ")[0].splitlines() if "<br>`" in line}
    items = [spec for spec in first.specs if spec.kind]

    assert [spec.id for spec in items] == list(rows)
    for spec in items:
        cells = rows[spec.id].split(" | ")
        assert (cells[1] == "※") is spec.material
        assert ("**未確認**" in cells[-1]) is (spec.source == "unverified")
        assert all(option.text in cells[3] for option in spec.options)


def test_an_edition_made_from_another_lists_only_what_differs() -> None:
    page = made_pages.form("all-item").split("\n## ")[1]

    assert page.startswith("five-information")
    assert page.count("<br>`") == 1
    assert "5情報" in page
    assert "**未確認**" in page


def test_every_form_has_a_page_and_every_edition_is_in_the_table() -> None:
    table = made_pages.editions_table()

    assert sorted(path.stem for path in (DOCS / "forms").glob("*.md")) == sorted(FORMS)
    for form, edition in editions():
        assert f"(forms/{form}.md) | `{edition}` |" in table


def test_what_a_page_asks_for_and_nobody_makes_ends_the_build() -> None:
    with pytest.raises(ValueError, match="page: there is no horoscope"):
        made_pages.filled("<!-- made: horoscope of today -->", "page")


def test_the_commands_are_told_in_the_words_of_their_help() -> None:
    page = made_pages.commands()

    assert "## shinkyu corpus history" in page
    assert "Usage: shinkyu corpus history [OPTIONS] KEY[@DATE] ADDRESS..." in page


@pytest.mark.slow
def test_the_man_page_has_the_words_of_help() -> None:
    """Where this fails a command has changed: ``python docs/_ext/man_page.py`` writes the page anew."""
    # In a process of its own: the library for commands keeps the words of the language it began with.
    program = "import sys, man_page; sys.stdout.buffer.write(man_page.page().encode())"
    made = subprocess.run(
        [sys.executable, "-c", program],
        cwd=DOCS / "_ext",
        env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"},
        check=True,
        capture_output=True,
    ).stdout.decode()

    assert made == man_page.PAGE.read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_the_man_page_is_set_without_a_warning_and_keeps_what_roff_might_take_for_its_own() -> None:
    command = ["groff", "-k", "-man", "-Tutf8", "-ww", "-P-c"]
    done = subprocess.run(command, input=man_page.page(), check=True, capture_output=True, text=True)
    plain = re.sub(".\x08", "", done.stdout).replace("\u2010", "-")

    assert not done.stderr
    assert "shinkyu check 2025-07-31.xlsx --against 2022-06-30.xlsx\n" in plain
    assert "shinkyu corpus history 8-priority Ⅱ 6 保管場所 --corpus archive\n" in plain


def test_a_line_that_begins_like_a_request_of_roff_is_text() -> None:
    assert man_page._text(".SH a-b 'c' \\") == "\\&.SH a\\-b 'c' \\e"
