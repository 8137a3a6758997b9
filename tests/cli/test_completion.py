"""The Tab key: click's own scripts for bash, zsh and fish, and what they are told."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CALLED_SHINKYU = "import sys; sys.argv = ['shinkyu']; from shinkyu.cli.main import main; main()"


def _completion(instruction: str, folder: Path, **environment: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", CALLED_SHINKYU],
        env={**os.environ, "_SHINKYU_COMPLETE": instruction, **environment},
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_given_and_the_shell_can_read_it(shell: str, tmp_path: Path) -> None:
    script = _completion(f"{shell}_source", tmp_path)

    assert f"_SHINKYU_COMPLETE={shell}_complete" in script
    if shutil.which(shell):
        read = [shell, "--no-execute"] if shell == "fish" else [shell, "-n"]
        subprocess.run(read, input=script, text=True, check=True)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("shinkyu che", ["check"]),
        ("shinkyu corpus hi", ["history"]),
        ("shinkyu diff --fo", ["--format"]),
        ("shinkyu diff --format js", ["json", "jsonl"]),
        ("shinkyu corpus show --form", ["--format"]),
    ],
)
def test_what_is_offered_for_what_was_typed(typed: str, offered: list[str], tmp_path: Path) -> None:
    words = len(typed.split()) - 1
    told = _completion("bash_complete", tmp_path, COMP_WORDS=typed, COMP_CWORD=str(words))

    assert [line.partition(",")[2] for line in told.splitlines()] == offered
