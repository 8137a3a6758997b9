"""``shinkyu doctor``."""

from __future__ import annotations

from pathlib import Path

import click

from shinkyu import __version__
from shinkyu.cli import language
from shinkyu.cli.exit_codes import FOUND, NOTHING
from shinkyu.cli.language import lang_option
from shinkyu.cli.output import output_option, write


@click.command()
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--corpus",
    type=click.Path(file_okay=False),
    metavar="DIRECTORY",
    envvar="SHINKYU_CORPUS",
    help="The corpus to look at (default: the one this folder is in).",
)
@output_option
@lang_option
@click.pass_context
def doctor(context: click.Context, format: str, corpus: str | None, output: str | None) -> None:
    """Look whether everything is there that shinkyu rests on.

    \b
      shinkyu doctor
      shinkyu doctor --format json

    Python, git, the dictionary, the forms it knows, the limits in force, the extras that are installed, and the
    corpus this folder is in.  Exit code 1 when something needs to be done.
    """
    from shinkyu.codec.canonical import dumps
    from shinkyu.pipeline import tool_versions
    from shinkyu.pipeline.health import diagnose
    from shinkyu.render.health import doctor_shape, doctor_text

    lang = language.of_results() if format == "text" else "en"
    found = diagnose(Path(corpus) if corpus else None, lang)
    text = dumps(doctor_shape(tool_versions(), found)) if format == "json" else doctor_text(__version__, found, lang)
    write(text, output)
    context.exit(NOTHING if all(health.ok for health in found) else FOUND)
