"""Front end for a bare text layer, whose reading order is lost on some pages and kept on others.

Nothing is taken that only probably belongs to a label.  A page whose labels stand in the order of
the form is read from label to label; a text is taken when it stands on the label's own line, on the
lines right after it, or alone between the label and the one that follows it in the form.  On any
other page only a label's own line counts, a chosen option that fits one label of the page alone, and
a set of check boxes that is printed whole behind its label.
"""

import itertools
import re
from collections import Counter

from shinkyu.extract.change_sheet import unread_table
from shinkyu.extract.labels import Labels
from shinkyu.extract.loose_cover import cover_values
from shinkyu.extract.page_labels import Found, find_labels, specs_of
from shinkyu.extract.pages import BRACKETS, OPTION_LINE, Furniture, PageLine, Value, pages_of
from shinkyu.extract.paragraph import soft_join, width
from shinkyu.extract.placed import Fragment, Placed, PrintedHeading, Slot
from shinkyu.extract.values import has_marks, match_option, read_checks
from shinkyu.model.form import ItemSpec
from shinkyu.model.source import Layout
from shinkyu.text.normalise import fold
from shinkyu.text.wareki import find_dates

OWN_LINE, NEXT_LINES, ENCLOSED, ONLY_FIT = 0.95, 0.9, 0.85, 0.85
"""Confidence by evidence: on the label's line, right below it, between two labels, fits nowhere else."""
LEFT_OVER = 0.75
"""Confidence of the only text of a page that no other label of the page can claim."""
CONTENTS_PARTS = 4
"""A page with this many part headings is the table of contents."""
PROSE = 30
"""Characters; prose of this length is printed twice only where a layer has mixed up its pages."""
SHORT = 0.7
"""Of the widest line of the page; a line that is shorter ends a paragraph."""
LONGEST_DATE = 60
"""Characters of what is printed for a date; several dates with remarks are as long."""

_NUMERAL_ALONE = re.compile(r"^([ⅠⅡⅢⅣⅤⅥ])[\s※①-⑳]*$")
_GROUP_TITLE = re.compile(r"^\s*[<＜〈][^<>＜＞]{1,40}[>＞〉]\s*$")


def gather(layout: Layout, labels: Labels) -> Placed:
    """Return what the lines of a text layer say with certainty about each label of the form."""
    gatherer = _Gatherer(labels)
    pages = pages_of(layout, labels, gatherer.placed)
    gatherer.printed.update(line.text for page in pages for line in page)
    for page in pages:
        gatherer.page(page)
    return gatherer.placed


class _Gatherer:
    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.furniture = Furniture(labels)
        self.order = labels.template.order
        self.placed = Placed()
        self.printed: Counter[str] = Counter()
        self.part = labels.parts[0]
        self.copies: dict[str, int] = {}
        self.position = 0
        self.member: tuple[str, str] | None = None

    def page(self, page: list[PageLine]) -> None:
        """Read one page."""
        headings = {n: part for n in range(len(page)) if (part := self._part_at(page, n))}
        contents = len({part.id for part in headings.values()}) >= CONTENTS_PARTS
        if headings and not contents:
            self._enter(next(iter(headings.values())), page)
        self.placed.furniture.extend(page[n].raw for n in headings)
        page = [line for n, line in enumerate(page) if n not in headings]
        if contents:
            self._stretch(page)
        elif self.part.id == "records":
            self._records(page)
        elif self.part.id == "change_sheet":
            self._unread_table(page)
        else:
            self._stretch(page)

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

    def _enter(self, part: ItemSpec, page: list[PageLine]) -> None:
        if part is not self.part or self._restarts(page):
            self.copies[part.id] = self.copies.get(part.id, -1) + 1
            self.position = self.order[part.id]
            self.member = None
        self.part = part
        self.placed.see(Slot(part.id, self._file()))

    def _restarts(self, page: list[PageLine]) -> bool:
        """A per-file part begins anew with its block 1."""
        if not self.part.per_file or self.part.id == "records":
            return False
        blocks = (self.labels.block(line.text, self.part) for line in page)
        return any(block is not None and block.element == "1" for block in blocks)

    def _records(self, page: list[PageLine]) -> None:
        """Take the annex of record items, unless its titles stand apart from their entries."""
        for n, line in enumerate(page):
            block = self.labels.block(line.text, None)
            if block is not None:  # of the next part, whose heading is lost
                self._leave(page[n:])
                page = page[:n]
                break
        titles = [bool(_GROUP_TITLE.match(line.text)) for line in page]
        apart = any(a and b for a, b in itertools.pairwise(titles)) or (titles and titles[-1])
        if apart:
            self._leave(page)
            return
        if page:
            text = soft_join([line.text for line in page], [False] * len(page))
            raws = tuple(line.raw for line in page)
            self.placed.add(Slot("records", self._file()), Fragment(text, page[0].number, raws))

    def _unread_table(self, page: list[PageLine]) -> None:
        if page and not any(problem.rule == "change-table-unread" for problem in self.placed.problems):
            self.placed.problems.append(unread_table(page[0].number))
        self._leave(page)

    def _leave(self, page: list[PageLine]) -> None:
        self.placed.unplaced.extend(Fragment(line.text, line.number, (line.raw,)) for line in page)

    # ------------------------------------------------------------------ labels of a page

    def _stretch(self, page: list[PageLine]) -> None:
        found = find_labels(page, self.labels, self.part)
        covered = {n for label in found for n in range(label.first, label.after)}
        specs = self._in_order(found)
        taken = self._orderly(page, found, specs) if specs is not None else self._disorderly(page, found)
        if self.part is self.labels.parts[0]:
            taken |= self._cover_page(page, found, covered | taken)
        taken |= self._only_text(page, found, specs, covered | taken)
        for n, line in enumerate(page):
            if n in taken:
                continue
            if n in covered or self.furniture.has(line.text):
                self._put_away(page, n, found)
            else:
                self.placed.unplaced.append(Fragment(line.text, line.number, (line.raw,)))

    def _put_away(self, page: list[PageLine], n: int, found: list[Found]) -> None:
        """Note a line of the form; a value on a label's line that was not taken is left over."""
        line = page[n]
        rest = next((label.rest for label in found if label.first == n and label.rest), "")
        if rest and not self.furniture.has(rest):
            self.placed.unplaced.append(Fragment(rest, line.number, (line.raw,)))
        else:
            self.placed.furniture.append(line.raw)

    def _in_order(self, found: list[Found]) -> list[ItemSpec] | None:
        """Return one spec a label when all labels of the page go forward through the form."""
        position, chosen = self.position, []
        for label in found:
            ahead = [spec for spec in label.specs if self.order[spec.id] > position]
            if not ahead:
                ahead = [spec for spec in label.specs if spec.role == "group"]
                if not ahead:
                    return None
            spec = min(ahead, key=lambda s: self.order[s.id])
            position = self.order[spec.id]
            chosen.append(spec)
        return chosen

    # ------------------------------------------------------------------ pages in order

    def _orderly(self, page: list[PageLine], found: list[Found], specs: list[ItemSpec]) -> set[int]:
        taken: set[int] = set()
        for n, (label, spec) in enumerate(zip(found, specs, strict=True)):
            following = specs[n + 1] if n + 1 < len(specs) else None
            stop = found[n + 1].first if following else len(page)
            self.position = self.order[spec.id]
            item: ItemSpec | None = spec
            if spec.role == "group":
                item = self._member(page, label, spec)
            elif spec.role == "block":
                self.placed.see(self._slot(spec))
            if item is None or item.kind is None:
                continue
            value = self._value(page, label, item, range(label.after, stop), following)
            if value is not None and self._is_certain(item, value.text):
                taken.update(self._keep(self._slot(item), page, label, value))
        return taken

    def _member(self, page: list[PageLine], label: Found, group: ItemSpec) -> ItemSpec | None:
        """Go to a member of a group; return the item of its name, which stands on the same line."""
        text = page[label.first].text
        member = self.labels.member(text) or self.labels.member(text.split()[0])
        if member is None:
            self.member = (group.id, "")
            return None
        self.member = (group.id, str(member[1]))
        slot = Slot(group.id, self._file(), str(member[1]))
        self.placed.see(slot)
        self.placed.headings.append(PrintedHeading(slot, "", page[label.first].number))
        name = self.labels.template.by_id.get(group.id + ".name")
        return name if name and name.label == "名称" else None

    def _value(
        self, page: list[PageLine], label: Found, spec: ItemSpec, body: range, following: ItemSpec | None
    ) -> Value | None:
        """Return the value behind a label, None where it is not certain to be this item's."""
        if spec.kind in ("choice", "checks", "count"):
            everything = "\n".join([label.rest, *(page[n].text for n in body)])
            certain = "[" in fold(everything) or spec.kind == "count"
            return Value(everything, NEXT_LINES, tuple(body)) if certain else None
        text = [n for n in body if not self.furniture.has(page[n].text)]
        adjacent: list[int] = []
        for n in text:
            if page[n].gap or (adjacent and n != adjacent[-1] + 1):
                break
            adjacent.append(n)
        enclosed = following is not None and self._follows(spec, following)
        if label.rest and self._is_value(label.rest):
            used = text if enclosed else adjacent if following else []
            return Value(_joined(page, [label.rest, *(page[n].text for n in used)]), OWN_LINE, tuple(used))
        if following is None:
            return None  # what a scattered page has lost its place for stands at its end
        if adjacent and (adjacent == text or not enclosed):
            return Value(_joined(page, [page[n].text for n in adjacent]), NEXT_LINES, tuple(adjacent))
        if enclosed and text:
            return Value(_joined(page, [page[n].text for n in text]), ENCLOSED, tuple(text))
        return None

    def _follows(self, spec: ItemSpec, following: ItemSpec) -> bool:
        """Say whether no label can be missing between two labels of a page."""
        between = self.labels.template.specs[self.order[spec.id] + 1 : self.order[following.id]]
        return all(s.role == "risk" for s in between)

    def _is_certain(self, spec: ItemSpec, text: str) -> bool:
        """Say whether a value has what its kind must have: a date a date, a number of a report digits."""
        if spec.kind == "date":
            return len(text) <= LONGEST_DATE and bool(find_dates(text) or re.search(r"\d年\d{1,2}月", fold(text)))
        return spec.id not in ("cover.number", "cover.title")

    # ------------------------------------------------------------------ other pages

    def _disorderly(self, page: list[PageLine], found: list[Found]) -> set[int]:
        """Take values from a label's own line, whole sets of boxes, and options that fit one label alone."""
        taken: set[int] = set()
        open_choices: list[tuple[Found, ItemSpec]] = []
        for label in found:
            if len(label.specs) != 1 or sum(label.specs == other.specs for other in found) != 1:
                continue
            spec = label.specs[0]
            if spec.role == "block":
                self.placed.see(Slot(spec.id, self._file()))
            if spec.kind is None or self.labels.group_of[spec.id]:
                continue
            value = self._own_line(page, found, label, spec)
            if value:
                taken.update(self._keep(self._slot(spec), page, label, value))
            elif spec.kind == "choice":
                open_choices.append((label, spec))
        return taken | self._only_fits(page, found, open_choices)

    # ------------------------------------------------------------------ by elimination

    def _cover_page(self, page: list[PageLine], found: list[Found], taken: set[int]) -> set[int]:
        """Take the items of the cover that are known by what they say, wherever they stand on it."""
        used: set[int] = set()
        for item, value in cover_values(page, self.furniture.runs(page, taken)).items():
            label = next((f for f in found if any(spec.id == item for spec in f.specs)), None)
            if label is None and item != "cover.title":
                continue
            used |= self._keep(Slot(item), page, label, value)
        return used

    def _only_text(
        self, page: list[PageLine], found: list[Found], specs: list[ItemSpec] | None, taken: set[int]
    ) -> set[int]:
        """Take the one text of a page that is left over, for the one label of the page without a text."""
        meant = specs if specs is not None else [label.specs[0] for label in found]
        if specs is None and any(len(label.specs) > 1 for label in found):
            return set()
        waiting = [
            (label, spec)
            for label, spec in zip(found, meant, strict=True)
            if spec.kind == "text" and self._slot(spec) not in self.placed.fragments
        ]
        runs = self.furniture.runs(page, taken)
        if len(waiting) != 1 or len(runs) != 1 or self.labels.group_of[waiting[0][1].id]:
            return set()
        label, spec = waiting[0]
        text = _joined(page, [page[n].text for n in runs[0]])
        return self._keep(self._slot(spec), page, label, Value(text, LEFT_OVER, tuple(runs[0])))

    def _own_line(self, page: list[PageLine], found: list[Found], label: Found, spec: ItemSpec) -> Value | None:
        if spec.kind == "choice":
            bare = BRACKETS.sub("", label.rest).strip()
            return Value(f"[{bare}]", OWN_LINE, ()) if match_option(bare, spec.options) else None
        if spec.kind == "checks":
            return self._boxes(page, found, label, spec)
        if spec.kind in ("text", "date"):
            return self._block_of_text(page, found, label, spec)
        return None

    def _block_of_text(self, page: list[PageLine], found: list[Found], label: Found, spec: ItemSpec) -> Value | None:
        """Return the text on a label's line and on the lines that blank lines hold together with it.

        A layer without blank lines has no such blocks; there only the label's own line counts.
        """
        end = label.after
        labelled = {other.first for other in found}
        while end < len(page) and not page[end].gap and end not in labelled:
            end += 1
        whole = page[label.first].gap and (end == len(page) or page[end].gap)
        lines = tuple(range(label.after, end)) if whole else ()
        texts = [page[n].text for n in lines]
        if label.rest and not self._is_value(label.rest):
            return None
        mixed_up = (text for text in texts if len(text) >= PROSE and self.printed[text] > 1)
        if any(self.furniture.has(text) for text in texts) or any(mixed_up):
            lines, texts = (), []  # a block that a layer has mixed up
        text = _joined(page, [label.rest, *texts])
        if not text or not self._is_certain(spec, text):
            return None
        return Value(text, OWN_LINE if label.rest else NEXT_LINES, lines)

    def _boxes(self, page: list[PageLine], found: list[Found], label: Found, spec: ItemSpec) -> Value | None:
        """Return the boxes behind a label, when every option stands there once behind its mark."""
        stop = min((other.first for other in found if other.first >= label.after), default=len(page))
        lines = tuple(range(label.after, stop))
        text = "\n".join([label.rest, *(page[n].text for n in lines)])
        checks = read_checks(text, spec.options)
        marks = fold(text).count("[")
        whole = not checks.unknown and marks == len(spec.options) == len(checks.on) + len(checks.off)
        return Value(text, OWN_LINE, lines) if whole and has_marks(text) else None

    def _only_fits(
        self, page: list[PageLine], found: list[Found], open_choices: list[tuple[Found, ItemSpec]]
    ) -> set[int]:
        taken: set[int] = set()
        printed = [
            (n, BRACKETS.sub("", line.text).strip())
            for n, line in enumerate(page)
            if not OPTION_LINE.match(fold(line.text))
        ]
        on_page = [spec for label in found for spec in label.specs if spec.kind == "choice"]
        for label, spec in open_choices:
            fits = [(n, text) for n, text in printed if match_option(text, spec.options)]
            rivals = [other for other in on_page if other is not spec and other.options == spec.options]
            if len(fits) == 1 and not rivals:
                n, text = fits[0]
                value = Value(f"[{text}]", ONLY_FIT, (n,))
                taken.update(self._keep(self._slot(spec), page, label, value))
        return taken

    def _keep(self, slot: Slot, page: list[PageLine], label: Found | None, value: Value) -> set[int]:
        """Put a value to its item, if it has none yet; return the lines that hold label and value."""
        if slot in self.placed.fragments:
            return set()
        self.placed.open(slot)
        lines = [*(range(label.first, label.after) if label else ()), *value.lines]
        if value.text:
            raws = tuple(page[n].raw for n in lines)
            self.placed.add(slot, Fragment(value.text, page[lines[0]].number, raws))
        else:
            self.placed.furniture.extend(page[n].raw for n in lines)
        self.placed.how[slot] = ("label", value.confidence)
        return set(lines)

    def _is_value(self, text: str) -> bool:
        """Say whether what follows a label on its line can be its value: no furniture, no other label."""
        return not self.furniture.has(text) and not specs_of(text, self.labels, self.part)

    def _file(self) -> int:
        return max(self.copies.get(self.part.id, 0), 0) if self.part.per_file else 0

    def _slot(self, spec: ItemSpec) -> Slot:
        group = self.labels.group_of[spec.id]
        if group and self.member and self.member[0] == group:
            return Slot(spec.id, self._file(), self.member[1])
        return Slot(spec.id, self._file())


def _joined(page: list[PageLine], texts: list[str]) -> str:
    """Return lines as paragraphs: a line much shorter than the page is wide ends one."""
    widest = max(width(line.text) for line in page)
    return soft_join(texts, [width(text) < SHORT * widest for text in texts])
