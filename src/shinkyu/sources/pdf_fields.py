"""What was filled into the fields of a PDF form or typed onto its pages: it is no part of the pages themselves.

A program shows it by a picture of each field (its appearance).  Pictures become part of the page here, so that they
are read like everything else.  A field may hold a value that its picture does not show, for some programs fill forms
and leave the picture to the program that opens them: what such a field says is not known.
"""

from ctypes import create_string_buffer
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from shinkyu.limits import beyond, limits
from shinkyu.messages import message

_FIELD, _TYPED = raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT
_CALLOUT = "FreeTextCallout"
"""A remark of a reviewer, with an arrow."""
_TEXT = "Tx"
_UNSEEN = 0x02 | 0x20
"""Bits of the flags of what is not shown: hidden, and not to be viewed."""


class Field(NamedTuple):
    """A field of a form that holds a text."""

    left: float
    bottom: float
    right: float
    top: float
    value: str | None
    """What it holds; None where its picture would be needed to know and there is none."""


def draw_fields(page: pdfium.PdfPage, name: str) -> list[Field] | None:
    """Make fields and typed words part of *page*, which has to be opened anew then.

    Args:
        page: the open page.
        name: of the page, for messages.

    Returns:
        the fields of the page that hold a text; None where nothing was drawn.

    Raises:
        SourceError: there are more of them than objects that a page may have.
    """
    count = raw.FPDFPage_GetAnnotCount(page.raw)
    if count > limits().page_objects:
        most = f"{limits().page_objects:,}"
        raise beyond(message("{name} has more than {n} objects", name=name, n=most), "page_objects")
    fields: list[Field] = []
    wanted = False
    for n in reversed(range(count)):
        handle = raw.FPDFPage_GetAnnot(page.raw, n)
        try:
            kind = raw.FPDFAnnot_GetSubtype(handle)
            is_content = kind == _FIELD or (kind == _TYPED and _word(handle, "IT") != _CALLOUT)
            if kind == _FIELD and not raw.FPDFAnnot_GetFlags(handle) & _UNSEEN:
                fields += _field(handle)
        finally:
            raw.FPDFPage_CloseAnnot(handle)
        wanted |= is_content
        if not is_content:
            raw.FPDFPage_RemoveAnnot(page.raw, n)
    if not wanted:
        return None
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    return fields


def _field(handle: Any) -> list[Field]:
    """Return the field, unless it is a box to tick, a button or a signature, or holds nothing."""
    value, shown = _word(handle, "V"), raw.FPDFAnnot_HasKey(handle, b"AP")
    if raw.FPDFAnnot_HasKey(handle, b"AS") or _word(handle, "FT") in ("Btn", "Sig"):
        return []
    if shown and not (value and _word(handle, "FT") == _TEXT):
        return []
    if not (shown or value or raw.FPDFAnnot_HasKey(handle, b"Parent")):
        return []
    box = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(handle, box)
    return [Field(box.left, box.bottom, box.right, box.top, value if shown else None)]


def _word(handle: Any, key: str) -> str:
    """Return a text or a name that an annotation holds, empty where it holds none."""
    length = raw.FPDFAnnot_GetStringValue(handle, key.encode(), None, 0)
    if length <= 2:
        return ""
    space = create_string_buffer(length)
    raw.FPDFAnnot_GetStringValue(handle, key.encode(), raw.cast(space, raw.POINTER(raw.FPDF_WCHAR)), length)
    return space.raw[: length - 2].decode("utf-16-le", "replace")
