"""The words of the pages, in Japanese and English (``data/words.toml``), and which of the two a reader wants."""

import re

from shinkyu.messages import Lang
from shinkyu.text.wording import wording

_RANGE = re.compile(r"\s*(?P<lang>[A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9-]+)?\s*(?:;\s*q=(?P<q>[01](?:\.\d{0,3})?))?\s*")


def server_words(lang: Lang) -> dict[str, str]:
    """Return all words of the pages in a language, by their key."""
    return wording(__package__, lang)


def wanted_language(accepted: str) -> Lang:
    """Return the language that an ``Accept-Language`` asks for first; Japanese where it asks for neither."""
    best: tuple[float, Lang] = (0.0, "ja")
    for part in accepted.split(","):
        found = _RANGE.fullmatch(part)
        if found is None:
            continue
        weight = float(found["q"] or 1)
        lang = found["lang"].lower()
        if lang in ("ja", "en") and weight > best[0]:
            best = (weight, "en" if lang == "en" else "ja")
    return best[1]
