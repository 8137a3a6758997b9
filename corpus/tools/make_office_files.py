"""Write each example version as a workbook and print it to PDF.

    python corpus/tools/make_office_files.py            every version
    python corpus/tools/make_office_files.py 8-priority the versions of one assessment

Needs openpyxl and, for the PDFs, LibreOffice (`soffice`, Debian package libreoffice-calc-nogui) with a
Japanese font (fonts-ipafont). Neither is needed to use the examples.
"""

from __future__ import annotations

import datetime
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import care_insurance
import vaccination
from contents import pieces
from make_examples import CORPUS, versions
from workbook import ONE_SHEET, PARTS, PHONETIC, draw

MANNERS = {"sumihara-shi/8-priority": PARTS, "sumihara-shi/14-all-item": ONE_SHEET}
MADE = (2025, 1, 1, 0, 0, 0)
"""Time in each zip entry, so that the same data give the same bytes."""


def workbook_bytes(book) -> bytes:
    """The bytes of a workbook: furigana put in, which openpyxl cannot write, and no time of making."""
    book.properties.creator = "澄原市"
    book.properties.created = book.properties.modified = datetime.datetime(*MADE)
    written = io.BytesIO()
    book.save(written)
    out = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "xl/sharedStrings.xml":
                data = _with_furigana(data.decode("utf-8")).encode("utf-8")
            if entry.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2025-01-01T00:00:00Z", data)
            new.writestr(zipfile.ZipInfo(entry.filename, MADE), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _with_furigana(strings: str) -> str:
    def phonetic(match: re.Match[str]) -> str:
        words = next((word for word in PHONETIC if word in match.group(2)), None)
        if words is None:
            return match.group()
        start = match.group(2).index(words)
        reading = f'<rPh sb="{start}" eb="{start + len(words)}"><t>{PHONETIC[words]}</t></rPh>'
        return f"<si>{match.group(1)}{match.group(2)}</t>{reading}</si>"

    return re.sub(r"<si>(<t[^>]*>)([^<]*)</t></si>", phonetic, strings)


def print_pdf(workbook: Path) -> None:
    """Print a workbook to a PDF beside it."""
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            [
                *("soffice", "--headless", f"-env:UserInstallation=file://{home}"),
                *("--convert-to", "pdf", "--outdir", str(workbook.parent), str(workbook)),
            ],
            check=True,
            capture_output=True,
        )


def main(arguments: list[str]) -> int:
    for assessment in (care_insurance.ASSESSMENT, vaccination.ASSESSMENT):
        if arguments and not any(argument in assessment.folder for argument in arguments):
            continue
        for version in versions(assessment):
            content = list(pieces(assessment, version.values, version.rows))
            path = CORPUS / assessment.folder / f"{version.published}.xlsx"
            path.write_bytes(workbook_bytes(draw(content, MANNERS[assessment.folder])))
            print_pdf(path)
            sizes = [path.with_suffix(end).stat().st_size // 1000 for end in (".xlsx", ".pdf")]
            print(f"{path.relative_to(CORPUS)}: {sizes[0]} kB, PDF {sizes[1]} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
