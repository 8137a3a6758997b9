"""Changes for a reader: substance first, ※ first of all, mechanical edits folded."""

from collections.abc import Callable, Iterable
from typing import Any

from shinkyu.model.address import cite
from shinkyu.model.change import Change, Changes, EntryChange, Ignored, Notice, weight
from shinkyu.render.places import source_place
from shinkyu.render.report_words import JA, ReportWords
from shinkyu.render.shapes import stats
from shinkyu.render.side_by_side import CLOSE, OPEN, WIDE, beside, painted_lines
from shinkyu.text import markdown
from shinkyu.text.width import cut, hanging, harmless, width

Style = Callable[[str, str], str]
"""Paints a text in a role: ``added``, ``removed``, ``material``, ``heading``, ``quiet``."""

CONTEXT = 24
"""Characters shown before and after a changed passage."""
WHOLE = ("choice", "count", "date")
"""Classes of short values that are read whole: marks inside an option or a date confuse."""
FOLD_FROM = 3
"""A substitution in this many items is shown once with the items it touches."""

_ENTRY = 70
"""Columns of an entry of a list."""
MOST_LISTED = 12
"""Addresses in one line; a lost part has a hundred."""


def plain(text: str, role: str) -> str:
    """Paint nothing."""
    return text


def place(change: Change, words: ReportWords = JA) -> str:
    """Return where a change stands, with both addresses where they differ, and its page or cell in the newer copy."""
    old = cite(change.old.address) if change.old else ""
    new = cite(change.new.address) if change.new else ""
    found = new if old == new or not old else old if not new else f"{old} → {new}"
    side = change.new or change.old
    source = source_place(side.where) if side else ""
    return words.place.format(address=found, source=source) if source else found


def version_line(name: str, version: dict[str, Any], words: ReportWords = JA) -> str:
    """Return one line that says which version this is."""
    mark = version.get("reconstructed")
    line = words.version.format(
        name=name,
        source=version["source"],
        form=words.forms[version["form"]],
        edition=version["edition"],
        published=version["published_on"] or words.undated,
        made=words.comma + words.made.format(to=mark["to"]) if mark else "",
    )
    return harmless(line)


def as_text(
    old: dict[str, Any],
    new: dict[str, Any],
    changes: Changes,
    paint: Style = plain,
    columns: int = 80,
    words: ReportWords = JA,
) -> str:
    """Return the changes as terminal text, no line wider than *columns*."""
    lines = [
        version_line(words.older, old, words),
        version_line(words.newer, new, words),
        *selection_lines(changes, words),
        summary_line(changes, words),
    ]
    lines = [part for line in lines for part in hanging(line, columns, 2)]
    folded = {p.id: p for p in changes.patterns if len(p.changes) >= FOLD_FROM}
    for heading, chosen in _sections(changes, words):
        shown = [change for change in chosen if change.pattern not in folded]
        patterns = [p for p in folded.values() if any(change.id in p.changes for change in chosen)]
        if not shown and not patterns:
            continue
        lines += ["", paint(heading, "heading")]
        for change in shown:
            lines += _change_lines(change, paint, columns, words)
        for pattern in patterns:
            touched = [change for change in chosen if change.id in pattern.changes]
            before = paint(cut(harmless(pattern.before), columns // 3), "removed")
            after = paint(cut(harmless(pattern.after), columns // 3), "added")
            lines.append("  " + words.pattern.format(n=len(touched), before=before, after=after))
            for change in touched:
                lines += [paint(line, "quiet") for line in hanging(f"    {place(change, words)}", columns, 6)]
    quiet = [change for change in changes.changes if weight(change) == "quiet"]
    if quiet:
        lines += ["", paint(words.counted.format(what=words.changes_quiet, n=len(quiet)), "quiet")]
        for change in quiet:
            lines += [paint(line, "quiet") for line in hanging(f"  {change.id} {place(change, words)}", columns, 6)]
    for notice in notice_lines(changes.notices, words):
        lines += [paint(line, "quiet") for line in hanging(notice, columns, 2)]
    return "\n".join(lines) + "\n"


def as_markdown(old: dict[str, Any], new: dict[str, Any], changes: Changes, words: ReportWords = JA) -> str:
    """Return the changes as a Markdown table, one row a change."""
    lines = [
        f"- {version_line(words.older, old, words)}",
        f"- {version_line(words.newer, new, words)}",
        *(f"- {line}" for line in selection_lines(changes, words)),
        f"- {summary_line(changes, words)}",
        "",
        "| | " + " | ".join(words.change_columns) + " |",
        "|---|---|---|---|---|---|---|",
    ]
    for change in changes.changes:
        cells = [
            change.id,
            "※" if change.material else "",
            words.ops[change.op],
            f"{change.cls} {words.weights['suspect']}" if change.suspect_reading else change.cls,
            place(change, words),
            change.before or "",
            change.after or "",
        ]
        lines.append("| " + " | ".join(markdown.cell(cell) for cell in cells) + " |")
    lines += [""] + [f"- {line}" for line in notice_lines(changes.notices, words)]
    return "\n".join(lines).rstrip("\n") + "\n"


def selection_lines(changes: Changes, words: ReportWords = JA) -> list[str]:
    """Return what was asked for instead of all changes, and which ignore rules took how many out."""
    selection = changes.selection
    asked = words.only.format(words=words.comma.join(selection.only), n=selection.hidden)
    return ([asked] if selection.only else []) + ignored_lines(selection.ignored, words)


def ignored_lines(ignored: tuple[Ignored, ...], words: ReportWords = JA) -> list[str]:
    """Return which changes each ignore rule of the project file took out, and why, a line a rule."""
    lines = []
    for each in ignored:
        rule = each.rule
        kinds = f" ({words.comma.join((*rule.ops, *rule.classes))})" if rule.ops or rule.classes else ""
        marked = [f"{'※' if c.material else ''}{c.id} {place(c, words)}" for c in each.changes]
        places = words.listed.format(places=_listed(marked, words)) if marked else ""
        named = f"{cite(rule.address)}{kinds}"
        lines.append(harmless(words.ignored.format(rule=named, n=len(marked), places=places, reason=rule.reason)))
    return lines


def notice_lines(notices: Iterable[Notice], words: ReportWords = JA) -> list[str]:
    """Return what could not be compared, a line a reason; what neither copy says is only counted."""
    lines = []
    for notice in notices:
        listed = _listed([cite(address) for address in notice.addresses], words)
        places = "" if notice.rule.endswith(("-in-both", "-alone")) else f": {listed}"
        what = words.notices[notice.rule]
        lines.append(words.not_compared.format(what=what, n=len(notice.addresses), places=places))
    return lines


def left_out_lines(changes: Changes, words: ReportWords = JA) -> list[str]:
    """Return of what a table made of the changes says nothing, a line a reason."""
    suspects = [place(change, words) for change in changes.changes if weight(change) == "suspect"]
    told = words.not_in_table.format(what=words.changes_suspect, n=len(suspects), places=_listed(suspects, words))
    return [*notice_lines(changes.notices, words), *([told] if suspects else [])]


def _listed(places: list[str], words: ReportWords = JA) -> str:
    left = len(places) - MOST_LISTED
    return words.comma.join(places[:MOST_LISTED]) + (words.more.format(n=left) if left > 0 else "")


def summary_line(changes: Changes, words: ReportWords = JA) -> str:
    """Return the numbers of a comparison in one line."""
    numbers = stats(changes)
    if not changes.changes:
        left_out = changes.selection.hidden + sum(len(ignored.changes) for ignored in changes.selection.ignored)
        return words.none_match if left_out else words.no_changes
    order = list(words.ops)
    by_op = sorted(numbers["by_op"].items(), key=lambda pair: order.index(pair[0]))
    ops = words.comma.join(words.op_counts.format(op=words.ops[op], n=n) for op, n in by_op)
    return ops + words.material_count.format(n=numbers["material"])


def _sections(changes: Changes, words: ReportWords) -> list[tuple[str, list[Change]]]:
    real = [c for c in changes.changes if weight(c) == "substance"]
    material = [c for c in real if c.material]
    return [
        (words.changes_material, material),
        (words.changes_other, [c for c in real if not c.material]),
        (words.changes_suspect, [c for c in changes.changes if weight(c) == "suspect"]),
    ]


def _change_lines(change: Change, paint: Style, columns: int, words: ReportWords) -> list[str]:
    op = words.ops[change.op]
    lines = [f"  {change.id} {op} {paint(place(change, words), 'heading')} [{change.cls}]"]
    whole = f"  {change.id} {op} {place(change, words)} [{change.cls}]"
    if width(whole) > columns:
        lines = [paint(line, "heading") for line in hanging(whole, columns, 6)]
    if change.op in ("moved", "renumbered"):
        return [*lines, f"      {cut(harmless(change.after or change.before or ''), 70)}"]
    if change.entries:
        return lines + ["    " + line for line in entry_lines(change, paint, words)]
    if columns >= WIDE and change.before and change.after:
        return lines + ["    " + line for line in beside(*_passages(change, _bare), columns - 4, paint)]
    for sign, role, text in zip("-+", ("removed", "added"), _passages(change, _bare), strict=True):
        for n, (line, _) in enumerate(painted_lines(text, columns - 6, role, paint) if text else ()):
            lines.append(("      " if n else f"    {sign} ") + line)
    return lines


def entry_lines(change: Change, paint: Style = plain, words: ReportWords = JA) -> list[str]:
    """Return what happened to the entries of a list, a line each; of very many the first and their number."""
    lines = [line for entry in change.entries[:MOST_LISTED] for line in _entry_lines(entry, paint)]
    left = len(change.entries) - MOST_LISTED
    return [*lines, words.more.format(n=left).strip()] if left > 0 else lines


def _entry_lines(entry: EntryChange, paint: Style) -> list[str]:
    before, after = (cut(harmless(text or ""), _ENTRY) for text in (entry.before, entry.after))
    if entry.op == "removed":
        return ["- " + paint(f"【{before}】", "removed")]
    if entry.op == "added":
        return ["+ " + paint(f"【{after}】", "added")]
    if entry.op == "moved":
        return [f"↕ {after}"]
    old, new = paint(before, "removed"), paint(after, "added")
    if width(before) + width(after) + len("~  → ") <= _ENTRY:
        return [f"~ {old} → {new}"]
    return [f"~ {old}", f"  → {new}"]


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
