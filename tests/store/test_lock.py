"""One writer at a time."""

import os
import socket
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from shinkyu.errors import CorpusError
from shinkyu.store.lock import writing


def test_second_writer_is_refused_while_the_first_lives(tmp_path: Path) -> None:
    """Two writers would both start from the same commit, and one would work for nothing."""
    lock = tmp_path / "lock"
    with writing(lock), pytest.raises(CorpusError, match=str(os.getpid())), writing(lock):
        pass

    assert not lock.exists()


def test_refused_writer_leaves_the_lock_alone(tmp_path: Path) -> None:
    """A refusal must not open the door for a third."""
    lock = tmp_path / "lock"
    with writing(lock):
        with pytest.raises(CorpusError), writing(lock):
            pass

        assert lock.exists()


@pytest.fixture
def dead(in_another_process: Callable[..., BaseProcess]) -> int | None:
    """The id of a process that has ended."""
    return in_another_process(lambda: None).pid


@pytest.mark.parametrize("holder", ["{dead} {host}\n", "", "0 {host}\n", "nonsense"])
def test_lock_of_a_dead_writer_is_taken_over(tmp_path: Path, dead: int, holder: str) -> None:
    """After a power cut nobody should have to know about lock files."""
    lock = tmp_path / "lock"
    lock.write_text(holder.format(dead=dead, host=socket.gethostname()))
    with writing(lock) as taken_over:
        assert taken_over
        assert lock.read_text().startswith(f"{os.getpid()} ")

    assert not lock.exists()


def test_lock_of_another_machine_is_respected_and_named(tmp_path: Path, dead: int) -> None:
    """On a shared disk the other machine's processes cannot be asked; a person can."""
    lock = tmp_path / "lock"
    lock.write_text(f"{dead} another-host\n")
    with pytest.raises(CorpusError, match=r"delete .*lock if it is gone"), writing(lock):
        pass


def test_lock_is_released_after_a_failure(tmp_path: Path) -> None:
    """One refused file must not block the next."""
    lock = tmp_path / "lock"
    with pytest.raises(ZeroDivisionError), writing(lock):
        raise ZeroDivisionError

    assert not lock.exists()
