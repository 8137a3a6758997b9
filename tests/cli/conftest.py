"""The command line is tested from outside: a process, its two streams, its exit code."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi"


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def shinkyu(tmp_path: Path) -> Run:
    """Run the command in an empty folder with an empty home."""

    def run(*arguments: object, stdin: bytes = b"", folder: Path | None = None, **environment: str) -> Ended:
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-m", "shinkyu", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            check=False,
            cwd=folder or tmp_path,
            env={**os.environ, "HOME": str(home), "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8", **environment},
            timeout=120,
        )
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def priority() -> list[Path]:
    """The three versions of the example 重点項目評価書, oldest first."""
    return sorted((EXAMPLES / "8-priority").glob("*.txt"))


@pytest.fixture
def all_item() -> list[Path]:
    """The three versions of the example 全項目評価書, oldest first."""
    return sorted((EXAMPLES / "14-all-item").glob("*.txt"))
