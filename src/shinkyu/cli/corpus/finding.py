"""``corpus search``, ``stats``, ``export``: all reports at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shinkyu.cli import language
from shinkyu.cli.corpus.common import folder_option, open_corpus
from shinkyu.cli.language import lang_option
from shinkyu.cli.output import output_option, terminal_columns, write
from shinkyu.cli.progress import counted
from shinkyu.errors import SourceError
from shinkyu.files import as_text, write_file
from shinkyu.messages import message
from shinkyu.model.address import cite
from shinkyu.text.width import cut, harmless

if TYPE_CHECKING:
    from shinkyu.pipeline.exporting import Exported
    from shinkyu.store import index

_AROUND = 12  # characters shown before a word that was found


@click.command()
@click.argument("words", nargs=-1, required=True)
@folder_option
@click.option("--latest", is_flag=True, help="Only in the newest version of each report.")
@click.option("--format", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@output_option
@lang_option
def search(words: tuple[str, ...], folder: str | None, latest: bool, format: str, output: str | None) -> None:
    """Find items and declared rows that hold all WORDS, in whatever spelling (取扱い finds 取り扱い).

    \b
      shinkyu corpus search 再委託 クラウド --corpus archive
    """
    from shinkyu.codec.canonical import dumps_line
    from shinkyu.pipeline import exporting

    corpus = open_corpus(folder)
    words = tuple(map(as_text, words))
    with counted(message("versions")) as progress:
        hits = exporting.search(corpus, words, latest=latest, progress=progress)
    if format == "jsonl":
        text = "".join(dumps_line(exporting.hit_shape(hit)) + "\n" for hit in hits)
    else:
        columns = terminal_columns()
        text = "".join(_hit_lines(hit, words[0], columns) for hit in hits)
    write(text, output)


def _hit_lines(hit: index.Hit, word: str, columns: int) -> str:
    start = max(0, hit.text.find(word) - _AROUND)
    passage = ("…" if start else "") + " ".join(hit.text[start:].split())
    head = f"{hit.logged.key}@{hit.logged.published_on} {cite(hit.address)}"
    return f"{harmless(head)}\n    {cut(harmless(passage), columns - 4)}\n"


@click.command()
@folder_option
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
@lang_option
def stats(folder: str | None, format: str, output: str | None) -> None:
    """Count reports, versions and agencies, by form, edition and year, and what the commits tell of them.

    \b
      shinkyu corpus stats --corpus archive
    """
    from shinkyu.pipeline import exporting

    numbers = exporting.stats(open_corpus(folder))
    if format == "json":
        from shinkyu.codec.canonical import dumps

        write(dumps(numbers), output)
        return
    from shinkyu.render.corpus_words import number_lines

    write("".join(f"{line}\n" for line in number_lines(numbers, language.of_words())), output)


@click.command()
@click.argument("key", required=False)
@folder_option
@click.option("--what", type=click.Choice(["items", "declared", "versions"]), default="items", show_default=True)
@click.option("--format", type=click.Choice(["jsonl", "parquet"]), default="jsonl", show_default=True)
@output_option
@lang_option
def export(key: str | None, folder: str | None, what: Exported, format: str, output: str | None) -> None:
    """Write every version (of KEY) for other programs: a line an item, a declared row, or a version.

    \b
      shinkyu corpus export --what items -o items.jsonl --corpus archive
    """
    from shinkyu.codec.canonical import dumps_line
    from shinkyu.pipeline import exporting

    corpus = open_corpus(folder)
    rows = exporting.export(corpus, what, corpus.find(key) if key else None)
    if format == "jsonl":
        if output is None:
            for row in rows:
                write(dumps_line(row) + "\n", None)
            return
        write("".join(dumps_line(row) + "\n" for row in rows), output)
        return
    if output is None:
        raise SourceError("Parquet is no text; name a file with -o FILE.parquet")
    from shinkyu.render.parquet import parquet  # its library is an extra, and takes long to load

    write_file(parquet(list(rows)), output)
