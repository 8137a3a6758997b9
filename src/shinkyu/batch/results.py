"""The folder of results: what each is called there, and how it is written."""

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from shinkyu.batch.cache import Cache, Held, Part
from shinkyu.batch.pairing import Pair
from shinkyu.batch.sources import Source
from shinkyu.batch.tasks import Options
from shinkyu.errors import SourceError
from shinkyu.files import sha256, write_file
from shinkyu.model.formats import Work

_ENDINGS = {"text": "txt", "patch": "patch.json"}
_LONGEST = 200  # bytes of a name; most file systems take 255, and endings and temporary names are put to it


class Results:
    """The folder of results."""

    def __init__(self, folder: Path, options: Options) -> None:
        """Make *folder* where it is missing.

        Raises:
            SourceError: it cannot be made.
        """
        self._folder = folder
        self._work: Work = options.work
        self._ending = _ENDINGS.get(options.fmt, options.fmt)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SourceError("{folder} cannot be made ({why}); -o takes a folder", folder=folder, why=error) from error

    def of(self, source: Source, extra: str = "") -> PurePosixPath:
        """Return the place of the result of one source."""
        name = source.place.name
        if len(os.fsencode(name)) > _LONGEST:
            name = f"{name[: _LONGEST // 4]}~{_short(name)}"
        work = "" if self._work == "parse" else f".{self._work}"
        return source.place.with_name(f"{name}{extra}{work}.{self._ending}")

    def of_pairs(self, pairs: Sequence[Pair]) -> dict[Pair, PurePosixPath]:
        """Return the place of the result of each pair: the newer version's, told apart where it is in several."""
        times: dict[Source, int] = {}
        for pair in pairs:
            times[pair.new] = times.get(pair.new, 0) + 1
        return {
            pair: self.of(
                pair.new,
                f".against-{_short(str(pair.old.place))}" if pair.old and times[pair.new] > 1 else "",
            )
            for pair in pairs
        }

    def put(self, place: PurePosixPath, held: Held, cache: Cache) -> bool:
        """See that the result stands at its place; False where the cache no longer has it whole."""
        if self._stands(place, held.about.parts[0]):
            return True
        entry = cache.load(held.key)
        if entry is None:
            return False
        self.write(place, entry[1][0])
        return True

    def write(self, place: PurePosixPath, data: bytes) -> None:
        """Write one result, whole or not at all."""
        path = self._folder / place
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SourceError("{path} cannot be made ({why})", path=path.parent, why=error) from error
        write_file(data, path)

    def _stands(self, place: PurePosixPath, part: Part) -> bool:
        try:
            with (self._folder / place).open("rb") as file:
                data = file.read(part.size + 1)
        except OSError:
            return False
        return len(data) == part.size and sha256(data) == part.sha256


def _short(text: str) -> str:
    return sha256(os.fsencode(text))[:8]
