"""Texts that read like those of assessments and are all different: chains of words of the example versions."""

import random
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec

from shinkyu import pipeline
from shinkyu.model.document import TextItem
from shinkyu.text.tokenise import tokens

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi"


@cache
def _followers() -> dict[str, list[str]]:
    """Return for each word those that follow it anywhere in the examples."""
    found: dict[str, list[str]] = {}
    for path in sorted(EXAMPLES.glob("*/*.txt")):
        document = pipeline.read(path.read_bytes(), path.name).document
        for item in document.items:
            for text in item.value if isinstance(item, TextItem) else ():
                words = [token.surface for token in tokens(text)]
                for before, after in pairwise(words):
                    found.setdefault(before, []).append(after)
    return {word: sorted(set(after)) for word, after in found.items()}


def made_text(length: int, chance: random.Random) -> str:
    """Return about *length* characters of words that follow each other somewhere in the examples."""
    followers = _followers()
    starts = sorted(followers)
    words: list[str] = []
    size = 0
    word = chance.choice(starts)
    while size < length:
        words.append(word)
        size += len(word)
        word = chance.choice(followers.get(word) or starts)
    return "".join(words)


def retold(item: object, chance: random.Random) -> object:
    """Return an item with another text of the same length; what is no text stays."""
    if isinstance(item, TextItem) and item.value and not item.id.startswith("cover."):
        return msgspec.structs.replace(item, value=tuple(made_text(len(text), chance) for text in item.value))
    return item


def edited(item: object, chance: random.Random) -> object:
    """Return an item with one of its sentences told otherwise."""
    if not (isinstance(item, TextItem) and item.value) or item.id.startswith("cover."):
        return item
    n = chance.randrange(len(item.value))
    text = item.value[n]
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.randrange(1, 40))
    told = text[:start] + made_text(end - start or 10, chance) + text[end:]
    return msgspec.structs.replace(item, value=(*item.value[:n], told, *item.value[n + 1 :]))
