"""How long reading takes, where the time goes, and how other readers do on the same files, in one run.

    tox -e bench
    python tests/benchmarks/reading.py [--long 250]

Peers that are not installed are left out.  Cells exact: of what the workbook says in free texts, dates and
cells of the 変更箇所 table, the share that a reader of the PDF gives back as one cell, white space aside; a
cell that goes on over a page end must come back whole.  Times are of one processor, but for the long PDF.
"""

import argparse
import importlib
import importlib.util
import io
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import openpyxl
import pypdfium2

from shinkyu import pipeline
from shinkyu.extract import extract
from shinkyu.forms.library import recognise
from shinkyu.model.document import DateItem, TextItem
from shinkyu.model.source import Layout
from shinkyu.sources import pdf_pages
from shinkyu.sources.pdf import read_pdf
from shinkyu.sources.pdf_lattice import build_lattice
from shinkyu.sources.pdf_objects import open_document, read_marks
from shinkyu.sources.pdf_page import read_page
from shinkyu.sources.xlsx import read_xlsx
from shinkyu.sources.xlsx_book import read_book
from shinkyu.sources.xlsx_grid import read_grid
from shinkyu.sources.xlsx_package import Package
from shinkyu.sources.xlsx_rows import printed_rows
from shinkyu.sources.xlsx_sheet import Budget, read_sheet

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi"
ROUNDS = 3
"""Each figure is the best of so many runs: what else the machine does only makes it slower."""


def best(work: Callable[[], object]) -> float:
    """Return the seconds of the quickest of some runs."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def squeezed(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


# ---------------------------------------------------------------------------- PDF


def entries(workbook: bytes) -> Counter[str]:
    """Return what the workbook says: free texts, dates and the cells of the 変更箇所 table."""
    document = pipeline.read(workbook, "workbook").document
    found = [_written(item) for item in document.items if isinstance(item, TextItem | DateItem)]
    for row in document.declared or ():
        found += [row.date.text, row.item, "".join(row.before), "".join(row.after), row.timing, row.explanation]
    return Counter(text for text in map(squeezed, found) if text)


def _written(item: TextItem | DateItem) -> str:
    if isinstance(item, TextItem):
        return "".join(item.value)
    return item.value.text if item.value else ""


def exact(wanted: Counter[str], cells: Iterable[str | None]) -> float:
    """Return the share of the wanted texts that are cells, in per cent."""
    found = Counter(map(squeezed, cells))
    return 100 * sum((wanted & found).values()) / sum(wanted.values())


def own_cells(data: bytes) -> list[str]:
    return [cell.text for row in read_pdf(data, "a.pdf").rows for cell in row.cells]


def plumber_cells(data: bytes) -> list[str | None]:
    """Return the cells of pdfplumber's tables and the lines outside of them."""
    pdfplumber = importlib.import_module("pdfplumber")
    found: list[str | None] = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            tables = page.find_tables()
            for table in tables:
                found.extend(cell for row in table.extract() for cell in row)
            outside = page
            for table in tables:
                outside = outside.outside_bbox(table.bbox, strict=False)
            found.extend((outside.extract_text() or "").split("\n"))
    return found


def pdf_engines() -> None:
    print("\nengine              ms a page   cells exact")
    files = [path.read_bytes() for path in sorted(EXAMPLES.glob("*/*.pdf"))]
    wanted = [entries(path.read_bytes()) for path in sorted(EXAMPLES.glob("*/*.xlsx"))]
    pages = sum(len(pypdfium2.PdfDocument(data)) for data in files)
    engines: list[tuple[str, Callable[[bytes], list[Any]]]] = [("pypdfium2, shinkyu", own_cells)]
    if importlib.util.find_spec("pdfplumber"):
        engines.append(("pdfplumber", plumber_cells))
    for name, engine in engines:
        start = process_time()
        shares = [exact(texts, engine(data)) for texts, data in zip(wanted, files, strict=True)]
        seconds = process_time() - start
        if engine is own_cells:
            seconds = best(lambda: [own_cells(data) for data in files])
        print(f"{name:20}{1000 * seconds / pages:9.1f}   {sum(shares) / len(shares):10.1f} %")
    if shutil.which("pdftotext"):
        for option in ("-layout", "-raw"):
            start = perf_counter()
            for data in files:
                subprocess.run(["pdftotext", option, "-", "-"], input=data, capture_output=True, check=True)
            print(f"pdftotext {option:10}{1000 * (perf_counter() - start) / pages:9.1f}   {'no cells':>10}")


def pdf_steps() -> None:
    path = EXAMPLES / "14-all-item" / "2025-03-28.pdf"
    data = path.read_bytes()
    document = open_document(data, path.name)
    count = len(document)
    marks = [read_marks(document, n, path.name) for n in range(count)]
    layout = read_pdf(data, path.name)
    whole = best(lambda: read_pdf(data, path.name))
    objects = best(lambda: [read_marks(document, n, path.name) for n in range(count)])
    lattice = best(lambda: [build_lattice(m.level, m.upright) for m in marks])
    rows = best(lambda: [read_page(m, n + 1) for n, m in enumerate(marks)]) - lattice
    steps = {"characters and lines": objects, "lattice": lattice, "cells and their text": rows}
    steps["page ends, furniture"] = max(0.0, whole - objects - lattice - rows)
    shares(f"{path.name} ({count} pages)", steps | meaning(layout))


def long_pdf(pages: int) -> None:
    """Read a long PDF in one process and in several; the memory is that of a process of its own."""
    source = pypdfium2.PdfDocument(EXAMPLES / "14-all-item" / "2025-03-28.pdf")
    long = pypdfium2.PdfDocument.new()
    while len(long) < pages:
        long.import_pages(source)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        long.save(path)
        print(f"\n{len(long)} pages of one PDF      ms a page   peak memory")
        for name, limit in (("one process", 1), ("several processes", pdf_pages.MOST_PROCESSES)):
            run = [sys.executable, __file__, "--measure", str(path), "--processes", str(limit)]
            seconds, memory = subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()
            print(f"{name:22}{1000 * float(seconds) / len(long):13.1f}{int(memory) // 1024:11} MB")


def measure(path: str, processes: int) -> None:
    pdf_pages.MOST_PROCESSES = processes
    data = Path(path).read_bytes()
    start = perf_counter()
    read_pdf(data, path)
    seconds = perf_counter() - start
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    print(seconds, max(resource.getrusage(kind).ru_maxrss for kind in kinds))


# ---------------------------------------------------------------------------- workbook


def sixteen_sheets() -> bytes:
    """Return a workbook of 16 sheets with 2,000 merged ranges on 方眼紙, as the issue of such books asks for."""
    book = openpyxl.Workbook()
    for n in range(16):
        sheet = book.worksheets[0] if n == 0 else book.create_sheet(f"{n + 1}")
        for row in range(1, 126):
            sheet.cell(row, 2, "①事務の名称" if row % 2 else "具体的な方法")
            sheet.cell(row, 11, "国民年金の資格取得、喪失の届出を受理し、内容を審査する。" * 3)
            sheet.merge_cells(start_row=row, start_column=11, end_row=row, end_column=41)
            for column in range(12, 42):
                sheet.cell(row, column).number_format = "@"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbooks() -> None:
    books = [("14-all-item/2025-03-28.xlsx", (EXAMPLES / "14-all-item" / "2025-03-28.xlsx").read_bytes())]
    books.append(("16 sheets, 2,000 merged", sixteen_sheets()))
    print("\nworkbook                          shinkyu   openpyxl   calamine (values, merged ranges)")
    for name, data in books:
        figures = [1000 * best(lambda data=data: read_xlsx(data, "a.xlsx"))]
        figures.append(1000 * best(lambda data=data: _all_values(data)))
        if importlib.util.find_spec("python_calamine"):
            figures.append(1000 * best(lambda data=data: _calamine(data)))
        print(f"{name:28}" + "".join(f"{figure:10.0f} ms" for figure in figures))
    data = books[0][1]
    package = Package(data, "a.xlsx")
    book = read_book(package)
    entries = book.sheets

    def sheets() -> list[Any]:
        again = Package(data, "a.xlsx")
        known = read_book(again)
        return [read_sheet(known, entry, Budget(again)) for entry in known.sheets]

    read = sheets()
    grids = [read_grid(sheet, e.printed_columns, package) for sheet, e in zip(read, entries, strict=True)]
    layout = read_xlsx(data, "a.xlsx")
    steps = {
        "XML": best(sheets),
        "grid": best(lambda: [read_grid(s, e.printed_columns, package) for s, e in zip(read, entries, strict=True)]),
        "rows": best(lambda: [printed_rows(grid.rows) for grid in grids]),
    }
    shares(books[0][0], steps | meaning(layout))


def _all_values(data: bytes) -> object:
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    return [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets]


def _calamine(data: bytes) -> object:
    calamine = importlib.import_module("python_calamine")
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    return [(sheet.to_python(), sheet.merged_cell_ranges) for sheet in sheets]


# ---------------------------------------------------------------------------- what follows


def meaning(layout: Layout) -> dict[str, float]:
    """Return the time of the steps after the source."""
    lines = ["\t".join(cell.text for cell in row.cells) for row in layout.rows]
    template = recognise(lines)
    return {"form recognised": best(lambda: recognise(lines)), "items": best(lambda: extract(layout, template))}


def shares(name: str, steps: dict[str, float]) -> None:
    whole = sum(steps.values())
    print(f"\n{name}: {1000 * whole:.0f} ms")
    for step, seconds in steps.items():
        print(f"    {step:24}{1000 * seconds:8.0f} ms {100 * seconds / whole:5.0f} %")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", type=int, default=250, help="pages of the long PDF; 0 leaves it out")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    parser.add_argument("--processes", type=int, default=1, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        measure(arguments.measure, arguments.processes)
        return
    pdf_engines()
    pdf_steps()
    if arguments.long:
        long_pdf(arguments.long)
    workbooks()


if __name__ == "__main__":
    main()
