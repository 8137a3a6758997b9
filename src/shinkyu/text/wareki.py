"""Era dates (和暦) and the dates they name."""

import datetime
import re

from shinkyu.text.normalise import fold_width

# First day of each era; 元号を改める政令. Only eras that assessments can name (番号法 is of 2013).
ERAS = {
    "昭和": datetime.date(1926, 12, 25),
    "平成": datetime.date(1989, 1, 8),
    "令和": datetime.date(2019, 5, 1),
}
_SHORT = {"S": "昭和", "H": "平成", "R": "令和"}
_ERA_DATE = re.compile(
    r"(昭和|平成|令和|[SHR])\s*(元|\d{1,2})\s*(?:年|[./-])\s*(\d{1,2})\s*(?:月|[./-])\s*(\d{1,2})\s*日?"
)
_WESTERN = re.compile(r"(\d{4})\s*(?:年|[./-])\s*(\d{1,2})\s*(?:月|[./-])\s*(\d{1,2})\s*日?")
_AFTER_A_DAY = re.compile(r"^\s*+(?:\([日月火水木金土](?:曜日?)?\))?\s*+(?:時点)?\s*+$")


def find_dates(text: str) -> list[tuple[datetime.date, int, int]]:
    """Return every date in *text* with the place of its characters in ``fold_width(text)``."""
    folded = fold_width(text)
    found: list[tuple[datetime.date, int, int]] = []
    for match in _ERA_DATE.finditer(folded):
        era, year, month, day = match.groups()
        start = ERAS[_SHORT.get(era, era)]
        number = 1 if year == "元" else int(year)
        date = _date(start.year + number - 1, int(month), int(day)) if number else None
        if date:
            found.append((date, match.start(), match.end()))
    for match in _WESTERN.finditer(folded):
        year, month, day = match.groups()
        date = _date(int(year), int(month), int(day))
        if date:
            found.append((date, match.start(), match.end()))
    return sorted(found, key=lambda item: item[1])


def single_date(text: str) -> datetime.date | None:
    """Return the day *text* names when it names exactly one and says nothing else.

    A weekday in brackets and 時点 may follow; ``平成27年10月以降`` and ranges are no single day.
    """
    folded = fold_width(text)
    dates = find_dates(text)
    if len(dates) != 1:
        return None
    date, start, end = dates[0]
    if folded[:start].strip() or not _AFTER_A_DAY.match(folded[end:]):
        return None
    return date


def era_text(date: datetime.date) -> str:
    """Return *date* as offices print it: ``令和7年7月31日``, ``令和元年5月1日``."""
    for name, start in reversed(ERAS.items()):
        if date >= start:
            year = date.year - start.year + 1
            return f"{name}{'元' if year == 1 else year}年{date.month}月{date.day}日"
    return f"{date.year}年{date.month}月{date.day}日"


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
