"""The zip file of a workbook and its XML parts, read within limits.

Only the parts that are asked for are unpacked.  A document type declaration, the one way to declare
an entity, is refused wherever it stands: no part of a workbook has one.
"""

import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from shinkyu.errors import LimitError, SourceError
from shinkyu.limits import MEGABYTE, beyond, limits
from shinkyu.messages import Message, message

MAX_PARTS = 5_000
"""Files in the zip; a workbook of 16 sheets has 40."""
MAX_DEPTH = 64
"""Elements inside one another; a sheet has eight."""

_CHUNK = 1 << 16
_ENCRYPTED = 0x1
"""Bit of a zip entry's flags."""


class PartReader:
    """Base of what reads one XML part: told of elements by local name, and of the text it asked for."""

    def __init__(self) -> None:
        self.text: list[str] | None = None
        """Text of the element being read; None while text is of no interest."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def take_text(self) -> str:
        """Return the text collected and stop collecting."""
        text = "".join(self.text or ())
        self.text = None
        return text


class Refusals:
    """What is said of a workbook that is not read."""

    def __init__(self, name: str) -> None:
        self.name = name

    def damaged(self) -> SourceError:
        """Return the error for a file that is no whole workbook."""
        return SourceError("{name} is a damaged workbook; open it in Excel, save it anew and try again", name=self.name)

    def refused(self, why: Message) -> SourceError:
        """Return the error for a workbook that holds what none holds."""
        return LimitError("{name} is refused: {why}", name=self.name, why=why)

    def beyond(self, why: Message, name: str) -> SourceError:
        """Return the error for a workbook beyond the limit *name*."""
        return beyond(message("{name} is refused: {why}", name=self.name, why=why), name)


class Package(Refusals):
    """A zip file of which parts are read one by one."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(name)
        self.read = 0
        try:
            self.zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self.damaged() from error
        entries = self.zip.infolist()
        if len(entries) > MAX_PARTS:
            raise LimitError("{name} holds more than {n} files, which no workbook does", name=name, n=MAX_PARTS)
        self.parts = {entry.filename: entry for entry in entries}

    def __contains__(self, part: str) -> bool:
        return part in self.parts

    def parse(self, part: str, reader: PartReader) -> None:
        """Read *part* with *reader*.

        Raises:
            SourceError: damaged, encrypted, beyond a limit, or with a document type declaration.
        """
        entry = self.parts.get(part)
        if entry is None:
            raise self.damaged()
        if entry.flag_bits & _ENCRYPTED:
            raise SourceError("{name} is protected by a password; save a copy without one", name=self.name)
        self.read += entry.file_size
        if entry.file_size > limits().part_mb * MEGABYTE:
            unpacked = f"{entry.file_size // MEGABYTE:,}"
            raise self.beyond(message("its part {part} unpacks to {n} MB", part=part, n=unpacked), "part_mb")
        if self.read > limits().unpacked_mb * MEGABYTE:
            most = f"{limits().unpacked_mb:,}"
            raise self.beyond(message("its parts unpack to more than {n} MB", n=most), "unpacked_mb")
        parser = self._parser(reader)
        try:
            with self.zip.open(entry) as stream:
                # the zip library itself stops at the size that the entry declares
                while chunk := stream.read(_CHUNK):
                    parser.Parse(chunk, False)
                parser.Parse(b"", True)
        except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, ValueError, KeyError) as error:
            raise self.damaged() from error
        except (NotImplementedError, RuntimeError) as error:
            raise self.refused(message("it is packed in a way that Excel does not use")) from error

    def _parser(self, reader: PartReader) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        depth = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > MAX_DEPTH:
                raise self.refused(message("its elements are nested more than {n} deep", n=MAX_DEPTH))
            reader.start(local(tag), attributes)

        def end(tag: str) -> None:
            nonlocal depth
            depth -= 1
            reader.end(local(tag))

        def data(text: str) -> None:
            if reader.text is not None:
                reader.text.append(text)

        def doctype(*_: object) -> None:
            raise self.refused(message("its XML declares a document type, which no workbook does"))

        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = data
        parser.StartDoctypeDeclHandler = doctype
        parser.EntityDeclHandler = doctype
        return parser


def local(name: str) -> str:
    """Return the name of an element or attribute without its prefix, which the producer chooses."""
    return name.rpartition(":")[2] if ":" in name else name


def flag(attributes: dict[str, str], name: str, default: str = "0") -> bool:
    """Return a yes-or-no attribute."""
    return attributes.get(name, default) in ("1", "true", "on")


def whole(attributes: dict[str, str], name: str, default: int = 0) -> int:
    """Return a number among the attributes; what is none counts as the default."""
    text = attributes.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
