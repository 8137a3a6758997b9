"""The table in the encoding that an office's other programs want."""

from collections.abc import Sequence
from typing import Literal

from shinkyu.errors import WriteError
from shinkyu.model.table import ProposedRow
from shinkyu.render.change_table.columns import COLUMNS, cells

Encoding = Literal["utf-8", "cp932"]
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def encoded(text: str, rows: Sequence[ProposedRow], encoding: Encoding) -> bytes:
    """Return *text*, which shows *rows*, in an encoding; cp932 has no byte order mark.

    Raises:
        WriteError: a character is not in the encoding; none is ever put in its place.
    """
    if encoding == "utf-8":
        return text.encode("utf-8", "replace")
    for n, row in enumerate(rows, start=1):
        for column, cell in zip(COLUMNS, cells(row), strict=True):
            for char in cell:
                if not _is_in(char, encoding):
                    raise WriteError(
                        "row {n}, {column}: the character {char} (U+{code}) is not in {encoding}; use --encoding "
                        "utf-8, or another character in the document",
                        n=n,
                        column=column,
                        char=char,
                        code=f"{ord(char):04X}",
                        encoding=encoding,
                    )
    return text.removeprefix(_MARK).encode(encoding, "replace")


def _is_in(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
