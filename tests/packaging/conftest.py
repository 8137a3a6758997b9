"""Packages built once for all tests of this folder."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


BARE = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1"}


def run(*command: object, folder: Path, home: Path, code: int = 0) -> str:
    """Run a command in a folder with nothing but a home and the system's programs; return what it printed."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env={
            "HOME": str(home),
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
        },
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )
    assert done.returncode == code, f"{command}: {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


def _here() -> dict[str, str]:
    """Return the environment without a path to the source tree."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def _build(target: Path, *what: str) -> Path:
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), *what, str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, env=_here())
    return next(target.glob("*.whl"))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that is made from the sdist; the sdist lies beside it."""
    return _build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def wheel_of_the_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that is made from the source tree."""
    return _build(tmp_path_factory.mktemp("tree"), "--wheel")


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that has the wheel and what it needs, and nothing else."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin" / "pip", "install", "--quiet", wheel], check=True, env=_here())
    return folder / "bin"


@pytest.fixture(scope="session")
def pyz(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of shinkyu in one file, made as ``tox -e pyz`` makes it."""
    target = tmp_path_factory.mktemp("pyz") / "shinkyu.pyz"
    shiv = Path(sys.executable).with_name("shiv")
    command = [shiv, "--reproducible", "-e", "shinkyu.cli.main:main", "-o", target, f"{wheel}[docx,web]"]
    subprocess.run(command, check=True, capture_output=True, env=_here())
    return target
