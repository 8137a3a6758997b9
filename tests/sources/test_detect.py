"""Which kind of file it is, and the word to its owner when it is none that can be read."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from shinkyu.errors import SourceError
from shinkyu.sources.detect import read_layout

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(part: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(part, "x")
    return file.getvalue()


def in_ole(stream: str) -> bytes:
    return OLE + b"\x00" * 504 + stream.encode("utf-16-le") + b"\x00" * 64


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (in_ole("Workbook"), "is a damaged workbook"),
        (in_ole("EncryptedPackage"), "is protected by a password; save a copy without one"),
        (in_ole("WordDocument"), "is a Word file"),
        (zipped("word/document.xml"), "is a Word file"),
        (zipped("xl/workbook.bin"), "is a binary workbook (.xlsb)"),
        (zipped("content.xml"), "is an OpenDocument file"),
        (zipped("photo.jpg"), "is a zip file without a workbook in it"),
        (b"a" * 50_000_001, "is larger than 50 MB, which no assessment is"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_it_is(data: bytes, word: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_layout(data, "a.xlsx")

    assert str(refused.value).startswith("a.xlsx ")
    assert word in str(refused.value)


def test_the_name_of_a_file_says_nothing_about_its_kind() -> None:
    assert "transcribed" == read_layout("評価書番号\t評価書名\n1\t甲".encode(), "a.pdf").dialect
