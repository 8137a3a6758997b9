"""Version arguments → versions: a file, ``-``, or a version in a corpus."""

import sys
from pathlib import Path

from shinkyu import pipeline
from shinkyu.errors import SourceError
from shinkyu.pipeline import Read


def read_version(argument: str, corpus: str | None = None) -> Read:
    """Return the version that *argument* names.

    A file name, ``-`` for standard input, or with a corpus at hand ``KEY@DATE``, ``KEY@latest``,
    ``KEY@previous``.

    Raises:
        ShinkyuError: no such file or version, or no assessment in it.
    """
    if argument == "-":
        return pipeline.read(sys.stdin.buffer.read(), "standard input")
    path = Path(argument)
    if "@" in argument and not path.exists():
        return pipeline.read_stored(Path(corpus) if corpus else Path.cwd(), argument)
    return pipeline.read(read_file(path), argument)


def read_file(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        SourceError: it is not there, a folder, or not readable.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(f"{path} does not exist") from error
    except IsADirectoryError as error:
        raise SourceError(f"{path} is a folder, not a file") from error
    except OSError as error:
        raise SourceError(f"{path} cannot be read ({error.strerror})") from error
