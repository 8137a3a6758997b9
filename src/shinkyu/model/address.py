"""What an address says by itself: the copy of the file it lies in, and its one line for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shinkyu.model.document import Address

FILE_ELEMENT = re.compile(r"ファイル\d+")
"""Element of an address that names one of several 特定個人情報ファイル; matched whole."""


def file_element(address: Address) -> str | None:
    """Return ``ファイルN`` where *address* names one of several files."""
    return address[1] if len(address) > 1 and FILE_ELEMENT.fullmatch(address[1]) else None


def cite(address: Address) -> str:
    """Return an address as one line."""
    return " ".join(address)
