"""Real repositories of a person with a name and an empty home."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi" / "8-priority"


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


class Place:
    """A folder in which git and shinkyu are called as a person would."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.home = home

    def __call__(self, *command: object, stdin: bytes = b"", ok: bool = True) -> Ended:
        words = [str(word) for word in command]
        if words[0] == "shinkyu":
            words[:1] = [sys.executable, "-m", "shinkyu"]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment |= {"HOME": str(self.home), "GIT_EDITOR": "true", "GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1"}
        environment.pop("XDG_CONFIG_HOME", None)
        done = subprocess.run(words, cwd=self.folder, input=stdin, capture_output=True, env=environment, check=False)
        ended = Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert not ok or ended.code == 0, ended
        return ended


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / ".gitconfig").write_text(
        "[user]\n\tname = 山田\n\temail = y@example.jp\n[init]\n\tdefaultBranch = main\n"
        '[protocol "file"]\n\tallow = always\n'
    )
    return folder


@pytest.fixture
def at(home: Path) -> Callable[[Path], Place]:
    return lambda folder: Place(folder, home)


@pytest.fixture
def repository(tmp_path: Path, at: Callable[[Path], Place]) -> Place:
    """An empty repository, without hooks."""
    folder = tmp_path / "repository"
    folder.mkdir()
    here = at(folder)
    here("git", "init", "-q")
    return here


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The canonical documents of the example versions, oldest first."""
    return [
        subprocess.run([sys.executable, "-m", "shinkyu", "parse", path], capture_output=True, check=True).stdout
        for path in sorted(EXAMPLES.glob("*.txt"))
    ]


@pytest.fixture
def corpus(tmp_path: Path, at: Callable[[Path], Place]) -> Place:
    """A corpus of two versions of the example."""
    here = at(tmp_path)
    here("shinkyu", "corpus", "init", "corpus")
    files = [EXAMPLES / "2021-03-26.txt", EXAMPLES / "2022-06-30.txt"]
    here("shinkyu", "corpus", "add", *files, "--agency", "sumihara-shi", "--corpus", "corpus")
    return at(tmp_path / "corpus")
