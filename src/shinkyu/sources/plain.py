"""Text files: decoding, lines and cells."""

import codecs
import re
from bisect import bisect_right

from shinkyu.errors import SourceError
from shinkyu.files import sha256
from shinkyu.limits import beyond, limits
from shinkyu.messages import message
from shinkyu.model.source import Cell, Dialect, Layout, Row
from shinkyu.sources.folding import unfold

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BOM = "\ufeff"
"""In the middle of a text where files were put together."""
_LEGACY = ("cp932", "euc_jis_2004")
"""The second holds all of EUC-JP, and ①, Ⅰ in row 13 where eucJP-ms has them too."""
_PICTURES = (
    (b"\x89PNG", message("a PNG picture")),
    (b"\xff\xd8\xff", message("a JPEG picture")),
    (b"GIF8", message("a GIF picture")),
)
_NOT_JAPANESE = r"[^\t-~\u3000-\u30ff\u4e00-\u9fff\uff00-\uff9f]"
"""Compiled where it is needed: hardly ever."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_PAGE_BREAK = "\x0c"
_MARKUP = re.compile(r"<(?:p|ul|div|table|input)\b", re.IGNORECASE)


def read_layout(data: bytes, name: str) -> Layout:
    """Return the lines of a text file as rows of cells.

    Args:
        data: the bytes of the file.
        name: the file's name, for messages and provenance.

    Raises:
        SourceError: empty, binary, too large, or in no encoding offices use; the text says what it is.
    """
    text = decode(data, name)
    most = limits().characters
    if len(text) > most:
        raise beyond(
            message("{name} has more than {n} characters, which no assessment has", name=name, n=f"{most:,}"),
            "characters",
        )
    numbers = [n for n, line in enumerate(text.split("\n"), start=1) for _ in range(1 + 3 * line.count(_PAGE_BREAK))]
    lines = unfold(text.replace(_PAGE_BREAK, "\n\n\n").split("\n"))
    rows: list[Row] = []
    n, offset = 0, 0
    for line, folds in lines:
        rows.append(Row(numbers[n], _cells(line, offset, folds), folds))
        n += 1 + len(folds)
        offset += len(line) + 1 + len(folds)
    return Layout(name, sha256(data), _dialect([line for line, _ in lines]), tuple(rows))


def _cells(line: str, offset: int, folds: tuple[int, ...]) -> tuple[Cell, ...]:
    """Return the cells of a line that begins at *offset* of the source."""
    cells: list[Cell] = []
    start = 0
    for part in line.split("\t"):
        cells.append(Cell(part, offset + start + bisect_right(folds, start)))
        start += len(part) + 1
    return tuple(cells)


def decode(data: bytes, name: str) -> str:
    """Return the text of a file in UTF-8, UTF-16, CP932 or EUC-JP, with LF line ends; form feeds stay."""
    if not data.strip():
        raise SourceError("{name} is empty", name=name)
    for magic, what in _PICTURES:
        if data.startswith(magic):
            raise SourceError(
                "{name} is {what}; give the workbook, the PDF or text (a scan needs OCR first)", name=name, what=what
            )
    text = _decode_text(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(_BOM, "")
    if len(_CONTROL.findall(text)) > len(text) // 200:
        raise SourceError("{name} is no text file (control characters)", name=name)
    return _CONTROL.sub("", text)


def _decode_text(data: bytes, name: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise SourceError(
                    "{name} begins like {encoding} but is damaged", name=name, encoding=encoding
                ) from error
    if b"\x00" in data:
        return _decode_utf16(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    candidates = []
    for encoding in _LEGACY:
        try:
            candidates.append(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    if not candidates:
        raise SourceError("{name} is no text in UTF-8, UTF-16, CP932 or EUC-JP", name=name)
    # EUC-JP bytes can also be read as CP932, mostly as half-width kana: fewer of those is right.
    return min(candidates, key=lambda text: sum("｡" <= c <= "ﾟ" for c in text))


def _decode_utf16(data: bytes, name: str) -> str:
    """Return UTF-16 without a byte order mark: zero bytes stand in no other text."""
    for encoding, line_end in (("utf-16-le", b"\n\x00"), ("utf-16-be", b"\x00\n")):
        if len(data) % 2 == 0 and data.count(line_end) > 0:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\n" in text and len(re.sub(_NOT_JAPANESE, "", text)) * 2 > len(text):
                return text
    raise SourceError("{name} is no text file (it holds zero bytes)", name=name)


def _dialect(lines: list[str]) -> Dialect:
    """Tell rows of cells from a bare text layer.

    A transcription has a tab in about every second filled line or markup in its cells; the text
    layer of a PDF has neither.
    """
    filled = [line for line in lines if line.strip()]
    with_cells = sum("\t" in line for line in filled)
    marked_up = any(_MARKUP.search(line) for line in filled)
    return "transcribed" if with_cells * 8 >= len(filled) or marked_up else "scrambled"
