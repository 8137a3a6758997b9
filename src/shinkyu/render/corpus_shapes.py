"""What the corpus commands write for other programs, for the maker of the schemas and for people."""

from typing import TypedDict

from shinkyu.model.change import Change
from shinkyu.model.document import State
from shinkyu.model.form import FormName
from shinkyu.model.report import VerdictName
from shinkyu.model.version import CommitKind, Ground
from shinkyu.render.output_shapes import DeclaredShape, ItemShape


class OfVersion(TypedDict):
    """What names a version in a corpus: the first keys of each line."""

    agency: str
    number: str
    form: FormName
    published_on: str
    kind_of_commit: CommitKind
    commit: str


class ExportedItem(OfVersion, ItemShape):
    """``corpus export --what items``, one line."""


class ExportedRow(OfVersion, DeclaredShape):
    """``corpus export --what declared``, one line."""


class ExportedVersion(OfVersion):
    """``corpus export --what versions``, one line; ``declared_rows`` is null where the copy holds no table."""

    source_sha256: str
    form_edition: str
    engine_version: str
    dictionary_version: str
    agency_name: str | None
    title: str | None
    items: int
    declared_rows: int | None


class LogShape(TypedDict):
    """``corpus log --format jsonl``, one line; ``body`` is what the commit tells, ``key`` is ``agency/number-form``."""

    commit: str
    key: str
    published_on: str
    kind: CommitKind
    subject: str
    body: str
    source_sha256: str
    form_edition: str
    engine_version: str
    dictionary_version: str
    agency_name: str
    title: str


class HitShape(OfVersion):
    """``corpus search --format jsonl``, one line; the address of a declared row begins with 変更箇所."""

    address: list[str]
    text: str


class CoveringShape(TypedDict):
    """A declared row that covers a change; ``date`` is the ISO date, or the text where it is no single day."""

    n: int
    date: str
    item: str
    verdict: VerdictName


class BlamedShape(TypedDict):
    """``corpus blame --format jsonl``, one line: an item, and the version that last changed it in substance."""

    id: str
    address: list[str]
    published_on: str
    commit: str
    ground: Ground
    state: State
    value: str
    rows: list[CoveringShape]


class StageShape(TypedDict):
    """``corpus history --format jsonl``, one line: an item in one version; all null where that does not have it."""

    published_on: str
    commit: str
    address: list[str] | None
    state: State | None
    ground: Ground | None
    value: str | None
    changes: list[Change]
    rows: list[CoveringShape]


class StatsShape(TypedDict):
    """``corpus stats --format json``: numbers of a whole corpus; changes and rows are what the commits tell."""

    agencies: int
    reports: int
    versions: int
    first: str | None
    last: str | None
    by_form: dict[str, int]
    by_edition: dict[str, int]
    by_year: dict[str, int]
    read_by: dict[str, int]
    changes: dict[str, int]
    declared_rows: dict[str, int]
    undeclared: int
    undeclared_not_known: int
    declared_in_part: int
    not_compared: int
    """Items that one of two versions lacks or does not say, so that they may have changed."""
