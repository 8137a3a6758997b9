"""Small PDF files drawn by hand: words and ruled lines at given places, in raw PDF."""

from dataclasses import dataclass, field

WIDTH, HEIGHT = 400.0, 300.0
SIZE = 10.0


@dataclass
class Sheet:
    """A page of 400 by 300 points; places are measured from its top left corner."""

    parts: list[str] = field(default_factory=list)
    extra: str = ""
    """Further entries of the page: ``/Rotate 90``."""

    def word(self, x: float, y: float, text: str, size: float = SIZE) -> "Sheet":
        """Write *text* with its base line at *y*; half-width characters are half as wide."""
        code = text.encode("utf-16-be").hex()
        self.parts.append(f"BT /F1 {size} Tf 1 0 0 1 {x} {HEIGHT - y} Tm <{code}> Tj ET")
        return self

    def clipped(self, x: float, y: float, text: str, box: tuple[float, float, float, float]) -> "Sheet":
        """Write *text*, of which only what is inside *box* is shown."""
        left, top, right, bottom = box
        self.parts.append(f"q {left} {HEIGHT - bottom} {right - left} {bottom - top} re W n")
        self.word(x, y, text)
        self.parts.append("Q")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        """Draw a line."""
        self.parts.append(f"0.5 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")
        return self

    def bar(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        """Draw a line as a thin filled rectangle."""
        self.parts.append(f"{x0 - 0.3} {HEIGHT - y1 - 0.3} {x1 - x0 + 0.6} {y1 - y0 + 0.6} re f")
        return self

    def cell(self, left: float, top: float, right: float, bottom: float, text: str = "") -> "Sheet":
        """Draw the four sides of a cell and write *text* into it, a line for each line."""
        self.line(left, top, right, top).line(left, bottom, right, bottom)
        self.line(left, top, left, bottom).line(right, top, right, bottom)
        for n, words in enumerate(text.split("\n") if text else ()):
            self.word(left + 2, top + 12 + 13 * n, words)
        return self


def pdf(*sheets: Sheet, trailer: str = "", further: tuple[str, ...] = ()) -> bytes:
    """Return the file that holds *sheets*; *further* objects come last, *trailer* names them."""
    first = 6
    pages = " ".join(f"{first + 2 * n} 0 R" for n in range(len(sheets)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{pages}] /Count {len(sheets)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Drawn /Encoding /UniJIS-UTF16-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Drawn /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (Japan1) /Supplement 6 >> /DW 1000 /W [1 94 500 231 632 500] "
        "/FontDescriptor 5 0 R >>",
        "<< /Type /FontDescriptor /FontName /Drawn /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>",
    ]
    for n, sheet in enumerate(sheets):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH:.0f} {HEIGHT:.0f}] {sheet.extra} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {first + 2 * n + 1} 0 R >>"
        )
        content = "\n".join(sheet.parts)
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects.extend(further)
    out = b"%PDF-1.7\n"
    places = []
    for n, text in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{n} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode("latin-1")
