"""The vocabulary in which the examples are written: values, edits, rows, publications."""

from __future__ import annotations

from dataclasses import dataclass

Member = dict[str, object]
Values = dict[str, object]


@dataclass(frozen=True)
class Put:
    """Write the whole item anew."""

    at: str
    new: str


@dataclass(frozen=True)
class Sub:
    """Replace one fragment, which must stand in the item exactly once."""

    at: str
    old: str
    new: str


@dataclass(frozen=True)
class Add:
    """Add paragraphs at the end, or behind the paragraph that begins with `behind`."""

    at: str
    new: str
    behind: str = ""


@dataclass(frozen=True)
class Enter:
    """Add entries at the end of the list below a heading."""

    at: str
    heading: str
    new: str


@dataclass(frozen=True)
class Drop:
    """Take out these paragraphs."""

    at: str
    old: str


@dataclass(frozen=True)
class Tick:
    """Set a check box, with its text if it has one."""

    at: str
    box: str
    text: str = ""


@dataclass(frozen=True)
class Untick:
    """Clear a check box."""

    at: str
    box: str


@dataclass(frozen=True)
class Insert:
    """Put a new member in front of the member at `place`; those behind it move on by one."""

    group: str
    place: int
    member: Member


@dataclass(frozen=True)
class Remove:
    """Take a member out; those behind it move up by one."""

    group: str
    key: str


@dataclass(frozen=True)
class Count:
    """Nothing to edit: a printed count follows its members; the row that tells it points here."""

    group: str


@dataclass(frozen=True)
class Told:
    """Nothing to edit: another row, or an earlier publication, made the item what this row says."""

    at: str


Edit = Put | Sub | Add | Enter | Drop | Tick | Untick | Insert | Remove | Count | Told


@dataclass(frozen=True)
class Row:
    """One row of the 変更箇所 table and the edits that it declares.

    `before` and `after` are written out only where a drafter would not simply quote the edit.
    `proof` gives the new words of the document that a row speaks of when it only points at them.
    `slip` marks a deliberate error: "not applied" or "broken chain".
    """

    item: str
    edits: tuple[Edit, ...] = ()
    before: str | None = None
    after: str | None = None
    timing: str = "事後"
    why: str = ""
    proof: tuple[str, ...] = ()
    slip: str = ""


@dataclass(frozen=True)
class Step:
    """What one publication changes: declared rows first, then what no row declares and why."""

    published: str
    wareki: str
    rows: tuple[Row, ...]
    undeclared: tuple[Edit, ...] = ()
    notation: tuple[tuple[str, str, str], ...] = ()
    edition: str = ""


@dataclass(frozen=True)
class Assessment:
    """One document of the corpus: where it goes, its first version, its later ones."""

    folder: str
    form: str
    first: Values
    steps: tuple[Step, ...]
    tagged: frozenset[str]
    rows_per_page: int
    header_on_each_page: bool
