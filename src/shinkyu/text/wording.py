"""Sentences picked by a key, in Japanese and English, from the TOML files of the packages that need them."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from shinkyu.messages import Lang

Shape = TypeVar("Shape")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence in both languages; ``{name}`` stands for what is filled in."""

    ja: str
    en: str

    def filled(self, values: Mapping[str, object]) -> "Words":
        """Return the sentence with *values* in their places."""
        return Words(self.ja.format_map(values), self.en.format_map(values))

    def said(self, lang: Lang) -> str:
        """Return the sentence in a language."""
        return self.ja if lang == "ja" else self.en


def loaded(package: str, name: str, shape: type[Shape]) -> Shape:
    """Return the sentences in a TOML file of a package's folder ``data``, in the shape they have there."""
    return msgspec.toml.decode(files(package).joinpath("data", name).read_bytes(), type=shape)


@lru_cache(maxsize=4)
def wording(package: str, lang: Lang) -> dict[str, str]:
    """Return all words of the pages of a package in a language, by their key."""
    return {key: words.said(lang) for key, words in loaded(package, "words.toml", dict[str, Words]).items()}
