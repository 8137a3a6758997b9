"""Blocks that a copy lost: what would stand there is unread, not gone."""

from collections.abc import Mapping, Sequence

from shinkyu.align.places import without_file
from shinkyu.model.address import file_element
from shinkyu.model.document import Address


class Lost:
    """The gaps of one version, asked with addresses of the other.

    *files* maps the addresses of the other version's files to those of this one.
    """

    def __init__(self, gaps: Sequence[Address], files: Mapping[Address | None, Address | None]) -> None:
        self._gaps = gaps
        self._files = {file_element(theirs): file_element(ours) for theirs, ours in files.items() if theirs and ours}

    def covers(self, address: Address) -> bool:
        """Say whether *address* would lie in a gap if this copy had it; a gap without file is one in every file."""
        element = file_element(address)
        bare = without_file(address)
        ours = self._files.get(element, element)
        there = (bare[0], ours, *bare[1:]) if ours else bare
        return any(_lies_in(gap, there) or _lies_in(gap, bare) for gap in self._gaps)


def _lies_in(gap: Address, address: Address) -> bool:
    """Say whether *gap* is the block of *address*, or names its group without number."""
    if len(address) < len(gap) or address[: len(gap) - 1] != gap[:-1]:
        return False
    element = address[len(gap) - 1]
    return element == gap[-1] or (element.startswith(gap[-1]) and element.removeprefix(gap[-1]).isdigit())
