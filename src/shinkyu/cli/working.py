"""What commands with workers share: their options, where results are kept, how they tell and how they are ended."""

from __future__ import annotations

import contextlib
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

from shinkyu.cli.output import named, tell
from shinkyu.cli.progress import counted
from shinkyu.files import cache_folder
from shinkyu.messages import message

if TYPE_CHECKING:
    from shinkyu.batch.cache import Cache
    from shinkyu.batch.run import Progress
    from shinkyu.batch.tasks import Failed

no_cache_option = click.option(
    "--no-cache", is_flag=True, help="Read nothing from the cache of results and keep nothing in it."
)
workers_option = click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Worker processes (default: one for each processor)."
)


@contextlib.contextmanager
def results_cache(off: bool) -> Iterator[Cache]:
    """Yield the user's cache, or one that is gone afterwards."""
    from shinkyu.batch.cache import Cache
    from shinkyu.batch.engine import engine

    if not off:
        yield Cache(cache_folder(), engine().id)
        return
    with tempfile.TemporaryDirectory(prefix="shinkyu-") as folder:
        yield Cache(Path(folder), engine().id)


_STEPS = {
    "parse": message("parse"),
    "diff": message("diff"),
    "check": message("check"),
    "table": message("table"),
    "summary": message("summary"),
}
"""What the steps of a batch are called while they are done."""


class Interrupt:
    """Ends the command between two results, whether by Ctrl-C or by what ends a job (``kill``, a scheduler).

    A second one ends it at once.
    """

    def __init__(self) -> None:
        self._asked = False

    def __enter__(self) -> Self:
        self._before = [(number, signal.signal(number, self._ask)) for number in (signal.SIGINT, signal.SIGTERM)]
        return self

    def __exit__(self, *error: object) -> None:
        for number, handler in self._before:
            signal.signal(number, handler)

    def _ask(self, number: int, frame: object) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True

    def here(self) -> None:
        """Raise KeyboardInterrupt if one was asked for."""
        if self._asked:
            raise KeyboardInterrupt


class Teller:
    """Tells on standard error what is skipped, and on a terminal how far it has come."""

    def __init__(self, interrupt: Interrupt, *, skips: bool = True) -> None:
        self._interrupt = interrupt
        self._skips = skips
        self._what = ""
        self._shown = contextlib.ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.end()

    def progress(self, progress: Progress) -> None:
        """Show done and total, the rate, and the time that is left at it."""
        self._interrupt.here()
        if progress.what != self._what:
            self.end()
            self._what = progress.what
            self._count = self._shown.enter_context(counted(_STEPS[progress.what], rate=True))
        self._count(progress.done, progress.total)

    def failed(self, name: str, failed: Failed) -> None:
        """Name what is skipped, and why."""
        if not self._skips:
            return
        self.end()
        why = failed.why
        if failed.bug:
            why = message("this is a bug in shinkyu ({why}); please report it", why=why)
        tell("shinkyu: skipped: {why}", why=named(name, why))

    def end(self) -> None:
        """Leave nothing on the terminal."""
        self._shown.close()
        self._what = ""
