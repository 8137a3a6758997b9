"""Real documents with damage of every kind are read, accounted for and checked, or refused in one line."""

from pathlib import Path

import pytest

import mutated

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


def test_a_text_that_is_not_in_the_source_would_be_found() -> None:
    """The law of the mutations can fail."""
    cells = ["庁舎への入退室を", "記録する。", "記録"]
    source, ends = "".join(cells), {8, 13, 15}

    assert mutated._is_of(source, ends, "入退室を記録する。")
    assert mutated._is_of(source, ends, "を記録")
    assert mutated._is_of(source, ends, "記録する。庁舎")
    assert not mutated._is_of(source, ends, "記録する入退室")
    assert not mutated._is_of(source, ends, "入退出")
