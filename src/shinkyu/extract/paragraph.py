"""Soft line ends of a text layer, joined as Japanese is."""

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

_NUMBER = r"[（(][0-9０-９ア-ン一-十]{1,2}[)）]|[0-9０-９]{1,2}[\s　.．、)）]|[ア-ン][.．\s　]|[①-⑳]"
_BEGINS = re.compile(rf"^[　 ]*(?:[・○◯●◇◆■□※→＜<【〔]|{_NUMBER})")
"""A bullet, a number or a title in brackets: an entry of an enumeration begins."""
_HEADED = re.compile(r"^[^。、：:\s]{2,24}[：:]\S")
"""An entry that begins with what it is about: 基本4情報：…"""
_CLOSES = re.compile(r"^[、。，．）)」』】〕〉》・ーァィゥェォッャュョぁぃぅぇぉっゃゅょ]")
"""Characters that no line may begin with; where one does, the layout has wrapped it."""
_LATIN_END = re.compile(r"[A-Za-z0-9,.;:)]$")
_LATIN_BEGIN = re.compile(r"^[A-Za-z0-9(]")
_LATIN_LETTER = re.compile(r"[A-Za-z]")


def begins_paragraph(line: str) -> bool:
    """Say whether *line* is the first of an entry of an enumeration."""
    return bool(_BEGINS.match(line))


def join(first: str, second: str) -> str:
    """Join two lines of one paragraph: a blank only between Latin words."""
    if _CLOSES.match(second) or not (_LATIN_END.search(first) and _LATIN_BEGIN.match(second)):
        return first + second
    words = _LATIN_LETTER.search(first[-1:]) and _LATIN_LETTER.match(second)
    return f"{first} {second}" if words else first + second


def soft_join(lines: Sequence[str], ends: Sequence[bool] | None = None) -> str:
    """Return the lines with soft ends joined and paragraphs on lines of their own.

    Args:
        lines: as printed, without the indentation of their column.
        ends: for each line, whether a paragraph must end there (it is short, the next is indented);
            without it a paragraph ends with 。 or where an enumeration goes on.
    """
    text = ""
    for n, line in enumerate(lines):
        stripped = line.strip()
        if not stripped:
            continue
        hard = ends[n - 1] if ends and n else text.endswith("。")
        if not text:
            text = stripped
        elif _CLOSES.match(stripped) and not stripped.startswith("・"):
            text = join(text, stripped)
        elif hard or begins_paragraph(stripped) or (text.endswith("。") and _HEADED.match(stripped)):
            text += "\n" + stripped
        else:
            text = join(text, stripped)
    return text


def width(text: str) -> int:
    """Return the columns that *text* takes in a fixed-width font; a full-width character has two."""
    stripped = text.rstrip()
    return len(stripped) + sum(east_asian_width(c) in "WFA" for c in stripped)
