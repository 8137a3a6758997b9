"""What a server refuses: commits that do not say of themselves what is true."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.hooks.conftest import Place

from shinkyu.hooks import receiving

At = Callable[[Path], Place]


@pytest.fixture
def bare(tmp_path: Path, corpus: Place, at: At) -> Place:
    """A server that has the first version of the corpus and our hook."""
    corpus("git", "clone", "-q", "--bare", corpus.folder, tmp_path / "bare.git")
    here = at(tmp_path / "bare.git")
    here("git", "update-ref", "refs/heads/main", "HEAD~1")
    here("shinkyu", "hooks", "install")
    return here


def told_otherwise(corpus: Place, tree: str, parent: str, change: Callable[[str], str]) -> str:
    """Make the newest commit again with another message or tree; returns its id."""
    lines = corpus("git", "cat-file", "commit", "HEAD").out
    head, _, message = lines.partition("\n\n")
    author = next(line for line in head.splitlines() if line.startswith("author "))
    text = f"tree {tree}\nparent {parent}\n{author}\n{author.replace('author', 'committer', 1)}\n\n{change(message)}"
    return corpus("git", "hash-object", "-t", "commit", "-w", "--stdin", stdin=text.encode()).out.strip()


def pushed(corpus: Place, bare: Place, commit: str) -> tuple[int, str]:
    ended = corpus("git", "push", "-q", bare.folder, f"{commit}:refs/heads/main", ok=False)
    return ended.code, ended.err


def test_a_push_is_looked_at_by_a_few_processes_however_many_commits(
    tmp_path: Path, corpus: Place, bare: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = corpus("which", "git").out.strip()
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "git").write_text(f'#!/bin/sh\necho "$1" >> {tmp_path}/calls\nexec {where} "$@"\n')
    (tools / "git").chmod(0o755)
    commits = corpus("git", "rev-list", "--reverse", "main").out.split()
    bare("git", "fetch", "-q", corpus.folder, "main")
    for ref in bare("git", "for-each-ref", "--format=%(refname)").out.split():
        bare("git", "update-ref", "-d", ref)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")

    calls = []
    for tip in commits[1:]:
        (tmp_path / "calls").write_text("")
        bare("shinkyu", "hooks", "run", "pre-receive", stdin=f"{'0' * 40} {tip} refs/heads/main\n".encode())
        calls.append((tmp_path / "calls").read_text().split())

    assert 2 == len(calls)
    assert calls[0] == calls[1]
    assert 1 == calls[0].count("cat-file")
    assert len(calls[0]) <= 8


def test_what_a_commit_tells_must_be_what_its_document_shows(corpus: Place, bare: Place) -> None:
    tree, parent = corpus("git", "rev-parse", "HEAD^{tree}", "HEAD~1").out.split()
    assert "16 modified" in corpus("git", "log", "-1", "--format=%B").out

    true = told_otherwise(corpus, tree, parent, lambda message: message)
    false = told_otherwise(corpus, tree, parent, lambda message: message.replace("16 modified", "6 modified"))

    code, said = pushed(corpus, bare, false)
    assert 1 == code
    assert "what the commit tells of changes and declared rows is not what they are" in said
    assert 0 == pushed(corpus, bare, true)[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Title: 介護", "Title: 国民", "does not fit the version"),
        ("Form-Edition: ", "Form-Edition: x", "does not fit the version"),
        ("Published-On: 2022-06-30", "Published-On: someday", "says that it records a version"),
    ],
)
def test_trailers_must_be_those_of_the_version(corpus: Place, bare: Place, old: str, new: str, says: str) -> None:
    tree, parent = corpus("git", "rev-parse", "HEAD^{tree}", "HEAD~1").out.split()

    code, said = pushed(corpus, bare, told_otherwise(corpus, tree, parent, lambda text: text.replace(old, new, 1)))

    assert 1 == code
    assert says in said


@pytest.mark.slow
def test_a_version_brings_nothing_but_itself(corpus: Place, bare: Place) -> None:
    parent = corpus("git", "rev-parse", "HEAD~1").out.strip()
    (corpus.folder / "README.md").write_text("x")
    corpus("git", "add", ".")
    tree = corpus("git", "write-tree").out.strip()

    code, said = pushed(corpus, bare, told_otherwise(corpus, tree, parent, str))

    assert 1 == code
    assert "README.md is no part of the version it records" in said


@pytest.mark.slow
def test_a_version_must_come_after_the_older_ones(corpus: Place, bare: Place) -> None:
    first, second = corpus("git", "rev-list", "--reverse", "main").out.split()[1:]
    bare("git", "update-ref", "refs/heads/main", f"{first}~1")
    corpus("git", "switch", "-qc", "wrong", f"{first}~1")
    for commit in (second, first):
        corpus("git", "read-tree", commit)
        tree = corpus("git", "write-tree").out.strip()
        corpus("git", "update-ref", "HEAD", commit)
        made = told_otherwise(corpus, tree, corpus("git", "rev-parse", "wrong@{1}").out.strip(), str)
        corpus("git", "update-ref", "HEAD", made)
        corpus("git", "update-ref", "refs/heads/wrong", made)

    code, said = pushed(corpus, bare, "wrong")

    assert 1 == code
    assert "stands after the version of 2022-06-30" in said


@pytest.mark.slow
def test_a_merge_that_brings_a_broken_document_is_refused(corpus: Place, bare: Place) -> None:
    """A merge is a commit of a person, whatever it merges."""
    assert 0 == pushed(corpus, bare, "main")[0]
    corpus("git", "switch", "-qc", "notes")
    (corpus.folder / "README.md").write_text("x")
    corpus("git", "add", ".")
    corpus("git", "commit", "-qm", "README")
    corpus("git", "switch", "-q", "main")
    corpus("git", "merge", "-q", "--no-ff", "--no-commit", "notes")
    document = corpus.folder / "sumihara-shi" / "8-priority" / "document.json"
    document.write_bytes(document.read_bytes().replace(b"  ", b" "))
    corpus("git", "commit", "-qam", "merged")

    code, said = pushed(corpus, bare, "main")

    assert 1 == code
    assert "not in canonical form" in said


@pytest.mark.slow
def test_the_check_of_one_reference_at_a_time_refuses_the_same(corpus: Place, bare: Place) -> None:
    bare("shinkyu", "hooks", "uninstall")
    bare("shinkyu", "hooks", "install", "--hook", "update")
    tree, parent = corpus("git", "rev-parse", "HEAD^{tree}", "HEAD~1").out.split()

    code, said = pushed(
        corpus, bare, told_otherwise(corpus, tree, parent, lambda text: text.replace("16 mod", "6 mod"))
    )

    assert 1 == code
    assert "what the commit tells of changes and declared rows is not what they are" in said
    assert 0 == pushed(corpus, bare, "main")[0]


def test_a_push_of_many_versions_says_which_summaries_it_passed_over(
    corpus: Place, bare: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    tip = corpus("git", "rev-parse", "main").out.strip()
    bare("git", "fetch", "-q", corpus.folder, "main")
    bare("git", "update-ref", "-d", "refs/heads/main")
    monkeypatch.setattr(receiving, "SUMMARIES", 1)

    said = list(receiving.before_receive(bare.folder, [("0" * 40, tip, "refs/heads/main")]))

    told = "summaries of older versions not compared: 1; `shinkyu corpus verify` does it"
    assert [(False, f"refs/heads/main: {told}")] == [(one.stops, str(one.text)) for one in said]


def test_a_report_that_is_taken_away_is_told_to_who_pushes(corpus: Place, bare: Place) -> None:
    corpus("git", "rm", "-rq", "sumihara-shi")
    corpus("git", "commit", "-qm", "tidied up")

    code, said = pushed(corpus, bare, "HEAD")

    assert 0 == code
    assert "warning: refs/heads/main: sumihara-shi/8-priority/document.json is no longer as it was recorded" in said
