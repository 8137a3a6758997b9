"""Real documents with damage of every kind are read, accounted for and checked, or refused in one line."""

from pathlib import Path

import pytest
from msgspec.structs import replace

import mutated
from promises import nothing_is_invented, options_are_printed
from shinkyu import pipeline
from shinkyu.model.document import ChecksItem, TextItem
from shinkyu.pipeline import Read

EXAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "sumihara-shi"

FIRST = 20_000
"""Not among the seeds of the long run that ``docs/reliability.md`` tells of."""


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize("document", range(5))
def test_damage_breaks_no_law(document: int, seeds: Path, tmp_path: Path) -> None:
    path = sorted(seeds.glob("*.txt"))[document]
    count = 12 * mutated.SHARES[document]

    broken = {seed: mutated.broken_by(path, seed, tmp_path) for seed in range(FIRST, FIRST + count)}

    assert {} == {seed: found for seed, found in broken.items() if found}


def test_a_text_that_is_not_in_the_source_would_be_found(priority_text: Read) -> None:
    """The law of the mutations can fail: of texts, of options, of rows."""
    nothing_is_invented(priority_text)
    options_are_printed(priority_text)

    document = priority_text.document
    for change, law in (
        (lambda item: replace(item, value=("入退室を記録する。庁舎への",)), nothing_is_invented),
        (lambda item: replace(item, value=replace(item.value, on=("窓口で渡す紙",))), options_are_printed),
    ):
        kind = TextItem if law is nothing_is_invented else ChecksItem
        n = next(n for n, item in enumerate(document.items) if isinstance(item, kind) and item.state == "filled")
        items = (*document.items[:n], change(document.items[n]), *document.items[n + 1 :])
        with pytest.raises(AssertionError, match="is not in the source"):
            law(priority_text._replace(document=replace(document, items=items)))


@pytest.fixture
def priority_text() -> Read:
    """An example version, read from text."""
    path = EXAMPLES / "8-priority" / "2025-07-31.txt"
    return pipeline.read(path.read_bytes(), path.name)
