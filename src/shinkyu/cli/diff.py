"""``shinkyu diff``."""

from __future__ import annotations

import click

from shinkyu.cli import language
from shinkyu.cli.doubts import warn
from shinkyu.cli.exit_codes import FOUND, NOTHING
from shinkyu.cli.inputs import is_same_text, piped_once, project_for, read_entries
from shinkyu.cli.language import lang_option
from shinkyu.cli.output import (
    color_option,
    corpus_option,
    deliver,
    misused,
    output_option,
    painter,
    project_option,
    terminal_columns,
    write,
)
from shinkyu.files import as_text
from shinkyu.model.formats import DIFF_FORMATS
from shinkyu.text.width import harmless


def _only(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    if not value:
        return ()
    from shinkyu.model.change import KINDS

    words = tuple(word for part in value for word in part.replace(" ", "").split(",") if word)
    unknown = [word for word in words if word not in KINDS]
    if unknown:
        raise misused("--only: {word} is no kind of change; known are {words}", word=unknown[0], words=", ".join(KINDS))
    return words


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    type=click.Choice(DIFF_FORMATS),
    default="text",
    show_default=True,
    help="html is a page for a browser, in one file; patch is RFC 6902 between the canonical documents.",
)
@click.option(
    "--dump",
    type=click.Choice(["changes", "alignment"]),
    default="changes",
    help="alignment: what was paired with what.",
)
@click.option(
    "--only",
    metavar="WORDS",
    multiple=True,
    callback=_only,
    help="Only these changes: substance, quiet or suspect; material (※); an op; a class. "
    "With commas, words of one of these kinds add up and words of different kinds narrow: "
    "added,removed,material are the ※ items that came or went.",
)
@output_option
@color_option
@corpus_option
@project_option
@lang_option
@click.pass_context
def diff(
    context: click.Context,
    old: str,
    new: str,
    format: str,
    dump: str,
    only: tuple[str, ...],
    output: str | None,
    color: str,
    corpus: str | None,
    project: str | None,
) -> None:
    """Say what differs between two versions, item by item.  Exit code 1 when something does.

    \b
      shinkyu diff 2022-06-30.xlsx 2025-07-31.xlsx
      shinkyu diff 2022-06-30.pdf 2025-07-31.xlsx --only material,substance
      shinkyu diff 8-priority@2021-03-26 8-priority@latest --corpus archive
    """
    if only and format == "patch":
        raise misused("a patch holds every change: --only does not go with --format patch")
    piped_once(old, new)
    if format == "text" and dump == "changes" and not only and project is None and is_same_text(old, new):
        from shinkyu.render.report_words import WORDS

        words = WORDS[language.of_results()]
        names = [harmless(as_text(name)) for name in (old, new)]
        write(f"{words.older}: {names[0]}\n{words.newer}: {names[1]}\n{words.same}\n", output)
        context.exit(NOTHING)
    from shinkyu import pipeline
    from shinkyu.codec.canonical import dumps
    from shinkyu.pipeline.results import diff_result

    settings = project_for(new, project)
    whole = pipeline.compare(read_entries(old, corpus), read_entries(new, corpus))
    warn(whole)
    compared = pipeline.narrowed(whole, only, settings.ignore)
    if dump == "alignment":
        write(dumps(compared.alignment), output)
    else:
        paint, columns = painter(color, output), terminal_columns()
        result = diff_result(
            compared, format, language.of_results(), paint=paint, columns=columns, project=settings, whole=whole
        )
        deliver(result, output)
    context.exit(FOUND if compared.changes.changes else NOTHING)
