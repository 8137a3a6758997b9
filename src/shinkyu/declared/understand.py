"""Declared rows as written → declarations: targets in the document and directives."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from shinkyu.declared.cuts import Cuts
from shinkyu.declared.directives import fragments, is_option, option_key, read_cell, read_directive
from shinkyu.declared.labels import citation_key
from shinkyu.declared.places import TITLED, Places, bare_name, text_of
from shinkyu.declared.references import UNSURE, Reference, References
from shinkyu.declared.several import Piece, at_citations, at_labels, at_page_labels, at_titles
from shinkyu.declared.titles import Titles
from shinkyu.model.address import file_element
from shinkyu.model.declaration import UNREAD_CELL, Declaration, Directive, Part, Target
from shinkyu.model.document import Address, DateItem, DeclaredRow, Document, Item
from shinkyu.model.form import FormTemplate, ItemSpec
from shinkyu.text.normalise import fold, fold_width
from shinkyu.text.similarity import part_ratio
from shinkyu.text.wareki import single_date

SAME_NAME = 0.8
"""Likeness of a name in a 項目 cell to a member's name; names are cited shortened."""
NAME_MARGIN = 0.1
"""How much better the best name must be than the next: members of one kind have like names."""
SHORTEST_NAME = 4
"""Characters of a 項目 cell that can be the name of a member."""
ONLY_ITEM = 0.9
"""Worth of a label with a single item under it: 6. 保管・消去 for 保管場所."""
HEADING_ONLY = 0.8
"""Worth of a label with several items under it."""
ABSENT_MEMBER = 0.5
"""Worth of a member that the document does not have."""
CERTAIN = 0.99
OLDER = "older"
"""How a page or list is known that only the older version has."""

_ADDED = re.compile(r"^を?(追加|追記|新設)(する)?$")
_IN_BRACKETS = re.compile(r"\(((?:[^()]|\([^()]*\))+)\)")
_FILE = re.compile(r"[【(\[<「]?(?:特定個人情報)?ファイル(?P<number>\d{1,2})(?![\d.])[】)\]>」]?")


def understand(
    rows: tuple[DeclaredRow, ...],
    document: Document,
    template: FormTemplate,
    older: Document | None = None,
    cut: Mapping[int, frozenset[str]] | None = None,
) -> tuple[Declaration, ...]:
    """Return what each row points at in *document* and what it says, in printed order.

    Args:
        rows: the rows as written.
        document: the version they stand in.
        template: its form.
        older: the version before; titled pages and lists that are gone are found there.
        cut: by row, the columns that the source is known to cut off (``before``, ``after`` …).
    """
    known = dict(cut or {}) | {row.n: frozenset(row.unread) for row in rows if row.unread}
    reader = _Reader(document, template, Cuts(rows, known), older)
    return tuple(reader.declaration(row) for row in rows)


class _Split(NamedTuple):
    """A row cut at the labels it prints."""

    parts: tuple[Part, ...]
    unplaced: tuple[str, ...] = ()
    """Texts of the 前 cell under no label of a part."""


class _Reader:
    def __init__(self, document: Document, template: FormTemplate, cuts: Cuts, older: Document | None) -> None:
        self.places = Places(document, template)
        self.titles = Titles(self.places, Places(older, template) if older else None)
        self.references = References(template)
        self.cuts = cuts

    def declaration(self, row: DeclaredRow) -> Declaration:
        found = self._understood(row)
        if {"date", "item", "before", "after"}.isdisjoint(row.unread):
            return found
        directive = Directive("not-understood", UNREAD_CELL)
        targets = () if "item" in row.unread else found.targets
        return Declaration(row.n, targets, directive, self.cuts.of(row, directive))

    def _understood(self, row: DeclaredRow) -> Declaration:
        listed = self._listed(row.item)
        if listed:
            directive = read_directive("\n".join(row.before), "\n".join(row.after), None)
            return Declaration(row.n, listed, directive, self.cuts.of(row, directive))
        cell, file = self._without_file(row.item)
        before, after = "\n".join(row.before), "\n".join(row.after)
        found = self._titled(cell) or [_explained(r, before) for r in self.references.resolve(cell)]
        targets = tuple(target for reference in found for target in self._targets(reference, file))
        spec = found[0].spec if len(found) == 1 else None
        only = self._of_one_kind(found[0], file, (before, after)) if len(found) == 1 else []
        if only:
            targets = tuple(Target(item.address, ONLY_ITEM, "kind") for item in only)
            spec = self.places.template.by_id[only[0].id]
        directive = self._whole_title(found, before, after) or read_directive(before, after, spec)
        deleted = self._member_deleted(cell, found, directive, file)
        if deleted:
            directive, targets = deleted
        split = (
            self._parts(found, before, after, file)
            or self._sections(found, before, after, file)
            or self._page_parts(found, before, after, file)
            or _Split(())
        )
        return Declaration(row.n, targets, directive, self.cuts.of(row, directive), split.parts, split.unplaced)

    def _listed(self, cell: str) -> tuple[Target, ...]:
        """Return what a cell points at that cites several items, each from its part on; empty for any other cell.

        Every one of them must be understood by itself, or the signs between them stand inside one citation.
        """
        pieces = at_citations(cell)
        found: list[Target] = []
        for piece in pieces if len(pieces) > 1 else ():
            bare, file = self._without_file(piece)
            references = self.references.resolve(bare)
            if not references or any(r.scope or r.share < UNSURE or r.spec.role == "part" for r in references):
                return ()
            found += [target for reference in references for target in self._targets(reference, file)]
        return tuple({target.address: target for target in found}.values())

    def _without_file(self, cell: str) -> tuple[str, str | None]:
        """Return the cell without the name of a file in it, or its number, and the element of that file."""
        key = fold(cell)
        for element, name in self.places.file_names:
            named = re.search(r"[【(\[<「]?(\(\d{1,2}\))?" + re.escape(name) + r"[】)\]>」]?", key)
            if named:
                return key[: named.start()] + key[named.end() :], element
        spaced = fold_width(cell)
        for numbered in _FILE.finditer(spaced):
            element = f"ファイル{int(numbered.group('number'))}"
            if element in self.places.files:
                return spaced[: numbered.start()] + " " + spaced[numbered.end() :], element
        return cell, None

    def _titled(self, cell: str) -> list[Reference]:
        """Return the annex where a cell names it and the title of one of its pages or lists."""
        part, rest = self.references.part(cell)
        if part is None or not self.titles.quoted(part, rest):
            return []
        return [Reference(part, None, 1.0, rest)]

    # ------------------------------------------------------------------ targets

    def _targets(self, reference: Reference, file: str | None) -> list[Target]:
        spec = reference.spec
        if reference.scope:
            return [Target(self.places.address(spec, None), CERTAIN, "scope")]
        pages = self._pages(reference, file) or self._leaf_of_pages(spec, file)
        if pages:
            return pages
        number = self._number(reference)
        by = "label" if number is None else "label and number"
        if reference.number_differs:
            by = "label, not number"
        return [
            Target(address, round(min(CERTAIN, reference.share * weight), 2), by)
            for address, weight in self._addresses(spec, number, file)
        ]

    def _number(self, reference: Reference) -> int | None:
        """Return the member meant; a name in the cell outvotes the number."""
        group = self.places.group(reference.spec.id)
        rest = fold(reference.rest)
        if group is None or len(rest) < SHORTEST_NAME:
            return reference.number
        scored = sorted(
            ((_likeness(rest, bare_name(text_of(item))), n) for n, item in self._names(group)), reverse=True
        )
        if not scored or scored[0][0] < SAME_NAME:
            return reference.number
        if len(scored) > 1 and scored[0][0] - scored[1][0] < NAME_MARGIN:
            return reference.number
        return scored[0][1]

    def _names(self, group: ItemSpec) -> list[tuple[int, Item]]:
        items = self.places.by_spec.get(group.id + ".name", [])
        return [(n, item) for item in items if text_of(item) and (n := self.places.number(item)) is not None]

    def _addresses(self, spec: ItemSpec, number: int | None, file: str | None) -> list[tuple[Address, float]]:
        if spec.role == "group" and spec.element != TITLED:
            return self._member_addresses(spec, number, file)
        items = _of_file(self.places.items(spec, number), file)
        if items:
            # The copies of a file's parts are all meant; the members of a group are alternatives.
            members = len({self.places.number(item) for item in items})
            return [(item.address, 1 / members) for item in items]
        if spec.kind:
            return [(self.places.address(spec, number, file), 1.0)]
        below = _of_file(self.places.below(spec, number), file)
        if len(below) == 1:
            return [(below[0].address, ONLY_ITEM)]
        headings = dict.fromkeys(_heading(item, self.places.address(spec, number)) for item in below)
        return [(address, HEADING_ONLY) for address in headings or [self.places.address(spec, number)]]

    def _member_addresses(self, group: ItemSpec, number: int | None, file: str | None) -> list[tuple[Address, float]]:
        items = _of_file(self.places.below(group, number), file)
        members = dict.fromkeys(self.places.member_address(item, group) for item in items)
        if number is None or not members:
            return [(self.places.address(group, number, file), ABSENT_MEMBER)]
        return [(address, 1.0) for address in members]

    def _of_one_kind(self, reference: Reference, file: str | None, cells: tuple[str, str]) -> list[Item]:
        """Return the only item under a cited block, in each file, that can hold the option or the day of the cells."""
        if reference.scope or reference.spec.kind or reference.spec.role == "group":
            return []
        below = _of_file(self.places.below(reference.spec, reference.number), file)
        specs = {item.id: self.places.template.by_id[item.id] for item in below}
        days = all(single_date(cell) for cell in cells)
        can = [i for i in below if (days and isinstance(i, DateItem)) or _are_options(cells, specs[i.id])]
        one = len({item.id for item in can}) == 1 and len({self.places.number(item) for item in can}) == 1
        return can if one else []

    def _member_deleted(
        self, cell: str, found: list[Reference], directive: Directive, file: str | None
    ) -> tuple[Directive, tuple[Target, ...]] | None:
        """A 後 cell that says 削除 beside an empty 前, where the 項目 cell names the member: 委託事項 (帳票の印刷)."""
        group = self.places.group(found[0].spec.id) if found else None
        if directive.op != "delete" or directive.before or group is None:
            return None
        rest = fold(found[0].rest)
        names = [name for name in _IN_BRACKETS.findall(fold_width(cell)) if citation_key(name) in rest]
        if not names or len(fold(names[-1])) < SHORTEST_NAME:
            return None
        # Members of one kind have like names: what is left bears this very name, or is another member.
        left = [n for n, item in self._names(group) if citation_key(text_of(item)) == citation_key(names[-1])]
        block = self.places.template.ancestors(group)[-1]
        named = Directive("delete", "named-member-deleted", before=(names[-1],))
        if left:
            return named, tuple(Target(a, CERTAIN, "label") for a, _ in self._member_addresses(group, left[0], file))
        return named, (Target(self.places.address(block, None, file), HEADING_ONLY, "label"),)

    # ------------------------------------------------------------------ titled pages and lists

    def _pages(self, reference: Reference, file: str | None) -> list[Target]:
        """Return the items of the titled pages or lists of an annex that a cell names by sign or title."""
        part = next(iter((*self.places.template.ancestors(reference.spec), reference.spec)))
        rest = fold(reference.rest)
        if part.role != "part" or not rest:
            return []
        named = self.titles.named(part, rest, file, reference.spec.label)
        found = {i.address: Target(i.address, CERTAIN, OLDER if t.gone else "label") for t in named for i in t.items}
        return list(found.values())

    def _leaf_of_pages(self, spec: ItemSpec, file: str | None) -> list[Target]:
        """Return the 備考 of every page where a cell names none of them: one of them is meant."""
        part = next(iter((*self.places.template.ancestors(spec), spec)))
        if spec is part or any(item.state != "unread" for item in self.places.items(spec)):
            return []
        alike = [i for items in self.places.titled(part).values() for i in items if i.address[-1] == spec.label]
        return [Target(i.address, round(CERTAIN / len(alike), 2), "label") for i in _of_file(alike, file)]

    def _whole_title(self, found: list[Reference], before: str, after: str) -> Directive | None:
        """A 後 cell that prints the title of the page or list, and nothing of it: it is new, or has a new title."""
        if len(found) != 1 or found[0].spec.role != "part" or not self.titles.quoted(found[0].spec, after):
            return None
        old = read_cell(before, "before").texts
        if not any(citation_key(title) in citation_key(found[0].rest) for title in (after, *old)):
            return None
        if old:
            return Directive("quote", "titled-member-renamed", before=old, after=(after,))
        return Directive("whole-member", "titled-member-added", after=(after,))

    def _page_parts(self, found: list[Reference], before: str, after: str, file: str | None) -> _Split | None:
        """Return the row cut at 図 and 備考 of the page that its 項目 cell names."""
        part = found[0].spec if len(found) == 1 and found[0].spec.role == "part" else None
        leaves = self.titles.leaves(part) if part else []
        targets = self._pages(found[0], file) if leaves else []
        old, new = at_page_labels(before, leaves), at_page_labels(after, leaves)
        # 新規 and 削除 are said of every part of the page; a text must say of which part it is.
        is_new, is_gone = not read_cell(before, "before").texts, _says_deleted(after)
        said = [any(p.spec for p in pieces) for pieces, no_text in ((old, is_new), (new, is_gone)) if not no_text]
        if not targets or not said or not all(said):
            return None
        was, now = ({p.spec.id if p.spec else "": p.text for p in pieces} for pieces in (old, new))
        was = dict.fromkeys(now, before) if is_new else was
        now = dict.fromkeys(was, after) if is_gone else now
        kinds = {leaf.id: leaf for leaf in leaves}
        return _Split(
            tuple(
                Part(
                    tuple(t for t in targets if not key or t.address[-1] == (kinds[key].element or kinds[key].label)),
                    read_directive(was.get(key, ""), now.get(key, ""), kinds.get(key)),
                )
                for key in dict.fromkeys((*was, *now))
            )
        )

    # ------------------------------------------------------------------ several items in one row

    def _parts(self, found: list[Reference], before: str, after: str, file: str | None) -> _Split | None:
        """Return the row cut at the labels of the items it names, None where it prints none."""
        if not found or found[0].scope:
            return None
        first = found[0].spec
        own = self._own_value(first)
        specs = [r.spec for r in found] if len(found) > 1 else self._labels_under(first)
        pieces = at_labels(after, specs)
        labelled = sum(1 for piece in pieces if piece.spec)
        if labelled < 2 and not (labelled and pieces[0].spec is None and own and _states(pieces[0], own)):
            return None
        number = self._number(found[0])
        old = {piece.spec.id if piece.spec else None: piece.text for piece in at_labels(before, specs)}
        # Behind the 項目 cell of several items, a text without a label may be about any of them.
        of_any = old.pop(None, "") if len(old) == 1 and len(found) > 1 else ""
        unplaced = [of_any]
        parts: list[Part] = []
        for piece in pieces:
            spec = piece.spec or own
            if spec is None or not piece.text:
                if old.get(None) == piece.text:
                    del old[None]
                continue
            was = old.pop(piece.spec.id if piece.spec else None, "")
            addresses = self._addresses(spec, number, file)
            targets = tuple(Target(a, round(min(CERTAIN, w), 2), "label") for a, w in addresses)
            parts.append(Part(targets, read_directive(was, piece.text, spec)))
        return _Split(tuple(parts), _stated((*unplaced, *old.values())))

    def _own_value(self, spec: ItemSpec) -> ItemSpec | None:
        """Return the item whose value a cell may state in front of the first label."""
        if spec.role == "group":
            return self.places.template.by_id.get(spec.id + ".name")
        return spec if spec.kind else None

    def _labels_under(self, spec: ItemSpec) -> list[ItemSpec]:
        below = self.places.specs_below(spec)[1:]
        return [each for each in below if each.kind and each.role != "group" and each.label]

    def _sections(self, found: list[Reference], before: str, after: str, file: str | None) -> _Split | None:
        """Return the row cut at the titles of groups of record items (記録項目)."""
        if len(found) != 1 or found[0].spec.kind != "list" or found[0].spec.role != "part":
            return None
        part = found[0].spec
        stated = at_titles(before)
        old = {s.title: s.text for s in stated if s.title}
        new = {s.title: s.text for s in at_titles(after) if s.title}
        if not new and not (old and _says_deleted(after)):
            return None
        parts = []
        for title in dict.fromkeys((*old, *new)):
            targets = (Target(self._list_address(part, title, file), CERTAIN, "label"),)
            parts.append(Part(targets, _of_section(title, old.get(title), new.get(title))))
        return _Split(tuple(parts), _stated(s.text for s in stated if not s.title))

    def _list_address(self, part: ItemSpec, title: str, file: str | None) -> Address:
        for named in self.titles.named(part, fold(title), file):
            for item in named.items:
                return item.address
        head = (part.element or part.label, *([file] if file else []))
        return (*head, title)


def _of_section(title: str, before: str | None, after: str | None) -> Directive:
    """Return what a row says of one titled group of record items; None: the cell does not name it."""
    was, now = (" ".join(fragments(text or "")) for text in (before, after))
    if after is None:
        return Directive("delete", "titled-list-deleted", before=(was or title,))
    if not now or _ADDED.match(fold(now)):
        return Directive("whole-member", "titled-list-added", after=(title,))
    return read_directive(was, now)


def _says_deleted(after: str) -> bool:
    """Say whether a 後 cell is no text but says 削除."""
    phrase = read_cell(after, "after").phrase
    return phrase is not None and phrase.op == "delete"


def _stated(texts: Iterable[str]) -> tuple[str, ...]:
    """Return what texts of a 前 cell quote; 新規 and its like quote nothing."""
    return tuple(quoted for text in texts for quoted in read_cell(text, "before").texts)


def _explained(reference: Reference, before: str) -> Reference:
    """Return a reference as sure where what no label explains is what 前 quotes: Ⅲ … (2) 滞納情報ファイル."""
    rest = fold(reference.rest)
    said = len(rest) >= SHORTEST_NAME and citation_key(rest) == citation_key(before)
    return reference._replace(share=1.0) if said else reference


def _are_options(cells: tuple[str, str], spec: ItemSpec) -> bool:
    """Say whether both cells are options of the form, to the letter."""
    options = {option_key(name) for option in spec.options for name in (option.text, *option.aliases)}
    return spec.kind == "choice" and all(option_key(cell) in options for cell in cells)


def _heading(item: Item, address: Address) -> Address:
    """Return the address of a heading above *item*, with the file the item stands in."""
    element = file_element(item.address)
    return (address[0], element, *address[1:]) if element else address


def _of_file(items: list[Item], file: str | None) -> list[Item]:
    return [i for i in items if file is None or file_element(i.address) in (None, file)]


def _states(piece: Piece, spec: ItemSpec) -> bool:
    """A text in front of the first label is a value of the item itself."""
    return spec.kind != "choice" or is_option(piece.text, spec)


def _likeness(one: str, other: str) -> float:
    short, long = sorted((one, other), key=len)
    return part_ratio(short, long) if len(short) >= SHORTEST_NAME else 0.0
