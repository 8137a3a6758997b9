"""True rows of every example, falsified in small ways: none of them is confirmed.

A wrong "confirmed" is the worst that can be printed.  Each way changes all newest rows of a document that it can
change, one character or word each, and the whole table is checked again.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from shinkyu import pipeline
from shinkyu.model.document import DeclaredRow
from shinkyu.model.report import Report
from shinkyu.pipeline import Read

EXAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "sumihara-shi"
PAIRS = [pair for group in sorted(EXAMPLES.iterdir()) for pair in pairwise(sorted(group.glob("*.txt")))]

_DENIED = (
    ("していない", "している"), ("している", "していない"), ("しない", "する"), ("する。", "しない。"),
    ("行う", "行わない"), ("である", "でない"), ("発生なし", "発生あり"), ("限る", "限らない"),
)  # fmt: skip
_MEMBER = re.compile(r"(システム|委託事項|提供先|移転先)(\d)(?![\d(（])")
"""A member that a cell cites by its number alone; one that it names as well is known by its name."""
NEWEST = [
    pytest.param(pair, id=f"{pair[1].parent.name}-{pair[1].stem}", marks=() if n % 2 else pytest.mark.slow)
    for n, pair in enumerate(PAIRS)
]
"""The newest step of each example; the older ones are longer tests."""


class Way(NamedTuple):
    """One way to make a row false: the cell, and what becomes of its text; None where it cannot be done."""

    cell: str
    falsify: Callable[[str], str | None]


def another_number(text: str) -> str | None:
    """Return *text* with its last number one higher; a date becomes another date, a citation another one."""
    found = list(re.finditer(r"\d+", text))
    if not found:
        return None
    start, end = found[-1].span()
    return f"{text[:start]}{int(text[start:end]) + 1}{text[end:]}"


def another_first_number(text: str) -> str | None:
    """Return *text* with its first number one higher."""
    return re.sub(r"\d+", lambda m: str(int(m.group()) + 1), text, count=1) if re.search(r"\d", text) else None


def denied(text: str) -> str | None:
    """Return *text* saying the opposite in one place."""
    return next((text.replace(yes, no, 1) for yes, no in _DENIED if yes in text), None)


def one_letter_less(text: str) -> str | None:
    """Return *text* without a kanji in the middle of a word; a member cited as a whole is known all the same."""
    if text.endswith("の全て"):
        return None
    inside = [m.start() + 1 for m in re.finditer(r"(?=[一-鿿]{3})", text)]
    place = inside[len(inside) // 2] if inside else None
    return None if place is None else text[:place] + text[place + 1 :]


def something_added(text: str) -> str | None:
    """Return *text* with a clause that no version holds; boxes and numbers of 件 are no text."""
    if len(text) <= 12 or text.startswith("[") or text.endswith("件"):
        return None
    return text.rstrip("。") + "、及び国外の事業者に提供する。"


def another_member(text: str) -> str | None:
    """Return the 項目 cell with the number of another member of the group."""
    return _MEMBER.sub(lambda m: f"{m.group(1)}{int(m.group(2)) + 1}", text, count=1) if _MEMBER.search(text) else None


SAYS = {"another-number": another_number, "another-first-number": another_first_number, "denied": denied,
        "one-letter-less": one_letter_less, "something-added": something_added}  # fmt: skip
WAYS = {f"{cell}-{name}": Way(cell, falsify) for cell in ("after", "before") for name, falsify in SAYS.items()}


def falsified(row: DeclaredRow, way: Way) -> DeclaredRow | None:
    cell = getattr(row, way.cell)
    text = way.falsify("\n".join(cell) if isinstance(cell, tuple) else cell)
    if text is None:
        return None
    return msgspec.structs.replace(row, **{way.cell: tuple(text.split("\n")) if isinstance(cell, tuple) else text})


@pytest.fixture(scope="module")
def read() -> Callable[[Path], Read]:
    known: dict[Path, Read] = {}
    return lambda path: known.setdefault(path, pipeline.read(path.read_bytes(), path.name))


def newest_true(report: Report, new: Read) -> frozenset[int]:
    rows = new.document.declared or ()
    newest = max(row.date.date or "" for row in rows)
    dated = {row.n for row in rows if row.date.date == newest}
    return frozenset(j.n for j in report.declared if j.n in dated and j.verdict == "confirmed")


def check_false(new: Read, old: Read | None, way: Way) -> tuple[Report, frozenset[int]]:
    """Return the report on *new* with its true rows made false, and which were."""
    true = newest_true(pipeline.check(new, old).report, new)
    rows, made = [], set()
    for row in new.document.declared or ():
        wrong = falsified(row, way) if row.n in true else None
        rows.append(wrong or row)
        made |= {row.n} if wrong else set()
    document = msgspec.structs.replace(new.document, declared=tuple(rows))
    return pipeline.check(new._replace(document=document), old).report, frozenset(made)


@pytest.mark.parametrize("pair", NEWEST)
@pytest.mark.parametrize("way", WAYS)
def test_no_false_row_is_confirmed(read: Callable[[Path], Read], pair: tuple[Path, Path], way: str) -> None:
    report, made = check_false(read(pair[1]), read(pair[0]), WAYS[way])

    assert [] == [(j.n, j.reason) for j in report.declared if j.n in made and j.verdict == "confirmed"]


@pytest.mark.slow
@pytest.mark.parametrize("path", [new for _, new in PAIRS], ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("way", [way for way in WAYS if way.startswith("after")])
def test_no_false_row_is_confirmed_by_one_version(read: Callable[[Path], Read], path: Path, way: str) -> None:
    """What stood before cannot be known then; what stands there now can."""
    report, made = check_false(read(path), None, WAYS[way])

    assert [] == [(j.n, j.reason) for j in report.declared if j.n in made and j.verdict == "confirmed"]


@pytest.mark.parametrize("pair", NEWEST)
def test_a_row_on_another_member_is_not_confirmed_without_a_word(
    read: Callable[[Path], Read], pair: tuple[Path, Path]
) -> None:
    """The value outvotes the label: what is right elsewhere is confirmed there, and the reference is found wrong.

    A member that is gone has no number any more; it is known by the name that 前 quotes.
    """
    report, made = check_false(read(pair[1]), read(pair[0]), Way("item", another_member))
    known = {finding.n for finding in report.findings if finding.rule == "wrong-reference"}
    known |= {judgement.n for judgement in report.declared if judgement.reason == "member-removed"}

    assert [] == [(j.n, j.reason) for j in report.declared if j.n in made - known and j.verdict == "confirmed"]


@pytest.mark.slow
def test_the_ways_make_many_rows_false(read: Callable[[Path], Read]) -> None:
    """A law over nothing would hold."""
    made = {
        name: sum(len(check_false(read(new), read(old), way)[1]) for old, new in PAIRS) for name, way in WAYS.items()
    }

    assert min(made.values()) >= 3, made
    assert sum(made.values()) >= 150, made
