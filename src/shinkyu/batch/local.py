"""Tasks carried out by processes of this machine: the standard library's pool, each worker started afresh.

``spawn``: a fork of a process that has threads or an open library may hang, and a worker of ``forkserver`` has the
server for its parent, so that the system does not end it with the process that asks.  joblib's loky was weighed: what
it adds, a pool that outlives the death of a worker, is the dozen lines of ``_alone`` here, for one library more.
"""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing.connection import wait as wait_for

from shinkyu.batch.tasks import Failed, Task, perform
from shinkyu.messages import message
from shinkyu.sources.confine import CONFINES, end_with_parent
from shinkyu.sources.processes import processors, share_processors

IN_HAND = 4
"""Tasks handed out for each worker: enough that none waits."""

FEW = 8
"""Tasks that are done before workers have started, and so in this process, unless workers are asked for."""

Done = tuple[int, bytes | Failed]
"""Number of a task, counted from 0 in the order they came, and what became of it."""


class Local:
    """Worker processes of this machine."""

    sources_by_path = True
    entries_by_path = True
    """Tasks stay small: a pipe that is full when its reader dies would hold up the pool."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or processors()
        self._worthwhile = 2 if workers else FEW

    def run(self, tasks: Iterable[Task], engine: str) -> Iterator[Done]:
        """Yield what becomes of each task as soon as it is known, in no order.

        Whatever ends the loop ends the workers with the task they are at: an interrupt, a full disk.
        """
        given = enumerate(tasks)
        first = list(islice(given, self._worthwhile))
        numbered = chain(first, given)
        if self.workers == 1 or len(first) < self._worthwhile:
            for n, task in numbered:
                yield n, perform(task, engine)
            return
        while True:
            lost: list[tuple[int, Task]] = []
            yield from self._pool(numbered, engine, self.workers, lost)
            if not lost:
                return
            # One of them ended its worker, and the pool with it: each gets a worker of its own, so that it is known
            # which one, and the others lose nothing.
            for n, task in sorted(lost, key=lambda one: one[0]):
                yield from self._alone(n, task, engine)

    def _alone(self, n: int, task: Task, engine: str) -> Iterator[Done]:
        lost: list[tuple[int, Task]] = []
        yield from self._pool(iter([(n, task)]), engine, 1, lost)
        if lost:
            yield n, Failed(message("its worker process was ended while at it: out of memory, or a fault in a library"))

    def _pool(
        self, numbered: Iterator[tuple[int, Task]], engine: str, workers: int, lost: list[tuple[int, Task]]
    ) -> Iterator[Done]:
        """Carry tasks out until there are none or the pool breaks; *lost* gets those that it broke over."""
        pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin)
        running: dict[Future[bytes | Failed], tuple[int, Task]] = {}
        try:
            broken = False
            while True:
                while not broken and len(running) < IN_HAND * workers:
                    one = next(numbered, None)
                    if one is None:
                        break
                    try:
                        running[pool.submit(perform, one[1], engine)] = one
                    except BrokenProcessPool:
                        lost.append(one)
                        broken = True
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    n, task = running.pop(future)
                    try:
                        yield n, future.result()
                    except BrokenProcessPool:
                        lost.append((n, task))
                        broken = True
        finally:
            # What is being worked on is finished first, a second's work: a worker that is killed while it writes
            # to the pipe would leave the pool waiting for the rest for ever.
            pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Prepare a worker: an interrupt is for the process that asks, and with that process it ends.

    It has no thread where that can be done without one, so that it may fork to read files.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    share_processors()
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if CONFINES:
        end_with_parent(0)
        if os.getppid() != parent.pid:  # it ended before it could be said
            os._exit(1)
    else:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    """End this process when the one that asks is gone, even killed, and could say nothing."""
    with contextlib.suppress(OSError):
        wait_for([sentinel])
    os._exit(1)
