"""PDF files: what is drawn on their pages, and now and then the file around it."""

from collections.abc import Iterator

from examples import printed

from pdf_drawing import HEIGHT, WIDTH, Sheet, pdf
from promises import promised

WORDS = [
    *(f"<{word.encode('utf-16-be').hex()}>" for word in printed()[:200]), " Tj ", " Tm ", " Td ", " re ", " f ", " l ",
    " m ", " S ", " W n ", "BT ", " ET", "/F1 10 Tf ", " cm ", "q ", " Q", " w ", " Tr ", " Tz ", "0 0 0 0 ", "-1 ",
    "99999999 ", "1e38 ", "3 Tr ", "/Rotate 90", "/Kids", "0 R", "endobj", "stream", "startxref",
]  # fmt: skip


def seeds() -> Iterator[bytes]:
    """Yield the drawings of a cover with a table below it, and the same as a whole file."""
    sheet = Sheet()
    sheet.word(60, 20, "特定個人情報保護評価書（基礎項目評価書）")
    sheet.cell(20, 40, 120, 60, "評価書番号").cell(120, 40, 380, 60, "評価書名")
    sheet.cell(20, 60, 120, 80, "7").cell(120, 60, 380, 80, "国民年金に関する事務")
    sheet.cell(20, 90, 380, 110, "公表日").cell(20, 110, 380, 130, "令和7年7月31日")
    other = Sheet()
    other.word(20, 20, "Ⅰ　関連情報")
    other.cell(20, 30, 380, 50, "１．特定個人情報ファイルを取り扱う事務")
    other.cell(20, 50, 120, 90, "①事務の名称").cell(120, 50, 380, 90, "国民年金に関する事務\n受理、審査")
    other.cell(20, 90, 120, 130, "③システムの名称").clipped(122, 102, "年金システム、宛名システム", (120, 90, 200, 130))
    other.bar(20, 140, 380, 140).word(190, 290, "1 / 2")
    yield _drawn(sheet, other)
    yield _drawn(other, sheet, other)
    yield pdf(sheet, other)
    yield pdf(sheet, Sheet(other.parts, "/Rotate 90"))


def ask(data: bytes) -> None:
    """Ask all promises of the pages with these drawings, or of a file as it is."""
    promised(data if data.startswith(b"%PDF-") else _file(data), "fuzz.pdf")


def _drawn(*sheets: Sheet) -> bytes:
    return "\f".join("\n".join(sheet.parts) for sheet in sheets).encode("latin-1")


def _file(data: bytes) -> bytes:
    pages = data.decode("latin-1").split("\f")
    title = Sheet().word(WIDTH / 4, HEIGHT / 9, "特定個人情報保護評価書（基礎項目評価書）")
    return pdf(*(Sheet([*(title.parts if n == 0 else ()), page]) for n, page in enumerate(pages)))
