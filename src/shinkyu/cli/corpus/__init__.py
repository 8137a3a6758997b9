"""``shinkyu corpus``: an archive of versions in a git repository of its own."""

import click

from shinkyu.cli.corpus.finding import export, search, stats
from shinkyu.cli.corpus.keeping import add, init, rebuild, verify
from shinkyu.cli.corpus.reading import log, show
from shinkyu.cli.corpus.tracing import blame, check, history
from shinkyu.cli.diff import diff


@click.group()
def corpus() -> None:
    """Keep every version of every report, one commit a publication."""


for command in (init, add, rebuild, verify, log, show, check, blame, history, search, stats, export):
    corpus.add_command(command)
# The same commands: their arguments may name versions of the corpus.
corpus.add_command(diff)
