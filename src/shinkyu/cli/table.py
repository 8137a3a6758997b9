"""``shinkyu table``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

import click

from shinkyu.cli import language
from shinkyu.cli.doubts import warn
from shinkyu.cli.inputs import piped_once, project_for, read_version
from shinkyu.cli.language import lang_option
from shinkyu.cli.output import (
    corpus_option,
    deliver,
    misused,
    output_option,
    project_option,
    tell,
    tell_message,
    write_binary,
)
from shinkyu.files import read_file, write_file
from shinkyu.messages import of_number
from shinkyu.model.formats import COMPARISON_FORMATS, TABLE_FORMATS

WORKBOOKS = (".xlsx", ".xlsm")
"""Endings of the workbooks into which rows are put."""

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shinkyu.model.table import ProposedRow
    from shinkyu.pipeline import Compared
    from shinkyu.render.change_table.encoding import Encoding
    from shinkyu.render.comparison import ComparisonFormat

_ENCODED = ("text", "csv", "md")
"""Formats that have no encoding of their own."""


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--format", type=click.Choice(TABLE_FORMATS), help="Default: text; html for --layout comparison.")
@click.option(
    "--layout",
    type=click.Choice(["sheet", "comparison"]),
    default="sheet",
    show_default=True,
    help="The six columns of 変更箇所, or a 新旧対照表 with what changed underlined (html, xlsx, docx).",
)
@click.option(
    "--new-side",
    type=click.Choice(["right", "left"]),
    default="right",
    show_default=True,
    help="Where the new version stands in the 新旧対照表.",
)
@click.option("--confirm", is_flag=True, help="Write 提出時期 and 説明 without （案）: a person stands behind them.")
@click.option("--all-ex-ante", is_flag=True, help="再実施: every row 事前, without explanation.")
@click.option("--group", is_flag=True, help="One row for one substitution in many items; it lists the items.")
@click.option("--missing", is_flag=True, help="Only rows for what the table of NEW does not declare yet.")
@click.option(
    "--style",
    multiple=True,
    metavar="KEY=TEXT",
    help="Write otherwise than the older rows: a key of [table] in shinkyu.toml, e.g. new=（追加）. May be repeated.",
)
@click.option(
    "--encoding",
    type=click.Choice(["utf-8", "cp932"]),
    default="utf-8",
    show_default=True,
    help="Of text, csv and md.",
)
@click.option(
    "--into",
    type=click.Path(dir_okay=False),
    metavar="BOOK",
    help="Put the rows below those of the table in this workbook (.xlsx) and write the result to -o FILE.",
)
@output_option
@corpus_option
@project_option
@lang_option
def table(
    old: str,
    new: str,
    format: str | None,
    layout: str,
    new_side: str,
    confirm: bool,
    all_ex_ante: bool,
    group: bool,
    missing: bool,
    style: tuple[str, ...],
    encoding: Encoding,
    into: str | None,
    output: str | None,
    corpus: str | None,
    project: str | None,
) -> None:
    """Write the 変更箇所 rows for the step from OLD to NEW, in the way of the document's own older rows.

    \b
      shinkyu table 2022-06-30.xlsx 2025-07-31.xlsx
      shinkyu table 2022-06-30.xlsx new.xlsx --into new.xlsx -o table.xlsx

    提出時期 and 説明 are proposals: whether practice has already changed is known to the office only.
    """
    from shinkyu import pipeline
    from shinkyu.codec.project import habits_from
    from shinkyu.pipeline.results import table_result, version_lines
    from shinkyu.render.changes import left_out_lines
    from shinkyu.render.comparison import MARKS, render_comparison
    from shinkyu.render.report_words import WORDS

    piped_once(old, new)
    fmt = _format(format, layout, encoding, into)
    new_book = _new_book(into, output, (old, new)) if into is not None else ""
    habits = habits_from(style)
    settings = project_for(new, project)
    compared = pipeline.compare(read_version(old, corpus), read_version(new, corpus))
    warn(compared)
    for line in left_out_lines(compared.changes, WORDS[language.of_words()]):
        tell("shinkyu: note: {line}", line=line)
    rows = pipeline.table_rows(
        compared,
        all_ex_ante=all_ex_ante,
        project=settings,
        group=group,
        missing=missing,
        habits={**habits, **(MARKS if layout == "comparison" else {})},
    )
    if into is not None:
        _put_into(into, rows, new_book, compared, confirmed=confirm)
    elif layout == "comparison":
        lines = version_lines(compared)
        new_first = new_side == "left"
        write_binary(render_comparison(rows, cast("ComparisonFormat", fmt), lines, new_first=new_first), output)
    elif fmt == "xlsx":
        write_binary(table_result(compared, rows, fmt, confirmed=confirm), output)
    elif encoding != "utf-8":
        from shinkyu.render.change_table.encoding import encoded

        text = table_result(compared, rows, fmt, confirmed=confirm).decode()
        deliver(encoded(text, rows, encoding), output)
    else:
        deliver(table_result(compared, rows, fmt, confirmed=confirm), output)
    if (there := pipeline.rows_of_the_day(compared)) and not missing and layout == "sheet":
        tell(
            "shinkyu: note: the table of {new} has rows of its own 公表日 already ({n}); "
            "--missing writes only rows for what they do not declare",
            new=new,
            n=there,
        )


def _format(given: str | None, layout: str, encoding: Encoding, into: str | None) -> str:
    """Return the format to write; say which options do not go together."""
    fmt = given or ("html" if layout == "comparison" else "text")
    if into is not None and (given not in (None, "xlsx") or layout != "sheet"):
        raise misused("--into writes the rows into a workbook; it goes with no other format or layout")
    if layout == "comparison" and fmt not in COMPARISON_FORMATS:
        raise misused(
            "--layout comparison is written as {formats}, not as {format}",
            formats=", ".join(COMPARISON_FORMATS),
            format=fmt,
        )
    if layout == "sheet" and fmt == "docx":
        raise misused("docx is a format of --layout comparison")
    if encoding != "utf-8" and (fmt not in _ENCODED or into is not None):
        raise misused(
            "--encoding goes with {formats}; {format} is always UTF-8", formats=", ".join(_ENCODED), format=fmt
        )
    return fmt


def _new_book(book: str, output: str | None, sources: Sequence[str]) -> str:
    """Return the file for the workbook with the new rows; it is none of those that are read."""
    from pathlib import Path

    if output is None:
        raise misused("--into needs -o FILE for the new workbook; the old one is left as it is")
    for source in (book, *sources):
        if source != "-" and Path(output).exists() and Path(source).exists() and os.path.samefile(output, source):
            raise misused(
                "-o {output} is {source} itself; name another file for the new workbook", output=output, source=source
            )
    if Path(book).suffix.lower() not in WORKBOOKS:
        raise misused("--into {book}: rows are put into the Excel workbook of the form (.xlsx, .xlsm)", book=book)
    if Path(output).suffix.lower() != (suffix := Path(book).suffix.lower()):
        # Excel does not open a workbook under the ending of another kind, least of all one with macros.
        raise misused("-o {output} is to end in {suffix}, as {book} does", output=output, suffix=suffix, book=book)
    return output


def _put_into(
    book: str,
    rows: Sequence[ProposedRow],
    output: str,
    compared: Compared,
    *,
    confirmed: bool,
) -> None:
    """Write the workbook *book* with *rows* in its table to another file."""
    from shinkyu.pipeline.workbook import into_version

    write_file(into_version(compared, rows, read_file(book), book, confirmed=confirmed), output)
    tell_message(
        of_number(
            len(rows),
            "shinkyu: {n} row is put into {output}",
            "shinkyu: {n} rows are put into {output}",
            output=output,
        )
    )
