"""Parts of a workbook by the places of their elements; what is none of its parts is refused."""

import pytest

from shinkyu.errors import SourceError
from shinkyu.render.into.xml import elements

SHEET = b'<x:sheet r="1"><x:row n="a&gt;b"/><x:cell>\xe7\x94\xb2</x:cell></x:sheet>'


@pytest.mark.parametrize("head", [b"", b'<?xml version="1.0"?>', b'<?xml version="1.0" encoding="utf-8"?>'])
def test_elements_are_found_at_their_bytes(head: bytes) -> None:
    data = head + SHEET
    sheet, row, cell = elements(data, "sheet1.xml")

    assert [("sheet", ()), ("row", ("sheet",)), ("cell", ("sheet",))] == [
        (e.name, e.parents) for e in (sheet, row, cell)
    ]
    assert SHEET == data[sheet.start : sheet.end]
    assert ("x:", {"n": "a>b"}, row.end) == (row.prefix, row.attributes, row.close)
    assert "甲" == data[cell.inside : cell.close].decode()


@pytest.mark.parametrize(
    ("says", "data"),
    [
        ("is written in Shift_JIS", b'<?xml version="1.0" encoding="Shift_JIS"?><sheet/>'),
        ("declares a document type", b"<!DOCTYPE sheet [<!ENTITY a 'b'>]><sheet>&a;</sheet>"),
        ("is a damaged workbook", b"<sheet><row></sheet>"),
        ("is a damaged workbook", b""),
        # Expat reads it without being told; its bytes are no place to put others in.
        ("is written in UTF-16", "<sheet/>".encode("utf-16")),
        ("is written in UTF-16", "<sheet/>".encode("utf-16-be")),
    ],
)
def test_a_part_that_is_no_part_of_a_workbook_is_refused_in_one_line(says: str, data: bytes) -> None:
    with pytest.raises(SourceError, match=says) as refused:
        elements(data, "sheet1.xml")

    assert str(refused.value).startswith("sheet1.xml ")
    assert "\n" not in str(refused.value)
