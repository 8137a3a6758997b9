"""Where an item stands: inside which file, inside which member of which group."""

import re
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from shinkyu.model.address import file_element
from shinkyu.model.document import Address, Document, Item
from shinkyu.model.form import FormTemplate
from shinkyu.text.normalise import fold

FILE_GROUP = "pi_file"
"""Group id of the copies of the per-file parts (特定個人情報ファイル)."""

_MEMBERS = re.compile(r"\[\]")
_NUMBERED = re.compile(r"^\D+\d+$")
_NOT_A_MEMBER = re.compile(r"^(ファイル|リスク)\d+$")


class Container(NamedTuple):
    """A member of a group that holds an item; ``address`` is the member's own."""

    group: str
    address: Address


def title_of(container: Container) -> str:
    """Return the folded title of a member that is cited by its title, empty for one cited by a number."""
    if container.group == FILE_GROUP or not container.address or _NUMBERED.match(container.address[-1]):
        return ""
    return fold(container.address[-1])


class Place(NamedTuple):
    """The containers of an item from outermost to innermost, and what is left of its address."""

    containers: tuple[Container, ...]
    rest: Address


def without_file(address: Address) -> Address:
    """Return *address* as it would be in a document with a single file."""
    return address[:1] + address[2:] if file_element(address) else address


def per_file_ids(document: Document) -> frozenset[str]:
    """Return the ids of the items of *document* whose addresses name a file."""
    return frozenset(item.id for item in document.items if file_element(item.address))


def place(item: Item, template: FormTemplate, per_file: frozenset[str]) -> Place:
    """Return where *item* stands; *per_file* are ids known to come once for every file."""
    containers: list[Container] = []
    address = item.address
    element = file_element(address)
    if element:
        containers.append(Container(FILE_GROUP, (address[0], element)))
    elif item.id in per_file or _is_per_file(item.id, template):
        containers.append(Container(FILE_GROUP, address[:1]))
    depth = 0
    for found in _MEMBERS.finditer(item.id):
        group = item.id[: found.end()]
        depth = max(_member_depth(item, group, template), depth)
        containers.append(Container(group, address[:depth]))
    return Place(tuple(containers), address[depth:] if depth else without_file(address))


@lru_cache(maxsize=4096)
def _is_per_file(item_id: str, template: FormTemplate) -> bool:
    spec = template.by_id.get(item_id)
    return spec is not None and (spec.per_file or any(above.per_file for above in template.ancestors(spec)))


def _member_depth(item: Item, group: str, template: FormTemplate) -> int:
    """Return how many elements of the item's address make the address of its member."""
    address = item.address
    whole = len(address) if item.id == group else max(len(address) - 1, 1)
    if group not in template.by_id:
        for n, element in enumerate(address):
            if n and _NUMBERED.match(element) and not _NOT_A_MEMBER.match(element):
                return n + 1
        return whole
    above, pattern = _of_group(group, template)
    above += 1 if file_element(address) else 0
    if pattern:
        # Above its usual place only where the document leaves out a label of the form.
        for n in chain(range(above, len(address)), range(min(above, len(address)))):
            if pattern.match(address[n]):
                return n + 1
    return min(above + 1, whole)


@lru_cache(maxsize=1024)
def _of_group(group: str, template: FormTemplate) -> tuple[int, re.Pattern[str] | None]:
    """Return how many elements stand above a member of a group of the form, and what its own looks like if numbered."""
    spec = template.by_id[group]
    above = len([ancestor for ancestor in template.ancestors(spec) if ancestor.element])
    if not spec.element or "{n}" not in spec.element:
        return above, None
    return above, re.compile(re.escape(spec.element).replace(re.escape("{n}"), r"\d+") + "$")
