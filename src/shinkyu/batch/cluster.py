"""Tasks carried out by the workers of a Dask cluster: the door to ``distributed``.

The cluster decides which worker does what and gives the tasks of a worker that is lost to another one.  What is
handed out is bounded, sources and readings travel with their tasks (or sources lie on shared storage), and results
come back to the process that asks: nothing is kept on a worker.
"""

import contextlib
import logging
import queue
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from shinkyu.batch.engine import Engine, engine
from shinkyu.batch.local import Done
from shinkyu.batch.run import BatchError
from shinkyu.batch.tasks import Failed, Task, perform
from shinkyu.messages import message

if TYPE_CHECKING:
    from distributed import Client, Future
REACH = 10
"""Seconds until a scheduler that does not answer is given up."""
NO_WORKER = 30
"""Seconds for which there may be no worker at all: a cluster may still be starting, or start another one."""
LOOK = 2.0
"""Seconds after which the cluster is looked at when nothing comes back."""
IN_HAND = 4
"""Tasks handed out for each thread of the cluster."""


class Cluster:
    """The workers of a cluster."""

    entries_by_path = False

    def __init__(self, client: "Client", address: str, *, shared: bool) -> None:
        self._client = client
        self._address = address
        self.sources_by_path = shared

    def run(self, tasks: Iterable[Task], engine: str) -> Iterator[Done]:
        """Yield what becomes of each task as soon as it is known, in no order.

        Raises:
            BatchError: the scheduler is gone, or has no worker any more.
        """
        numbered = enumerate(tasks)
        numbers: dict[Future, int] = {}
        done: queue.SimpleQueue[Future] = queue.SimpleQueue()
        seen = time.monotonic()
        most = IN_HAND * max(1, _threads(self._client))
        try:
            while True:
                while len(numbers) < most and (one := next(numbered, None)) is not None:
                    with warnings.catch_warnings():
                        warnings.simplefilter("ignore")  # of large tasks: a PDF of 10 MB travels once
                        future = self._client.submit(perform, one[1], engine, pure=False)
                    numbers[future] = one[0]
                    future.add_done_callback(done.put)
                if not numbers:
                    return
                try:
                    future = done.get(timeout=LOOK)
                except queue.Empty:
                    seen = self._look(seen)
                    continue
                seen = time.monotonic()
                yield numbers.pop(future), self._outcome(future)
                most = IN_HAND * max(1, _threads(self._client))
        finally:
            with contextlib.suppress(Exception):
                self._client.cancel(list(numbers))

    def _outcome(self, future: "Future") -> bytes | Failed:
        from distributed import KilledWorker

        try:
            outcome: bytes | Failed = future.result(timeout=REACH)
        except KilledWorker:
            return Failed(message("every worker that was at it was lost: out of memory, or a fault in a library"))
        except Exception as error:
            raise self._gone(error) from error
        return outcome

    def _look(self, seen: float) -> float:
        """Return when there was a worker last; see that there still is a cluster."""
        if self._client.status != "running":
            raise self._gone()
        if _threads(self._client):
            return time.monotonic()
        if time.monotonic() - seen > NO_WORKER:
            raise BatchError(
                "the scheduler {address} has had no worker for {n} seconds; {kept}",
                address=self._address,
                n=NO_WORKER,
                kept=_KEPT,
            )
        return seen

    def _gone(self, error: Exception | None = None) -> BatchError:
        if error is None:
            return BatchError("the scheduler {address} is gone; {kept}", address=self._address, kept=_KEPT)
        return BatchError(
            "the scheduler {address} is gone ({why}); {kept}",
            address=self._address,
            why=type(error).__name__,
            kept=_KEPT,
        )


_KEPT = message("what is finished is kept, and the same command goes on from there")


@contextlib.contextmanager
def cluster(address: str, *, shared: bool = False) -> Iterator[Cluster]:
    """Connect to the scheduler at *address* and see that every worker is this very engine.

    Args:
        address: ``tcp://HOST:PORT`` or ``tls://HOST:PORT``.
        shared: workers find sources under the path they have here.

    Raises:
        BatchError: distributed is not installed, the scheduler cannot be reached, there is no worker, or one is
            another shinkyu.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise BatchError("--scheduler needs Dask distributed: pip install 'shinkyu[cluster]'") from error
    with _silence():
        try:
            client = Client(address, timeout=REACH, set_as_default=False)
        except Exception as error:
            raise BatchError(
                "no scheduler answers at {address} within {n} seconds", address=address, n=REACH
            ) from error
        try:
            _await_worker(client, address)
            _check(client)
            yield Cluster(client, address, shared=shared)
        finally:
            with contextlib.suppress(Exception):
                client.close(timeout=REACH)


def _await_worker(client: "Client", address: str) -> None:
    until = time.monotonic() + NO_WORKER
    while not _threads(client):
        if time.monotonic() > until:
            raise BatchError(
                "the scheduler {address} has no worker; start some, e.g. `dask worker {address}`", address=address
            )
        time.sleep(0.1)


def _check(client: "Client") -> None:
    """Raise BatchError where a worker is another engine: its results would be other ones."""
    ask: Callable[..., dict[str, Any]] = client.run
    for worker, found in sorted(ask(engine, on_error="return").items()):
        if not isinstance(found, Engine):
            raise BatchError(
                "the worker {worker} has no shinkyu of this kind ({kind}: {found})",
                worker=worker,
                kind=type(found).__name__,
                found=found,
            )
        if differences := engine().differences(found):
            raise BatchError(
                "the worker {worker} has {differences}; give all workers the same shinkyu",
                worker=worker,
                differences=differences,
            )


def _threads(client: "Client") -> int:
    """Return how many tasks the cluster can carry out at a time, as far as this client has heard."""
    workers: dict[str, dict[str, int]] = client.scheduler_info(n_workers=-1)["workers"]
    return sum(worker["nthreads"] for worker in workers.values())


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Keep what the library logs off standard error: what a user must know is told by us, in one line."""
    logger = logging.getLogger("distributed")
    level, logger.level = logger.level, logging.CRITICAL + 1
    children = [logging.getLogger(name) for name in logging.root.manager.loggerDict if name.startswith("distributed.")]
    levels = [child.level for child in children]
    for child in children:
        child.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
        for child, before in zip(children, levels, strict=True):
            child.setLevel(before)
