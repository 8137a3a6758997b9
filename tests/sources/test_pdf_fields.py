"""Forms that were filled in: fields of a PDF, and words typed onto its pages."""

import pytest

from pdf_drawing import HEIGHT, Sheet, pdf
from shinkyu.model.source import UNREAD, Layout
from shinkyu.sources.pdf import read_pdf

FIRST = 8
"""Number of the first object behind the only page."""
BOX = (120, 20, 300, 40)


def text(words: str) -> str:
    return f"<feff{words.encode('utf-16-be').hex()}>"


def picture(words: str) -> str:
    content = f"BT /F1 10 Tf 2 4 Td <{words.encode('utf-16-be').hex()}> Tj ET"
    return (
        "<< /Type /XObject /Subtype /Form /BBox [0 0 170 16] /Resources << /Font << /F1 3 0 R >> >> "
        f"/Length {len(content)} >>\nstream\n{content}\nendstream"
    )


def filled(entries: str, shows: str | None, cell: str = "") -> Layout:
    """Return a table of 使用部署 and a cell, on which an annotation with *entries* lies."""
    left, top, right, bottom = BOX
    appearance = f"/AP << /N {FIRST + 1} 0 R >>" if shows is not None else ""
    place = f"{left + 2} {HEIGHT - bottom + 2} {right - 2} {HEIGHT - top - 2}"
    sheet = Sheet(extra=f"/Annots [{FIRST} 0 R]").cell(20, 20, 120, 40, "使用部署").cell(*BOX, cell)
    sheet.word(20, 120, "ほかの文字もここにある")
    annotation = f"<< /Type /Annot {entries} /Rect [{place}] /F 4 {appearance} >>"
    return read_pdf(pdf(sheet, further=(annotation, picture(shows or ""))), "x.pdf")


def cells(layout: Layout) -> tuple[str, ...]:
    return tuple(cell.text for cell in layout.rows[0].cells)


FIELD = "/Subtype /Widget /FT /Tx /T (a)"


def test_the_value_of_a_field_stands_where_it_is_shown():
    assert ("使用部署", "健康課") == cells(filled(f"{FIELD} /V {text('健康課')}", "健康課"))


def test_words_typed_onto_a_page_are_read_where_they_stand():
    assert ("使用部署", "健康課") == cells(filled("/Subtype /FreeText /Contents (x)", "健康課"))


@pytest.mark.parametrize(
    "entries",
    ["/Subtype /FreeText /IT /FreeTextCallout /Contents (x)", "/Subtype /Text /Contents (x)", "/Subtype /Stamp"],
)
def test_remarks_of_reviewers_are_no_content(entries: str):
    assert ("使用部署", "健康課") == cells(filled(entries, "直すこと", "健康課"))


@pytest.mark.parametrize(
    ("entries", "shows"),
    [
        (f"{FIELD} /V {text('健康課')}", None),
        (f"{FIELD} /V {text('健康課')}", ""),
        (f"{FIELD} /V {text('健康課')}", "市民課"),
        ("/Subtype /Widget /Parent 1 0 R", None),
    ],
    ids=["no picture", "empty picture", "another word", "value elsewhere"],
)
def test_what_a_field_holds_and_does_not_show_is_unread_and_its_page_named(entries: str, shows: str | None):
    layout = filled(entries, shows)

    assert ["使用部署", UNREAD + (shows or "")] == [cell.text.replace(" ", "") for cell in layout.rows[0].cells]
    assert ("p.1",) == layout.unread


@pytest.mark.parametrize(
    "entries", [FIELD, "/Subtype /Widget /FT /Sig /Parent 1 0 R", "/Subtype /Widget /FT /Btn /AS /Off"]
)
def test_an_empty_field_a_signature_and_a_button_say_nothing(entries: str):
    layout = filled(entries, None, "健康課")

    assert ("使用部署", "健康課") == cells(layout)
    assert () == layout.unread


def test_links_leave_a_page_as_it_is():
    assert ("使用部署", "健康課") == cells(filled("/Subtype /Link", None, "健康課"))
