"""No commit and no push may hold what cannot be vouched for."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.hooks.conftest import EXAMPLES, Place

ROOT = Path(__file__).resolve().parents[2]
At = Callable[[Path], Place]


def stage(place: Place, data: bytes) -> None:
    (place.folder / "document.json").write_bytes(data)
    place("git", "add", "document.json")


@pytest.fixture
def hooked(repository: Place, documents: list[bytes]) -> Place:
    """A repository with hooks and the second version committed."""
    stage(repository, documents[1])
    repository("git", "commit", "-qm", "one")
    repository("shinkyu", "hooks", "install")
    return repository


def commit(place: Place, *options: str) -> tuple[int, str]:
    ended = place("git", "commit", "-qm", "two", *options, ok=False)
    return ended.code, ended.err


def test_an_undeclared_change_of_a_material_item_stops_a_commit(hooked: Place, documents: list[bytes]) -> None:
    stage(hooked, documents[2])

    code, said = commit(hooked)

    assert 1 == code
    assert "document.json: ※ no row declares the change of Ⅱ 2 ③対象となる本人の範囲" in said
    assert "warning: document.json: rows that the document contradicts: 33" in said
    assert (0, "") == commit(hooked, "--no-verify")


def test_what_the_staged_project_file_leaves_out_stops_no_commit_and_is_named(
    hooked: Place, documents: list[bytes]
) -> None:
    stage(hooked, documents[2])
    project = hooked.folder / "shinkyu.toml"
    project.write_text('[[ignore]]\naddress = ["*"]\nreason = "別紙で公表する"\n[findings]\n', encoding="utf-8")

    assert 1 == commit(hooked)[0], "what is not staged settles nothing"
    hooked("git", "add", "shinkyu.toml")
    code, said = commit(hooked)

    assert 0 == code
    assert "no row declares" not in said
    assert re.search(r"warning: document.json: changes left out: \d+ \(別紙で公表する\)", said)


def test_a_staged_project_file_that_is_none_stops_a_commit(hooked: Place, documents: list[bytes]) -> None:
    """What it leaves out nobody knows."""
    stage(hooked, documents[2])
    (hooked.folder / "shinkyu.toml").write_text("[findings\n")
    hooked("git", "add", "shinkyu.toml")

    code, said = commit(hooked)

    assert 1 == code
    assert "shinkyu.toml is not TOML" in said


def test_what_a_copy_lacks_is_said_to_be_not_compared(repository: Place, documents: list[bytes]) -> None:
    """Nobody can tell that it did not change."""
    whole = json.loads(documents[0])
    item = next(item for item in whole["items"] if item["address"] == ["Ⅱ", "6", "保管場所"])
    stage(repository, documents[0])
    repository("git", "commit", "-qm", "one")
    repository("shinkyu", "hooks", "install")
    item.update(state="unread", value=[], text="", confidence=0.0)
    (repository.folder / "lacking.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    stage(repository, repository("shinkyu", "parse", "lacking.json").out.encode())

    _, said = commit(repository)

    assert "warning: document.json: not compared: 1 items that one of the copies lacks or does not say" in said


@pytest.mark.slow
def test_what_stops_a_commit_is_a_setting(hooked: Place, documents: list[bytes]) -> None:
    stage(hooked, documents[2])
    hooked("git", "config", "shinkyu.refuse", "nothing")
    ended = hooked("shinkyu", "hooks", "run", "pre-commit")
    assert "warning: document.json: ※ no row declares" in ended.err
    hooked("git", "config", "shinkyu.refuse", "everything")

    ended = hooked("shinkyu", "hooks", "run", "pre-commit", ok=False)

    assert (2, 1) == (ended.code, ended.err.count("\n"))
    assert "it takes nothing, material, undeclared" in ended.err


def test_a_declared_change_is_committed_with_trailers(repository: Place, documents: list[bytes]) -> None:
    repository("shinkyu", "hooks", "install")
    stage(repository, documents[0])
    repository("git", "commit", "-qm", "one")
    stage(repository, documents[1])

    repository("git", "commit", "-q")

    message = repository("git", "log", "-1", "--format=%B").out
    assert message.startswith(
        "介護保険に関する事務 重点項目評価書 2022-06-30\n\nChanges: 1 added, 16 modified, 1 renumbered\n"
    )
    assert "2022-06-30" == repository("git", "log", "-1", "--format=%(trailers:key=Published-On,valueonly)").out.strip()
    assert "one\n\nPublished-On: 2021-03-26\n" in repository("git", "log", "-1", "--format=%B", "HEAD~1").out
    stage(repository, documents[0])
    repository("git", "config", "shinkyu.refuse", "nothing")
    repository("git", "commit", "-qm", "three\n\n---\nback again")
    assert repository("git", "log", "-1", "--format=%B").out.startswith("three\n\n---\nback again\n\nPublished-On: ")


@pytest.mark.slow
def test_whatever_check_finds_is_said_before_a_commit_and_told_by_it(repository: Place, documents: list[bytes]) -> None:
    """A row that holds a part of a change covers it, and still the rest of the change is declared nowhere."""
    stage(repository, documents[0])
    repository("git", "commit", "-qm", "one")
    repository("shinkyu", "hooks", "install")
    quoted, rest = "操作の記録を5年間保存し、所属長が".encode(), "四半期ごとに".encode()
    stage(repository, documents[1].replace(quoted + rest, quoted + "年1回だけ".encode()))

    ended = repository("git", "commit", "-q")

    assert "warning: document.json: rows declare only a part of the change of Ⅲ 3 特定個人情報の使用" in ended.err
    assert "\nDeclared in part: 1\n" in repository("git", "log", "-1", "--format=%B").out


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda data: data.replace(b"  ", b" "), "not in canonical form"),
        (lambda data: data.replace(b'"filled"', b'"half full"', 1), "half full"),
        (lambda data: b"<<<<<<< ours\n" + data, "still holds the marks of a conflict"),
    ],
    ids=["layout", "schema", "conflict"],
)
def test_a_document_that_is_none_stops_a_commit(
    hooked: Place, documents: list[bytes], change: Callable[[bytes], bytes], says: str
) -> None:
    stage(hooked, change(documents[1]))

    code, said = commit(hooked)

    assert 1 == code
    assert says in said


def test_only_what_is_staged_is_looked_at(hooked: Place, documents: list[bytes]) -> None:
    (hooked.folder / "README.md").write_text("x")
    hooked("git", "add", "README.md")
    (hooked.folder / "document.json").write_bytes(documents[2])

    assert (0, "") == commit(hooked)
    assert 1 == commit(hooked, "-a")[0], "what -a stages is looked at"


@pytest.mark.slow
def test_a_source_that_is_not_the_documents_stops_a_commit(hooked: Place, documents: list[bytes]) -> None:
    reading = hooked("shinkyu", "parse", EXAMPLES / "2022-06-30.txt", "--dump", "reading").out
    source = (EXAMPLES / "2022-06-30.txt").read_bytes()
    stage(hooked, documents[1].replace(b"\n", b"\n", 1))
    first = reading.splitlines()[1]
    (hooked.folder / "reading.json").write_text(reading.replace(first, '  "source": "source.txt",', 1))
    (hooked.folder / "source.txt").write_bytes(source)
    hooked("git", "add", ".")
    assert (0, "") == commit(hooked)

    (hooked.folder / "source.txt").write_bytes(source + b"!")
    hooked("git", "add", "source.txt")
    code, said = commit(hooked)

    assert 1 == code
    assert "was not read from the source.txt beside it" in said
    stage(hooked, documents[0])
    assert "was not read from the source.txt beside it" in commit(hooked)[1]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["評価書.xlsx", "評価書.XLSX", "forms/source.xlsm"])
def test_a_workbook_is_held_against_the_committed_one(hooked: Place, name: str) -> None:
    """``source.…`` without a document beside it is a file like any other."""
    (hooked.folder / "forms").mkdir()
    for day, expected in (("2022-06-30", 0), ("2025-07-31", 1)):
        (hooked.folder / name).write_bytes((EXAMPLES / f"{day}.xlsx").read_bytes())
        hooked("git", "add", ".")
        code, said = commit(hooked)
        assert expected == code, said
    assert f"{name}: ※ no row declares" in said
    assert f"shinkyu diff {name}\n旧: a/{name} (重点項目評価書" in hooked("git", "diff", "HEAD").out


def test_a_document_that_was_renamed_and_edited_does_not_slip_past(hooked: Place, documents: list[bytes]) -> None:
    """Under its new name there is nothing at HEAD to hold it against."""
    (hooked.folder / "moved").mkdir()
    hooked("git", "mv", "document.json", "moved/document.json")
    (hooked.folder / "moved" / "document.json").write_bytes(documents[2])
    hooked("git", "add", ".")

    code, said = commit(hooked)

    assert 1 == code
    assert "moved/document.json: ※ no row declares the change of Ⅱ 2 ③対象となる本人の範囲" in said


@pytest.mark.slow
def test_a_workbook_under_the_name_of_its_year_is_held_against_that_of_the_year_before(hooked: Place) -> None:
    """Two workbooks have hardly a byte in common; the cover says that they are one report."""
    before, after = hooked.folder / "評価書R4.xlsx", hooked.folder / "評価書R7.xlsx"
    before.write_bytes((EXAMPLES / "2022-06-30.xlsx").read_bytes())
    hooked("git", "add", ".")
    assert 0 == commit(hooked)[0]
    before.unlink()
    after.write_bytes((EXAMPLES / "2025-07-31.xlsx").read_bytes())
    hooked("git", "add", ".")

    code, said = commit(hooked)

    assert 1 == code
    assert "評価書R7.xlsx: ※ no row declares" in said


@pytest.mark.slow
def test_a_new_version_beside_the_old_one_is_held_against_it_and_an_old_one_against_none(hooked: Place) -> None:
    """Some offices keep a file a year."""

    def add(day: str) -> tuple[int, str]:
        (hooked.folder / f"評価書{day}.xlsx").write_bytes((EXAMPLES / f"{day}.xlsx").read_bytes())
        hooked("git", "add", ".")
        return commit(hooked)

    assert 0 == add("2022-06-30")[0]
    code, said = add("2025-07-31")
    assert 1 == code
    assert "評価書2025-07-31.xlsx: ※ no row declares" in said
    assert 0 == commit(hooked, "--no-verify")[0]
    assert 0 == add("2021-03-26")[0]


def test_a_merge_is_looked_at_before_it_is_committed(hooked: Place, documents: list[bytes]) -> None:
    hooked("git", "switch", "-qc", "theirs")
    stage(hooked, documents[2])
    commit(hooked, "--no-verify")
    hooked("git", "switch", "-q", "main")
    (hooked.folder / "README.md").write_text("x")
    hooked("git", "add", "README.md")
    commit(hooked, "--no-verify")

    ended = hooked("git", "merge", "-q", "--no-edit", "theirs", ok=False)

    assert 1 == ended.code
    assert "※ no row declares the change of Ⅱ 2 ③対象となる本人の範囲" in ended.err
    assert "theirs" not in hooked("git", "log", "--merges", "--format=%s").out


@pytest.mark.slow
def test_checkout_brings_the_index_up_to_date(corpus: Place) -> None:
    corpus("shinkyu", "hooks", "install")
    corpus("shinkyu", "corpus", "search", "ツキシロ")
    index = corpus.folder / ".git" / "shinkyu-index.sqlite"
    before = index.read_bytes()

    corpus("git", "switch", "-qc", "older", "HEAD~1")

    assert before != index.read_bytes()


def test_a_bare_repository_takes_a_corpus_and_refuses_what_cannot_be_verified(
    tmp_path: Path, corpus: Place, at: At
) -> None:
    corpus("git", "clone", "-q", "--bare", corpus.folder, tmp_path / "bare.git")
    bare = at(tmp_path / "bare.git")
    bare("git", "update-ref", "refs/heads/main", "HEAD~1")
    said = bare("shinkyu", "hooks", "install").err
    assert "pre-receive" in said
    push = ("git", "push", "-q", tmp_path / "bare.git", "main")

    assert 0 == corpus(*push).code

    document = corpus.folder / "sumihara-shi" / "8-priority" / "document.json"
    document.write_bytes(document.read_bytes().replace(b"  ", b" "))
    corpus("git", "commit", "-qam", "tidied up")
    ended = corpus(*push, ok=False)
    assert 1 == ended.code
    assert "not in canonical form" in ended.err

    corpus("git", "reset", "-q", "--hard", "HEAD~1")
    document.with_name("source.txt").write_text("another")
    corpus("git", "commit", "-qam", "only the source")
    ended = corpus(*push, ok=False)
    assert 1 == ended.code
    assert "was not read from the source.txt beside it" in ended.err

    corpus("git", "reset", "-q", "--hard", "HEAD~1")
    corpus("git", "commit", "-q", "--amend", "--allow-empty", "-m", corpus("git", "log", "-1", "--format=%B").out)
    ended = corpus(*push, "--force", ok=False)
    assert 1 == ended.code
    assert "not dated by the 公表日, or not by shinkyu" in ended.err

    assert bare("git", "rev-parse", "main").out != corpus("git", "rev-parse", "main").out
    corpus("git", "switch", "-qc", "notes", bare("git", "rev-parse", "main").out.strip())
    (corpus.folder / "README.md").write_text("x")
    corpus("git", "add", ".")
    corpus("git", "commit", "-qm", "README")
    corpus("git", "push", "-q", tmp_path / "bare.git", "notes")


@pytest.mark.slow
def test_the_pre_commit_framework_runs_the_hook_of_this_project(
    tmp_path: Path, repository: Place, documents: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Installed without network: the file of this project with the language of a command that is there."""
    pytest.importorskip("pre_commit")
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "shinkyu").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m shinkyu "$@"\n')
    (tools / "shinkyu").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    for command in (("init", "-q"), ("add", "."), ("-c", "user.name=k", "-c", "user.email=k@e", "commit", "-qm", "1")):
        subprocess.run(["git", *command], cwd=hooks, check=True)
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=hooks, check=True, capture_output=True, text=True
    ).stdout
    (repository.folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks}\n  rev: {revision.strip()}\n  hooks:\n  - id: shinkyu\n    language: system\n"
    )
    repository("git", "add", ".")
    stage(repository, documents[1])
    repository("git", "commit", "-qm", "one")
    stage(repository, documents[2])

    ended = repository(sys.executable, "-m", "pre_commit", "run", ok=False)

    assert 1 == ended.code
    assert "※ no row declares the change of Ⅱ 2 ③対象となる本人の範囲" in ended.out
    stage(repository, documents[1])
    (repository.folder / "x.pdf").write_bytes(b"%PDF-1.4 none")
    repository("git", "add", "x.pdf")
    assert "Passed" in repository(sys.executable, "-m", "pre_commit", "run").out
