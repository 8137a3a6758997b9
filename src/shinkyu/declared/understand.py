"""Declared rows as written → declarations: targets in the document and directives."""

import re

from shinkyu.declared.cuts import Cuts
from shinkyu.declared.directives import fragments, is_option, read_cell, read_directive
from shinkyu.declared.places import TITLED, Places, bare_name, file_element, text_of
from shinkyu.declared.references import Reference, References
from shinkyu.declared.several import Piece, at_labels, at_titles
from shinkyu.model.declaration import Declaration, Directive, Part, Target
from shinkyu.model.document import Address, DeclaredRow, Document, Item
from shinkyu.model.form import FormTemplate, ItemSpec
from shinkyu.text.normalise import fold
from shinkyu.text.similarity import part_ratio

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

_SIGN = re.compile(r"^[\[(<【「-]*((?P<letter>[A-Z])(?![A-Za-z])|\((?P<number>\d{1,2})\)|(?P<bare>\d{1,2})[.:])")
_REMARKS, _FIGURE = re.compile(r"備考"), re.compile(r"図")
_ADDED = re.compile(r"^を?(追加|追記|新設)(する)?$")
_WHOLE_RANGE = re.compile(r"[A-Z]\s*[~～〜-]\s*[A-Z]")


def understand(rows: tuple[DeclaredRow, ...], document: Document, template: FormTemplate) -> tuple[Declaration, ...]:
    """Return what each row points at in *document* and what it says, in printed order."""
    reader = _Reader(document, template, rows)
    return tuple(reader.declaration(row) for row in rows)


class _Reader:
    def __init__(self, document: Document, template: FormTemplate, rows: tuple[DeclaredRow, ...]) -> None:
        self.places = Places(document, template)
        self.references = References(template)
        self.cuts = Cuts(rows)

    def declaration(self, row: DeclaredRow) -> Declaration:
        cell, file = self._without_file(row.item)
        found = self.references.resolve(cell)
        targets = tuple(target for reference in found for target in self._targets(reference, file))
        before, after = "\n".join(row.before), "\n".join(row.after)
        spec = found[0].spec if len(found) == 1 else None
        directive = read_directive(before, after, spec)
        parts = self._parts(found, before, after, file) or self._sections(found, before, after, file)
        return Declaration(row.n, targets, directive, self.cuts.of(row, directive), parts)

    def _without_file(self, cell: str) -> tuple[str, str | None]:
        """Return the cell without the name of a file in it, and the element of that file."""
        key = fold(cell)
        for element, name in self.places.file_names:
            named = re.search(r"[【(\[<「]?(\(\d{1,2}\))?" + re.escape(name) + r"[】)\]>」]?", key)
            if named:
                return key[: named.start()] + key[named.end() :], element
        return cell, None

    # ------------------------------------------------------------------ targets

    def _targets(self, reference: Reference, file: str | None) -> list[Target]:
        spec = reference.spec
        if reference.scope:
            return [Target(self.places.address(spec, None), CERTAIN, "scope")]
        pages = self._pages(reference, file)
        if pages:
            return [Target(address, CERTAIN, "label") for address in pages]
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

    # ------------------------------------------------------------------ titled pages and lists

    def _pages(self, reference: Reference, file: str | None) -> list[Address]:
        """Return the titled pages or lists of an annex that a cell names by sign or title."""
        spec = reference.spec
        part = next(iter((*self.places.template.ancestors(spec), spec)))
        titled = self.places.titled(part)
        rest = fold(reference.rest)
        if not titled or part.role != "part" or not rest:
            return []
        titles = list(titled) if _WHOLE_RANGE.search(rest) else _titles_named(rest, list(titled))
        found: list[Address] = []
        for title in titles:
            items = _of_file(titled[title], file)
            found.extend(item.address for item in _leaves_named(items, rest + fold(spec.label)))
        return list(dict.fromkeys(found))

    # ------------------------------------------------------------------ several items in one row

    def _parts(self, found: list[Reference], before: str, after: str, file: str | None) -> tuple[Part, ...]:
        """Return the row cut at the labels of the items it names, empty where it prints none."""
        if not found or found[0].scope:
            return ()
        first = found[0].spec
        own = self._own_value(first)
        specs = [r.spec for r in found] if len(found) > 1 else self._labels_under(first)
        pieces = at_labels(after, specs)
        labelled = sum(1 for piece in pieces if piece.spec)
        if labelled < 2 and not (labelled and pieces[0].spec is None and own and _states(pieces[0], own)):
            return ()
        number = self._number(found[0])
        old = {piece.spec.id if piece.spec else None: piece.text for piece in at_labels(before, specs)}
        if len(old) == 1 and None in old and len(found) > 1:
            old = {}
        parts = []
        for piece in pieces:
            spec = piece.spec or own
            if spec is None or not piece.text:
                continue
            was = old.get(piece.spec.id if piece.spec else None, "")
            addresses = self._addresses(spec, number, file)
            targets = tuple(Target(a, round(min(CERTAIN, w), 2), "label") for a, w in addresses)
            parts.append(Part(targets, read_directive(was, piece.text, spec)))
        return tuple(parts)

    def _own_value(self, spec: ItemSpec) -> ItemSpec | None:
        """Return the item whose value a cell may state in front of the first label."""
        if spec.role == "group":
            return self.places.template.by_id.get(spec.id + ".name")
        return spec if spec.kind else None

    def _labels_under(self, spec: ItemSpec) -> list[ItemSpec]:
        below = self.places.specs_below(spec)[1:]
        return [each for each in below if each.kind and each.role != "group" and each.label]

    def _sections(self, found: list[Reference], before: str, after: str, file: str | None) -> tuple[Part, ...]:
        """Return the row cut at the titles of groups of record items (記録項目)."""
        if len(found) != 1 or found[0].spec.kind != "list" or found[0].spec.role != "part":
            return ()
        part = found[0].spec
        old = {s.title: s.text for s in at_titles(before) if s.title}
        new = {s.title: s.text for s in at_titles(after) if s.title}
        if not new and not (old and read_cell(after, "after").phrase):
            return ()
        parts = []
        for title in dict.fromkeys((*old, *new)):
            targets = (Target(self._list_address(part, title, file), CERTAIN, "label"),)
            parts.append(Part(targets, _of_section(title, old.get(title), new.get(title), part)))
        return tuple(parts)

    def _list_address(self, part: ItemSpec, title: str, file: str | None) -> Address:
        titled = self.places.titled(part)
        for name in _titles_named(fold(title), list(titled)):
            for item in _of_file(titled[name], file):
                return item.address
        head = (part.element or part.label, *([file] if file else []))
        return (*head, title)


def _of_section(title: str, before: str | None, after: str | None, spec: ItemSpec) -> Directive:
    """Return what a row says of one titled group of record items; None: the cell does not name it."""
    was, now = (" ".join(fragments(text or "")) for text in (before, after))
    if after is None:
        return Directive("delete", "titled-list-deleted", before=(was or title,))
    if not now or _ADDED.match(fold(now)):
        return Directive("whole-member", "titled-list-added", after=(title,))
    return read_directive(was, now, spec)


def _heading(item: Item, address: Address) -> Address:
    """Return the address of a heading above *item*, with the file the item stands in."""
    element = file_element(item.address)
    return (address[0], element, *address[1:]) if element else address


def _of_file(items: list[Item], file: str | None) -> list[Item]:
    return [i for i in items if file is None or file_element(i.address) in (None, file)]


def _titles_named(rest: str, titles: list[str]) -> list[str]:
    """Return the titles a cell names: by its sign (B:, (3)), else by its words."""
    sign = _SIGN.match(rest)
    if sign:
        mine = [title for title in titles if _sign(fold(title)) == sign.group().strip("[(<【「-).: ")]
        if mine:
            return mine
    words = re.sub(r"\(?備考\)?.*$|図$|[\[\]()<>【】「」]", "", rest)
    exact = [title for title in titles if words and fold(title) == words]
    near = [title for title in titles if len(words) >= 2 and _names(words, re.sub(r"[\[\]()<>]", "", fold(title)))]
    return exact or near


def _names(words: str, title: str) -> bool:
    return words in title or title in words or part_ratio(*sorted((words, title), key=len)) >= SAME_NAME


def _sign(title: str) -> str | None:
    found = _SIGN.match(title)
    return found.group().strip("[(<【「-).: ") if found else None


def _leaves_named(items: list[Item], words: str) -> list[Item]:
    """Return the figure or the remarks of a page where the cell says which."""
    kept = [
        item
        for item in items
        if (_REMARKS.search(words) and item.id.endswith(".remarks"))
        or (_FIGURE.search(words) and item.id.endswith(".figure"))
    ]
    return kept or items


def _states(piece: Piece, spec: ItemSpec) -> bool:
    """A text in front of the first label is a value of the item itself."""
    return spec.kind != "choice" or is_option(piece.text, spec)


def _likeness(one: str, other: str) -> float:
    short, long = sorted((one, other), key=len)
    return part_ratio(short, long) if len(short) >= SHORTEST_NAME else 0.0
