"""Versions on their way into a corpus, kept in a temporary file: a folder of them may not fit in memory."""

import datetime
import tempfile
from collections.abc import Iterable
from pathlib import PurePath
from typing import NamedTuple

import msgspec

from shinkyu.errors import CorpusError
from shinkyu.files import sha256
from shinkyu.model.version import Key, Version
from shinkyu.store.mapping import name_on_cover

# A workbook says which cell a value stands in, a PDF where on the page, a text neither.
_FORMATS = {".xlsx": 0, ".xls": 1, ".pdf": 2}


class Waiting(NamedTuple):
    """A version in the spool, by what decides its place in a history."""

    published_on: datetime.date
    key: Key
    sha256: str
    name: str
    """Name of its source, for messages."""
    start: int
    size: int
    agency_name: str
    """評価実施機関名 of the cover."""


class Spool:
    """Versions put aside, to be loaded one at a time."""

    def __init__(self, versions: Iterable[Version] = ()) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  (it lives as long as the spool)
        self._size = 0
        self.waiting: list[Waiting] = []
        """What is in the spool, in the order it came."""
        for version in versions:
            self.put(version)

    def put(self, version: Version) -> Waiting:
        """Put a version aside."""
        data = msgspec.msgpack.encode(version)
        try:
            self._file.seek(self._size)
            self._file.write(data)
            self._file.flush()
        except OSError as error:
            raise CorpusError("the temporary folder cannot take the versions ({why})", why=error) from error
        entry = Waiting(
            version.published_on, version.key, sha256(version.source), version.source_name, self._size, len(data),
            name_on_cover(version, "cover.agency"),
        )  # fmt: skip
        self._size += len(data)
        self.waiting.append(entry)
        return entry

    def in_order(self) -> list[Waiting]:
        """Return what is in the spool by day and report; of one version in several formats the surest reading first."""

        def place(entry: Waiting) -> tuple[datetime.date, Key, int, str]:
            suffix = PurePath(entry.name).suffix.lower()
            return entry.published_on, entry.key, _FORMATS.get(suffix, len(_FORMATS)), entry.sha256

        return sorted(self.waiting, key=place)

    def load(self, entry: Waiting) -> Version:
        """Return a version that was put aside."""
        self._file.seek(entry.start)
        return msgspec.msgpack.decode(self._file.read(entry.size), type=Version)
