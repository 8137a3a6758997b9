"""``shinkyu check``."""

from __future__ import annotations

import click

from shinkyu.cli import language
from shinkyu.cli.doubts import warn
from shinkyu.cli.exit_codes import FOUND, NOTHING
from shinkyu.cli.inputs import piped_once, project_for, read_entries
from shinkyu.cli.language import lang_option
from shinkyu.cli.output import (
    color_option,
    corpus_option,
    deliver,
    output_option,
    painter,
    project_option,
    terminal_columns,
    write_binary,
)
from shinkyu.model.formats import CHECK_FORMATS


@click.command()
@click.argument("new")
@click.option("--against", metavar="OLD", help="The older version; without it each row is held against NEW alone.")
@click.option(
    "--format",
    type=click.Choice(CHECK_FORMATS),
    default="text",
    show_default=True,
    help="html is a page for a browser, in one file.",
)
@output_option
@color_option
@corpus_option
@project_option
@lang_option
@click.pass_context
def check(
    context: click.Context,
    new: str,
    against: str | None,
    format: str,
    output: str | None,
    color: str,
    corpus: str | None,
    project: str | None,
) -> None:
    """Hold the 変更箇所 table against the document, and against an older version.

    \b
      shinkyu check 2025-07-31.xlsx --against 2022-06-30.xlsx
      shinkyu check 2025-07-31.pdf

    Exit code 1 when a row is not true, a change is not declared or only in part or may be misread, or a finding
    is made.
    """
    from shinkyu import pipeline
    from shinkyu.pipeline.results import check_result, finds

    piped_once(new, against)
    settings = project_for(new, project)
    version = read_entries(new, corpus)
    older = read_entries(against, corpus) if against else None
    checked = pipeline.check(version, older, settings)
    if checked.compared:
        warn(checked.compared)
    paint, columns = painter(color, output), terminal_columns()
    result = check_result(checked, older, format, language.of_results(), paint=paint, columns=columns, project=settings)
    (write_binary if format == "xlsx" else deliver)(result, output)
    context.exit(FOUND if finds(checked) else NOTHING)
