"""The check report as a workbook: one row a declared row, and sheets for what no row declares and for findings."""

from collections.abc import Mapping
from typing import Any

from shinkyu.messages import Lang, Message, message
from shinkyu.model.address import cite
from shinkyu.model.change import Change
from shinkyu.model.document import DeclaredRow
from shinkyu.model.report import Evidence, Finding, Judgement, Partial, Report
from shinkyu.render.changes import place, version_line
from shinkyu.render.places import place_text
from shinkyu.render.report import summary_lines
from shinkyu.render.report_words import SIGNS, WORDS, uncovered
from shinkyu.render.workbook import Cell, Link, Sheet, cell, write_workbook

_ROLES = {"confirmed": "good", "partly": "doubt", "contradicted": "bad", "superseded": "quiet", "unverifiable": "doubt"}
_UNDECLARED, _UNTOLD = message("Undeclared changes"), message("Changes not known of")
_ROW_COLUMNS = (
    (message("row"), 5.0),
    (message("verdict"), 12.0),
    (message("date"), 11.0),
    (message("item"), 20.0),
    (message("text before"), 24.0),
    (message("text after"), 24.0),
    (message("submitted"), 7.0),
    (message("why"), 18.0),
    (message("evidence"), 24.0),
    (message("place"), 12.0),
)
_FINDING_COLUMNS = ((message("row"), 6.0), (message("item"), 40.0), (message("finding"), 76.0), (message("rule"), 26.0))
_CHANGE_WIDTHS = (4.0, 18.0, 8.0, 28.0, 45.0, 45.0)
_LONGEST_VALUE = 2_000
"""Characters of a changed text that are shown; whole values are in the documents."""


def report_workbook(
    new: Mapping[str, Any],
    old: Mapping[str, Any] | None,
    rows: tuple[DeclaredRow, ...] | None,
    report: Report,
    lang: Lang = "ja",
) -> bytes:
    """Return the report as a workbook; *new* and *old* describe the versions."""
    return write_workbook(_Book(rows, report, lang).sheets(new, old))


class _Book:
    """The sheets of a report in one language."""

    def __init__(self, rows: tuple[DeclaredRow, ...] | None, report: Report, lang: Lang) -> None:
        self.rows = rows
        self.report = report
        self.lang: Lang = lang
        self.words = WORDS[lang]
        self.order = {judgement.n: n for n, judgement in enumerate(report.declared)}
        self.noticed: dict[int, int] = {}
        for n, finding in enumerate(report.findings):
            if finding.n is not None:
                self.noticed.setdefault(finding.n, n)
        self.of_rows, self.of_findings = self._say(message("Rows")), self._say(message("Findings"))

    def sheets(self, new: Mapping[str, Any], old: Mapping[str, Any] | None) -> list[Sheet]:
        """Return the summary, the rows, what no row declares, and the findings."""
        report, words, say = self.report, self.words, self._say
        by_n = {row.n: row for row in self.rows or ()}
        called = uncovered(words, table_read=report.table_read).all
        role = "bad" if report.table_read else "doubt"
        lines = [version_line(words.new, dict(new), words)]
        lines += [version_line(words.old, dict(old), words)] if old else []
        lines += [words.no_table] if self.rows is None else []
        lines += summary_lines(report, self.lang)
        lines += [f"{SIGNS[name]} {word}" for name, word in words.verdicts.items()]
        summary = say(message("Summary"))
        return [
            Sheet(
                summary,
                say(message("The change table checked")),
                (summary,),
                (148.0,),
                [[cell(line)] for line in lines],
            ),
            Sheet(
                self.of_rows,
                say(message("Verdict on each row of the change table")),
                tuple(say(name) for name, _ in _ROW_COLUMNS),
                tuple(width for _, width in _ROW_COLUMNS),
                [self._judged(judgement, by_n[judgement.n]) for judgement in report.declared],
            ),
            Sheet(
                say(_UNDECLARED if report.table_read else _UNTOLD),
                called,
                ("※", say(message("group")), *words.columns[1:]),
                _CHANGE_WIDTHS,
                [
                    *(self._changed(change, called, role) for change in report.undeclared),
                    *(self._partly(partial) for partial in report.partial),
                    *(self._changed(change, words.changes_suspect, "doubt") for change in report.suspects),
                ],
            ),
            Sheet(
                self.of_findings,
                self.of_findings,
                tuple(say(name) for name, _ in _FINDING_COLUMNS),
                tuple(width for _, width in _FINDING_COLUMNS),
                [self._found(finding) for finding in report.findings],
            ),
        ]

    def _say(self, said: Message) -> str:
        return said.said(self.lang)

    def _judged(self, judgement: Judgement, row: DeclaredRow) -> list[Cell]:
        """Return the cells of a declared row; its number leads to a finding on it, its verdict to the later row."""
        first = next(iter(judgement.evidence), None)
        finding = self.noticed.get(judgement.n)
        later = self.order.get(judgement.superseded_by) if judgement.superseded_by is not None else None
        verdict = f"{SIGNS[judgement.verdict]} {self.words.verdicts[judgement.verdict]}"
        return [
            cell(str(judgement.n), link=Link(self.of_findings, finding) if finding is not None else None),
            cell(verdict, _ROLES[judgement.verdict], Link(self.of_rows, later) if later is not None else None),
            cell(row.date.text),
            cell(row.item),
            cell("\n".join(row.before)),
            cell("\n".join(row.after)),
            cell(row.timing),
            cell(judgement.why if self.lang == "ja" else judgement.why_en),
            cell("\n".join(self._quoted(piece) for piece in judgement.evidence[:2])),
            cell(self._place(first) if first else ""),
        ]

    def _version(self, evidence: Evidence) -> str:
        return self.words.then if evidence.says.endswith("-in-old") else self.words.now

    def _quoted(self, piece: Evidence) -> str:
        return f"{self._version(piece)}: {cite(piece.address)}「{self._short(piece.quotation)}」"

    def _place(self, evidence: Evidence) -> str:
        found = place_text(evidence.where, self.words.line)
        return f"{self.words.then} {found}" if found and evidence.says.endswith("-in-old") else found

    def _changed(self, change: Change, kind: str, role: str) -> list[Cell]:
        return [
            cell("※" if change.material else ""),
            cell(kind, role),
            cell(self.words.ops[change.op]),
            cell(place(change, self.words)),
            cell(self._short(change.before or "")),
            cell(self._short(change.after or "")),
        ]

    def _partly(self, partial: Partial) -> list[Cell]:
        blank = self.words.blank
        return [
            cell(""),
            cell(self.words.partial, "doubt"),
            cell(""),
            cell(cite(partial.address)),
            cell("\n".join(self._short(before) or blank for before, _ in partial.passages)),
            cell("\n".join(self._short(after) or blank for _, after in partial.passages)),
        ]

    def _found(self, finding: Finding) -> list[Cell]:
        row = self.order.get(finding.n) if finding.n is not None else None
        return [
            cell(
                self.words.row.format(n=finding.n) if finding.n is not None else "",
                link=Link(self.of_rows, row) if row is not None else None,
            ),
            cell(cite(finding.address) if finding.address else ""),
            cell(finding.message if self.lang == "ja" else finding.message_en),
            cell(finding.rule),
        ]

    def _short(self, text: str) -> str:
        return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…{self._say(message(' (and more)'))}"
