"""What the program says, in English and Japanese: the English stands in the code, the Japanese in ``locale``.

A message is kept as what it is made of, so that it can be said in the language of whoever reads it: an error is
raised deep in a process that does not know its reader.  The English template is the key of the catalogue, as is the
way of GNU gettext, and what the catalogue does not hold is said in English.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal, NamedTuple

Lang = Literal["ja", "en"]

LOCALE = os.path.join(os.path.dirname(__file__), "locale")
"""The folder of the catalogues, as the tools of gettext want it."""
OURS, BORROWED = "shinkyu", "borrowed"
"""The catalogue of our own words, and that of the words of libraries: of the one for commands, and of the system."""

_PLACE = re.compile(r"{(\w+)}")


class Message(NamedTuple):
    """A sentence, or a part of one, with what is filled in."""

    template: str
    """In English; ``{name}`` stands for a value."""
    values: dict[str, str | int | Message] = {}  # noqa: RUF012 - no message changes its values

    def __str__(self) -> str:
        return self.said("en")

    def said(self, lang: Lang) -> str:
        """Return the message in a language; the messages among its values are said in it, too."""
        template = _japanese()(self.template) if lang == "ja" else self.template
        # Not str.format: a template that comes from another process must reach no attribute and fill no memory.
        return _PLACE.sub(lambda place: self._filled(place, lang), template)

    def line(self, lang: Lang) -> str:
        """Return the message as one line: what is filled in may hold several."""
        return " ".join(self.said(lang).split())

    def instead(self, before: str, after: str | Message) -> Message:
        """Return the message with *after* filled in wherever *before* is."""
        others: dict[str, str | Message] = {before: after}
        values = {
            name: value.instead(before, after) if isinstance(value, Message) else others.get(str(value), value)
            for name, value in self.values.items()
        }
        return Message(self.template, values)

    def _filled(self, place: re.Match[str], lang: Lang) -> str:
        value = self.values.get(place[1])
        if value is None:
            return place[0]
        return value.said(lang) if isinstance(value, Message) else str(value)


def message(template: str, /, **values: object) -> Message:
    """Return a message: the *template* in English, and what is filled in.

    Errors are filled in as what they say, those of the system by their reason, all else as its ``str``.
    """
    return Message(template, _plain(values))


def of_number(n: int, one: str, many: str, /, **values: object) -> Message:
    """Return the message on one thing or on another number of things, with the number filled in as ``n``."""
    return message(one if n == 1 else many, n=f"{n:,}", **values)


def spoken(lang: Lang, template: str, /, **values: object) -> str:
    """Return what a message says in a language, for a report that is made for one reader."""
    return message(template, **values).said(lang)


def joined(parts: list[Message], between: str) -> Message:
    """Return several messages as one, with *between*, a message of its own, from each to the next."""
    whole, *rest = parts
    for part in rest:
        whole = Message("{before}{between}{after}", {"before": whole, "between": Message(between), "after": part})
    return whole


def _plain(values: Mapping[str, object]) -> dict[str, str | int | Message]:
    return {name: _value(value) for name, value in values.items()}


def _value(value: object) -> str | int | Message:
    if isinstance(value, Message | str | int):
        return value
    if isinstance(found := getattr(value, "said", None), Message):
        return found
    if isinstance(value, OSError) and value.strerror:
        return Message(value.strerror)
    return str(value)


@cache
def _japanese() -> Callable[[str], str]:
    import gettext  # nothing is loaded to speak English

    ours = gettext.translation(OURS, LOCALE, ["ja"])
    ours.add_fallback(gettext.translation(BORROWED, LOCALE, ["ja"]))
    return ours.gettext
