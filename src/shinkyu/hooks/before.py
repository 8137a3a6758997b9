"""What a staged assessment was before: under its name, under another, or in the file of the version before it."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from shinkyu import pipeline
from shinkyu.codec.cover import cover_text, published_on
from shinkyu.errors import ShinkyuError
from shinkyu.hooks.documents import DOCUMENT
from shinkyu.messages import Message, message
from shinkyu.pipeline import Read
from shinkyu.store.agencies import folded, office
from shinkyu.store.git import PlainGit

FILES = (".xlsx", ".xlsm", ".xls", ".pdf")
"""Ends of names, whatever their case, of files that may be assessments, beside canonical documents."""
DIFF = ("--no-ext-diff", "--no-relative")
BESIDE = 12
"""Files of a folder that are read to find the version before a new one, the last by name."""


class AtHead:
    """The assessments at ``HEAD``."""

    def __init__(self, git: PlainGit, gone: Iterable[str]) -> None:
        """Ask *git*; *gone* are the assessments that the commit takes away."""
        self._git = git
        self._gone = tuple(gone)
        self._known: dict[str, Read | None] = {}
        self.notes: list[Message] = []
        """What was not looked at."""

    def before(self, path: str, new: Read) -> Read | None:
        """Return what a staged file was at ``HEAD``; None where it is new.

        A file that has no name there is what git takes for renamed; else what this commit takes away and is the same
        report by its cover; else the newest older version of the report that lies beside it in the same format.

        Raises:
            ShinkyuError: it was there and cannot be read.
        """
        data = self._git.blob(f"HEAD:{path}")
        if data is not None:
            return pipeline.read(data, f"HEAD:{path}")
        renamed = self._renamed().get(path)
        was = self._read(renamed) if renamed in self._gone and renamed else None
        if was is not None and was.document.form == new.document.form:
            return was
        return self._newest(self._gone, new) or self._newest(self._beside(path), new, older=True)

    def _newest(self, paths: Iterable[str], new: Read, *, older: bool = False) -> Read | None:
        """Return the newest of the files that is the report *new* is a version of, with *older* one before it."""
        found: list[tuple[str, str, Read]] = []
        for path in paths:
            was = self._read(path)
            if (
                was is None
                or was.document.form != new.document.form
                or not _report(new)
                or _report(was) != _report(new)
            ):
                continue
            day = published_on(was.document) or ""
            if not older or day < (published_on(new.document) or ""):
                found.append((day, path, was))
        return max(found, key=lambda one: one[:2])[-1] if found else None

    def _read(self, path: str) -> Read | None:
        """Return the assessment in a file at ``HEAD``, None where it is none."""
        if path not in self._known:
            try:
                self._known[path] = pipeline.read(self._git.blob(f"HEAD:{path}") or b"", f"HEAD:{path}")
            except ShinkyuError:
                self._known[path] = None
        return self._known[path]

    def _renamed(self) -> dict[str, str]:
        """Return what git itself takes for renamed: new name → old name."""
        out = self._git.run("diff", "--cached", "--name-status", "-z", "-M", "--diff-filter=R", *DIFF)
        fields = out.decode("utf-8", "surrogateescape").split("\0")[:-1]
        return dict(zip(fields[2::3], fields[1::3], strict=True))

    def _beside(self, path: str) -> Iterator[str]:
        """Yield the files of the same format that lie beside a file, the last by name first."""
        place = PurePosixPath(path)
        suffix = place.suffix.lower()
        if place.name == DOCUMENT or suffix not in FILES:
            return
        folder = "" if str(place.parent) == "." else str(place.parent)
        _, out, _ = self._git.attempt("ls-tree", "-z", "--name-only", f"HEAD:{folder}")
        names = out.decode("utf-8", "surrogateescape").split("\0")[:-1]
        alike = sorted((name for name in names if name.lower().endswith(suffix)), reverse=True)
        if len(alike) > BESIDE:
            self.notes.append(
                message(
                    "{path}: the version before it was looked for in {n} of {all} files beside it",
                    path=path,
                    n=BESIDE,
                    all=len(alike),
                )
            )
        yield from (str(place.with_name(name)) for name in alike[:BESIDE])


def _report(version: Read) -> tuple[str, str] | None:
    """Return which report the cover says this is, office and number; None where it says neither."""
    agency, number = (cover_text(version.document, f"cover.{name}") or "" for name in ("agency", "number"))
    return (office(agency), folded(number)) if agency or number else None
