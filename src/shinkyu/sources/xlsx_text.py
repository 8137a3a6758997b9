"""Strings of a workbook: runs put together, struck runs and furigana apart."""

import re
from typing import NamedTuple

from shinkyu.limits import limits
from shinkyu.messages import message
from shinkyu.sources.xlsx_package import PartReader, Refusals, flag

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Text(NamedTuple):
    """A string of the workbook, its struck runs apart."""

    kept: str
    own_font: str = ""
    """The runs of it that have a font of their own: what is left where the cell's font is struck."""
    struck: str = ""


class RichText(PartReader):
    """Puts the runs of a string together; struck ones and furigana (``rPh``) are left out."""

    def begin_string(self) -> None:
        """Note that a string begins."""
        self.kept: list[str] = []
        self.own_font: list[str] = []
        self.struck_runs: list[str] = []
        self.struck = self.has_font = self.phonetic = False

    def take_rich(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element inside a string."""
        if name == "rPh":
            self.phonetic = True
        elif name == "r":
            self.struck = self.has_font = False
        elif name == "rPr":
            self.has_font = True
        elif name == "strike":
            self.struck = flag(attributes, "val", "1")
        elif name == "t":
            self.text = []

    def end_rich(self, name: str) -> None:
        """Take the end of an element inside a string."""
        if name == "rPh":
            self.phonetic = False
        elif name == "r":
            self.struck = self.has_font = False
        elif name == "t":
            text = self.take_text()
            if self.phonetic:
                return
            (self.struck_runs if self.struck else self.kept).append(text)
            if self.has_font and not self.struck:
                self.own_font.append(text)

    def rich_text(self) -> Text:
        """Return the string that ended."""
        kept, own_font, struck = ("".join(runs) for runs in (self.kept, self.own_font, self.struck_runs))
        return Text(clean(kept), clean(own_font), clean(struck))


def check_length(text: Text, package: Refusals) -> None:
    """Refuse a workbook with a text that no cell of Excel can hold."""
    most = limits().cell_characters
    if len(text.kept) + len(text.struck) > most:
        raise package.beyond(message("a cell holds more than {n} characters", n=f"{most:,}"), "cell_characters")


def clean(text: str) -> str:
    """Return a text with line ends as LF and without other control characters; ``_x000D_`` is one."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)
        text = "".join(c for c in text if not "\ud800" <= c <= "\udfff")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _CONTROL.sub("", text)
