"""How far a long command has come, on a terminal: the only door to rich.

Nothing is shown within the first second, nothing where standard error is no terminal, and nothing stays.  No thread
draws: a process with threads must not fork, and that is how files are read.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

from shinkyu.cli import language
from shinkyu.messages import Message
from shinkyu.text.width import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress

PATIENCE = 1.0
"""Seconds that people wait without asking what is going on."""
_EVERY = 0.2
"""Seconds between two pictures."""


@contextlib.contextmanager
def counted(what: Message, *, rate: bool = False) -> Iterator[Callable[[int, int], None]]:
    """Yield a function to be told how many of how many are done; *what* names them: files, versions.

    With *rate* it shows how many are done a second, too.
    """
    if not _is_terminal():
        yield lambda done, total: None
        return
    start, shown = time.monotonic(), 0.0
    bar: Progress | None = None

    def tell(done: int, total: int) -> None:
        nonlocal bar, shown
        now = time.monotonic()
        if now - start < PATIENCE or (now - shown < _EVERY and done < total):
            return
        shown = now
        if bar is None:
            bar = _bar()
            bar.start()
            bar.add_task(_words(what), total=total, completed=done, rate="")
        if rate:
            bar.update(bar.task_ids[0], rate=f"{done / (now - start):,.1f}/s")
        bar.update(bar.task_ids[0], completed=done, total=total, refresh=True)

    try:
        yield tell
    finally:
        if bar is not None:
            bar.stop()


@contextlib.contextmanager
def working(what: Message) -> Iterator[None]:
    """Show *what* is being done and for how long, while the body runs."""
    if not (_is_terminal() and hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()):
        yield
        return
    bar: Progress | None = None

    def tick(number: int, frame: object) -> None:
        nonlocal bar
        # The signal may have come in the midst of an import that rich needs: then the next one shows it.
        with contextlib.suppress(ImportError, AttributeError):
            if bar is None:
                made = _bar(counts=False)
                made.add_task(_words(what), total=None)
                made.start()
                bar = made
            bar.refresh()

    before = signal.signal(signal.SIGALRM, tick)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE, _EVERY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if bar is not None:
            bar.stop()


def _bar(*, counts: bool = True) -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    # What documents and files are called is no markup, and standard output is not ours to draw on.
    words = TextColumn("{task.description}", markup=False)
    counting = (words, BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    columns = counting if counts else (words, TimeElapsedColumn())
    console = Console(file=sys.stderr, highlight=False)
    return Progress(*columns, console=console, auto_refresh=False, transient=True, redirect_stdout=False)


def _words(what: Message) -> str:
    return harmless(what.line(language.of_words()))


def _is_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()
