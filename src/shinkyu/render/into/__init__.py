"""Proposed rows put into an office's own workbook.

A library that loads a workbook and saves it again loses what it does not know: furigana, the shapes of
comments, extensions of validations.  Here nothing is loaded and saved.  The new rows are spliced into the
XML of one sheet, in the formats of the rows above them; all other parts stay as they are, byte for byte.
"""

from shinkyu.render.into.book import WORKBOOK, SheetOf, into_workbook, parts_that_differ
from shinkyu.render.into.place import TablePlace, find_table
from shinkyu.render.into.proof import fault

__all__ = ["WORKBOOK", "SheetOf", "TablePlace", "fault", "find_table", "into_workbook", "parts_that_differ"]
