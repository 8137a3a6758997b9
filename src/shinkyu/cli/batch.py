"""``shinkyu batch``: one command for many versions."""

import contextlib
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import click

from shinkyu.batch.cache import Cache
from shinkyu.batch.engine import engine
from shinkyu.batch.local import Local
from shinkyu.batch.run import Batch, Ended, Progress, Workers
from shinkyu.batch.sources import named
from shinkyu.batch.tasks import FORMATS, WORKS, Failed, Options, Work
from shinkyu.cli.exit_codes import BAD_INPUT, FOUND, NOTHING, OUR_BUG
from shinkyu.cli.output import lang_option, project_option
from shinkyu.render.report_words import Lang

no_cache_option = click.option(
    "--no-cache", is_flag=True, help="Read nothing from the cache of results and keep nothing in it."
)
workers_option = click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Worker processes (default: one for each processor)."
)


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|GLOB|LIST…")
@click.option("--do", "work", type=click.Choice(WORKS), required=True, help="What to do with the versions.")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="OUT",
    required=True,
    help="Folder of the results; made where it is missing.",
)
@click.option("--format", "fmt", metavar="NAME", default="json", show_default=True, help="A format of that command.")
@workers_option
@no_cache_option
@project_option
@lang_option
@click.pass_context
def batch(
    context: click.Context,
    inputs: tuple[str, ...],
    work: Work,
    output: Path,
    fmt: str,
    workers: int | None,
    no_cache: bool,
    project: str | None,
    lang: Lang,
) -> None:
    """Parse, diff, check or table many versions with all processors; what was done before is not done again.

    Folders hold the versions of reports; each is compared with the one before it by 公表日.  A list is a file with
    OLD, a tab, and NEW on a line.  Exit code 2 when a file was skipped, else as the single command.
    """
    if fmt not in FORMATS[work]:
        raise click.UsageError(f"{fmt} is no format of {work}; there are {', '.join(FORMATS[work])}")
    sources = named(inputs, output)
    options = Options(work, fmt, lang)
    with Interrupt() as interrupt, results_cache(no_cache) as cache:
        tell = Teller(interrupt)
        ended = Batch(cache, _workers(workers), tell).run(sources, options, output, Path(project) if project else None)
    tell.end()
    _sum_up(ended, work, output)
    context.exit(_code(ended, work))


def _workers(count: int | None) -> Workers:
    return Local(count)


@contextlib.contextmanager
def results_cache(off: bool) -> Iterator[Cache]:
    """Yield the user's cache, or one that is gone afterwards."""
    if not off:
        yield Cache(Cache.default_folder(), engine().id)
        return
    with tempfile.TemporaryDirectory(prefix="shinkyu-") as folder:
        yield Cache(Path(folder), engine().id)


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

    def __init__(self, interrupt: Interrupt) -> None:
        self._interrupt = interrupt
        self._terminal = sys.stderr is not None and sys.stderr.isatty()
        self._what = ""
        self._start = self._shown = 0.0
        self._made_before = 0

    def progress(self, progress: Progress) -> None:
        """Show done and total, the rate of what is made now, and the time that is left at it."""
        self._interrupt.here()
        if not self._terminal:
            return
        now = time.monotonic()
        if progress.what != self._what:
            self._what, self._start, self._made_before = progress.what, now, progress.made
            self._shown = 0.0
        last = progress.done == progress.total
        if now - self._shown < 0.2 and not last:
            return
        self._shown = now
        made = progress.made - self._made_before
        rate = made / (now - self._start) if made and now > self._start else 0.0
        left = f"{rate:.1f}/s, {_duration((progress.total - progress.done) / rate)} left" if rate else ""
        click.echo(f"\r{progress.what} {progress.done}/{progress.total}  {left}\033[K", nl=last, err=True)

    def failed(self, name: str, failed: Failed) -> None:
        """Name what is skipped, and why."""
        self.end()
        why = f"this is a bug in shinkyu ({failed.why}); please report it" if failed.bug else failed.why
        click.echo(f"shinkyu: skipped: {why if why.startswith(name) else f'{name}: {why}'}", err=True)

    def end(self) -> None:
        """Leave no half line on the terminal."""
        if self._terminal and self._shown:
            click.echo("\r\033[K", nl=False, err=True)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _sum_up(ended: Ended, work: Work, output: Path) -> None:
    counts = Counter(line.status for line in ended.lines)
    results = counts["nothing"] + counts["found"] + counts["read"]
    words = [f"{results:,} results in {output}"]
    words += [f"{counts['found']:,} with something to report"] if work in ("diff", "check") else []
    words += [f"{counts['failed']:,} skipped"] if counts["failed"] else []
    words += [f"{counts['same-day']:,} files of a day that another one stands for"] if counts["same-day"] else []
    words += [f"{counts['oldest']:,} oldest versions with none before them"] if counts["oldest"] else []
    click.echo(f"{'; '.join(words)} (index.{work}.jsonl lists them)", err=True)


def _code(ended: Ended, work: Work) -> int:
    if ended.bugs:
        return OUR_BUG
    statuses = {line.status for line in ended.lines}
    if "failed" in statuses:
        return BAD_INPUT
    return FOUND if "found" in statuses and work in ("diff", "check") else NOTHING
