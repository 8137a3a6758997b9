"""Number formats: what a cell shows for the number it holds.

Dates are what matters here: offices show them as 令和5年6月30日 and Excel keeps 45107.
"""

import calendar
import datetime
import re
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from shinkyu.text.cell_names import FIRST_DAY_1900, FIRST_DAY_1904
from shinkyu.text.wareki import ERAS

GENERAL = "General"
LONGEST_CODE = 255
"""Characters of a format in Excel."""
SHOWS_NOTHING = ";;;"
"""The format with which offices hide what a cell holds."""
BUILTIN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    30: "m/d/yy",
    32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"',
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    49: "@",
    **dict.fromkeys((27, 36, 50, 57), "ge.m.d"),
    **dict.fromkeys((28, 29, 51, 54, 58), 'ggge"年"m"月"d"日"'),
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((34, 52, 55), 'yyyy"年"m"月"'),
    **dict.fromkeys((35, 53, 56), 'm"月"d"日"'),
}
"""Formats that a file names by number only, as a Japanese Excel shows them (ECMA-376 part 1, 18.8.30)."""

_LITERAL = r'"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]'
_SECTION_END = re.compile(rf"(?:{_LITERAL}|[^;])*", re.DOTALL)
_NOT_CODE = re.compile(rf"{_LITERAL}|General", re.DOTALL | re.IGNORECASE)
_DATE_CODE = re.compile(r"[ymdhsger]|aaa", re.IGNORECASE)
_DIGIT = re.compile(r"[0#?]")
_DATE_TOKEN = re.compile(
    rf"{_LITERAL}|AM/PM|A/P|g{{1,3}}|e{{1,2}}|r{{1,2}}|y{{1,4}}|m{{1,5}}|d{{1,4}}|a{{3,4}}|h{{1,2}}|s{{1,2}}|.",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER_TOKEN = re.compile(rf"{_LITERAL}|General|[0#?][0#?,.]*|.", re.DOTALL | re.IGNORECASE)
_HALF_DAY = re.compile("am/pm|a/p", re.IGNORECASE)
_LAST_SERIAL = 2_958_465
"""9999-12-31."""
_WEEKDAYS = "月火水木金土日"
_INITIALS = {"昭和": "S", "平成": "H", "令和": "R"}
_LARGEST = Decimal("1e300")
"""No number in a cell is larger."""
_MOST_PLACES = 15
"""Digits that Excel keeps of a number."""
_EXACT = Context(prec=60)
_GENERAL_DIGITS = 11
"""Digits that a cell in General shows at most."""


def shown(number: str, code: str, *, from_1904: bool = False) -> str:
    """Return what a cell with the format *code* shows for *number*; what is no number stays as it is."""
    try:
        value = Decimal(number)
    except InvalidOperation:
        return number
    if not value.is_finite() or abs(value) > _LARGEST:
        return number
    section, value = _section(code, value)
    bare = _NOT_CODE.sub("", section)
    if _DATE_CODE.search(bare) and not _DIGIT.search(bare) and 0 <= value <= _LAST_SERIAL:
        return _date(value, section, from_1904=from_1904)
    return _number(value, section)


def shown_text(text: str, code: str) -> str:
    """Return what a cell with the format *code* shows for *text*: brackets may stand in the format only."""
    if code in (GENERAL, "@") or "@" not in code:
        return text
    section = code.rpartition(";")[2] if code.count(";") == 3 else code
    return "".join(text if token == "@" else _literal(token) or "" for token in _NUMBER_TOKEN.findall(section))


def _section(code: str, value: Decimal) -> tuple[str, Decimal]:
    """Return the part of a format that holds for *value* (positive; negative; zero) and what it is given."""
    sections = []
    rest = code
    while True:
        match = _SECTION_END.match(rest)
        end = match.end() if match else len(rest)
        sections.append(rest[:end])
        if end >= len(rest):
            break
        rest = rest[end + 1 :]
    if value < 0 and len(sections) > 1 and sections[1] != "@":
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _literal(token: str) -> str | None:
    """Return what a literal of a format prints, None for a code."""
    if token[0] == '"':
        return token[1:-1]
    if token[0] == "\\" and len(token) > 1:
        return token[1]
    if token[0] in "_*[" and len(token) > 1:
        return ""
    return None


def _date(value: Decimal, section: str, *, from_1904: bool) -> str:
    first = FIRST_DAY_1904 if from_1904 else FIRST_DAY_1900
    try:
        moment = first + datetime.timedelta(seconds=round(float(value) * 86400))
    except OverflowError:
        return str(value)
    parts: list[str] = []
    after_hour = False
    midnight = not (moment.hour or moment.minute or moment.second)
    for token in _DATE_TOKEN.findall(section):
        if midnight and parts and token[0] in "hH":
            break  # a day that a program wrote as a moment
        literal = _literal(token)
        if literal is not None:
            parts.append(literal)
            continue
        code = token.lower()
        minutes = code in ("m", "mm") and after_hour
        if code[0] in "hmsdy":
            after_hour = code[0] == "h"
        parts.append(f"{moment.minute:0{len(code)}}" if minutes else _date_part(code, moment, section))
    return "".join(parts).strip()


def _date_part(code: str, moment: datetime.datetime, section: str) -> str:
    """Return what one code of a date format prints."""
    era, year = _era(moment.date())
    first_year = "元" if year == 1 and "gannen" in section else str(year)
    match code:
        case "ggg":
            return era
        case "gg":
            return era[:1]
        case "g":
            return _INITIALS.get(era, "")
        case "e":
            return first_year
        case "ee" | "r":
            return f"{year:02}"
        case "rr":
            return f"{era}{year:02}"
        case "y" | "yy":
            return f"{moment.year % 100:02}"
        case "yyy" | "yyyy":
            return str(moment.year)
        case "m" | "d" | "h" | "s" | "mm" | "dd" | "hh" | "ss":
            hour = (moment.hour + 11) % 12 + 1 if _HALF_DAY.search(section) else moment.hour
            number = {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}[code[0]]
            return f"{number:0{len(code)}}"
        case "mmm":
            return calendar.month_abbr[moment.month]
        case "mmmm" | "mmmmm":
            return calendar.month_name[moment.month][: None if code == "mmmm" else 1]
        case "ddd" | "dddd":
            return (calendar.day_abbr if code == "ddd" else calendar.day_name)[moment.weekday()]
        case "aaa" | "aaaa":
            return _WEEKDAYS[moment.weekday()] + ("曜日" if code == "aaaa" else "")
        case "am/pm" | "a/p":
            return ("PM" if moment.hour >= 12 else "AM")[: None if code == "am/pm" else 1]
    return "" if code == "@" else code


def _era(day: datetime.date) -> tuple[str, int]:
    """Return era and year of *day*; before the eras known, no era and the year of the calendar."""
    for name, start in reversed(ERAS.items()):
        if day >= start:
            return name, day.year - start.year + 1
    return "", day.year


def _number(value: Decimal, section: str) -> str:
    parts: list[str] = []
    written = False
    for token in _NUMBER_TOKEN.findall(section):
        literal = _literal(token)
        if literal is not None:
            parts.append(literal)
        elif token.lower() == "general" or token == "@":
            parts.append(_general(value))
            written = True
        elif token[0] in "0#?":
            if not written:
                parts.append(_digits(value * 100 if "%" in section else value, token))
            written = True
        else:
            parts.append(token)
    return "".join(parts).strip()


def _general(value: Decimal) -> str:
    if value == value.to_integral_value() and abs(value) < 10**_GENERAL_DIGITS:
        return str(int(value))
    return f"{float(value):.{_GENERAL_DIGITS - 1}g}"


def _digits(value: Decimal, pattern: str) -> str:
    """Return *value* with as many digits as *pattern* (``#,##0.00``) asks for."""
    whole, _, decimals = pattern.partition(".")
    places = min(len(_DIGIT.findall(decimals)), _MOST_PLACES)
    if abs(value) >= Decimal(10) ** 20:
        return _general(value)
    rounded = abs(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)
    text = f"{rounded:,f}" if "," in whole.rstrip(",") else f"{rounded:f}"
    least = whole.count("0")
    head, point, tail = text.partition(".")
    return ("-" if value < 0 else "") + head.rjust(least, "0") + point + tail
