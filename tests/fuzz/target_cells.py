"""Declared rows: what may be written in the cells of a 変更箇所 table, held against a report and the one before it."""

import random
from collections.abc import Iterator

import msgspec
from examples import mixed, printed, short_version, texts

from builders import day
from promises import rows_can_be_undone, verdicts_are_shown
from shinkyu.model.document import DeclaredRow
from shinkyu.pipeline import Read

WORDS = [
    *printed(), "「", "」", "を追加", "を削除", "に改める。", "(省略)", "(追加)", "(削除)", "記載なし", "新規",
    "右記を追加", "以下の全文", "の全て", "全文変更", "に統一", "から", "まで", "システム6", "委託事項7の全て",
    "移転先3", "(1/2)", "Ⅲ", "II", "ファイル2", "(別添1)", "(別添2)ファイル記録項目", "⑦ ⑧ ⑨", "ないし", "3件",
    "[○]", "[]", "-", "令和7年7月31日", "全体", "\t", "\n",
]  # fmt: skip

REPORTS = ("8-priority", "14-all-item", "21-basic")


def seeds() -> Iterator[bytes]:
    """Yield rows of the example city's tables, several together."""
    rows = sorted({line for text in texts() for line in text.split("\n") if line.count("\t") >= 5})
    for n in range(0, len(rows), 20):
        yield "\n".join([f"{n // 20}{rows[n]}", *rows[n + 1 : n + 3]]).encode()


def changed(data: bytes, chance: random.Random) -> bytes:
    """Return lines and cells in another order, or with other words."""
    return mixed(data, WORDS, chance)


def ask(data: bytes) -> None:
    """Ask what is promised of the newest version of a report with these rows for its table."""
    text = data.decode("utf-8", "replace")
    report = REPORTS[int(text[0]) % len(REPORTS) if text[:1] in set("0123456789") else 0]
    rows = tuple(_row(n, line) for n, line in enumerate(text[1:].split("\n")[:12], start=1))
    newest = short_version(report, -1)
    read = Read(msgspec.structs.replace(newest.document, declared=rows), newest.reading, newest.template, None)
    verdicts_are_shown(read, None, ("text", "json"))
    verdicts_are_shown(read, short_version(report, -2), ("json",))
    rows_can_be_undone(read)


def _row(n: int, line: str) -> DeclaredRow:
    date, item, before, after, timing, explanation = (*line.split("\t"), *("",) * 6)[:6]
    lines = (tuple(part for part in cell.replace("<p>", "\n").split("\n") if part) for cell in (before, after))
    return DeclaredRow(n, day(date), item, *lines, timing, explanation)
