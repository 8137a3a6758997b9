"""What ``--help`` shows first is an example, and every example runs."""

import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from console import run
from shinkyu.cli import main
from shinkyu.cli.lazy import every_command

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
