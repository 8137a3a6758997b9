"""``shinkyu serve`` as a process of its own."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from serving import serving
from shinkyu.store.corpus import Corpus

HEEDS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""A process that is begun behind another one may have been told to leave interrupts alone."""


def test_a_corpus_is_served_until_the_process_is_interrupted(sumihara: Corpus) -> None:
    with serving(sumihara.folder, first=HEEDS) as (process, address, _, said):
        with urllib.request.urlopen(address + "?lang=ja") as answer:
            page = answer.read().decode()
        process.send_signal(signal.SIGINT)

        assert "介護保険に関する事務" in page
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        assert not any("warning" in line for line in said())
        assert 130 == process.wait(20)


def test_another_machine_does_not_reach_it(sumihara: Corpus) -> None:
    """The address of this machine in its network is another one than 127.0.0.1."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # sends nothing; tells which address would be used
            own = asking.getsockname()[0]
        except OSError:
            pytest.skip("this machine has no address but its loopback one")
    with serving(sumihara.folder) as (_, _, port, _), pytest.raises(OSError, match=r"refused|timed out"):
        socket.create_connection((own, port), timeout=5)


def test_a_server_for_others_says_so_first() -> None:
    with serving("--host", "0.0.0.0") as (_, address, _, said):
        assert "warning: everybody who reaches 0.0.0.0" in said()[0]
        with urllib.request.urlopen(address) as answer:
            assert 200 == answer.status


def test_the_server_needs_its_extra_and_says_how_to_install_it(tmp_path: Path) -> None:
    lacking = "import sys; sys.modules['starlette'] = None; from shinkyu.cli import main; main(['serve'])"
    ended = subprocess.run([sys.executable, "-c", lacking], capture_output=True, text=True, check=False, cwd=tmp_path)

    assert 2 == ended.returncode
    assert "shinkyu: the server needs more libraries; install them with: pip install 'shinkyu[web]'\n" == ended.stderr


def test_no_other_command_loads_the_server() -> None:
    looking = (
        "import sys\nfrom shinkyu.cli import main\nmain(['corpus', '--help'], standalone_mode=False)\n"
        "sys.exit(any(name in sys.modules for name in ('starlette', 'uvicorn', 'shinkyu.web')))"
    )

    assert 0 == subprocess.run([sys.executable, "-c", looking], capture_output=True, check=False).returncode


def test_what_cannot_be_served_is_one_line(shinkyu: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        cases = [
            (("serve", tmp_path), "is not a corpus"),
            (("serve", tmp_path / "nothing"), "is not a corpus"),
            (("serve", "--port", port), f"cannot listen on 127.0.0.1 port {port}"),
            (("serve", "--host", "192.0.2.1", "--port", "0"), "cannot listen on 192.0.2.1"),
            (("serve", "--port", "70000"), "70000"),
        ]
        for arguments, says in cases:
            ended = shinkyu(*arguments)
            assert (2, 1) == (ended.code, ended.err.count("\n")), ended.err
            assert says in ended.err
