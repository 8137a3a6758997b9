"""Japanese words: the only door to Sudachi."""

import os
import threading
from functools import lru_cache
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, NamedTuple

from shinkyu.text.memory import remembered

if TYPE_CHECKING:
    import sudachipy

MAX_BYTES = 16_000
"""Sudachi refuses more than 49,149 bytes a call and is fastest well below; split at 。 and newline."""


class Token(NamedTuple):
    """A word of a text; offsets are characters of that text."""

    surface: str
    normalized: str
    start: int
    end: int
    pos: str
    """First part of speech: 名詞, 動詞, 助詞, 補助記号 …"""
    reading: str = ""
    """How the dictionary reads the word, in katakana; the word itself where it is not in the dictionary."""
    known: bool = True
    """The word is in the dictionary."""


@lru_cache(maxsize=1)
def dictionary_version() -> str:
    """Return name and version of the dictionary, as recorded in every result.

    Raises:
        ImportError: it is not installed.
    """
    return f"sudachidict_core {_version('sudachidict_core')}, sudachipy {_version('sudachipy')}"


def _version(library: str) -> str:
    """Return the version of a library from the record of its installation, without loading the library."""
    spec = PathFinder.find_spec(library)
    if spec and spec.origin:
        folder = os.path.dirname(os.path.dirname(spec.origin))
        try:
            records = [name for name in os.listdir(folder) if name.lower().startswith(f"{library}-")]
            with open(os.path.join(folder, *records, "METADATA"), encoding="utf-8") as record:
                return next(line.split()[1] for line in record if line.startswith("Version: "))
        except (OSError, StopIteration, IndexError):
            pass  # an installation of another kind
    from importlib.metadata import version  # takes longer to load than reading an assessment's form does

    return version(library)


@lru_cache(maxsize=1)
def _dictionary() -> "sudachipy.Dictionary":
    # Imported at the first word: reading a document and comparing equal ones needs no dictionary.
    import sudachipy

    return sudachipy.Dictionary(dict="core")


class _OfThread(threading.local):
    """A tokenizer serves one thread; the dictionary serves all."""

    tokenizer: "sudachipy.Tokenizer | None" = None


_of_thread = _OfThread()


def _tokenizer() -> "sudachipy.Tokenizer":
    if _of_thread.tokenizer is None:
        _of_thread.tokenizer = _dictionary().tokenizer()
    return _of_thread.tokenizer


@remembered(20_000)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of *text* in order; together they are the whole text."""
    # Mode C keeps compounds whole, so that 取り扱い and 取扱い meet in one normalized form.
    return _read(text, "C")


@remembered(2_000)
def short_units(text: str) -> tuple[Token, ...]:
    """Return the shortest words of *text* in order: 行政, 手続 where ``tokens`` has 行政手続."""
    return _read(text, "A")


def _read(text: str, mode: str) -> tuple[Token, ...]:
    found: list[Token] = []
    start = 0
    tokenize, look_up = _tokenizer().tokenize, _known.get
    for chunk, base in _chunks(text):
        for morpheme in tokenize(chunk, mode):
            end = base + morpheme.end()
            if end > start:
                word = morpheme.word_id(), text[start:end]
                known = look_up(word)
                if known is None:
                    known = _entry(morpheme, word[1])
                    if known[-1]:
                        if len(_known) >= _MOST_WORDS:
                            _known.clear()
                        _known[word] = known
                surface, normalized, pos, reading, is_known = known
                found.append(_new(Token, (surface, normalized, start, end, pos, reading, is_known)))
                start = end
    return tuple(found)


_new = tuple.__new__  # twice as fast as the constructor, of which a text needs thousands
_MOST_WORDS = 50_000
_known: dict[tuple[int, str], tuple[str, str, str, str, bool]] = {}
"""What the dictionary says of a word, by its number and surface: asking for it takes longer than finding the words.
Words that are not in it are asked for each time: the parts of a joined numeral are read in several ways.
"""


def _entry(morpheme: "sudachipy.Morpheme", surface: str) -> tuple[str, str, str, str, bool]:
    return (
        surface,
        morpheme.normalized_form(),
        morpheme.part_of_speech()[0],
        morpheme.reading_form(),
        not morpheme.is_oov(),
    )


def _chunks(text: str) -> list[tuple[str, int]]:
    """Cut *text* after 。 or a newline into pieces Sudachi takes, each with its offset."""
    pieces: list[tuple[str, int]] = []
    start = 0
    if len(text) * 4 <= MAX_BYTES:
        return [(text, 0)] if text else []
    while start < len(text):
        end = start
        size = 0
        cut = 0
        while end < len(text) and size < MAX_BYTES:
            size += len(text[end].encode("utf-8", "surrogatepass"))
            end += 1
            if text[end - 1] in "。\n":
                cut = end
        if end < len(text) and cut:
            end = cut
        pieces.append((text[start:end], start))
        start = end
    return pieces
