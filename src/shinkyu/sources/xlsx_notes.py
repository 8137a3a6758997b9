"""What people wrote beside the cells of a sheet: comments, and the lists that cells may be chosen from.

None of it is content of the assessment; it goes into the sidecar.
"""

import posixpath

from shinkyu.messages import message
from shinkyu.model.source import CellNote
from shinkyu.sources.xlsx_book import Book, SheetEntry
from shinkyu.sources.xlsx_package import Package, PartReader
from shinkyu.sources.xlsx_sheet import Budget, Sheet
from shinkyu.sources.xlsx_text import RichText, check_length

MAX_NOTES = 10_000
"""Of one sheet; reviewers leave dozens."""


def read_notes(book: Book, entry: SheetEntry, sheet: Sheet, budget: Budget) -> tuple[CellNote, ...]:
    """Return the drop-down lists of a sheet and its comments, in the order of the file."""
    found = [CellNote("list", entry.name, cells, text) for cells, text in sheet.lists]
    folder, _, name = entry.part.rpartition("/")
    links = f"{folder}/_rels/{name}.rels"
    if links in book.package:
        targets = _Targets()
        book.package.parse(links, targets)
        for target in targets.comments:
            part = target[1:] if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            if part in book.package:
                comments = _Comments(book.package, entry.name)
                book.package.parse(part, comments)
                found.extend(comments.found)
    for note in found:
        budget.take_text(note.text)
    return tuple(found)


class _Targets(PartReader):
    """The parts with comments that a sheet names."""

    def __init__(self) -> None:
        super().__init__()
        self.comments: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/comments"):
            self.comments.append(attributes.get("Target", ""))


class _Comments(RichText):
    """Comments of the old kind, which newer ones are written beside too."""

    def __init__(self, package: Package, sheet: str) -> None:
        super().__init__()
        self.package = package
        self.sheet = sheet
        self.cell = ""
        self.found: list[CellNote] = []
        self.begin_string()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "comment":
            self.cell = attributes.get("ref", "")
            self.begin_string()
        elif self.cell:
            self.take_rich(name, attributes)

    def end(self, name: str) -> None:
        if name == "comment":
            text = self.rich_text()
            check_length(text, self.package)
            self.found.append(CellNote("comment", self.sheet, self.cell, text.kept))
            if len(self.found) > MAX_NOTES:
                raise self.package.refused(message("a sheet has more than {n} comments", n=f"{MAX_NOTES:,}"))
            self.cell = ""
        elif self.cell:
            self.end_rich(name)
