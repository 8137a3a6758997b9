from collections.abc import Mapping
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real(seeds: Path) -> Mapping[str, list[str]]:
    """The lines of each real document, by the three digits that its name starts with."""
    return {path.name[:3]: path.read_text("utf-8").split("\n") for path in sorted(seeds.glob("*.txt"))}
