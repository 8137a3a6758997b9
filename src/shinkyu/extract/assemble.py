"""Placed text → items in form order, with addresses, states and confidence."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from shinkyu.extract import values
from shinkyu.extract.change_sheet import cut_rows, declared_rows
from shinkyu.extract.markup import STAND_INS, one_line
from shinkyu.extract.members import number_members
from shinkyu.extract.placed import Fragment, Placed, Slot
from shinkyu.extract.places import Places
from shinkyu.extract.records import read_records
from shinkyu.model.account import UndecidedPiece
from shinkyu.model.address import cite
from shinkyu.model.document import (
    SCHEMA,
    Address,
    Checks,
    ChecksItem,
    ChoiceItem,
    CountItem,
    DateItem,
    DeclaredRow,
    Document,
    FigureItem,
    Item,
    ListItem,
    State,
    TextItem,
)
from shinkyu.model.form import FormTemplate, ItemSpec
from shinkyu.model.problem import FIELD_NOT_SHOWN, NO_RESULT, Problem
from shinkyu.model.reading import CutOff, Heading, ItemReading, Reading
from shinkyu.model.source import UNREAD, Layout
from shinkyu.text.normalise import is_blank

CERTAIN = 0.98
"""A label in its place and a value that fits its kind."""
DAMAGED = 0.9
"""The value had to be cleaned: an option matched approximately, marks without a state."""

NOT_SAID = "value not kept in the file"
"""How an item is found that the source holds and whose value it does not say."""

TORN = 0.8
"""What a layer without order has for entries of an annex, or inside the cell of another item."""


def assemble(placed: Placed, layout: Layout, template: FormTemplate) -> tuple[Document, Reading]:
    """Return document and sidecar of what a front end placed."""
    rows = declared_rows(placed.table) if placed.table is not None else None
    number_members(placed, rows or (), template)
    build = _Build(placed, template, Places(layout), layout.dialect == "scrambled")
    build.all_items()
    build.attachments()
    document = Document(
        schema=SCHEMA,
        form=template.form,
        edition=template.edition,
        items=tuple(build.items),
        declared=rows,
        gaps=tuple(build.gaps),
        unplaced=tuple(
            text
            for fragment in (*placed.unplaced, *(fragment for fragment, _ in placed.undecided))
            if (text := fragment.text.translate(STAND_INS)).strip()
        ),
    )
    reading = Reading(
        source=layout.name,
        sha256=layout.sha256,
        dialect=layout.dialect,
        items=tuple(build.readings),
        headings=tuple(build.headings()),
        declared_lines=tuple(row.line for row in placed.table or ()),
        problems=(
            *placed.problems,
            *build.problems,
            *_row_problems(rows or (), placed),
            *_unread_problems(layout),
        ),
        undecided=undecided_pieces(placed, template),
        cut=(*build.cut, *cut_rows(placed.table or [], build.places)),
        notes=layout.notes,
    )
    return document, reading


def _unread_problems(layout: Layout) -> Iterator[Problem]:
    is_printed = any(row.page is not None for row in layout.rows)
    rule, what = (
        (FIELD_NOT_SHOWN, "a form field that shows something else than it holds")
        if is_printed
        else (NO_RESULT, "a formula without its result")
    )
    for place in layout.unread:
        yield Problem(rule, f"{place} holds {what}", cell=place)


def undecided_pieces(placed: Placed, template: FormTemplate) -> tuple[UndecidedPiece, ...]:
    """Return the values that may be of several items, each with the addresses of those items."""
    files = _files(placed)
    return tuple(
        UndecidedPiece(
            fragment.line,
            fragment.text.translate(STAND_INS),
            tuple(_address(template, template.by_id[slot.spec], slot, files) for slot in slots),
        )
        for fragment, slots in placed.undecided
    )


def _files(placed: Placed) -> int:
    """Return how many 特定個人情報ファイル the document has."""
    return max((slot.file for slot in [*placed.fragments, *placed.seen]), default=0) + 1


def _address(template: FormTemplate, spec: ItemSpec, slot: Slot, files: int) -> Address:
    """Return the address of *spec* in the copy and the member of *slot*."""
    labels: list[str] = []
    for step in (*template.ancestors(spec), spec):
        element = step.element if step.element is not None else step.label
        labels.append(element.replace("{n}", slot.member).replace("{title}", slot.member))
        if step.per_file and step.role == "part" and files > 1:
            labels.append(f"ファイル{slot.file + 1}")
    return tuple(labels)


@dataclass
class _Build:
    placed: Placed
    template: FormTemplate
    places: Places
    scrambled: bool
    items: list[Item] = field(default_factory=list)
    readings: list[ItemReading] = field(default_factory=list)
    gaps: list[Address] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    cut: list[CutOff] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.children: dict[str | None, list[ItemSpec]] = {}
        for spec in self.template.specs:
            self.children.setdefault(spec.parent, []).append(spec)
        self.files = _files(self.placed)

    def all_items(self) -> None:
        for part in self.children.get(None, []):
            if part.per_file and self.scrambled:
                self.gaps.append((part.element or part.label, "ファイル"))
            for file in range(self.files if part.per_file else 1):
                address: Address = (part.element or part.label,)
                if part.per_file and self.files > 1:
                    address = (*address, f"ファイル{file + 1}")
                if part.id == "records":
                    self._records(part, file, address)
                else:
                    self._emit(part, Slot(part.id, file), address)
                    self._children(part, file, "", address)

    def attachments(self) -> None:
        """Appended reports; numbered where the document does not number them itself."""
        marks = [attachment.mark for attachment in self.placed.attachments]
        for n, attachment in enumerate(self.placed.attachments, start=1):
            mark = attachment.mark if marks.count(attachment.mark) == 1 else f"{attachment.mark}{n}"
            title = one_line(attachment.fragments[0].text)
            value = values.read_text([fragment.text for fragment in attachment.fragments])
            is_unread = any(UNREAD in fragment.text for fragment in attachment.fragments)
            state: State = "unread" if is_unread else "filled"
            value = () if is_unread else value
            item = TextItem(id="attachments[]", address=(mark,), label=title, state=state, value=value)
            self._keep(item, CERTAIN, attachment.fragments, "after the last chapter")

    def headings(self) -> list[Heading]:
        """Printed headings that are no item, in printed order."""
        found = []
        for heading in self.placed.headings:
            fixed = _COVER_HEADINGS.get(heading.slot.spec)
            if fixed:
                found.append(Heading(heading.slot.spec, ("表紙", fixed), fixed, heading.text, heading.line))
                continue
            spec = self.template.by_id[heading.slot.spec]
            address = _address(self.template, spec, heading.slot, self.files)
            text = heading.text
            named = self.template.by_id.get(spec.id + ".name") if spec.role == "group" else None
            name = self.placed.fragments.get(heading.slot._replace(spec=named.id)) if named else None
            if name:
                text = "\n".join(values.read_text([fragment.text for fragment in name]))
            unread = self.scrambled and named is not None and heading.slot.member.isdecimal() and name is None
            found.append(Heading(spec.id, address, address[-1], text, heading.line, unread))
        return found

    # ------------------------------------------------------------------ items

    def _children(self, parent: ItemSpec, file: int, member: str, address: Address) -> None:
        for spec in self.children.get(parent.id, []):
            if spec.role == "group":
                self._group(spec, file, address)
                continue
            printing = self.placed.printings.get(Slot(spec.id, file, member))
            here = (*address, printing or (spec.element if spec.element is not None else spec.label))
            self._emit(spec, Slot(spec.id, file, member), here)
            self._children(spec, file, member, here)

    def _group(self, group: ItemSpec, file: int, address: Address) -> None:
        members = self.placed.members(group.id, file)
        numbers = [int(member) for member in members if member.isdecimal()]
        ordered = sorted(members, key=lambda m: (0, int(m)) if m.isdecimal() else (1, members.index(m)))
        for member in ordered:
            element = (group.element or "{n}").replace("{n}", member).replace("{title}", member)
            self._children(group, file, member, (*address, element))
        if group.element and "{n}" in group.element and self._has_gap(group, file, numbers):
            self.gaps.append((*address, group.element.replace("{n}", "")))

    def _has_gap(self, group: ItemSpec, file: int, numbers: list[int]) -> bool:
        """Members may be missing when the order or the block's heading is lost or a number is left out."""
        if self.scrambled:
            return True
        block = self.template.by_id[group.parent] if group.parent else group
        if Slot(block.id, file) not in self.placed.seen:
            return True
        return bool(numbers) and sorted(numbers) != list(range(1, max(numbers) + 1))

    def _emit(self, spec: ItemSpec, slot: Slot, address: Address) -> None:
        if spec.kind is None:
            return
        fragments = self.placed.fragments.get(slot)
        holder = slot
        if fragments is None:
            holder = self._holder(spec, slot) or slot
            fragments = self._inside(spec, holder) if holder is not slot else None
        if fragments is None and self._has_titled_pages(spec, slot):
            return
        if fragments is None:
            item = _empty(spec, address, "unread")
            how, _ = self.placed.how.get(slot, ("not in this copy", CERTAIN))
            self._keep(item, 1.0, [], how)
            return
        raws = [fragment.text for fragment in fragments]
        if values.is_unread("\n".join(raws), spec.kind, spec.options, self._counted(spec)):
            self._keep(_empty(spec, address, "unread"), 1.0, fragments, NOT_SAID)
            return
        item, confidence = self._read(spec, address, raws, fragments)
        how, limit = self.placed.how.get(holder, ("label", CERTAIN))
        if self.scrambled and holder is not slot:
            limit = min(limit, TORN)
        hints = values.check_hints("\n".join(raws), item.value) if isinstance(item, ChecksItem) else ()
        self._keep(item, min(confidence, limit), fragments, how, hints)

    def _has_titled_pages(self, spec: ItemSpec, slot: Slot) -> bool:
        """An annex whose pages all have titles of their own has nothing outside of them."""
        pages = self.template.by_id.get(f"{spec.parent}.page[]")
        return pages is not None and bool(self.placed.members(pages.id, slot.file))

    def _holder(self, spec: ItemSpec, slot: Slot) -> Slot | None:
        """Return the item in whose cell a count or a bracketed remark is printed: one that it stands under."""
        if spec.kind not in ("count", "text") or spec.parent is None or spec.role != "row":
            return None
        parent = self.template.by_id[spec.parent]
        if parent.kind is None and parent.parent is not None:
            parent = self.template.by_id[parent.parent]
        return slot._replace(spec=parent.id) if parent.kind in ("choice", "checks") else None

    def _inside(self, spec: ItemSpec, holder: Slot) -> list[Fragment] | None:
        """Return the count or the remark that the cell of another item holds."""
        fragments = self.placed.fragments.get(holder)
        if fragments is None:
            return None
        if spec.kind == "count":
            return fragments if any("件" in fragment.text for fragment in fragments) else None
        raw = " ".join(fragment.text for fragment in fragments)
        if UNREAD in raw:
            return fragments
        text = values.read_labelled(raw, spec.label.strip("（）()"))
        return [Fragment(text[0], fragments[0].line)] if text else None

    def _read(self, spec: ItemSpec, address: Address, raws: list[str], fragments: list[Fragment]) -> tuple[Item, float]:
        whole = "\n".join(raws)
        match spec.kind:
            case "choice":
                choice = values.read_choice(whole, spec.options)
                if choice.unknown:
                    self._problem("unknown-option", f"{cite(address)}: {choice.unknown!r} is no option", fragments)
                state: State = "undecidable" if choice.unknown else "filled" if choice.option else "blank"
                return ChoiceItem(
                    spec.id, address, spec.label, state, choice.option
                ), DAMAGED if choice.unknown else CERTAIN
            case "checks":
                return self._checks(spec, address, whole)
            case "count":
                count = values.read_count(whole, self._counted(spec))
                return CountItem(spec.id, address, spec.label, "blank" if count is None else "filled", count), CERTAIN
            case "date":
                day = values.read_date(whole)
                blank = day is None or is_blank(day.text)
                return DateItem(spec.id, address, spec.label, "blank" if blank else "filled", day), CERTAIN
            case "figure":
                words = values.read_text(raws)
                return FigureItem(spec.id, address, spec.label, "filled" if words else "blank", words), CERTAIN
        text = values.read_text(raws)
        state = "blank" if all(is_blank(paragraph) for paragraph in text) else "filled"
        return TextItem(spec.id, address, spec.label, state, text), CERTAIN

    def _counted(self, spec: ItemSpec) -> str:
        """Return the words of an option behind which the number of *spec* stands; empty where it stands alone."""
        above = self.template.by_id[spec.parent] if spec.kind == "count" and spec.parent else None
        return above.label if above and above.kind is None else ""

    def _checks(self, spec: ItemSpec, address: Address, whole: str) -> tuple[Item, float]:
        if not values.has_marks(whole):
            unknown = tuple(option.text for option in spec.options)
            return ChecksItem(spec.id, address, spec.label, "undecidable", Checks(unknown=unknown)), CERTAIN
        checks = values.read_checks(whole, spec.options)
        state: State = "undecidable" if checks.unknown else "filled" if checks.on else "blank"
        return ChecksItem(spec.id, address, spec.label, state, checks), CERTAIN

    def _records(self, part: ItemSpec, file: int, address: Address) -> None:
        slot = Slot(part.id, file)
        fragments = self.placed.fragments.get(slot)
        is_unread = any(UNREAD in fragment.text for fragment in fragments or ())
        if fragments is None or is_unread:
            how = NOT_SAID if is_unread else "not in this copy"
            self._keep(_empty(part, address, "unread"), 1.0, fragments or [], how)
            self.gaps.append(address)
            return
        groups = read_records(fragments, file_names(self.placed, file))
        sure = TORN if self.scrambled else CERTAIN
        titled = self.template.by_id["records[]"]
        untitled = [group for group in groups if not group.title]
        entries = tuple(entry for group in untitled for entry in group.entries)
        if entries or not groups:
            item = ListItem(part.id, address, part.label, "filled" if entries else "blank", entries)
            self._keep(item, sure, fragments[:1], "annex")
        for group in groups:
            if group.title:
                item = ListItem(
                    titled.id,
                    (*address, group.title),
                    group.title,
                    "filled" if group.entries else "blank",
                    tuple(group.entries),
                )
                self._keep(
                    item,
                    sure,
                    [Fragment("", group.line), Fragment("", group.last_line)],
                    "title in the annex",
                )

    def _keep(
        self,
        item: Item,
        confidence: float,
        fragments: list[Fragment],
        how: str,
        hints: tuple[str, ...] = (),
    ) -> None:
        for words in dict.fromkeys(self.places.cut(raw) for fragment in fragments for raw in fragment.raws):
            if words:
                self._problem("truncated", f"{cite(item.address)}: the print cuts off {words!r}", fragments)
                self.cut.append(CutOff(words, address=item.address))
                confidence = min(confidence, DAMAGED)
        self.items.append(item)
        self.readings.append(ItemReading(item.address, confidence, self.places.where(fragments, how), hints))

    def _problem(self, rule: str, message: str, fragments: list[Fragment]) -> None:
        self.problems.append(Problem(rule, message, fragments[0].line if fragments else None))


def file_names(placed: Placed, file: int) -> tuple[str, ...]:
    """Return the lines that name a 特定個人情報ファイル in its block 1."""
    fragments = placed.fragments.get(Slot("pi_file.name", file), [])
    return values.read_text([fragment.text for fragment in fragments])


_COVER_HEADINGS = {"cover.form_title": "表題", "cover.edition_mark": "様式", "cover.contents": "項目一覧"}

_EMPTY: dict[str, type[Item]] = {
    "text": TextItem,
    "choice": ChoiceItem,
    "checks": ChecksItem,
    "count": CountItem,
    "date": DateItem,
    "list": ListItem,
    "figure": FigureItem,
}


def _empty(spec: ItemSpec, address: Address, state: State) -> Item:
    return _EMPTY[spec.kind or "text"](id=spec.id, address=address, label=spec.label, state=state)


def _row_problems(rows: tuple[DeclaredRow, ...], placed: Placed) -> list[Problem]:
    found = []
    for row, source in zip(rows, placed.table or (), strict=True):
        if len(source.cells) != 6:
            found.append(Problem("row-width", f"row {row.n} has {len(source.cells)} cells, not 6", source.line))
        if row.date.date is None:
            found.append(Problem("row-date", f"row {row.n}: {row.date.text!r} is no single day", source.line))
    return found
