"""``shinkyu rewind``."""

import datetime

import click

from shinkyu.cli import language
from shinkyu.cli.inputs import read_version
from shinkyu.cli.language import lang_option
from shinkyu.cli.output import corpus_option, output_option, write
from shinkyu.errors import SourceError


@click.command()
@click.argument("file")
@click.option("--to", metavar="YYYY-MM-DD", help="Undo the rows dated later (default: those of the newest day).")
@click.option(
    "--format",
    type=click.Choice(["json", "report", "report-json"]),
    default="json",
    show_default=True,
    help="json is the canonical document, which every command reads; report says what could not be undone, "
    "report-json the same for a program.",
)
@output_option
@corpus_option
@lang_option
def rewind(file: str, to: str | None, format: str, output: str | None, corpus: str | None) -> None:
    """Undo declared rows, newest first: the earlier version that the 変更箇所 table implies.

    \b
      shinkyu rewind 2025-07-31.xlsx --to 2022-06-30 -o older.json
      shinkyu rewind 2025-07-31.xlsx --format report

    The result is marked as reconstructed.  What stood in an item before is not always said; such items are unread
    in the result, never blank.
    """
    from shinkyu.codec.canonical import dumps
    from shinkyu.pipeline.rewinding import rewind as rewind_version
    from shinkyu.render import rewound as rewound_text

    version = read_version(file, corpus)
    earlier, account = rewind_version(version, _day(to))
    if format == "json":
        write(dumps(earlier.document), output)
        return
    if format == "report-json":
        from shinkyu.pipeline import tool_versions
        from shinkyu.render.shapes import rewind_shape, version_shape

        new = version_shape(version.document, version.reading)
        write(dumps(rewind_shape(new, account, tool_versions())), output)
        return
    rows = version.document.declared or ()
    write(rewound_text.as_text(version.reading.source, rows, account, language.of_results()), output)


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise SourceError("--to takes YYYY-MM-DD, not '{text}'", text=text) from error
