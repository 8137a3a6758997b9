"""The words that only the page needs, in Japanese and English (``data/words.toml``)."""

from shinkyu.render.report_words import Lang
from shinkyu.render.wording import wording


def page_words(lang: Lang) -> dict[str, str]:
    """Return all words of the page in a language, by their key."""
    return wording(__package__, lang)
