"""One writer at a time: a lock file that names its holder.

The lock keeps writers from doing work for nothing.  That two of them never both win is decided by
git, which moves a branch only from the commit the writer started at.
"""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shinkyu.errors import CorpusError


@contextmanager
def writing(path: Path) -> Iterator[bool]:
    """Hold the lock file *path*; yields whether it was taken over from a writer that is dead.

    Raises:
        CorpusError: another writer is at work.
    """
    mine = f"{os.getpid()} {socket.gethostname()}\n"
    taken_over = False
    while not _create(path, mine):
        holder = _read(path)
        if taken_over or (holder is not None and _may_live(holder)):
            raise CorpusError(
                f"another writer (process {(holder or '?').strip()}) is at work in this corpus; "
                f"wait for it, or delete {path} if it is gone"
            )
        if holder is not None:
            path.unlink(missing_ok=True)
            taken_over = True
    try:
        yield taken_over
    finally:
        if _read(path) == mine:
            path.unlink(missing_ok=True)


def _create(path: Path, text: str) -> bool:
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        return False
    except OSError as error:
        raise CorpusError(f"cannot write to the corpus: {error}") from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return True


def _read(path: Path) -> str | None:
    """Return what the lock says, None when it has gone meanwhile."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None


def _may_live(holder: str) -> bool:
    """Say whether *holder* may still be running; a lock without a process is dead."""
    pid, _, host = holder.strip().partition(" ")
    if not pid.isdecimal() or int(pid) == 0:
        return False
    if host != socket.gethostname() or sys.platform == "win32":
        # Another machine's processes cannot be asked; on Windows os.kill would end the process.
        return True
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
