"""The door to pdfium: the characters and the ruled lines of a page, in one plain geometry.

All places are in points from the top left corner of the page as it is shown: x grows to the right,
y grows downwards, whatever rotation the page carries.
"""

import ctypes
import math
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from shinkyu.errors import SourceError
from shinkyu.limits import beyond, limits
from shinkyu.messages import message
from shinkyu.model.source import UNREAD
from shinkyu.sources.pdf_fields import Field, draw_fields
from shinkyu.sources.pdf_paths import UNIT, Matrix, is_white, matrix_of, outlines, point_of
from shinkyu.text.normalise import fold

MAX_SEGMENTS = 20_000
"""Pieces of lines of one page; beyond this they draw a picture and no table."""
MAX_CLIPS = 20
"""Nested clips of one text; print drivers nest three."""
THICKEST_RULE = 3.0
"""Points; a filled shape that is thinner is a line."""
SKEW = 0.8
"""Points that an upright or level line may lean."""
DEEPEST_FORM = 4
"""Forms (page parts used as one object) inside forms; print drivers use one or two."""
SIDEWAYS = 0.6
"""Share of the characters that must stand one way before the page is turned that way."""
SAMPLE = 200
"""Characters of a page that are looked at for it."""
ASCENT = 0.85
"""Part of the em above the base line; Japanese fonts have 0.86 to 0.88."""
FIELD_EM = 10.0
"""Points; size of the mark that stands for what a field does not show."""
SMALLEST_EM = 0.5
"""Points, so that a font of no size divides nothing by zero."""

_PASSWORD, _SECURITY = 4, 5
_HYPHEN, _UNMAPPED = "\x02", "\ufffe"


class Char(NamedTuple):
    """A printed character; ``top`` and ``bottom`` are of its em box, not of its ink."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    run: int
    """Number of the text object it was drawn with; words of different cells are never one object."""

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Place of its middle across the page."""
        return (self.left + self.right) / 2

    @property
    def em(self) -> float:
        """Size of its font."""
        return self.bottom - self.top


class Rule(NamedTuple):
    """A straight ruled line along one axis: at ``at``, from ``start`` to ``end``."""

    at: float
    start: float
    end: float


class Marks(NamedTuple):
    """What is drawn on a page."""

    width: float
    height: float
    chars: list[Char]
    hidden: list[tuple[Char, tuple[float, float]]]
    """Characters of the text layer that the print does not show, cut off by their cell or by the page, each
    with the middle of what it would be shown in."""
    level: list[Rule]
    upright: list[Rule]
    unmapped: int
    """Characters of which the file does not say what they are."""
    cut_below: list[tuple[Char, Char]]
    """Characters of which the lower part is not shown, whether they count as shown or as hidden; each also
    moved up as far as its middle needs to be shown."""
    cut_above: list[Char]
    """Characters of which the upper part is not shown."""
    unread: int = 0
    """Number of fields of a form that hold something else than they show; ``UNREAD`` stands in their place."""


def open_document(data: bytes, name: str) -> pdfium.PdfDocument:
    """Return the opened document.

    Raises:
        SourceError: it is encrypted or damaged.
    """
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (_PASSWORD, _SECURITY):
            raise SourceError("{name} is encrypted; save a copy without a password first", name=name) from None
        raise SourceError("{name} is no readable PDF (it is damaged or has no pages)", name=name) from None


def read_marks(document: pdfium.PdfDocument, number: int, name: str) -> Marks:
    """Return what is drawn on page *number*, counted from 0.

    Raises:
        SourceError: the page is damaged or over the limits.
    """
    title = f"page {number + 1} of {name}"
    try:
        page = document[number]
        try:
            box = page.get_bbox()
            fields = draw_fields(page, title)
            if fields is not None:
                page.close()
                page = document[number]
            text = page.get_textpage()
            try:
                return _Page(page, text, title, box, fields or []).read()
            finally:
                text.close()
        finally:
            page.close()
    except pdfium.PdfiumError:
        raise SourceError(
            "page {number} of {name} is damaged; print the document to PDF again", number=number + 1, name=name
        ) from None


class _Page:
    """One open page."""

    def __init__(
        self,
        page: pdfium.PdfPage,
        text: pdfium.PdfTextPage,
        name: str,
        box: tuple[float, float, float, float],
        fields: list[Field],
    ) -> None:
        self.page = page
        self.text = text
        self.name = name
        self.box = box
        self.fields = fields
        self.turn = _quarter_turns(page) * 90
        self.segments = 0
        self.objects = 0
        self.level: list[Rule] = []
        self.upright: list[Rule] = []
        self.clips: dict[int, tuple[float, float, float, float]] = {}
        self.above: list[Char] = []
        self.below: list[tuple[Char, Char]] = []

    def read(self) -> Marks:
        count = raw.FPDFText_CountChars(self.text.raw)
        if count > limits().page_characters:
            raise beyond(message("{name} has {n} characters", name=self.name, n=f"{count:,}"), "page_characters")
        self.turn = self._upright_turn(count)
        self._objects()
        chars, hidden, unmapped = self._characters(count)
        unread = 0
        for field in self.fields:
            chars, is_unread = self._with_field(chars, field)
            unread += is_unread
        left, bottom, right, top = self.box
        width, height = (right - left, top - bottom) if self.turn % 180 == 0 else (top - bottom, right - left)
        cut = self.below, self.above
        return Marks(width, height, chars, hidden, self.level, self.upright, unmapped, *cut, unread)

    def _with_field(self, chars: list[Char], field: Field) -> tuple[list[Char], bool]:
        """Return the characters, with ``UNREAD`` in a field that shows something else than it holds."""
        left, top, right, bottom = self._rectangle(*field[:4])
        inside = [char for char in chars if left <= char.centre <= right and top <= char.middle <= bottom]
        if field.value is not None and fold(field.value) == fold("".join(char.text for char in inside)):
            return chars, False
        em = min(bottom - top, FIELD_EM)
        middle = (top + bottom) / 2
        mark = Char(UNREAD, left, middle - em / 2, left + em, middle + em / 2, -1 - len(chars))
        return [*chars, mark], True

    # ------------------------------------------------------------------ geometry

    def _place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page's own system is shown."""
        left, bottom, right, top = self.box
        match self.turn:
            case 90:
                return y - bottom, x - left
            case 180:
                return right - x, y - bottom
            case 270:
                return top - y, right - x
        return x - left, top - y

    def _rectangle(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        a, b = self._place(x0, y0)
        c, d = self._place(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def _upright_turn(self, count: int) -> int:
        """Return the turn in which most of the text stands upright, else the page's own."""
        angles = Counter(  # angles count clockwise; a page is turned back against them
            -round(math.degrees(raw.FPDFText_GetCharAngle(self.text.raw, n)) / 90) * 90 % 360
            for n in range(0, count, max(1, count // SAMPLE))
            if raw.FPDFText_IsGenerated(self.text.raw, n) == 0
        )
        angle, number = max(angles.items(), key=lambda item: item[1], default=(0, 0))
        return angle if number > SIDEWAYS * sum(angles.values()) else self.turn

    # ------------------------------------------------------------------ characters

    def _characters(self, count: int) -> tuple[list[Char], list[tuple[Char, tuple[float, float]]], int]:
        handle = self.text.raw
        chars: list[Char] = []
        hidden: list[tuple[Char, tuple[float, float]]] = []
        unmapped = 0
        runs: dict[int, tuple[int, float]] = {}
        box = raw.FS_RECTF()
        base_x, base_y = ctypes.c_double(), ctypes.c_double()
        at_box, at_x, at_y = ctypes.byref(box), ctypes.byref(base_x), ctypes.byref(base_y)
        code, loose, origin = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
        generated, object_of = raw.FPDFText_IsGenerated, raw.FPDFText_GetTextObject
        page = self._rectangle(*self.box)
        high = ""
        for n in range(count):
            value = code(handle, n)
            if value < 0x21 and value != 2 and (value != 0x20 or generated(handle, n) == 1):
                continue
            if 0xD800 <= value < 0xDC00:
                high = chr(value)
                continue
            char = _mapped(value, high)
            high = ""
            if char == _UNMAPPED:
                unmapped += 1
                continue
            loose(handle, n, at_box)
            x0, y0, x1, y1 = self._rectangle(box.left, box.bottom, box.right, box.top)
            origin(handle, n, at_x, at_y)
            _, base = self._place(base_x.value, base_y.value)
            address = ctypes.cast(object_of(handle, n), ctypes.c_void_p).value or 0
            run, em = runs.get(address) or runs.setdefault(address, (len(runs), self._em(n)))
            y0, y1 = base - ASCENT * em, base + (1 - ASCENT) * em
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            left, top, right, bottom = self.clips.get(address, page)
            found = Char(char, x0, y0, x1, y1, run)
            if left <= x <= right and top <= y <= bottom:
                chars.append(found)
            elif not char.isspace():
                hidden.append((found, ((left + right) / 2, (top + bottom) / 2)))
            if left <= x <= right and y0 < top < y1:
                self.above.append(found)
            elif left <= x <= right and y0 < bottom < y1:
                up = max(0.0, y - bottom + 0.1)
                self.below.append((found, found._replace(top=y0 - up, bottom=y1 - up)))
        return chars, hidden, unmapped

    def _em(self, n: int) -> float:
        """Return the size of the font of a character as shown."""
        matrix = raw.FS_MATRIX()
        scale = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(self.text.raw, n, matrix) else 1.0
        return max(SMALLEST_EM, float(raw.FPDFText_GetFontSize(self.text.raw, n)) * scale)

    # ------------------------------------------------------------------ lines and clips

    def _objects(self) -> None:
        count = raw.FPDFPage_CountObjects(self.page.raw)
        self._count(count)
        for n in range(count):
            self._object(raw.FPDFPage_GetObject(self.page.raw, n), UNIT, 0)

    def _count(self, more: int) -> None:
        """Count objects of the page; a form that is drawn many times counts each time."""
        self.objects += more
        if self.objects > limits().page_objects:
            raise beyond(
                message("{name} has more than {n} objects", name=self.name, n=f"{limits().page_objects:,}"),
                "page_objects",
            )

    def _object(self, handle: Any, outer: "Matrix", depth: int) -> None:
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(handle, outer)
        elif kind == raw.FPDF_PAGEOBJ_TEXT and depth == 0:
            self._clip(handle)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
            inner = matrix_of(handle).inside(outer)
            inside = raw.FPDFFormObj_CountObjects(handle)
            self._count(max(0, inside))
            for n in range(inside):
                self._object(raw.FPDFFormObj_GetObject(handle, n), inner, depth + 1)

    def _clip(self, handle: Any) -> None:
        """Keep the rectangle outside of which a text is not shown."""
        path = raw.FPDFPageObj_GetClipPath(handle)
        count = raw.FPDFClipPath_CountPaths(path)
        if count <= 0:
            return
        sides = self._rectangle(*self.box)
        for n in range(min(count, MAX_CLIPS)):
            points = [
                self._place(*point_of(raw.FPDFClipPath_GetPathSegment(path, n, k)))
                for k in range(max(0, raw.FPDFClipPath_CountPathSegments(path, n)))
            ]
            if not points:
                continue
            xs, ys = [x for x, _ in points], [y for _, y in points]
            sides = max(sides[0], min(xs)), max(sides[1], min(ys)), min(sides[2], max(xs)), min(sides[3], max(ys))
        self.clips[ctypes.cast(handle, ctypes.c_void_p).value or 0] = sides

    def _path(self, handle: Any, outer: "Matrix") -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(handle, fill, stroke)
        count = raw.FPDFPath_CountSegments(handle)
        self.segments += count
        if self.segments > MAX_SEGMENTS or not (fill.value or stroke.value) or is_white(handle, bool(stroke.value)):
            return
        matrix = matrix_of(handle).inside(outer)
        for points in outlines(handle, count):
            shown = [self._place(*matrix.of(x, y)) for x, y in points]
            if stroke.value:
                for (x0, y0), (x1, y1) in pairwise(shown):
                    self._rule(x0, y0, x1, y1)
            else:
                self._thin_shape(shown)

    def _thin_shape(self, points: list[tuple[float, float]]) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if bottom - top <= THICKEST_RULE:
            self.level.append(Rule((top + bottom) / 2, left, right))
        if right - left <= THICKEST_RULE:
            self.upright.append(Rule((left + right) / 2, top, bottom))

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if abs(y1 - y0) <= SKEW and abs(x1 - x0) > SKEW:
            self.level.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= SKEW:
            self.upright.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _quarter_turns(page: pdfium.PdfPage) -> int:
    """Return by how many quarters a page is turned, clockwise; what is no page (a loop in the page tree) has none."""
    turns = raw.FPDFPage_GetRotation(page.raw)
    if not 0 <= turns <= 3:
        raise pdfium.PdfiumError(f"turned by {turns} quarters")
    return int(turns)


def _mapped(value: int, high: str) -> str:
    """Return the character of a code; look-alike radicals become the characters that they were printed for."""
    if high and 0xDC00 <= value < 0xE000:
        return (high + chr(value)).encode("utf-16", "surrogatepass").decode("utf-16")
    char = chr(value)
    if char == _HYPHEN:
        return "-"
    if 0xD800 <= value < 0xE000 or value in (0xFFFE, 0xFFFF, 0xFFFD):
        return _UNMAPPED
    # Fonts that share a glyph give ⽇ (a radical) for 日: the file's slip, not the office's spelling.
    if 0x2F00 <= value < 0x2FD6:
        return unicodedata.normalize("NFKC", char)
    return " " if char == "\xa0" else char
