"""JSON Schemas (draft 2020-12) of what the commands print, made from the model.

The classes below say what stands around the values of the model in each output; they are read by the maker of the
schemas and by people, the outputs themselves are made in ``shapes``.  Keys may be added to an output without a new
number in its ``schema``; none is taken away or comes to mean something else.
"""

from importlib.resources import files
from typing import Any, Literal, TypedDict

import msgspec

from shinkyu.model.change import Change, Ignored, Notice, Pattern, Selection
from shinkyu.model.declaration import Directive, Target, Truncation
from shinkyu.model.document import Checks, Day, State
from shinkyu.model.health import Health
from shinkyu.model.reading import Where
from shinkyu.model.report import Finding, Judgement, Partial, VerdictName

SCHEMAS = ("items", "declared", "diff", "check", "doctor")
"""The outputs that have a schema here; that of the canonical document is in ``codec``."""


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


_SHAPES: dict[str, Any] = {
    "items": ItemShape,
    "declared": DeclaredShape,
    "diff": DiffShape,
    "check": CheckShape,
    "doctor": DoctorShape,
}


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of an output, made from the model; *name* is one of ``SCHEMAS``."""
    made = msgspec.json.schema(_SHAPES[name])
    if name == "items":  # several kinds of object in one place are more than the maker can say
        (checks, day), components = msgspec.json.schema_components([Checks, Day], ref_template="#/$defs/{name}")
        made["$defs"] |= components
        plain = [{"type": kind} for kind in ("string", "integer", "null")]
        listed = {"type": "array", "items": {"type": "string"}}
        made["$defs"]["ItemShape"]["properties"]["value"] = {"anyOf": [*plain, listed, checks, day]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"shinkyu {name}", **made}


def published(name: str) -> str:
    """Return the JSON Schema of an output as shipped in the package."""
    return files(__package__).joinpath("data", f"{name}.schema.json").read_text(encoding="utf-8")
