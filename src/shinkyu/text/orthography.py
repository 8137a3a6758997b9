"""Different spellings of the same words.

Two runs of text are the same words when a rule says so for every word: kanji with more or less
okurigana (取扱い, 取り扱い), a verb or conjunction in kana or kanji (おこなう, 行う), a long vowel at
the end of a katakana word (サーバ, サーバー), a number in kanji or digits (七年, 7年), an entry of the
house list in ``orthography.toml``.

Sudachi's normalized form alone decides nothing: it makes 十分 = 10分, ① = 1 and こども = 子供, and it
drops inflection (行い = 行う).  So numbers go by value, nouns need the same kanji, and all need the
same reading.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from shinkyu.text.memory import remembered
from shinkyu.text.normalise import fold, fold_offsets
from shinkyu.text.numerals import circled_value, kanji_value
from shinkyu.text.tokenise import Token, short_units, tokens

# Words of these classes have no proper names among them, so that kana may stand for kanji.
_KANA_FOR_KANJI = frozenset(("動詞", "形容詞", "形状詞", "副詞", "接続詞", "連体詞", "助動詞", "感動詞"))
_KANJI = re.compile(r"[㐀-鿿々]")
_KATAKANA = re.compile(r"[ァ-ヺー]")
# A word keeps three letters when its last ー goes: サーバ, ユーザ.  キー and バー are not キ and バ.
_LONG_VOWEL = re.compile(r"([ァ-ヺー]{2}[ァ-ヺ])ー(?![ァ-ヺー])")
_NUMERAL = re.compile(r"[0-9,.〇零一二三四五六七八九十百千万億]+")
_DECIMAL = re.compile(r"[0-9,]+\.[0-9]+")
_CIRCLED = re.compile(r"[①-⑳]")
_PLAIN_ENUMERATOR = re.compile(r"\(?(\d{1,2})[).]")
_LONGEST_ENUMERATOR = 3
"""Words of an enumerator: ( 1 )."""
_COUNTED = re.compile(
    r"(?<=第)[〇一二三四五六七八九十百千]+|(?<![〇一二三四五六七八九十百千])[〇一二三四五六七八九十百千]++(?=[人年月日回つ件度名箇か条項号時分週割階種次者])"
)
_FIRST_YEAR = re.compile(r"(?<=明治|大正|昭和|平成|令和)元")
_COMPOUND = re.compile(r"(?:<[㐀-鿿々]+ [ァ-ヺー]+>){2,}")
"""Neighbouring words in a spelling key: kanji and reading."""
_LONGEST_FORM = 4
"""Tokens an entry of the house list can span."""


class Word(NamedTuple):
    """A word of a text without its white space; offsets are characters of the text as written."""

    token: Token
    start: int
    end: int
    opens: bool
    """It stands at the beginning of a line or sentence, or behind a blank."""

    @property
    def surface(self) -> str:
        """The folded word."""
        return self.token.surface


_new = tuple.__new__  # twice as fast as the constructor, of which a text needs thousands


def words(text: str) -> tuple[Word, ...]:
    """Return the words of *text*, folded, without white space, with their place in *text*.

    The words do not depend on where lines are wrapped.
    """
    return _words(text)


def spelling(text: str) -> str:
    """Return what is left of a whole text when its spelling is taken away; its words are not kept."""
    return spelling_key(_cut(text))


@remembered(256)
def _words(text: str) -> tuple[Word, ...]:
    return _cut(text)


def _cut(text: str) -> tuple[Word, ...]:
    key, offsets = fold_offsets(text)
    is_marked = "ﾞ" in text or "ﾟ" in text
    found: list[Word] = []
    begin = 0
    for segment in segments(key):
        found += _segment_words(text, segment, begin, offsets, is_marked)
        begin += len(segment)
    return tuple(found)


def _segment_words(text: str, segment: str, begin: int, offsets: Sequence[int], is_marked: bool) -> list[Word]:
    """Return the words of one segment of a key, which begins at *begin*."""
    found: list[Word] = []
    run = tokens(segment)
    for token in _without_false_numbers(run) if "十" in segment else run:
        first, last = offsets[begin + token.start], offsets[begin + token.end - 1]
        last = end_of(text, last) if is_marked else last + 1
        opens = not first or (before := text[first - 1]) in "。」』)）:：" or before.isspace()
        found.append(_new(Word, (token, first, last, opens)))
    return found


def differing_segments(before: str, after: str) -> Iterator[tuple[list[Word], list[Word]]]:
    """Yield the words of each segment of two texts with one key that is not written alike, word for word.

    Written alike takes in what stands before a segment, which tells what opens a line.
    """
    (key, old), (_, new) = fold_offsets(before), fold_offsets(after)
    marked = ["ﾞ" in text or "ﾟ" in text for text in (before, after)]
    begin = 0
    for segment in segments(key):
        end = begin + len(segment)
        if _written(before, old, begin, end) != _written(after, new, begin, end):
            yield (
                _segment_words(before, segment, begin, old, marked[0]),
                _segment_words(after, segment, begin, new, marked[1]),
            )
        begin = end


def _written(text: str, offsets: Sequence[int], begin: int, end: int) -> str:
    """Return a stretch of a key as *text* has it, with the character before it and the blanks on both sides."""
    first = offsets[begin - 1] if begin else 0
    return text[first : offsets[end] if end < len(offsets) else len(text)]


def sentence_words(text: str) -> tuple[Word, ...]:
    """Return the sentences and lines of *text* in the place of its words: for texts too long to be cut into words."""
    found: list[Word] = []
    start = 0
    for piece in (piece for line in text.splitlines(keepends=True) for piece in segments(line)):
        key, end = fold(piece), start + len(piece)
        if key:
            found.append(Word(Token(key, key, 0, len(key), ""), start, end, True))
        start = end
    return tuple(found)


def end_of(text: str, offset: int) -> int:
    """Return where the character at *offset* ends: half-width kana take their sound mark with them."""
    end = offset + 1
    while text[end : end + 1] in ("ﾞ", "ﾟ"):
        end += 1
    return end


def _without_false_numbers(run: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens with 十分 in one piece: in front of some words Sudachi takes it for ten minutes."""
    skip = False
    for token, following in zip_longest(run, run[1:]):
        if skip:
            skip = False
        elif token.surface == "十" and following and following.surface == "分":
            skip = True
            yield token._replace(surface="十分", normalized="十分", end=following.end, reading="ジュウブン")
        else:
            yield token


_SEGMENT = re.compile(r"[^。]*?。[」』)]*|[^。]+$")


def segments(key: str) -> list[str]:
    """Cut folded text after every 。 and before every list sign, so that wrapping does not matter."""
    pieces: list[str] = []
    for sentence in _SEGMENT.findall(key):
        start = 0
        for sign in re.finditer(r"[①-⑳●○◎◆◇■□]|(?<=[。)])・", sentence):
            if sign.start() > start:
                pieces.append(sentence[start : sign.start()])
                start = sign.start()
        pieces.append(sentence[start:])
    return pieces


def same_words(before: Sequence[Word], after: Sequence[Word]) -> bool:
    """Say whether two runs of words are the same words in different spelling."""
    return any(key(before) == key(after) for key in (spelling_key, _foreign_key, _number_key, _short_unit_key))


def _foreign_key(run: Sequence[Word]) -> str:
    """Return *run* with its katakana words in the dictionary's form; where words end does not matter.

    Sudachi knows ウイルス対策ソフト as one word and ウィルス対策ソフト as three.
    """
    return "".join(_in_katakana(word.token.surface, word.token.normalized) or word.surface for word in run)


def _short_unit_key(run: Sequence[Word]) -> str:
    """Return the spelling key of *run* cut into the shortest words: 行政手続き is one word, 行政手続 two.

    Forms that are never part of another word are replaced before cutting: 会長又は is not 会, 長又, は.
    """
    text = "".join(word.surface for word in run)
    for form, canonical in _anywhere().items():
        text = text.replace(form, canonical)
    units = _without_false_numbers(short_units(text))
    return spelling_key([Word(token, 0, 0, token.start == 0 and run[0].opens) for token in units])


def _number_key(run: Sequence[Word]) -> str:
    """Return *run* with counted kanji numbers in digits, also inside longer words (二人以上, 平成元年度)."""
    text = _FIRST_YEAR.sub("1", "".join(word.surface for word in run).replace("十分", "充分"))
    return _COUNTED.sub(lambda found: str(kanji_value(found.group()) or found.group()), text)


def spelling_key(run: Sequence[Word]) -> str:
    """Return what is left of *run* when its spelling is taken away."""
    variants, beginnings = _variants(), _beginnings()
    surfaces = [word.token.surface for word in run]
    pieces: list[str] = []
    position = 0
    while position < len(run):
        word = run[position]
        number, size = _enumerator(run[position : position + _LONGEST_ENUMERATOR]) if word.opens else (0, 0)
        if size:
            pieces.append(f"<{number}>")
            position += size
            continue
        # Few words begin a form of the list: that is asked before forms are put together.
        longest = min(_LONGEST_FORM, len(run) - position) if surfaces[position] in beginnings else 0
        for width in range(longest, 0, -1):
            form = "".join(surfaces[position : position + width])
            if form in variants:
                pieces.append(f"<{variants[form]}>")
                position += width
                break
        else:
            pieces.append(_piece(word))
            position += 1
    # Sudachi cuts 74,75 into four digits and 74、75 into two numbers.
    return _COMPOUND.sub(_as_one_word, re.sub(r"(?<=\d)><(?=\d)", "", "".join(pieces)))


def _as_one_word(found: re.Match[str]) -> str:
    """Return words in kanji as one: 申込書 is one word to Sudachi, 申し込み書 two."""
    return f"<{''.join(_KANJI.findall(found.group()))} {''.join(_KATAKANA.findall(found.group()))}>"


def _enumerator(run: Sequence[Word]) -> tuple[int, int]:
    """Return the number of *run*, which opens a line, as ①, (1), 1) or 1. and how many words it takes, else 0."""
    for size in range(len(run), 0, -1):
        text = "".join(word.surface for word in run[:size])
        if _CIRCLED.fullmatch(text):
            return circled_value(text) or 0, size
        if found := _PLAIN_ENUMERATOR.fullmatch(text):
            return int(found.group(1)), size
    return 0, 0


def _piece(word: Word) -> str:
    token = word.token
    if word.opens and token.surface in _bullets():
        return "<bullet>"
    return _spelt(token.surface, token.normalized, token.pos, token.reading)


@lru_cache(maxsize=16384)
def _spelt(surface: str, normalized: str, pos: str, reading: str) -> str:
    """Return what is left of a word when its spelling is taken away: a report has some 3,000 words."""
    if _DECIMAL.fullmatch(surface):
        # As written: the normalized form of 1.20 is 1.2, and TLS1.2 is not TLS1.20.
        return f"<{surface.replace(',', '')}>"
    if _NUMERAL.fullmatch(surface) and normalized.isdecimal():
        return f"<{normalized}>"
    if surface == "元年":
        return "<1><年 ネン>"
    foreign = _in_katakana(surface, normalized)
    if foreign:
        return foreign
    kanji = "".join(_KANJI.findall(surface))
    if kanji:
        return f"<{kanji} {reading}>"
    if pos in _KANA_FOR_KANJI and _KANJI.search(normalized):
        return f"<{''.join(_KANJI.findall(normalized))} {reading}>"
    return surface.lower()


def _in_katakana(surface: str, normalized: str) -> str:
    """Return the dictionary's form of a word with katakana in it, empty where there is none."""
    if not _KATAKANA.search(surface):
        return ""
    is_same = _KATAKANA.sub("", surface) == _KATAKANA.sub("", normalized)
    return _short(normalized if is_same else surface).lower()


def _short(text: str) -> str:
    """Return *text* without the ー at the end of its katakana words."""
    return _LONG_VOWEL.sub(r"\1", text)


def lasting_kanji(key: str) -> str:
    """Return the kanji of a folded text that stay in whatever spelling, in order.

    Where a text stands in another one in some spelling, its lasting kanji stand in those of the other one in one
    piece: that is known without a dictionary.
    """
    lasting = _lasting()
    return "".join([char for char in key if char in lasting])


@lru_cache(maxsize=1)
def _lasting() -> frozenset[str]:
    table = _data()["lasting"]
    assert isinstance(table, dict)
    return frozenset("".join(table["kanji"]))


@lru_cache(maxsize=1)
def _data() -> dict[str, object]:
    return tomllib.loads(Path(__file__).with_name("orthography.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _variants() -> dict[str, str]:
    """Return every form of the house list with the first form of its line."""
    entries = _data()["variant"]
    assert isinstance(entries, list)
    return {form: entry["forms"][0] for entry in entries for form in entry["forms"]}


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    """Return everything that a form of the house list begins with, the forms themselves included."""
    return frozenset(form[:end] for form in _variants() for end in range(1, len(form) + 1))


@lru_cache(maxsize=1)
def _anywhere() -> dict[str, str]:
    """Return the forms that may stand inside words, with the first form of their line."""
    entries = _data()["variant"]
    assert isinstance(entries, list)
    return {form: entry["forms"][0] for entry in entries if entry.get("anywhere") for form in entry["forms"][1:]}


@lru_cache(maxsize=1)
def _bullets() -> frozenset[str]:
    table = _data()["bullets"]
    assert isinstance(table, dict)
    return frozenset(table["signs"])
