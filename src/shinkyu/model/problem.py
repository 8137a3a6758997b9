"""The document's fault, with its place: reported, never raised."""

from typing import Literal

import msgspec

Severity = Literal["info", "warning"]


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something in the document that a reader should know before trusting the result."""

    rule: str
    """Stable name, e.g. ``unknown-option``."""
    message: str
    line: int | None = None
    severity: Severity = "warning"
