"""The check report for a reviewer: summary, undeclared ※ changes, contradictions, then the rest."""

from collections.abc import Iterable
from typing import Any

from shinkyu.messages import Lang
from shinkyu.model.address import cite
from shinkyu.model.change import Change
from shinkyu.model.document import DeclaredRow
from shinkyu.model.report import Finding, Judgement, Partial, Report
from shinkyu.render.changes import Style, ignored_lines, notice_lines, place, plain, snippets, version_line
from shinkyu.render.places import place_text
from shinkyu.render.report_words import WORDS, ReportWords, uncovered
from shinkyu.render.shapes import summary
from shinkyu.text import markdown
from shinkyu.text.width import cut, cut_inside, hanging, harmless, width, wrap

ORDER = ("contradicted", "partly", "unverifiable", "superseded", "confirmed")
_QUIET = ("unverifiable", "superseded", "confirmed")
_WEIGHT = {"warning": 0, "notice": 1, "info": 2}
_INDENT = 6
_KEPT = 10
"""Characters shown before the first that differs."""
_QUOTED = 24
"""Columns kept for a quotation with its brackets beside a long address."""
_ADDRESS = 12
"""Columns kept for an address, and for a quotation, beside the long name of a sheet."""
_PROOFS = 2
"""Quotations shown of a row; the JSON has them all."""


def as_text(
    new: dict[str, Any],
    old: dict[str, Any] | None,
    rows: tuple[DeclaredRow, ...] | None,
    report: Report,
    paint: Style = plain,
    columns: int = 80,
    lang: Lang = "ja",
) -> str:
    """Return the report as terminal text."""
    words = WORDS[lang]
    lines = [version_line(words.new, new, words)]
    if old:
        lines.append(version_line(words.old, old, words))
    if rows is None:
        lines.append(words.no_table)
    lines += summary_lines(report, lang)
    lines = [part for line in lines for part in hanging(line, columns, 2)]
    by_n = {row.n: row for row in rows or ()}
    marked, others = _by_mark(report.undeclared)
    called = uncovered(words, table_read=report.table_read)

    def changes(heading: str, chosen: Iterable[Change]) -> None:
        found = [line for change in chosen for line in _change_lines(change, paint, columns, words)]
        lines.extend(["", paint(heading, "heading"), *found] if found else [])

    def verdict(name: str) -> None:
        chosen = [judgement for judgement in report.declared if judgement.verdict == name]
        if chosen:
            heading = words.heading_rows.format(verdict=words.verdicts[name], n=len(chosen))
            lines.extend(["", paint(heading, "heading")])
        for judgement in chosen:
            lines.extend(_judgement_lines(judgement, by_n[judgement.n], paint, columns, lang))

    changes(called.material, marked)
    verdict("contradicted")
    changes(called.other, others)
    verdict("partly")
    if report.partial:
        lines += ["", paint(words.partial, "heading")]
        for left in report.partial:
            lines.append(f"  {left.change} {cite(left.address)}")
            lines += [" " * _INDENT + text for text in _left_over(left, words)]
    changes(words.suspects, report.suspects)
    if report.findings:
        lines += ["", paint(words.findings, "heading")]
        for finding in by_weight(report.findings):
            text = f"{words.severities[finding.severity]}{_finding_text(finding, lang)} [{finding.rule}]"
            lines += [("  " if n == 0 else "    ") + line for n, line in enumerate(wrap(text, columns - 4))]
    for name in _QUIET:
        verdict(name)
    return "\n".join(lines) + "\n"


def summary_lines(report: Report, lang: Lang = "ja") -> list[str]:
    """Return the numbers of a report, one line each."""
    words, numbers = WORDS[lang], summary(report)
    gap = "" if lang == "ja" else " "
    verdicts = words.comma.join(
        f"{words.verdicts[v]}{gap}{numbers['verdicts'][v]}" for v in reversed(ORDER) if v in numbers["verdicts"]
    )
    lines = []
    if report.table_read:
        lines.append(words.rows.format(n=numbers["declared"], verdicts=verdicts or words.none))
    if report.compared:
        material = words.of_material.format(n=numbers["undeclared_material"])
        called = uncovered(words, table_read=report.table_read)
        lines.append(f"{called.all} {numbers['undeclared']}{material}")
    else:
        lines.append(words.alone)
    if report.partial:
        lines.append(f"{words.partial} {len(report.partial)}")
    if report.suspects:
        lines.append(f"{words.suspects} {len(report.suspects)}")
    off = words.comma.join(f"{rule} {n}" for rule, n in report.switched_off.items())
    lines.append(f"{words.findings} {len(report.findings)}" + (words.off.format(rules=off) if off else ""))
    return [*lines, *notice_lines(report.notices, words), *ignored_lines(report.ignored, words)]


def as_markdown(
    new: dict[str, Any],
    old: dict[str, Any] | None,
    rows: tuple[DeclaredRow, ...] | None,
    report: Report,
    lang: Lang = "ja",
) -> str:
    """Return the report in Markdown, in the order of the text."""
    words = WORDS[lang]
    by_n = {row.n: row for row in rows or ()}
    lines = [f"- {version_line(words.new, new, words)}"]
    if old:
        lines.append(f"- {version_line(words.old, old, words)}")
    if rows is None:
        lines.append(f"- {words.no_table}")
    lines += [f"- {line}" for line in summary_lines(report, lang)]
    marked, others = _by_mark(report.undeclared)

    def table(heading: str, header: tuple[str, ...], cells: list[list[str]]) -> None:
        if cells:
            lines.extend(["", f"## {heading}", "", _md_row(header), "|" + "---|" * len(header)])
            lines.extend(_md_row([markdown.cell(cell) for cell in row]) for row in cells)

    def judged(name: str) -> None:
        chosen = [judgement for judgement in report.declared if judgement.verdict == name]
        heading = words.heading_rows.format(verdict=words.verdicts[name], n=len(chosen))
        table(heading, words.row_columns, [_judged_cells(j, by_n[j.n], words, lang) for j in chosen])

    called = uncovered(words, table_read=report.table_read)
    table(called.material, words.columns, [_change_cells(change, words) for change in marked])
    judged("contradicted")
    table(called.other, words.columns, [_change_cells(change, words) for change in others])
    judged("partly")
    left = [[each.change, cite(each.address), words.comma.join(_left_over(each, words))] for each in report.partial]
    table(words.partial, words.left_columns, left)
    table(words.suspects, words.columns, [_change_cells(change, words) for change in report.suspects])
    if report.findings:
        lines += ["", f"## {words.findings}", ""]
        lines += [
            f"- {words.severities[finding.severity]}{markdown.cell(_finding_text(finding, lang))} (`{finding.rule}`)"
            for finding in by_weight(report.findings)
        ]
    for name in _QUIET:
        judged(name)
    return "\n".join(lines) + "\n"


def _by_mark(changes: tuple[Change, ...]) -> tuple[list[Change], list[Change]]:
    return [change for change in changes if change.material], [change for change in changes if not change.material]


def by_weight(findings: tuple[Finding, ...]) -> list[Finding]:
    """Return findings, those that weigh most first."""
    return sorted(findings, key=lambda finding: _WEIGHT[finding.severity])


def _md_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _change_cells(change: Change, words: ReportWords) -> list[str]:
    mark = "※" if change.material else ""
    return [mark, words.ops[change.op], place(change, words), change.before or "", change.after or ""]


def _judged_cells(judgement: Judgement, row: DeclaredRow, words: ReportWords, lang: Lang) -> list[str]:
    quotation = judgement.evidence[0].quotation if judgement.evidence else ""
    verdict = words.verdicts[judgement.verdict]
    return [str(judgement.n), row.date.text, row.item, verdict, _why(judgement, lang), quotation]


def _left_over(left: Partial, words: ReportWords) -> list[str]:
    return [
        words.left_over.format(before=_passage(before, words), after=_passage(after, words))
        for before, after in left.passages
    ]


def _passage(text: str, words: ReportWords) -> str:
    return cut(harmless(text), 28) or words.blank


def _why(judgement: Judgement, lang: Lang) -> str:
    return judgement.why if lang == "ja" else judgement.why_en


def _change_lines(change: Change, paint: Style, columns: int, words: ReportWords) -> list[str]:
    mark = paint("※ ", "material") if change.material else "   "
    head = wrap(f"{words.ops[change.op]} {place(change, words)} [{change.cls}]", columns - 5)
    lines = [f"  {mark}{head[0]}", *(" " * 5 + line for line in head[1:])]
    for sign, role, text in zip("-+", ("removed", "added"), snippets(change), strict=True):
        for n, line in enumerate(wrap(text, columns - _INDENT - 2) if text else ()):
            lines.append(" " * _INDENT + (f"{sign} " if n == 0 else "  ") + paint(line, role))
    return lines


def _judgement_lines(judgement: Judgement, row: DeclaredRow, paint: Style, columns: int, lang: Lang) -> list[str]:
    words = WORDS[lang]
    room = columns - _INDENT
    head = f"  {words.row.format(n=judgement.n)} {row.date.text} "
    lines = [head + cut_inside(harmless(row.item), columns - width(head))]
    if judgement.verdict == "confirmed":
        return lines
    margin = " " * _INDENT
    lines += [margin + line for line in wrap(_why(judgement, lang), room)]
    if judgement.verdict != "superseded":
        cells = _where_they_differ(harmless(" ".join(row.before)), harmless(" ".join(row.after)))
        for name, role, cell in zip((words.before, words.after), ("removed", "added"), cells, strict=True):
            lines.append(margin + paint(cut(f"{name}: {cell or words.blank}", room), role))
    for evidence in judgement.evidence[:_PROOFS]:
        version = words.then if evidence.says.endswith("-in-old") else words.now
        said = harmless(evidence.quotation)
        where = place_text(evidence.where, words.line)
        start = f"{version}: {where + ' ' if where else ''}"
        left = max(room - _QUOTED, room - width(said) - 4) - width(start)
        start += cut_inside(cite(evidence.address), max(left, _ADDRESS))
        quotation = cut(said, max(room - width(start) - 4, _ADDRESS))
        lines.append(margin + paint(f"{start}「{quotation}」", "quiet"))
    return lines


def _where_they_differ(before: str, after: str) -> tuple[str, str]:
    """Return two texts without the words that both begin with, where these are many."""
    same = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = same - _KEPT
    return (before, after) if start < _KEPT else ("…" + before[start:], "…" + after[start:])


def _finding_text(finding: Finding, lang: Lang) -> str:
    message = harmless(finding.message if lang == "ja" else finding.message_en)
    if finding.n is not None:
        return f"{WORDS[lang].row.format(n=finding.n)}: {message}"
    return f"{cite(finding.address)}: {message}" if finding.address else message
