"""What ``--help`` shows first is an example, and every example runs."""

import inspect
import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from catalogue import helps
from console import run
from shinkyu.cli import main
from shinkyu.cli.helping import paragraphs
from shinkyu.cli.lazy import every_command
from shinkyu.messages import message
from shinkyu.text.width import width

from .conftest import EXAMPLES

ELSEWHERE = {
    "shinkyu corpus sign --corpus archive": "needs a key; tests/store runs it with one",
    "shinkyu serve archive": "runs until it is ended; tests/web runs it",
}
"""Examples that are not run here, and why."""


COMMANDS = {name: command for name, command, _ in every_command(main, click.Context(main, info_name="shinkyu"))}


def examples(command: click.Command) -> list[str]:
    """Return the examples of a command: the lines behind the mark that keeps click from wrapping them."""
    blocks = re.findall(r"\x08\n(.*?)(?:\n\n|\Z)", command.help or "", re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip().startswith("shinkyu ")]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_begins_with_a_sentence_and_examples_of_the_command(name: str) -> None:
    command = COMMANDS[name]
    second = (command.help or "").split("\n\n")[1:2]

    assert second, f"{name} has no example"
    assert second[0].lstrip().startswith("\x08")
    assert any(line.startswith((name, name.replace(" corpus diff", " diff"))) for line in examples(command))


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_are_not_wrapped_at_80_columns(name: str) -> None:
    shown = COMMANDS[name].get_help(click.Context(COMMANDS[name], info_name=name, terminal_width=80))

    for example in examples(COMMANDS[name]):
        assert f"    {example}\n" in shown + "\n"
        assert len(example) <= 76


def _texts(command: click.Command) -> set[str]:
    texts = [command.help or "", *(each.help or "" for each in command.params if isinstance(each, click.Option))]
    return {each for text in texts for each in paragraphs(inspect.cleandoc(text)) if not each.startswith("\b")}


def test_the_catalogue_holds_what_help_says() -> None:
    said = set().union(*map(_texts, COMMANDS.values()))

    assert said <= {text for _, text in helps()}


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_japanese_for_who_reads_japanese(name: str) -> None:
    """All of it: no paragraph of the English is left."""
    shown = CliRunner().invoke(main, [*name.split()[1:], "--help", "--lang", "ja"], terminal_width=80).output

    words = "".join(shown.split())
    assert shown.startswith("使い方: ")
    assert [] == [text for text in _texts(COMMANDS[name]) if "".join(text.split()) in words]
    assert all("".join(message(text).said("ja").split()) in words for text in _texts(COMMANDS[name]))
    assert 80 >= max(width(line) for line in shown.splitlines() if not line.lstrip().startswith(("shinkyu ", "-")))


def test_help_is_english_in_a_locale_without_a_language() -> None:
    shown = CliRunner().invoke(main, ["corpus", "--help"], env={"LC_ALL": "C"}).output

    assert shown.startswith("Usage: ")
    assert "List what was recorded, newest first." in shown


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the examples are typed in: versions, an inbox, a repository, documents to be merged."""
    here = tmp_path_factory.mktemp("desk")
    shutil.copytree(EXAMPLES / "8-priority", here, dirs_exist_ok=True)
    shutil.copy(here / "2025-07-31.xlsx", here / "new.xlsx")
    (here / "inbox").mkdir()
    shutil.copy(here / "2021-03-26.txt", here / "inbox")
    shutil.copy(here / "2022-06-30.txt", here / "inbox")
    subprocess.run(["git", "init", "-q", str(here / "forms")], check=True)
    for name in ("base", "ours", "theirs"):
        run(f"shinkyu parse 2022-06-30.txt -o {name}.json", here)
    run("shinkyu corpus init archive", here)
    run("shinkyu corpus add inbox/ 2025-07-31.txt --corpus archive --agency sumihara-shi", here)
    return here


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_examples_run(name: str, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for example in examples(COMMANDS[name]):
        if example not in ELSEWHERE:
            run(example, desk / "forms" if example.startswith("shinkyu hooks") else desk)
