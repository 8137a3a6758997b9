"""What stands around the values of the model in each output, for the maker of the schemas and for people.

The outputs themselves are made in ``shapes``.  Keys may be added to an output without a new number in its ``schema``;
none is taken away or comes to mean something else.
"""

from typing import Any, Literal, TypedDict

from shinkyu.model.change import Change, Ignored, Notice, Pattern, Selection
from shinkyu.model.declaration import Directive, Target, Truncation
from shinkyu.model.document import Address, State
from shinkyu.model.health import Health
from shinkyu.model.reading import Where
from shinkyu.model.report import Finding, Judgement, Partial, VerdictName
from shinkyu.model.rewind import Undone


class Tool(TypedDict):
    """What made the output."""

    shinkyu: str
    dictionary: str


class Made(TypedDict):
    """A version that was never published: rows undone by ``rewind``."""

    to: str
    source_sha256: str


class VersionShape(TypedDict):
    """What identifies a version; null where the cover does not say it."""

    source: str
    sha256: str
    form: str
    edition: str
    agency: str | None
    number: str | None
    title: str | None
    published_on: str | None
    reconstructed: Made | None


class Stats(TypedDict):
    """Numbers of changes."""

    changes: int
    material: int
    by_op: dict[str, int]
    by_class: dict[str, int]


class DiffShape(TypedDict):
    """``diff --format json``."""

    schema: Literal["shinkyu/diff/1"]
    tool: Tool
    old: VersionShape
    new: VersionShape
    changes: list[Change]
    patterns: list[Pattern]
    notices: list[Notice]
    selection: Selection
    stats: Stats


class Summary(TypedDict):
    """Numbers of rows, changes and findings; where ``table_read`` is false, ``undeclared`` is of changes of which
    nobody can tell whether a row declares them.
    """

    declared: int
    verdicts: dict[VerdictName, int]
    undeclared: int
    partly_declared: int
    undeclared_material: int
    suspects: int
    findings: dict[str, int]
    ignored: int
    not_compared: int
    """Items, and members of groups, that one of two copies lacks: whether they changed, nobody can tell."""
    compared: bool
    table_read: bool


class CheckShape(TypedDict):
    """``check --format json``; ``old`` is null without ``--against``."""

    schema: Literal["shinkyu/check/1"]
    tool: Tool
    old: VersionShape | None
    new: VersionShape
    declared: list[Judgement]
    undeclared: list[Change]
    findings: list[Finding]
    compared: bool
    partial: list[Partial]
    suspects: list[Change]
    ignored: list[Ignored]
    switched_off: dict[str, int]
    table_read: bool
    notices: list[Notice]
    summary: Summary


class ItemShape(TypedDict):
    """``items --format jsonl``, one line; ``--format json`` is a list of them.

    ``value`` is a string (text, choice), a number (count), an object (checks, date), a list of strings (list, figure)
    or null.
    """

    id: str
    address: list[str]
    label: str
    kind: Literal["text", "choice", "checks", "count", "date", "list", "figure", "heading"]
    state: State
    value: Any
    confidence: float
    where: Where


class DeclaredShape(TypedDict):
    """``declared --format jsonl``, one line; ``date`` is the ISO date, or the text where it is no single day."""

    n: int
    date: str
    date_text: str
    item: str
    before: str
    after: str
    timing: str | None
    explanation: str
    targets: list[Target]
    directive: Directive
    truncated: Truncation


class DoctorShape(TypedDict):
    """``doctor --format json``; ``ok`` is false where one of ``checks`` is not ok."""

    schema: Literal["shinkyu/doctor/1"]
    tool: Tool
    ok: bool
    checks: list[Health]


class TableRowShape(TypedDict):
    """A proposed row; ``date`` is the ISO date, or the text where it is no single day; ``before`` and ``after`` are the
    cells.  ``proposed`` is false where a person stands behind ``timing`` and ``explanation``.
    """

    date: str
    date_text: str
    item: str
    before: str
    after: str
    timing: str
    explanation: str
    proposed: bool
    address: list[str]
    changes: list[str]
    material: bool
    reasons: list[str]
    moved: list[str]


class TableShape(TypedDict):
    """``table --format json``; ``changes`` of a row are ids of ``diff --format json``."""

    schema: Literal["shinkyu/table/1"]
    tool: Tool
    rows: list[TableRowShape]


class KnownShape(TypedDict):
    """Items of a reconstructed version by how well their values are known, in the order of the form."""

    certain: list[Address]
    likely: list[Address]
    unknown: list[Address]


class RewindShape(TypedDict):
    """``rewind --format report-json``; ``new`` is the version whose table was undone, ``rows`` are those dated later
    than ``to``, in the order in which they were undone: newest day first, last printed row first.
    """

    schema: Literal["shinkyu/rewind/1"]
    tool: Tool
    new: VersionShape
    to: str
    rows: list[Undone]
    items: KnownShape
