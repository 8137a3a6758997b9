"""A PDF or workbook is read in a process that can do no harm; what goes beyond a limit ends in one error."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pdf_drawing import Sheet, pdf
from shinkyu.errors import LimitError, SourceError
from shinkyu.limits import LARGEST, Limits, limits, variable
from shinkyu.model.source import Layout
from shinkyu.sources import child, detect, worker
from shinkyu.sources.reading import read_layout
from workbook_parts import rows, workbook

linux = pytest.mark.skipif(sys.platform != "linux", reason="other platforms have no such limits")

BOOK = workbook(rows('<c r="A1" t="inlineStr"><is><t>評価書名</t></is></c>'))
PRINT = pdf(Sheet().word(20, 40, "特定個人情報ファイルの取扱い"))
FILES = {"a.xlsx": BOOK, "a.pdf": PRINT}

IN_CHILD = """
import sys
from shinkyu.errors import LimitError, SourceError
from shinkyu.sources.processes import can_fork
from shinkyu.sources.reading import read_layout
assert can_fork()
"""


def forked(data: bytes, name: str) -> Layout:
    """Read in a child, from an interpreter without threads as that of the command line."""
    return child.taken(
        run(
            f"import os\nfrom shinkyu.sources.child import read_in_child\n"
            f"sys.stdout.buffer.write(read_in_child(sys.stdin.buffer.read(), {name!r}))",
            data,
        ),
        name,
    )


def run(script: str, data: bytes = b"") -> bytes:
    """Return what an interpreter of its own prints; a traceback of it fails the test."""
    ended = subprocess.run([sys.executable, "-c", IN_CHILD + script], input=data, capture_output=True, timeout=120)
    assert (0, b"") == (ended.returncode, ended.stderr)
    return ended.stdout


def through_worker(data: bytes, name: str) -> Layout:
    return child.taken(worker.read_in_worker(data, name), name)


WAYS = [pytest.param(forked, marks=linux), through_worker]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", FILES)
def test_another_process_reads_the_same(name: str, way: Callable[[bytes, str], Layout]) -> None:
    assert detect.read_layout(FILES[name], name) == way(FILES[name], name)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("data", [BOOK[:-40], PRINT[:100], b"PK\x03\x04", pdf(Sheet().line(0, 0, 9, 9))])
def test_another_process_refuses_in_the_same_words(data: bytes, way: Callable[[bytes, str], Layout]) -> None:
    with pytest.raises(SourceError) as here:
        detect.read_layout(data, "表.xlsx")
    with pytest.raises(SourceError) as there:
        way(data, "表.xlsx")

    assert str(here.value) == str(there.value)
    assert type(here.value) is type(there.value)


def test_eight_threads_read_at_once() -> None:
    found: dict[int, Layout] = {}

    def read(n: int) -> None:
        name = ("a.xlsx", "a.pdf")[n % 2]
        found[n] = read_layout(FILES[name], name)

    threads = [threading.Thread(target=read, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    expected = [detect.read_layout(data, name) for name, data in FILES.items()]
    assert {n: expected[n % 2] for n in range(8)} == found


def test_a_worker_that_died_is_replaced() -> None:
    through_worker(BOOK, "a.xlsx")
    for idle in list(worker._idle):
        idle.process.kill()
        idle.process.wait()

    refusals = 0
    for _ in range(5):
        try:
            through_worker(BOOK, "a.xlsx")
        except SourceError:
            refusals += 1
    assert 0 == refusals


def test_our_own_bug_in_another_process_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes, name: str) -> Layout:
        raise KeyError("style")

    monkeypatch.setattr(detect, "read_layout", broken)
    answer = child.answered(BOOK, "a.xlsx")

    with pytest.raises(child.ReaderError, match="KeyError: 'style'") as caught:
        child.taken(answer, "a.xlsx")
    assert "in broken" in caught.value.__notes__[0]


@pytest.mark.parametrize("sent", [b"\x00", b"garbage", b"\x81\xa4type\xa4read", b"\xc1" * 40])
def test_what_is_no_answer_is_no_layout(sent: bytes) -> None:
    with pytest.raises(SourceError, match="reader broke off"):
        child.taken(sent, "a.pdf")


# ---------------------------------------------------------------------------- limits


def many_cells(count: int) -> bytes:
    """A workbook that keeps a reader busy and packs into little."""
    return workbook("<sheetData>" + '<row><c t="inlineStr"><is><t>字</t></is></c></row>' * count + "</sheetData>")


@linux
@pytest.mark.parametrize(
    ("given", "limit"),
    [
        ({"SECONDS": "1"}, "SECONDS=1"),
        ({"PROCESSOR_SECONDS": "1"}, "PROCESSOR_SECONDS=1"),
        ({"MEMORY_MB": "40"}, "MEMORY_MB=40"),
    ],
)
@pytest.mark.parametrize("threads", [False, True])
def test_time_and_memory_are_limited(
    given: dict[str, str], limit: str, threads: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a million rows take ten seconds and 300 MB."""
    data = many_cells(450_000)
    for name, value in given.items():
        monkeypatch.setenv(f"SHINKYU_LIMIT_{name}", value)

    with pytest.raises(LimitError) as caught:
        (through_worker if threads else forked)(data, "a.xlsx")
    assert f"(limit: SHINKYU_LIMIT_{limit})" in str(caught.value)


def test_limits_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHINKYU_LIMIT_PAGES", "7")

    assert Limits(pages=7) == limits()


@pytest.mark.parametrize("text", ["0", "-1", "viele", "1.5", "²", "1" * 30, str(LARGEST + 1), " 7"])
def test_a_limit_that_is_no_number_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHINKYU_LIMIT_PAGES", text)

    with pytest.raises(SourceError, match="SHINKYU_LIMIT_PAGES is no whole number"):
        read_layout(b"a", "a.txt")


def test_every_limit_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reliability.md").read_text("utf-8")

    for name in Limits._fields:
        assert f"`{variable(name)}` | {getattr(Limits(), name):,} |" in page


# ---------------------------------------------------------------------------- what a child can still do


CONFINED = """
import os, socket
from shinkyu.sources.confine import confine
listening = socket.create_server(("127.0.0.1", 0))
secret = open("/etc/hostname")
ours, theirs = os.pipe()
pid = os.fork()
if not pid:
    pipe = confine(theirs, 100_000_000, 5, 5)
    try:
        found = {action}
    except (OSError, MemoryError) as error:
        found = type(error).__name__
    os.write(pipe, str(found).encode())
    os._exit(0)
os.close(theirs)
print(os.read(ours, 100).decode())
os.waitpid(pid, 0)
"""


def confined(action: str) -> str:
    return run(CONFINED.format(action=action)).decode().strip()


@linux
def test_a_child_writes_no_file(tmp_path: Path) -> None:
    target = tmp_path / "written"

    assert "OSError" == confined(f"os.write(os.open({str(target)!r}, os.O_CREAT | os.O_WRONLY), b'x')")
    assert b"" == target.read_bytes()


@linux
def test_a_child_holds_no_file_of_its_parent() -> None:
    """Nor standard input and output, nor the pipes to git, nor the lock of a corpus."""
    assert "['0', '1', '2', '3']" == confined("sorted(os.listdir('/proc/self/fd'))[:4]")
    assert "OSError" == confined("os.fstat(secret.fileno()) if secret.fileno() != pipe else os.fstat(99)")
    assert "/dev/null" == confined("os.readlink('/proc/self/fd/1')")


@linux
def test_a_child_has_no_more_memory_than_allowed() -> None:
    assert "MemoryError" == confined("len(bytearray(200_000_000))")
    assert "50000000" == confined("len(bytearray(50_000_000))")


@linux
def test_a_child_reaches_no_network() -> None:
    allowed = run("from shinkyu.sources.confine import leave_network\nprint(leave_network())").strip() == b"True"
    if not allowed:
        pytest.skip("this kernel lets no ordinary process leave the network")

    assert "OSError" == confined("socket.create_connection(listening.getsockname(), 2)")


@linux
def test_a_child_ends_with_its_parent() -> None:
    """A command that is ended leaves no reader behind that goes on for a minute."""
    script = """
import os, signal, time
from shinkyu.sources.confine import confine
ours, theirs = os.pipe()
middle = os.fork()
if not middle:
    if not os.fork():
        pipe = confine(theirs, 100_000_000, 60, 60)
        os.write(pipe, b"x")
        time.sleep(60)
    time.sleep(60)
os.close(theirs)
os.read(ours, 1)
os.kill(middle, signal.SIGTERM)
print(os.read(ours, 1))
"""
    assert b"b''" == run(script).strip()


@linux
def test_a_worker_ends_with_the_process_that_has_threads() -> None:
    """Even one that is killed in the midst of a file: nothing goes on reading for a minute."""
    script = """
import os, signal, threading, time
from pathlib import Path
data = sys.stdin.buffer.read()
threading.Thread(target=read_layout, args=(data, "a.xlsx")).start()
def children(pid):
    return [one for path in Path(f"/proc/{pid}/task").glob("*/children") for one in path.read_text().split()]
while not (workers := children(os.getpid())) or not children(workers[0]):
    time.sleep(0.01)
print(workers[0], flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    started = [sys.executable, "-c", IN_CHILD + script]
    killed = subprocess.run(started, input=many_cells(400_000), capture_output=True, timeout=120)
    worker = Path("/proc") / killed.stdout.decode().strip()

    assert -signal.SIGKILL == killed.returncode
    until = time.monotonic() + 2
    while lives(worker) and time.monotonic() < until:
        time.sleep(0.02)
    assert not lives(worker)


def lives(process: Path) -> bool:
    try:
        return ") Z " not in (process / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
