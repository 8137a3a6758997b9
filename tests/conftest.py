"""Options and fixtures of all tests.  pytest puts this folder on the path: ``builders``, ``strategies``."""

import os
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that rewrites the golden files."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of real documents; they are not part of the project and lie beside it."""
    if not SEEDS.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{SEEDS} is missing in CI", pytrace=False)
        pytest.skip(f"the real documents are not here ({SEEDS})")
    return SEEDS
