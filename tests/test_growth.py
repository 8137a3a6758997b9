"""How the work grows with the size of a version: counted in calls, for seconds depend on the machine."""

import sys
from collections.abc import Callable
from math import log
from pathlib import Path

import pytest

from formed import ALL_ITEM, checked
from shinkyu import pipeline
from shinkyu.align import align
from sized import GROWING, Pair, Size, pair

SLACK = 1.25
"""What the work of so many calls may be more than n log n: groups and dates do not grow evenly."""


def calls(work: Callable[[], object]) -> int:
    """Return how many functions *work* calls, those written in C as well."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def n_log_n(size: float) -> float:
    return size * log(size)


def test_work_of_a_check_grows_with_its_rows() -> None:
    pairs = [pair(Size(members=10, rows=rows)) for rows in (100, 400)]
    work = [calls(lambda of=of: checked(of.new, of.old, ALL_ITEM)) for of in pairs]

    assert work[1] / work[0] < SLACK * n_log_n(400) / n_log_n(100)


def test_work_of_an_alignment_grows_with_its_members() -> None:
    pairs = [pair(Size(systems=n, members=n, rows=1)) for n in (5, 20)]
    work = [calls(lambda of=of: align(of.old, of.new, ALL_ITEM)) for of in pairs]

    assert work[1] / work[0] < SLACK * n_log_n(20) / n_log_n(5)


@pytest.mark.slow
def test_work_of_a_check_grows_with_everything() -> None:
    pairs: list[Pair] = [pair(size) for size in GROWING]
    work = [calls(lambda of=of: checked(of.new, of.old, ALL_ITEM)) for of in pairs]
    sizes = [len(of.new.items) + len(of.new.declared or ()) for of in pairs]

    for (size, small), (larger, large) in zip(
        zip(sizes, work, strict=True), list(zip(sizes, work, strict=True))[1:], strict=False
    ):
        assert large / small < SLACK * n_log_n(larger) / n_log_n(size)


LONGEST = Path(__file__).resolve().parents[1] / "corpus" / "sumihara-shi" / "14-all-item" / "2025-03-28.txt"
SHORTEST_PARAGRAPH = 40


def more_rows(text: str, times: int) -> str:
    """Return a version whose change table has its rows so many times."""
    body, mark, table = text.partition("変更日\t")
    head, _, rows = table.partition("\n")
    return f"{body}{mark}{head}\n" + rows.rstrip("\n").join([""] + [""] * times).replace("\n\n", "\n") + "\n"


def more_paragraphs(text: str, times: int) -> str:
    """Return a version in which each long entry goes on with so many lines like its last one."""
    body, mark, table = text.partition("変更日\t")
    lines: list[str] = []
    for line in body.split("\n"):
        last = line.split("\t")[-1]
        is_paragraph = len(last) > SHORTEST_PARAGRAPH and last.endswith("。") and "選択肢" not in line
        lines += [line, *([last] * (times - 1) if is_paragraph else [])]
    return "\n".join(lines) + mark + table


@pytest.mark.parametrize("grown", [more_rows, more_paragraphs])
def test_work_of_reading_grows_with_the_text(grown: Callable[[str, int], str]) -> None:
    """What six more of everything take is at most six times what one more takes."""
    sources = [grown(LONGEST.read_text("utf-8"), times).encode() for times in (1, 2, 8)]
    pipeline.read(sources[0], "a.txt")  # what is kept from one reading to the next is made here
    once, twice, eight = (calls(lambda source=source: pipeline.read(source, "a.txt")) for source in sources)  # type: ignore[misc]

    assert 0 < eight - twice < SLACK * 6 * (twice - once)
