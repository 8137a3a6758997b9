"""Agencies (評価実施機関) by 全国地方公共団体コード: which office a cover names, and whether a code can be one.

The table is data (``data/agencies.toml``, with where it comes from).  An office that is not in it has no code
here, and none is guessed for it.
"""

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files

import msgspec

_WEIGHTS = (6, 5, 4, 3, 2)
_CODE = re.compile(r"[0-9]{6}")


class Agency(msgspec.Struct, frozen=True, order=True):
    """A prefecture or municipality."""

    code: str
    """Six digits, the check digit included."""
    prefecture: str
    name: str
    """``川崎市``; of a prefecture its own name."""

    def __str__(self) -> str:
        return f"{self.code} {self.prefecture}{self.name if self.name != self.prefecture else ''}"


def check_digit(first_five: str) -> str:
    """Return the check digit (検査数字) of the first five digits of a code.

    The rule of the 総務省: the digits times 6, 5, 4, 3, 2, added up, divided by 11; the last digit of 11 less the rest.
    """
    rest = sum(int(digit) * weight for digit, weight in zip(first_five, _WEIGHTS, strict=True)) % 11
    return str((11 - rest) % 10)


def is_code(text: str) -> bool:
    """Say whether *text* can be a 全国地方公共団体コード: six digits, the last one right."""
    return bool(_CODE.fullmatch(text)) and check_digit(text[:5]) == text[5]


def by_code(code: str) -> Agency | None:
    """Return the agency of the table that has the code."""
    return _table()[0].get(code)


def named(text: str) -> tuple[Agency, ...]:
    """Return the agencies that 評価実施機関名 can mean, by code: none, the one, or several of one name.

    ``川崎市``, ``川崎市長`` and ``神奈川県川崎市長 (健康福祉局)`` mean one; ``府中市長`` can be two;
    ``川崎市教育委員会`` is another body and not in the table.
    """
    name = folded(text).partition("(")[0]
    by_name = _table()[1]
    found = by_name.get(name, ())
    for title in ("長", "知事"):
        found = found or by_name.get(name.removesuffix(title), ())
    return found


def office(text: str) -> str:
    """Return what two ways to write one office share: its code where the name has one, else the folded name."""
    found = named(text)
    return found[0].code if len(found) == 1 else folded(text)


def folded(text: str) -> str:
    """Return a name without white space, full-width and half-width forms alike."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, Agency], dict[str, tuple[Agency, ...]]]:
    """Return the agencies by code, and by every name a cover can give them."""
    data = tomllib.loads(files(__package__).joinpath("data/agencies.toml").read_text(encoding="utf-8"))
    prefectures = {code[:2]: name for code, name in data["prefectures"].items()}
    lines = [*data["prefectures"].items(), *data["municipalities"].items()]
    agencies = {code: Agency(code, prefectures[code[:2]], name) for code, name in lines}
    names = [(agency, agency.name) for agency in agencies.values()]
    names += [(agencies[code], name) for name, code in data["former"].items()]
    by_name: dict[str, tuple[Agency, ...]] = {}
    for agency, name in sorted(names):
        by_name[name] = (*by_name.get(name, ()), agency)
        if name != agency.prefecture:
            by_name[agency.prefecture + name] = (agency,)
    return agencies, by_name
