"""``shinkyu cache``: the results that ``batch`` and ``corpus add`` keep."""

import click

from shinkyu.batch.cache import Cache
from shinkyu.batch.engine import engine
from shinkyu.cli import language
from shinkyu.cli.group import Group
from shinkyu.cli.language import lang_option
from shinkyu.cli.output import tell_message
from shinkyu.files import cache_folder
from shinkyu.messages import of_number, spoken


@click.group(cls=Group)
@lang_option
def cache() -> None:
    """Look at, or empty, what batch keeps so that nothing is done twice.

    \b
      shinkyu cache info
    """


@cache.command()
@lang_option
def info() -> None:
    """Say where the cache is, and how much is in it.

    \b
      shinkyu cache info
    """
    kept = _cache()
    usage = kept.usage()
    lang = language.of_words()
    entries, others = f"{usage.entries:,}", f"{usage.entries - usage.of_this_engine:,}"
    click.echo(spoken(lang, "folder   {folder}", folder=kept.folder))
    click.echo(spoken(lang, "results  {n} ({size})", n=entries, size=_size(usage.bytes)))
    click.echo(spoken(lang, "made by another shinkyu or dictionary: {n}", n=others))


@cache.command()
@click.option("--others", is_flag=True, help="Only what another shinkyu or dictionary made.")
@lang_option
def clear(others: bool) -> None:
    """Remove the results; nothing but time is lost.

    \b
      shinkyu cache clear
    """
    gone = _cache().clear(others_only=others)
    size = _size(gone.bytes)
    tell_message(of_number(gone.entries, "{n} result removed ({size})", "{n} results removed ({size})", size=size))


def _cache() -> Cache:
    return Cache(cache_folder(), engine().id)


def _size(count: int) -> str:
    return f"{count / 1_000_000:,.1f} MB"
