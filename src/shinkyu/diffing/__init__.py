"""What differs between two aligned versions, and what kind of difference it is."""

from shinkyu.diffing.documents import diff
from shinkyu.diffing.selection import select

__all__ = ["diff", "select"]
