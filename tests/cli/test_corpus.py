"""The corpus commands on real git repositories."""

import json
import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import Run


@pytest.fixture
def archive(shinkyu: Run, tmp_path: Path, priority: list[Path]) -> Path:
    """A corpus with the three versions of the example."""
    folder = tmp_path / "archive"
    assert shinkyu("corpus", "init", folder).code == 0
    ended = shinkyu("corpus", "add", *priority, "--corpus", folder, "--agency", "sumihara-shi")
    assert (0, "") == (ended.code, ended.err)
    return folder


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True).stdout


def test_three_versions_are_three_commits_dated_by_publication(archive: Path) -> None:
    dates = git(archive, "log", "--reverse", "--format=%as", "--", "sumihara-shi").split()

    assert ["2021-03-26", "2022-06-30", "2025-07-31"] == dates


def test_log_lists_the_versions_newest_first(shinkyu: Run, archive: Path) -> None:
    ended = shinkyu("corpus", "log", folder=archive)
    days = [line.split()[1] for line in ended.out.splitlines() if not line.startswith(" ")]

    assert ["2025-07-31", "2022-06-30", "2021-03-26"] == days
    assert "Declared rows:" in ended.out


def test_corpus_diff_equals_diff_of_the_files(shinkyu: Run, archive: Path, priority: list[Path]) -> None:
    of_corpus = shinkyu(
        "corpus", "diff", "8-priority@previous", "8-priority@latest", "--format", "json", folder=archive
    )
    of_files = shinkyu("diff", priority[1], priority[2], "--format", "json")

    assert of_corpus.code == of_files.code == 1
    for key in ("changes", "patterns", "stats", "notices"):
        assert json.loads(of_files.out)[key] == json.loads(of_corpus.out)[key]


def test_the_same_bytes_again_do_nothing_and_say_so(shinkyu: Run, archive: Path, priority: list[Path]) -> None:
    before = git(archive, "rev-parse", "HEAD")

    ended = shinkyu("corpus", "add", priority[1], "--corpus", archive, "--agency", "sumihara-shi")

    assert ended.code == 0
    assert "already there" in ended.out
    assert before == git(archive, "rev-parse", "HEAD")


def test_an_older_version_is_refused_with_the_way_out(shinkyu: Run, tmp_path: Path, priority: list[Path]) -> None:
    folder = tmp_path / "archive"
    shinkyu("corpus", "init", folder)
    shinkyu("corpus", "add", priority[2], "--corpus", folder, "--agency", "sumihara-shi")
    before = git(folder, "rev-parse", "HEAD")

    ended = shinkyu("corpus", "add", priority[0], "--corpus", folder, "--agency", "sumihara-shi")

    assert ended.code == 2
    assert "older than the newest version" in ended.err
    assert before == git(folder, "rev-parse", "HEAD")


def test_the_source_comes_back_byte_for_byte(archive: Path, priority: list[Path]) -> None:
    assert priority[2].read_bytes() == (archive / "sumihara-shi" / "8-priority" / "source.txt").read_bytes()


def test_a_folder_that_is_no_corpus_is_refused(shinkyu: Run, tmp_path: Path, priority: list[Path]) -> None:
    for arguments in (("corpus", "log"), ("corpus", "add", priority[0]), ("diff", "8-priority@latest", priority[0])):
        ended = shinkyu(*arguments)

        assert ended.code == 2
        assert "is not a corpus" in ended.err
        assert ended.err.count("\n") == 1


def test_an_unknown_key_is_refused_with_what_there_is(shinkyu: Run, archive: Path) -> None:
    ended = shinkyu("corpus", "log", "99-priority", folder=archive)

    assert ended.code == 2
    assert "sumihara-shi/8-priority" in ended.err
