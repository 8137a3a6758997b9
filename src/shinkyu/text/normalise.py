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
        "゛": "\u3099",
        "゜": "\u309a",
    }
)
_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Characters that print nothing: soft hyphen, blanks of no width, joiners, direction marks, a byte order mark in the
middle of a text, and selectors of a variant of the ideograph before (IVS).  Embeddings and overrides of the direction
are not among them: they change what is printed."""
_IS_UNSEEN = re.compile(f"[{_UNSEEN}]")
_MARKS = "\u0300-\u036f\u3099\u309a"
"""Marks over and beside the letter before: a text that went through macOS has ハ and a mark where others have バ."""
_MARKED = re.compile(f"[^{_MARKS}][{_MARKS}]+")
_MAY_FOLD = re.compile("[^\x00-\x7fぁ-ゖァ-ヺー・、。「-】㐀-鿿]+")
"""What is not known to stay as it is: few characters of a report, which are looked for five times as fast as all are
folded one by one."""
_WITH_MARKS = re.compile(rf"\S[{_MARKS}゛゜ﾞﾟ{_UNSEEN}\s]*")
"""A character together with the marks that follow, white space between them included."""
_MAY_GO = re.compile(f"[{_MARKS}゛゜ﾞﾟ{_UNSEEN}]")

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
        if char.isascii() or char in _IDENTITY:
            self[code] = char
        elif _IS_UNSEEN.match(char):
            self[code] = ""
        else:
            folded = unicodedata.normalize("NFKC", char.translate(_ALIKE)).translate(_ALIKE)
            # An accent that stands alone (´, ¨) is a blank with a mark there: without the blank it would go to the
            # letter before.
            self[code] = char if folded.startswith(" ") and not folded.isspace() else folded
        return self[code]


_FOLDED = _Folded()


@remembered(4096)
def _fold_run(text: str) -> str:
    return text.translate(_FOLDED)


def fold_width(text: str) -> str:
    """Return *text* with width, brackets and dashes folded, white space kept as single blanks.

    Letters are joined with the marks that follow them; characters that print nothing go; circled and Roman numerals
    stay.
    """
    return _joined(" ".join(_folded(text).split()))


def fold(text: str) -> str:
    """Return the comparison key of *text*: as ``fold_width``, without any white space."""
    if len(text) <= _SHORT:
        return _kept(text)
    return _kept_a_while(text) if len(text) <= _LONG else _key(text)


def _key(text: str) -> str:
    return _joined("".join(_folded(text).split()))


@remembered(4096)
def _kept(text: str) -> str:
    return _key(text)


@remembered(512)
def _kept_a_while(text: str) -> str:
    return _key(text)


def _folded(text: str) -> str:
    return text if text.isascii() else _MAY_FOLD.sub(lambda run: _fold_run(run.group()), text)


def _joined(folded: str) -> str:
    """Return folded text, each letter as one character with its marks where there is such a character."""
    if folded.isascii() or unicodedata.is_normalized("NFC", folded):
        return folded
    return _MARKED.sub(lambda found: unicodedata.normalize("NFC", found.group()), folded)


def label_key(text: str) -> str:
    """Return the key of a printed label: folded, without ※ and closing colon."""
    return fold(text).replace("※", "").rstrip(":")


def is_blank(text: str) -> bool:
    """Say whether *text* is nothing or only a mark for nothing (``-``, ``―――``, ``_____``)."""
    # The beginning of a long text nearly always tells.
    return not fold(text[:_BEGINNING]).strip(_BLANK_MARKS) and not fold(text).strip(_BLANK_MARKS)


def fold_offsets(text: str) -> tuple[str, list[int]]:
    """Return ``fold(text)`` and, for each of its characters, the offset in *text* it came from."""
    folded_text = _folded(text)
    if len(folded_text) == len(text) and not _MAY_GO.search(text):  # as nearly always: one character for one
        key = "".join(folded_text.split())
        places: list[int] = []
        for found in _WITHOUT_SPACE.finditer(folded_text):
            places += range(found.start(), found.end())
        return key, places
    keys: list[str] = []
    offsets: list[int] = []
    for match in _WITH_MARKS.finditer(text):
        apart = [
            (char, n)
            for n, piece in enumerate(match.group(), match.start())
            for char in "".join(_FOLDED[ord(piece)].split())
        ]
        together = _joined("".join(char for char, _ in apart))
        keys.append(together)
        offsets += [n for _, n in apart] if len(apart) == len(together) else [match.start()] * len(together)
    return "".join(keys), offsets
