"""Text files: transcriptions, columns, raw text layers, in any encoding."""

import random
from collections.abc import Iterator
from zlib import crc32

from examples import is_read, mixed, pieces, printed

from promises import promised
from shinkyu.model.formats import CHECK_FORMATS

WORDS = [
    *printed(), "\t", "\f", "\n\n", "[○]", "[", "]", "<p>", "</p>", "<input checked>", "<input", "&nbsp;",
    "<選択肢>", "1)", "( )件",
    "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明", "令和7年7月31日", "※",
    "---", b"\xef\xbb\xbf", b"\xff\xfe", "\u3099", "ﷺ", "㍻", "\u2028",
]  # fmt: skip


def seeds() -> Iterator[bytes]:
    """Yield pieces of reports: as transcribed, as columns, as a raw text layer, in other encodings."""
    first = pieces()[0]
    made = [text.replace("\t", gap).encode() for text in pieces() for gap in ("\t", "      ", "\n ")]
    yield from filter(is_read, made)
    yield from (first.encode(encoding, "replace") for encoding in ("cp932", "euc_jp", "utf-16"))


def changed(data: bytes, chance: random.Random) -> bytes:
    """Return lines and cells in another order, or with other words."""
    return mixed(data, WORDS, chance)


IN_ALL_FORMATS = 8
"""Of so many texts one is also written as a page and a workbook: that takes longer than all the rest."""


def first(data: bytes) -> None:
    """Ask a text in all formats, so that all is loaded."""
    promised(data, "fuzz.txt")


def ask(data: bytes) -> None:
    """Ask all promises of a text."""
    promised(data, "fuzz.txt", CHECK_FORMATS if crc32(data) % IN_ALL_FORMATS == 0 else ("text", "json", "md"))
