"""Linked work trees of a corpus, and repositories that can be none."""

import os
import signal
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from git import Git
from tests.store.conftest import FIRST, SECOND

from shinkyu.errors import CorpusError
from shinkyu.model.version import Version
from shinkyu.store import index
from shinkyu.store.corpus import Corpus
from shinkyu.store.repository import Repository

Ask = Callable[..., str]


@pytest.fixture
def beside(tmp_path: Path, corpus: Corpus, versions: list[Version], ask: Ask) -> Path:
    """A linked work tree on a branch of its own; the first version is in the corpus."""
    corpus.add(versions[0])
    ask("worktree", "add", "-q", "-b", "beside", str(tmp_path / "beside"))
    return tmp_path / "beside"


def test_a_linked_work_tree_is_the_corpus_on_another_branch(
    tmp_path: Path, corpus: Corpus, versions: list[Version], ask: Ask, beside: Path
) -> None:
    linked = Corpus.around(beside / "shirosato-shi")

    linked.add(versions[1])

    assert [FIRST] == [entry.published_on for entry in corpus.log()]
    assert [SECOND, FIRST] == [entry.published_on for entry in linked.log()]
    assert "" == ask("-C", str(beside), "status", "--porcelain")
    assert "" == ask("status", "--porcelain")
    assert versions[1].source == (beside / "shirosato-shi" / "12-priority" / "source.txt").read_bytes()
    assert [] == list(linked.faults())
    assert [hit.logged.published_on for hit in index.search(linked, ("給付",))] == [SECOND]
    undisturbed = Corpus.init(tmp_path / "undisturbed")[0]
    undisturbed.add(versions[0])
    assert undisturbed.add(versions[1]).commit == ask("rev-parse", "beside")


def test_work_trees_share_one_lock(corpus: Corpus, beside: Path) -> None:
    assert corpus.repository.common_dir == Corpus.open(beside).repository.common_dir


def test_what_a_writer_left_half_done_in_one_work_tree_is_put_in_order_from_another(
    corpus: Corpus,
    versions: list[Version],
    ask: Ask,
    beside: Path,
    in_another_process: Callable[..., BaseProcess],
) -> None:
    def add_and_die() -> None:
        Repository.move_work_tree = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]
        Corpus.open(beside).add(versions[1])

    assert -signal.SIGKILL == in_another_process(add_and_die).exitcode
    assert "" != ask("-C", str(beside), "status", "--porcelain")

    corpus.add(versions[1])

    assert "" == ask("-C", str(beside), "status", "--porcelain")
    assert "" == ask("status", "--porcelain")


def test_a_work_tree_whose_repository_is_gone_is_one_line(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: nowhere/at/all\n")

    with pytest.raises(CorpusError) as raised:
        Corpus.open(tmp_path)

    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("commits", [0, 1])
@pytest.mark.parametrize("way", [Corpus.init, Corpus.open])
def test_a_repository_with_sha256_ids_is_one_clear_line(
    tmp_path: Path, way: Callable[[Path], object], commits: int
) -> None:
    git = Git(str(tmp_path))
    git.execute(["git", "init", "-q", "--object-format=sha256"])
    for _ in range(commits):
        one = ["git", "-c", "user.name=k", "-c", "user.email=k@e", "commit", "-q", "--allow-empty", "-m", "1"]
        git.execute(one)

    with pytest.raises(CorpusError) as raised:
        way(tmp_path)

    assert "SHA-256" in str(raised.value) or (way == Corpus.open and not commits)
    assert "\n" not in str(raised.value)
