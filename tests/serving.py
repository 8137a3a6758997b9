"""``shinkyu serve`` as a process of its own, and requests to it byte by byte."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

STARTS = 120.0
"""Seconds after which a server should be up, on a machine that is busy."""
_RUN = "from shinkyu.cli import main; main()"


class Served(NamedTuple):
    """A running server."""

    process: "subprocess.Popen[bytes]"
    address: str
    port: int
    said: Callable[[], list[str]]
    """Asks for what it has said so far, the line with its address among it."""


@contextmanager
def serving(*arguments: object, first: str = "") -> Iterator[Served]:
    """Start the server on a free port of this machine; *first* is Python that is run in it before."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "stderr"
        with told.open("wb") as stderr:
            process = subprocess.Popen(
                [sys.executable, "-c", f"{first}\n{_RUN}", "serve", *map(str, arguments), "--port", "0"],
                stderr=stderr,
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            )
        try:

            def said() -> list[str]:
                return told.read_text("utf-8").splitlines()

            address = _address(process, said)
            yield Served(process, address, int(address.rsplit(":", 1)[1].strip("/")), said)
        finally:
            process.kill()
            process.wait()


def _address(process: "subprocess.Popen[bytes]", said: Callable[[], list[str]]) -> str:
    until = time.monotonic() + STARTS
    while time.monotonic() < until and process.poll() is None:
        for line in said():
            if found := re.match(r"(http://\S+) \(Ctrl-C", line):
                return found[1]
        time.sleep(0.02)
    raise AssertionError(f"the server did not start: {said()}")


def sent(port: int, data: bytes, patience: float = 60.0) -> bytes:
    """Return all that the server answers to some bytes until it ends the connection."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as connection:
        try:
            connection.sendall(data)
            while got := connection.recv(65_536):
                answer += got
        except ConnectionError:  # it has heard enough, and says no more
            pass
    return answer
