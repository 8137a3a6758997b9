"""``shinkyu batch``: one command for many versions."""

from __future__ import annotations

from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shinkyu.cli.exit_codes import BAD_INPUT, FOUND, NOTHING, OUR_BUG
from shinkyu.cli.output import lang_option, project_option
from shinkyu.cli.working import Interrupt, Teller, no_cache_option, results_cache, workers_option
from shinkyu.model.formats import BATCH_FORMATS, Work

if TYPE_CHECKING:
    from shinkyu.batch.run import Ended, Workers
    from shinkyu.render.report_words import Lang


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
    lang: Lang,
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
        raise click.UsageError(f"{fmt} is no format of {work}; there are {', '.join(BATCH_FORMATS[work])}")
    if workers and scheduler:
        raise click.UsageError("the scheduler knows how many workers there are; --workers goes without --scheduler")
    if shared and not scheduler:
        raise click.UsageError("--shared tells the workers of a cluster; it goes with --scheduler")
    sources = named(inputs, output)
    options = Options(work, fmt, lang)
    with (
        Interrupt() as interrupt,
        results_cache(no_cache) as cache,
        _carriers(workers, scheduler, shared) as carriers,
        Teller(interrupt) as tell,
    ):
        ended = Batch(cache, carriers, tell).run(sources, options, output, Path(project) if project else None)
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
