"""What holds of the five real documents, whatever they say."""

from pathlib import Path

import pytest

from shinkyu import pipeline
from shinkyu.codec import canonical
from shinkyu.codec.printed import printed
from shinkyu.pipeline import Read
from shinkyu.text.normalise import fold

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


@pytest.mark.parametrize("name", ["000", "001", "004"])
def test_every_row_gets_one_verdict_whose_evidence_stands_in_the_document(version: dict[str, Read], name: str) -> None:
    checked = pipeline.check(version[name])
    values = {item.address: fold(printed(item)) for item in version[name].document.items}
    loose = [
        (judgement.n, evidence.quotation)
        for judgement in checked.report.declared
        for evidence in judgement.evidence
        if fold(evidence.quotation) not in values[evidence.address]
    ]

    assert [row.n for row in version[name].document.declared or ()] == [j.n for j in checked.report.declared]
    assert [] == loose


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_does_not_differ_from_itself(version: dict[str, Read], name: str) -> None:
    assert () == pipeline.compare(version[name], version[name]).changes.changes


@pytest.mark.parametrize("columns", [40, 76])
@pytest.mark.parametrize("name", ["000", "001", "002", "004"])
def test_rewrapped_lines_make_no_difference(version: dict[str, Read], seeds: Path, name: str, columns: int) -> None:
    """Every line is folded as a mail program would fold it: inside cells, labels and elements."""
    path = next(seeds.glob(f"{name}*"))
    folded = "\n".join(
        "\n".join(line[n : n + columns] for n in range(0, max(len(line), 1), columns))
        for line in path.read_text(encoding="utf-8").split("\n")
    )
    again = pipeline.read(folded.encode(), path.name)

    assert () == pipeline.compare(version[name], again).changes.changes
    assert len(version[name].document.declared or ()) == len(again.document.declared or ())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_canonical_json_reads_back_as_it_was(version: dict[str, Read], name: str) -> None:
    text = canonical.dumps(version[name].document)

    assert version[name].document == canonical.loads(text)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_character_of_the_source_is_accounted_for(version: dict[str, Read], name: str) -> None:
    account = pipeline.account_of(version[name])

    assert account.total == sum(account.counts.values())
