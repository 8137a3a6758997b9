"""The shapes drawn on a page, as pdfium gives them: their corners, how they are transformed, their colour."""

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as raw

_WHITE = 250
"""Of 255: from here on print shows no difference from paper."""


class Matrix(NamedTuple):
    """A transformation of places, as PDF writes it."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def of(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def inside(self, outer: "Matrix") -> "Matrix":
        """Return this transformation followed by *outer*."""
        a, b = self.a * outer.a + self.b * outer.c, self.a * outer.b + self.b * outer.d
        c, d = self.c * outer.a + self.d * outer.c, self.c * outer.b + self.d * outer.d
        e, f = outer.of(self.e, self.f)
        return Matrix(a, b, c, d, e, f)


UNIT = Matrix(1, 0, 0, 1, 0, 0)


def matrix_of(handle: Any) -> Matrix:
    """Return how an object of a page is transformed."""
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, found):
        return UNIT
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def point_of(segment: Any) -> tuple[float, float]:
    """Return where a segment of a path ends, in the path's own system."""
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value


def outlines(handle: Any, count: int) -> Iterator[list[tuple[float, float]]]:
    """Return the corners of each stretch of a path; curves end a stretch."""
    points: list[tuple[float, float]] = []
    for n in range(count):
        segment = raw.FPDFPath_GetPathSegment(handle, n)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind != raw.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(point_of(segment))
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            points.append(points[0])
    if len(points) > 1:
        yield points


def is_white(handle: Any, stroke: bool) -> bool:
    """Say whether a shape is drawn in the colour of the paper."""
    parts = [ctypes.c_uint() for _ in range(4)]
    colour = raw.FPDFPageObj_GetStrokeColor if stroke else raw.FPDFPageObj_GetFillColor
    return bool(colour(handle, *parts)) and all(part.value >= _WHITE for part in parts[:3])
