"""Text files: transcriptions, columns, raw text layers, in any encoding."""

import random
from collections.abc import Iterator

from examples import mixed, pieces, printed

from promises import promised

WORDS = [
    *printed(), "\t", "\f", "\n\n", "[○]", "[", "]", "<p>", "</p>", "<input checked>", "<input", "&nbsp;",
    "<選択肢>", "1)", "( )件",
    "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明", "令和7年7月31日", "※",
    "---", b"\xef\xbb\xbf", b"\xff\xfe", "\u3099", "ﷺ", "㍻", "\u2028",
]  # fmt: skip


def seeds() -> Iterator[bytes]:
    """Yield pieces of reports: as transcribed, as columns, as a raw text layer, in other encodings."""
    for text in pieces():
        yield text.encode()
        yield text.replace("\t", "      ").encode()
        yield text.replace("\t", "\n ").encode()
    first = next(pieces())
    yield from (first.encode(encoding, "replace") for encoding in ("cp932", "euc_jp", "utf-16"))


def changed(data: bytes, chance: random.Random) -> bytes:
    """Return lines and cells in another order, or with other words."""
    return mixed(data, WORDS, chance)


def ask(data: bytes) -> None:
    """Ask all promises of a text."""
    promised(data, "fuzz.txt")
