"""Front end for a bare text layer, whose reading order is lost on some pages and kept on others.

The layer is cut into pages; the headings of the parts say which stretch of the form a page may hold, and each page
is then read for itself (``torn_texts``, ``torn_marks``).  A second pass knows the texts that the first one found
for one 特定個人情報ファイル when it reads the same items of another.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from shinkyu.extract.change_sheet import COLUMNS, unread_table
from shinkyu.extract.evidence import NOT_PLACED, Evidence
from shinkyu.extract.label_slots import Stretch, settle, slots_of
from shinkyu.extract.labels import Labels
from shinkyu.extract.loose_cover import cover_values
from shinkyu.extract.page_labels import Found, find_labels
from shinkyu.extract.pages import Furniture, PageLine, pages_of
from shinkyu.extract.paragraph import soft_join
from shinkyu.extract.placed import Fragment, Placed, PrintedHeading, Slot
from shinkyu.extract.torn_marks import take_marks
from shinkyu.extract.torn_page import Known, TornPage
from shinkyu.extract.torn_texts import close_empty, take_own_lines, take_texts, withhold_remarks
from shinkyu.model.form import ItemSpec
from shinkyu.model.source import Layout
from shinkyu.text.normalise import fold

CONTENTS_PARTS = 4
"""A page with this many part headings is the table of contents."""
PROSE = 30
"""Characters; prose of this length is printed twice only where a layer has mixed up its pages."""

_NUMERAL_ALONE = re.compile(r"^([ⅠⅡⅢⅣⅤⅥ])[\s※①-⑳]*$")
_GROUP_TITLE = re.compile(r"^\s*[<＜〈][^<>＜＞]{1,40}[>＞〉]\s*$")


@dataclass
class _Page:
    """A page and the part of the form it is of; ``part`` is None for the table of contents."""

    lines: list[PageLine]
    part: ItemSpec | None
    file: int
    begins: bool
    """The heading of the part stands on it, or its first block does."""
    found: list[Found] = field(default_factory=list)
    leaks: frozenset[int] = frozenset()


def gather(layout: Layout, labels: Labels) -> Placed:
    """Return what the lines of a text layer say with certainty about each label of the form."""
    first = _Gatherer(layout, labels)
    first.read_all(())
    second = _Gatherer(layout, labels)
    second.read_all(_known_texts(first.placed, labels))
    return second.placed


def _known_texts(placed: Placed, labels: Labels) -> list[tuple[int | None, Known]]:
    """Return what is known of a text before it is read: what the same item has in another file, or what it repeats.

    Each comes with the file in which it stands itself, None where it counts for all files.
    """
    texts = {
        slot: "\n".join(fragment.text for fragment in fragments)
        for slot, fragments in placed.fragments.items()
        if fragments and labels.template.by_id[slot.spec].kind == "text"
    }
    known: list[tuple[int | None, Known]] = [
        (slot.file, Known(slot.spec, text)) for slot, text in texts.items() if labels.part_of[slot.spec].per_file
    ]
    for spec in labels.template.specs:
        repeated = [text for slot, text in texts.items() if slot.spec == spec.repeats]
        if repeated and not labels.part_of[spec.id].per_file:
            known.append((None, Known(spec.id, "\n".join(repeated))))
        elif repeated:
            known += [(None, Known(spec.id, text)) for text in repeated]
    return known


class _Gatherer:
    def __init__(self, layout: Layout, labels: Labels) -> None:
        self.labels = labels
        self.furniture = Furniture(labels)
        self.placed = Placed()
        self.pages = self._parts_of(pages_of(layout, labels, self.placed))

    def read_all(self, known: Sequence[tuple[int | None, Known]]) -> None:
        """Read every page; *known* are texts by the file they stand in."""
        copy: tuple[str, int] | None = None
        last: Slot | None = None
        members: dict[str, str] = {}
        carried: Slot | None = None
        earlier: frozenset[Slot] = frozenset()
        for page in self.pages:
            if page.part is None:
                self._leave(page.lines)
            elif page.part.id == "records":
                self._records(page)
            elif page.part.id == "change_sheet":
                self._unread_table(page)
            else:
                if (page.part.id, page.file) != copy or page.begins:
                    copy, last, members, carried = (page.part.id, page.file), None, {}, None
                stretch = self._stretch(page, last, members)
                torn = self._solve(page, stretch, [k for file, k in known if file != page.file], earlier, carried)
                earlier |= {item for items in torn.places for item in items}
                last = stretch.slots[stretch.last()] if page.found and stretch.last() >= 0 else last
                carried = torn.last_text() or carried
                self._remember(page, members)

    # ------------------------------------------------------------------ parts of pages

    def _parts_of(self, pages: list[list[PageLine]]) -> list[_Page]:
        """Return the pages with the part each is of; a page on which parts follow each other is cut there."""
        part = self.labels.parts[0]
        copies: dict[str, int] = {}
        found: list[_Page] = []
        for lines in pages:
            headings = {n: spec for n in range(len(lines)) if (spec := self._part_at(lines, n))}
            self.placed.furniture.extend(lines[n].raw for n in headings)
            rest = [line for n, line in enumerate(lines) if n not in headings]
            if len({spec.id for spec in headings.values()}) >= CONTENTS_PARTS:
                found.append(_Page(rest, None, 0, False))
                continue
            begins = False
            if headings and part.id != "change_sheet":  # it is the last part; its cells cite the headings of others
                new = next(iter(headings.values()))
                begins = new is not part or self._restarts(rest, new)
                if begins:
                    copies[new.id] = copies.get(new.id, -1) + 1
                part = new
            if part.id != "change_sheet" and _is_table(rest):
                part = next((spec for spec in self.labels.parts if spec.id == "change_sheet"), part)
            self.placed.see(Slot(part.id, self._file(part, copies)))
            found.append(_Page(rest, part, self._file(part, copies), begins))
        for page in found:
            if page.part is not None:
                page.found = find_labels(page.lines, self.labels, page.part)
        self._find_leaks(found)
        return found

    def _file(self, part: ItemSpec, copies: dict[str, int]) -> int:
        return max(copies.get(part.id, 0), 0) if part.per_file else 0

    def _part_at(self, page: list[PageLine], n: int) -> ItemSpec | None:
        """Return the part whose heading stands at line *n*; raised marks may stand on a line before the title."""
        numeral = _NUMERAL_ALONE.match(page[n].text)
        if numeral and n + 1 < len(page):
            title = page[n + 1].text.partition("（")[0]
            return self.labels.part(f"{numeral.group(1)} {title}")
        before = _NUMERAL_ALONE.match(page[n - 1].text) if n else None
        if before:
            return self.labels.part(f"{before.group(1)} {page[n].text.partition('（')[0]}")
        return self.labels.part(page[n].text)

    def _restarts(self, lines: list[PageLine], part: ItemSpec) -> bool:
        """A per-file part begins anew with its block 1."""
        if not part.per_file or part.id == "records":
            return False
        blocks = (self.labels.block(line.text, part) for line in lines)
        return any(block is not None and block.element == "1" for block in blocks)

    def _find_leaks(self, pages: list[_Page]) -> None:
        """Mark prose that a layer has mixed in from another page, where it stands with more around it."""
        where: dict[str, list[tuple[_Page, int]]] = defaultdict(list)
        for page in pages:
            for n, line in enumerate(page.lines):
                where[line.text].append((page, n))
        for places in where.values():
            for page, n in places:
                if len(page.lines[n].text) < PROSE:
                    continue
                origins = [(other, k) for other, k in places if _mixed(page, n, other, k)]
                for other, k in origins:
                    page.leaks |= _common_run(page.lines, n, other.lines, k)

    # ------------------------------------------------------------------ pages of a part

    def _stretch(self, page: _Page, last: Slot | None, members: dict[str, str]) -> Stretch:
        """Return the places of the form that the labels of a page have; *last* is the last one of the page before."""
        assert page.part is not None
        expected: dict[str, list[str]] = defaultdict(list)
        for label in page.found:
            group = next((spec for spec in label.specs if spec.role == "group"), None)
            if group and label.member not in expected[group.id]:
                expected[group.id].append(label.member)
        for group_id, member in members.items():
            if member not in expected[group_id]:
                expected[group_id].append(member)
        if last and last.member and last.member not in expected[self.labels.group_of[last.spec] or ""]:
            expected[self.labels.group_of[last.spec] or ""].append(last.member)
        slots = slots_of(self.labels, page.part, page.file, expected)
        return settle(page.found, slots, slots.index(last) + 1 if last in slots else 0)

    def _solve(
        self, page: _Page, stretch: Stretch, known: list[Known], earlier: frozenset[Slot], carried: Slot | None
    ) -> TornPage:
        torn = TornPage(
            page.lines,
            page.found,
            stretch,
            self.labels,
            self.furniture,
            self.placed,
            known,
            page.leaks,
            earlier,
            carried,
        )
        if page.part is self.labels.parts[0]:
            self._cover(page, torn)
        take_own_lines(torn)
        take_marks(torn)
        take_texts(torn)
        close_empty(torn)
        withhold_remarks(torn)
        for items in torn.places:
            for item in items:
                self.placed.how.setdefault(item, NOT_PLACED)
        self._put_away(torn)
        return torn

    def _remember(self, page: _Page, members: dict[str, str]) -> None:
        """Note the last member of each group, whose items may go on over the page."""
        for label in page.found:
            group = next((spec for spec in label.specs if spec.role == "group"), None)
            if group and label.member.isdecimal():
                members[group.id] = str(max(int(label.member), int(members.get(group.id, "0"))))
                slot = Slot(group.id, page.file, label.member)
                self.placed.headings.append(PrintedHeading(slot, "", page.lines[label.first].number))

    def _cover(self, page: _Page, torn: TornPage) -> None:
        """Take the items of the cover that are known by what they say, wherever they stand on it."""
        for item, value in cover_values(page.lines, self.furniture.runs(page.lines, torn.covered)).items():
            label = next((n for n, f in enumerate(page.found) if any(spec.id == item for spec in f.specs)), None)
            if label is not None or item == "cover.title":
                torn.keep(Slot(item), value.text, value.lines, Evidence("its words", value.confidence), label)

    def _put_away(self, torn: TornPage) -> None:
        """Note the lines of the form, the values of several possible items, and what is left over."""
        doubtful = {n: slots for lines, slots in torn.undecided.items() for n in lines}
        for lines, slots in torn.undecided.items():
            raws = tuple(torn.lines[n].raw for n in lines)
            text = soft_join([torn.lines[n].text for n in lines])
            self.placed.undecided.append((Fragment(text, torn.lines[lines[0]].number, raws), slots))
        of_form = torn.covered | torn.of_form
        for n, line in enumerate(torn.lines):
            if n in torn.taken or n in doubtful:
                continue
            rest = next((label.rest or label.before for label in torn.found if label.first == n), "")
            if n in of_form:
                if rest and not self.furniture.has(rest) and not self.labels.is_heading_like(rest):
                    self.placed.unplaced.append(Fragment(rest, line.number, (line.raw,)))
                else:
                    self.placed.furniture.append(line.raw)
            else:
                self.placed.unplaced.append(Fragment(line.text, line.number, (line.raw,)))

    # ------------------------------------------------------------------ annex and table

    def _records(self, page: _Page) -> None:
        """Take the annex of record items, unless its titles stand apart from their entries."""
        lines = page.lines
        for n, line in enumerate(lines):
            block = self.labels.block(line.text, None)
            if block is not None:  # of the next part, whose heading is lost
                self._leave(lines[n:])
                lines = lines[:n]
                break
        titles = [bool(_GROUP_TITLE.match(line.text)) for line in lines]
        apart = any(a and b for a, b in itertools.pairwise(titles)) or (titles and titles[-1])
        if apart:
            self._leave(lines)
            return
        if lines:
            text = soft_join([line.text for line in lines], [False] * len(lines))
            raws = tuple(line.raw for line in lines)
            self.placed.add(Slot("records", page.file), Fragment(text, lines[0].number, raws))

    def _unread_table(self, page: _Page) -> None:
        if page.lines and not any(problem.rule == "change-table-unread" for problem in self.placed.problems):
            self.placed.problems.append(unread_table(page.lines[0].number))
        self._leave(page.lines)

    def _leave(self, lines: list[PageLine]) -> None:
        """Put lines away that hold no item: the words of the form, and what is left over."""
        for line in lines:
            if self.furniture.has(line.text):
                self.placed.furniture.append(line.raw)
            else:
                self.placed.unplaced.append(Fragment(line.text, line.number, (line.raw,)))


def _is_table(lines: list[PageLine]) -> bool:
    """Say whether a page prints the columns of the 変更箇所 table."""
    keys = " ".join(fold(line.text) for line in lines)
    return all(column in keys for column in COLUMNS[2:5])


def _mixed(page: _Page, n: int, other: _Page, k: int) -> bool:
    """Say whether line *n* of a page belongs to line *k* of another one, which is no copy of it for another file."""
    if other is page or (page.part and other.part is page.part and other.file != page.file):
        return False
    return _more_around(other.lines, k) > _more_around(page.lines, n) or not other.found


def _common_run(lines: list[PageLine], n: int, others: list[PageLine], k: int) -> frozenset[int]:
    """Return the lines around line *n* that are the same as those around line *k* of another page."""
    found = {n}
    for step in (-1, 1):
        a, b = n + step, k + step
        while 0 <= a < len(lines) and 0 <= b < len(others) and lines[a].text == others[b].text:
            found.add(a)
            a, b = a + step, b + step
    return frozenset(found)


def _more_around(lines: list[PageLine], n: int) -> int:
    """Return how many lines hang together with line *n*."""
    first, last = n, n
    while first > 0 and not lines[first].gap:
        first -= 1
    while last + 1 < len(lines) and not lines[last + 1].gap:
        last += 1
    return last - first + 1
