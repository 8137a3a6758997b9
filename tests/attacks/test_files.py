"""Files made to break a reader: refused in one line, or read as what they show; within the limits either way."""

import io
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from pdf_drawing import Sheet, pdf
from shinkyu import pipeline
from shinkyu.errors import ShinkyuError
from shinkyu.sources import detect
from shinkyu.sources.reading import read_layout
from workbook_parts import archive, rows, workbook

EXAMPLE = Path(__file__).parents[2] / "corpus" / "sumihara-shi" / "8-priority" / "2025-07-31.txt"
WORDS = "特定個人情報ファイルの取扱い"


def refusal(data: bytes, name: str = "a.bin") -> str:
    """Return the one line in which a file is refused."""
    with pytest.raises(ShinkyuError) as caught:
        pipeline.read(data, name)
    said = str(caught.value)
    assert "\n" not in said
    assert name in said
    return said


def shown(data: bytes) -> list[str]:
    """Return the texts that a file shows."""
    return [cell.text for row in read_layout(data, "a.bin").rows for cell in row.cells if cell.text]


# ---------------------------------------------------------------------- zip


def test_a_zip_bomb_in_a_zip_bomb_is_not_opened() -> None:
    inner = archive({f"{n}.txt": " " * 1_000_000 for n in range(20)})
    for _ in range(5):
        inner = archive({f"{n}.zip": inner for n in range(10)})

    assert "without a workbook" in refusal(inner)


def test_entries_that_overlap_are_refused_or_read_once() -> None:
    """All entries of the list point to the one packed stream: 5,000 times its size without a byte more."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/workbook.xml", " " * 10_000_000)
        entry = target.filelist[0]
        for n in range(4_000):
            again = zipfile.ZipInfo(f"xl/worksheets/sheet{n}.xml")
            for field in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(again, field, getattr(entry, field))
            target.filelist.append(again)
            target.NameToInfo[again.filename] = again

    assert "damaged" in refusal(file.getvalue())


@pytest.mark.parametrize("says", [0, 10, 0x7FFFFFFF])
def test_a_size_that_lies_is_refused(says: int) -> None:
    data = bytearray(workbook(rows('<c r="A1"><v>1</v></c>') + " " * 3_000_000))
    at = data.rfind(b"PK\x01\x02", 0, data.find(b"xl/worksheets/sheet1.xml", data.find(b"PK\x01\x02")))
    data[at + 24 : at + 28] = struct.pack("<I", says)

    assert refusal(bytes(data))


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "../../../../../etc/passwd", "/etc/passwd", "http://127.0.0.1:9/x", "\x00", "-"]
)
def test_a_sheet_elsewhere_is_not_fetched(target: str) -> None:
    relations = (
        '<Relationships><Relationship Id="rId1" Type="worksheet" TargetMode="External" '
        f'Target="{target if target != chr(0) else "&#1;"}"/></Relationships>'
    )

    assert refusal(workbook(rows('<c r="A1"><v>1</v></c>'), **{"xl/_rels/workbook.xml.rels": relations}))


def test_an_external_entity_is_not_fetched() -> None:
    sheet = '<?xml version="1.0"?><!DOCTYPE w SYSTEM "file:///etc/passwd"><worksheet><sheetData/></worksheet>'

    assert "document type" in refusal(workbook(sheet))


def test_a_million_merged_ranges_are_refused() -> None:
    ranges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 1_000_000, 2))

    assert "SHINKYU_LIMIT_MERGED" in refusal(
        workbook(rows('<c r="A1"><v>1</v></c>') + f"<mergeCells>{ranges}{ranges[:9_000_000]}</mergeCells>")
    )


def test_a_cell_of_50_mb_is_refused() -> None:
    cell = f'<c r="A1" t="inlineStr"><is><t>{"a" * 30_000_000}</t></is></c>'
    large = f'<c r="A1" t="inlineStr"><is><t>{"a" * 50_000_000}</t></is></c>'

    assert "SHINKYU_LIMIT_CELL_CHARACTERS" in refusal(workbook(rows(cell)))
    assert "SHINKYU_LIMIT_PART_MB" in refusal(workbook(rows(large)))


# ---------------------------------------------------------------------- PDF


def raw(*objects: bytes | str, root: int = 1) -> bytes:
    """Return a PDF of objects written as they are."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body.encode("latin-1") if isinstance(body, str) else body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)


def stream(data: bytes, entries: str = "") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries.encode(), data)


PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
PAGES = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


@pytest.mark.parametrize("opened", ["[", "<< /A ", "("])
def test_objects_nested_deep_are_refused(opened: str) -> None:
    catalogue = "<< /Type /Catalog /Pages 2 0 R /Names " + opened * 200_000 + " >>"

    assert refusal(raw(catalogue, PAGES, PAGE))


def test_states_saved_deep_in_a_page_are_harmless() -> None:
    content = stream(b"q " * 1_000_000 + b"Q " * 10)

    assert "no text layer" in refusal(
        raw(
            "<< /Type /Catalog /Pages 2 0 R >>",
            PAGES,
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
            content,
        )
    )


@pytest.mark.parametrize("kids", ["2 0 R", "2 0 R 2 0 R", "3 0 R 2 0 R", "1 0 R"])
@pytest.mark.parametrize("count", [1, 5, 2_000_000_000, -1])
def test_a_loop_in_the_page_tree_is_refused(kids: str, count: int) -> None:
    tree = f"<< /Type /Pages /Parent 2 0 R /Kids [{kids}] /Count {count} >>"

    assert refusal(raw("<< /Type /Catalog /Pages 2 0 R >>", tree, PAGE))


def test_a_form_that_draws_itself_is_refused_or_read() -> None:
    form = stream(b"/F Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>")
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>"
    )

    assert refusal(raw("<< /Type /Catalog /Pages 2 0 R >>", PAGES, page, stream(b"/F Do"), form))


def test_ten_thousand_pages_are_refused() -> None:
    kids = " ".join(f"{n} 0 R" for n in range(3, 10_003))
    pages = [PAGE] * 10_000
    tree = f"<< /Type /Pages /Kids [{kids}] /Count 10000 >>"

    assert "SHINKYU_LIMIT_PAGES" in refusal(raw("<< /Type /Catalog /Pages 2 0 R >>", tree, *pages))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other platforms have no such limits")
def test_a_stream_that_unpacks_to_gigabytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two packings, one in the other: 3 KB of file, 1,000 MB of page."""
    packer = zlib.compressobj(9)
    once = b"".join([*(packer.compress(b" " * 10_000_000) for _ in range(100)), packer.flush()])
    content = stream(zlib.compress(once, 9), "/Filter [/FlateDecode /FlateDecode]")
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    monkeypatch.setenv("SHINKYU_LIMIT_MEMORY_MB", "500")
    monkeypatch.setenv("SHINKYU_LIMIT_PROCESSOR_SECONDS", "10")

    assert len(content) < 10_000
    assert refusal(raw("<< /Type /Catalog /Pages 2 0 R >>", PAGES, page, content))


@pytest.mark.parametrize("entries", ["/Filter /JPXDecode", "/Filter /JBIG2Decode", "/Filter /DCTDecode", ""])
def test_a_picture_that_claims_to_be_huge_is_never_decoded(entries: str) -> None:
    """Pictures are no text: a picture of 3,600 million dots costs nothing."""
    huge = "/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8 "
    picture = stream(b"\x00" * 100, huge + entries)
    sheet = Sheet().word(20, 40, WORDS)
    sheet.parts.append("q 100 0 0 100 0 0 cm /Im0 Do Q")
    whole = pdf(sheet, further=(picture.decode("latin-1"),))

    assert [WORDS] == shown(whole.replace(b"/Font <<", b"/XObject << /Im0 8 0 R >> /Font <<", 1))


def test_a_script_and_a_file_in_a_pdf_are_left_alone() -> None:
    script = b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    start = b"/AA << /WC << /S /Launch /F (/bin/sh) >> >>"
    catalogue = b"<< /Type /Catalog %s %s" % (script, start)

    assert [WORDS] == shown(pdf(Sheet().word(20, 40, WORDS)).replace(b"<< /Type /Catalog", catalogue, 1))


@pytest.mark.parametrize(
    "broken",
    [
        (b"/UniJIS-UTF16-H", b"/Identity-H"),
        (b"/UniJIS-UTF16-H", b"(no such map)"),
        (b"/Supplement 6", b"/Supplement -1"),
        (b"/W [1 94 500 231 632 500]", b"/W [0 99999999 1]"),
        (b"/W [1 94 500 231 632 500]", b"/W [[[[[1]]]]]"),
        (b"/DW 1000", b"/DW -99999999999"),
        (b"[4 0 R]", b"[3 0 R]"),
    ],
)
def test_a_font_with_a_broken_map_is_refused_or_read(broken: tuple[bytes, bytes]) -> None:
    data = pdf(Sheet().word(20, 40, WORDS))
    assert broken[0] in data

    assert refusal(data.replace(*broken))


# ---------------------------------------------------------------------- text


def test_a_hundred_megabytes_in_one_line_are_refused() -> None:
    assert "SHINKYU_LIMIT_FILE_MB" in refusal("特".encode() * 34_000_000)


def test_more_characters_than_any_report_has_are_refused() -> None:
    assert "SHINKYU_LIMIT_CHARACTERS" in refusal("特".encode() * 5_000_001)


ODD = ["あ", "\u3099", "[", "1 "]
MORE = [pytest.param(text, marks=pytest.mark.slow) for text in ("\u202e", "（", "\t", "<p>", "①", "１）", "、 ", "ﾞ")]


@pytest.mark.parametrize("text", [*ODD, *MORE])
def test_one_line_of_a_megabyte_is_refused_soon(text: str) -> None:
    """Neither a report nor anything that takes long to tell from one."""
    assert refusal(text.encode() * (1_000_000 // len(text)))


@pytest.mark.parametrize("text", [*ODD, *MORE])
def test_a_report_with_a_long_odd_line_is_read_soon(text: str) -> None:
    whole = EXAMPLE.read_text("utf-8")
    middle = whole.index("\n", len(whole) // 2)
    data = (whole[:middle] + text * (200_000 // len(text)) + whole[middle:]).encode()

    assert pipeline.read(data, "a.txt").document.items


@pytest.mark.parametrize(
    "data",
    [
        b"\xed\xa0\x80\xed\xb0\x80" * 100,  # surrogates in UTF-8
        b"\xff\xfe" + b"\x00\xd8" * 100,  # lone surrogates in UTF-16
        b"\x00" * 10_000,
        b"a\x00" * 9 + b"a",
        "\u202e特定個人情報\u202c".encode() * 100,
        b"\xff" * 1_000,
        b"\x1b$B" * 1_000,
        "特定個人情報".encode("utf-7"),
        "特定個人情報".encode("utf-32"),
        *("特定個人情報".encode(name) for name in ("iso2022_jp", "iso2022_jp_3", "gb18030")),
        "특정".encode("euc_kr"),
    ],
)
def test_text_that_is_none_is_refused(data: bytes) -> None:
    assert refusal(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932", "euc_jp"])
def test_every_encoding_that_offices_use_gives_one_document(encoding: str) -> None:
    text = EXAMPLE.read_text("utf-8")
    if encoding in ("cp932", "euc_jp"):
        text = text.encode(encoding, "replace").decode(encoding)
    expected = pipeline.read(text.encode(), "a.txt").document

    assert expected == pipeline.read(text.encode(encoding), "a.txt").document


# ---------------------------------------------------------------------- canonical JSON


@pytest.mark.parametrize("opened", ['{"a":', '{"items":[', '{"a":[{"b":'])
def test_json_nested_a_hundred_thousand_deep_is_refused(opened: str) -> None:
    assert refusal(opened.encode() * 100_000, "a.json")


@pytest.mark.parametrize(
    "text", ['{"a": 1e999999}', '{"a": "\\ud800"}', "{" + '"a":1,' * 100_000 + '"b":2}', "{", "{}"]
)
def test_odd_json_is_refused(text: str) -> None:
    assert refusal(text.encode(), "a.json")


def test_the_reader_tells_files_by_content_even_when_two_kinds_are_in_one() -> None:
    """A PDF that is also a zip file: read as one, not as both."""
    both = pdf(Sheet().word(20, 40, WORDS)) + workbook(rows('<c r="A1"><v>1</v></c>'))

    assert not detect.is_text(both)
    assert [WORDS] == shown(both)
