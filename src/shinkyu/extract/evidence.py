"""What speaks for a value of a torn page, and how far each kind of evidence can be trusted.

The figures are shares of right values, rounded down, among those that each kind of evidence placed in fifteen text
layers of one fictional report (three versions in five reading orders) whose PDF is read without loss; they are
not of real offices' files.
"""

OWN_LINE, NEXT_LINES, IN_ORDER, SAME_ELSEWHERE, ONLY_FIT = 0.95, 0.9, 0.85, 0.85, 0.85
"""Confidence by evidence: on the label's line, hanging together with it, by the order of the form, as at the same
item of another file, fits nowhere else on the page."""
BELOW = 0.8
"""Confidence of a text below its label, a blank line between: so on 15 of 16 places of the one torn layer seen."""
LEFT_OVER = 0.7
"""Confidence of the texts of a page that no other label of the page can claim."""
SEVERAL = 0.55
"""Confidence of texts that stand apart and go to one item together: their order may be another one; and of a
marked box whose remark stands elsewhere."""
NOTHING_LEFT = 0.85
"""Confidence that an item is empty: its label is printed and the page has nothing that could be its value."""
SAME_TEXT = 0.9
"""Likeness of a text to the one at the same item of another file; offices copy them with small changes."""
OTHER_TEXT = 0.75
"""Likeness to the texts of other items that leaves no doubt which one is meant."""
