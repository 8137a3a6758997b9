"""``shinkyu parse``."""

import click

from shinkyu.cli import language
from shinkyu.cli.inputs import read_version
from shinkyu.cli.language import lang_option
from shinkyu.cli.output import corpus_option, output_option, write
from shinkyu.errors import SourceError


@click.command()
@click.argument("file")
@click.option(
    "--dump",
    type=click.Choice(["layout", "document", "reading", "declarations"]),
    default="document",
    show_default=True,
    help="Which stage to show; the document is the canonical JSON.",
)
@click.option("--report", is_flag=True, help="Print what became of every character of the source instead.")
@output_option
@corpus_option
@lang_option
def parse(file: str, dump: str, report: bool, output: str | None, corpus: str | None) -> None:
    """Print the canonical JSON of an assessment, or what an earlier stage made of it.

    \b
      shinkyu parse 2025-07-31.pdf -o 2025-07-31.json
      shinkyu parse 2025-07-31.pdf --report
    """
    from shinkyu import pipeline
    from shinkyu.codec.canonical import dumps
    from shinkyu.render.items import account_text

    version = read_version(file, corpus)
    if report:
        write(account_text(pipeline.account_of(version), language.of_results()), output)
        return
    if dump == "layout" and version.layout is None:
        raise SourceError("a stored version has no layout; parse its source file")
    if dump == "declarations":
        write(dumps(pipeline.declarations(version)), output)
        return
    stages = {"layout": version.layout, "document": version.document, "reading": version.reading}
    write(dumps(stages[dump]), output)
