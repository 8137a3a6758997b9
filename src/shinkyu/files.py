"""Files of the user: read as far as an assessment may reach, written whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from shinkyu.errors import SourceError
from shinkyu.limits import enough

if TYPE_CHECKING:
    from pathlib import Path


def as_text(name: str) -> str:
    """Return a name with � for bytes that are no UTF-8 (a file name in CP932): it goes into what we write."""
    return os.fsencode(name).decode("utf-8", "replace")


def sha256(data: bytes) -> str:
    """Return the fingerprint of bytes: of a source, of a result, of a part of one."""
    from hashlib import sha256 as fingerprint  # few commands need it

    return fingerprint(data).hexdigest()


_LARGEST_MARK = 1_000
"""Bytes; Excel writes 165, the name of who has the workbook open in them."""


def is_excels_mark(name: str) -> bool:
    """Say whether a file is what Excel puts beside a workbook while somebody has it open: ``~$名前.xlsx``."""
    return name.startswith("~$") and name.lower().endswith((".xlsx", ".xlsm", ".xls"))


def read_file(path: Path | str, most: int | None = None) -> bytes:
    """Return the bytes of a file, of one larger than any assessment just enough to see that.

    Args:
        path: the file.
        most: what ``enough`` returns, for those who read many files.

    Raises:
        SourceError: it is not there, a folder, or not readable.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(enough() if most is None else most)
    except (FileNotFoundError, ValueError) as error:  # no file has a name with a zero byte in it
        raise SourceError("{path} does not exist", path=path) from error
    except IsADirectoryError as error:
        raise SourceError("{path} is a folder, not a file", path=path) from error
    except OSError as error:
        raise SourceError("{path} cannot be read ({why})", path=path, why=error) from error
    if len(data) < _LARGEST_MARK and is_excels_mark(name := os.path.basename(as_text(os.fspath(path)))):
        raise SourceError(
            "{path} is no workbook: Excel keeps it while {book} is open; save and close that, and name it",
            path=path,
            book=name[2:],
        )
    return data


def is_to_be_read(path: Path) -> bool:
    """Say whether a name is that of a file; a link that leads nowhere is one, which cannot be read."""
    return path.is_file() or (path.is_symlink() and not path.exists())


def files_below(folder: Path, but: Path | None = None, opened: list[Path] | None = None) -> list[Path]:
    """Return all files in a folder and the folders in it, in one order on every machine.

    Hidden ones, and what Excel puts beside an open workbook (``~$…``), are left out.  Links to folders are followed,
    each folder once; a link that leads nowhere is a file that cannot be read.

    Args:
        folder: where to look.
        but: a folder that is not looked into.
        opened: gets what Excel put there: the workbook of each is open, and may not be saved yet.

    Raises:
        SourceError: a folder cannot be read: silence about its files would be false.
    """
    from pathlib import Path

    def refuse(error: OSError) -> None:
        raise SourceError("{path} cannot be read ({why})", path=as_text(str(error.filename)), why=error) from error

    found: list[Path] = []
    skipped = but.resolve() if but else None
    seen = {folder.resolve(), skipped}
    for here, folders, names in os.walk(folder, onerror=refuse, followlinks=True):
        above = Path(here)
        inside = []
        for one in sorted(folders, key=lambda name: ((above / name).is_symlink(), name)):
            real = (above / one).resolve()
            if not one.startswith(".") and real not in seen:
                inside.append(one)
                seen.add(real)
        folders[:] = inside
        if opened is not None:
            opened += [above / one for one in sorted(names) if is_excels_mark(one)]
        found += [above / one for one in names if not one.startswith((".", "~$")) and is_to_be_read(above / one)]
    return sorted(found)


def write_file(data: bytes, output: str | Path) -> None:
    """Write *data* to a file through a temporary one beside it and a rename; the file keeps its mode.

    A link is followed; what is no regular file (``/dev/null``, a pipe) is written directly.

    Raises:
        SourceError: the folder is missing or not writable, or the disk is full; nothing is left behind.
    """
    import tempfile
    from pathlib import Path

    target = Path(output).resolve()
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)
            return
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:64]}.")
    except OSError as error:
        raise SourceError("{path} cannot be written ({why})", path=output, why=error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
    except OSError as error:
        raise SourceError("{path} cannot be written ({why})", path=output, why=error) from error
    finally:
        temporary.unlink(missing_ok=True)


def cache_folder() -> Path:
    """Return the folder that ``SHINKYU_CACHE`` names, else ``shinkyu`` among the user's caches."""
    from pathlib import Path  # the start of a command does not pay for it

    if given := os.environ.get("SHINKYU_CACHE"):
        return Path(given).absolute()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "shinkyu"


def _umask() -> int:
    current = os.umask(0o077)
    os.umask(current)
    return current
