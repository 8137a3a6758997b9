"""Hooks come and go without a trace, whatever was there before."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.hooks.conftest import Place

At = Callable[[Path], Place]


def state(folder: Path) -> dict[str, bytes]:
    """Return hooks, configuration and attributes of a repository."""
    wanted = [
        path for path in (folder / ".git").rglob("*") if path.parent.name in ("hooks", "info") or path.name == "config"
    ]
    return {str(path.relative_to(folder)): path.read_bytes() for path in wanted if path.is_file()}


def foreign_hook(path: Path, exit_code: int = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho foreign >> foreign.log\nexit {exit_code}\n")
    path.chmod(0o755)


def test_uninstall_leaves_the_repository_as_it_was(repository: Place) -> None:
    foreign_hook(repository.folder / ".git" / "hooks" / "pre-commit")
    (repository.folder / ".git" / "info").mkdir(exist_ok=True)
    (repository.folder / ".git" / "info" / "attributes").write_text("*.md text\n")
    before = state(repository.folder)

    repository("shinkyu", "hooks", "install")
    repository("shinkyu", "hooks", "install")
    assert before != state(repository.folder)
    repository("shinkyu", "hooks", "uninstall")

    assert before == state(repository.folder)


def test_a_foreign_hook_runs_first_and_can_stop_git(repository: Place) -> None:
    hook = repository.folder / ".git" / "hooks" / "pre-commit"
    foreign_hook(hook)
    repository("shinkyu", "hooks", "install")
    repository("git", "commit", "-q", "--allow-empty", "-m", "one")

    assert "foreign\n" == (repository.folder / "foreign.log").read_text()

    foreign_hook(hook.with_name("pre-commit.before-shinkyu"), exit_code=1)
    assert 1 == repository("git", "commit", "-q", "--allow-empty", "-m", "two", ok=False).code


@pytest.mark.slow
@pytest.mark.parametrize("name", [".githooks", "absolute"])
def test_the_folder_of_hooks_that_the_repository_names_is_used(tmp_path: Path, repository: Place, name: str) -> None:
    hooks = tmp_path / name if name == "absolute" else repository.folder / name
    repository("git", "config", "core.hooksPath", hooks if name == "absolute" else name)
    below = repository.folder / "a" / "b"
    below.mkdir(parents=True)

    Place(below, repository.home)("shinkyu", "hooks", "install")

    assert (hooks / "pre-commit").exists()
    assert not (repository.folder / ".git" / "hooks" / "pre-commit").exists()


@pytest.mark.slow
def test_hooks_shared_by_all_repositories_are_not_changed_for_one(tmp_path: Path, repository: Place) -> None:
    repository("git", "config", "--global", "core.hooksPath", tmp_path / "shared")

    ended = repository("shinkyu", "hooks", "install", ok=False)

    assert (2, 1) == (ended.code, ended.err.count("\n"))
    assert "--global" in ended.err
    repository("shinkyu", "hooks", "install", "--global")
    assert (tmp_path / "shared" / "pre-commit").exists()


@pytest.mark.slow
def test_global_drivers_come_and_go(repository: Place, home: Path) -> None:
    before = (home / ".gitconfig").read_text()

    repository("shinkyu", "hooks", "install", "--global")
    assert "git-textconv" in repository("git", "config", "diff.shinkyu.textconv").out
    assert "document.json: diff: shinkyu" in repository("git", "check-attr", "diff", "document.json").out
    repository("shinkyu", "hooks", "uninstall", "--global")

    assert before == (home / ".gitconfig").read_text()
    assert "unspecified" in repository("git", "check-attr", "diff", "document.json").out


@pytest.mark.slow
def test_worktrees_and_submodules_have_the_hooks_of_their_repository(tmp_path: Path, repository: Place, at: At) -> None:
    repository("git", "commit", "-q", "--allow-empty", "-m", "one")
    repository("git", "worktree", "add", "-q", tmp_path / "beside")
    at(tmp_path / "beside")("shinkyu", "hooks", "install")

    assert (repository.folder / ".git" / "hooks" / "pre-commit").exists()

    outer = tmp_path / "outer"
    outer.mkdir()
    here = at(outer)
    here("git", "init", "-q")
    here("git", "submodule", "add", "-q", repository.folder, "inner")
    at(outer / "inner")("shinkyu", "hooks", "install")

    assert (outer / ".git" / "modules" / "inner" / "hooks" / "pre-commit").exists()
    at(outer / "inner")("git", "commit", "-q", "--allow-empty", "-m", "two")


def test_outside_a_repository_it_is_one_line(tmp_path: Path, at: At) -> None:
    ended = at(tmp_path)("shinkyu", "hooks", "install", ok=False)

    assert (2, 1) == (ended.code, ended.err.count("\n"))
    assert "no git repository" in ended.err


def test_a_folder_of_hooks_in_the_home_is_the_one_in_the_home(repository: Place, home: Path) -> None:
    repository("git", "config", "core.hooksPath", "~/hooks")

    repository("shinkyu", "hooks", "install", "--hook", "pre-commit")

    assert (home / "hooks" / "pre-commit").exists()
    assert not (repository.folder / "~").exists()


def test_what_lies_in_the_repository_is_no_part_of_shinkyu(repository: Place, documents: list[bytes]) -> None:
    """Git calls hooks and drivers in the work tree, where Python would look for modules first."""
    repository("shinkyu", "hooks", "install")
    (repository.folder / "document.json").write_bytes(documents[0])
    repository("git", "add", ".")
    (repository.folder / "click.py").write_text("raise SystemExit('imported from the repository')\n")

    ended = repository("git", "commit", "-qm", "one")
    (repository.folder / "document.json").write_bytes(documents[1])
    shown = repository("git", "diff")

    assert "imported" not in ended.err + shown.err
    assert "Form-Edition: 2018-05" in repository("git", "log", "-1", "--format=%B").out
    assert "修正" in shown.out
