"""The check report as a workbook: one row a declared row, and sheets for what no row declares and for findings."""

from collections.abc import Mapping
from typing import Any

from shinkyu.model.address import cite
from shinkyu.model.change import Change
from shinkyu.model.document import DeclaredRow
from shinkyu.model.reading import Where
from shinkyu.model.report import Evidence, Finding, Judgement, Partial, Report
from shinkyu.render.changes import OPS, SUSPECTS, place, version_line
from shinkyu.render.places import place_text
from shinkyu.render.report import PARTIAL, VERDICTS, summary_lines
from shinkyu.render.report_words import JA, SIGNS, uncovered
from shinkyu.render.workbook import Cell, Link, Sheet, cell, write_workbook

_ROLES = {"confirmed": "good", "partly": "doubt", "contradicted": "bad", "superseded": "quiet", "unverifiable": "doubt"}
_SUMMARY, _ROWS, _FINDINGS = "概要", "変更箇所の行", "気付き"
_LONGEST_VALUE = 2_000
"""Characters of a changed text that are shown; whole values are in the documents."""


def report_workbook(
    new: Mapping[str, Any], old: Mapping[str, Any] | None, rows: tuple[DeclaredRow, ...] | None, report: Report
) -> bytes:
    """Return the report as a workbook; *new* and *old* describe the versions."""
    by_n = {row.n: row for row in rows or ()}
    called = uncovered(JA, table_read=report.table_read)
    order = {judgement.n: n for n, judgement in enumerate(report.declared)}
    findings: dict[int, int] = {}
    for n, finding in enumerate(report.findings):
        if finding.n is not None:
            findings.setdefault(finding.n, n)
    lines = [version_line("対象", dict(new)), *([version_line("旧版", dict(old))] if old else [])]
    if rows is None:
        lines.append("この写しから変更箇所の表は読み取れませんでした。")
    lines += [*summary_lines(report), *(f"{SIGNS[name]} {word}" for name, word in VERDICTS.items())]
    return write_workbook(
        [
            Sheet(_SUMMARY, "変更箇所の点検結果", ("概要",), (148.0,), [[cell(line)] for line in lines]),
            Sheet(
                _ROWS,
                "変更箇所の行ごとの判定",
                ("行", "判定", "変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "理由", "根拠", "場所"),
                (5.0, 12.0, 11.0, 20.0, 24.0, 24.0, 7.0, 18.0, 24.0, 12.0),
                [_judged(judgement, by_n[judgement.n], order, findings) for judgement in report.declared],
            ),
            Sheet(
                "記載のない変更" if report.table_read else "記載不明の変更",
                called.all,
                ("※", "区分", "種別", "項目", "変更前", "変更後"),
                (4.0, 18.0, 8.0, 28.0, 45.0, 45.0),
                [
                    *(
                        _changed(change, called.all, "bad" if report.table_read else "doubt")
                        for change in report.undeclared
                    ),
                    *(_partly(partial) for partial in report.partial),
                    *(_changed(change, SUSPECTS, "doubt") for change in report.suspects),
                ],
            ),
            Sheet(
                _FINDINGS,
                "気付き",
                ("行", "項目", "内容", "規則"),
                (6.0, 40.0, 76.0, 26.0),
                [_found(finding, order) for finding in report.findings],
            ),
        ]
    )


def _judged(judgement: Judgement, row: DeclaredRow, order: dict[int, int], findings: dict[int, int]) -> list[Cell]:
    """Return the cells of a declared row; its number leads to a finding on it, its verdict to the later row."""
    first = next(iter(judgement.evidence), None)
    finding = findings.get(judgement.n)
    later = order.get(judgement.superseded_by) if judgement.superseded_by is not None else None
    return [
        cell(str(judgement.n), link=Link(_FINDINGS, finding) if finding is not None else None),
        cell(
            f"{SIGNS[judgement.verdict]} {VERDICTS[judgement.verdict]}",
            _ROLES[judgement.verdict],
            Link(_ROWS, later) if later is not None else None,
        ),
        cell(row.date.text),
        cell(row.item),
        cell("\n".join(row.before)),
        cell("\n".join(row.after)),
        cell(row.timing),
        cell(judgement.why),
        cell(_quoted(judgement.evidence)),
        cell(_place(first.where, first) if first else ""),
    ]


def _quoted(evidence: tuple[Evidence, ...]) -> str:
    return "\n".join(
        f"{'旧' if piece.says.endswith('-in-old') else '現'}: {cite(piece.address)}「{_short(piece.quotation)}」"
        for piece in evidence[:2]
    )


def _place(where: Where | None, evidence: Evidence) -> str:
    version = "旧 " if evidence.says.endswith("-in-old") else ""
    found = place_text(where)
    return version + found if found else ""


def _changed(change: Change, kind: str, role: str) -> list[Cell]:
    return [
        cell("※" if change.material else ""),
        cell(kind, role),
        cell(OPS[change.op]),
        cell(place(change)),
        cell(_short(change.before or "")),
        cell(_short(change.after or "")),
    ]


def _partly(partial: Partial) -> list[Cell]:
    return [
        cell(""),
        cell(PARTIAL, "doubt"),
        cell(""),
        cell(cite(partial.address)),
        cell("\n".join(_short(before) or "（なし）" for before, _ in partial.passages)),
        cell("\n".join(_short(after) or "（なし）" for _, after in partial.passages)),
    ]


def _found(finding: Finding, order: dict[int, int]) -> list[Cell]:
    row = order.get(finding.n) if finding.n is not None else None
    return [
        cell(f"第{finding.n}行" if finding.n is not None else "", link=Link(_ROWS, row) if row is not None else None),
        cell(cite(finding.address) if finding.address else ""),
        cell(finding.message),
        cell(finding.rule),
    ]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…（以下略）"
