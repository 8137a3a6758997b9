"""``shinkyu batch``: one command for many versions."""

from __future__ import annotations

from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shinkyu.cli import language
from shinkyu.cli.doubts import warn_opened
from shinkyu.cli.exit_codes import BAD_INPUT, FOUND, NOTHING, OUR_BUG
from shinkyu.cli.language import lang_option
from shinkyu.cli.output import misused, project_option, tell
from shinkyu.cli.working import Interrupt, Teller, no_cache_option, results_cache, workers_option
from shinkyu.messages import joined, message, of_number
from shinkyu.model.formats import BATCH_FORMATS, Work

if TYPE_CHECKING:
    from shinkyu.batch.run import Ended, Workers


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|GLOB|LIST…")
@click.option(
    "--do", "work", type=click.Choice(list(BATCH_FORMATS)), required=True, help="What to do with the versions."
)
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
@click.option(
    "--scheduler", metavar="tcp://HOST:PORT", help="Work is done by the workers of this Dask cluster (extra cluster)."
)
@click.option(
    "--shared", is_flag=True, help="Workers of the cluster read sources themselves, under the path they have here."
)
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
    scheduler: str | None,
    shared: bool,
    no_cache: bool,
    project: str | None,
) -> None:
    """Parse, diff, check or table many versions with all processors; what was done before is not done again.

    \b
      shinkyu batch inbox/ --do check -o results

    Folders hold the versions of reports; each is compared with the one before it by 公表日.  A list is a file with
    OLD, a tab, and NEW on a line.  Exit code 2 when a file was skipped, else as the single command.
    """
    from shinkyu.batch.run import Batch
    from shinkyu.batch.sources import named
    from shinkyu.batch.tasks import Options

    if fmt not in BATCH_FORMATS[work]:
        raise misused(
            "{format} is no format of {work}; there are {formats}",
            format=fmt,
            work=work,
            formats=", ".join(BATCH_FORMATS[work]),
        )
    if workers and scheduler:
        raise misused("the scheduler knows how many workers there are; --workers goes without --scheduler")
    if shared and not scheduler:
        raise misused("--shared tells the workers of a cluster; it goes with --scheduler")
    sources = named(inputs, output)
    warn_opened(sources.opened)
    options = Options(work, fmt, language.of_results())
    with (
        Interrupt() as interrupt,
        results_cache(no_cache) as cache,
        _carriers(workers, scheduler, shared) as carriers,
        Teller(interrupt) as teller,
    ):
        ended = Batch(cache, carriers, teller).run(sources, options, output, Path(project) if project else None)
    _sum_up(ended, work, output)
    context.exit(_code(ended, work))


def _carriers(workers: int | None, scheduler: str | None, shared: bool) -> AbstractContextManager[Workers]:
    """Return who carries the tasks out."""
    if scheduler is None:
        from shinkyu.batch.local import Local

        return nullcontext(Local(workers))
    from shinkyu.batch.cluster import cluster

    return cluster(scheduler, shared=shared)


def _sum_up(ended: Ended, work: Work, output: Path) -> None:
    counts = Counter(line.status for line in ended.lines)
    results = counts["nothing"] + counts["found"] + counts["read"]
    words = [of_number(results, "{n} result in {folder}", "{n} results in {folder}", folder=output)]
    if work in ("diff", "check"):
        words.append(message("{n} with something to report", n=f"{counts['found']:,}"))
    if counts["failed"]:
        words.append(message("{n} skipped", n=f"{counts['failed']:,}"))
    if counts["same-day"]:
        words.append(
            of_number(
                counts["same-day"],
                "{n} file of a day that another one stands for",
                "{n} files of a day that another one stands for",
            )
        )
    if counts["oldest"]:
        words.append(
            of_number(
                counts["oldest"], "{n} oldest version with none before it", "{n} oldest versions with none before them"
            )
        )
    tell("{counts} (index.{work}.jsonl lists them)", counts=joined(words, "; "), work=work)


def _code(ended: Ended, work: Work) -> int:
    if ended.bugs:
        return OUR_BUG
    statuses = {line.status for line in ended.lines}
    if "failed" in statuses:
        return BAD_INPUT
    return FOUND if "found" in statuses and work in ("diff", "check") else NOTHING
