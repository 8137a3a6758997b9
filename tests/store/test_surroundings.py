"""A corpus among other people, settings and writers, some of which die."""

import datetime
import multiprocessing
import os
import random
import signal
import subprocess
import unicodedata
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from shinkyu.errors import CorpusError
from shinkyu.model.version import Key, Version
from shinkyu.store import repository
from shinkyu.store.corpus import Corpus
from shinkyu.store.git import FSYNC, PlainGit
from shinkyu.store.mapping import same_on_some_disks
from shinkyu.store.repository import Repository

FIRST, SECOND, THIRD = (datetime.date(2019, 10, 11), datetime.date(2023, 6, 30), datetime.date(2025, 1, 14))
FOLDER = "shirosato-shi/12-priority"

Ask = Callable[..., str]
Make = Callable[..., Version]


def added(corpus: Corpus, versions: list[Version]) -> list[str]:
    return [corpus.add(version, f"第{n}版").commit for n, version in enumerate(versions, 1)]


# settings of other people


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_variables_of_a_calling_hook_are_ignored(
    tmp_path: Path, corpus: Corpus, make_version: Make, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """git sets them for its hooks, and they would lead into the other repository."""
    undisturbed, _ = Corpus.init(tmp_path / "undisturbed")
    elsewhere = Corpus.init(tmp_path / "elsewhere")[0].folder / ".git"
    before = contents(elsewhere)
    with monkeypatch.context() as hook:
        hook.setenv("GIT_DIR", str(elsewhere))
        hook.setenv("GIT_COMMON_DIR", str(elsewhere))
        hook.setenv("GIT_INDEX_FILE", str(elsewhere / "index"))
        hook.setenv("GIT_OBJECT_DIRECTORY", str(elsewhere / "objects"))
        hook.setenv("GIT_WORK_TREE", str(elsewhere.parent))
        hook.setenv("GIT_CONFIG_PARAMETERS", "'i18n.commitEncoding'='cp932'")
        commit = corpus.add(make_version()).commit

    assert commit == ask("rev-parse", "HEAD")
    assert commit == undisturbed.add(make_version()).commit
    assert "" == ask("status", "--porcelain")
    assert before == contents(elsewhere)


def test_settings_of_the_corpus_do_not_change_what_is_recorded(
    tmp_path: Path, corpus: Corpus, make_version: Make, ask: Ask
) -> None:
    """A keeper may set hooks and encodings for work by hand; the history is a function of its sources."""
    undisturbed, _ = Corpus.init(tmp_path / "undisturbed")
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("reference-transaction", "post-index-change", "fsmonitor"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {hooks}/$(basename $0)-ran\nexit 1\n")
        (hooks / name).chmod(0o755)
    ask("config", "core.hooksPath", str(hooks))
    ask("config", "core.fsmonitor", str(hooks / "fsmonitor"))
    ask("config", "i18n.commitEncoding", "cp932")
    ask("config", "core.autocrlf", "true")
    ask("config", "user.name", "山田")

    commit = corpus.add(make_version(source=b"1\n2\n")).commit

    assert undisturbed.add(make_version(source=b"1\n2\n")).commit == commit
    assert b"1\n2\n" == (corpus.folder / FOLDER / "source.txt").read_bytes()
    assert [] == sorted(hooks.glob("*-ran"))


def test_home_folder_is_never_touched(tmp_path: Path, corpus: Corpus, versions: list[Version]) -> None:
    """Nothing of the user's is read or written outside the corpus."""
    (tmp_path / "home" / ".gitconfig").write_text("[broken")

    added(corpus, versions)

    assert [".gitconfig"] == [path.name for path in (tmp_path / "home").iterdir()]


# the person beside us


def test_uncommitted_edits_survive_an_add(
    corpus: Corpus, versions: list[Version], make_version: Make, ask: Ask
) -> None:
    """The keeper is writing a README and correcting another report while a script adds versions."""
    other = Key("kurosato-cho", "3", "basic")
    added(corpus, [versions[0], make_version(SECOND, key=other)])
    edited = corpus.folder / str(other) / "document.json"
    edited.write_text("half a correction")
    (corpus.folder / "README.md").write_text("staged")
    ask("add", "README.md")
    (corpus.folder / FOLDER / "notes.txt").write_text("untracked")

    corpus.add(versions[1])

    expected = ["A  README.md", " M kurosato-cho/3-basic/document.json", f"?? {FOLDER}/notes.txt"]
    assert expected == ask("status", "--porcelain").splitlines()
    assert "half a correction" == edited.read_text()


def test_edit_in_the_way_is_refused_and_kept(corpus: Corpus, versions: list[Version], ask: Ask) -> None:
    """The file an add would write is the one file the keeper may not lose unasked."""
    commit = corpus.add(versions[0]).commit
    edited = corpus.folder / FOLDER / "document.json"
    edited.write_text("half a correction")

    with pytest.raises(CorpusError, match=r"document\.json"):
        corpus.add(versions[1])
    assert "half a correction" == edited.read_text()
    assert commit == ask("rev-parse", "HEAD")


def test_commit_of_a_person_is_kept_and_is_no_version(
    corpus: Corpus, versions: list[Version], ask: Ask, key: Key
) -> None:
    """A README is part of the repository and not of any report."""
    corpus.add(versions[0])
    (corpus.folder / "読んで.md").write_text("x")
    ask("add", ".")
    ask("-c", "user.name=k", "-c", "user.email=k@example.jp", "commit", "-qm", "README\n\nKind: publication")
    corpus.add(versions[1])

    assert [SECOND, FIRST] == [entry.published_on for entry in corpus.log()]
    assert [key] == corpus.keys()
    assert (corpus.folder / "読んで.md").exists()


def test_detached_head_is_refused(corpus: Corpus, versions: list[Version], ask: Ask) -> None:
    """A commit on no branch is lost with the next switch."""
    added(corpus, versions[:2])
    ask("checkout", "-q", "--detach", "HEAD")

    with pytest.raises(CorpusError, match="git switch"):
        corpus.add(versions[2])


def test_copied_corpus_takes_the_next_version(tmp_path: Path, corpus: Corpus, versions: list[Version]) -> None:
    """Copies and restored backups have other file times, which are not edits."""
    added(corpus, versions[:2])
    copy = tmp_path / "copy"
    corpus.folder.rename(copy)
    for path in (copy / FOLDER).iterdir():
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
        os.utime(path, (1, 1))

    assert Corpus.open(copy).add(versions[2]).new


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("Shirosato-Shi/notes.txt", "Shirosato-Shi is in the way of the folder shirosato-shi"),
        ("shirosato-shi", "shirosato-shi is in the way of the folder shirosato-shi"),
        ("shirosato-shi/12-Priority/notes.txt", "12-Priority is in the way of the folder shirosato-shi/12-priority"),
    ],
)
def test_a_name_that_some_disks_hold_for_the_same_is_refused(
    corpus: Corpus, versions: list[Version], ask: Ask, path: str, says: str
) -> None:
    """A clone on Windows or a Mac would lose one of the two."""
    file = corpus.folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("x")
    ask("add", ".")
    ask("-c", "user.name=k", "-c", "user.email=k@example.jp", "commit", "-qm", "mine")

    with pytest.raises(CorpusError, match=says):
        corpus.add(versions[0])

    assert [] == corpus.log()
    assert "" == ask("status", "--porcelain")


def test_names_that_differ_in_the_composition_of_a_character_are_the_same_on_some_disks() -> None:
    assert same_on_some_disks("ガイド", unicodedata.normalize("NFD", "ガイド"))
    assert not same_on_some_disks("ガイド", "カイド")


def test_what_is_recorded_is_on_the_disk_before_git_says_done(corpus: Corpus, ask: Ask) -> None:
    """For what people do by hand in the corpus, too."""
    assert "committed,reference" == ask("config", "core.fsync") == FSYNC


# writers that meet, writers that die


def test_branch_that_moved_meanwhile_is_left_alone(
    corpus: Corpus, versions: list[Version], ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plain git knows no lock of ours; only the branch's old value can tell."""
    corpus.add(versions[0])
    take_in = Repository.take_in

    def commit_while_a_person_commits(*arguments: object) -> list[str]:
        ask("-c", "user.name=k", "-c", "user.email=k@example.jp", "commit", "-q", "--allow-empty", "-m", "me first")
        return take_in(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Repository, "take_in", commit_while_a_person_commits)
    with pytest.raises(CorpusError, match="nothing was recorded, main was moved by someone else"):
        corpus.add(versions[1])

    assert "me first" == ask("log", "-1", "--format=%s")
    assert "" == ask("status", "--porcelain")


@pytest.mark.parametrize("last_step", ["take_in", "obstacle", "move_branch", "move_work_tree", "keep_fast"])
def test_killed_writer_leaves_a_whole_corpus(
    tmp_path: Path,
    corpus: Corpus,
    versions: list[Version],
    ask: Ask,
    in_another_process: Callable[..., BaseProcess],
    last_step: str,
) -> None:
    """Before the branch moves nothing has happened; after it the next writer puts the files in place."""
    commits = added(Corpus.init(tmp_path / "undisturbed")[0], versions)
    added(corpus, versions[:1])

    def add_and_die() -> None:
        setattr(Repository, last_step, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
        corpus.add(versions[1], "第2版")

    assert -signal.SIGKILL == in_another_process(add_and_die).exitcode
    moved = last_step in ("move_work_tree", "keep_fast")
    assert commits[1 if moved else 0] == ask("rev-parse", "HEAD")

    assert commits == added(corpus, versions)
    assert "" == ask("status", "--porcelain")
    assert "" == ask("fsck", "--strict", "--no-dangling")


def test_edit_made_after_a_writer_died_is_kept(
    corpus: Corpus, versions: list[Version], ask: Ask, in_another_process: Callable[..., BaseProcess]
) -> None:
    """Only what the dead writer left is put in order."""
    added(corpus, versions[:1])

    def add_and_die() -> None:
        Repository.move_work_tree = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]
        corpus.add(versions[1], "第2版")

    in_another_process(add_and_die)
    edited = corpus.folder / FOLDER / "document.json"
    edited.write_text("half a correction")
    half = corpus.folder / FOLDER / "reading.json"
    half.write_bytes(half.read_bytes()[:0])

    with pytest.raises(CorpusError, match=r"document\.json"):
        corpus.add(versions[2])
    assert "half a correction" == edited.read_text()
    assert half.read_text()


def test_of_two_writers_at_once_one_waits_and_none_is_lost(
    tmp_path: Path, corpus: Corpus, versions: list[Version], make_version: Make, ask: Ask
) -> None:
    """A person adds a file while the script of the night is at work."""
    others = [make_version(day, str(day), key=Key("kurosato-cho", "3", "basic")) for day in (FIRST, SECOND, THIRD)]
    writers = [
        multiprocessing.get_context("fork").Process(target=added, args=(Corpus.open(corpus.folder), mine))
        for mine in (versions, others)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert [0, 0] == [writer.exitcode for writer in writers]
    assert 6 == len(corpus.log())
    assert "" == ask("status", "--porcelain")
    assert [] == list(corpus.faults())


# what piles up


def test_packing_loses_nothing_and_makes_the_corpus_small(
    corpus: Corpus, make_version: Make, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Versions of one report differ little, and are kept as what differs."""
    filler = "".join(map(chr, random.Random(5).sample(range(0x4E00, 0x9FFF), 4000)))
    days = [FIRST + datetime.timedelta(days=n) for n in range(12)]
    versions = [make_version(day, f"{filler}第{n}版", source=f"{filler}{n}".encode()) for n, day in enumerate(days)]
    commits = added(corpus, versions[:11])
    monkeypatch.setattr(repository, "_MANY_LOOSE", -1)

    commits += added(corpus, versions[11:])

    assert int(ask("count-objects").split()[0]) <= 1, "only the empty tree stays loose"
    packed = sum(path.stat().st_size for path in (corpus.folder / ".git" / "objects" / "pack").iterdir())
    assert packed < 4 * len(filler.encode())
    assert [] == list(Corpus.open(corpus.folder).faults())
    assert commits == [entry.commit for entry in corpus.versions(versions[0].key)]
    assert [version.document for version in versions] == [
        corpus.read(version.key, day).document for version, day in zip(versions, days, strict=True)
    ]


def test_log_of_one_report_can_skip_the_commits_of_others(corpus: Corpus, versions: list[Version], ask: Ask) -> None:
    """git keeps which commits touch which paths, and says whether what it keeps is right."""
    added(corpus, versions)

    ask("commit-graph", "verify")
    graphs = list((corpus.folder / ".git" / "objects" / "info" / "commit-graphs").glob("*.graph"))
    assert any(b"BIDX" in graph.read_bytes() for graph in graphs)


# the language of other people


def test_what_git_says_is_understood_whatever_language_it_speaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_version: Make
) -> None:
    """The cause of a failure is told by git's words, which are those of the reader's locale where nothing is done."""
    japanese = Catalog("ja")
    japanese.add("fatal: ", "致命的: ")
    japanese.add("error: ", "エラー: ")
    folder = tmp_path / "locale" / "ja" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "git.mo").open("wb") as file:
        write_mo(file, japanese)
    for name, value in {"GIT_TEXTDOMAINDIR": str(folder.parents[1]), "LANGUAGE": "ja", "LC_ALL": "C.UTF-8"}.items():
        monkeypatch.setenv(name, value)
    corpus, _ = Corpus.init(tmp_path / "集成")
    plain = subprocess.run(
        ["git", "cat-file", "-p", "nothing"], cwd=corpus.folder, capture_output=True, text=True, check=False
    )
    if not plain.stderr.startswith("致命的"):
        pytest.skip("this git speaks English only")

    _, _, said = PlainGit(corpus.folder).attempt("cat-file", "-p", "nothing")
    damaged = corpus.add(make_version(FIRST), "第1版").commit
    (corpus.folder / ".git" / "objects" / damaged[:2] / damaged[2:]).chmod(0o600)
    (corpus.folder / ".git" / "objects" / damaged[:2] / damaged[2:]).write_bytes(b"nothing of git")

    assert said.startswith("fatal: ")
    with pytest.raises(CorpusError, match="is damaged"):
        list(Corpus.open(corpus.folder).log())
