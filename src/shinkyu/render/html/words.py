"""The words that only the page needs, in Japanese and English (``data/words.toml``)."""

from shinkyu.messages import Lang
from shinkyu.text.wording import wording


def page_words(lang: Lang) -> dict[str, str]:
    """Return all words of the page in a language, by their key."""
    return wording(__package__, lang)
