"""The manner of an office, learned from the rows it wrote before.

Tables change their manner over the years, so that for each habit the newest day decides on which any row
shows it.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeVar

from shinkyu.codec.printed import printed
from shinkyu.model.address import file_element
from shinkyu.model.document import DeclaredRow, Document
from shinkyu.model.form import FormTemplate
from shinkyu.model.table import DateStyle, PathStyle, TableStyle
from shinkyu.render.change_table.excerpt import SHORT_VALUE
from shinkyu.render.change_table.timing import EX_POST, ground_of
from shinkyu.text.normalise import fold, fold_width, label_key

LONG_VALUE = 3 * SHORT_VALUE
"""Characters; an office that quotes more than this in both cells, and never omits, quotes whole values."""
HABIT = 2
"""Rows that make a habit of quoting whole values; one such row may be the value's own length."""

_QUOTED = re.compile(r"」\s*-\s*「")
_PARENTHESISED = re.compile(r"^[^()（）]*([(（])\s*(?:\d{1,2}\s*[.．]|[①-⑳])")
_FILE_NAME = re.compile(r"([【［\[])([^【［\[】］\]]+)([】］\]])")
_SPACED = re.compile(r"^[^()（）]*\s\d{1,2}\s*[.．]")
_OMISSION = re.compile(r"[(（](?:省略|中略|略)[)）]")
_NEW = re.compile(r"\(?(?:新規|新設|新規追加)\)?")
_ADDED = re.compile(r"\(?(?:追加|追記)\)?")
_TO_THE_RIGHT = re.compile(r"\(?右記(?:を|のとおり)?(?:追加|追記)\)?")
_NOT_THERE = re.compile(r"\(?記載(?:なし|無し)\)?")
_DELETED = re.compile(r"\(?削除\)?")
_ERA = re.compile(r"(?:昭和|平成|令和)(?:元|\d{1,2})年\d{1,2}月\d{1,2}日")
_SLASHES = re.compile(r"\d{4}/\d{1,2}/\d{1,2}")


T = TypeVar("T")


def learn_style(rows: Sequence[DeclaredRow], template: FormTemplate, document: Document | None = None) -> TableStyle:
    """Return how *rows* are written; what they do not show stays at the clearest manner seen anywhere.

    Marks and omissions are taken over letter for letter, labels never: those are quoted from the form.

    Args:
        rows: what the office declared before.
        template: the form of the document they stand in.
        document: that document; it tells long excerpts from whole values.
    """
    plain = TableStyle()
    values = {fold(printed(item)) for item in document.items} if document else None
    omission = _newest(rows, _omission)
    return TableStyle(
        path=_newest(rows, _path) or plain.path,
        brackets=_newest(rows, _brackets) or plain.brackets,
        file_brackets=_file_brackets(rows, document) or plain.file_brackets,
        new=_mark(rows, (_NEW, _NOT_THERE, _ADDED)) or plain.new,
        inserted=_mark(rows, (_TO_THE_RIGHT, _ADDED, _NOT_THERE)) or plain.inserted,
        deleted=_newest(rows, lambda row: _as_written(row.after, _DELETED)) or plain.deleted,
        omission=omission or plain.omission,
        whole_values=omission is None and sum(_quotes_whole(row, values) for row in rows) >= HABIT,
        date=_newest(rows, _date) or plain.date,
        declares_cover_date=any(_is_cover_date(row, template) for row in rows),
        explanations=_explanations(rows),
    )


def _by_day(rows: Iterable[DeclaredRow]) -> list[list[DeclaredRow]]:
    """Return the rows of each day, newest day first; rows without a day come last."""
    days: dict[str, list[DeclaredRow]] = {}
    for row in rows:
        days.setdefault(row.date.date or "", []).append(row)
    return [days[day] for day in sorted(days, reverse=True)]


def _newest(rows: Iterable[DeclaredRow], read: Callable[[DeclaredRow], T | None]) -> T | None:
    """Return what most rows of the newest day show on which *read* finds anything."""
    for day in _by_day(rows):
        seen = Counter(found for row in day if (found := read(row)) is not None)
        if seen:
            return seen.most_common(1)[0][0]
    return None


def _mark(rows: Iterable[DeclaredRow], patterns: Sequence[re.Pattern[str]]) -> str | None:
    """Return the mark in 変更前 of the newest day with any; on that day the first pattern wins."""
    for day in _by_day(rows):
        for pattern in patterns:
            found = _newest(day, lambda row, pattern=pattern: _as_written(row.before, pattern))  # type: ignore[misc]
            if found:
                return found
    return None


def _as_written(cell: Sequence[str], pattern: re.Pattern[str]) -> str | None:
    """Return a cell that is nothing but a mark, as the office wrote it."""
    text = "".join(cell).strip()
    return text if pattern.fullmatch(fold(text)) else None


def _path(row: DeclaredRow) -> PathStyle | None:
    text = fold_width(row.item)
    if _QUOTED.search(text):
        return "quoted"
    if _PARENTHESISED.search(text):
        return "parenthesised"
    return "spaced" if _SPACED.search(text) else None


def _brackets(row: DeclaredRow) -> tuple[str, str] | None:
    found = _PARENTHESISED.search(row.item)
    if not found:
        return None
    return ("（", "）") if found.group(1) == "（" else ("(", ")")


def _file_brackets(rows: Sequence[DeclaredRow], document: Document | None) -> tuple[str, str] | None:
    """Return the brackets in which rows name one of several files."""
    items = document.items if document else ()
    names = {fold(printed(item)) for item in items if item.id == "pi_file.name" and file_element(item.address)}

    def read(row: DeclaredRow) -> tuple[str, str] | None:
        found = _FILE_NAME.search(row.item)
        return (found.group(1), found.group(3)) if found and fold(found.group(2)) in names else None

    return _newest(rows, read)


def _omission(row: DeclaredRow) -> str | None:
    found = _OMISSION.search("\n".join((*row.before, *row.after)))
    return found.group() if found else None


def _quotes_whole(row: DeclaredRow, values: Collection[str] | None) -> bool:
    before, after = fold("".join(row.before)), fold("".join(row.after))
    return min(len(before), len(after)) > LONG_VALUE and (values is None or after in values)


def _date(row: DeclaredRow) -> DateStyle | None:
    text = fold(row.date.text)
    if _ERA.fullmatch(text):
        return "era"
    return "slashes" if _SLASHES.fullmatch(text) else None


def _is_cover_date(row: DeclaredRow, template: FormTemplate) -> bool:
    spec = template.by_id.get("cover.published_on")
    return bool(spec) and fold(row.item).rstrip(")」").endswith(label_key(spec.label if spec else ""))


def _explanations(rows: Iterable[DeclaredRow]) -> dict[str, str]:
    """Return the office's last sentence for each ground of 事後."""
    found: dict[str, str] = {}
    for day in reversed(_by_day(rows)):
        for row in day:
            ground = ground_of(row.explanation) if fold(row.timing) == EX_POST else None
            if ground:
                found[ground] = row.explanation.strip()
    return dict(sorted(found.items()))
