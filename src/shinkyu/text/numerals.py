"""Numerals of headings: Ⅱ, II, ④, (4), 四 and the digits between them."""

import re

ROMAN = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "Ⅵ": 6, "Ⅶ": 7, "Ⅷ": 8, "Ⅸ": 9, "Ⅹ": 10}
_ASCII_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_ROMAN_SIGN = {n: sign for sign, n in ROMAN.items()}
_KANJI = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
_KANJI_UNITS = {"十": 10, "百": 100, "千": 1000}
_CIRCLED = re.compile(r"^\s*([①-⑳])")


def roman_value(text: str) -> int | None:
    """Return the value of a Roman numeral written ``Ⅱ`` or ``II``, None when it is none."""
    stripped = text.strip()
    return ROMAN.get(stripped) or _ASCII_ROMAN.get(stripped)


def roman_sign(value: int) -> str:
    """Return the one-character Roman numeral for 1 to 10."""
    return _ROMAN_SIGN[value]


def circled_value(text: str) -> int | None:
    """Return the value of the circled number that *text* begins with, None without one."""
    found = _CIRCLED.match(text)
    return ord(found.group(1)) - ord("①") + 1 if found else None


def kanji_value(text: str) -> int | None:
    """Return the value of a kanji number (``四``, ``十二``, ``二〇二五``), None when it is none."""
    if not text or any(c not in _KANJI and c not in _KANJI_UNITS for c in text):
        return None
    if not any(c in _KANJI_UNITS for c in text):
        return int("".join(str(_KANJI[c]) for c in text))
    total, digit = 0, 0
    for char in text:
        if char in _KANJI:
            digit = _KANJI[char]
        else:
            total += (digit or 1) * _KANJI_UNITS[char]
            digit = 0
    return total + digit
