"""Signatures by git's own settings, with a real key, that leave the ids of the history alone."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.store.conftest import THIRD

from shinkyu.errors import CorpusError
from shinkyu.model.version import Version
from shinkyu.pipeline import archive
from shinkyu.store import signing
from shinkyu.store.corpus import Corpus
from shinkyu.store.spool import Spool

Ask = Callable[..., str]


@pytest.fixture
def keyed(tmp_path: Path, corpus: Corpus, versions: list[Version], ask: Ask) -> Corpus:
    """A corpus with a version, whose keeper has a key and trusts it."""
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "k@example.jp", "-f", key], check=True)
    (tmp_path / "allowed").write_text(f"k@example.jp {key.with_suffix('.pub').read_text()}")
    ask("config", "--global", "user.name", "山田")
    ask("config", "--global", "user.email", "k@example.jp")
    ask("config", "--global", "gpg.format", "ssh")
    ask("config", "--global", "user.signingKey", str(key.with_suffix(".pub")))
    ask("config", "--global", "gpg.ssh.allowedSignersFile", str(tmp_path / "allowed"))
    corpus.add(versions[0])
    return corpus


def states(corpus: Corpus) -> list[str]:
    return [signature.state for signature in signing.signatures(corpus.repository)]


def test_a_signature_is_a_tag_and_the_ids_stay_a_function_of_the_sources(
    tmp_path: Path, keyed: Corpus, versions: list[Version], ask: Ask
) -> None:
    undisturbed, _ = Corpus.init(tmp_path / "undisturbed")
    undisturbed.add(versions[0])
    expected = [one.commit for one in archive.record_all(undisturbed, Spool(versions[1:])).recorded]
    ask("config", "commit.gpgSign", "true")

    archive.record_all(keyed, Spool(versions[1:]))

    assert expected[-1] == ask("rev-parse", "HEAD")
    assert f"signed/{expected[-1][:12]}" == ask("tag", "--points-at", "HEAD")
    assert "good" == states(keyed)[0]
    assert "k@example.jp" in signing.signatures(keyed.repository)[0].says
    ask("verify-tag", f"signed/{expected[-1][:12]}")
    assert [] == list(keyed.faults())


def test_nothing_is_signed_unless_the_corpus_asks_for_it(keyed: Corpus, versions: list[Version], ask: Ask) -> None:
    """A person's setting for all repositories is about commits made by hand."""
    ask("config", "--global", "commit.gpgSign", "true")

    archive.record_all(keyed, Spool(versions[1:2]))
    assert [] == states(keyed)

    name, new = signing.sign_tip(keyed.repository)
    assert new
    assert (name, False) == signing.sign_tip(keyed.repository)
    archive.record_all(keyed, Spool(versions[2:]))
    assert 1 == keyed.repository.commits_after(f"refs/tags/{name}")


def test_a_rewritten_history_is_signed_anew_and_the_old_signature_tells_of_the_old_one(
    keyed: Corpus, versions: list[Version], ask: Ask
) -> None:
    ask("config", "tag.gpgSign", "true")
    archive.record_all(keyed, Spool(versions[2:]))
    (old,) = signing.signatures(keyed.repository)

    archive.backfill(keyed, Spool([versions[1]]))

    assert ["good", "good"] == states(keyed)
    assert keyed.repository.commits_after(old.commit) is None
    assert f"signed/{ask('rev-parse', 'HEAD')[:12]}" in ask("tag", "--points-at", "HEAD")
    assert [] == list(keyed.faults())


def test_a_key_that_cannot_be_loaded_is_said_and_the_version_is_recorded(
    keyed: Corpus, versions: list[Version], ask: Ask
) -> None:
    ask("config", "commit.gpgSign", "true")
    ask("config", "user.signingKey", "/nowhere/key.pub")

    with pytest.raises(CorpusError) as raised:
        archive.record_all(keyed, Spool(versions[2:]))

    assert str(raised.value).startswith("recorded, but could not sign: ")
    assert "\n" not in str(raised.value)
    assert THIRD == keyed.log()[0].published_on
    assert "" == ask("tag")


def test_a_forged_signature_is_a_fault(keyed: Corpus, ask: Ask) -> None:
    name, _ = signing.sign_tip(keyed.repository)
    text = ask("cat-file", "tag", name)
    for change in (
        text.replace("This corpus", "That corpus"),
        text[: text.index("-----BEGIN")],
        text.replace(f"tag {name}", "tag signed/000000000000"),
        f"{text[: text.index('-----BEGIN')]}-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----",
    ):
        made = subprocess.run(
            ["git", "-C", str(keyed.folder), "hash-object", "-t", "tag", "-w", "--stdin"],
            input=f"{change}\n".encode(), capture_output=True, check=True,
        ).stdout  # fmt: skip
        ask("update-ref", f"refs/tags/{name}", made.decode().strip())
        assert ["signature"] == [fault.rule for fault in keyed.faults()]


def test_a_signature_that_cannot_be_checked_is_no_fault_and_no_proof(keyed: Corpus, ask: Ask) -> None:
    signing.sign_tip(keyed.repository)
    ask("config", "--global", "--unset", "gpg.ssh.allowedSignersFile")

    assert ["unknown"] == states(keyed)
    assert [] == list(keyed.faults())
