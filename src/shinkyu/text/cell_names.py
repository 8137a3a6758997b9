"""Names of cells in a sheet (``H34``) and days as a sheet keeps them (45107)."""

import datetime
import re
from functools import lru_cache

FIRST_DAY_1900 = datetime.datetime(1899, 12, 30)
"""Excel counts a day 1900-02-29 that never was; from March 1900 on this origin is right."""
FIRST_DAY_1904 = datetime.datetime(1904, 1, 1)

_NAME = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Return 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return H34."""
    return f"{column_letters(column)}{row}"


def cell_place(name: str) -> tuple[int, int] | None:
    """Return row and column of a cell by its name, counted from 1; None where it is no such name."""
    match = _NAME.fullmatch(name)
    return (int(match.group(2)), column_number(match.group(1))) if match else None


def serial(day: str, *, from_1904: bool = False) -> str:
    """Return the number of a day in ISO 8601, which is how some programs write dates."""
    try:
        moment = datetime.datetime.fromisoformat(day).replace(tzinfo=None)
    except ValueError:
        return day
    first = FIRST_DAY_1904 if from_1904 else FIRST_DAY_1900
    return str((moment - first) / datetime.timedelta(days=1))
