"""``corpus log`` and ``show``: what is in a corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shinkyu.cli import language
from shinkyu.cli.corpus.common import folder_option, open_corpus
from shinkyu.cli.language import lang_option
from shinkyu.cli.output import output_option, terminal_columns, write
from shinkyu.errors import SourceError
from shinkyu.files import write_file
from shinkyu.messages import spoken
from shinkyu.text.width import harmless

if TYPE_CHECKING:
    from shinkyu.model.version import Logged


@click.command()
@click.argument("key", required=False)
@folder_option
@click.option("--format", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@output_option
@lang_option
def log(key: str | None, folder: str | None, format: str, output: str | None) -> None:
    """List what was recorded, newest first: day, changes by kind, rows by verdict.

    \b
      shinkyu corpus log 8-priority --corpus archive
    """
    corpus = open_corpus(folder)
    entries = corpus.log(corpus.find(key) if key else None)
    if format == "jsonl":
        from shinkyu.codec.canonical import dumps_line
        from shinkyu.pipeline.exporting import log_shape

        write("".join(dumps_line(log_shape(entry)) + "\n" for entry in entries), output)
        return
    write("".join(_entry(entry) for entry in entries), output)


def _entry(entry: Logged) -> str:
    from shinkyu.render.corpus_words import kind_word, summary_line

    lang = language.of_words()
    lines = [f"{entry.commit[:12]} {entry.published_on} {kind_word(entry.kind, lang)} {entry.key}"]
    named = " ".join(name for name in (entry.agency_name, entry.title) if name)
    about = [*([named] if named else []), *(summary_line(line, lang) for line in entry.body.splitlines())]
    return "\n".join(lines + [f"    {harmless(line)}" for line in about]) + "\n"


@click.command()
@click.argument("version")
@folder_option
@click.option(
    "--format",
    type=click.Choice(["text", "json", "source"]),
    default="text",
    show_default=True,
    help="json is the canonical document, source the untouched file.",
)
@output_option
@lang_option
def show(version: str, folder: str | None, format: str, output: str | None) -> None:
    """Show one version: KEY@DATE, KEY@latest, KEY@previous or REV:KEY.

    \b
      shinkyu corpus show 8-priority@latest --corpus archive
      shinkyu corpus show 8-priority@2022-06-30 --format json --corpus archive
    """
    corpus = open_corpus(folder)
    found = corpus.version(corpus.named(version))
    if format == "json":
        from shinkyu.codec.canonical import dumps

        write(dumps(found.document), output)
    elif format == "source":
        if output is None:
            raise SourceError(
                "the source may be no text; name a file, e.g. -o {source_name}", source_name=found.source_name
            )
        write_file(found.source, output)
    else:
        from shinkyu.render.items import items_text

        lang, engine = language.of_words(), found.engine_version
        about = [
            f"{found.key}@{found.published_on}",
            spoken(lang, "commit {commit}", commit=found.commit),
            spoken(lang, "source {name}, SHA-256 {sha256}", name=found.source_name, sha256=found.reading.sha256),
            spoken(lang, "read by {engine} ({dictionary})", engine=engine, dictionary=found.dictionary_version),
        ]
        write(
            "\n".join(about)
            + "\n\n"
            + items_text(found.document, found.reading, terminal_columns(), lang=language.of_results()),
            output,
        )
