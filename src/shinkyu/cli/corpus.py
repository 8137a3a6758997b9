"""``shinkyu corpus``: an archive of versions in a git repository of its own."""

import datetime
from pathlib import Path

import click

from shinkyu.cli.diff import diff as diff_command
from shinkyu.cli.inputs import read_file, read_standard_input
from shinkyu.errors import SourceError
from shinkyu.pipeline import archive as archives
from shinkyu.store.corpus import Corpus

_corpus_option = click.option(
    "--corpus",
    "folder",
    type=click.Path(file_okay=False),
    default=".",
    envvar="SHINKYU_CORPUS",
    help="The corpus (default: this folder).",
)


@click.group()
def corpus() -> None:
    """Keep every version of every report, one commit a publication."""


@corpus.command()
@click.argument("folder", type=click.Path(file_okay=False), metavar="DIR")
def init(folder: str) -> None:
    """Make a corpus in an empty or new folder."""
    made, new = Corpus.init(Path(folder))
    click.echo(f"{made.folder}: {'corpus made' if new else 'is a corpus already'}", err=True)


@corpus.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@_corpus_option
@click.option("--agency", help="Folder name of the agency in ASCII, e.g. sumihara-shi (default: made from the cover).")
@click.option("--number", help="評価書番号, where the cover does not say it.")
@click.option("--published-on", metavar="YYYY-MM-DD", help="公表日, where the cover does not say it.")
def add(files: tuple[str, ...], folder: str, agency: str | None, number: str | None, published_on: str | None) -> None:
    """Add versions, in the order of their 公表日; the same bytes again do nothing."""
    day = _day(published_on)
    if day and len(files) > 1:
        raise SourceError("--published-on goes with one file")
    archive = Corpus.open(Path(folder))
    versions = [
        archives.version_of(_bytes(name), Path(name).name, agency=agency, number=number, published_on=day)
        for name in files
    ]
    for version in sorted(versions, key=lambda v: v.published_on):
        recorded = archives.record(archive, version)
        what = "added" if recorded.new else "already there"
        click.echo(f"{recorded.commit[:12]} {version.key}@{version.published_on} {what}")


def _bytes(name: str) -> bytes:
    return read_standard_input() if name == "-" else read_file(Path(name))


@corpus.command()
@click.argument("key", required=False)
@_corpus_option
def log(key: str | None, folder: str) -> None:
    """List what was recorded, newest first."""
    archive = Corpus.open(Path(folder))
    for entry in archive.log(archive.find(key) if key else None):
        click.echo(f"{entry.commit[:12]} {entry.published_on} {entry.kind} {entry.key}")
        for line in entry.body.splitlines():
            click.echo(f"    {line}")


def _day(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise SourceError(f"--published-on takes YYYY-MM-DD, not {text!r}") from error


# The same command: its arguments may name versions of the corpus.
corpus.add_command(diff_command)
