"""What holds of the five real documents, whatever they say."""

from pathlib import Path

import pytest

from shinkyu import pipeline
from shinkyu.codec import canonical
from shinkyu.pipeline import Read

pytestmark = pytest.mark.real

DOCUMENTS = ["000", "001", "002", "003", "004"]


@pytest.fixture(scope="session")
def version(seeds: Path) -> dict[str, Read]:
    """Each document, read once."""
    return {path.name[:3]: pipeline.read(path.read_bytes(), path.name) for path in sorted(seeds.glob("*.txt"))}


@pytest.mark.parametrize(("name", "rows"), [("000", 38), ("001", 82), ("002", None), ("003", None), ("004", 139)])
def test_every_declared_row_is_found_and_none_is_made_up(version: dict[str, Read], name: str, rows: int | None) -> None:
    """002 and 003 announce a table in their contents; it is not in their text."""
    declared = version[name].document.declared

    assert rows == (None if declared is None else len(declared))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_does_not_differ_from_itself(version: dict[str, Read], name: str) -> None:
    assert () == pipeline.compare(version[name], version[name]).changes.changes


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_canonical_json_reads_back_as_it_was(version: dict[str, Read], name: str) -> None:
    text = canonical.dumps(version[name].document)

    assert version[name].document == canonical.loads(text)
