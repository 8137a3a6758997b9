"""Signatures: tags beside the history, made and checked by git as its keeper has set it up.

A commit is a function of its source, and a signature one of a key and a clock: signed commits would have other ids on
every machine.  A tag vouches for the commit it stands at and, by its id, for everything before it; the ids of the
history stay what they are.
"""

import re
from typing import Literal, NamedTuple

from shinkyu.errors import CorpusError
from shinkyu.messages import Message, message
from shinkyu.store.git import cause
from shinkyu.store.repository import Repository

PREFIX = "signed/"
"""Name of a signature: this, and the first twelve digits of the commit it vouches for."""
SETTINGS = ("commit.gpgSign", "tag.gpgSign")
"""Settings of git: one of them true in the configuration of the corpus itself, and what is recorded is signed."""

State = Literal["good", "bad", "unknown"]
"""``unknown``: it cannot be checked here, where the key is not known or not trusted."""

_DIGITS = 12
_SIGNATURE = re.compile(r"^-----BEGIN (SSH|PGP) (SIGNATURE|MESSAGE)-----$|^-----BEGIN SIGNED MESSAGE-----$", re.M)
_FORGED = re.compile(r"BAD ?SIG|incorrect signature|invalid format|no valid OpenPGP data", re.IGNORECASE)


class Signature(NamedTuple):
    """A signature of a state of the corpus."""

    name: str
    """Name of the tag."""
    commit: str
    state: State
    says: str | Message
    """What git says of it, on one line."""


def is_wanted(repository: Repository) -> bool:
    """Say whether the configuration of the corpus asks for signatures.

    That of the person does not count: a key asked for in the middle of the night would stop a script.
    """
    git = repository.as_keeper()
    return any(git.line("config", "--local", "--type=bool", name) == "true" for name in SETTINGS)


def sign(repository: Repository, commit: str) -> tuple[str, bool]:
    """Put a signed tag at a commit, by git's own settings (gpg.format, user.signingKey …).

    Returns:
        Its name, and whether it is new.

    Raises:
        CorpusError: git could not sign; there is no tag then.
    """
    git = repository.as_keeper()
    name = PREFIX + commit[:_DIGITS]
    if git.line("rev-parse", "-q", "--verify", f"refs/tags/{name}"):
        return name, False
    message = f"shinkyu corpus\n\nThis corpus up to {commit}.\n"
    status, _, err = git.attempt("tag", "-s", "-F", "-", name, commit, stdin=message.encode())
    # Git has been seen to make the tag all the same, without a signature, where the key cannot be loaded.
    if status or not _SIGNATURE.search(_text(repository, name)):
        if not status:
            git.attempt("tag", "-d", name)
        says = cause(err)
        raise CorpusError("could not sign: {why}", why=says.values.get("says", says))
    return name, True


def signatures(repository: Repository) -> list[Signature]:
    """Return the signatures of a corpus, each checked, oldest name first."""
    git = repository.as_keeper()
    out = git.run("for-each-ref", "--format=%(refname:strip=2)", f"refs/tags/{PREFIX}")
    return [_checked(repository, name) for name in out.decode().split()]


def _checked(repository: Repository, name: str) -> Signature:
    text = _text(repository, name)
    head = dict(line.split(" ", 1) for line in text.partition("\n\n")[0].splitlines() if " " in line)
    commit = head.get("object", "")
    if not _SIGNATURE.search(text):
        return Signature(name, commit, "bad", message("it bears no signature"))
    if head.get("tag") != name or name != PREFIX + commit[:_DIGITS]:
        return Signature(name, commit, "bad", message("it was made for another commit or under another name"))
    status, out, err = repository.as_keeper().attempt("verify-tag", name)
    said = " ".join((out.decode("utf-8", "replace") + err).split())
    state: State = "good" if not status else "bad" if _FORGED.search(said) else "unknown"
    return Signature(name, commit, state, said)


def _text(repository: Repository, name: str) -> str:
    return (repository.as_keeper().attempt("cat-file", "tag", f"refs/tags/{name}")[1]).decode("utf-8", "replace")


def sign_tip(repository: Repository) -> tuple[str, bool]:
    """Sign the newest commit, see ``sign``."""
    tip = repository.tip()
    if tip is None:
        raise CorpusError("{root} holds no commit", root=repository.root)
    return sign(repository, tip)


def sign_if_wanted(repository: Repository) -> str | None:
    """Sign the newest commit where the configuration of the corpus asks for it; returns the name of the tag.

    Raises:
        CorpusError: git could not sign what is recorded.
    """
    if not is_wanted(repository):
        return None
    try:
        return sign_tip(repository)[0]
    except CorpusError as error:
        raise CorpusError("recorded, but {error}; `shinkyu corpus sign` tries again", error=error) from error
