"""What differs between two aligned versions, and what kind of difference it is."""

from shinkyu.diff.documents import diff
from shinkyu.diff.selection import select

__all__ = ["diff", "select"]
