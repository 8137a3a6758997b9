"""The words of the pages: each is used, and says the same in both languages."""

import re
from importlib.resources import files
from string import Formatter

from shinkyu.web.words import server_words

FAMILIES = ("group_", "ground_", "kind_", "state_")
"""Words whose key is made of a name: every one of them is looked at by a page."""


def _source() -> str:
    package = files("shinkyu.web")
    parts = [*package.iterdir(), *package.joinpath("templates").iterdir()]
    return "\n".join(part.read_text(encoding="utf-8") for part in parts if part.name.endswith((".py", ".j2")))


def test_every_word_is_used() -> None:
    source = _source()
    unused = [key for key in server_words("ja") if not re.search(rf'say\.{key}\b|"{key}"', source)]

    assert [] == [key for key in unused if not key.startswith(FAMILIES)]


def test_both_languages_have_the_same_places_to_fill() -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    english = server_words("en")

    assert {} == {key: ja for key, ja in server_words("ja").items() if places(ja) != places(english[key])}


def test_no_page_asks_for_a_word_that_is_not_there() -> None:
    asked = set(re.findall(r"\bsay\.([a-z_]+)\b", _source()))

    assert asked <= set(server_words("ja"))
