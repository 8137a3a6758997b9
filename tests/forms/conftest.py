import os
from collections.abc import Mapping
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder with the five real documents, beside the project and not in it."""
    folder = Path(__file__).parents[3] / "shared" / "seeds"
    if not folder.is_dir():
        missing = f"the real documents are not at {folder}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return folder


@pytest.fixture(scope="session")
def real(seeds: Path) -> Mapping[str, list[str]]:
    """The lines of each real document, by the three digits that its name starts with."""
    return {path.name[:3]: path.read_text("utf-8").split("\n") for path in sorted(seeds.glob("*.txt"))}
