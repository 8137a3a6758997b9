"""True rows of real tables, altered one at a time so that they no longer say what happened: none is confirmed.

The other rows on its items stay as they are, as in a table with one slip.  What an altered row says is held here
against the two documents by itself, without the judge: only alterations that are false for certain count, such as a
変更前 that stood in none of the items the row was found in.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from shinkyu import pipeline
from shinkyu.codec.printed import printed
from shinkyu.model.document import ChecksItem, DeclaredRow, Item, ListItem
from shinkyu.model.report import Judgement
from shinkyu.pipeline import Compared, Read
from shinkyu.text.normalise import fold, is_blank
from shinkyu.text.orthography import spelling
from test_false_rows_law import PAIRS, another_first_number, another_number, newest_true

EVALUATION = Path(__file__).resolve().parents[2] / "shared" / "eval"
MADE_PAIRS = [
    *((folder / "old.txt", folder / "new.txt") for folder in sorted(EVALUATION.glob("reconcile/pairs/[AB]-000*"))),
    *((EVALUATION / f"office/v{n}/document.xlsx", EVALUATION / f"office/v{n + 1}/document.xlsx") for n in (1, 2)),
]

NEVER = ("紙の台帳を、山の上の倉庫で月に三度点検していた。", "白紙の台帳", "猫")
"""Texts of no report."""
NOTHING = ("", "－", "新規", "右記を追加")
LETTERS = ("の", "市", "1", "有", "、")
"""Letters that stand in most items."""
_BETWEEN_PIECES = re.compile(r"[。\n\s]|[(（](?:省略|追加|削除|中略)[)）]")
_MORE_THAN_TEXT = re.compile(r"全て|以下|を追|全文|削除|統一|\[")
"""What a cell holds that says more than its words, such as boxes."""
SAMPLE = 12
"""Altered rows of each pair that the default tests judge."""


class Row(NamedTuple):
    """A true row, and the items it was found true of."""

    row: DeclaredRow
    others: tuple[DeclaredRow, ...]
    """The other rows of its day."""
    beside: tuple[DeclaredRow, ...]
    """Those of them on the same items."""
    was: tuple[Item, ...]
    now: tuple[Item, ...]
    texts: tuple[str, ...]
    """What the items of the older version print."""
    here: str
    """What all items print now."""

    @property
    def before(self) -> str:
        return "\n".join(self.row.before)

    @property
    def after(self) -> str:
        return "\n".join(self.row.after)


def says(item: Item) -> str:
    """Return what an item prints as a comparison key, boxes as its remarks and ticked labels."""
    if isinstance(item, ListItem):
        return fold("".join(item.value))
    if isinstance(item, ChecksItem):
        return fold("、".join((*item.value.on, *item.value.notes.values())))
    return fold(printed(item))


def holds(items: tuple[Item, ...], text: str) -> bool:
    """Say whether every line of a cell stands in one of the items in whatever spelling, marks and signs aside."""
    pieces = [piece for piece in _BETWEEN_PIECES.split(text) if fold(piece).strip("-・")]
    return all(any(fold(p) in says(item) or spelling(p) in spelling(says(item)) for item in items) for p in pieces)


def stands(true: Row, text: str) -> bool:
    """Say whether a text stands where the row can mean: without the older version, anywhere."""
    return holds(true.now, text) or (not true.texts and fold(text) in true.here)


# ---------------------------------------------------------------------- ways to alter a row

Altered = Iterator[DeclaredRow]


def cells(row: DeclaredRow, *, before: str | None = None, after: str | None = None) -> DeclaredRow:
    """Return a row with other texts in its cells."""
    was = row.before if before is None else tuple(before.split("\n")) if before else ()
    now = row.after if after is None else tuple(after.split("\n")) if after else ()
    return replace(row, before=was, after=now)


def never_before(true: Row) -> Altered:
    """変更前 is a text that no item of the older version held."""
    yield from (cells(true.row, before=text) for text in NEVER if not any(fold(text) in was for was in true.texts))


def never_after(true: Row) -> Altered:
    """変更後 is a text that no item holds."""
    yield from (cells(true.row, after=text) for text in NEVER)


def rewritten_from_never(true: Row) -> Altered:
    """全文変更 of a text that no item held."""
    yield from (cells(true.row, before=text, after="全文変更") for text in NEVER[:2])


def before_of_another_row(true: Row) -> Altered:
    """変更前 is that of another row, and stood in none of the items this row is about."""
    texts = dict.fromkeys("\n".join(other.before) for other in true.others)
    strange = (text for text in texts if len(fold(text)) > 8 and true.was and not holds(true.was, text))
    yield from (cells(true.row, before=text) for text in islice(strange, 3))


def after_of_another_row(true: Row) -> Altered:
    """変更後 is that of another row, and stands in none of the items this row is about."""
    texts = dict.fromkeys("\n".join(other.after) for other in true.others)
    strange = (
        text for text in texts if len(fold(text)) > 8 and not _MORE_THAN_TEXT.search(text) and not stands(true, text)
    )
    yield from (cells(true.row, after=text) for text in islice(strange, 3))


def before_of_another_item(true: Row) -> Altered:
    """変更前 is the whole of another item of the older version."""
    strange = (text for text in true.texts if 12 < len(text) < 120 and not holds(true.was, text))
    yield from (cells(true.row, before=text) for text in islice(strange, 4, 40, 15) if true.was)


def stated_whole(true: Row) -> bool:
    """Say whether the row gives the whole value of one item, as it was and as it is."""
    if len(true.was) != 1 or len(true.now) != 1 or isinstance(true.now[0], ListItem | ChecksItem):
        return False
    return fold(true.before) == says(true.was[0]) != "" and fold(true.after) == says(true.now[0]) != ""


def nothing_before(true: Row) -> Altered:
    """変更前 says that nothing stood there, where another value did, of which no sentence stayed."""
    if stated_whole(true) and not is_blank(true.before):
        sentences = [fold(text) for text in re.split(r"[。\n]", printed(true.was[0])) if text]
        if not any(text in says(true.now[0]) for text in sentences):
            yield from (cells(true.row, before=text) for text in NOTHING)


def letter_before(true: Row) -> Altered:
    """変更前 is a letter that is no letter of what was replaced."""
    if len(fold(true.before)) >= 4 and len(fold(true.after)) >= 4 and true.was:
        # A sign alone is no text: such a row says that nothing stood there.
        letters = (letter for letter in LETTERS[:-1] if letter not in fold(true.before) and holds(true.was, letter))
        yield from (cells(true.row, before=letter) for letter in letters)


def letter_after(true: Row) -> Altered:
    """変更後 is one letter, of what came or of anything else that stands there."""
    if len(fold(true.after)) >= 4:
        yield from (cells(true.row, after=letter) for letter in LETTERS)
        yield from (cells(true.row, before="象", after=letter) for letter in LETTERS[:1])


def letter_unified(true: Row) -> Altered:
    """「…」に統一 of a letter that took no part in the change."""
    if not re.search("[町村]", true.before + true.after):
        yield from (cells(true.row, before=old, after="「市」に統一") for old in "町村")


def figure_before(true: Row) -> Altered:
    """変更前 with another figure, which stood in none of the items."""
    texts = (another_number(true.before), another_first_number(true.before))
    yield from (cells(true.row, before=t) for t in texts if t and true.was and not holds(true.was, t))


def figure_after(true: Row) -> Altered:
    """変更後 with another figure, which stands in none of the items."""
    texts = (another_number(true.after), another_first_number(true.after))
    yield from (cells(true.row, after=t) for t in texts if t and not holds(true.now, t))


def swapped(true: Row) -> Altered:
    """The two cells exchanged, where neither text stood or stands on the other side."""
    long = min(len(fold(true.before)), len(fold(true.after))) >= 2
    if long and true.was and not holds(true.was, true.after) and not holds(true.now, true.before):
        yield cells(true.row, before=true.after, after=true.before)


def deleted(true: Row) -> Altered:
    """削除, or an empty 変更後, of a whole value in whose place another one stands."""
    if stated_whole(true):
        yield from (cells(true.row, after=text) for text in ("", "削除", "（削除）"))


def pointing(true: Row) -> Altered:
    """変更後 points at a cell that is not there."""
    if true.before and true.after:
        yield from (cells(true.row, after=text) for text in ("右記を追加", "右記のとおり追加"))


OF_BEFORE = (
    never_before, rewritten_from_never, before_of_another_row, before_of_another_item, nothing_before, letter_before,
    figure_before,
)  # fmt: skip
OF_AFTER = (never_after, after_of_another_row, letter_after, figure_after, pointing)
WAYS: dict[str, Callable[[Row], Altered]] = {
    way.__name__: way for way in (*OF_BEFORE, *OF_AFTER, letter_unified, swapped, deleted)
}

# ---------------------------------------------------------------------- checks

OF_BOTH_VERSIONS = frozenset((
    "before-and-after-hold", "before-gone", "item-changed", "below-heading-changed", "member-added", "member-removed",
    "before-left-by-earlier-row",
))  # fmt: skip
"""Grounds that speak of what stood there before."""


def is_confirmed(judgement: Judgement) -> bool:
    return judgement.verdict == "confirmed"


class Table(NamedTuple):
    """A version, what it is held against, and those rows of its newest day that are true."""

    new: Read
    compared: Compared | None
    true: tuple[Row, ...]


@lru_cache(maxsize=2)
def table(new_path: Path, old_path: Path | None = None) -> Table:
    new = pipeline.read(new_path.read_bytes(), new_path.name)
    old = pipeline.read(old_path.read_bytes(), old_path.name) if old_path else None
    compared = pipeline.compare(old, new) if old else None
    rows = new.document.declared or ()
    newest = max((row.date.date or "" for row in rows), default="")
    report = pipeline.held(new, compared).report
    true = newest_true(report, new) if rows else ()
    counterpart = {pair.new: pair.old for pair in compared.alignment.pairs} if compared else {}
    place = {item.address: n for n, item in enumerate(new.document.items)}
    texts = tuple(dict.fromkeys(says(item) for item in old.document.items)) if old else ()
    about = {
        row: [place[t.address] for t in judgement.targets if t.by == "value" and t.address in place]
        for row, judgement in zip(rows, report.declared, strict=True)
        if row.date.date == newest
    }
    here = "\n".join(map(says, new.document.items))
    found = []
    for row, at in about.items():
        if row.n in true and at:
            was = tuple(old.document.items[counterpart[n]] for n in at if old and n in counterpart)
            now = tuple(new.document.items[n] for n in at)
            others = tuple(other for other in about if other != row)
            beside = tuple(other for other in others if set(about[other]) & set(at))
            found.append(Row(row, others, beside, was, now, texts, here))
    return Table(new, compared, tuple(found))


def judged(held: Table, true: Row, altered: DeclaredRow) -> Judgement | None:
    """Return the verdict on an altered row, the other rows on its items being as they are.

    None where the report finds its reference wrong: it is right of another item, which the report names.
    """
    rows = tuple(sorted((altered, *true.beside), key=lambda row: row.n))
    new = held.new._replace(document=replace(held.new.document, declared=rows))
    report = pipeline.held(new, held.compared).report
    judgement = next(j for j in report.declared if j.n == altered.n)
    elsewhere = any(finding.n == altered.n and finding.rule == "wrong-reference" for finding in report.findings)
    return None if judgement.reason == "found-elsewhere" and elsewhere else judgement


def wrongly_confirmed(
    held: Table, rows: Iterable[tuple[Row, DeclaredRow]], wrong: Callable[[Judgement], bool] = is_confirmed
) -> list[tuple[int, str, str, str]]:
    """Return those of the altered rows that are confirmed."""
    found = ((row, judged(held, true, row)) for true, row in rows)
    return [
        (row.n, j.reason, "/".join(row.before)[:40], "/".join(row.after)[:40]) for row, j in found if j and wrong(j)
    ]


def altered_rows(held: Table, ways: Iterable[str]) -> list[tuple[Row, DeclaredRow]]:
    return [(true, altered) for true in held.true for way in ways for altered in WAYS[way](true)]


def identity(pair: tuple[Path, Path]) -> str:
    return f"{pair[1].parent.name}-{pair[1].stem}"


@pytest.mark.parametrize("pair", PAIRS, ids=identity)
def test_no_altered_row_of_a_sample_is_confirmed(pair: tuple[Path, Path]) -> None:
    held = table(pair[1], pair[0])
    rows = altered_rows(held, WAYS)

    assert [] == wrongly_confirmed(held, rows[:: max(len(rows) // SAMPLE, 1)])


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS, ids=identity)
@pytest.mark.parametrize("way", WAYS)
def test_no_altered_row_is_confirmed(pair: tuple[Path, Path], way: str) -> None:
    held = table(pair[1], pair[0])

    assert [] == wrongly_confirmed(held, altered_rows(held, [way]))


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize("pair", MADE_PAIRS, ids=identity)
def test_no_altered_row_of_versions_with_known_edits_is_confirmed(pair: tuple[Path, Path]) -> None:
    held = table(pair[1], pair[0])

    assert [] == wrongly_confirmed(held, altered_rows(held, WAYS))


# ---------------------------------------------------------------------- without the older version


ALONE = [new for _, new in PAIRS]


@pytest.mark.slow
@pytest.mark.parametrize("path", ALONE, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_row_altered_in_what_stands_there_now_is_confirmed_by_one_version(path: Path) -> None:
    held = table(path)

    assert [] == wrongly_confirmed(held, altered_rows(held, [way.__name__ for way in OF_AFTER]))


@pytest.mark.slow
@pytest.mark.parametrize("path", ALONE, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_ground_speaks_of_what_stood_there_before_where_no_older_version_is_at_hand(path: Path) -> None:
    held = table(path)

    rows = altered_rows(held, [way.__name__ for way in OF_BEFORE])

    assert [] == wrongly_confirmed(held, rows, lambda j: j.reason in OF_BOTH_VERSIONS)


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize("number", ["000", "001", "004"])
def test_no_altered_row_of_a_published_table_is_confirmed_by_one_version(seeds: Path, number: str) -> None:
    (path,) = seeds.glob(f"{number}_*.txt")
    held = table(path)
    rows = altered_rows(held, [way.__name__ for way in OF_AFTER])

    assert rows
    assert [] == wrongly_confirmed(held, rows)


# ---------------------------------------------------------------------- the ways themselves


@pytest.mark.slow
def test_each_way_alters_rows() -> None:
    """A law over nothing would hold."""
    made = dict.fromkeys(WAYS, 0)
    for old, new in PAIRS:
        held = table(new, old)
        for name in WAYS:
            made[name] += len(altered_rows(held, [name]))

    assert min(made.values()) >= 8, made
    assert sum(made.values()) >= 2000, made
