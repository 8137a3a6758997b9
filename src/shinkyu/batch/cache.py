"""Results on disk: a folder of files, each named by what it was made from.

A plain folder and not a database (``diskcache`` keeps its entries in SQLite): it works on a shared file system,
several writers need no lock since an entry is put in place by one rename and two writers of one entry write the same
bytes, and a damaged entry is one file.  Nothing in it is trusted: an entry that does not fit its own fingerprints
counts as missing, and its result is made anew.
"""

import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from shinkyu.errors import ShinkyuError
from shinkyu.files import sha256

LAYOUT = "shinkyu-results-1"
"""Name of the folder that holds entries of this layout; ``clear`` touches nothing beside such folders."""
_MARK = b"shinkyu result 1\n"
_FASTEST = 1  # level of zlib: a fifth of the size for half a millisecond
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# Results of shinkyu batch; `shinkyu cache clear` removes them.\n"
"""What backup programs know a cache by (https://bford.info/cachedir/)."""


class CacheError(ShinkyuError):
    """The cache cannot be written: the disk is full, or the folder is not ours to write."""


class Part(msgspec.Struct, frozen=True):
    """One file that an entry holds."""

    size: int
    sha256: str


class Cover(msgspec.Struct, frozen=True):
    """What places a version among others."""

    form: str
    agency: str
    number: str
    published_on: str
    """ISO date, empty where the cover names no day."""
    missing: int
    """Items that this source does not hold or that cannot be told, and cells that its print cuts off."""
    title: str = ""
    """What tells reports apart where agency or number is blank."""


class About(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an entry says without its parts being unpacked."""

    parts: tuple[Part, ...]
    cover: Cover | None = None
    found: bool = False
    """The result says that something differs or was found."""
    notes: tuple[str, ...] = ()
    """Doubts about the comparison."""


class Held(NamedTuple):
    """A result in the cache."""

    key: str
    about: About


def pack(
    parts: Sequence[bytes], cover: Cover | None = None, *, found: bool = False, notes: Sequence[str] = ()
) -> bytes:
    """Return an entry: a line with its own fingerprint, then the parts."""
    kept = tuple(Part(len(part), sha256(part)) for part in parts)
    about = msgspec.json.encode(About(kept, cover, found, tuple(notes)))
    return b"".join((_MARK, sha256(about).encode(), b" ", about, b"\n", zlib.compress(b"".join(parts), _FASTEST)))


def unpack_about(entry: bytes) -> About | None:
    """Return what the head of an entry says; None where it is damaged."""
    if not entry.startswith(_MARK):
        return None
    fingerprint, _, about = entry[len(_MARK) :].partition(b"\n")[0].partition(b" ")
    if sha256(about).encode() != fingerprint:
        return None
    try:
        return msgspec.json.decode(about, type=About)
    except msgspec.DecodeError:
        return None


def unpack(entry: bytes) -> tuple[About, list[bytes]] | None:
    """Return what an entry says and its parts; None where anything of it is damaged."""
    about = unpack_about(entry)
    if about is None:
        return None
    size = sum(part.size for part in about.parts)
    inflating = zlib.decompressobj()
    try:
        body = inflating.decompress(entry[len(_MARK) :].partition(b"\n")[2], size + 1)
    except zlib.error:
        return None
    if not inflating.eof:
        return None
    parts = []
    for part in about.parts:
        parts.append(body[: part.size])
        body = body[part.size :]
    if body or any(sha256(data) != part.sha256 for data, part in zip(parts, about.parts, strict=True)):
        return None
    return about, parts


def key_of(*facts: object) -> str:
    """Return the name of the result that is made from *facts*: plain JSON values or model values."""
    return sha256(msgspec.json.encode(facts))


class Usage(NamedTuple):
    """What a cache takes on disk."""

    entries: int
    bytes: int
    of_this_engine: int
    """Entries that this shinkyu can use; what others made stays until it is cleared."""


class Cache:
    """The entries that one engine made, in a folder that engines share."""

    def __init__(self, folder: Path, engine: str) -> None:
        self.folder = folder
        self._mine = folder / LAYOUT / engine
        self._made: set[Path] = set()

    def about(self, key: str) -> About | None:
        """Return the head of an entry; None where there is none or its head is damaged."""
        entry = self._read(key, head_only=True)
        return unpack_about(entry) if entry is not None else None

    def load(self, key: str) -> tuple[About, list[bytes]] | None:
        """Return an entry; None where there is none or it is damaged."""
        entry = self._read(key)
        return unpack(entry) if entry is not None else None

    def entry(self, key: str) -> bytes | None:
        """Return the bytes of an entry as they lie on disk, whole and undamaged, else None."""
        entry = self._read(key)
        return entry if entry is not None and unpack(entry) else None

    def path(self, key: str) -> Path:
        """Return the file of an entry."""
        return self._mine / key[:2] / key[2:]

    def put(self, key: str, entry: bytes) -> None:
        """Keep an entry.

        Raises:
            CacheError: it cannot be written; what was kept before stays.
        """
        target = self.path(key)
        try:
            self._make(target.parent)
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(entry)
                os.replace(name, target)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise CacheError(
                "the cache in {folder} cannot be written ({why}); `shinkyu cache clear` empties it, "
                "SHINKYU_CACHE names another folder, --no-cache does without",
                folder=self.folder,
                why=error,
            ) from error

    def usage(self) -> Usage:
        """Count what is there, of every engine."""
        entries = list(self._entries())
        mine = sum(1 for path in entries if path.is_relative_to(self._mine))
        return Usage(len(entries), sum(path.stat().st_size for path in entries), mine)

    def clear(self, *, others_only: bool = False) -> Usage:
        """Remove the entries, or those that other engines made; returns what was removed.

        Raises:
            CacheError: a folder cannot be removed.
        """
        before = self.usage()
        try:
            for folder in self._engines():
                if not (others_only and folder == self._mine):
                    shutil.rmtree(folder)
        except OSError as error:
            raise CacheError(
                "the cache in {folder} cannot be cleared ({why})", folder=self.folder, why=error
            ) from error
        after = self.usage()
        return Usage(
            before.entries - after.entries, before.bytes - after.bytes, before.of_this_engine - after.of_this_engine
        )

    def _read(self, key: str, *, head_only: bool = False) -> bytes | None:
        try:
            with self.path(key).open("rb") as file:
                return file.readline() + file.readline() if head_only else file.read()
        except OSError:
            return None

    def _make(self, folder: Path) -> None:
        if folder not in self._made or not folder.is_dir():  # others may clear the cache meanwhile
            folder.mkdir(parents=True, exist_ok=True)
            tag = self.folder / "CACHEDIR.TAG"
            if not tag.exists():
                tag.write_text(_TAG, encoding="ascii")
            self._made.add(folder)

    def _engines(self) -> list[Path]:
        above = self.folder / LAYOUT
        return sorted(path for path in above.iterdir() if path.is_dir()) if above.is_dir() else []

    def _entries(self) -> Iterator[Path]:
        for engine in self._engines():
            yield from (path for path in engine.glob("*/*") if path.is_file())
