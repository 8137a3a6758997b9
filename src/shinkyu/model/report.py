"""The result of holding declared rows against the document and against computed changes."""

from typing import Literal

import msgspec

from shinkyu.model.change import Change, Ignored, Notice
from shinkyu.model.declaration import Target
from shinkyu.model.document import Address
from shinkyu.model.reading import Where

RuleName = Literal[
    "ex-post-without-explanation", "ex-ante-with-explanation", "material-item-ex-post",
    "wrong-reference", "no-visible-change", "truncated-cell", "stale-term",
    "broken-chain", "duplicate-row", "date-disagrees-with-cover", "row-lost", "row-altered", "row-added-late",
    "count-disagrees-with-members", "empty-member", "threshold-crossed", "too-many-rows",
]  # fmt: skip
"""Names of the rules that make findings; they are stable."""

Severity = Literal["info", "notice", "warning"]
"""``warning``: two things on paper do not agree; ``notice``: a habit is not followed, or this copy is not whole;
``info``: shown because a project file wants to see it, and not counted for the exit code."""

VerdictName = Literal["confirmed", "partly", "contradicted", "superseded", "unverifiable"]


class Evidence(msgspec.Struct, frozen=True):
    """A quotation that can be found in the document, and where."""

    address: Address
    quotation: str
    where: Where | None = None
    """Place of the item in its source; None where the caller gave no sidecar."""
    says: str = ""
    """``after-present``, ``before-absent``, ``before-in-old`` …; ``…-in-old`` quotes the older version."""


class Judgement(msgspec.Struct, frozen=True):
    """The verdict on one declared row."""

    n: int
    verdict: VerdictName
    targets: tuple[Target, ...]
    covers: tuple[str, ...]
    """Ids of the computed changes this row declares."""
    evidence: tuple[Evidence, ...]
    reason: str
    """Stable name of the ground: ``after-present``, ``before-still-there`` …"""
    why: str
    """The ground as a Japanese sentence."""
    superseded_by: int | None = None
    why_en: str = ""


class Finding(msgspec.Struct, frozen=True):
    """What a lint rule noticed; it describes, it does not accuse."""

    rule: RuleName
    n: int | None
    address: Address | None
    message: str
    """In Japanese."""
    severity: Severity = "warning"
    message_en: str = ""


class Partial(msgspec.Struct, frozen=True):
    """What is left of a change that rows declare in part: passages that no row quotes."""

    change: str
    """Id of the change."""
    address: Address
    passages: tuple[tuple[str, str], ...]
    """Before and after of each passage; empty where something came or went."""


class Report(msgspec.Struct, frozen=True):
    """The whole answer of ``check``."""

    declared: tuple[Judgement, ...]
    undeclared: tuple[Change, ...]
    findings: tuple[Finding, ...]
    compared: bool
    """An older version was at hand."""
    partial: tuple[Partial, ...] = ()
    """Changes declared in part; none of them stands in ``undeclared``."""
    suspects: tuple[Change, ...] = ()
    """Changes that may be misread characters; none of them stands in ``undeclared``."""
    ignored: tuple[Ignored, ...] = ()
    """Changes that the project file ignores; none of them stands in ``undeclared``, ``partial``, ``suspects``."""
    switched_off: dict[str, int] = {}
    """Number of findings of each rule that the project file switches off."""
    table_read: bool = True
    """The change table of the version in hand could be read; where not, nobody can tell of the changes in
    ``undeclared`` whether a row declares them."""
    notices: tuple[Notice, ...] = ()
    """What could not be compared with the older version: whether it changed, nobody can tell."""
