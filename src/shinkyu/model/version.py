"""A version of an assessment report: a document at one publication, and its entry in the history."""

import datetime
from typing import Literal

import msgspec

from shinkyu.model.document import Document
from shinkyu.model.form import FormName
from shinkyu.model.reading import Reading

CommitKind = Literal["publication", "re-extraction", "reconstruction"]
"""A better parser gives a ``re-extraction``: the office changed nothing.  A ``reconstruction`` nobody published: it is
what declared rows imply of an earlier version."""

Ground = Literal["first", "added", "changed", "unread-before", "unread"]
"""Why an item counts from a version: ``first``, it stands so in the oldest there is; ``unread-before`` and ``unread``,
the version before or this one could not be read here (or its marks told apart), so that the item may be older."""


class Key(msgspec.Struct, frozen=True, order=True):
    """Which report: 評価実施機関, 評価書番号 and 様式.  ``str`` is ``agency/number-form``."""

    agency: str
    number: str
    form: FormName

    def __str__(self) -> str:
        return f"{self.agency}/{self.number}-{self.form}"


class Version(msgspec.Struct, frozen=True):
    """A report as published on one day (公表日)."""

    key: Key
    published_on: datetime.date
    document: Document
    reading: Reading
    source: bytes
    """The file as it came, untouched."""
    source_name: str
    """Its name; only the extension is kept, so a version read back says ``source.<ext>``."""
    commit: str | None = None
    """None until the version is in a corpus."""
    engine_version: str = ""
    """What read the source, e.g. ``shinkyu 0.1.0``."""
    dictionary_version: str = ""


class Logged(msgspec.Struct, frozen=True):
    """One commit of a corpus as its message tells it; ``body`` is the summary without trailers."""

    commit: str
    key: Key
    published_on: datetime.date
    kind: CommitKind
    subject: str
    body: str
    source_sha256: str
    form_edition: str
    engine_version: str
    dictionary_version: str
    agency_name: str = ""
    """評価実施機関名 as the cover has it, on one line; the folder may be a code."""
    title: str = ""
    """評価書名 as the cover has it, on one line."""
