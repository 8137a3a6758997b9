"""Form templates (様式): what an edition of the form asks for, in printed order."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

FormName = Literal["basic", "priority", "all-item"]
Kind = Literal["text", "choice", "checks", "count", "date", "list", "figure"]
Role = Literal["part", "block", "group", "risk", "row"]


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice or a check-box line."""

    text: str
    aliases: tuple[str, ...] = ()
    note: bool = False
    """The form prints a ``( )`` behind the option that takes free text."""


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """One printed label of the form: a heading (``kind`` is None), an item, or both.

    ``id`` is stable over editions and forms, ASCII, dotted; ``[]`` marks the members of a repeated
    group.  ``parent`` is the id of the label this one stands under, None for a part.
    ``element`` is what this label contributes to an address (``{n}`` = number of the member), or
    None where it contributes nothing.  ``material`` is the form's ※.
    """

    id: str
    label: str
    role: Role = "row"
    kind: Kind | None = None
    parent: str | None = None
    element: str | None = None
    aliases: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    material: bool = False
    per_file: bool = False
    """A part that comes once for every 特定個人情報ファイル."""
    ranges: tuple[str, ...] = ()
    """Headings that stand for several members of a group: ``システム2～5``."""
    repeats: str = ""
    """Id of the item whose value the form asks for again here: Ⅰ3 names the files of Ⅱ1."""
    source: str = ""
    """Where this line of the template comes from, when it is not the template's own source."""


@dataclass(frozen=True, eq=False)
class FormTemplate:
    """An edition of a form."""

    form: FormName
    edition: str
    mark: str
    """As printed at the foot of the cover, e.g. ``平成30年5月 様式4``; empty where never seen."""
    title: str
    source: str
    specs: tuple[ItemSpec, ...]
    furniture: tuple[str, ...] = field(default=())
    """Printed words that are no item: side labels, headers of option lists."""

    @cached_property
    def by_id(self) -> dict[str, ItemSpec]:
        """Every spec by its id."""
        return {spec.id: spec for spec in self.specs}

    @cached_property
    def order(self) -> dict[str, int]:
        """Position of every id in the printed form."""
        return {spec.id: n for n, spec in enumerate(self.specs)}

    def ancestors(self, spec: ItemSpec) -> tuple[ItemSpec, ...]:
        """Return the specs above *spec*, outermost first."""
        found: list[ItemSpec] = []
        parent = spec.parent
        while parent is not None:
            found.append(self.by_id[parent])
            parent = found[-1].parent
        return tuple(reversed(found))
