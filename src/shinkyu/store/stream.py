"""Commits as a stream for ``git fast-import``: many versions in one process, and no reference moved.

The commits are built on a reference that exists only inside the stream and is dropped at its end, so
that what was written stays invisible until the branch is moved to it.
"""

from collections.abc import Mapping
from typing import BinaryIO, NamedTuple

_SCRATCH = b"refs/shinkyu/incoming"
_NOTHING = b"0" * 40


class Moment(NamedTuple):
    """Who and when, as a commit says it (``Name <mail> 1570719600 +0900``)."""

    author: str
    committer: str


class Stream:
    """A stream under way; ``size`` is what it holds so far in bytes, ``commits`` how many."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = 0
        self.commits = 0
        self._put(b"feature done\n")

    def commit(
        self, parent: str | None, moment: Moment, message: bytes, changes: Mapping[str, bytes | str | None]
    ) -> int:
        """Append a commit and return its mark.

        Args:
            parent: commit to build on; None for the commit before in this stream.
            moment: author and committer.
            message: the whole message.
            changes: path → bytes of the file, id of a blob git has, or None to remove it; ``mode id`` of
                anything but a plain file.
        """
        self.commits += 1
        self._put(b"commit %s\nmark :%d\n" % (_SCRATCH, self.commits))
        self._put(f"author {moment.author}\ncommitter {moment.committer}\n".encode("utf-8", "surrogateescape"))
        self._data(message)
        if parent is not None:
            self._put(f"from {parent}\n".encode())
        # What goes goes first: a file may come where a folder was.
        for path in [path for path, change in changes.items() if change is None]:
            self._put(b"D %s\n" % _quoted(path))
        for path, change in changes.items():
            if isinstance(change, bytes):
                self._put(b"M 100644 inline %s\n" % _quoted(path))
                self._data(change)
            elif change is not None:
                mode, _, blob = change.rpartition(" ")
                self._put(b"M %s %s %s\n" % ((mode or "100644").encode(), blob.encode(), _quoted(path)))
        self._put(b"\n")
        return self.commits

    def end(self) -> None:
        """Close the stream; without this git takes it for broken and does nothing."""
        self._put(b"reset %s\nfrom %s\n\ndone\n" % (_SCRATCH, _NOTHING))

    def _data(self, data: bytes) -> None:
        self._put(b"data %d\n" % len(data))
        self._put(data)
        self._put(b"\n")

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self.size += len(data)


def _quoted(path: str) -> bytes:
    """Return a path as the stream writes it: quoted like a C string, whatever it holds."""
    raw = path.encode("utf-8", "surrogateescape")
    escaped = raw.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    return b'"' + escaped + b'"'
