"""Differences that are likelier a misreading of a scan than an edit.

Scans of assessments were read by machines that put in foreign words (ที่ไม่, 进行, that) and took one
character for another (情服 for 情報, 二 for ニ).  Which of two versions was misread does not matter here.
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import combinations
from typing import Literal

from shinkyu.diff.narrow import Difference, joined, narrowed
from shinkyu.text.orthography import Word

LONGEST_STRAY = 15
"""Characters of a stray foreign run; those seen have 2 to 12 (进行, unnecessary)."""

# α and β stand in names of products; a word in Greek letters has not been seen on either side.
_SCRIPTS_IN_USE = ("HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "LATIN", "GREEK", "COMBINING", "MODIFIER")
_STRAY_WORD = re.compile(r"[a-z]{2,15}")
_PLAIN_WORDS = frozenset(("web", "log", "csv", "pdf", "xml", "api", "ftp", "http", "https", "mail", "www", "id"))
"""Lower-case words that offices do write inside Japanese text."""

_KANJI = re.compile(r"[一-鿿]")
_KATAKANA = re.compile(r"[ァ-ヺ]")
_MEANINGFUL = frozenset(
    "課室係部局長所区市県町村国一二三四五六七八九十百千万有無可否内外上下前後要不未非新旧本当同各全諸該毎次翌昨今先元現"
)
"""Kanji that offices do exchange one for one: names of offices, numbers, opposites, 本課 and 当課."""


def is_misreading(before: Sequence[Word], after: Sequence[Word], old: slice, new: slice) -> bool:
    """Say whether the words ``before[old]`` and ``after[new]`` differ as a scan and its original do."""
    difference = narrowed(before, after, old, new)
    if difference.before and difference.after:
        return (
            frozenset((difference.before, difference.after)) in _look_alikes("scripts")
            or _is_foreign(difference.before) != _is_foreign(difference.after)
            or _is_no_word(before[old], after[new], difference)
            or _is_no_word(after[new], before[old], difference)
            or _is_broken(before[old], after[new], difference)
            or _is_broken(after[new], before[old], difference)
        )
    stray = difference.before or difference.after
    return _is_foreign(stray) or _is_stray_word(stray, difference)


def _is_foreign(text: str) -> bool:
    """Say whether *text* is a short run with a script that no assessment uses."""
    return len(text) <= LONGEST_STRAY and any(_is_foreign_char(char) for char in text)


def _is_foreign_char(char: str) -> bool:
    if unicodedata.category(char)[0] not in "LM":
        return False
    name = unicodedata.name(char, "")
    if name.startswith("CJK"):
        return not _in_japanese_sets(char)
    return not name.startswith(_SCRIPTS_IN_USE)


def _in_japanese_sets(char: str) -> bool:
    """Say whether JIS X 0213 or CP932 has the character; simplified Chinese is mostly in neither."""
    for encoding in ("euc_jis_2004", "cp932"):
        try:
            char.encode(encoding)
        except UnicodeEncodeError:
            continue
        return True
    return False


def _is_stray_word(text: str, difference: Difference) -> bool:
    """Say whether *text* is a lower-case Latin word in the middle of Japanese."""
    if not _STRAY_WORD.fullmatch(text) or text in _PLAIN_WORDS:
        return False
    sides = difference.left[-1:] + difference.right[:1]
    return bool(sides) and not sides.isascii()


def _is_no_word(words: Sequence[Word], broken: Sequence[Word], difference: Difference) -> bool:
    """Say whether *words* is one word of the dictionary that *broken*, one character apart, is not."""
    if len(difference.before) != 1 or len(difference.after) != 1 or len(words) != 1 or not words[0].token.known:
        return False
    chars = difference.before + difference.after
    if len(words[0].surface) < 2 or set(chars) & _MEANINGFUL:
        return False
    if all(_KANJI.match(char) for char in chars):
        return all(len(word.surface) == 1 or not word.token.known for word in broken)
    if all(_KATAKANA.match(char) for char in chars):
        return not all(word.token.known for word in broken)
    return False


def _is_broken(words: Sequence[Word], broken: Sequence[Word], difference: Difference) -> bool:
    """Say whether a kanji that looks like another one breaks a word of the dictionary into pieces.

    In 特定個人情服 the word 特定個人情報 is 特定, 個人, 情 and 服; 監査 and 検査 are both words.
    """
    if frozenset((difference.before, difference.after)) not in _look_alikes("kanji"):
        return False
    place = next(n for n, (one, other) in enumerate(zip(joined(words), joined(broken), strict=True)) if one != other)
    whole, start = _word_at(words, place)
    piece, other_start = _word_at(broken, place)
    is_cut = start < other_start or len(whole.surface) > len(piece.surface)
    return whole.token.known and (is_cut or not piece.token.known)


def _word_at(run: Sequence[Word], place: int) -> tuple[Word, int]:
    """Return the word that holds the character at *place* of the joined words, and where it starts."""
    start = 0
    for word in run:
        if place < start + len(word.surface):
            return word, start
        start += len(word.surface)
    raise IndexError(place)


@lru_cache(maxsize=2)
def _look_alikes(kind: Literal["scripts", "kanji"]) -> frozenset[frozenset[str]]:
    """Return the pairs of characters that print alike."""
    data = tomllib.loads(files(__package__).joinpath("look_alikes.toml").read_text(encoding="utf-8"))
    return frozenset(
        frozenset(pair) for entry in data[kind] for group in entry["groups"] for pair in combinations(group, 2)
    )
