"""``shinkyu check``."""

import click

from shinkyu import pipeline
from shinkyu.cli.doubts import warn
from shinkyu.cli.exit_codes import FOUND, NOTHING
from shinkyu.cli.inputs import project_for, read_version
from shinkyu.cli.output import (
    color_option,
    corpus_option,
    lang_option,
    output_option,
    painter,
    project_option,
    terminal_columns,
    write,
    write_binary,
)
from shinkyu.codec.canonical import dumps
from shinkyu.render import report as report_text
from shinkyu.render.report_words import Lang
from shinkyu.render.shapes import check_shape, finds_something, version_shape


@click.command()
@click.argument("new")
@click.option("--against", metavar="OLD", help="The older version; without it each row is held against NEW alone.")
@click.option("--format", type=click.Choice(["text", "json", "md", "xlsx"]), default="text", show_default=True)
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
    lang: Lang,
) -> None:
    """Hold the 変更箇所 table against the document, and against an older version.

    Exit code 1 when a row is not true, a change is not declared or only in part or may be misread, or a finding
    is made.
    """
    settings = project_for(new, project)
    version = read_version(new, corpus)
    older = read_version(against, corpus) if against else None
    checked = pipeline.check(version, older, settings)
    if checked.compared:
        warn(checked.compared)
    report = checked.report
    new_shape = version_shape(version.document, version.reading)
    old_shape = version_shape(older.document, older.reading) if older else None
    rows = version.document.declared
    if format == "xlsx":
        from shinkyu.render.report_workbook import report_workbook  # its library takes long to load

        write_binary(report_workbook(new_shape, old_shape, rows, report), output)
        context.exit(FOUND if finds_something(report) else NOTHING)
    if format == "json":
        text = dumps(check_shape(new_shape, old_shape, report, pipeline.tool_versions()))
    elif format == "md":
        text = report_text.as_markdown(new_shape, old_shape, rows, report, lang)
    else:
        text = report_text.as_text(new_shape, old_shape, rows, report, painter(color, output), terminal_columns(), lang)
    write(text, output)
    context.exit(FOUND if finds_something(report) else NOTHING)
