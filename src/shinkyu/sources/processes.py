"""Processes made by fork that read for this one: waited for by the clock, ended with all they started."""

import os
import pickle
import select
import signal
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from shinkyu.errors import SourceError
from shinkyu.limits import MEGABYTE, beyond, limits
from shinkyu.messages import message
from shinkyu.sources.confine import CONFINES, end_with_parent, threads

MOST_SENT = 400 * MEGABYTE
"""Bytes of what a process sends; the layout of a workbook at all limits has a third of it."""

_CHUNK = 1 << 20

Found = TypeVar("Found")


def can_fork() -> bool:
    """Say whether a process can be made by fork here: another thread may hold a lock that is never released then."""
    return CONFINES and threads() == 1


_shared: list[bool] = []


def share_processors() -> None:
    """Read with one process from now on: this one is one of several that keep all processors busy."""
    _shared[:] = [True]


def processors() -> int:
    """Return how many processors this process may use."""
    if _shared:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def received(pipe: int, seconds: float, asker: int | None = None) -> bytes | None:
    """Return all that is sent until the other end is closed; None if that is not over within *seconds*.

    Nor is it waited for when whoever is at the other end of *asker*, a pipe that was read from, is gone.
    """
    deadline = time.monotonic() + seconds
    chunks: list[bytes] = []
    size = 0
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    if asker is not None:
        poll.register(asker, 0)  # its end is told, and nothing else
    while size <= MOST_SENT:
        ready = [which for which, _ in poll.poll(max(0.0, deadline - time.monotonic()) * 1000)]
        if not ready or asker in ready:
            return None
        chunk = os.read(pipe, _CHUNK)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)
        size += len(chunk)
    return b""


def ended(pid: int) -> int:
    """End a child and its group; return the number of the signal it ended by before that, 0 for none."""
    for end in (os.killpg, os.kill):  # one that has closed its end of the pipe is exiting, and keeps its status
        try:
            end(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    return max(0, -os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def broken_off(name: str, by: int) -> SourceError:
    """Return the error for a process that ended by signal *by* (0: by itself) without a word."""
    most = limits()
    if by == signal.SIGXCPU:
        return beyond(
            message("{name} needs more than {n} seconds to read", name=name, n=most.processor_seconds),
            "processor_seconds",
        )
    if by in (signal.SIGKILL, signal.SIGALRM):
        return no_memory(name) if by == signal.SIGKILL else too_slow(name)
    if by:  # libraries in C end so when memory is refused to them, too
        return SourceError(
            "{name} is damaged, or needs more than {n} MB of memory: its reader broke off; "
            "save or print it to a new file",
            name=name,
            n=f"{most.memory_mb:,}",
        )
    return SourceError(
        "{name} is damaged so badly that its reader broke off; save or print it to a new file", name=name
    )


def no_memory(name: str) -> SourceError:
    """Return the error for a file that needs too much memory."""
    return beyond(
        message("{name} needs more than {n} MB of memory to read", name=name, n=f"{limits().memory_mb:,}"), "memory_mb"
    )


def too_slow(name: str) -> SourceError:
    """Return the error for a file that is not read in time."""
    return beyond(message("{name} cannot be read in {n} seconds", name=name, n=limits().seconds), "seconds")


class _Deputy(NamedTuple):
    """A process that does a part of the work."""

    pid: int
    pipe: int


def side_by_side(works: Sequence[Callable[[], Found]], name: str) -> list[Found]:
    """Return what each of *works* returns, each but the first done in a process of its own where that can be.

    The processes inherit what this one gave up and are no strangers to it: what they send is pickled.

    Args:
        works: what is to be done.
        name: the file it is done for.

    Raises:
        SourceError: a process ended without an answer; what a work raises is raised as it is.
    """
    if not can_fork():
        return [work() for work in works]
    deputies = [_start(work) for work in works[1:]]
    answers: list[bytes | None] = []
    signals: list[int] = []
    try:
        found = [works[0]()]
        answers = [received(deputy.pipe, limits().seconds) for deputy in deputies]
    finally:
        for deputy in deputies:
            os.close(deputy.pipe)
            signals.append(ended(deputy.pid))
    for answer, by in zip(answers, signals, strict=True):
        if not answer:
            raise broken_off(name, by)
        result = pickle.loads(answer)
        if isinstance(result, BaseException):
            raise result
        found.append(result)
    return found


def _start(work: Callable[[], object]) -> _Deputy:
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid:
        os.close(theirs)
        return _Deputy(pid, ours)
    try:
        end_with_parent(limits().seconds)
        os.close(ours)
        try:
            result: object = work()
        except (Exception, MemoryError) as error:
            result = error
        with os.fdopen(theirs, "wb") as file:
            pickle.dump(result, file, pickle.HIGHEST_PROTOCOL)
        os._exit(0)
    finally:
        os._exit(1)
