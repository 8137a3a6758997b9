"""The document's fault, with its place: reported, never raised."""

from typing import Literal

import msgspec

Severity = Literal["info", "warning"]

NO_RESULT = "no-result"
"""Rule of a cell with a formula whose result the workbook does not keep."""
FIELD_NOT_SHOWN = "field-not-shown"
"""Rule of a page with a form field that holds something else than it shows."""


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something in the document that a reader should know before trusting the result."""

    rule: str
    """Stable name, e.g. ``unknown-option``."""
    message: str
    line: int | None = None
    severity: Severity = "warning"
    cell: str = ""
    """Sheet and cell of a workbook (``Ⅱ!H34``) or page of a PDF (``p.3``) where the problem is of one."""
