"""Arguments → the files to work on, and the pairs that a list names."""

import glob
import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from shinkyu.errors import SourceError
from shinkyu.files import as_text, files_below, is_excels_mark, is_to_be_read, read_file

LIST = ".tsv"
"""Ending of a list; a file whose first line names a file is one, too."""
_COMMENT = "#"


class Source(NamedTuple):
    """A file to read."""

    path: Path
    place: PurePosixPath
    """Where it stands below the folder that all sources share: the same on every machine."""

    @property
    def name(self) -> str:
        """What results call it."""
        return as_text(str(self.place))


class Named(NamedTuple):
    """What arguments name."""

    sources: tuple[Source, ...]
    """Every file once, in the order of their places."""
    pairs: tuple[tuple[Source, Source], ...]
    """Older and newer versions that lists name together, in the order of the lists."""
    loose: tuple[Source, ...]
    """The sources that no list names in a pair."""
    opened: tuple[Path, ...] = ()
    """What Excel put beside workbooks that somebody has open; no source."""


def named(arguments: Sequence[str], but: Path | None = None) -> Named:
    """Return what arguments name: files, folders, patterns (``**/*.pdf``) and lists.

    Args:
        arguments: as they were typed.
        but: a folder that is not looked into: results may lie among the sources.

    Raises:
        SourceError: one names nothing, cannot be read, or is the folder that is not looked into.
    """
    single: list[Path] = []
    opened: list[Path] = []
    pairs: list[tuple[Path, Path]] = []
    for argument in arguments:
        path = Path(argument)
        if path.is_dir():
            if but and but.resolve() == path.resolve():
                raise SourceError(
                    "{path} is where results go, which would be read as versions next time",
                    path=as_text(argument),
                )
            inside = files_below(path, but, opened)
            if not inside:
                raise SourceError("{name} holds no file", name=as_text(argument))
            single += inside
        elif path.exists():
            lines = _lines(path)
            for n, line in lines:
                found = [_on_line(path, n, name) for name in line]
                if len(found) == 2:
                    pairs.append((found[0], found[1]))
                else:
                    single += found
            if not lines:
                single.append(path)
        else:
            matching = _matching(argument, but)
            if not matching:
                raise SourceError("{path} does not exist", path=as_text(argument))
            opened += [one for one in matching if is_excels_mark(one.name)]
            single += [one for one in matching if is_to_be_read(one) and not is_excels_mark(one.name)]
    if not single and not pairs:
        raise SourceError("the arguments name no file")
    return _placed(single, pairs)._replace(opened=tuple(opened))


def _matching(pattern: str, but: Path | None) -> list[Path]:
    """Return what a pattern matches, but nothing in a folder unless the pattern leads there by name."""
    found = sorted(Path(one) for one in glob.glob(pattern, recursive=True))
    first = next((n for n, part in enumerate(Path(pattern).parts) if glob.has_magic(part)), 0)
    led = Path(*Path(pattern).parts[:first]).resolve()
    if but is None or but.resolve() in (led, *led.parents):
        return found
    return [one for one in found if but.resolve() not in Path(os.path.realpath(one)).parents]


def _placed(single: list[Path], pairs: list[tuple[Path, Path]]) -> Named:
    paths = {Path(os.path.abspath(path)) for path in (*single, *(one for pair in pairs for one in pair))}
    shared = Path(os.path.commonpath([path.parent for path in paths]))
    by_path = {path: Source(path, PurePosixPath(path.relative_to(shared).as_posix())) for path in paths}

    def source(path: Path) -> Source:
        return by_path[Path(os.path.abspath(path))]

    sources = tuple(sorted(by_path.values(), key=lambda one: str(one.place)))
    found = tuple(dict.fromkeys((source(old), source(new)) for old, new in pairs))
    alone = {source(path) for path in single}
    return Named(sources, found, tuple(one for one in sources if one in alone))


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """Return the lines of a list by number, each with one name or two; none where the file is no list.

    Raises:
        SourceError: a line of a list holds more than two names.
    """
    data = read_file(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if path.suffix.lower() == LIST:
            raise SourceError("{path} is not UTF-8; a list of files is", path=as_text(str(path))) from None
        return []
    lines = [
        (n, [name.strip() for name in line.split("\t")])
        for n, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith(_COMMENT)
    ]
    if not lines:
        return []
    if path.suffix.lower() != LIST and not _is_file(_beside(path, lines[0][1][0])):
        return []
    for n, names in lines:
        if len(names) > 2 or not all(names):
            raise SourceError(
                "{path}, line {n}: a line of a list is FILE, or OLD, a tab, and NEW", path=as_text(str(path)), n=n
            )
    return lines


def _beside(of_list: Path, name: str) -> Path:
    return of_list.parent / name


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a line of a report may be longer than any name, or hold what no name does
        return False


def _on_line(of_list: Path, n: int, name: str) -> Path:
    path = _beside(of_list, name)
    if not _is_file(path):
        raise SourceError(
            "{of_list}, line {n}: {name} is no file",
            of_list=as_text(str(of_list)),
            n=n,
            name=name,
        )
    return path
