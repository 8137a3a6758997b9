"""What the sheets of a workbook have in common: their list, styles, strings."""

import re
from typing import NamedTuple

from shinkyu.messages import message
from shinkyu.sources.xlsx_formats import BUILTIN, GENERAL, LONGEST_CODE
from shinkyu.sources.xlsx_package import Package, PartReader, flag, local, whole
from shinkyu.sources.xlsx_text import RichText, Text, check_length
from shinkyu.text.cell_names import column_number

MAX_SHEETS = 500
"""An assessment has one sheet a part, 20 at most; some offices keep old versions beside."""
MAX_STRINGS = 500_000
WORKBOOK = "xl/workbook.xml"

_COLUMNS_OF_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?[0-9]*:\$?([A-Z]{1,3})\$?[0-9]*$")


class SheetEntry(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    part: str
    printed_columns: tuple[tuple[int, int], ...]
    """First and last columns of the print area; empty where it limits no columns."""
    number: int = 0
    """From 0 among all sheets, the hidden ones too."""


class Style(NamedTuple):
    """What the format of a cell says about its content."""

    code: str = GENERAL
    struck: bool = False


class Book(NamedTuple):
    """Everything sheets have in common."""

    package: Package
    sheets: tuple[SheetEntry, ...]
    """The visible ones, in the order of their tabs."""
    styles: tuple[Style, ...]
    strings: tuple[Text, ...]
    from_1904: bool
    recalculated: bool = False
    """The results of its formulas are out of date: the program that wrote it leaves them to the next one."""


def read_book(package: Package) -> Book:
    """Return the list of sheets, the styles and the strings of a workbook."""
    links = _Links()
    package.parse("xl/_rels/workbook.xml.rels", links)
    workbook = _Workbook(package, links.parts)
    package.parse(WORKBOOK, workbook)
    styles, strings = _Styles(), _Strings(package)
    for kind, reader in (("styles", styles), ("sharedStrings", strings)):
        part = links.by_kind.get(kind, f"xl/{kind}.xml")
        if part in package:
            package.parse(part, reader)
    return Book(
        package,
        workbook.visible(),
        tuple(styles.styles),
        tuple(strings.found),
        workbook.from_1904,
        workbook.recalculated,
    )


class _Links(PartReader):
    """Where the parts of the workbook stand."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, tuple[str, str]] = {}
        self.by_kind: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = attributes.get("Target", "")
            part = target[1:] if target.startswith("/") else "xl/" + target
            self.parts[attributes.get("Id", "")] = (kind, part)
            self.by_kind.setdefault(kind, part)


class _Workbook(PartReader):
    """The sheets and their print areas."""

    def __init__(self, package: Package, links: dict[str, tuple[str, str]]) -> None:
        super().__init__()
        self.package = package
        self.links = links
        self.from_1904 = self.recalculated = False
        self.sheets: list[tuple[str, str, bool]] = []
        self.areas: dict[int, str] = {}
        self.area_of: int | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.from_1904 = flag(attributes, "date1904")
        elif name == "calcPr":
            self.recalculated = flag(attributes, "fullCalcOnLoad")
        elif name == "sheet":
            link = next((value for key, value in attributes.items() if local(key) == "id"), "")
            kind, part = self.links.get(link, ("", ""))
            visible = attributes.get("state", "visible") == "visible" and kind == "worksheet"
            self.sheets.append((attributes.get("name", ""), part, visible))
            if len(self.sheets) > MAX_SHEETS:
                raise self.package.refused(message("it has more than {n} sheets", n=f"{MAX_SHEETS:,}"))
        elif name == "definedName" and attributes.get("name") == "_xlnm.Print_Area":
            number = attributes.get("localSheetId", "")
            if number.isascii() and number.isdigit() and len(number) < 10:
                self.area_of, self.text = int(number), []

    def end(self, name: str) -> None:
        if name == "definedName" and self.area_of is not None:
            self.areas[self.area_of] = self.take_text()
            self.area_of = None

    def visible(self) -> tuple[SheetEntry, ...]:
        """Return the sheets that can be seen, in the order of their tabs."""
        return tuple(
            SheetEntry(name, part, columns_of(self.areas.get(n, "")), n)
            for n, (name, part, visible) in enumerate(self.sheets)
            if visible
        )


def columns_of(area: str) -> tuple[tuple[int, int], ...]:
    """Return the columns of a print area (``'Ⅰ'!$A$1:$AO$59``); none where it is not understood."""
    found = []
    for piece in area.split(","):
        match = _COLUMNS_OF_RANGE.search(piece)
        if not match:
            return ()
        found.append((column_number(match.group(1)), column_number(match.group(2))))
    return tuple(found)


class _Styles(PartReader):
    """Number format and strike-through of each cell format."""

    def __init__(self) -> None:
        super().__init__()
        self.codes = dict(BUILTIN)
        self.fonts: list[bool] = []
        self.styles: list[Style] = []
        self.inside = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("fonts", "cellXfs", "cellStyleXfs", "dxfs", "numFmts"):
            self.inside = name
        elif name == "numFmt" and self.inside == "numFmts":
            self.codes[whole(attributes, "numFmtId")] = attributes.get("formatCode", GENERAL)[:LONGEST_CODE]
        elif name == "font" and self.inside == "fonts":
            self.fonts.append(False)
        elif name == "strike" and self.inside == "fonts" and self.fonts:
            self.fonts[-1] = flag(attributes, "val", "1")
        elif name == "xf" and self.inside == "cellXfs":
            font = whole(attributes, "fontId")
            code = self.codes.get(whole(attributes, "numFmtId"), GENERAL)
            self.styles.append(Style(code, 0 <= font < len(self.fonts) and self.fonts[font]))

    def end(self, name: str) -> None:
        if name == self.inside:
            self.inside = ""


class _Strings(RichText):
    """The table of strings that cells name by number."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self.package = package
        self.found: list[Text] = []
        self.begin_string()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.begin_string()
        else:
            self.take_rich(name, attributes)

    def end(self, name: str) -> None:
        if name != "si":
            self.end_rich(name)
            return
        text = self.rich_text()
        check_length(text, self.package)
        self.found.append(text)
        if len(self.found) > MAX_STRINGS:
            raise self.package.refused(message("it holds more than {n} different texts", n=f"{MAX_STRINGS:,}"))
