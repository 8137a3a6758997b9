"""The check report for a reviewer: summary, undeclared ※ changes, contradictions, then the rest."""

from typing import Any

from shinkyu.model.address import cite
from shinkyu.model.change import Change
from shinkyu.model.document import DeclaredRow
from shinkyu.model.reading import Where
from shinkyu.model.report import Finding, Judgement, Report
from shinkyu.render.changes import (
    OPS,
    SUSPECTS,
    Style,
    ignored_lines,
    place,
    plain,
    snippets,
    version_line,
)
from shinkyu.render.shapes import summary
from shinkyu.text import markdown
from shinkyu.text.width import cut, harmless

VERDICTS = {
    "confirmed": "確認",
    "partly": "一部不一致",
    "contradicted": "不一致",
    "superseded": "後の行で変更",
    "unverifiable": "確認不能",
}
UNDECLARED = "表に記載のない変更"
PARTIAL = "一部だけが表に記載されている変更"
_ORDER = ("contradicted", "partly", "unverifiable", "superseded", "confirmed")


def as_text(
    new: dict[str, Any],
    old: dict[str, Any] | None,
    rows: tuple[DeclaredRow, ...] | None,
    report: Report,
    paint: Style = plain,
) -> str:
    """Return the report as terminal text."""
    lines = [version_line("対象", new)]
    if old:
        lines.append(version_line("旧版", old))
    if rows is None:
        lines.append(
            "この写しから変更箇所の表は読み取れませんでした（表のページがないか、文字の並びが失われています）。"
        )
    lines += summary_lines(report)
    by_n = {row.n: row for row in rows or ()}
    for heading, changes in ((UNDECLARED, report.undeclared), (SUSPECTS, report.suspects)):
        if changes:
            lines += ["", paint(heading, "heading")]
            for change in sorted(changes, key=lambda c: not c.material):
                lines += _change_lines(change, paint)
    if report.partial:
        lines += ["", paint(PARTIAL, "heading")]
        for left in report.partial:
            lines.append(f"  {left.change} {cite(left.address)}")
            lines += [f"      行にない部分: {_passage(before)} → {_passage(after)}" for before, after in left.passages]
    for verdict in _ORDER:
        chosen = [judgement for judgement in report.declared if judgement.verdict == verdict]
        if chosen:
            lines += ["", paint(f"{VERDICTS[verdict]}（{len(chosen)}行）", "heading")]
            for judgement in chosen:
                lines += _judgement_lines(judgement, by_n[judgement.n], paint)
    if report.findings:
        lines += ["", paint("気付き", "heading")]
        lines += [
            f"  {_finding_place(finding)}{harmless(finding.message)} [{finding.rule}]" for finding in report.findings
        ]
    return "\n".join(lines) + "\n"


def summary_lines(report: Report) -> list[str]:
    """Return the numbers of a report, one line each."""
    numbers = summary(report)
    verdicts = "、".join(f"{VERDICTS[v]}{numbers['verdicts'][v]}" for v in reversed(_ORDER) if v in numbers["verdicts"])
    lines = [f"変更箇所の行 {numbers['declared']}: {verdicts or 'なし'}"]
    if report.compared:
        lines.append(f"{UNDECLARED} {numbers['undeclared']}（うち※ {numbers['undeclared_material']}）")
    else:
        lines.append("旧版なし: 表に記載のない変更は調べられません。")
    if report.partial:
        lines.append(f"{PARTIAL} {len(report.partial)}")
    if report.suspects:
        lines.append(f"{SUSPECTS} {len(report.suspects)}")
    off = "、".join(f"{rule} {n}件" for rule, n in report.switched_off.items())
    lines.append(f"気付き {len(report.findings)}" + (f"（プロジェクトファイルで止めた規則: {off}）" if off else ""))
    return lines + ignored_lines(report.ignored)


def as_markdown(
    new: dict[str, Any], old: dict[str, Any] | None, rows: tuple[DeclaredRow, ...] | None, report: Report
) -> str:
    """Return the report in Markdown."""
    by_n = {row.n: row for row in rows or ()}
    lines = [f"- {version_line('対象', new)}"]
    if old:
        lines.append(f"- {version_line('旧版', old)}")
    lines += [f"- {line}" for line in summary_lines(report)]
    for heading, changes in ((UNDECLARED, report.undeclared), (SUSPECTS, report.suspects)):
        if changes:
            lines += ["", f"## {heading}", "", "| ※ | 種別 | 項目 | 変更前 | 変更後 |", "|---|---|---|---|---|"]
            lines += [_change_row(change) for change in changes]
    if report.partial:
        lines += ["", f"## {PARTIAL}", "", "| 変更 | 項目 | 行にない部分 |", "|---|---|---|"]
        for left in report.partial:
            passages = "、".join(f"{_passage(before)} → {_passage(after)}" for before, after in left.passages)
            lines.append(
                "| " + " | ".join(markdown.cell(c) for c in (left.change, cite(left.address), passages)) + " |"
            )
    lines += [
        "",
        "## 変更箇所の行",
        "",
        "| 行 | 変更日 | 項目 | 判定 | 理由 | 根拠 |",
        "|---|---|---|---|---|---|",
    ]
    for judgement in report.declared:
        row = by_n[judgement.n]
        quotation = judgement.evidence[0].quotation if judgement.evidence else ""
        cells = [
            str(judgement.n),
            row.date.text,
            row.item,
            VERDICTS[judgement.verdict],
            judgement.why,
            quotation,
        ]
        lines.append("| " + " | ".join(markdown.cell(cell) for cell in cells) + " |")
    if report.findings:
        lines += ["", "## 気付き", ""]
        lines += [
            f"- {_finding_place(finding)}{markdown.cell(finding.message)} (`{finding.rule}`)"
            for finding in report.findings
        ]
    return "\n".join(lines) + "\n"


def _change_row(change: Change) -> str:
    mark = "※" if change.material else ""
    cells = [mark, OPS[change.op], place(change), change.before or "", change.after or ""]
    return "| " + " | ".join(markdown.cell(cell) for cell in cells) + " |"


def _passage(text: str) -> str:
    return cut(harmless(text), 30) or "（なし）"


def _change_lines(change: Change, paint: Style) -> list[str]:
    mark = paint("※ ", "material") if change.material else "   "
    lines = [f"  {mark}{OPS[change.op]} {place(change)} [{change.cls}]"]
    before, after = snippets(change, paint)
    if before:
        lines.append("      - " + before)
    if after:
        lines.append("      + " + after)
    return lines


def _judgement_lines(judgement: Judgement, row: DeclaredRow, paint: Style) -> list[str]:
    lines = [f"  第{judgement.n}行 {row.date.text} {cut(harmless(row.item), 70)}"]
    if judgement.verdict == "confirmed":
        return lines
    lines.append(f"      {judgement.why}")
    if judgement.verdict != "superseded":
        before, after = cut(harmless(" ".join(row.before)), 60), cut(harmless(" ".join(row.after)), 60)
        lines.append(f"      行: {paint(before or '（空欄）', 'removed')} → {paint(after or '（空欄）', 'added')}")
    for evidence in judgement.evidence[:2]:
        where = place_text(evidence.where)
        version = "旧" if evidence.says.endswith("-in-old") else "現"
        lines.append(
            paint(
                f"      {version}: {where}{cite(evidence.address)}「{cut(harmless(evidence.quotation), 60)}」",
                "quiet",
            )
        )
    return lines


def place_text(where: Where | None) -> str:
    """Return a place for a person: sheet and cell, page, or line; empty where none is known."""
    if where is None:
        return ""
    if where.sheet:
        return f"{harmless(where.sheet)}!{where.cell} " if where.cell else f"{harmless(where.sheet)} "
    if where.page:
        return f"p.{where.page} "
    return f"{where.line}行目 " if where.line else ""


def _finding_place(finding: Finding) -> str:
    if finding.n is not None:
        return f"第{finding.n}行: "
    return f"{cite(finding.address)}: " if finding.address else ""
