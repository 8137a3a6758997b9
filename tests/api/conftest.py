"""Two versions of a report, in a folder, and as a programmer has them in hand."""

import shutil
from pathlib import Path

import pytest

import shinkyu

PRIORITY = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi" / "8-priority"
OLD, NEW = "2022-06-30.txt", "2025-07-31.txt"


@pytest.fixture(scope="session")
def old() -> shinkyu.Assessment:
    return shinkyu.parse((PRIORITY / OLD).read_bytes(), name=OLD)


@pytest.fixture(scope="session")
def new() -> shinkyu.Assessment:
    return shinkyu.parse((PRIORITY / NEW).read_bytes(), name=NEW)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with the three texts of a report."""
    for path in PRIORITY.glob("*.txt"):
        shutil.copy(path, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path
