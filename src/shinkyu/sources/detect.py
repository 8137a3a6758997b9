"""Which kind of file it is: told by what is in it, never by its name."""

from shinkyu.errors import SourceError
from shinkyu.limits import MEGABYTE, beyond, limits
from shinkyu.messages import message
from shinkyu.model.source import Layout
from shinkyu.sources import plain

PDF_WITHIN = 1024
"""Bytes in which a PDF names itself; some programs write a few bytes before it."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Container of the old Office formats; Excel also puts a workbook with a password into one."""
_XLS = "Workbook"
"""The stream of Excel 97 to 2003."""
_IN_OLE = (
    ("EncryptedPackage", message("is protected by a password; save a copy without one")),
    ("Book", message("is a workbook of Excel 95 or older; save it as .xlsx in Excel")),
    ("WordDocument", message("is a Word file; this program reads workbooks (.xlsx), PDF and text")),
)
_IN_ZIP = (
    ("xl/workbook.bin", message("is a binary workbook (.xlsb); save it as .xlsx in Excel")),
    ("word/document.xml", message("is a Word file; this program reads workbooks (.xlsx), PDF and text")),
    ("content.xml", message("is an OpenDocument file; save it as .xlsx")),
)


def is_text(data: bytes) -> bool:
    """Say whether a file is read as text, if at all."""
    return not (data.startswith((_ZIP, _OLE)) or _is_pdf(data))


def load_reader(data: bytes) -> None:
    """Load what reads such a file, which takes long for some; nothing of the file is looked at but its first bytes."""
    if data.startswith(_ZIP):
        import shinkyu.sources.xlsx
    elif data.startswith(_OLE):
        import shinkyu.sources.xls
    elif _is_pdf(data):
        import shinkyu.sources.pdf  # noqa: F401


def read_layout(data: bytes, name: str) -> Layout:
    """Return what a workbook, a PDF or a text file holds, read in this process; see ``reading``.

    Args:
        data: the bytes of the file.
        name: the file's name, for messages and provenance.

    Raises:
        SourceError: a file of another kind, damaged, or beyond a limit; the text says what to do.
    """
    most = limits()
    if len(data) > most.file_mb * MEGABYTE:
        raise beyond(
            message("{name} is larger than {n} MB, which no assessment is", name=name, n=most.file_mb), "file_mb"
        )
    if data.startswith(_ZIP):
        from shinkyu.sources.xlsx import read_xlsx  # most of what is read is text, which needs no reader of XML

        _refuse_other_zip(data, name)
        return read_xlsx(data, name)
    if data.startswith(_OLE):
        return _read_ole(data, name)
    if _is_pdf(data):
        from shinkyu.sources.pdf import read_pdf  # its libraries take long to load

        return read_pdf(data, name)
    return plain.read_layout(data, name)


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:PDF_WITHIN]


def _refuse_other_zip(data: bytes, name: str) -> None:
    import zipfile
    from io import BytesIO

    from shinkyu.sources.xlsx_book import WORKBOOK

    try:
        parts = frozenset(zipfile.ZipFile(BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return  # what is damaged is told when it is read
    if WORKBOOK not in parts:
        what = next(
            (text for part, text in _IN_ZIP if part in parts), message("is a zip file without a workbook in it")
        )
        raise SourceError("{name} {what}", name=name, what=what)


def _read_ole(data: bytes, name: str) -> Layout:
    """Read the workbook in an OLE container; say what else it holds, by the names of its streams."""
    if _has_stream(data, _XLS) and not _has_stream(data, _IN_OLE[0][0]):
        from shinkyu.sources.xls import read_xls  # its library is for few files

        return read_xls(data, name)
    what = next(
        (text for stream, text in _IN_OLE if _has_stream(data, stream)),
        message("is an old Office file that holds no whole workbook; open it in Excel and save it as .xlsx"),
    )
    raise SourceError("{name} {what}", name=name, what=what)


def _has_stream(data: bytes, stream: str) -> bool:
    return (stream + "\x00").encode("utf-16-le") in data
