"""``corpus search``, ``stats``, ``export``: all reports at once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from shinkyu.cli.corpus.common import folder_option, open_corpus
from shinkyu.cli.output import output_option, terminal_columns, write
from shinkyu.cli.progress import counted
from shinkyu.errors import SourceError
from shinkyu.files import as_text, write_file
from shinkyu.model.address import cite
from shinkyu.text.width import cut, harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shinkyu.model.version import Logged
    from shinkyu.store import index
    from shinkyu.store.corpus import Corpus

_AROUND = 12  # characters shown before a word that was found


@click.command()
@click.argument("words", nargs=-1, required=True)
@folder_option
@click.option("--latest", is_flag=True, help="Only in the newest version of each report.")
@click.option("--format", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@output_option
def search(words: tuple[str, ...], folder: str | None, latest: bool, format: str, output: str | None) -> None:
    """Find items and declared rows that hold all WORDS, in whatever spelling (取扱い finds 取り扱い).

    \b
      shinkyu corpus search 再委託 クラウド --corpus archive
    """
    from shinkyu.codec.canonical import dumps_line
    from shinkyu.store import index

    corpus = open_corpus(folder)
    words = tuple(map(as_text, words))
    with counted("versions") as progress:
        hits = index.search(corpus, words, progress)
    if latest:
        newest = {versions[-1].commit for versions in corpus.reports().values()}
        hits = [hit for hit in hits if hit.logged.commit in newest]
    if format == "jsonl":
        text = "".join(dumps_line(_hit_shape(hit)) + "\n" for hit in hits)
    else:
        columns = terminal_columns()
        text = "".join(_hit_lines(hit, words[0], columns) for hit in hits)
    write(text, output)


def _hit_lines(hit: index.Hit, word: str, columns: int) -> str:
    start = max(0, hit.text.find(word) - _AROUND)
    passage = ("…" if start else "") + " ".join(hit.text[start:].split())
    head = f"{hit.logged.key}@{hit.logged.published_on} {cite(hit.address)}"
    return f"{harmless(head)}\n    {cut(harmless(passage), columns - 4)}\n"


def _hit_shape(hit: index.Hit) -> dict[str, Any]:
    return {**_version_shape(hit.logged), "address": list(hit.address), "text": hit.text}


@click.command()
@folder_option
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
def stats(folder: str | None, format: str, output: str | None) -> None:
    """Count reports, versions and agencies, by form, edition and year, and what the commits tell of them.

    \b
      shinkyu corpus stats --corpus archive
    """
    corpus = open_corpus(folder)
    reports = corpus.reports()
    versions = [version for ones in reports.values() for version in ones]
    numbers: dict[str, Any] = {
        "agencies": len({key.agency for key in reports}),
        "reports": len(reports),
        "versions": len(versions),
        "first": min((version.published_on for version in versions), default=None),
        "last": max((version.published_on for version in versions), default=None),
        "by_form": _sorted(Counter(key.form for key in reports)),
        "by_edition": _sorted(Counter(version.form_edition for version in versions)),
        "by_year": _sorted(Counter(str(version.published_on.year) for version in versions)),
        "read_by": _sorted(Counter(version.engine_version for version in versions)),
        "changes": _told(versions, "Changes"),
        "declared_rows": _told(versions, "Declared rows"),
        "undeclared": sum(int(line) for line in _lines(versions, "Undeclared")),
        "undeclared_not_known": sum(1 for version in versions if _of_unread_table(version)),
        "declared_in_part": sum(int(line) for line in _lines(versions, "Declared in part")),
    }
    if format == "json":
        from shinkyu.codec.canonical import dumps

        write(dumps(numbers), output)
        return
    lines = []
    for name, value in numbers.items():
        shown = ", ".join(f"{word} {count}" for word, count in value.items()) if isinstance(value, dict) else value
        lines.append(f"{name + ':':21} {'-' if shown in (None, '') else shown}")
    write("\n".join(lines) + "\n", output)


def _of_unread_table(version: Logged) -> bool:
    """Say whether a version was compared with the one before it, but no table was read that could declare anything."""
    return any(_lines([version], "Changes")) and not any(_lines([version], "Undeclared"))


def _sorted(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items()))


def _lines(versions: list[Logged], name: str) -> Iterator[str]:
    for version in versions:
        for line in version.body.splitlines():
            head, _, rest = line.partition(": ")
            if head == name:
                yield rest


def _told(versions: list[Logged], name: str) -> dict[str, int]:
    counter: Counter[str] = Counter()
    for line in _lines(versions, name):
        for part in line.split(", "):
            count, _, word = part.partition(" ")
            if count.isdecimal():
                counter[word] += int(count)
    return _sorted(counter)


@click.command()
@click.argument("key", required=False)
@folder_option
@click.option("--what", type=click.Choice(["items", "declared", "versions"]), default="items", show_default=True)
@click.option("--format", type=click.Choice(["jsonl", "parquet"]), default="jsonl", show_default=True)
@output_option
def export(key: str | None, folder: str | None, what: str, format: str, output: str | None) -> None:
    """Write every version (of KEY) for other programs: a line an item, a declared row, or a version.

    \b
      shinkyu corpus export --what items -o items.jsonl --corpus archive
    """
    from shinkyu.codec.canonical import dumps_line

    corpus = open_corpus(folder)
    reports = corpus.reports()
    wanted = [corpus.find(key)] if key else list(reports)
    versions = [version for one in wanted for version in reports[one]]
    rows = (row for version in versions for row in _rows(corpus, version, what))
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


def _rows(corpus: Corpus, logged: Logged, what: str) -> Iterator[dict[str, Any]]:
    from shinkyu import pipeline
    from shinkyu.codec.cover import cover_text
    from shinkyu.pipeline import archive
    from shinkyu.render.shapes import declared_shapes, item_shapes

    about = _version_shape(logged)
    if what == "versions":
        document = corpus.version(logged).document
        yield {
            **about,
            "source_sha256": logged.source_sha256,
            "form_edition": logged.form_edition,
            "engine_version": logged.engine_version,
            "dictionary_version": logged.dictionary_version,
            "agency_name": cover_text(document, "cover.agency"),
            "title": cover_text(document, "cover.title"),
            "items": len(document.items),
            "declared_rows": None if document.declared is None else len(document.declared),
        }
        return
    version = archive.stored(corpus, logged)
    if what == "items":
        shapes = item_shapes(version.document, version.reading)
    else:
        shapes = declared_shapes(version.document.declared or (), pipeline.declarations(version))
    for shape in shapes:
        yield {**about, **shape}


def _version_shape(logged: Logged) -> dict[str, Any]:
    return {
        "agency": logged.key.agency,
        "number": logged.key.number,
        "form": logged.key.form,
        "published_on": logged.published_on.isoformat(),
        "kind_of_commit": logged.kind,
        "commit": logged.commit,
    }
