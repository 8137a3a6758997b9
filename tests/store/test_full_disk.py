"""A disk that is really full, at many moments: the corpus stays whole, and goes on when there is room again."""

import datetime
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tests.store.conftest import FIRST

from shinkyu.errors import CorpusError
from shinkyu.model.version import Version
from shinkyu.store.corpus import Corpus
from shinkyu.store.spool import Spool

ROOMS = range(0, 1_000_001, 40_000)
VERSIONS = 12
MOUNT = ("unshare", "--map-root-user", "--mount", "sh", "-c")


@pytest.mark.slow
def test_a_full_disk_loses_nothing_wherever_it_strikes(tmp_path: Path, make_version: Callable[..., Version]) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=4m none {disk}"
    if subprocess.run([*MOUNT, mount], capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be made here (unshare, tmpfs)")
    chance = random.Random(5)
    days = [FIRST + datetime.timedelta(days=100 * n) for n in range(VERSIONS)]
    versions = [make_version(day, f"第{n}版", source=chance.randbytes(20_000)) for n, day in enumerate(days)]
    (tmp_path / "versions").write_bytes(msgspec.msgpack.encode(versions))
    undisturbed, _ = Corpus.init(tmp_path / "undisturbed")
    undisturbed.add_all(Spool(versions), lambda version, before: "")
    rounds = [sys.executable, "-c", f"from {__name__} import rounds; rounds()"]
    command = f'{mount} && exec "$@"'

    done = subprocess.run(
        [*MOUNT, command, "sh", *rounds, disk, tmp_path / "versions", str(undisturbed.repository.tip())],
        capture_output=True, text=True, check=False, env={"PYTHONPATH": ":".join(sys.path), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip

    assert (0, "") == (done.returncode, done.stderr)
    told = done.stdout.splitlines()
    assert len(ROOMS) == len(told)
    assert "recorded" == told[-1]
    full = [line for line in told if "the disk is full" in line or "No space left on device" in line]
    assert [] == [line for line in told if line not in full and line != "recorded"]
    assert 5 < len(full)
    assert [] == [line for line in full if "broken line" in line]


def rounds() -> None:
    """Fill the disk but for a little room, add, free it, look, add again; print how each first add ended."""
    disk, file, expected = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    versions = msgspec.msgpack.decode(file.read_bytes(), type=list[Version])
    for room in ROOMS:
        corpus, _ = Corpus.init(disk / "corpus")
        corpus.add_all(Spool(versions[:1]), lambda version, before: "")
        (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free - room))
        try:
            corpus.add_all(Spool(versions), lambda version, before: "")
            print("recorded")
        except CorpusError as error:
            print(str(error).replace("\n", " (broken line)"))
        left = [path.name for path in (disk / "corpus" / ".git").rglob("*") if path.name.startswith(("tmp_p", "fast_"))]
        assert [] == left
        (disk / "filler").unlink()
        again = Corpus.open(disk / "corpus")
        assert [] == list(again.faults())
        again.add_all(Spool(versions), lambda version, before: "")
        assert expected == again.repository.tip()
        assert [] == list(again.faults())
        status = ["git", "-C", str(again.folder), "status", "--porcelain"]
        assert b"" == subprocess.run(status, capture_output=True, check=True).stdout
        shutil.rmtree(disk / "corpus")
