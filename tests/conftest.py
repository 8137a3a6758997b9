"""Options and fixtures of all tests.  pytest puts this folder on the path: ``builders``, ``strategies``."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from shinkyu.pipeline import archive
from shinkyu.store.corpus import Corpus
from shinkyu.store.spool import Spool

EXAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "sumihara-shi"
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"

# In CI the same cases every time, so that a red build says something about the change; at home new cases each run.
# How long a case takes and how many are thrown away depends on the machine and the seed, not on the project.
_CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=_CHECKS)
settings.register_profile("home", deadline=None, suppress_health_check=_CHECKS)
settings.load_profile("ci" if os.environ.get("CI") else "home")


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


@pytest.fixture(scope="session")
def sumihara(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A corpus of the fictional reports of 澄原市, to be read only."""
    corpus, _ = Corpus.init(tmp_path_factory.mktemp("sumihara") / "corpus")
    spool = Spool()
    for path in sorted(EXAMPLES.glob("*/*.txt")):
        spool.put(archive.version_of(path.read_bytes(), path.name, agency="sumihara-shi"))
    archive.record_all(corpus, spool)
    return corpus
