"""Markup that a transcription leaves in its cells, taken off without losing what it says."""

import html
import re

from shinkyu.model.source import UNREAD

OFF, ON, RADIO, RADIO_ON = "\x0e", "\x0f", "\x10", "\x11"
"""Stand-ins for ``<input>`` elements: unchecked box, checked box, radio button without a state, checked one.
No document holds these: every source is read without control characters, where an office may have given any other
code to a character of its own (外字)."""
_STAND_INS = (OFF, ON, RADIO, RADIO_ON, UNREAD)
_BLANKS = re.compile(r"[ \t]+")
STAND_INS = str.maketrans("", "", "".join(_STAND_INS))

INPUT = re.compile(r"<input\b([^>]{0,300})>", re.IGNORECASE)
BREAK = re.compile(r"</?(?:p|br|ul|ol|li|div|tr|hr|h[1-6])\b(?=[\s/>])[^<>]{0,300}>", re.IGNORECASE)
INLINE = re.compile(
    r"</?(?:table|tbody|thead|colgroup|col|td|th|span|small|sup|sub|strong|em|font|img|label|center|b|i|u)"
    r"\b(?=[\s/>])[^<>]{0,300}>",
    re.IGNORECASE,
)
RULE_ROW = re.compile(r"^[\s|:]*+-{3}[\s|:-]*+$")
"""The line under the head of a Markdown table; it says nothing."""
_UNCLOSED_TAG = re.compile(r"</?(?:p|br|ul|ol|li|div|table|tr|td|th|span|small|input)\b[^<>]*$", re.IGNORECASE)
_OPEN_P = re.compile(r"<p\b", re.IGNORECASE)
_CLOSE_P = re.compile(r"</p\s*>", re.IGNORECASE)


def tidy(text: str) -> str:
    """Return *text* with elements removed and block elements turned into newlines.

    ``<input>`` elements become the stand-ins ``OFF``, ``ON``, ``RADIO`` and ``RADIO_ON``.  Printed words in angle
    brackets (``<選択肢>``, ``<宛名>``) are no markup and stay.
    """
    if "<" not in text and "&" not in text:
        return text
    text = INPUT.sub(_stand_in, text)
    text = BREAK.sub("\n", text)
    text = INLINE.sub(" ", text)
    return html.unescape(text).replace("\xa0", " ")


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a tidied text, runs of ASCII blanks collapsed, stand-ins dropped."""
    bare = text.translate(STAND_INS) if any(sign in text for sign in _STAND_INS) else text
    found: list[str] = []
    for line in bare.split("\n"):
        single = _BLANKS.sub(" ", line) if "  " in line or "\t" in line else line
        piece = single.strip()
        if piece and not ("---" in piece and RULE_ROW.match(piece)):
            found.append(piece)
    return tuple(found)


def one_line(text: str) -> str:
    """Return a tidied text on one line."""
    return " ".join(paragraphs(text))


def is_cut_in_markup(line: str) -> bool:
    """Say whether *line* ends inside an element or inside an open ``<p>``."""
    if "<" not in line:
        return False
    if _UNCLOSED_TAG.search(line):
        return True
    return len(_OPEN_P.findall(line)) > len(_CLOSE_P.findall(line)) and "</p" not in line.rpartition("<p")[2]


def _stand_in(match: re.Match[str]) -> str:
    attributes = match.group(1).lower()
    if re.search(r"\bchecked\b", attributes):
        return RADIO_ON if "radio" in attributes else ON
    return RADIO if "radio" in attributes else OFF
