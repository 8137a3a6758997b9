"""Which language is spoken: chosen once for a command, by ``--lang``, ``SHINKYU_LANG`` or the locale.

What is found in an assessment is for those who work with it, and is told in Japanese unless English is asked for.
The program's own words (errors, notes) follow the locale as those of any program do: Japanese where it is
Japanese, else English, so also in the locale C of a script; so does help.
"""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Sequence
from typing import cast, get_args

import click

from shinkyu.messages import BORROWED, LOCALE, Lang

VARIABLE = "SHINKYU_LANG"

_chosen: list[Lang] = []


def choose(lang: Lang | None) -> None:
    """Speak *lang* from now on; None leaves it to the locale.  The library for commands speaks it, too."""
    _chosen[:] = [lang] if lang else []
    gettext.bindtextdomain(BORROWED, LOCALE)
    gettext.textdomain(BORROWED)
    os.environ["LANGUAGE"] = of_words()


def choose_by(arguments: Sequence[str]) -> None:
    """Speak the language that a command line asks for, before it is understood: it may be wrong."""
    given = os.environ.get(VARIABLE, "")
    for n, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and n + 1 < len(arguments):
            given = arguments[n + 1]
        elif argument.startswith("--lang="):
            given = argument.removeprefix("--lang=")
    choose(cast("Lang", given) if given in get_args(Lang) else None)


def of_results() -> Lang:
    """Return the language of what is found."""
    return _chosen[0] if _chosen else "en" if _locale().startswith("en") else "ja"


def of_words() -> Lang:
    """Return the language of errors and notes."""
    return _chosen[0] if _chosen else "ja" if _locale().startswith("ja") else "en"


def _locale() -> str:
    """Return the locale of messages in lower case, empty where there is none.

    Windows has no variables for it: there it is the one that Python begins with, ``Japanese_Japan``.
    """
    named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    if not named and sys.platform == "win32":
        import locale

        named = locale.getlocale()[0] or ""
    return named.lower()


def _speak(context: click.Context, parameter: click.Parameter, value: Lang | None) -> None:
    if value is not None:
        choose(value)


lang_option = click.option(
    "--lang",
    type=click.Choice(["ja", "en"]),
    expose_value=False,
    is_eager=True,
    callback=_speak,
    help="Language of sentences and headings (default: that of the locale).",
)
