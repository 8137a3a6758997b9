"""What a corpus says of its versions, for a reader: commits speak English, and programs read that."""

from collections.abc import Mapping
from typing import Any

from shinkyu.messages import Lang, Message, message
from shinkyu.render.report_words import WORDS
from shinkyu.text.width import pad

_LINES = {
    "Changes": message("Changes"),
    "Undeclared": message("Undeclared"),
    "Declared in part": message("Declared in part"),
    "May be misread": message("May be misread"),
    "Not compared": message("Not compared"),
    "Declared rows": message("Declared rows"),
}
_NUMBERS = {
    "agencies": message("agencies"),
    "reports": message("reports"),
    "versions": message("versions"),
    "first": message("first"),
    "last": message("last"),
    "by_form": message("by_form"),
    "by_edition": message("by_edition"),
    "by_year": message("by_year"),
    "read_by": message("read_by"),
    "changes": message("changes"),
    "declared_rows": message("declared_rows"),
    "undeclared": message("undeclared"),
    "undeclared_not_known": message("undeclared_not_known"),
    "declared_in_part": message("declared_in_part"),
    "not_compared": message("not_compared"),
}
_KINDS = {
    "publication": message("publication"),
    "re-extraction": message("re-extraction"),
    "reconstruction": message("reconstruction"),
}
_LABEL = {"en": 22, "ja": 34}
"""Columns of the labels of numbers."""


def kind_word(kind: str, lang: Lang) -> str:
    """Return what kind of commit one is, in a language."""
    return _said(_KINDS, kind, lang)


def summary_line(line: str, lang: Lang) -> str:
    """Return a line of the summary of a commit in a language; one that somebody wrote stays as it is."""
    name, colon, counts = line.partition(": ")
    if lang == "en" or not colon or name not in _LINES:
        return line
    told = (part.partition(" ") for part in counts.split(", "))
    return f"{_LINES[name].said(lang)}: " + "、".join(_counted(count, word, lang) for count, _, word in told)


def number_lines(numbers: Mapping[str, Any], lang: Lang) -> list[str]:
    """Return what was counted in a corpus, a line a number."""
    return [
        pad(f"{_said(_NUMBERS, name, lang)}:", _LABEL[lang]) + _shown(value, lang) for name, value in numbers.items()
    ]


def _shown(value: Any, lang: Lang) -> str:
    if isinstance(value, Mapping):
        between = "、" if lang == "ja" else ", "
        value = between.join(f"{_word(word, lang)} {count}" for word, count in value.items())
    return "-" if value in (None, "") else str(value)


def _counted(count: str, word: str, lang: Lang) -> str:
    if count == "none":
        return message("none").said(lang)
    return f"{_word(word, lang)} {count}" if word else count


def _word(word: str, lang: Lang) -> str:
    words = WORDS[lang]
    known = words.ops | words.verdicts | words.forms
    return known.get(word, word) if lang == "ja" else word


def _said(messages: Mapping[str, Message], name: str, lang: Lang) -> str:
    return messages[name].said(lang) if name in messages else name
