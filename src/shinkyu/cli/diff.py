"""``shinkyu diff``."""

import click

from shinkyu import pipeline
from shinkyu.cli.doubts import warn
from shinkyu.cli.exit_codes import FOUND, NOTHING
from shinkyu.cli.inputs import project_for, read_version
from shinkyu.cli.output import (
    color_option,
    corpus_option,
    output_option,
    painter,
    project_option,
    terminal_columns,
    write,
)
from shinkyu.codec.canonical import dumps, dumps_line
from shinkyu.model.change import KINDS
from shinkyu.render import changes as changes_text
from shinkyu.render.patch import make_patch
from shinkyu.render.shapes import change_shape, diff_shape, version_shape


def _only(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    words = tuple(word for part in value for word in part.replace(" ", "").split(",") if word)
    unknown = [word for word in words if word not in KINDS]
    if unknown:
        raise click.BadParameter(f"{unknown[0]} is no kind of change; known are {', '.join(KINDS)}")
    return words


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    type=click.Choice(["text", "json", "jsonl", "md", "patch"]),
    default="text",
    show_default=True,
    help="patch is RFC 6902 between the canonical documents.",
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
    """Say what differs between two versions, item by item.  Exit code 1 when something does."""
    if only and format == "patch":
        raise click.UsageError("a patch holds every change: --only does not go with --format patch")
    settings = project_for(new, project)
    compared = pipeline.compare(read_version(old, corpus), read_version(new, corpus))
    warn(compared)
    compared = pipeline.narrowed(compared, only, settings.ignore)
    found = compared.changes
    before = version_shape(compared.old.document, compared.old.reading)
    after = version_shape(compared.new.document, compared.new.reading)
    if dump == "alignment":
        text = dumps(compared.alignment)
    elif format == "json":
        text = dumps(diff_shape(before, after, found, pipeline.tool_versions()))
    elif format == "jsonl":
        text = "".join(dumps_line(change_shape(change)) + "\n" for change in found.changes)
        for ignored in found.selection.ignored:
            shapes = (change_shape(change) | {"ignored": ignored.rule.reason} for change in ignored.changes)
            text += "".join(dumps_line(shape) + "\n" for shape in shapes)
    elif format == "md":
        text = changes_text.as_markdown(before, after, found)
    elif format == "patch":
        pairs = [(pair.old, pair.new) for pair in compared.alignment.pairs]
        text = dumps(make_patch(compared.old.document, compared.new.document, pairs))
    else:
        text = changes_text.as_text(before, after, found, painter(color, output), terminal_columns())
    write(text, output)
    context.exit(FOUND if found.changes else NOTHING)
