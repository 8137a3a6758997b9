"""前 and 後 cells → what the row says happened.

The phrases are data (``data/directives.toml``); a cell that is no phrase is a quotation.
"""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, cast

from shinkyu.model.declaration import Directive, DirectiveOp
from shinkyu.model.form import ItemSpec
from shinkyu.text.normalise import fold, is_blank
from shinkyu.text.similarity import ratio

MISQUOTED_OPTION = 0.75
"""Likeness of a short text to an option of the form from which it is meant as that option."""
LONGEST_DIRECTIVE = 5_000
"""Characters of a cell that may be a phrase; a longer one is a quotation.  The phrases quote texts of any kind on
both sides, so that reading one takes time by the square of its length."""
LONGEST_OPTION = 60
"""Characters; the longest option of any form has 46."""

_OMITTED = re.compile(r"\(省略\)|\(中略\)|\(略\)|\(前略\)|\(後略\)|〔略〕|…{2,}")
_EDIT_MARK = re.compile(r"\((追加|追記|新規|挿入|削除)\)")
_BARE_DELETION = re.compile(r"(?:^|(?<=\s))削除(?=\s|$)")
_COUNTS = re.compile(r"^(?:[^\d()]{0,20}\(?\d{1,4}\)?件[、,]?+)+$")
_NUMBER = re.compile(r"^\(?\d{1,4}\)?$")
_BOX = re.compile(r"\[[○✓✔レ ]?\]")
_SIGNS = re.compile(r"^[、。,.・「」『』:;]+$")
"""A cell of these alone: a slip, or a bullet without its text."""
_AROUND_PLACE = re.compile(r"^[「『(<【]+|(?<![」』)>】])[」』)>】]*+(に|について)?$")


class Phrase(NamedTuple):
    """One line of the grammar."""

    rule: str
    cell: str
    op: DirectiveOp
    pattern: re.Pattern[str]


class CellMeaning(NamedTuple):
    """What one cell says: the phrase it is, or none, and the texts in it."""

    phrase: Phrase | None
    texts: tuple[str, ...]
    groups: dict[str, str]


@lru_cache(maxsize=1)
def phrases() -> tuple[Phrase, ...]:
    """Return the grammar in its order."""
    data = tomllib.loads(Path(__file__).with_name("data").joinpath("directives.toml").read_text(encoding="utf-8"))
    return tuple(
        Phrase(line["rule"], line["cell"], cast(DirectiveOp, line["op"]), re.compile(line["pattern"]))
        for line in data["phrase"]
    )


def read_directive(before_cell: str, after_cell: str, spec: ItemSpec | None = None) -> Directive:
    """Return what two cells say; *spec* is the item they are about, None where that is open."""
    before = read_cell(before_cell, "before")
    after = read_cell(after_cell, "after")
    old_texts = () if before.phrase else before.texts
    if after.phrase and after.phrase.op == "add" and old_texts:
        # 前 quotes what stood there, so 後 quotes too, though it holds 「…」を追加.
        after = CellMeaning(None, fragments(after_cell), {})
    if after.phrase:
        return _from_phrase(after.phrase, after.groups, old_texts)
    if before.phrase and before.phrase.op == "figure":
        return Directive("figure", before.phrase.rule, after=after.texts)
    if _SIGNS.match(fold(after_cell)):
        return Directive("not-understood", "signs-only")
    if not after.texts:
        if _OMITTED.search(_half_width(after_cell)) and not _OMITTED.search(_half_width(before_cell)):
            # A text beside (省略) was not said to go; between two of them it was left out of what is quoted.
            return Directive("not-understood", "after-omitted")
        if old_texts:
            return Directive("delete", "empty-after", before=old_texts)
        return Directive("not-understood", "both-cells-empty")
    special = _special(after_cell, spec, old_texts, after.texts)
    if special:
        return special
    if before.phrase:
        return Directive("add", before.phrase.rule, after=after.texts)
    if not old_texts:
        return Directive("add", "empty-before", after=after.texts)
    return Directive("quote", "quoted", before=old_texts, after=after.texts)


def read_cell(text: str, cell: str) -> CellMeaning:
    """Return the meaning of a 前 (``before``) or 後 (``after``) cell by itself."""
    key = fold(text)
    if cell == "before" and (is_blank(text) or _SIGNS.match(key)):
        return CellMeaning(None, (), {})
    for phrase in phrases():
        if phrase.cell == cell and len(key) <= LONGEST_DIRECTIVE:
            match = phrase.pattern.match(key)
            if match:
                return CellMeaning(phrase, (), {k: v for k, v in match.groupdict().items() if v})
    return CellMeaning(None, fragments(text), {})


def fragments(text: str) -> tuple[str, ...]:
    """Return the quoted pieces of a cell: cut at (省略), marks of insertion and deletion dropped."""
    cut = _OMITTED.sub("\0", _half_width(text))
    pieces = (_BARE_DELETION.sub("", _EDIT_MARK.sub("", piece)).strip() for piece in cut.split("\0"))
    return tuple(piece for piece in pieces if piece)


def _half_width(text: str) -> str:
    return text.translate(str.maketrans("（）", "()"))


def is_option(text: str, spec: ItemSpec) -> bool:
    """Say whether *text* is meant as one of the options of *spec*; a form without options takes any."""
    key = option_key(text)
    if len(key) > LONGEST_OPTION:
        return False
    options = [option_key(name) for option in spec.options for name in (option.text, *option.aliases)]
    return not options or any(key == option or ratio(key, option) >= MISQUOTED_OPTION for option in options)


def option_key(text: str) -> str:
    """Return the key of an option as offices print it: ``[十分である]``, ``2)十分である``."""
    return re.sub(r"^\d{1,2}\)", "", fold(text).strip("[]"))


def _from_phrase(phrase: Phrase, groups: dict[str, str], old_texts: tuple[str, ...]) -> Directive:
    add = tuple(groups[name] for name in ("add", "head", "first", "last") if name in groups)
    delete: tuple[str, ...] = (groups["delete"],) if "delete" in groups else ()
    if phrase.op in ("delete", "replace-all", "quote", "rewrite", "whole-member") and not delete:
        delete = old_texts
    place = _AROUND_PLACE.sub("", groups.get("where", ""))
    return Directive(phrase.op, phrase.rule, before=delete, after=add, place=place)


def _special(
    after_cell: str, spec: ItemSpec | None, old_texts: tuple[str, ...], new_texts: tuple[str, ...]
) -> Directive | None:
    """Cells that state a value of the item's own kind: boxes, an option, a number."""
    after = fold(after_cell)
    kind = spec.kind if spec else None
    if _BOX.search(after) and (kind in (None, "checks") or _BOX.match(after)):
        return Directive("checks", "boxes", before=old_texts, after=new_texts)
    if _COUNTS.match(after) or (kind == "count" and _NUMBER.match(after)):
        return Directive("count", "count", before=old_texts, after=new_texts)
    if kind == "choice" and spec and is_option(after_cell, spec):
        return Directive("choice", "option", before=old_texts, after=new_texts)
    return None
