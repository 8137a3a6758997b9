"""The JSON shapes of the command line: what others build on."""

from collections import Counter
from typing import Any

import msgspec

from shinkyu.codec.canonical import to_builtins
from shinkyu.codec.cover import cover_text, published_on
from shinkyu.model.change import LACKED_BY_ONE, Change, Changes
from shinkyu.model.declaration import Declaration
from shinkyu.model.document import DeclaredRow, Document, Item, ListItem, TextItem
from shinkyu.model.reading import ItemReading, Reading
from shinkyu.model.report import Judgement, Report
from shinkyu.model.rewind import Knowledge, Rewound

DIFF_SCHEMA = "shinkyu/diff/1"
CHECK_SCHEMA = "shinkyu/check/1"
REWIND_SCHEMA = "shinkyu/rewind/1"


def item_shapes(document: Document, reading: Reading) -> list[dict[str, Any]]:
    """Return one object an item, and one a printed heading, in form order."""
    items = [_item(item, where) for item, where in zip(document.items, reading.items, strict=True)]
    headings = [
        {
            "id": heading.id,
            "address": list(heading.address),
            "label": heading.label,
            "kind": "heading",
            "state": "unread" if heading.unread else "filled" if heading.text else "blank",
            "value": heading.text or None,
            "confidence": 1.0,
            "where": {"line": heading.line},
        }
        for heading in reading.headings
    ]
    return [*items, *headings]


def _item(item: Item, where: ItemReading) -> dict[str, Any]:
    value: Any = to_builtins(item.value)
    if isinstance(item, TextItem):
        value = "\n".join(item.value)
    if isinstance(item, ListItem):
        value = list(item.value)
    return {
        "id": item.id,
        "address": list(item.address),
        "label": item.label,
        "kind": to_builtins(item)["kind"],
        "state": item.state,
        "value": value,
        "confidence": where.confidence,
        "where": to_builtins(where.where),
    }


def declared_shapes(rows: tuple[DeclaredRow, ...], declarations: tuple[Declaration, ...]) -> list[dict[str, Any]]:
    """Return one object a declared row, as written and as understood."""
    return [
        {
            "n": row.n,
            "date": row.date.date or row.date.text,
            "date_text": row.date.text,
            "item": row.item,
            "before": "\n".join(row.before),
            "after": "\n".join(row.after),
            "timing": row.timing,
            "explanation": row.explanation,
            "targets": to_builtins(declaration.targets),
            "directive": to_builtins(declaration.directive),
            "truncated": to_builtins(declaration.truncated),
        }
        for row, declaration in zip(rows, declarations, strict=True)
    ]


def change_shape(change: Change) -> dict[str, Any]:
    """Return one change as an object."""
    shape: dict[str, Any] = to_builtins(change)
    return shape


def diff_shape(old: dict[str, Any], new: dict[str, Any], changes: Changes, tool: dict[str, str]) -> dict[str, Any]:
    """Return the object of ``diff``; *old* and *new* describe the versions."""
    return {
        "schema": DIFF_SCHEMA,
        "tool": tool,
        "old": old,
        "new": new,
        "changes": [change_shape(change) for change in changes.changes],
        "patterns": to_builtins(changes.patterns),
        "notices": to_builtins(changes.notices),
        "selection": to_builtins(changes.selection),
        "stats": stats(changes),
    }


def stats(changes: Changes) -> dict[str, Any]:
    """Return numbers of changes by op and by class."""
    return {
        "changes": len(changes.changes),
        "material": sum(change.material and change.op != "notation" for change in changes.changes),
        "by_op": dict(sorted(Counter(change.op for change in changes.changes).items())),
        "by_class": dict(sorted(Counter(change.cls for change in changes.changes).items())),
    }


def check_shape(
    new: dict[str, Any], old: dict[str, Any] | None, report: Report, tool: dict[str, str]
) -> dict[str, Any]:
    """Return the object of ``check``."""
    whole: dict[str, Any] = to_builtins(report)
    return {
        "schema": CHECK_SCHEMA,
        "tool": tool,
        "old": old,
        "new": new,
        **whole,
        "summary": summary(report),
    }


def summary(report: Report) -> dict[str, Any]:
    """Return numbers of rows by verdict, of undeclared changes and of findings by rule."""
    verdicts = Counter(judgement.verdict for judgement in report.declared)
    return {
        "declared": len(report.declared),
        "verdicts": dict(sorted(verdicts.items())),
        "undeclared": len(report.undeclared),
        "partly_declared": len(report.partial),
        "undeclared_material": sum(change.material for change in report.undeclared),
        "suspects": len(report.suspects),
        "findings": dict(sorted(Counter(finding.rule for finding in report.findings).items())),
        "ignored": sum(len(each.changes) for each in report.ignored),
        "not_compared": sum(len(each.addresses) for each in report.notices if each.rule in LACKED_BY_ONE),
        "compared": report.compared,
        "table_read": report.table_read,
    }


def rewind_shape(new: dict[str, Any], rewound: Rewound, tool: dict[str, str]) -> dict[str, Any]:
    """Return the account of a rewinding; *new* describes the version whose table was undone."""
    known: dict[Knowledge, list[Any]] = {"certain": [], "likely": [], "unknown": []}
    for item, knowledge in zip(rewound.document.items, rewound.knowledge, strict=True):
        known[knowledge].append(item.address)
    return {
        "schema": REWIND_SCHEMA,
        "tool": tool,
        "new": new,
        "to": rewound.to,
        "rows": to_builtins(rewound.rows),
        "items": to_builtins(known),
    }


def needs_attention(judgement: Judgement) -> bool:
    """Say whether a reviewer should look at a row."""
    return judgement.verdict in ("partly", "contradicted")


def finds_something(report: Report) -> bool:
    """Say whether anything in a report asks for a person's eye; findings of level ``info`` do not."""
    return bool(
        report.undeclared
        or report.partial
        or report.suspects
        or any(finding.severity != "info" for finding in report.findings)
        or any(needs_attention(judgement) for judgement in report.declared)
    )


def version_shape(document: Document, reading: Reading) -> dict[str, Any]:
    """Return what identifies a version: source, form, edition, cover, and whether it was ever published."""
    mark = document.reconstructed
    return {
        "source": reading.source,
        "sha256": reading.sha256,
        "form": document.form,
        "edition": document.edition,
        "agency": cover_text(document, "cover.agency"),
        "number": cover_text(document, "cover.number"),
        "title": cover_text(document, "cover.title"),
        "published_on": published_on(document),
        "reconstructed": None if mark is msgspec.UNSET else {"to": mark.to, "source_sha256": mark.source_sha256},
    }
