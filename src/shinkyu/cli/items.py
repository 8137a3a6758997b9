"""``shinkyu items``."""

import click

from shinkyu.cli import language
from shinkyu.cli.inputs import read_version
from shinkyu.cli.language import lang_option
from shinkyu.cli.output import corpus_option, output_option, terminal_columns, write


@click.command()
@click.argument("file")
@click.option("--format", type=click.Choice(["table", "json", "jsonl"]), default="table", show_default=True)
@click.option(
    "--where",
    is_flag=True,
    help="In the table, also the place of each value: sheet and cell, page and box in points, or line.",
)
@output_option
@corpus_option
@lang_option
def items(file: str, format: str, where: bool, output: str | None, corpus: str | None) -> None:
    """List the items of an assessment with their state and value.

    \b
      shinkyu items 2025-07-31.xlsx --where
      shinkyu items 2025-07-31.xlsx --format jsonl
    """
    from shinkyu.codec.canonical import dumps, dumps_line
    from shinkyu.render.items import items_text
    from shinkyu.render.shapes import item_shapes

    version = read_version(file, corpus)
    if format == "table":
        write(
            items_text(version.document, version.reading, terminal_columns(), places=where, lang=language.of_results()),
            output,
        )
        return
    shapes = item_shapes(version.document, version.reading)
    write(dumps(shapes) if format == "json" else "".join(dumps_line(shape) + "\n" for shape in shapes), output)
