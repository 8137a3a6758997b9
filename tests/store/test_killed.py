"""Writers that are killed at any moment, and disks that fill up: the corpus stays whole."""

import contextlib
import datetime
import multiprocessing
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from shinkyu.errors import CorpusError
from shinkyu.model.version import Key, Version
from shinkyu.store import writing
from shinkyu.store.corpus import Corpus
from shinkyu.store.spool import Spool

Ask = Callable[..., str]
Make = Callable[..., Version]
FIRST = datetime.date(2019, 10, 11)

DEATHS = 200
REPORTS, VERSIONS = 30, 10


def many(make_version: Make) -> list[Version]:
    return [
        make_version(
            FIRST + datetime.timedelta(days=30 * n), f"第{n}版 {report}", key=Key("kurosato-cho", str(report), "basic")
        )
        for report in range(REPORTS)
        for n in range(VERSIONS)
    ]


def summary(version: Version, before: Version | None) -> str:
    return f"after {before.published_on}" if before else "first"


@pytest.mark.slow
@pytest.mark.parametrize("group", [False, True], ids=["the writer", "the writer and its git"])
def test_writer_killed_at_any_moment_leaves_a_corpus_that_verifies_and_goes_on(
    tmp_path: Path, make_version: Make, monkeypatch: pytest.MonkeyPatch, group: bool
) -> None:
    """200 deaths in all during adds of 300 versions, of the writer alone or of all its processes."""
    monkeypatch.setattr(writing, "BATCH_COMMITS", 10)
    versions = many(make_version)
    undisturbed, _ = Corpus.init(tmp_path / "undisturbed")
    undisturbed.add_all(Spool(versions), summary)
    expected = undisturbed.repository.tip()
    chance = random.Random(7)
    deaths = rounds = 0
    while deaths < DEATHS // 2:
        rounds += 1
        corpus, _ = Corpus.init(tmp_path / f"round{rounds}")
        while corpus.repository.tip() != expected and deaths < DEATHS // 2:
            writer = multiprocessing.get_context("fork").Process(target=add_in_a_group, args=(corpus.folder, versions))
            writer.start()
            time.sleep(chance.uniform(0.01, 0.6))
            if writer.is_alive():
                deaths += 1
            assert writer.pid
            with contextlib.suppress(ProcessLookupError):
                (os.killpg if group else os.kill)(writer.pid, signal.SIGKILL)
            writer.join()
            if deaths % 5 == 0:
                assert [] == list(Corpus.open(corpus.folder).faults())
    again = Corpus.open(corpus.folder)
    again.add_all(Spool(versions), summary)

    assert expected == again.repository.tip()
    assert [] == list(again.faults())
    assert "" == git(corpus.folder, "status", "--porcelain")


def add_in_a_group(folder: Path, versions: list[Version]) -> None:
    os.setpgid(0, 0)
    Corpus.open(folder).add_all(Spool(versions), summary)


def git(folder: Path, *command: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *command], capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on file sizes")
@pytest.mark.parametrize("room", [0, 300, 1500, 6000])
def test_full_disk_ends_in_one_line_and_loses_nothing(
    corpus: Corpus, versions: list[Version], make_version: Make, ask: Ask, room: int
) -> None:
    """No file may grow beyond *room* bytes, ours or git's, which is what a full disk looks like."""
    corpus.add(versions[0])
    before = ask("rev-parse", "HEAD")
    big = make_version(versions[1].published_on, "裁定" * 40, source=random.Random(3).randbytes(8000))

    def add_without_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        with pytest.raises(CorpusError) as raised:
            Corpus.open(corpus.folder).add(big)
        assert "\n" not in str(raised.value)
        os._exit(0)

    writer = multiprocessing.get_context("fork").Process(target=add_without_room)
    writer.start()
    writer.join()

    assert 0 == writer.exitcode
    assert before == ask("rev-parse", "HEAD")
    assert [] == list(corpus.faults())
    assert corpus.add(big).new
    assert "" == ask("status", "--porcelain")
