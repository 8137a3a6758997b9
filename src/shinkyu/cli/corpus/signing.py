"""``corpus sign``: a person vouches for what is recorded."""

import click

from shinkyu.cli.corpus.common import folder_option, open_corpus, say
from shinkyu.store import signing
from shinkyu.store.corpus import Corpus


@click.command()
@folder_option
def sign(folder: str | None) -> None:
    """Put a signed tag at the newest commit, with the key that git's own settings name.

    \b
      shinkyu corpus sign --corpus archive

    Commit ids stay what they are.  With `git config commit.gpgSign true` in the corpus every add and rebuild signs.
    """
    corpus = open_corpus(folder)
    name, new = signing.sign_tip(corpus.repository)
    click.echo(name)
    say(f"signed as the tag {name}; `git push --tags` takes it along" if new else "the newest commit is signed already")


def tell_signatures(corpus: Corpus) -> None:
    """Say of each signature that is not a fault what git says, and what it vouches for."""
    for signature in signing.signatures(corpus.repository):
        if signature.state == "unknown":
            say(f"{signature.name}: cannot be checked here: {signature.says}")
        elif signature.state == "good":
            after = corpus.repository.commits_after(signature.commit)
            covers = "another history than this one" if after is None else f"all but the newest {after} commits"
            say(f"{signature.name} vouches for {covers if after != 0 else 'everything'}: {signature.says}")
