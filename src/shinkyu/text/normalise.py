"""Comparison keys.  Stored text is never changed; keys are never stored."""

import re
import unicodedata

from shinkyu.text.memory import remembered

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
_MAY_FOLD = re.compile("[^\x00-\x7fぁ-ゖァ-ヺー・、。「-】㐀-鿿]+")
"""What is not known to stay as it is: few characters of a report, which are looked for five times as fast as all are
folded one by one."""
_HALF_KANA = re.compile("[｡-ﾟ]+")
_MARKED_KANA = re.compile("[ｦ-ﾝ][ﾞﾟ]")
_KANA_WITH_MARK = re.compile("[ｦ-ﾝ][ﾞﾟ]|.", re.DOTALL)
"""A character, half-width kana together with the sound mark that follows."""

_WITHOUT_SPACE = re.compile(r"\S+")

_BLANK_MARKS = "-_ー~"
_BEGINNING = 32
_MOST_CHARACTERS = 65536
_SHORT = 200
"""Characters of a text of which many keys are kept: labels and cells are asked for again and again."""
_LONG = 20_000
"""Characters of a text whose key is kept for a while: an entry is asked for by one step after the other."""


class _Folded(dict[int, str]):
    """Characters and what they are folded to, found once: ``str.translate`` asks here for every character."""

    def __missing__(self, code: int) -> str:
        if len(self) >= _MOST_CHARACTERS:
            self.clear()
        char = chr(code)
        stays = char.isascii() or char in _IDENTITY
        self[code] = char if stays else unicodedata.normalize("NFKC", char.translate(_ALIKE)).translate(_ALIKE)
        return self[code]


_FOLDED = _Folded()


def _fold_kana(text: str) -> str:
    return _HALF_KANA.sub(lambda kana: unicodedata.normalize("NFKC", kana.group()), text)


@remembered(4096)
def _fold_run(text: str) -> str:
    return _fold_kana(text).translate(_FOLDED)


def fold_width(text: str) -> str:
    """Return *text* with width, brackets and dashes folded, white space kept as single blanks.

    Half-width kana are joined with their sound marks first; circled and Roman numerals stay.
    """
    return " ".join(_folded(text).split())


def fold(text: str) -> str:
    """Return the comparison key of *text*: as ``fold_width``, without any white space."""
    if len(text) <= _SHORT:
        return _kept(text)
    return _kept_a_while(text) if len(text) <= _LONG else _key(text)


def _key(text: str) -> str:
    return "".join(_folded(text).split())


@remembered(4096)
def _kept(text: str) -> str:
    return _key(text)


@remembered(512)
def _kept_a_while(text: str) -> str:
    return _key(text)


def _folded(text: str) -> str:
    return text if text.isascii() else _MAY_FOLD.sub(lambda run: _fold_run(run.group()), text)


def label_key(text: str) -> str:
    """Return the key of a printed label: folded, without ※ and closing colon."""
    return fold(text).replace("※", "").rstrip(":")


def is_blank(text: str) -> bool:
    """Say whether *text* is nothing or only a mark for nothing (``-``, ``―――``, ``_____``)."""
    # The beginning of a long text nearly always tells.
    return not fold(text[:_BEGINNING]).strip(_BLANK_MARKS) and not fold(text).strip(_BLANK_MARKS)


def fold_offsets(text: str) -> tuple[str, list[int]]:
    """Return ``fold(text)`` and, for each of its characters, the offset in *text* it came from."""
    folded_text = "" if _MARKED_KANA.search(text) else _folded(text)
    if len(folded_text) == len(text):  # as nearly always: one character for one
        key = "".join(folded_text.split())
        places: list[int] = []
        for found in _WITHOUT_SPACE.finditer(folded_text):
            places += range(found.start(), found.end())
        return key, places
    keys: list[str] = []
    offsets: list[int] = []
    for match in _KANA_WITH_MARK.finditer(text):
        folded_chars = (
            unicodedata.normalize("NFKC", match.group()) if len(match.group()) > 1 else _FOLDED[ord(match.group())]
        )
        for folded in folded_chars:
            if not folded.isspace():
                keys.append(folded)
                offsets.append(match.start())
    return "".join(keys), offsets
