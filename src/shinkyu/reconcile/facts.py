"""What the lint rules look at."""

from collections.abc import Iterator
from typing import NamedTuple

from shinkyu.model.declaration import Declaration
from shinkyu.model.document import DeclaredRow, Document
from shinkyu.model.form import FormTemplate
from shinkyu.model.report import Judgement


class Facts(NamedTuple):
    """Rows, how they were understood and judged, and the documents."""

    new: Document
    old: Document | None
    template: FormTemplate
    declarations: tuple[Declaration, ...]
    judgements: tuple[Judgement, ...]
    recent: frozenset[int]
    """Numbers of the rows that declare the newest step."""
    cut: frozenset[int]
    """Numbers of the rows whose 後 cell the document continues within a word."""

    @property
    def rows(self) -> tuple[DeclaredRow, ...]:
        """The declared rows as written."""
        return self.new.declared or ()

    def read(self) -> Iterator[tuple[DeclaredRow, Declaration, Judgement]]:
        """Yield each row with what was made of it."""
        return zip(self.rows, self.declarations, self.judgements, strict=True)
