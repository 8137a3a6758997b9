"""``shinkyu table``."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import cast, get_args

import click

from shinkyu import pipeline
from shinkyu.cli.doubts import warn
from shinkyu.cli.inputs import project_for, read_file, read_version
from shinkyu.cli.output import corpus_option, output_option, project_option, write, write_binary, write_bytes
from shinkyu.model.table import ProposedRow
from shinkyu.pipeline.workbook import into_workbook
from shinkyu.render.change_table import TableFormat, render_table


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--format", type=click.Choice([*get_args(TableFormat), "xlsx"]), default="text", show_default=True)
@click.option("--confirm", is_flag=True, help="Write 提出時期 and 説明 without （案）: a person stands behind them.")
@click.option("--all-ex-ante", is_flag=True, help="再実施: every row 事前, without explanation.")
@click.option(
    "--into",
    type=click.Path(dir_okay=False),
    metavar="BOOK",
    help="Put the rows below those of the table in this workbook (.xlsx) and write the result to -o FILE.",
)
@output_option
@corpus_option
@project_option
def table(
    old: str,
    new: str,
    format: str,
    confirm: bool,
    all_ex_ante: bool,
    into: str | None,
    output: str | None,
    corpus: str | None,
    project: str | None,
) -> None:
    """Write the 変更箇所 rows for the step from OLD to NEW, in the way of the document's own older rows.

    提出時期 and 説明 are proposals: whether practice has already changed is known to the office only.
    """
    settings = project_for(new, project)
    compared = pipeline.compare(read_version(old, corpus), read_version(new, corpus))
    warn(compared)
    rows = pipeline.table_rows(compared, all_ex_ante=all_ex_ante, project=settings)
    if into is not None:
        _put_into(into, rows, output, (old, new), confirmed=confirm)
        return
    if format == "xlsx":
        from shinkyu.render.change_table.sheet import table_workbook  # its library takes long to load

        write_binary(table_workbook(rows, confirmed=confirm), output)
        return
    write(render_table(rows, cast(TableFormat, format), confirmed=confirm, tool=pipeline.tool_versions()), output)


def _put_into(
    book: str, rows: Sequence[ProposedRow], output: str | None, sources: Sequence[str], *, confirmed: bool
) -> None:
    """Write the workbook *book* with *rows* in its table to another file."""
    if output is None:
        raise click.UsageError("--into needs -o FILE for the new workbook; the old one is left as it is")
    for source in (book, *sources):
        if source != "-" and Path(output).exists() and Path(source).exists() and os.path.samefile(output, source):
            raise click.UsageError(f"-o {output} is {source} itself; name another file for the new workbook")
    data = read_file(Path(book))
    write_bytes(into_workbook(data, book, rows, confirmed=confirmed), output)
    click.echo(f"shinkyu: {len(rows)} rows are put into {output}", err=True)
