"""Rules on rows against each other, against the cover and against the older table."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from shinkyu.codec.cover import published_on
from shinkyu.model.declaration import Declaration
from shinkyu.model.document import Address, ChoiceItem, CountItem, DateItem, DeclaredRow, Item, TextItem
from shinkyu.model.report import Finding, Judgement
from shinkyu.reconcile.facts import Facts
from shinkyu.reconcile.find import folded, seek
from shinkyu.reconcile.messages import finding
from shinkyu.reconcile.passages import Passage, Work, meeting
from shinkyu.reconcile.rows import Table, cells
from shinkyu.reconcile.subjects import content
from shinkyu.reconcile.values import numbers
from shinkyu.text.wareki import single_date

SURE_TARGET = 0.6
"""Confidence from which a row is about one item and no other."""
SHORT_VALUE = 40
"""Characters of an item that a cell quotes as a whole."""
DISTINCTIVE = 12
"""Characters of a quotation that tell which text is meant."""

_QUOTING = ("quote", "add", "choice", "count", "replace")


# ---------------------------------------------------------------------- chains


class _Link:
    """A row that quotes on both sides what one item said."""

    def __init__(self, row: DeclaredRow, declaration: Declaration) -> None:
        self.row = row
        self.day = row.date.date or ""
        self.before = "\n".join(declaration.directive.before)
        self.after = "\n".join(declaration.directive.after)

    @cached_property
    def was(self) -> "_Side":
        """The 前 cell, to be compared."""
        return _Side(self.before)

    @cached_property
    def now(self) -> "_Side":
        """The 後 cell, to be compared."""
        return _Side(self.after)


class _Side:
    """What one cell of a row quotes, with what it is compared by."""

    def __init__(self, text: str) -> None:
        self.passage = Passage(text)
        self.day = single_date(text)
        self.numbers = numbers((text,))


def broken_chain(facts: Facts) -> Iterator[Finding]:
    """The 前 of a row should be what the last row on the same item left as 後 (practice).

    What there is no work left for is told, too: from which row on an item's rows were not held together.
    """
    items = {item.address: item for item in facts.new.items}
    old = {item.address: item for item in facts.old.items} if facts.old else {}
    chains: dict[Address, list[_Link]] = {}
    work = Work()
    left_out: dict[Address, int] = {}
    for row, declaration, judgement in facts.read():
        address = _single_target(judgement)
        quotes = declaration.directive.op in _QUOTING and declaration.directive.after
        if address is None or address not in items or not quotes or declaration.parts:
            continue
        link = _Link(row, declaration)
        earlier = [other for other in chains.get(address, ()) if other.day < link.day] if link.day else []
        # What an excerpt says may stand in the older version though an earlier row quotes it otherwise.
        excused = not _holds_one_value(items[address], link) and row.n in facts.recent
        excused = excused and _stood_in(judgement, old, link.before)
        if link.before and earlier and not excused and _breaks(items[address], earlier, link, work):
            yield finding("broken-chain", row.n, address, earlier=earlier[-1].row.n)
        if not work.is_left and earlier:
            left_out.setdefault(address, row.n)
        if link.day:
            chains.setdefault(address, []).append(link)
    for address, n in left_out.items():
        yield finding("too-many-rows", n, address)


def _breaks(item: Item, earlier: list[_Link], link: _Link, work: Work) -> bool:
    """The row takes up neither the last 後 nor another passage of the item; no where there is too much to look at."""
    if _joins(item, link, reversed(earlier), work):
        if not _holds_one_value(item, link):
            return False
        newest = max(other.day for other in earlier)
        last = [other for other in earlier if other.day == newest]
        return not _joins(item, link, last, work) and work.is_left
    if _holds_one_value(item, link) or not work.is_left:
        return work.is_left
    was = link.was.passage
    if len(was.whole) < DISTINCTIVE:
        return False
    for other in earlier:
        if was.stands_in(other.was.passage, work) or was.is_near(other.now.passage, work):
            return work.is_left
        if not work.is_left:
            break
    return False


def _joins(item: Item, link: _Link, earlier: Iterable[_Link], work: Work) -> bool:
    """Say whether the 前 of a row takes up the 後 of one of the *earlier* ones."""
    was = link.was
    texts: list[tuple[_Link, Passage]] = []
    for other in earlier:
        now = other.now
        if was.day and now.day:
            if was.day == now.day:
                return True
        elif isinstance(item, CountItem) and was.numbers and now.numbers:
            # 2件 takes up 提供を行っている(2)件.
            if any(m == n and (not a or not b or a == b) for a, m in was.numbers for b, n in now.numbers):
                return True
        else:
            texts.append((other, now.passage))
    return next(meeting(was.passage, texts, work), None) is not None


def _holds_one_value(item: Item, link: _Link) -> bool:
    """Rows on the item quote the whole of it, so that the cells must meet."""
    if isinstance(item, ChoiceItem | CountItem):
        return True
    if isinstance(item, DateItem):
        return single_date(link.before) is not None
    whole = folded(content(item))
    return isinstance(item, TextItem) and len(whole) <= SHORT_VALUE and folded(link.after) == whole


def _stood_in(judgement: Judgement, old: dict[Address, Item], before: str) -> bool:
    """The older version says what the row says it said: then the chain is not the row's fault."""
    if judgement.reason == "before-differs-from-old":
        return False
    places = [evidence.address for evidence in judgement.evidence if evidence.says == "before-in-old"]
    if places:
        return True
    item = old.get(judgement.targets[0].address)
    return item is not None and len(folded(before)) > 1 and seek(before, content(item)).held


def _single_target(judgement: Judgement) -> Address | None:
    first = judgement.targets[0] if judgement.targets else None
    return first.address if first and first.confidence >= SURE_TARGET else None


# ---------------------------------------------------------------------- dates


def date_disagrees_with_cover(facts: Facts) -> Iterator[Finding]:
    """The newest 変更日 equals the 公表日 of the cover in every table seen (practice)."""
    cover = published_on(facts.new)
    if not cover:
        return
    yield from _days_of_rows(facts, cover)
    yield from _day_of_cover_row(facts, cover)


def _days_of_rows(facts: Facts, cover: str) -> Iterator[Finding]:
    newest = max((row.date.date for row in facts.rows if row.date.date), default=None)
    known = published_on(facts.old) if facts.old else None
    for row in facts.rows:
        if row.date.date and row.date.date > cover:
            yield finding("date-disagrees-with-cover", row.n, None, "later", day=row.date.text)
        elif row.n in facts.recent and facts.old is not None and _stands_out(row, facts, cover, known):
            yield finding("date-disagrees-with-cover", row.n, None, "other", day=row.date.text)
    if newest and newest < cover and facts.old is None:
        n = next(row.n for row in facts.rows if row.date.date == newest)
        yield finding("date-disagrees-with-cover", n, None, "newest")


def _stands_out(row: DeclaredRow, facts: Facts, cover: str, known: str | None) -> bool:
    """A new row under a day of its own: several rows of one day may be a publication in between."""
    date = row.date.date
    if not date or date == cover:
        return False
    days = Counter(other.date.date for other in facts.rows if other.n in facts.recent)
    return days[date] == 1 or (known is not None and date <= known)


def _day_of_cover_row(facts: Facts, cover: str) -> Iterator[Finding]:
    """A row on the 公表日 itself that names another day than the cover."""
    item = next(item for item in facts.new.items if item.id == "cover.published_on")
    for row, declaration, _ in facts.read():
        on_cover = any(target.address == item.address for target in declaration.targets[:1])
        if row.n not in facts.recent or not on_cover or not declaration.directive.after:
            continue
        day = single_date(declaration.directive.after[0])
        if day is not None and day.isoformat() != cover:
            yield finding("date-disagrees-with-cover", row.n, item.address, "row", day=content(item))


# ---------------------------------------------------------------------- the same row twice, rows gone


def duplicate_row(facts: Facts) -> Iterator[Finding]:
    """The same cells twice under one date."""
    seen: dict[tuple[str, ...], int] = {}
    for row in facts.rows:
        key = cells(row)[:4]
        if row.unread:
            continue
        if key in seen:
            yield finding("duplicate-row", row.n, None, earlier=seen[key])
        seen.setdefault(key, row.n)


def row_lost(facts: Facts) -> Iterator[Finding]:
    """A row of the older version's table is not in the newer one's, which is cumulative (practice)."""
    table = Table(facts.rows)
    for row in _older_rows(facts):
        if table.counterpart(row)[0] is None:
            yield finding("row-lost", None, None, earlier=row.n, day=row.date.text, place=row.item)


def row_altered(facts: Facts) -> Iterator[Finding]:
    """A row of the older version's table reads otherwise now."""
    table = Table(facts.rows)
    for row in _older_rows(facts):
        now, same = table.counterpart(row)
        if now is not None and not same:
            yield finding("row-altered", now.n, None, earlier=row.n)


def row_added_late(facts: Facts) -> Iterator[Finding]:
    """A row dated up to the older version's publication stands in the newer table only (practice)."""
    known = published_on(facts.old) if facts.old else None
    if facts.old is None or known is None or facts.old.declared is None:
        return
    table = Table(facts.old.declared)
    for row in facts.rows:
        late = row.date.date is not None and row.date.date <= known
        if late and table.counterpart(row)[0] is None:
            yield finding("row-added-late", row.n, None, day=known)


def _older_rows(facts: Facts) -> tuple[DeclaredRow, ...]:
    if facts.old is None or facts.new.declared is None:
        return ()
    return facts.old.declared or ()
