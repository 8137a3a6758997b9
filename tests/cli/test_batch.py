"""``shinkyu batch`` from outside: the same bytes as the single commands, whoever does the work and in which order."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import EXAMPLES, Run

from shinkyu.pipeline import archive
from shinkyu.store.corpus import Corpus
from shinkyu.store.spool import Spool

NOISE = "これは議事録です。\n出席者は三名でした。\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Two reports of three versions each."""
    folder = tmp_path / "reports"
    for report in ("8-priority", "14-all-item"):
        (folder / report).mkdir(parents=True)
        for path in (EXAMPLES / report).glob("*.txt"):
            shutil.copy(path, folder / report)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def index(folder: Path, work: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"index.{work}.jsonl").read_text("utf-8").splitlines()]


def test_batch_check_gives_what_check_gives_for_each_version(shinkyu: Run, tmp_path: Path, reports: Path) -> None:
    ended = shinkyu("batch", reports, "--do", "check", "-o", "out", "--workers", 2)

    assert (1, "") == (ended.code, ended.out)
    found = {line["new"]: line for line in index(tmp_path / "out", "check")}
    assert ["nothing", "nothing", "found"] == [
        found[f"8-priority/{day}.txt"]["status"] for day in ("2021-03-26", "2022-06-30", "2025-07-31")
    ]
    assert len(found) == 6
    last = found["8-priority/2025-07-31.txt"]
    single = shinkyu("check", last["new"], "--against", last["old"], "--format", "json", folder=reports)
    assert single.out.encode() == (tmp_path / "out" / last["result"]).read_bytes()
    first = found["8-priority/2021-03-26.txt"]
    alone = shinkyu("check", first["new"], "--format", "json", folder=reports)
    assert alone.out.encode() == (tmp_path / "out" / first["result"]).read_bytes()


def test_results_do_not_depend_on_workers_order_or_cache(shinkyu: Run, tmp_path: Path, reports: Path) -> None:
    several = sorted(map(str, reports.iterdir()), reverse=True)
    shinkyu("batch", *several, "--do", "diff", "--format", "md", "-o", "many", "--workers", 3, "--no-cache")
    shinkyu("batch", reports, "--do", "diff", "--format", "md", "-o", "one", "--workers", 1)
    shinkyu("batch", reports, "--do", "diff", "--format", "md", "-o", "again", "--workers", 1)

    assert files(tmp_path / "many") == files(tmp_path / "one") == files(tmp_path / "again")
    assert 5 == len(files(tmp_path / "one"))


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_tables_are_written_for_each_step(shinkyu: Run, tmp_path: Path, priority: list[Path], fmt: str) -> None:
    ended = shinkyu("batch", *priority[:2], "--do", "table", "--format", fmt, "-o", "out", "--workers", 1)

    assert (0, "") == (ended.code, ended.out)
    assert {"index.table.jsonl", f"2022-06-30.txt.table.{fmt}"} == set(files(tmp_path / "out"))
    single = shinkyu("table", priority[0], priority[1], "--format", fmt, "-o", "single")
    assert single.code == 0
    assert (tmp_path / "single").read_bytes() == (tmp_path / "out" / f"2022-06-30.txt.table.{fmt}").read_bytes()


def test_a_file_that_is_no_assessment_is_skipped_and_named(shinkyu: Run, tmp_path: Path, reports: Path) -> None:
    (reports / "8-priority" / "minutes.txt").write_text(NOISE)

    ended = shinkyu("batch", reports / "8-priority", "--do", "parse", "-o", "out", "--workers", 2)

    assert ended.code == 2
    assert "shinkyu: skipped: minutes.txt: not an assessment" in ended.err
    assert ["read", "read", "read", "failed"] == [line["status"] for line in index(tmp_path / "out", "parse")]
    assert 4 == len(files(tmp_path / "out"))


@pytest.mark.parametrize("workers", [1, 2])
def test_every_copy_of_a_bad_file_is_named(shinkyu: Run, tmp_path: Path, workers: int) -> None:
    """The last one is come to when what became of the first is long known."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for n in range(12):
        (folder / f"minutes-{n:02}.txt").write_text(NOISE if n in (0, 1, 11) else f"{NOISE}{n}\n")

    ended = shinkyu("batch", folder, "--do", "check", "-o", "out", "--workers", workers)

    assert ended.code == 2
    names = [f"minutes-{n:02}.txt" for n in range(12)]
    assert names == [line["new"] for line in index(tmp_path / "out", "check")]
    assert all(line["why"].startswith(line["new"]) for line in index(tmp_path / "out", "check"))
    assert names == sorted(line.split()[2].rstrip(":") for line in ended.err.splitlines() if ": skipped: " in line)


def test_a_list_says_which_versions_to_compare(shinkyu: Run, tmp_path: Path, reports: Path) -> None:
    (reports / "pairs.tsv").write_text("8-priority/2021-03-26.txt\t8-priority/2025-07-31.txt\n")

    ended = shinkyu("batch", reports / "pairs.tsv", "--do", "diff", "-o", "out", "--workers", 1)

    assert ended.code == 1
    assert [("2021-03-26.txt", "2025-07-31.txt", "2025-07-31.txt.diff.json")] == [
        (line["old"], line["new"], line["result"]) for line in index(tmp_path / "out", "diff")
    ]


def test_a_second_run_makes_nothing_anew_and_a_damaged_entry_is_made_again(
    shinkyu: Run, tmp_path: Path, priority: list[Path]
) -> None:
    arguments = ("batch", *priority, "--do", "parse", "-o", "out", "--workers", 1)
    shinkyu(*arguments, SHINKYU_CACHE=str(tmp_path / "cache"))
    before = files(tmp_path / "out")
    entries = {path: path.read_bytes() for path in (tmp_path / "cache").glob("*/*/*/*")}
    assert 3 == len(entries)
    for path, data in entries.items():
        path.write_bytes(data[:-20] + bytes(20))
    shutil.rmtree(tmp_path / "out")

    shinkyu(*arguments, SHINKYU_CACHE=str(tmp_path / "cache"))

    assert before == files(tmp_path / "out")
    assert entries == {path: path.read_bytes() for path in entries}


def test_a_changed_result_is_written_anew(shinkyu: Run, tmp_path: Path, priority: list[Path]) -> None:
    arguments = ("batch", priority[0], "--do", "parse", "-o", "out", "--workers", 1)
    shinkyu(*arguments)
    before = files(tmp_path / "out")
    (tmp_path / "out" / "2021-03-26.txt.json").write_text("{}")

    shinkyu(*arguments)

    assert before == files(tmp_path / "out")


@pytest.mark.skipif(os.name != "posix", reason="the limit that stands for a full disk is one of POSIX")
def test_a_full_disk_is_told_in_one_line_and_what_is_finished_stays(
    shinkyu: Run, tmp_path: Path, priority: list[Path]
) -> None:
    """A process that may write no file beyond some size meets what a full disk gives: an error while writing."""
    small, large = priority[0], priority[2]
    shinkyu("batch", small, "--do", "parse", "-o", "out", "--workers", 1)
    kept = (tmp_path / "out" / "2021-03-26.txt.json").read_bytes()
    # the entry of the larger version goes beyond it, the result of the smaller one does not
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (22_000, 22_000)); from shinkyu.cli import main; main()"
    )
    home = {**os.environ, "HOME": str(tmp_path / "home")}
    arguments = ["batch", small, large, "--do", "parse", "-o", "out", "--workers", "1"]

    ended = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=tmp_path, env=home, capture_output=True, text=True, check=False
    )

    assert (2, 1) == (ended.returncode, ended.stderr.count("\n"))
    assert "shinkyu: the cache in" in ended.stderr
    assert "cannot be written (File too large)" in ended.stderr
    assert {"2021-03-26.txt.json": kept} == {k: v for k, v in files(tmp_path / "out").items() if "index" not in k}


def test_a_format_the_command_does_not_have_is_refused(shinkyu: Run, priority: list[Path]) -> None:
    ended = shinkyu("batch", priority[0], "--do", "parse", "--format", "html", "-o", "out")

    assert (2, 1) == (ended.code, ended.err.count("\n"))


def test_shared_storage_without_a_scheduler_is_refused(shinkyu: Run, priority: list[Path]) -> None:
    ended = shinkyu("batch", priority[0], "--do", "parse", "-o", "out", "--shared")

    assert (2, True) == (ended.code, "--scheduler" in ended.err)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads every folder")
def test_an_unreadable_folder_is_refused_before_anything_is_done(shinkyu: Run, tmp_path: Path, reports: Path) -> None:
    (reports / "8-priority").chmod(0)
    try:
        ended = shinkyu("batch", reports, "--do", "parse", "-o", "out")
    finally:
        (reports / "8-priority").chmod(0o700)

    assert (2, 1) == (ended.code, ended.err.count("\n"))
    assert "cannot be read" in ended.err
    assert not (tmp_path / "out").exists()


def test_cache_info_and_clear(shinkyu: Run, tmp_path: Path, priority: list[Path]) -> None:
    place = {"SHINKYU_CACHE": str(tmp_path / "cache")}
    shinkyu("batch", priority[0], "--do", "parse", "-o", "out", "--workers", 1, **place)

    info = shinkyu("cache", "info", **place)
    assert f"folder   {tmp_path / 'cache'}\nresults  1 (" in info.out
    cleared = shinkyu("cache", "clear", **place)
    assert (0, "1 result removed") == (cleared.code, cleared.err.split(" (")[0])
    assert "results  0 (" in shinkyu("cache", "info", **place).out


@pytest.mark.parametrize("workers", [("--workers", 3), ("--workers", 1), ()])
def test_a_corpus_has_the_same_commits_whoever_read_its_sources(
    shinkyu: Run, tmp_path: Path, reports: Path, workers: tuple[object, ...]
) -> None:
    """Once without the cache and once from it, in another order; what one process records alone is what counts."""
    expected, _ = Corpus.init(tmp_path / "expected")
    sources = sorted(reports.rglob("*.txt"))
    versions = [archive.version_of(path.read_bytes(), path.name, agency="sumihara-shi") for path in sources]
    archive.record_all(expected, Spool(versions))
    tip = expected.repository.tip()
    several = list(reversed(sources))

    for folder, add in (("one", (*sources, "--no-cache")), ("two", several), ("three", (reports,))):
        shinkyu("corpus", "init", folder)
        ended = shinkyu("corpus", "add", "--corpus", folder, "--agency", "sumihara-shi", *workers, *add)
        assert ended.code == 0, ended.err
        assert tip == Corpus.open(tmp_path / folder).repository.tip()


def test_one_bad_file_and_nothing_is_added_whoever_read_it(shinkyu: Run, tmp_path: Path, reports: Path) -> None:
    """Of several bad files it is always the first that is named."""
    (reports / "8-priority" / "2021-99-minutes.txt").write_text(NOISE)
    (reports / "8-priority" / "2024-noise.txt").write_text(NOISE)
    shinkyu("corpus", "init", "corpus")
    tip = Corpus.open(tmp_path / "corpus").repository.tip()

    ended = shinkyu("corpus", "add", "--corpus", "corpus", reports, "--workers", 3)

    assert (2, 1) == (ended.code, ended.err.count("\n"))
    assert "2021-99-minutes.txt: not an assessment" in ended.err
    assert tip == Corpus.open(tmp_path / "corpus").repository.tip()
    going = shinkyu("corpus", "add", "--corpus", "corpus", reports, "--workers", 3, "--keep-going")
    assert (2, 2, 6) == (going.code, going.err.count("\n"), going.out.count("added"))


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_batch_that_is_ended_leaves_no_worker_and_goes_on_where_it_was(
    shinkyu: Run, tmp_path: Path, number: signal.Signals
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    text = (EXAMPLES / "8-priority" / "2025-07-31.txt").read_text("utf-8")
    for n in range(60):
        (folder / f"{n:03}.txt").write_text(text.replace("澄原市", f"第{n}澄原市"))
    place = {"SHINKYU_CACHE": str(tmp_path / "cache")}
    environment = {**os.environ, "HOME": str(tmp_path / "home"), **place}
    command = [sys.executable, "-m", "shinkyu", "batch", "many", "--do", "parse", "-o", "out", "--workers", "2"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, start_new_session=True, text=True
    )
    try:
        while len(list((tmp_path / "cache").glob("*/*/*/*"))) < 5:
            assert process.poll() is None, process.stderr and process.stderr.read()
            time.sleep(0.02)
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == (-signal.SIGKILL if number == signal.SIGKILL else 130)
    assert "Traceback" not in err
    done = len(list((tmp_path / "cache").glob("*/*/*/*")))
    assert 5 <= done < 60
    until = time.monotonic() + 30
    while _group_lives(process.pid) and time.monotonic() < until:
        time.sleep(0.1)
    assert not _group_lives(process.pid)

    again = shinkyu(
        "batch", "many", "--do", "parse", "-o", "out", "--workers", 2, SHINKYU_CACHE=str(tmp_path / "cache")
    )

    assert again.code == 0
    assert 60 == len(list((tmp_path / "cache").glob("*/*/*/*")))
    assert not [name for name in files(tmp_path / "out") if name.startswith(".")] or number == signal.SIGKILL
    assert 61 == len([name for name in files(tmp_path / "out") if not name.startswith(".")])


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds the workers in /proc")
def test_a_worker_that_is_killed_loses_nothing(shinkyu: Run, tmp_path: Path) -> None:
    """As when the system runs out of memory."""
    folder = tmp_path / "many"
    folder.mkdir()
    text = (EXAMPLES / "8-priority" / "2025-07-31.txt").read_text("utf-8")
    for n in range(40):
        (folder / f"{n:03}.txt").write_text(text.replace("澄原市", f"第{n}澄原市"))
    environment = {**os.environ, "HOME": str(tmp_path / "home"), "SHINKYU_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "shinkyu", "batch", "many", "--do", "parse", "-o", "out", "--workers", "2"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, start_new_session=True, text=True
    )
    while len(list((tmp_path / "cache").glob("*/*/*/*"))) < 5:
        assert process.poll() is None, process.stderr and process.stderr.read()
        time.sleep(0.02)
    os.kill(_workers(process.pid)[0], signal.SIGKILL)
    _, err = process.communicate(timeout=120)

    assert (0, "40 results in out (index.parse.jsonl lists them)\n") == (process.returncode, err)


def _workers(group: int) -> list[int]:
    """Return the children of the process that leads a group, but the one that keeps account of semaphores."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            command = (stat.parent / "cmdline").read_text()
        except OSError:
            continue
        if parent == group and "resource_tracker" not in command:
            found.append(int(stat.parent.name))
    return sorted(found)
