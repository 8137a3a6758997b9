"""What differs between two aligned versions, and what kind of difference it is."""

from shinkyu.diff.documents import diff

__all__ = ["diff"]
