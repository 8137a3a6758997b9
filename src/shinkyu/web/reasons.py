"""Why a file cannot be read, in the language of the reader (``data/reasons.toml``)."""

import re
from functools import lru_cache
from importlib.resources import files

import msgspec

from shinkyu.errors import ShinkyuError
from shinkyu.render.report_words import Lang


class _Reason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in the error, and what it means in Japanese; named groups are filled in."""

    found: str
    ja: str


class _Reasons(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reason: tuple[_Reason, ...]


@lru_cache(maxsize=1)
def _reasons() -> tuple[_Reason, ...]:
    data = files(__package__).joinpath("data", "reasons.toml").read_bytes()
    return msgspec.toml.decode(data, type=_Reasons).reason


def reason(error: ShinkyuError, lang: Lang) -> str:
    """Return why a file cannot be read as one line; an error that is not known in Japanese stays as it is."""
    text = " ".join(str(error).split())
    if lang == "ja":
        for one in _reasons():
            if match := re.search(one.found, text):
                return one.ja.format_map(match.groupdict())
    return text
