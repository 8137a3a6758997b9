"""Surroundings that fail: one line, the right exit code, nothing half-written, a corpus that verifies."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.cli.conftest import Ended, Run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="made with the means of Linux")

WITHOUT_RIGHTS = """
import ctypes, os, sys
libc = ctypes.CDLL(None)
for number in range(64):
    libc.prctl(24, number, 0, 0, 0)  # PR_CAPBSET_DROP: for root too a file without rights is one
os.execv(sys.executable, [sys.executable, "-m", "shinkyu", *sys.argv[1:]])
"""


@pytest.fixture
def ordinary(tmp_path: Path) -> Run:
    """Run the command as one whom rights bind, whoever runs the tests."""

    def run(*arguments: object, **environment: str) -> Ended:
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        ended = subprocess.run(
            [sys.executable, "-c", WITHOUT_RIGHTS, *map(str, arguments)],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env={**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8", **environment},
            timeout=120,
        )
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return run


def state(folder: Path) -> dict[Path, bytes]:
    """Return every file below a folder."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(ended: Ended) -> str:
    """Return the one line of a command that refuses."""
    assert (2, "") == (ended.code, ended.out)
    assert 1 == ended.err.count("\n")
    assert ended.err.startswith("shinkyu: ")
    return ended.err


# ---------------------------------------------------------------------- rights


def test_a_file_that_may_not_be_read_is_named(ordinary: Run, tmp_path: Path, priority: list[Path]) -> None:
    closed = tmp_path / "closed.txt"
    shutil.copy(priority[0], closed)
    closed.chmod(0)

    assert "closed.txt cannot be read (Permission denied)" in refused(ordinary("items", closed))


def test_a_folder_that_may_not_be_written_stays_as_it_was(ordinary: Run, tmp_path: Path, priority: list[Path]) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "kept.html").write_text("before")
    folder.chmod(0o555)
    before = state(folder)

    said = refused(
        ordinary("check", priority[1], "--against", priority[0], "--format", "html", "-o", folder / "new.html")
    )
    folder.chmod(0o755)

    assert "new.html cannot be written (Permission denied)" in said
    assert before == state(folder)


@pytest.fixture
def archive(shinkyu: Run, tmp_path: Path, priority: list[Path]) -> Path:
    """A corpus with one version."""
    corpus = tmp_path / "corpus"
    shinkyu("corpus", "init", corpus)
    shinkyu("corpus", "add", priority[0], "--corpus", corpus, "--agency", "sumihara-shi")
    return corpus


@contextmanager
def not_to_be_written(folder: Path) -> Iterator[None]:
    """Take all rights to write away for a while; nothing has changed below the folder then."""
    before = state(folder)
    subprocess.run(["chmod", "-R", "a-w", str(folder)], check=True)
    yield
    subprocess.run(["chmod", "-R", "u+w", str(folder)], check=True)
    assert before == state(folder)


def test_a_corpus_that_may_not_be_written_stays_as_it_was(
    ordinary: Run, shinkyu: Run, archive: Path, priority: list[Path]
) -> None:
    with not_to_be_written(archive):
        said = refused(ordinary("corpus", "add", priority[1], "--corpus", archive, "--agency", "sumihara-shi"))
        shown = ordinary("corpus", "log", "--corpus", archive)

    assert "cannot" in said
    assert 0 == shown.code
    assert 0 == shinkyu("corpus", "verify", "--corpus", archive).code


def test_a_corpus_that_may_not_be_written_is_searched_all_the_same(ordinary: Run, archive: Path) -> None:
    """An archive on a share that is read-only, or on a disc: the index lies among the user's caches."""
    search = ("corpus", "search", "介護保険", "--corpus", archive)
    with not_to_be_written(archive):
        found = [ordinary(*search) for _ in range(2)]
        nowhere = ordinary(*search, SHINKYU_CACHE=str(archive / "caches"))

    assert [0, 0] == [ended.code for ended in found]
    assert found[0].out == found[1].out != ""
    assert "cannot be written (Permission denied)" in refused(nowhere)


def test_a_full_disk_leaves_no_half_a_file(tmp_path: Path, priority: list[Path]) -> None:
    """A process that may write no file beyond some size meets what a full disk gives."""
    target = tmp_path / "report.html"
    target.write_text("before")
    limited = (
        f"ulimit -f 8; exec {sys.executable} -m shinkyu diff {priority[0]} {priority[2]} --format html -o {target}"
    )

    ended = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, check=False, cwd=tmp_path)

    assert (2, "") == (ended.returncode, ended.stdout)
    assert "report.html cannot be written" in ended.stderr
    assert "before" == target.read_text()
    assert [target] == list(tmp_path.iterdir())


# ---------------------------------------------------------------------- git


def test_without_git_only_a_corpus_is_out_of_reach(shinkyu: Run, tmp_path: Path, priority: list[Path]) -> None:
    assert "install git 2.32 or newer" in refused(shinkyu("corpus", "init", "corpus", PATH=str(tmp_path)))
    assert 1 == shinkyu("diff", priority[0], priority[1], PATH=str(tmp_path)).code


def test_an_old_git_is_refused_before_it_does_anything(shinkyu: Run, tmp_path: Path) -> None:
    """Git before 2.31 takes no settings from the environment: the user's own would change what is recorded."""
    tools = tmp_path / "tools"
    tools.mkdir()
    real = shutil.which("git")
    version = "for a; do case $a in version|--version) echo git version 2.25.1; exit;; esac; done"
    (tools / "git").write_text(f'#!/bin/sh\n{version}\nexec {real} "$@"\n')
    (tools / "git").chmod(0o755)

    said = refused(shinkyu("corpus", "init", "corpus", PATH=f"{tools}:{os.environ['PATH']}"))

    assert "git 2.25.1 is too old; install git 2.32 or newer" in said
    assert not (tmp_path / "corpus").exists()


def test_another_git_at_work_is_named(shinkyu: Run, tmp_path: Path, priority: list[Path]) -> None:
    """It may be a person's own `git commit`, or one that died."""
    corpus = tmp_path / "corpus"
    shinkyu("corpus", "init", corpus)
    words = ("--corpus", corpus, "--agency", "sumihara-shi")
    shinkyu("corpus", "add", priority[0], *words)
    (corpus / ".git" / "index.lock").touch()

    said = refused(shinkyu("corpus", "add", priority[1], *words))
    (corpus / ".git" / "index.lock").unlink()

    assert "index.lock (another git is at work here" in said
    assert 0 == shinkyu("corpus", "verify", "--corpus", corpus).code
    assert 0 == shinkyu("corpus", "add", priority[1], *words).code


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a small disk")
def test_a_batch_on_a_full_disk_leaves_whole_results(shinkyu: Run, tmp_path: Path, priority: list[Path]) -> None:
    """And goes on when there is room."""
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=60k", "tmpfs", str(small)], check=False).returncode:
        pytest.skip("this machine lets nobody make a small disk")
    try:
        words = ("batch", *priority, "--do", "check", "-o", small / "out", "--no-cache")
        said = refused(shinkyu(*words))
        left = sorted((small / "out").iterdir())
        whole = [isinstance(json.loads(path.read_text()), dict) for path in left]
        subprocess.run(["mount", "-o", "remount,size=40M", str(small)], check=True)
        again = shinkyu(*words)
    finally:
        subprocess.run(["umount", str(small)], check=True)

    assert "cannot be written (No space left on device)" in said
    assert all(whole)
    assert len(left) < len(priority)
    assert 1 == again.code


# ---------------------------------------------------------------------- clock and signals


def test_a_clock_that_was_set_back_changes_nothing(shinkyu: Run, tmp_path: Path, priority: list[Path]) -> None:
    """All files of the corpus are from tomorrow."""
    tips = []
    for name in ("undisturbed", "disturbed"):
        corpus = tmp_path / name
        shinkyu("corpus", "init", corpus)
        shinkyu("corpus", "add", priority[0], "--corpus", corpus, "--agency", "sumihara-shi")
        if name == "disturbed":
            for path in (corpus, *corpus.rglob("*")):
                os.utime(path, (time.time() + 86_400,) * 2)
        assert 0 == shinkyu("corpus", "add", priority[1], "--corpus", corpus, "--agency", "sumihara-shi").code
        assert 0 == shinkyu("corpus", "verify", "--corpus", corpus).code
        tips.append((corpus / ".git" / "refs" / "heads" / "main").read_text())

    assert tips[0] == tips[1]


# A signal while Python itself still starts is Python's to answer: the clock runs from the first line of ours.
_SAYS_THAT_IT_IS_UP = """
import runpy
print("up", flush=True)
runpy.run_module("shinkyu", run_name="__main__", alter_sys=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("after", [0.05, 0.3, 0.6, 0.9, 1.2, 1.6])
def test_a_command_that_is_ended_leaves_a_whole_corpus(
    shinkyu: Run, tmp_path: Path, priority: list[Path], all_item: list[Path], number: signal.Signals, after: float
) -> None:
    corpus = tmp_path / "corpus"
    shinkyu("corpus", "init", corpus)
    words = ["corpus", "add", "--corpus", corpus, "--agency", "sumihara-shi", *priority, *all_item]
    process = subprocess.Popen(
        [sys.executable, "-c", _SAYS_THAT_IT_IS_UP, *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert "up" == process.stdout.readline().strip()
    time.sleep(after)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)

    # Before the command has taken over, the interpreter itself ends by the signal.
    assert process.returncode in (0, 130, -number)
    if process.returncode == 130:
        assert "shinkyu: interrupted" == err.strip().splitlines()[-1]
    assert "Traceback" not in err or process.returncode == -number
    assert 0 == shinkyu("corpus", "verify", "--corpus", corpus).code
    assert 0 == shinkyu(*words).code
    assert 6 == len(shinkyu("corpus", "log", "--format", "jsonl", "--corpus", corpus).out.splitlines())


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("after", [0.3, 0.7, 1.1, 1.5])
def test_a_report_that_is_ended_is_there_whole_or_not_at_all(
    tmp_path: Path, priority: list[Path], number: signal.Signals, after: float
) -> None:
    target = tmp_path / "report.html"
    words = ["check", priority[2], "--against", priority[1], "--format", "html", "-o", target]
    process = subprocess.Popen([sys.executable, "-m", "shinkyu", *map(str, words)], stderr=subprocess.PIPE)
    time.sleep(after)
    process.send_signal(number)
    process.communicate(timeout=60)

    left = list(tmp_path.iterdir())
    assert left in ([], [target])
    assert not left or target.read_text().rstrip().endswith("</html>")
