"""Where the items of a document stand: copies of files, members of groups by number, titled pages."""

import re
from dataclasses import dataclass
from functools import cached_property

from shinkyu.codec.printed import printed
from shinkyu.model.address import file_element
from shinkyu.model.document import Address, Document, Item
from shinkyu.model.form import FormTemplate, ItemSpec
from shinkyu.text.normalise import fold

TITLED = "{title}"
"""Element of groups whose members are known by a printed title, not by a number."""

_LEADING_NUMBER = re.compile(r"^(\(\d{1,2}\)|\d{1,2}[.．、])")


@dataclass(frozen=True, eq=False)
class Places:
    """Look-ups from specs of the form to the items of one document."""

    document: Document
    template: FormTemplate

    @cached_property
    def by_spec(self) -> dict[str, list[Item]]:
        """Items by id, in document order."""
        found: dict[str, list[Item]] = {}
        for item in self.document.items:
            found.setdefault(item.id, []).append(item)
        return found

    @cached_property
    def children(self) -> dict[str | None, list[ItemSpec]]:
        """Specs by parent."""
        found: dict[str | None, list[ItemSpec]] = {}
        for spec in self.template.specs:
            found.setdefault(spec.parent, []).append(spec)
        return found

    @cached_property
    def file_names(self) -> list[tuple[str, str]]:
        """Element (ファイル1) and bare name of each file, where the document has several."""
        named = [(file_element(i.address), bare_name(text_of(i))) for i in self.by_spec.get("pi_file.name", [])]
        return [(element, name) for element, name in named if element and name]

    @cached_property
    def files(self) -> frozenset[str]:
        """Elements (ファイル1) of the files, where the document has several."""
        return frozenset(element for i in self.document.items if (element := file_element(i.address)))

    def items(self, spec: ItemSpec, number: int | None = None) -> list[Item]:
        """Return the items of *spec*; only those of member *number* where given."""
        found = self.by_spec.get(spec.id, [])
        return found if number is None else [item for item in found if self.number(item) == number]

    def below(self, spec: ItemSpec, number: int | None = None) -> list[Item]:
        """Return the items of *spec* and of everything under it."""
        return [item for each in self.specs_below(spec) if each.kind for item in self.items(each, number)]

    def specs_below(self, spec: ItemSpec) -> list[ItemSpec]:
        """Return *spec* and everything under it, in printed order."""
        found: list[ItemSpec] = []
        stack = [spec]
        while stack:
            current = stack.pop(0)
            found.append(current)
            stack = [*self.children.get(current.id, []), *stack]
        return found

    def number(self, item: Item) -> int | None:
        """Return the number of the member *item* belongs to."""
        group = self.group(item.id)
        if group is None or not group.element:
            return None
        pattern = re.compile("^" + re.escape(group.element).replace(r"\{n\}", r"(\d+)") + "$")
        for label in item.address:
            match = pattern.match(label)
            if match and match.groups():
                return int(match.group(1))
        return None

    def group(self, item_id: str) -> ItemSpec | None:
        """Return the repeated group an id stands in."""
        head, bracket, _ = item_id.partition("[]")
        return self.template.by_id.get(head + bracket) if bracket else None

    def titled(self, part: ItemSpec) -> dict[str, list[Item]]:
        """Return the titled members (pages, groups of record items) under *part* with their items."""
        group = next((s for s in self.children.get(part.id, []) if s.element == TITLED), None)
        found: dict[str, list[Item]] = {}
        for item in self.below(group) if group else []:
            depth = 2 if file_element(item.address) else 1
            if len(item.address) > depth:
                found.setdefault(item.address[depth], []).append(item)
        return found

    def address(self, spec: ItemSpec, number: int | None, file: str | None = None) -> Address:
        """Return the address of a label as the template makes it, for what the document does not hold."""
        labels: list[str] = []
        for step in (*self.template.ancestors(spec), spec):
            element = step.element if step.element is not None else step.label
            labels.append(element.replace("{n}", str(number) if number else ""))
            if file and step.per_file:
                labels.append(file)
        return tuple(labels)

    def member_address(self, item: Item, group: ItemSpec) -> Address:
        """Return the address of the member of *group* that holds *item*."""
        above = sum(1 for step in self.template.ancestors(group) if step.element)
        return item.address[: above + 1 + (1 if file_element(item.address) else 0)]


def text_of(item: Item) -> str:
    """Return the value of *item* as a comparison key."""
    return fold(printed(item))


def bare_name(name: str) -> str:
    """Return a folded name without the number an office puts before it: (1)国民年金…"""
    return _LEADING_NUMBER.sub("", name)
