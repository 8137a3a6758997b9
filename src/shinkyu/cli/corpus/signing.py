"""``corpus sign``: a person vouches for what is recorded."""

import click

from shinkyu.cli.corpus.common import folder_option, open_corpus, say
from shinkyu.cli.language import lang_option
from shinkyu.messages import message, of_number
from shinkyu.store import signing
from shinkyu.store.corpus import Corpus


@click.command()
@folder_option
@lang_option
def sign(folder: str | None) -> None:
    """Put a signed tag at the newest commit, with the key that git's own settings name.

    \b
      shinkyu corpus sign --corpus archive

    Commit ids stay what they are.  With `git config commit.gpgSign true` in the corpus every add and rebuild signs.
    """
    corpus = open_corpus(folder)
    name, new = signing.sign_tip(corpus.repository)
    click.echo(name)
    if new:
        say(message("signed as the tag {name}; `git push --tags` takes it along", name=name))
    else:
        say(message("the newest commit is signed already"))


def tell_signatures(corpus: Corpus) -> None:
    """Say of each signature that is not a fault what git says, and what it vouches for."""
    for signature in signing.signatures(corpus.repository):
        if signature.state == "unknown":
            say(message("{name}: cannot be checked here: {says}", name=signature.name, says=signature.says))
        elif signature.state == "good":
            after = corpus.repository.commits_after(signature.commit)
            if after is None:
                covers = message("another history than this one")
            else:
                rest = of_number(after, "all but the newest commit", "all but the newest {n} commits")
                covers = rest if after else message("everything")
            says = signature.says
            say(message("{name} vouches for {covers}: {says}", name=signature.name, covers=covers, says=says))
