"""A process of its own that reads files for another one, where that one cannot fork: the door to subprocess.

A process with several threads (the server, a progress bar) must not fork, and some platforms have no fork that
is safe.  There a second interpreter is started, which loads the readers only.  It stays for the next file, and
reads each in a child of its own; where it cannot, it reads the one file itself and ends.

A message is eight bytes of its length and MessagePack.
"""

import atexit
import os
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO

import msgspec

from shinkyu.limits import Limits, limits, settle
from shinkyu.sources.child import answered, read_in_child, refused
from shinkyu.sources.confine import CONFINES
from shinkyu.sources.processes import MOST_SENT, broken_off, can_fork, too_slow

GRACE = 15
"""Seconds beyond those for the file until a worker that says nothing is ended: its start and the way there and
back."""

_START = "from shinkyu.sources.worker import serve; serve()"
_LENGTH = 8


class Request(msgspec.Struct, frozen=True):
    """A file to read."""

    data: bytes
    name: str
    limits: Limits


def read_in_worker(data: bytes, name: str) -> bytes:
    """Return what becomes of reading a file in another process, encoded; to be called from any thread."""
    most = limits()
    request = msgspec.msgpack.encode(Request(data, name, most))
    with _places:
        worker = _at_hand()
        answer, in_time = b"", True
        try:
            answer, in_time = worker.ask(request, most.seconds + GRACE)
        finally:
            if answer and CONFINES:
                _idle.append(worker)
            else:
                worker.end()
    if not in_time:
        return refused(too_slow(name))
    return answer or refused(broken_off(name, 0))


class _Worker:
    """A worker as its client sees it."""

    def __init__(self) -> None:
        path = os.pathsep.join(part for part in sys.path if part)
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START],  # -P: nothing is imported from the working folder
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path},
        )
        assert self.process.stdin
        assert self.process.stdout
        self.to, self.back = self.process.stdin, self.process.stdout

    def ask(self, request: bytes, seconds: float) -> tuple[bytes, bool]:
        """Return the answer, empty for none, and whether the worker was not ended for taking too long."""
        late = threading.Event()

        def end() -> None:
            late.set()
            self.process.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            _send(self.to, request)
            answer = _next(self.back) or b""
        except OSError:
            answer = b""
        finally:
            timer.cancel()
        return answer, bool(answer) or not late.is_set()

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()
        with suppress(OSError):  # what it was sent and never took
            self.to.close()
        self.back.close()


_idle: list[_Worker] = []
_places = threading.BoundedSemaphore(os.cpu_count() or 1)


def _at_hand() -> _Worker:
    """Return a worker that waits for work, or a new one."""
    while _idle:
        worker = _idle.pop()
        if worker.process.poll() is None:
            return worker
        worker.end()
    return _Worker()


def _end_all() -> None:
    while _idle:
        _idle.pop().end()


def _forget() -> None:
    """Leave the workers to the process that this one was made from by fork."""
    global _places
    _idle.clear()
    _places = threading.BoundedSemaphore(os.cpu_count() or 1)


atexit.register(_end_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def serve() -> None:
    """Answer requests from standard input until it ends."""
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    while message := _next(source):
        request = msgspec.msgpack.decode(message, type=Request)
        settle(request.limits)
        if can_fork():
            answer = read_in_child(request.data, request.name, source.fileno())
        else:
            answer = answered(request.data, request.name)
        _send(target, answer)


def _send(target: IO[bytes], message: bytes) -> None:
    target.write(len(message).to_bytes(_LENGTH, "big"))
    target.write(message)
    target.flush()


def _next(source: IO[bytes]) -> bytes | None:
    """Return the next message, None at the end.

    Raises:
        OSError: it is cut short.
    """
    head = source.read(_LENGTH)
    if not head:
        return None
    length = int.from_bytes(head, "big")
    message = source.read(length) if length <= MOST_SENT else b""
    if len(head) < _LENGTH or len(message) != length:
        raise OSError("cut short")
    return message
