"""Workbooks put together from XML, for what openpyxl does not write."""

import io
import zipfile

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(
    *sheets: str,
    strings: str = "",
    styles: str = "",
    after_sheets: str = "",
    compression: int = zipfile.ZIP_DEFLATED,
    **others: str | bytes,
) -> bytes:
    """Return a workbook of sheets given as XML (``<sheetData>…``), with strings (``<si>…``) and styles.

    What the list of the sheets does not hold (``<calcPr/>``) stands *after_sheets*.
    """
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(sheets) + 1))
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{listed}</sheets>{after_sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships {RELATIONS}>{links}</Relationships>",
        **{f"xl/worksheets/sheet{n}.xml": sheet_part(xml) for n, xml in enumerate(sheets, start=1)},
        "xl/sharedStrings.xml": f"<sst {MAIN}>{strings}</sst>",
        "xl/styles.xml": f"<styleSheet {MAIN}>{styles}</styleSheet>",
    }
    return archive(parts | others, compression)


def sheet_part(xml: str) -> str:
    """Return the part of a sheet; XML that declares itself is taken as it is."""
    return xml if xml.startswith("<?xml") else f"<worksheet {MAIN}>{xml}</worksheet>"


def archive(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return buffer.getvalue()


def rows(*rows: str) -> str:
    """Return ``sheetData`` of rows given as the XML of their cells."""
    return "<sheetData>" + "".join(f'<row r="{n}">{row}</row>' for n, row in enumerate(rows, start=1)) + "</sheetData>"
