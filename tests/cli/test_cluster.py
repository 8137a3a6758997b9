"""``shinkyu batch --scheduler``: a real scheduler and real workers on the loopback interface."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import EXAMPLES, Run

pytestmark = pytest.mark.slow
pytest.importorskip("distributed")

SOURCE = Path(__file__).resolve().parents[2] / "src"
OFFICES = 8


class Cluster:
    """A scheduler and its workers, ended by the fixture."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start(
            "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self._file)
        )
        until = time.monotonic() + 60
        while not self._file.exists():
            assert time.monotonic() < until, "the scheduler does not start"
            time.sleep(0.1)
        self.address = json.loads(self._file.read_text())["address"]

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker that nobody starts again when it is killed."""
        options = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", "--local-directory", str(self._folder))
        return self._start("dask_worker", "--scheduler-file", str(self._file), *options, **environment)

    def _start(self, command: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{command}", "--no-dashboard", *options],
            env={**os.environ, "HOME": str(self._folder), **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.processes.append(process)
        return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "dask").mkdir()
    made = Cluster(tmp_path / "dask")
    try:
        yield made
    finally:
        for process in made.processes:
            process.kill()
            process.wait()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three versions each of reports of several offices."""
    folder = tmp_path / "archive"
    for n in range(OFFICES):
        (folder / f"office-{n}").mkdir(parents=True)
        for path in (EXAMPLES / "8-priority").glob("*.txt"):
            text = path.read_text("utf-8").replace("澄原市", f"第{n}澄原市")
            (folder / f"office-{n}" / path.name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def in_background(tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
    def start(*arguments: object, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "shinkyu", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8", **environment},
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def wait_for(folder: Path, count: int, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 90
    while len(list(folder.glob("*/*/*/*"))) < count:
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.parametrize("options", [(), ("--shared",)], ids=["bytes", "paths"])
def test_a_killed_worker_loses_nothing_and_results_and_cache_are_those_of_one_machine(
    shinkyu: Run,
    tmp_path: Path,
    cluster: Cluster,
    archive: Path,
    in_background: Callable[..., subprocess.Popen[str]],
    options: tuple[str, ...],
) -> None:
    workers = [cluster.worker() for _ in range(3)]
    at_work = in_background(
        "batch", archive, "--do", "check", "-o", "far", "--scheduler", cluster.address, *options,
        SHINKYU_CACHE=str(tmp_path / "far-cache"),
    )  # fmt: skip
    wait_for(tmp_path / "far-cache", 6, at_work)
    workers[0].send_signal(signal.SIGKILL)
    _, err = at_work.communicate(timeout=180)

    assert (1, 1) == (at_work.returncode, err.count("\n")), err
    near = shinkyu("batch", archive, "--do", "check", "-o", "near", SHINKYU_CACHE=str(tmp_path / "near-cache"))
    assert near.code == 1
    assert near.err.replace("near", "far") == err
    assert files(tmp_path / "near") == files(tmp_path / "far")
    assert files(tmp_path / "near-cache") == files(tmp_path / "far-cache")
    assert 2 * 3 * OFFICES == len(list((tmp_path / "far-cache").glob("*/*/*/*")))


def test_a_worker_with_another_engine_is_named_before_any_work(
    shinkyu: Run, tmp_path: Path, cluster: Cluster, archive: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(SOURCE / "shinkyu", other / "shinkyu", ignore=shutil.ignore_patterns("__pycache__"))
    init = other / "shinkyu" / "__init__.py"
    init.write_text(init.read_text("utf-8").replace('__version__ = "', '__version__ = "9.'), "utf-8")
    cluster.worker(PYTHONPATH=str(other))

    ended = shinkyu("batch", archive, "--do", "parse", "-o", "out", "--scheduler", cluster.address)

    assert (2, 1) == (ended.code, ended.err.count("\n")), ended.err
    assert "has shinkyu 9." in ended.err
    assert "give all workers the same shinkyu" in ended.err
    assert not (tmp_path / "out").exists()


def test_a_worker_whose_shinkyu_knows_no_batch_is_named(
    shinkyu: Run, tmp_path: Path, cluster: Cluster, archive: Path
) -> None:
    old = tmp_path / "old" / "shinkyu"
    old.mkdir(parents=True)
    (old / "__init__.py").write_text('__version__ = "0.0.1"\n')
    cluster.worker(PYTHONPATH=str(tmp_path / "old"))

    ended = shinkyu("batch", archive, "--do", "parse", "-o", "out", "--scheduler", cluster.address)

    assert (2, 1) == (ended.code, ended.err.count("\n")), ended.err
    assert "has no shinkyu of this kind" in ended.err


def test_a_scheduler_that_goes_away_is_told_in_one_line_and_what_is_finished_stays(
    shinkyu: Run,
    tmp_path: Path,
    cluster: Cluster,
    archive: Path,
    in_background: Callable[..., subprocess.Popen[str]],
) -> None:
    cluster.worker()
    place = {"SHINKYU_CACHE": str(tmp_path / "cache")}
    at_work = in_background("batch", archive, "--do", "parse", "-o", "out", "--scheduler", cluster.address, **place)
    wait_for(tmp_path / "cache", 4, at_work)
    cluster.scheduler.send_signal(signal.SIGKILL)
    start = time.monotonic()
    _, err = at_work.communicate(timeout=60)

    assert (2, 1) == (at_work.returncode, err.count("\n")), err
    assert f"the scheduler {cluster.address} is gone" in err
    assert time.monotonic() - start < 30
    done = len(list((tmp_path / "cache").glob("*/*/*/*")))
    assert 4 <= done < 3 * OFFICES
    assert shinkyu("batch", archive, "--do", "parse", "-o", "out", **place).code == 0
    assert 3 * OFFICES + 1 == len(files(tmp_path / "out"))


def test_a_scheduler_that_cannot_be_reached_is_told_within_twenty_seconds(shinkyu: Run, archive: Path) -> None:
    start = time.monotonic()
    ended = shinkyu("batch", archive, "--do", "parse", "-o", "out", "--scheduler", "tcp://127.0.0.1:9")

    assert (2, "shinkyu: no scheduler answers at tcp://127.0.0.1:9 within 10 seconds\n") == (ended.code, ended.err)
    assert time.monotonic() - start < 20
