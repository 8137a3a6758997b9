"""Texts held against many others: a cheap look, which misses nothing, tells where ``seek`` is worth its time."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from shinkyu.reconcile.find import LOST_AT_CUT, NEAR, SHORTEST_NEAR, folded, pieces_of, seek, sought_key, spelled
from shinkyu.text.similarity import in_common, part_alignment

LEAST_IN_COMMON = 2 / 3
"""Share of the characters of the shorter text that the other one has, in order, where the two are ``NEAR`` each other:
a likeness r of n characters and a window of w takes r · (n + w) / 2, and w is as long as what is in common at least."""
MOST_MISSING = 2 / 3
"""Share of its neighbouring pairs of characters that the other one need not have then: each character that is not in
common spoils two pairs, and each one too many in the window spoils one."""
PAIR_BITS = 1024

MOST_WORK = 12_000_000
"""What the rows of a table may spend on being held against each other, some seconds: thousands of rows of some
sentences on one item.  Rows for which nothing is left stay open, and say so."""
SEEK_WORK = 40
"""What ``seek`` spends on two short texts; one look whether a text can hold another spends 1."""
JUDGE_WORK = 200
"""What judging a row by one item spends, which seeks its texts there now and before."""
CELLS_A_UNIT = 128
"""Characters of one text times those of another that are compared by likeness for 1."""


class Work:
    """What is left of a budget: counted and never timed, so that every machine gives the same answer."""

    def __init__(self) -> None:
        self.left = MOST_WORK

    def spend(self, amount: int) -> bool:
        """Take *amount* and say whether there was so much."""
        self.left -= amount
        return self.left > 0

    @property
    def is_left(self) -> bool:
        """Say whether anything is left."""
        return self.left > 0


class Passage:
    """A text of a row or an item with its comparison keys, each made once."""

    def __init__(self, text: str, *, cut_off: bool = False) -> None:
        self.text = text
        self.cut_off = cut_off
        self.whole = folded(text)
        """The key in which others are looked for."""
        self.key = sought_key(text, cut_off=cut_off)
        """The key that is looked for."""

    @cached_property
    def spelling(self) -> str:
        """The key with the spelling of its words made one."""
        return spelled(self.text)

    @cached_property
    def anchor(self) -> tuple[str, str]:
        """Key and spelling of its longest sentence, line or entry: where all of them stand, this one does."""
        key = max(pieces_of(self.text), key=len, default=self.key)
        return key, spelled(key)

    @cached_property
    def pairs(self) -> int:
        """Its neighbouring pairs of characters as bits; two pairs may share one, so that fewer seem to differ."""
        found = 0
        for one, other in pairwise(self.whole):
            found |= 1 << (ord(one) * 31 + ord(other)) % PAIR_BITS
        return found

    def may_stand_in(self, other: "Passage") -> bool:
        """Say whether ``seek`` can find the text in the *other*, up to spelling and cuts; if not, it cannot."""
        whole = other.whole
        if self.key in whole:
            return bool(self.key)
        piece, spelt = self.anchor
        return bool(whole) and (piece in whole or self.spelling in other.spelling or spelt in other.spelling)

    def may_be_near(self, other: "Passage") -> bool:
        """Say whether ``seek`` can find a text ``near`` this one; where this says no, it cannot."""
        if len(self.key) < SHORTEST_NEAR or len(other.whole) < NEAR * len(self.key):
            return False
        short, long = (self, other) if len(self.key) <= len(other.whole) else (other, self)
        size = len(short.whole)
        missing = (short.pairs & ~long.pairs).bit_count()
        if missing > MOST_MISSING * size + 2 * LOST_AT_CUT:
            return False
        return in_common(short.whole, long.whole) >= LEAST_IN_COMMON * size - 2 * LOST_AT_CUT

    def stands_in(self, other: "Passage", work: Work) -> bool:
        """Say whether the text stands in the *other* one, up to spelling and cuts; no where there is no work left."""
        if not (work.spend(1) and self.may_stand_in(other) and work.spend(SEEK_WORK)):
            return False
        return seek(self.text, other.text, cut_off=self.cut_off).held

    def is_near(self, other: "Passage", work: Work) -> bool:
        """Say whether a text ``near`` this one stands in the *other*; no where there is no work left."""
        if not (work.spend(1) and self.may_be_near(other)):
            return False
        if not (work.spend(len(self.whole) * len(other.whole) // CELLS_A_UNIT) and self._is_like(other)):
            return False
        return work.spend(SEEK_WORK) and seek(self.text, other.text, cut_off=self.cut_off).how == "near"

    def _is_like(self, other: "Passage") -> bool:
        return part_alignment(self.key, other.whole, NEAR)[0] > 0


Of = TypeVar("Of")


def meeting(one: Passage, others: Iterable[tuple[Of, Passage]], work: Work) -> Iterator[Of]:
    """Yield those of the *others*, in order, whose text holds *one* or stands in it, up to spelling and cuts.

    It ends where no work is left.
    """
    key, whole, spelling = one.key, one.whole, one.spelling
    piece, spelt = one.anchor
    for of, other in others:
        if not work.spend(1):
            return
        its, its_spelling = other.whole, other.spelling
        # As in ``may_stand_in``, both ways, without the calls: here are millions of pairs.
        its_piece, its_spelt = other.anchor
        if (
            (key in its or piece in its or spelling in its_spelling or spelt in its_spelling)
            or (other.key in whole or its_piece in whole or its_spelling in spelling or its_spelt in spelling)
        ) and (one.stands_in(other, work) or other.stands_in(one, work)):
            yield of


__all__ = ["JUDGE_WORK", "MOST_WORK", "Passage", "Work", "meeting"]
