"""One writer at a time."""

import os
import signal
import socket
from collections.abc import Callable
from contextlib import ExitStack
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from shinkyu.errors import CorpusError
from shinkyu.messages import Message
from shinkyu.store.lock import writing


def test_second_writer_is_refused_while_the_first_lives(tmp_path: Path) -> None:
    """Two writers would both start from the same commit, and one would work for nothing."""
    lock = tmp_path / "lock"
    with writing(lock), pytest.raises(CorpusError, match=str(os.getpid())), writing(lock, patience=0):
        pass

    with writing(lock, patience=0) as held:
        assert not held.taken_over


def test_second_writer_waits_for_the_first_and_says_so_once(tmp_path: Path) -> None:
    """A script that runs every hour must not fail because a person adds a file."""
    lock = tmp_path / "lock"
    first = ExitStack()
    first.enter_context(writing(lock))
    told: list[str] = []

    def waiting(said: Message) -> None:
        told.append(str(said))
        first.close()

    with writing(lock, patience=10, waiting=waiting):
        assert [f"waiting for another writer (process {os.getpid()} {socket.gethostname()})"] == told


def test_refused_writer_leaves_the_lock_alone(tmp_path: Path) -> None:
    """A refusal must not open the door for a third."""
    lock = tmp_path / "lock"
    with writing(lock):
        for _ in range(2):
            with pytest.raises(CorpusError), writing(lock, patience=0):
                pass


@pytest.fixture
def dead(in_another_process: Callable[..., BaseProcess]) -> int | None:
    """The id of a process that has ended."""
    return in_another_process(lambda: None).pid


@pytest.mark.parametrize("holder", ["{dead} {host}\n", "{alive} {host}\n", "nonsense"])
def test_lock_of_a_dead_writer_is_taken_over(tmp_path: Path, dead: int, holder: str) -> None:
    """After a power cut nobody should have to know about lock files, even where the number came again."""
    lock = tmp_path / "lock"
    lock.write_text(holder.format(dead=dead, alive=os.getpid(), host=socket.gethostname()))
    with writing(lock, patience=0) as held:
        assert held.taken_over
        assert lock.read_text().startswith(f"{os.getpid()} ")

    assert "" == lock.read_text()


def test_what_a_dead_writer_started_still_holds_its_lock(
    tmp_path: Path, in_another_process: Callable[..., BaseProcess]
) -> None:
    """A killed writer's git may still be putting files in place."""
    lock, child = tmp_path / "lock", tmp_path / "child"

    def start_something_and_die() -> None:
        with writing(lock) as held:
            os.set_inheritable(held.handle, True)
            child.write_text(str(os.spawnlp(os.P_NOWAIT, "sleep", "sleep", "60")))
            os.kill(os.getpid(), signal.SIGKILL)

    in_another_process(start_something_and_die)
    try:
        with pytest.raises(CorpusError), writing(lock, patience=0):
            pass
    finally:
        os.kill(int(child.read_text()), signal.SIGKILL)
    with writing(lock, patience=10) as held:
        assert held.taken_over


def test_lock_of_another_machine_is_respected_and_named(tmp_path: Path, dead: int) -> None:
    """On a shared disk the other machine's processes cannot be asked; a person can."""
    lock = tmp_path / "lock"
    lock.write_text(f"{dead} another-host\n")
    with pytest.raises(CorpusError, match=r"delete .*lock if it is gone"), writing(lock, patience=0):
        pass

    assert f"{dead} another-host\n" == lock.read_text()


def test_lock_is_released_after_a_failure(tmp_path: Path) -> None:
    """One refused file must not block the next."""
    lock = tmp_path / "lock"
    with pytest.raises(ZeroDivisionError), writing(lock):
        raise ZeroDivisionError

    with writing(lock, patience=0) as held:
        assert not held.taken_over
