"""Changes for a reader: substance first, ※ first of all, mechanical edits folded."""

from collections.abc import Callable
from typing import Any

from shinkyu.model.address import cite
from shinkyu.model.change import Change, Changes, EntryChange, Ignored, weight
from shinkyu.render.places import source_place
from shinkyu.render.report_words import JA
from shinkyu.render.shapes import stats
from shinkyu.render.side_by_side import CLOSE, OPEN, WIDE, beside
from shinkyu.text import markdown
from shinkyu.text.width import cut, harmless

Style = Callable[[str, str], str]
"""Paints a text in a role: ``added``, ``removed``, ``material``, ``heading``, ``quiet``."""

CONTEXT = 24
"""Characters shown before and after a changed passage."""
WHOLE = ("choice", "count", "date")
"""Classes of short values that are read whole: marks inside an option or a date confuse."""
FOLD_FROM = 3
"""A substitution in this many items is shown once with the items it touches."""

OPS, NOTICES = JA.ops, JA.notices
"""Words that other outputs use too."""
MOST_LISTED = 12
"""Addresses in one line; a lost part has a hundred."""
_SUSPECT = "読み誤りの可能性"
SUSPECTS = f"{_SUSPECT}がある変更（原本での確認が必要）"
"""Heading of changes that may be slips of OCR or typing and are no change of the assessment."""


def plain(text: str, role: str) -> str:
    """Paint nothing."""
    return text


def place(change: Change) -> str:
    """Return where a change stands, with both addresses where they differ, and its page or cell in the newer copy."""
    old = cite(change.old.address) if change.old else ""
    new = cite(change.new.address) if change.new else ""
    found = new if old == new or not old else old if not new else f"{old} → {new}"
    side = change.new or change.old
    source = source_place(side.where) if side else ""
    return f"{found}（{source}）" if source else found


def version_line(name: str, version: dict[str, Any]) -> str:
    """Return one line that says which version this is."""
    published = version["published_on"] or "公表日不明"
    mark = version.get("reconstructed")
    made = f"、変更箇所の表から{mark['to']}まで復元した版（公表されたものではありません）" if mark else ""
    return harmless(
        f"{name}: {version['source']} ({JA.forms[version['form']]} {version['edition']}, {published}){made}"
    )


def as_text(old: dict[str, Any], new: dict[str, Any], changes: Changes, paint: Style = plain, columns: int = 80) -> str:
    """Return the changes as terminal text."""
    lines = [version_line("旧", old), version_line("新", new), *selection_lines(changes), summary_line(changes)]
    folded = {p.id: p for p in changes.patterns if len(p.changes) >= FOLD_FROM}
    for heading, chosen in _sections(changes):
        shown = [change for change in chosen if change.pattern not in folded]
        patterns = [p for p in folded.values() if any(change.id in p.changes for change in chosen)]
        if not shown and not patterns:
            continue
        lines += ["", paint(heading, "heading")]
        for change in shown:
            lines += _change_lines(change, paint, columns)
        for pattern in patterns:
            touched = [change for change in chosen if change.id in pattern.changes]
            before = paint(cut(harmless(pattern.before), columns // 3), "removed")
            after = paint(cut(harmless(pattern.after), columns // 3), "added")
            lines.append(f"  {len(touched)}項目で同じ置換: {before} → {after}")
            lines += [paint(f"    {place(change)}", "quiet") for change in touched]
    quiet = [change for change in changes.changes if weight(change) == "quiet"]
    if quiet:
        lines += ["", paint(f"表記のみ・様式の版による違い {len(quiet)}件", "quiet")]
        lines += [paint(f"  {change.id} {place(change)}", "quiet") for change in quiet]
    lines += [paint(line, "quiet") for line in notice_lines(changes)]
    return "\n".join(lines) + "\n"


def as_markdown(old: dict[str, Any], new: dict[str, Any], changes: Changes) -> str:
    """Return the changes as a Markdown table, one row a change."""
    lines = [
        f"- {version_line('旧', old)}",
        f"- {version_line('新', new)}",
        *(f"- {line}" for line in selection_lines(changes)),
        f"- {summary_line(changes)}",
        "",
        "| | ※ | 種別 | 分類 | 項目 | 変更前 | 変更後 |",
        "|---|---|---|---|---|---|---|",
    ]
    for change in changes.changes:
        cells = [
            change.id,
            "※" if change.material else "",
            OPS[change.op],
            f"{change.cls} {_SUSPECT}" if change.suspect_reading else change.cls,
            place(change),
            change.before or "",
            change.after or "",
        ]
        lines.append("| " + " | ".join(markdown.cell(cell) for cell in cells) + " |")
    lines += [""] + [f"- {line}" for line in notice_lines(changes)]
    return "\n".join(lines).rstrip("\n") + "\n"


def selection_lines(changes: Changes) -> list[str]:
    """Return what was asked for instead of all changes, and which ignore rules took how many out."""
    selection = changes.selection
    lines = [f"表示する変更: {'、'.join(selection.only)}（ほか{selection.hidden}件）"] if selection.only else []
    return lines + ignored_lines(selection.ignored)


def ignored_lines(ignored: tuple[Ignored, ...], says: str = JA.ignored) -> list[str]:
    """Return which changes each ignore rule of the project file took out, and why, a line a rule."""
    lines = []
    for each in ignored:
        rule = each.rule
        kinds = f" ({'、'.join((*rule.ops, *rule.classes))})" if rule.ops or rule.classes else ""
        marked = [f"{'※' if c.material else ''}{c.id} {place(c)}" for c in each.changes]
        places = f"（{_listed(marked)}）" if marked else ""
        named = f"{cite(rule.address)}{kinds}"
        lines.append(harmless(says.format(rule=named, n=len(marked), places=places, reason=rule.reason)))
    return lines


def notice_lines(changes: Changes) -> list[str]:
    """Return what could not be compared, a line a reason; what neither copy holds is only counted."""
    lines = []
    for notice in changes.notices:
        places = (
            "" if notice.rule == "unread-in-both" else ": " + _listed([cite(address) for address in notice.addresses])
        )
        lines.append(f"比較していません: {NOTICES[notice.rule]} {len(notice.addresses)}件{places}")
    return lines


def left_out_lines(changes: Changes) -> list[str]:
    """Return of what a table made of the changes says nothing, a line a reason."""
    suspects = [place(change) for change in changes.changes if weight(change) == "suspect"]
    told = f"表に記載していません: {SUSPECTS} {len(suspects)}件: {_listed(suspects)}"
    return [*notice_lines(changes), *([told] if suspects else [])]


def _listed(places: list[str]) -> str:
    left = len(places) - MOST_LISTED
    return "、".join(places[:MOST_LISTED]) + (f" ほか{left}件" if left > 0 else "")


def summary_line(changes: Changes) -> str:
    """Return the numbers of a comparison in one line."""
    numbers = stats(changes)
    if not changes.changes:
        left_out = changes.selection.hidden + sum(len(ignored.changes) for ignored in changes.selection.ignored)
        return "該当する変更はありません。" if left_out else "変更はありません。"
    ops = "、".join(
        f"{OPS[op]}{n}件" for op, n in sorted(numbers["by_op"].items(), key=lambda x: list(OPS).index(x[0]))
    )
    return f"{ops}（うち※の項目 {numbers['material']}件）"


def _sections(changes: Changes) -> list[tuple[str, list[Change]]]:
    real = [c for c in changes.changes if weight(c) == "substance"]
    material = [c for c in real if c.material]
    return [
        ("※の項目（重要な変更の対象となり得る項目）", material),
        ("その他の項目", [c for c in real if not c.material]),
        (SUSPECTS, [c for c in changes.changes if weight(c) == "suspect"]),
    ]


def _change_lines(change: Change, paint: Style, columns: int) -> list[str]:
    lines = [f"  {change.id} {OPS[change.op]} {paint(place(change), 'heading')} [{change.cls}]"]
    if change.op in ("moved", "renumbered"):
        return [*lines, f"      {cut(harmless(change.after or change.before or ''), 70)}"]
    if change.entries:
        return lines + ["    " + line for line in entry_lines(change, paint)]
    if columns >= WIDE and change.before and change.after:
        return lines + ["    " + line for line in beside(*_passages(change, _bare), columns - 4, paint)]
    before, after = snippets(change, paint)
    if before:
        lines.append("    - " + before)
    if after:
        lines.append("    + " + after)
    return lines


def entry_lines(change: Change, paint: Style = plain) -> list[str]:
    """Return what happened to the entries of a list, a line each; of very many the first and their number."""
    lines = [_entry_line(entry, paint) for entry in change.entries[:MOST_LISTED]]
    left = len(change.entries) - MOST_LISTED
    return [*lines, f"ほか{left}件"] if left > 0 else lines


def _entry_line(entry: EntryChange, paint: Style) -> str:
    before, after = (cut(harmless(text or ""), 70) for text in (entry.before, entry.after))
    if entry.op == "removed":
        return "- " + paint(f"【{before}】", "removed")
    if entry.op == "added":
        return "+ " + paint(f"【{after}】", "added")
    if entry.op == "moved":
        return f"↕ {after}"
    return f"~ {paint(before, 'removed')} → {paint(after, 'added')}"


def snippets(change: Change, paint: Style = plain) -> tuple[str, str]:
    """Return the changed passages of both sides with a little context, changed words in 【】."""
    return _passages(change, lambda words, role: paint(f"【{words}】", role))


def _bare(words: str, role: str) -> str:
    return OPEN + words + CLOSE


def _passages(change: Change, mark: Style) -> tuple[str, str]:
    before, after = change.before or "", change.after or ""
    if change.cls in WHOLE or not change.spans or change.before is None or change.after is None:
        return cut(harmless(before), 160), cut(harmless(after), 160)
    old = [(s.before_start, s.before_end) for s in change.spans]
    new = [(s.after_start, s.after_end) for s in change.spans]
    return _marked(before, old, mark, "removed"), _marked(after, new, mark, "added")


def _marked(text: str, spans: list[tuple[int, int]], mark: Style, role: str) -> str:
    pieces: list[str] = []
    position = 0
    for start, end in sorted(spans):
        lead = max(position, start - CONTEXT)
        if lead > position:
            pieces.append("…")
        pieces.append(_flat(text[lead:start]))
        if end > start:
            pieces.append(mark(_flat(text[start:end]), role))
        position = end
    tail = min(len(text), position + CONTEXT)
    pieces.append(_flat(text[position:tail]) + ("…" if tail < len(text) else ""))
    return "".join(pieces)


def _flat(text: str) -> str:
    return harmless(text).replace("\n", "⏎")
