"""Cells that state several items, the label before each value, cut at the labels.

⑦再委託の有無 再委託する ⑧再委託の許諾方法 書面により許諾する。
<宛名情報> 氏名の振り仮名 <認定情報> 電子申請受付番号
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from shinkyu.model.form import ItemSpec
from shinkyu.text.normalise import fold, fold_offsets

SHORTEST_LABEL = 3
"""Characters of a label that can be told from a word of a value."""

_AROUND_VALUE = " \n\u3000・:："
"""Characters between a label and its value."""

_BEFORE_LABEL = re.compile(r"(^|[\s・○、。)）])$")
_AFTER_LABEL = re.compile(r"^($|[\s:：\[［(（])")
_PAGE_LABEL = r"(?:^|(?<=\s))(?:[(（<＜【\[]{0}[)）>＞】\]]|{0}(?=[\s:：①-⑳]))"
_NEXT_CITATION = re.compile(r"[、，,；;]\s*+(?=[「『(（]?\s*+(?:[ⅠⅡⅢⅣⅤⅥ]|(?:I{1,3}|IV|VI?)[\s.．]|別添|表紙))")
_TITLE = re.compile(r"(?:^|(?<=\s)|(?<=[)）]))[<＜【]([^<>＜＞【】]{2,40})[>＞】]")


class Piece(NamedTuple):
    """A stretch of a cell: the label it follows (None: in front of the first) and its text."""

    spec: ItemSpec | None
    text: str


class Section(NamedTuple):
    """A stretch of a cell under a printed title, None in front of the first."""

    title: str | None
    text: str


def at_citations(cell: str) -> list[str]:
    """Return the citations that a 項目 cell lists one after the other, each from its part on."""
    return [piece.strip() for piece in _NEXT_CITATION.split(cell)]


def at_labels(cell: str, specs: Sequence[ItemSpec]) -> list[Piece]:
    """Return *cell* cut at the labels of *specs*, in printed order; one piece where it holds none."""
    key, offsets = fold_offsets(cell)
    hits: list[tuple[int, int, ItemSpec]] = []
    for spec in specs:
        names = sorted({fold(name) for name in (spec.label, *spec.aliases)}, key=len, reverse=True)
        for name in names:
            hit = _standing_alone(cell, key, offsets, name)
            if hit and not any(start < hit[1] and hit[0] < end for start, end, _ in hits):
                hits.append((*hit, spec))
                break
    hits.sort(key=lambda hit: hit[0])
    bounds = [*(start for start, _, _ in hits), len(cell)]
    pieces = [Piece(None, cell[: bounds[0]].strip(_AROUND_VALUE))]
    for (_, end, spec), following in zip(hits, bounds[1:], strict=True):
        pieces.append(Piece(spec, cell[end:following].strip(_AROUND_VALUE)))
    return [piece for piece in pieces if piece.spec or piece.text]


def at_page_labels(cell: str, leaves: Sequence[ItemSpec]) -> list[Piece]:
    """Return *cell* cut at the labels of a page of an annex: 図 and 備考, in front of their text."""
    hits: list[tuple[int, int, ItemSpec]] = []
    for leaf in leaves:
        found = re.search(_PAGE_LABEL.format(re.escape(leaf.label)), cell)
        if found:
            hits.append((found.start(), found.end(), leaf))
    hits.sort(key=lambda hit: hit[0])
    bounds = [*(start for start, _, _ in hits), len(cell)]
    pieces = [Piece(None, cell[: bounds[0]].strip())]
    for (_, end, leaf), following in zip(hits, bounds[1:], strict=True):
        pieces.append(Piece(leaf, cell[end:following].strip(_AROUND_VALUE)))
    return [piece for piece in pieces if piece.text]


def at_titles(cell: str) -> list[Section]:
    """Return *cell* cut at its titles in angle brackets."""
    hits = list(_TITLE.finditer(cell))
    bounds = [*(hit.start() for hit in hits), len(cell)]
    sections = [Section(None, cell[: bounds[0]].strip())]
    for hit, following in zip(hits, bounds[1:], strict=True):
        sections.append(Section(hit.group(1).strip(), cell[hit.end() : following].strip()))
    return [section for section in sections if section.title or section.text]


def _standing_alone(cell: str, key: str, offsets: list[int], name: str) -> tuple[int, int] | None:
    """Return where a label stands by itself in *cell*, not as a word of a sentence."""
    if len(name) < SHORTEST_LABEL:
        return None
    place = key.find(name)
    while place >= 0:
        start, end = offsets[place], offsets[place + len(name) - 1] + 1
        if _BEFORE_LABEL.search(cell[:start]) and _AFTER_LABEL.search(cell[end:]):
            return start, end
        place = key.find(name, place + 1)
    return None
