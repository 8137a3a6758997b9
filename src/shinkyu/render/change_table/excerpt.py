"""前 and 後 cells of a text: the whole value when it is short, else the changed sentences."""

from collections.abc import Sequence
from typing import NamedTuple

from shinkyu.model.table import TableStyle
from shinkyu.render.change_table.units import Block, Unit, changed_blocks, units
from shinkyu.text.normalise import fold
from shinkyu.text.orthography import spelling_key, words

SHORT_VALUE = 80
"""Characters up to which both values are quoted whole: about three lines of a cell, read at a glance."""
SHORTEST_OMISSION = 12
"""Folded characters; a shorter gap is quoted too, （省略） would take as much room."""
SHORTEST_PIECE = 4
"""Folded characters; shorter sentences stand in every text and say nothing about where a piece stood."""


class Cells(NamedTuple):
    """変更前の記載 and 変更後の記載, one entry a line."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class _Text(NamedTuple):
    """A value cut into units, with its comparison key."""

    text: str
    units: tuple[Unit, ...]
    key: str

    def quote(self, start: int, stop: int) -> str:
        return self.text[self.units[start].start : self.units[stop - 1].end].strip() if start < stop else ""

    def key_of(self, start: int, stop: int) -> str:
        return "".join(unit.key for unit in self.units[start:stop])


def text_cells(before: str, after: str, style: TableStyle) -> Cells:
    """Return the cells for a text that changed from *before* to *after*; neither is empty.

    Each piece between two （省略） is part of the value, up to white space at its ends.
    """
    whole = Cells(lines(before), lines(after))
    if style.whole_values or max(len(fold(before)), len(fold(after))) <= SHORT_VALUE:
        return whole
    old = _Text(before, units(before), fold(before))
    new = _Text(after, units(after), fold(after))
    return _excerpts(old, new, style) or whole


def list_cells(before: Sequence[str], after: Sequence[str], style: TableStyle) -> Cells:
    """Return the cells for a list: the entries that went and came, whole lists when only the order changed."""
    if style.whole_values:
        return Cells(tuple(before), tuple(after))
    old, new = _entries(before), _entries(after)
    # An excerpt with every entry would be the list itself, in which one looks for the change in vain.
    return _excerpts(old, new, style, is_list=True) or Cells(tuple(before), tuple(after))


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a cell."""
    return tuple(line for line in (part.strip() for part in text.split("\n")) if line)


def _entries(value: Sequence[str]) -> _Text:
    text = "\n".join(value)
    found: list[Unit] = []
    start = 0
    for entry in value:
        found.append(Unit(start, start + len(entry), fold(entry)))
        start += len(entry) + 1
    return _Text(text, tuple(found), fold(text))


def _excerpts(old: _Text, new: _Text, style: TableStyle, *, is_list: bool = False) -> Cells | None:
    """Return the changed units of both texts, None where no unit differs in more than spelling.

    What only came, or only went, is quoted by itself beside a mark; so are the entries of a list.
    Anything else, and what would be found in the other version too, is quoted with its surroundings.
    """
    blocks = changed_blocks(old.text, old.units, new.text, new.units)
    if not blocks:
        return None
    went = [(block.b0, block.b1) for block in blocks if block.b0 < block.b1]
    came = [(block.a0, block.a1) for block in blocks if block.a0 < block.a1]
    if (went and came and not is_list) or not (
        all(_is_only_in(start, stop, old, new, is_list=is_list) for start, stop in went)
        and all(_is_only_in(start, stop, new, old, is_list=is_list) for start, stop in came)
    ):
        return _with_surroundings(blocks, old, new, style)
    return Cells(_pieces(went, old, style) or (style.inserted,), _pieces(came, new, style) or (style.deleted,))


def _pieces(spans: Sequence[tuple[int, int]], text: _Text, style: TableStyle) -> tuple[str, ...]:
    """Return whole pieces that came or went, with （省略） between those that are not neighbours."""
    cell: list[str] = []
    for start, stop in spans:
        if cell:
            cell.append(style.omission)
        cell += lines(text.quote(start, stop))
    return tuple(cell)


def _is_only_in(start: int, stop: int, here: _Text, there: _Text, *, is_list: bool) -> bool:
    """Say whether the run stands once in its own text and neither in one piece nor in parts in the other.

    An entry of a list counts as a part by itself: one that stood there before does not come.
    """
    key = here.key_of(start, stop)
    if _count(key, here.key) != 1 or key in there.key:
        return False
    run = here.quote(start, stop)
    if spelling_key(words(run)) in spelling_key(words(there.text)):
        return False
    parts = {unit.key for unit in here.units[start:stop] if is_list or len(unit.key) >= SHORTEST_PIECE}
    if is_list:
        return parts.isdisjoint(unit.key for unit in there.units)
    return not parts or any(part not in there.key for part in parts)


def _count(key: str, whole: str) -> int:
    """Return how often *key* stands in *whole*, overlapping ones too."""
    found, place = 0, whole.find(key)
    while place >= 0:
        found += 1
        place = whole.find(key, place + 1)
    return found


def _with_surroundings(blocks: Sequence[Block], old: _Text, new: _Text, style: TableStyle) -> Cells:
    """Return the changed units with （省略） for the rest, widened until each piece is unique."""
    runs = _merged([_unique(block, old, new) for block in blocks], old)
    return Cells(
        _cell([(run.b0, run.b1) for run in runs], old, style),
        _cell([(run.a0, run.a1) for run in runs], new, style),
    )


def _unique(block: Block, old: _Text, new: _Text) -> Block:
    """Widen a block, first by the sentence before it, until a reader can tell where it stands."""
    while not (_is_clear(block.b0, block.b1, old) and _is_clear(block.a0, block.a1, new)):
        if block.b0 and block.a0:
            block = block._replace(b0=block.b0 - 1, a0=block.a0 - 1)
        elif block.b1 < len(old.units) and block.a1 < len(new.units):
            block = block._replace(b1=block.b1 + 1, a1=block.a1 + 1)
        else:
            return Block(0, len(old.units), 0, len(new.units))
    return block


def _is_clear(start: int, stop: int, text: _Text) -> bool:
    return start < stop and _count(text.key_of(start, stop), text.key) == 1


def _merged(blocks: Sequence[Block], old: _Text) -> list[Block]:
    """Join blocks that touch, overlap or leave next to nothing between them."""
    runs: list[Block] = []
    for block in blocks:
        last = runs[-1] if runs else None
        if last and (
            block.b0 <= last.b1 or block.a0 <= last.a1 or len(old.key_of(last.b1, block.b0)) < SHORTEST_OMISSION
        ):
            runs[-1] = Block(
                min(last.b0, block.b0),
                max(last.b1, block.b1),
                min(last.a0, block.a0),
                max(last.a1, block.a1),
            )
        else:
            runs.append(block)
    return runs


def _cell(spans: Sequence[tuple[int, int]], text: _Text, style: TableStyle) -> tuple[str, ...]:
    cell: list[str] = []
    end = 0
    for start, stop in spans:
        if text.key_of(end, start):
            cell.append(style.omission)
        cell += lines(text.quote(start, stop))
        end = stop
    if text.key_of(end, len(text.units)):
        cell.append(style.omission)
    return tuple(cell)
