"""Workbooks: the XML of their parts is made, not the bytes of the zip file around it."""

import copy
import io
import random
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from examples import CITY, printed

from promises import promised
from shinkyu.forms.library import load
from workbook_drawing import Drawing
from workbook_forms import Sheets
from workbook_parts import archive, rows, workbook

WORDS = [
    *printed()[:200], '<c r="A1" t="s"><v>0</v></c>', '<row r="1">', "</row>", '<mergeCell ref="A1:B2"/>',
    't="inlineStr"', "<is><t>", 's="1"', "<rPh", "<phoneticPr", 'hidden="1"', 'numFmtId="58"', "&#x3042;", "<![CDATA[",
    "_x000D_", "44000",
    "<strike/>", "<dataValidation ", "<f>", "XFD1048576", "<!--", "xml:space", 't="d"', 't="e"', 't="b"',
]  # fmt: skip

LABELS = printed()
VALUES = (
    "", "0", "1", "-1", "44000", "44000.75", "2958466", "1e309", "nan", "true", "A1", "XFD1048576", "B2:A1", "A1:XFD9",
    "s", "str", "inlineStr", "d", "e", "b", "58", "hidden", "＝", "_x000D_", "\u0301",
    "令和7年7月31日", "[○]", "\U0010fff1",
)  # fmt: skip
"""What an attribute or an element may say."""

_NAME = re.compile(r"[\w./-]+")
_PART = re.compile(rb"@@ ([^\n]*)\n")


def seeds() -> Iterator[bytes]:
    """Yield the parts of a drawn form and of workbooks with what Excel seldom writes."""
    for drawing in (Drawing(), Drawing(boxes="one", one_sheet=True), Drawing(boxes="square", change_rows="merged")):
        sheets = Sheets(drawing)
        sheets.form(load("basic", "2024-10"))
        buffer = io.BytesIO()
        sheets.book.save(buffer)
        yield _flat(buffer.getvalue())
    title = "<si><t>特定個人情報保護評価書（基礎項目評価書）</t></si>"
    spoken = '<si><r><t>a</t></r><rPh sb="0" eb="1"><t>b</t></rPh></si>'
    formats = '<numFmts><numFmt numFmtId="164" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;"/></numFmts>'
    cells = rows('<c r="A1" t="s"><v>0</v></c>', '<c r="A2" t="s"><v>1</v></c><c r="B2" s="1"><v>44000.5</v></c>')
    yield _flat(
        workbook(cells, strings=title + spoken, styles=f"{formats}<cellXfs><xf/><xf numFmtId='164'/></cellXfs>")
    )
    yield _flat(workbook(rows('<c r="A1" t="inlineStr"><is><t>表</t></is></c>'), cells))
    yield min((path.read_bytes() for path in CITY.glob("*/*.xlsx")), key=len)


def ask(data: bytes) -> None:
    """Ask all promises of the workbook with these parts, or of a file as it is."""
    promised(data if data.startswith(b"PK") else _book(data), "fuzz.xlsx")


def changed(data: bytes, chance: random.Random) -> bytes:
    """Return the parts with an element or two lost, doubled, moved or changed in one: they are still XML."""
    found = _PART.split(data)
    parts = range(2, len(found), 2)
    if not parts:
        return data
    n = chance.choice(parts)
    try:
        root = ElementTree.fromstring(found[n])
    except ElementTree.ParseError:
        return data
    for _ in range(chance.randint(1, 4)):
        elements = list(root.iter())
        _change(chance, chance.choice(elements), chance.choice(elements))
    found[n] = ElementTree.tostring(root) + b"\n"
    return b"".join(b"@@ %b\n%b" % pair for pair in zip(found[1::2], found[2::2], strict=True))


def _change(chance: random.Random, element: ElementTree.Element, other: ElementTree.Element) -> None:
    match chance.choice(("lost", "doubled", "copied", "text", "text", "attribute", "attribute", "gone")):
        case "lost" if len(element):
            del element[chance.randrange(len(element))]
        case "doubled" if len(element):
            element.append(copy.deepcopy(element[chance.randrange(len(element))]))
        case "copied" if sum(1 for _ in other.iter()) < 40:
            element.append(copy.deepcopy(other))
        case "gone" if element.attrib:
            del element.attrib[chance.choice(list(element.attrib))]
        case "attribute" if element.attrib or other.attrib:
            name = chance.choice(list(element.attrib or other.attrib))
            element.set(name, chance.choice((*other.attrib.values(), *VALUES)))
        case _:
            element.text = chance.choice((other.text or "", *VALUES, chance.choice(LABELS)))


def _flat(book: bytes) -> bytes:
    """Return the parts of a workbook that are read, each under its name."""
    with zipfile.ZipFile(io.BytesIO(book)) as source:
        names = [name for name in source.namelist() if name.startswith("xl/") and "theme" not in name]
        return b"".join(b"@@ %b\n%b\n" % (name.encode(), source.read(name)) for name in names)


def _book(data: bytes) -> bytes:
    _, *found = _PART.split(data)
    parts = {name.decode("latin-1"): body for name, body in zip(found[::2], found[1::2], strict=True)}
    return archive({name: body for name, body in parts.items() if _NAME.fullmatch(name)}, zipfile.ZIP_STORED)
