"""The words of pages, in Japanese and English, from the ``data/words.toml`` of the package that needs them."""

from functools import lru_cache
from importlib.resources import files

import msgspec

from shinkyu.render.report_words import Lang


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence in both languages; ``{name}`` stands for what is filled in."""

    ja: str
    en: str


@lru_cache(maxsize=4)
def wording(package: str, lang: Lang) -> dict[str, str]:
    """Return all words of a package in a language, by their key."""
    data = files(package).joinpath("data", "words.toml").read_bytes()
    catalogue = msgspec.toml.decode(data, type=dict[str, _Words])
    return {key: words.ja if lang == "ja" else words.en for key, words in catalogue.items()}
