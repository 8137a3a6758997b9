"""``shinkyu declared``."""

import click

from shinkyu.cli import language
from shinkyu.cli.inputs import read_version
from shinkyu.cli.language import lang_option
from shinkyu.cli.output import corpus_option, output_option, tell, terminal_columns, write


@click.command()
@click.argument("file")
@click.option("--format", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@output_option
@corpus_option
@lang_option
def declared(file: str, format: str, output: str | None, corpus: str | None) -> None:
    """List the rows of the 変更箇所 table, as written and as understood.

    \b
      shinkyu declared 2025-07-31.xlsx
    """
    from shinkyu import pipeline
    from shinkyu.codec.canonical import dumps, dumps_line
    from shinkyu.render.items import declared_text
    from shinkyu.render.shapes import declared_shapes

    version = read_version(file, corpus)
    rows = version.document.declared
    understood = pipeline.located(version)
    if rows is None:
        tell("shinkyu: this copy holds no 変更箇所 table")
    if format == "text":
        write(declared_text(rows, understood, terminal_columns(), language.of_results()), output)
        return
    shapes = declared_shapes(rows or (), understood)
    write(dumps(shapes) if format == "json" else "".join(dumps_line(shape) + "\n" for shape in shapes), output)
