"""What git prints or keeps as a list → values."""

from itertools import pairwise
from typing import NamedTuple


class Entry(NamedTuple):
    """A line of a tree."""

    mode: str
    kind: str
    id: str
    name: str


class RawCommit(NamedTuple):
    """A commit with the files it touched."""

    id: str
    message: str
    paths: tuple[str, ...]


def commits(out: bytes) -> list[RawCommit]:
    """Read ``log -z --name-only``: id, message, an empty field, then the paths, newline before the first."""
    fields = out.decode("utf-8", "surrogateescape").split("\0")
    # Nothing but the field that ends a message is empty, so it tells where each commit begins.
    starts = [n - 2 for n, field in enumerate(fields[:-1]) if not field]
    commits = []
    for start, end in pairwise([*starts, len(fields) - 1]):
        id, message, _, *paths = fields[start:end]
        commits.append(RawCommit(id, message[1:], tuple(path.removeprefix("\n") for path in paths)))
    return commits


def entries(out: bytes) -> list[Entry]:
    """Read ``ls-tree -z``."""
    entries = []
    for line in out.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, name = line.partition("\t")
        mode, kind, id = about.split()
        entries.append(Entry(mode, kind, id, name))
    return entries


def staged(out: bytes) -> list[Entry]:
    """Read ``ls-files -s -z``; of a conflict the last stage."""
    entries = []
    for line in out.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, name = line.partition("\t")
        mode, id, _ = about.split()
        entries.append(Entry(mode, "blob", id, name))
    return entries


def tree_lines(data: bytes, width: int) -> list[Entry]:
    """Read a tree as git keeps it: mode, blank, name, NUL, the *width* bytes of an id."""
    entries, start = [], 0
    while start < len(data):
        blank, end = data.index(b" ", start), data.index(b"\0", start)
        mode = data[start:blank].decode().zfill(6)
        name = data[blank + 1 : end].decode("utf-8", "surrogateescape")
        kind = "tree" if mode == "040000" else "commit" if mode == "160000" else "blob"
        start = end + 1 + width
        entries.append(Entry(mode, kind, data[end + 1 : start].hex(), name))
    return entries
