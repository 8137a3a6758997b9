"""``shinkyu --version``: what reads and compares here."""

import click

from shinkyu import __version__


def version_text() -> str:
    """Return the version of the program, then the dictionary and the editions of forms that it knows."""
    from itertools import groupby

    from shinkyu.forms.editions import editions
    from shinkyu.text.tokenise import dictionary_version

    try:
        dictionary = dictionary_version()
    except ImportError:
        dictionary = "not installed; `shinkyu doctor` says more"
    forms = [
        f"{form} ({', '.join(edition for _, edition in group)})"
        for form, group in groupby(editions(), lambda pair: pair[0])
    ]
    return f"shinkyu, version {__version__}\ndictionary: {dictionary}\nforms: {', '.join(forms)}"


def _tell(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        click.echo(version_text())
        context.exit()


version_option = click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell,
    help="Show the version, the dictionary and the editions of forms that are known, and exit.",
)
