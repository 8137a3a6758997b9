"""Comparison keys.  Stored text is never changed; keys are never stored."""

import re
import unicodedata
from functools import lru_cache

_IDENTITY = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ")
"""Numerals that carry identity: NFKC would make ① = 1 and Ⅱ = II."""

# NFKC leaves these apart although print does not: 〜 and ～, the many dashes, leaders.
_ALIKE = str.maketrans(
    {
        "〜": "~",
        "～": "~",
        "∼": "~",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "―": "-",
        "－": "-",
        "─": "-",
        "〈": "<",
        "〉": ">",
        "《": "<",
        "》": ">",
    }
)
_SPACE = re.compile(r"\s+")
_KANA_WITH_MARK = re.compile("[ｦ-ﾝ][ﾞﾟ]|.", re.DOTALL)
"""A character, half-width kana together with the sound mark that follows."""

_BLANK_MARKS = frozenset("-_ー~")


@lru_cache(maxsize=65536)
def _fold_char(char: str) -> str:
    if char in _IDENTITY:
        return char
    return unicodedata.normalize("NFKC", char.translate(_ALIKE)).translate(_ALIKE)


def fold_width(text: str) -> str:
    """Return *text* with width, brackets and dashes folded, white space kept as single blanks.

    Half-width kana are joined with their sound marks first; circled and Roman numerals stay.
    """
    if text.isascii():
        return _SPACE.sub(" ", text).strip()
    if any("｡" <= c <= "ﾟ" for c in text):
        text = re.sub("[｡-ﾟ]+", lambda m: unicodedata.normalize("NFKC", m.group()), text)
    folded = "".join(c if c.isascii() else _fold_char(c) for c in text)
    return _SPACE.sub(" ", folded).strip()


def fold(text: str) -> str:
    """Return the comparison key of *text*: as ``fold_width``, without any white space."""
    return _SPACE.sub("", fold_width(text))


def label_key(text: str) -> str:
    """Return the key of a printed label: folded, without ※ and closing colon."""
    return fold(text).replace("※", "").rstrip(":")


def is_blank(text: str) -> bool:
    """Say whether *text* is nothing or only a mark for nothing (``-``, ``―――``, ``_____``)."""
    return set(fold(text)) <= _BLANK_MARKS


def fold_offsets(text: str) -> tuple[str, list[int]]:
    """Return ``fold(text)`` and, for each of its characters, the offset in *text* it came from."""
    key: list[str] = []
    offsets: list[int] = []
    for match in _KANA_WITH_MARK.finditer(text):
        folded_chars = (
            unicodedata.normalize("NFKC", match.group()) if len(match.group()) > 1 else _fold_char(match.group())
        )
        for folded in folded_chars:
            if not folded.isspace():
                key.append(folded)
                offsets.append(match.start())
    return "".join(key), offsets
