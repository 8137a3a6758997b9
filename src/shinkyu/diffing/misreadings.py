"""Differences that are likelier a misreading of a scan than an edit.

Scans of assessments were read by machines that put in foreign words (ที่ไม่, 进行, that) and took one
character for another (情服 for 情報, 二 for ニ).  Which of two versions was misread does not matter here.
"""

import re
import tomllib
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, combinations
from pathlib import Path
from typing import Literal

from shinkyu.diffing.narrow import Difference, joined, narrowed
from shinkyu.text.orthography import Word

LONGEST_STRAY = 15
"""Characters of a stray foreign run; those seen have 2 to 12 (进行, unnecessary)."""

SHORTEST_WORD = 3
"""Characters of a word in katakana that tells the one look-alike in it; any two make some name."""

# α and β stand in names of products; a word in Greek letters has not been seen on either side.
_SCRIPTS_IN_USE = ("HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "LATIN", "GREEK", "COMBINING", "MODIFIER")
_STRAY_WORD = re.compile(r"[a-z]{2,15}")


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
    if not _STRAY_WORD.fullmatch(text) or text in _plain_words():
        return False
    sides = difference.left[-1:] + difference.right[:1]
    return bool(sides) and not sides.isascii()


def _is_no_word(words: Sequence[Word], broken: Sequence[Word], difference: Difference) -> bool:
    """Say whether *words* is one word in katakana that *broken*, with a character that looks like another, is not."""
    return (
        frozenset((difference.before, difference.after)) in _look_alikes("katakana")
        and len(words) == 1
        and len(words[0].surface) >= SHORTEST_WORD
        and words[0].token.known
        and not all(word.token.known for word in broken)
    )


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
    starts = list(accumulate((len(word.surface) for word in run[:-1]), initial=0))
    holds = bisect_right(starts, place) - 1
    return run[holds], starts[holds]


@lru_cache(maxsize=3)
def _look_alikes(kind: Literal["scripts", "kanji", "katakana"]) -> frozenset[frozenset[str]]:
    """Return the pairs of characters that print alike."""
    return frozenset(
        frozenset(pair) for entry in _data()[kind] for group in entry["groups"] for pair in combinations(group, 2)
    )


@lru_cache(maxsize=1)
def _plain_words() -> frozenset[str]:
    """Return the lower-case words that offices do write inside Japanese text."""
    return frozenset(word for entry in _data()["plain"] for word in entry["words"])


@lru_cache(maxsize=1)
def _data() -> dict[str, list[dict[str, list[str]]]]:
    return tomllib.loads(Path(__file__).with_name("misreadings.toml").read_text(encoding="utf-8"))
