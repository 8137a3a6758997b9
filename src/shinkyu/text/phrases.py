"""Words to search by, in one spelling, and where a phrase stands in a text."""

import re
from typing import NamedTuple

from shinkyu.text.tokenise import Token, short_units

_NO_WORDS = ("空白", "補助記号", "記号")


class Passage(NamedTuple):
    """A piece of a text: characters from ``start`` to ``end``."""

    start: int
    end: int


def words(text: str) -> list[str]:
    """Return the words of *text*, each in one spelling; signs and blanks are none."""
    return [token.normalized for token in _tokens(text)]


def sentences(text: str) -> list[str]:
    """Return the sentences of *text* without blanks around them: each ends with 。 or a line."""
    return [sentence for one in re.findall("[^。\n]+。?", text) if (sentence := one.strip())]


def passages(text: str, phrase: str) -> list[Passage]:
    """Return where *phrase* stands in *text*, in order: its words in whatever spelling, or its very letters."""
    if not phrase:
        return []
    tokens, wanted = _tokens(text), words(phrase)
    found = [
        Passage(tokens[n].start, tokens[n + len(wanted) - 1].end)
        for n in range(len(tokens) - len(wanted) + 1)
        if wanted and all(tokens[n + m].normalized == word for m, word in enumerate(wanted))
    ]
    place = text.find(phrase)
    while place >= 0:
        found.append(Passage(place, place + len(phrase)))
        place = text.find(phrase, place + len(phrase))
    return joined(found)


def joined(found: list[Passage]) -> list[Passage]:
    """Return passages in order, those that overlap as one."""
    whole: list[Passage] = []
    for passage in sorted(found):
        if whole and passage.start < whole[-1].end:
            whole[-1] = Passage(whole[-1].start, max(whole[-1].end, passage.end))
        else:
            whole.append(passage)
    return whole


def _tokens(text: str) -> list[Token]:
    return [token for token in short_units(text) if token.pos not in _NO_WORDS and token.normalized.strip()]
