"""The words that only the page needs, in Japanese and English (``data/words.toml``)."""

from functools import lru_cache
from importlib.resources import files

import msgspec

from shinkyu.render.report_words import Lang


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence in both languages; ``{name}`` stands for what is filled in."""

    ja: str
    en: str


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, _Words]:
    return msgspec.toml.decode(files(__package__).joinpath("data", "words.toml").read_bytes(), type=dict[str, _Words])


def page_words(lang: Lang) -> dict[str, str]:
    """Return all words of the page in a language, by their key."""
    return {key: words.ja if lang == "ja" else words.en for key, words in _catalogue().items()}
