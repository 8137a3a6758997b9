"""What is said of a process that ended without a word."""

import signal

import pytest

from shinkyu.errors import LimitError
from shinkyu.sources.processes import broken_off, side_by_side, too_slow


@pytest.mark.parametrize(
    ("says", "limit", "by"),
    [
        ("PROCESSOR_SECONDS", True, signal.SIGXCPU),
        ("MEMORY_MB", True, signal.SIGKILL),
        ("LIMIT_SECONDS", True, signal.SIGALRM),
        ("is damaged, or needs more than 1,024 MB of memory", False, signal.SIGSEGV),
        ("is damaged so badly", False, 0),
    ],
)
def test_the_signal_that_ended_it_says_why(says: str, limit: bool, by: int) -> None:
    error = broken_off("評価書.pdf", by)

    assert says in str(error)
    assert limit == isinstance(error, LimitError)
    assert str(error).startswith("評価書.pdf ")
    assert "\n" not in str(error)


def test_what_a_part_of_the_work_raises_is_raised_as_it_is() -> None:
    def refuse() -> int:
        raise too_slow("評価書.pdf")

    with pytest.raises(LimitError, match="LIMIT_SECONDS"):
        side_by_side([lambda: 1, refuse], "評価書.pdf")
    assert [1, 2] == side_by_side([lambda: 1, lambda: 2], "評価書.pdf")
