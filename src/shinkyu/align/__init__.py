"""What corresponds to what in two versions: items by id, members of repeated groups by content."""

from shinkyu.align.documents import align

__all__ = ["align"]
