"""What a report page is made of: values for its templates, every one a word, a number or a list of these."""

from collections.abc import Iterable, Sequence
from typing import Any

from shinkyu.messages import Lang
from shinkyu.model.change import Change, weight
from shinkyu.model.document import Address, DeclaredRow
from shinkyu.model.report import Finding, Judgement, Partial
from shinkyu.render.change_table.columns import COLUMNS, marked_cells
from shinkyu.render.changes import FOLD_FROM
from shinkyu.render.html.left_out import left_out
from shinkyu.render.html.passages import cell_texts, change_texts, line_of
from shinkyu.render.html.view import View
from shinkyu.render.html.words import page_words
from shinkyu.render.places import place_text
from shinkyu.render.report import ORDER, by_weight
from shinkyu.render.report_words import SIGNS, WORDS, ReportWords, uncovered
from shinkyu.render.shapes import summary, version_shape

OP_SIGNS = {"added": "＋", "removed": "－", "modified": "±", "moved": "↕", "renumbered": "№", "notation": "≈"}
"""Before the name of each op: told without colour."""
_ENTRY_SIGNS = {"added": "＋", "removed": "－", "modified": "±", "moved": "↕"}
_OPEN = ("contradicted", "partly")
"""Verdicts whose rows are not folded."""
_LONG_QUOTATION = 160
"""Characters of a quotation that are shown before it folds."""


def values(view: View, lang: Lang) -> dict[str, Any]:
    """Return the values of the templates."""
    return _Page(view, lang).values()


class _Page:
    def __init__(self, view: View, lang: Lang) -> None:
        self.view = view
        self.lang = lang
        self.words: ReportWords = WORDS[lang]
        self.say = page_words(lang)
        report = view.report
        self.changes = view.changes.changes if view.changes else ()
        self.by_id = {change.id: change for change in self.changes}
        self.called = uncovered(self.words, table_read=report.table_read)
        self.rows = {row.n: row for row in view.new.document.declared or ()}
        self.undeclared = {change.id for change in report.undeclared}
        self.partial = {left.change: left for left in report.partial}
        self.covering: dict[str, list[Judgement]] = {}
        for judgement in report.declared:
            for change in judgement.covers:
                self.covering.setdefault(change, []).append(judgement)
        self.findings = by_weight(report.findings)
        self.found_at: dict[int | Address, list[int]] = {}
        for n, finding in enumerate(self.findings, 1):
            if key := finding.n if finding.n is not None else finding.address:
                self.found_at.setdefault(key, []).append(n)
        self.patterns = {
            pattern.id: pattern
            for pattern in (view.changes.patterns if view.changes else ())
            if len(pattern.changes) >= FOLD_FROM
        }

    def values(self) -> dict[str, Any]:
        view, report = self.view, self.view.report
        numbers = summary(report)
        sections = self._sections()
        return {
            "say": self.say,
            "words": self.words,
            "lang": self.lang,
            "lead": view.lead,
            "title": self.say["title_diff" if view.lead == "diff" else "title_check"],
            "name": version_shape(*view.new)["title"] or "",
            "versions": self._versions(),
            "tool": dict(view.tool),
            "warnings": self._warnings(),
            "numbers": numbers,
            "called": self.called,
            "verdicts": [self._verdict(name) for name in ORDER],
            "compared": view.changes is not None,
            "sections": sections,
            "quiet": [self._change(change) for change in self.changes if weight(change) == "quiet"],
            "undeclared": self._undeclared(),
            "partial": [self._left(left) for left in report.partial],
            "suspects": [self._line(change) for change in report.suspects],
            "findings": [self._finding(n, finding) for n, finding in enumerate(self.findings, 1)],
            "switched_off": report.switched_off,
            "selection": self._selection(),
            "ignored": self._ignored(),
            "proposed": self._proposed(),
            "columns": COLUMNS,
            "not_compared": left_out(self.view, self.words, self.say),
            "filters": self._filters(),
            "counts": {"changes": len(self.changes), "rows": len(report.declared), "findings": len(self.findings)},
        }

    # ------------------------------------------------------------------ head

    def _versions(self) -> list[dict[str, Any]]:
        pairs = [(self.say["older"], self.view.old), (self.say["newer"], self.view.new)]
        found = []
        for role, version in pairs:
            if version is None:
                continue
            shape = version_shape(*version)
            made = shape["reconstructed"]
            found.append(
                {
                    **shape,
                    "role": role if self.view.old else self.say["alone"],
                    "form_word": self.words.forms[shape["form"]],
                    "published": shape["published_on"] or self.words.undated,
                    "made": self.words.made.format(to=made["to"]) if made else "",
                    "rows": None if version.document.declared is None else len(version.document.declared),
                }
            )
        return found

    def _warnings(self) -> list[str]:
        found = [self.say[f"doubt_{doubt}".replace("-", "_")] for doubt in self.view.doubts]
        if self.view.old and self.view.old.reading.sha256 == self.view.new.reading.sha256:
            found.append(self.words.same)
        if self.view.new.document.declared is None:
            found.append(self.words.no_table)
        if not self.view.report.compared:
            found.append(self.words.alone)
        return found

    # ------------------------------------------------------------------ changes

    def _sections(self) -> list[dict[str, Any]]:
        """Return the changes as the text report groups them: ※ first, then others, then what may be misread."""
        kinds = {change.id: weight(change) for change in self.changes}
        real = [change for change in self.changes if kinds[change.id] == "substance"]
        chosen = (
            ("material", self.say["changes_material"], [change for change in real if change.material]),
            ("other", self.say["changes_other"], [change for change in real if not change.material]),
            ("suspect", self.say["changes_suspect"], [c for c in self.changes if kinds[c.id] == "suspect"]),
        )
        return [
            {"id": name, "heading": heading, "n": len(found), "groups": self._groups(found)}
            for name, heading, found in chosen
        ]

    def _groups(self, changes: Sequence[Change]) -> list[dict[str, Any]]:
        """Return changes one by one, and those of one substitution together behind them."""
        found: list[dict[str, Any]] = [
            {"pattern": None, "changes": [self._change(c)]} for c in changes if c.pattern not in self.patterns
        ]
        for pattern in self.patterns.values():
            touched = [change for change in changes if change.id in pattern.changes]
            if touched:
                shown = {"before": pattern.before, "after": pattern.after, "n": len(touched)}
                found.append({"pattern": shown, "changes": [self._change(change) for change in touched]})
        return found

    def _change(self, change: Change) -> dict[str, Any]:
        texts = change_texts(change)
        fate = self._fate(change)
        judged = self.covering.get(change.id, [])
        old, new = change.old, change.new
        kind = weight(change)
        noticed = self.found_at.get(new.address if new else old.address if old else (), [])
        on_rows = [n for judgement in judged for n in self.found_at.get(judgement.n, [])]
        tokens = [
            *(["m:1"] if change.material else []),
            f"w:{kind}",
            f"o:{change.op}",
            f"c:{change.cls}",
            f"d:{fate}",
            *(f"v:{judgement.verdict}" for judgement in judged),
            *(["f:1"] if noticed or on_rows else []),
        ]
        return {
            "id": change.id,
            "op": change.op,
            "op_word": self.words.ops[change.op],
            "sign": OP_SIGNS[change.op],
            "cls_word": self.words.classes[change.cls],
            "weight": kind,
            "weight_word": self.words.weights[kind],
            "material": change.material,
            "old_address": old.address if old and (new is None or old.address != new.address) else (),
            "address": (new or old).address if new or old else (),  # type: ignore[union-attr]
            "old_place": place_text(old.where, self.words.line) if old else "",
            "new_place": place_text(new.where, self.words.line) if new else "",
            "is_new": new is not None,
            "texts": texts,
            "foldable": any(piece.kind == "fold" for side in texts for piece in side),
            "entries": [
                {"op": each.op, "sign": _ENTRY_SIGNS[each.op], "before": each.before, "after": each.after}
                for each in change.entries
            ],
            "fate": fate,
            "rows": [{"n": j.n, "verdict": self._verdict_word(j)} for j in judged],
            "left": self._passages(self.partial[change.id]) if change.id in self.partial else [],
            "findings": noticed,
            "tokens": " ".join(dict.fromkeys(tokens)),
        }

    def _fate(self, change: Change) -> str:
        """Return what the table says of a change: every change has exactly one fate."""
        if change.id in self.undeclared:
            return "undeclared" if self.view.report.table_read else "unknown"
        if change.id in self.partial:
            return "partly"
        return "declared" if change.id in self.covering else "unasked"

    def _line(self, change: Change) -> dict[str, Any]:
        """Return a change as one line that leads to it."""
        shown = change.id in self.by_id
        side = change.new or change.old
        return {
            "id": change.id if shown else "",
            "name": change.id,
            "sign": OP_SIGNS[change.op],
            "op_word": self.words.ops[change.op],
            "material": change.material,
            "weight": weight(change),
            "address": side.address if side else (),
            "pieces": line_of(change),
        }

    def _undeclared(self) -> list[dict[str, Any]]:
        undeclared = self.view.report.undeclared
        return [
            {"heading": heading, "changes": [self._line(change) for change in undeclared if change.material is mark]}
            for heading, mark in ((self.called.material, True), (self.called.other, False))
            if any(change.material is mark for change in undeclared)
        ]

    def _left(self, left: Partial) -> dict[str, Any]:
        return {
            "id": left.change if left.change in self.by_id else "",
            "name": left.change,
            "address": left.address,
            "passages": self._passages(left),
        }

    def _passages(self, left: Partial) -> list[tuple[str, str]]:
        return [(before or self.words.blank, after or self.words.blank) for before, after in left.passages]

    # ------------------------------------------------------------------ rows

    def _verdict(self, name: str) -> dict[str, Any]:
        rows = [self._row(judgement) for judgement in self.view.report.declared if judgement.verdict == name]
        return {
            "name": name,
            "word": self._word_of(name),
            "sign": SIGNS[name],
            "means": self.say[f"means_{name}"],
            "n": len(rows),
            "open": name in _OPEN,
            "rows": rows,
        }

    def _word_of(self, verdict: str) -> str:
        return self.words.verdicts[verdict]

    def _verdict_word(self, judgement: Judgement) -> str:
        return f"{SIGNS[judgement.verdict]} {self._word_of(judgement.verdict)}"

    def _row(self, judgement: Judgement) -> dict[str, Any]:
        row: DeclaredRow = self.rows[judgement.n]
        covered = [self.by_id[change] for change in judgement.covers if change in self.by_id]
        noticed = self.found_at.get(judgement.n, [])
        tokens = [
            f"v:{judgement.verdict}",
            *(["m:1"] if any(change.material for change in covered) else []),
            *(f"w:{weight(change)}" for change in covered),
            *(f"o:{change.op}" for change in covered),
            *(f"c:{change.cls}" for change in covered),
            *(f"d:{self._fate(change)}" for change in covered),
            *(["f:1"] if noticed else []),
        ]
        texts = cell_texts("\n".join(row.before), "\n".join(row.after))
        return {
            "n": row.n,
            "heading": self.words.row.format(n=row.n),
            "date": row.date.text,
            "item": row.item,
            "texts": texts,
            "foldable": any(piece.kind == "fold" for side in texts for piece in side),
            "timing": row.timing,
            "explanation": row.explanation,
            "verdict": judgement.verdict,
            "verdict_word": self._verdict_word(judgement),
            "why": judgement.why if self.lang == "ja" else judgement.why_en,
            "later": judgement.superseded_by,
            "targets": [target.address for target in judgement.targets],
            "evidence": [self._evidence(each) for each in judgement.evidence],
            "covers": [self._line(change) for change in covered],
            "hidden": [change for change in judgement.covers if change not in self.by_id],
            "findings": [self._finding(n, self.findings[n - 1]) for n in noticed],
            "tokens": " ".join(dict.fromkeys(tokens)),
        }

    def _evidence(self, evidence: Any) -> dict[str, Any]:
        quotation = evidence.quotation
        long = len(quotation) > _LONG_QUOTATION
        return {
            "version": self.words.then if evidence.says.endswith("-in-old") else self.words.now,
            "place": place_text(evidence.where, self.words.line),
            "address": evidence.address,
            "head": quotation[:_LONG_QUOTATION] if long else quotation,
            "rest": quotation[_LONG_QUOTATION:] if long else "",
        }

    # ------------------------------------------------------------------ findings, table, what was left out

    def _finding(self, n: int, finding: Finding) -> dict[str, Any]:
        judged = next((j for j in self.view.report.declared if j.n == finding.n), None)
        tokens = ["f:1", *([f"v:{judged.verdict}"] if judged else [])]
        return {
            "n": n,
            "row": finding.n,
            "row_word": self.words.row.format(n=finding.n) if finding.n is not None else "",
            "address": finding.address or (),
            "message": finding.message if self.lang == "ja" else finding.message_en,
            "severity": finding.severity,
            "severity_word": self.say[f"severity_{finding.severity}"],
            "rule": finding.rule,
            "tokens": " ".join(tokens),
        }

    def _selection(self) -> str:
        selection = self.view.changes.selection if self.view.changes else None
        if not selection or not selection.only:
            return ""
        return self.say["only"].format(words=self.words.comma.join(selection.only), n=selection.hidden)

    def _ignored(self) -> list[dict[str, Any]]:
        of_diff = self.view.changes.selection.ignored if self.view.changes else ()
        return [
            {"rule": each.rule, "changes": [self._line(change) for change in each.changes]}
            for each in of_diff or self.view.report.ignored
        ]

    def _proposed(self) -> list[dict[str, Any]]:
        wanted = self.undeclared | self.partial.keys()
        return [
            {
                "cells": marked_cells(row, confirmed=False),
                "missing": any(change in wanted for change in row.changes),
                "material": row.material,
                "moved": row.moved,
            }
            for row in self.view.proposed
        ]

    # ------------------------------------------------------------------ filters

    def _filters(self) -> list[dict[str, Any]]:
        """Return the choices of each filter, only those that something on this page has."""
        fates = [self._fate(change) for change in self.changes]
        verdicts = [judgement.verdict for judgement in self.view.report.declared]
        groups: list[tuple[str, str, dict[str, str], Iterable[str]]] = [
            ("w", self.say["filter_weight"], self.words.weights, (weight(change) for change in self.changes)),
            ("o", self.say["filter_op"], self.words.ops, (change.op for change in self.changes)),
            ("c", self.say["filter_class"], self.words.classes, (change.cls for change in self.changes)),
            ("d", self.say["filter_fate"], {f: self.say[f"fate_{f}"] for f in _FATES}, fates),
            ("v", self.say["filter_verdict"], self.words.verdicts, verdicts),
        ]
        found = []
        for key, label, names, present in groups:
            there = set(present)
            options = [(f"{key}:{name}", word) for name, word in names.items() if name in there]
            if len(options) > 1:
                found.append({"key": key, "label": label, "options": options})
        return found


_FATES = ("undeclared", "unknown", "partly", "declared", "unasked")
"""What the table says of a change: nothing, nobody knows, only a part, all of it, or it was not asked."""
