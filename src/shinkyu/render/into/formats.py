"""What the formats of a workbook say about cells: font, borders, wrapping."""

from typing import NamedTuple

from shinkyu.render.into.xml import Element, below, elements

_DEFAULT = 11.0
"""Points of a font whose size a file does not say."""


class Format(NamedTuple):
    """A cell format, as far as it decides on heights and on what belongs to a table."""

    font: str = ""
    size: float = _DEFAULT
    bordered: bool = False


class Formats(NamedTuple):
    """The cell formats of a workbook by number, and the size of its default font."""

    cells: tuple[Format, ...]
    default_size: float

    def of(self, style: int) -> Format:
        """Return the format with a number."""
        return self.cells[style] if 0 <= style < len(self.cells) else Format()


def read_formats(data: bytes, name: str) -> Formats:
    """Return the formats that ``styles.xml`` holds."""
    found = elements(data, name)
    fonts: list[tuple[str, float]] = []
    borders: list[bool] = []
    cells: list[Format] = []
    for n, element in enumerate(found):
        inside = element.parents[-1:]
        if element.name == "font" and inside == ("fonts",):
            fonts.append(_font(below(found, n)))
        elif element.name == "border" and inside == ("borders",):
            borders.append(any(side.attributes.get("style", "none") != "none" for side in below(found, n)))
        elif element.name == "xf" and inside == ("cellXfs",):
            font, border = (_index(element.attributes.get(key)) for key in ("fontId", "borderId"))
            family, size = fonts[font] if font < len(fonts) else ("", _DEFAULT)
            cells.append(Format(family, size, border < len(borders) and borders[border]))
    return Formats(tuple(cells), fonts[0][1] if fonts else _DEFAULT)


def _font(inside: list[Element]) -> tuple[str, float]:
    values = {element.name: element.attributes.get("val", "") for element in inside}
    try:
        return values.get("name", ""), float(values.get("sz", _DEFAULT))
    except ValueError:
        return values.get("name", ""), _DEFAULT


def _index(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
