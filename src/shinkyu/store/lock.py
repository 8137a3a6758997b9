"""One writer at a time: a lock on a file that names its holder.

The lock is the kernel's, so it ends with the writer however it ends, and it is handed to the git
processes a writer starts: what a killed writer's git is still doing counts as its work.  The name in
the file is for people, and tells a clean end (none) from a writer that died.

That two writers never both win is decided by git, which moves a branch only from the commit the
writer started at.
"""

import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from shinkyu.errors import CorpusError
from shinkyu.messages import Message, message

PATIENCE = 600.0
"""Seconds a writer waits for another: a folder of large assessments takes minutes."""
_PAUSE = 0.05
_NAME_BYTES = 5000  # a process id, a host name and the longest path, with room


class Held(NamedTuple):
    """A lock in hand."""

    taken_over: bool
    """The writer before ended without giving it back."""
    since: float
    """When that writer took it (seconds of the file system's clock); what git left since then is its own."""
    handle: int
    """File descriptor to hand to processes that work for the holder."""
    place: str
    """The work tree where the writer before was at work, empty where it does not say."""


@contextmanager
def writing(
    path: Path,
    patience: float = PATIENCE,
    waiting: Callable[[Message], None] | None = None,
    place: Path | None = None,
) -> Iterator[Held]:
    """Hold the lock file *path*; another live writer is waited for.

    Args:
        path: the lock file; it stays, empty while nobody holds it.
        patience: seconds to wait.
        waiting: told once who is waited for.
        place: the work tree where we are at work, for who comes after us if we die.

    Raises:
        CorpusError: another writer is still at work.
    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o644)
    except OSError as error:
        raise CorpusError(
            "cannot write to the corpus: {path} cannot be opened ({why})", path=path, why=error
        ) from error
    try:
        _wait(handle, patience, waiting)
        try:
            before, where = _read(handle)
            since = os.fstat(handle).st_mtime
            host = before.partition(" ")[2]
            if host and host != socket.gethostname():
                # On a shared disk the lock may not reach from machine to machine; its processes cannot be asked.
                raise CorpusError("{why}, or delete {path} if it is gone", why=_in_the_way(before), path=path)
            _write(handle, f"{os.getpid()} {socket.gethostname()}\n".encode() + os.fsencode(place or ""))
            try:
                yield Held(bool(before), since, handle, where)
            finally:
                os.ftruncate(handle, 0)
        finally:
            _release(handle)
    finally:
        os.close(handle)


def _wait(handle: int, patience: float, waiting: Callable[[Message], None] | None) -> None:
    deadline = time.monotonic() + patience
    told = False
    while not _acquire(handle):
        if time.monotonic() >= deadline:
            raise CorpusError.saying(_in_the_way(_read(handle)[0]))
        if waiting and not told:
            waiting(message("waiting for another writer (process {holder})", holder=_read(handle)[0] or "?"))
            told = True
        time.sleep(_PAUSE)


def _in_the_way(holder: str) -> Message:
    return message("another writer (process {holder}) is at work in this corpus; wait for it", holder=holder or "?")


def _read(handle: int) -> tuple[str, str]:
    """Return who holds the lock, and in which work tree."""
    os.lseek(handle, 0, os.SEEK_SET)
    holder, _, place = os.read(handle, _NAME_BYTES).partition(b"\n")
    return holder.decode("utf-8", "replace").strip(), os.fsdecode(place)


def _write(handle: int, text: bytes) -> None:
    try:
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, text)
    except OSError as error:
        raise CorpusError("cannot write to the corpus ({why})", why=error) from error


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # a byte nobody reads: on Windows a locked byte cannot be read by others

    def _acquire(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _acquire(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _release(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
