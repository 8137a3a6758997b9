"""``shinkyu corpus``: an archive of versions in a git repository of its own."""

import click

from shinkyu.cli.language import lang_option
from shinkyu.cli.lazy import Lazy, LazyGroup


@click.group(cls=LazyGroup)
@lang_option
def corpus() -> None:
    """Keep every version of every report, one commit a publication.

    \b
      shinkyu corpus init archive
      shinkyu corpus add inbox/ --corpus archive --agency sumihara-shi
      shinkyu corpus log --corpus archive
    """


for _name, _place, _help in (
    ("add", "corpus.keeping:add", "Add versions: files, folders, or - for standard input."),
    ("blame", "corpus.tracing:blame", "Say for each item which version last changed it in substance."),
    ("check", "corpus.tracing:check", "Hold the 変更箇所 table of a version against the version before it."),
    # The same command: its arguments may name versions of the corpus.
    ("diff", "diff:diff", "Say what differs between two versions, item by item."),
    ("export", "corpus.finding:export", "Write every version (of KEY) for other programs."),
    ("history", "corpus.tracing:history", "Follow one item through all versions."),
    ("init", "corpus.keeping:init", "Make a corpus in an empty or new folder."),
    ("log", "corpus.reading:log", "List what was recorded, newest first."),
    ("rebuild", "corpus.keeping:rebuild", "Read every source again and write the history anew."),
    ("search", "corpus.finding:search", "Find items and declared rows that hold all WORDS, in whatever spelling."),
    ("show", "corpus.reading:show", "Show one version: KEY@DATE, KEY@latest, KEY@previous or REV:KEY."),
    ("sign", "corpus.signing:sign", "Put a signed tag at the newest commit, with the key that git's settings name."),
    ("stats", "corpus.finding:stats", "Count reports, versions and agencies, by form, edition and year."),
    (
        "verify",
        "corpus.keeping:verify",
        "Look whether the corpus is what it says: objects, what sources read as.",
    ),
):
    corpus.add_command(Lazy(_name, f"shinkyu.cli.{_place}", _help))
