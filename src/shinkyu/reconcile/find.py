"""Whether a quoted text stands in an item, and how."""

import re
from array import array
from collections.abc import Sequence
from typing import Literal, NamedTuple

from shinkyu.text.memory import remembered
from shinkyu.text.normalise import fold, fold_offsets
from shinkyu.text.orthography import lasting_kanji, spelling
from shinkyu.text.similarity import part_alignment

How = Literal["exact", "spelling", "pieces", "near", "absent"]

NEAR = 0.8
"""Likeness from which a passage is the quoted one in other words; below it reviewers see two texts."""
SHORTEST_NEAR = 6
"""Characters; a shorter text is there or it is not."""
LOST_AT_CUT = 1
"""Characters at the end of a cut cell that may be half a word."""

SHORTEST_PIECE = 5
"""Characters of a passage that an excerpt left something out beside; a shorter one stands anywhere."""
SPELLED_APART = 4
"""Characters by which the ends of a passage in other spelling may be missed."""

_PIECES = re.compile(r"[。\n\s]+|(?=[・○●①-⑳])")
_CUTS = re.compile(r"([。\n\s]+|(?=[・○●①-⑳]))")
_BORDER = re.compile(r"[。\s\[\]【】<>＜＞①-⑳○●]")
_BETWEEN_NAMES = re.compile(r"[、，,\s\[\]【】<>＜＞①-⑳○●]")
"""Borders in an item without a sentence, which lists offices or other names."""
_BULLET = re.compile(r"^[・○●\-]+")
_HEADINGS = (
    "[<＜〈《]", "[【]", r"(?<!\S)\[", "[①-⑳]", r"(?<!\S)[(（][0-9０-９]+[)）]",
    r"(?<!\S)[0-9０-９]+[.．、)）]?(?=\s|\D)", r"(?<!\S)[・○●■◆]",
)  # fmt: skip
"""How headings of one kind begin; brackets first, then enumerators."""
_IN_FRONT = tuple(
    (re.compile(mark), re.compile(first))
    for mark, first in (
        (r"\d\Z", r"\d"),
        (r"\d\.\Z", r"\d"),
        (r"\d,\Z", r"\d{3}(?!\d)"),
        (r"[一二三四五六七八九十百千]\Z", "[一二三四五六七八九十百千]"),
        (r"[未非不]\Z", "[一-鿿]"),
    )
)
"""What stands in front of a quotation, and how the quotation begins, where the two are one number or word."""
_BEHIND = tuple(
    (re.compile(last), re.compile(mark))
    for last, mark in (
        (r"\d\Z", r"\d"),
        (r"\d\Z", r"\.\d|,\d{3}(?!\d)"),
        (r"[条項号]\Z", r"の\d"),
        (r"[うくぐすつぬぶむる]\Z", "(こと|もの|わけ)(は|では|が|も)?(ない|なく|なし|なかった|ありません)"),
    )
)
"""How a quotation ends, and what follows, where the two are one number or citation, or a denial."""
EDGE = 4
"""Characters at the ends of a quotation that show, in the same spelling, whether the text goes on there."""
LONGEST_MARK = 12
"""Characters beside a quotation that tell whether it goes on."""
HELD: frozenset[How] = frozenset(("exact", "spelling", "pieces"))
"""Ways of standing there that leave no difference of substance."""


class Found(NamedTuple):
    """How a text stands in an item; ``quotation`` is what the item prints there."""

    how: How
    quotation: str = ""
    likeness: float = 0.0
    stretches: tuple[tuple[int, int], ...] = ()
    """Where the passages of a text found in pieces stand; ``quotation`` is the longest of them."""

    @property
    def held(self) -> bool:
        """The text is there, up to spelling and cuts."""
        return self.how in HELD

    def passages(self, inside: str) -> tuple[str, ...]:
        """Return what *inside* prints for the text: one passage, or each of those it was found in."""
        return tuple(inside[start:end] for start, end in self.stretches) or (self.quotation,)


@remembered(8192)
def seek(text: str, inside: str, *, cut_off: bool = False) -> Found:
    """Return how *text* stands in *inside*.

    Certain steps first: the same characters (width and white space aside), the same words in other
    spelling, its pieces in order; then the passage most like it.

    Args:
        text: a quotation of a declared row.
        inside: the printed value of an item.
        cut_off: the layout cut the quotation, so its last characters may be half a word.
    """
    key = sought_key(text, cut_off=cut_off)
    if not key:
        return Found("absent")
    whole, offsets = _folded(inside)
    place = find_key(key, whole, open_end=cut_off)
    if place >= 0:
        return Found("exact", _original(inside, offsets, place, place + len(key)), 1.0)
    if not whole:
        return Found("absent")
    likeness, start, end = part_alignment(key, whole)
    if len(key) > len(whole):
        likeness *= len(whole) / len(key)
    quotation = _original(inside, offsets, start, end)
    # Other spelling changes few characters; a passage unlike the text needs no dictionary.
    if likeness >= NEAR / 2 and _is_spelled(text, inside):
        return Found("spelling", quotation, 1.0)
    pieces = _pieces(text)
    runs = _spliced(pieces, inside) if pieces and (len(pieces) > 1 or pieces[0].key != key) else ()
    if runs and len(pieces) > 1:
        stretches = tuple((offsets[start], offsets[end - 1] + 1) for start, end in runs)
        first, last = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
        return Found("pieces", inside[first:last], 1.0, stretches)
    if runs and len(pieces[0].key) >= SHORTEST_NEAR:
        return Found("spelling", _original(inside, offsets, *runs[0]), 1.0)
    if len(key) < SHORTEST_NEAR or likeness < NEAR or end <= start:
        return Found("absent", likeness=likeness)
    return Found("near", quotation, likeness)


def sought_key(text: str, *, cut_off: bool = False) -> str:
    """Return the comparison key of a quotation; one that was cut off loses what may be half a word."""
    key = folded(text)
    return key[:-LOST_AT_CUT] if cut_off and len(key) > SHORTEST_NEAR else key


def find_key(key: str, whole: str, start: int = 0, *, open_end: bool = False) -> int:
    """Return where *key* stands in *whole* from *start* on, -1 where it does not.

    A number is not found inside a longer one, nor an article in one of its branches, nor a word or a
    sentence in its denial: 第1 does not stand in 第12, 十人 in 二十人, 第19条 in 第19条の2, 承認 in 未承認.
    """
    place = whole.find(key, start) if key else -1
    while place >= 0:
        end = place + len(key)
        behind = whole[end : end + LONGEST_MARK]
        ahead = whole[max(place - LONGEST_MARK, 0) : place]
        if not _goes_on(ahead, key) and (open_end or not _goes_on_behind(key, behind)):
            return place
        place = whole.find(key, place + 1)
    return -1


def _is_spelled(text: str, inside: str) -> bool:
    """Say whether *inside* holds the words of *text* in whatever spelling, and does not go on at its ends."""
    key, whole = folded(text), _folded(inside)[0]
    if not _may_be_spelled(key, whole):
        return False
    edges = (edge for edge in (key[:EDGE], key[-EDGE:]) if edge in whole)
    apart = all(find_key(edge, whole) >= 0 for edge in edges)
    return apart and bool(spelled(text)) and spelled(text) in spelled(inside)


def _may_be_spelled(key: str, whole: str) -> bool:
    """Say whether no kanji speaks against it: most texts differ in more than spelling, which needs no dictionary."""
    return _lasting(key) in _lasting(whole)


def _goes_on(ahead: str, key: str) -> bool:
    """Say whether what stands in front makes another number or word of the beginning of *key*."""
    return any(mark.search(ahead) and first.match(key) for mark, first in _IN_FRONT)


def _goes_on_behind(key: str, behind: str) -> bool:
    """Say whether what follows makes another number or citation of the end of *key*, or denies it."""
    return any(last.search(key) and mark.match(behind) for last, mark in _BEHIND)


def without(inside: str, texts: tuple[str, ...]) -> str:
    """Return the key of *inside* with the places of *texts* and of their pieces blotted out."""
    key = _folded(inside)[0]
    parts: list[str] = []
    for text in texts:
        pieces = [folded(piece) for piece in _PIECES.split(text)]
        parts += [folded(text)] if folded(text) in key else [p for p in pieces if len(p) >= SHORTEST_NEAR]
    for part in sorted(parts, key=len, reverse=True):
        key = key.replace(part, "\0") if part else key
    return key


def follows(text: str, inside: str) -> str:
    """Return what *inside* prints behind *text*, empty where the text is not there or ends it."""
    key = folded(text)
    whole, offsets = _folded(inside)
    place = find_key(key, whole)
    end = place + len(key)
    return inside[offsets[end - 1] + 1 :] if key and place >= 0 and end < len(whole) else ""


def every_place(text: str, inside: str) -> list[tuple[int, int]]:
    """Return every place where *inside* prints *text*."""
    wanted = folded(text)
    whole, offsets = _folded(inside)
    places: list[tuple[int, int]] = []
    place = whole.find(wanted) if wanted else -1
    while place >= 0:
        end = place + len(wanted)
        places.append((offsets[place], offsets[end - 1] + 1))
        place = whole.find(wanted, end)
    return places


def section(heading: str, inside: str) -> tuple[int, int] | None:
    """Return where *heading* and what is below it stand: up to the next heading of the same kind."""
    key = folded(heading)
    whole, offsets = _folded(inside)
    place = find_key(key, whole)
    if place < 0:
        return None
    start, end = offsets[place], offsets[place + len(key) - 1] + 1
    for kind in _HEADINGS:
        mark = re.search(rf"{kind}\s*$", inside[:start])
        if mark or re.match(kind, inside[start:]):
            following = re.compile(kind).search(inside, end)
            return (mark.start() if mark else start), (following.start() if following else len(inside))
    return start, len(inside)


class _Piece(NamedTuple):
    """A sentence, line or list entry of a quotation; ``ends``: a full stop closes it there."""

    key: str
    ends: bool


def _pieces(text: str) -> list[_Piece]:
    parts = [*_CUTS.split(text), ""]
    found = (
        _Piece(folded(_BULLET.sub("", piece.strip())), "。" in (cut or ""))
        for piece, cut in zip(parts[::2], parts[1::2], strict=True)
    )
    return [piece for piece in found if piece.key]


def pieces_of(text: str) -> tuple[str, ...]:
    """Return the comparison keys of the sentences, lines and list entries of a quotation."""
    return tuple(piece.key for piece in _pieces(text))


def _spliced(pieces: list[_Piece], inside: str) -> tuple[tuple[int, int], ...]:
    """Return the passages of the key of *inside* that the pieces make up in order, empty where they do not.

    Pieces with nothing but punctuation between them make one passage.  Where an excerpt leaves
    something out, it leaves out whole sentences or lines, so both sides end there.
    """
    whole = _folded(inside)[0]
    ways: list[tuple[tuple[int, int], ...]] = [()]
    for piece in pieces:
        if not ways:
            return ()
        following: dict[int, tuple[tuple[int, int], ...]] = {}
        for start, end in _places(piece, inside):
            for way in ways:
                joined = _joined(way, start, end, inside, whole)
                if joined and (end not in following or len(joined) < len(following[end])):
                    following[end] = joined
        ways = list(following.values())
    ways = [way for way in ways if len(way) == 1 or _is_long(way[-1])]
    return min(ways, key=len, default=())


def _joined(
    way: tuple[tuple[int, int], ...], start: int, end: int, inside: str, whole: str
) -> tuple[tuple[int, int], ...]:
    if not way:
        return ((start, end),)
    first, last = way[-1]
    between = whole[last:start]
    if start < last:
        return ()
    if not any(char.isalnum() for char in between):
        return (*way[:-1], (first, end))
    if _is_long(way[-1]) and _closes(inside, last) and _opens(inside, start):
        return (*way, (start, end))
    return ()


def _is_long(passage: tuple[int, int]) -> bool:
    return passage[1] - passage[0] >= SHORTEST_PIECE


def _places(piece: _Piece, inside: str) -> list[tuple[int, int]]:
    """Return where a piece stands in the key of *inside*, in whatever spelling."""
    whole = _folded(inside)[0]
    found: list[tuple[int, int]] = []
    place = find_key(piece.key, whole)
    while place >= 0:
        found.append((place, place + len(piece.key)))
        place = find_key(piece.key, whole, place + 1)
    if not found and len(piece.key) >= SHORTEST_PIECE and _is_spelled(piece.key, inside):
        spelling = spelled(piece.key)
        _, start, end = part_alignment(piece.key, whole)
        found += [place for place in _between_borders(inside, start, end) if spelling in spelled(_cut(inside, place))][
            :1
        ]
    return [place for place in found if not piece.ends or _closes(inside, place[1], _BORDER)]


def _between_borders(inside: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the passages that end at borders next to one found by likeness, the shortest first, then itself."""
    length = len(_folded(inside)[0])
    near = range(-SPELLED_APART, SPELLED_APART + 1)
    starts = [start + n for n in near if 0 <= start + n < length and _opens(inside, start + n)]
    ends = [end + n for n in near if 0 < end + n <= length and _closes(inside, end + n)]
    passages = [(a, b) for a in starts for b in ends if a < b]
    return [*sorted(passages, key=lambda passage: passage[1] - passage[0]), (start, end)]


def _cut(inside: str, place: tuple[int, int]) -> str:
    return _original(inside, _folded(inside)[1], *place)


def _opens(inside: str, start: int) -> bool:
    """Say whether something begins where the key of *inside* goes on at *start*."""
    place, border = _folded(inside)[1][start], _border(inside)
    return place == 0 or bool(border.match(inside[place - 1]) or border.match(inside[place]))


def _closes(inside: str, end: int, signs: re.Pattern[str] | None = None) -> bool:
    """Say whether something ends where the key of *inside* is cut at *end*: by default a sentence or a name."""
    place, border = _folded(inside)[1][end - 1] + 1, signs or _border(inside)
    return place >= len(inside) or bool(border.match(inside[place]) or border.match(inside[place - 1]))


def _border(inside: str) -> re.Pattern[str]:
    return _BORDER if "。" in inside else _BETWEEN_NAMES


@remembered(32768)
def folded(text: str) -> str:
    """Return the comparison key of *text*; rows and items are compared many times over."""
    return fold(text)


@remembered(8192)
def _folded(text: str) -> tuple[str, Sequence[int]]:
    key, offsets = fold_offsets(text)
    return key, array("L", offsets)  # kept for every item: a quarter of the memory of a list


@remembered(8192)
def _lasting(key: str) -> str:
    return lasting_kanji(key)


@remembered(8192)
def spelled(text: str) -> str:
    """Return the comparison key of *text* with the spelling of its words made one."""
    return spelling(text)


def _original(inside: str, offsets: Sequence[int], start: int, end: int) -> str:
    """Return the characters of *inside* that a stretch of its key stands for."""
    if end <= start:
        return ""
    return inside[offsets[start] : offsets[min(end, len(offsets)) - 1] + 1]
