"""What speaks for a value of a torn page, and how far each kind of evidence can be trusted.

The figures are shares of right values, rounded down, among those that each kind of evidence placed in fifteen text
layers of one fictional report (three versions in five reading orders) whose PDF is read without loss; they are
not of real offices' files.
"""

from typing import NamedTuple


class Evidence(NamedTuple):
    """How a value was found, in a word or two, and the confidence that it is right, 0 to 1."""

    how: str
    confidence: float


OWN_LINE = Evidence("label", 0.95)
"""On its label's line, or the boxes all behind their label on a page in order."""
NEXT_LINES = Evidence("below its label", 0.9)
"""The lines that no blank line parts from the label above them."""
IN_ORDER = Evidence("order", 0.85)
"""Between its label and the next one of the form, or by the order of a page that has kept it."""
SAME_ELSEWHERE = Evidence("as in another file", 0.85)
"""The text of the same item of another file, or of the item that this one repeats."""
ONLY_FIT = Evidence("only fit", 0.85)
"""No other label of the page can claim it."""
BELOW = Evidence("below its label", 0.8)
"""A text below its label, a blank line between: so on 15 of 16 places of the one real torn layer seen."""
LEFT_OVER = Evidence("left over", 0.7)
"""The text of a page that is left for its only label without one."""
SEVERAL = Evidence("left over", 0.55)
"""Texts that stand apart and go to one item together, whose order may be another one."""
NOTHING_LEFT = Evidence("nothing left", 0.85)
"""An item is empty: its label is printed and the page has nothing that could be its value."""
NOT_PLACED = Evidence("printed, not placed", 1.0)
"""The label of an unread item is in this copy, and what belongs to it could not be told."""

SAME_TEXT = 0.9
"""Likeness of a text to the one at the same item of another file; offices copy them with small changes."""
OTHER_TEXT = 0.75
"""Likeness to the texts of other items that leaves no doubt which one is meant."""
