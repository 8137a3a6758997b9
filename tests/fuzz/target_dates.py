"""Era dates, numerals and comparison keys: small functions that every text goes through."""

import datetime
from collections.abc import Iterator

from shinkyu.text.normalise import fold, fold_offsets, fold_width, is_blank, label_key
from shinkyu.text.numerals import circled_value, kanji_value
from shinkyu.text.wareki import ERAS, era_text, find_dates, single_date

WORDS = [
    *ERAS, "元年", "年", "月", "日", "令和元年5月1日", "R7.4.1", "H27/10/5", "2025-07-31", "令和七年", "時点", "以降",
    "平成31年4月31日", "(木)", "（木曜日）", "㍻", "㋿", "㈪", "１２", "⑫", "Ⅻ", "一", "〇", "千", "万", "ﾊﾟ", "\u3099",
    "ﷺ", "\u2028", "\u0345", "İ",
]  # fmt: skip


YEARS = range(1000, 2118)
"""To 令和99年: years of other lengths are slips of the pen and are not read."""


def seeds() -> Iterator[bytes]:
    """Yield days of every era as they are written."""
    for first in (*ERAS.values(), datetime.date(2025, 7, 31)):
        yield era_text(first).encode()
        yield f"{first.isoformat()} 時点、{first:%Y/%m/%d}から".encode()
    yield "三百二十一件、一〇二四人、ﾊﾟｿｺﾝ㍻３０年４月１日、①Ⅳ".encode()


def ask(data: bytes) -> None:
    """Ask that places lie in the text, that what is written can be read again, and that keys are stable."""
    text = data.decode("utf-8", "replace")
    folded = fold_width(text)
    for date, start, end in find_dates(text):
        assert 0 <= start < end <= len(folded)
        assert date in [found for found, _, _ in find_dates(folded[start:end])]
    single = single_date(text)
    if single:
        assert single == single_date(era_text(single)) or single.year not in YEARS
        assert single == single_date(f" {text} ")
    assert fold(text) == fold(fold(text))
    key, offsets = fold_offsets(text)
    assert fold(text) == key
    assert len(key) == len(offsets)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)
    assert label_key(text) == label_key(label_key(text))
    assert is_blank(text) == is_blank(fold(text))
    for piece in (text, *text[:8]):
        kanji_value(piece)
        circled_value(piece)
