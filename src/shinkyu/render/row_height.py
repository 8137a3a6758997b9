"""How high a row of a sheet must be so that all its text shows, on the screen and on paper.

A spreadsheet program sets the height of a row itself only while somebody types; a row that a program
writes has the height that the file gives.  What is reckoned here is on the safe side: fonts differ, and a
line of white costs less than a line that nobody reads.
"""

import math
import re

from shinkyu.text.width import wrap

TALLEST_ROW = 409.0
"""Points; Excel knows no higher row."""
LONGEST_CELL = 32_767
"""Characters that Excel keeps in a cell."""
_DIGIT_PIXELS = 7 / 11
"""Pixels of a digit for each point of the workbook's default font: Calibri 11 has 7 (ECMA-376, 18.3.1.13)."""
_POINTS = 72 / 96
"""Points of a pixel."""
_PADDING = 6.0
"""Points of a cell beside its text, left and right together, and above and below."""
_TALL_FONTS = re.compile(r"游|Yu |メイリオ|Meiryo|UD|BIZ", re.IGNORECASE)
"""Fonts with much white between their lines."""
_TALL, _USUAL = 1.75, 1.3
"""Height of a line for each point of the font, as Excel sets rows by itself: 18.75 for 游ゴシック 11, 13.5 for
ＭＳ Ｐゴシック 11, and a little more for printers."""


def column_points(width: float, default_font: float = 11.0) -> float:
    """Return the width in points of a column whose file says *width*."""
    return math.floor(width * max(1, round(default_font * _DIGIT_PIXELS))) * _POINTS


def text_height(text: str, points: float, font: float, font_name: str = "") -> float:
    """Return the height in points that *text* takes when it is wrapped in a cell of *points* width."""
    half_widths = max(2, int((points - _PADDING) / (font / 2)) - 1)
    lines = sum(len(wrap(line, half_widths)) for line in text.split("\n"))
    return lines * font * (_TALL if _TALL_FONTS.search(font_name) else _USUAL) + _PADDING


def rows_for(height: float) -> int:
    """Return over how many rows of a sheet a text is merged that no single row can show."""
    return max(1, math.ceil(height / TALLEST_ROW))
