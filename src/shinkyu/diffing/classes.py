"""What kind of change it is: one small rule each; the first that holds gives the class and its name.

The rules say what was touched, not how grave it is.  Their order goes from what the form itself says
(kind of item) over what the item is about (contractor, department) to what the changed words are.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from shinkyu.diffing.items import Edit
from shinkyu.diffing.narrow import CONTEXT, common_ends, joined, narrowed
from shinkyu.model.change import ChangeClass
from shinkyu.model.document import ChecksItem, ChoiceItem, CountItem, DateItem, Item, ListItem
from shinkyu.text.normalise import fold, is_blank
from shinkyu.text.orthography import Word
from shinkyu.text.wareki import single_date


class Case(NamedTuple):
    """An edit and the item it was made in."""

    edit: Edit
    item: Item
    repeated: bool = False
    """Every substitution of the edit stands in another item too."""


class Classified(NamedTuple):
    """A class and the name of the rule that gave it."""

    cls: ChangeClass
    rule: str


class _Piece(NamedTuple):
    """The changed words of one region on one side."""

    words: tuple[Word, ...]
    compound: str
    """The compound noun that they belong to."""
    around: str
    """With the words to their left and right."""
    is_number_of_law: bool
    """Nothing but the number of an article differs."""


LONGEST_TERM = 20
"""Folded characters of a term; longer replacements are rewritten text."""
SHORTEST_HEAD = 2
"""Characters that two names of one thing share at the end: ログ, 基盤; 月次 and 日次 only share 次."""
LONGEST_ENTRY = 20
"""Folded characters of an entry put into an enumeration with 、."""

_BY_KIND: dict[type[Item], ChangeClass] = {
    CountItem: "count",
    ChoiceItem: "choice",
    ChecksItem: "checks",
    DateItem: "date",
    ListItem: "list",
}

_LAW_WORD = re.compile(
    r".*(?:法|法律|条例|規則|省令|府令|政令|命令|告示|令|附則|別表|表|第|条|項|号|項番)|の|及び|又は|及|又|は|並びに|"
    r"主務|内閣府|総務|デジタル庁|、|,|・|\(|\)|「|」|同|前|次|に|で|基づく|規定|定める|する|さ|れる|おける|[0-9,.〇一二三四五六七八九十百]+"
)
_LAW_PLACE = re.compile(r"法|条例|省令|政令|規則|命令|別表|条|項|号|表\d")
_ORGANISATION = re.compile(r"(?:部|局|課|室|係|センター|区役所|支所|事務所|委員会|出張所|役場|課等)$")
_NO_ORGANISATION = re.compile(r"(?:データセンター|コールセンター|サーバ室|サーバー室|[全一内外本細]部|個室)$")
_VENDOR = re.compile(r"株式会社|有限会社|合同会社|\(株\)|\(有\)")
_TITLE = re.compile(r"(?:[部局課室係所次区市]長|センター長|参事|主幹|管理者|責任者)(?:\(.{0,60}\))?$")
_CONTACT = re.compile(
    r"〒?\d{3}-\d{4}|\d{2,5}-\d{1,4}-\d{4}|\(\d{2,5}\)\d{1,4}-\d{4}|(?<![a-zA-Z\d_.+-])[a-zA-Z\d_.+-]+@[\w.-]+|"
    r"(?:\d{1,6}|[一二三四五六七八九十]{1,6})(?:丁目|番地|番\d{1,6}号)(?:[-の]?\d++)*+(?:番)?(?:\d+号)?"
)
_DATE = re.compile(
    r"(?:昭和|平成|令和|[SHR])(?:元|\d{1,2})(?:年|[./-])\d{1,2}(?:月|[./-])(?:\d{1,2}日?)?|"
    r"\d{4}(?:年|[./-])\d{1,2}(?:月|[./-])(?:\d{1,2}日?)?|(?:昭和|平成|令和)(?:元|\d{1,2})年度?"
)
_CIRCLED = re.compile(r"[①-⑳]")
_OPENING_LAW = re.compile(r"「?[^、。(]{0,60}?(?:法|条例|省令|規則|政令)(?:[第別表の条項号\d及び]*)")
_DIGITS = re.compile(r"[\d〇一二三四五六七八九十百]+")
_BEFORE_A_LAW_NUMBER = re.compile(r"(?:第|表|[条項号第]\d+の)\d*$")
_BEHIND_A_LAW_NUMBER = re.compile(r"\d*(?:の\d+)*の?[条項号]")
_NOUNS = frozenset(("名詞", "接頭辞", "接尾辞", "形状詞"))


def classify(case: Case) -> Classified:
    """Return the class of a change and the name of the rule that gave it."""
    for name, rule in RULES.items():
        cls = rule(case)
        if cls:
            return Classified(cls, name)
    return Classified("text", "text")


def _edition(case: Case) -> ChangeClass | None:
    return "edition" if case.edit.by_edition else None


def _kind(case: Case) -> ChangeClass | None:
    return _BY_KIND.get(type(case.item))


def _notation(case: Case) -> ChangeClass | None:
    return "text" if case.edit.op == "notation" else None


def _dates_only(case: Case) -> ChangeClass | None:
    """Nothing but dates differs, or a date was filled in or taken out."""
    before, after = fold(case.edit.before), fold(case.edit.after)
    if _DATE.sub("◆", before) == _DATE.sub("◆", after):
        return "date"
    texts = [text for text in (case.edit.before, case.edit.after) if not is_blank(text)]
    return "date" if len(texts) == 1 and single_date(texts[0]) else None


def _contacts_only(case: Case) -> ChangeClass | None:
    before, after = fold(case.edit.before), fold(case.edit.after)
    return "contact" if _CONTACT.sub("◆", before) == _CONTACT.sub("◆", after) else None


def _contractor(case: Case) -> ChangeClass | None:
    return "vendor" if case.item.id.endswith(".contractor") else None


def _head(case: Case) -> ChangeClass | None:
    """The item for the head of the department: post, or in older editions the person."""
    if not case.item.id.endswith(".head"):
        return None
    texts = [fold(text) for text in (case.edit.before, case.edit.after) if not is_blank(text)]
    return "title" if all(_TITLE.search(text) for text in texts) else "person"


def _legal_basis(case: Case) -> ChangeClass | None:
    return "citation" if case.item.id.endswith("legal_basis") else None


def _department(case: Case) -> ChangeClass | None:
    """Items that hold nothing but offices, and the names of those who receive the data."""
    item_id = case.item.id
    if item_id.endswith((".department", ".department.name")):
        return "organisation"
    if item_id.endswith("[].name") and ".provision." in item_id:
        names = [fold(text) for text in (case.edit.before, case.edit.after)]
        return "organisation" if any(_is_organisation(name) for name in names) else None
    return None


def _citation(case: Case) -> ChangeClass | None:
    """All changed words are words of a law reference and stand in one."""
    pieces = list(_pieces(case))
    return "citation" if pieces and all(_is_citation(piece) for piece in pieces) else None


def _cited_work(case: Case) -> ChangeClass | None:
    """The entry begins with a law reference, and the reference is another one now."""
    openings = [_OPENING_LAW.match(fold(text)) for text in (case.edit.before, case.edit.after)]
    before, after = (found.group() if found else "" for found in openings)
    return "citation" if before and after and before != after else None


def _title(case: Case) -> ChangeClass | None:
    pieces = list(_pieces(case))
    return "title" if pieces and all(_TITLE.search(piece.compound) for piece in pieces) else None


def _vendor(case: Case) -> ChangeClass | None:
    pieces = [piece for piece in _pieces(case) if piece.words]
    return "vendor" if pieces and all(_VENDOR.search(piece.compound) for piece in pieces) else None


def _organisation(case: Case) -> ChangeClass | None:
    pieces = [piece for piece in _pieces(case) if piece.words]
    return "organisation" if pieces and all(_is_organisation(piece.compound) for piece in pieces) else None


def _enumeration(case: Case) -> ChangeClass | None:
    """An entry was put into a numbered list or taken out of it, the others only got other numbers."""
    comparison = case.edit.comparison
    renumbered = False
    longer: set[bool] = set()
    for region in comparison.substance:
        before, after = comparison.surfaces(region)
        if _CIRCLED.fullmatch(before) and _CIRCLED.fullmatch(after):
            renumbered = True
            continue
        # ④転出 → ④点検。⑤転出: what came in begins behind one number and ends with the next.
        run, part = (comparison.after_words, region.after) if after else (comparison.before_words, region.before)
        numbers = _CIRCLED.findall(before or after)
        if (before and after and not after.startswith(before) and not before.startswith(after)) or not numbers:
            return None
        previous = run[part.start - 1].surface if part.start else ""
        renumbered = renumbered or bool(_CIRCLED.fullmatch(previous)) or len(numbers) == 1
        longer.add(len(after) > len(before))
    return "list" if renumbered and len(longer) == 1 else None


def _entry(case: Case) -> ChangeClass | None:
    """An entry was put between others that are separated by 、, or taken out."""
    regions = case.edit.comparison.substance
    if len(regions) != 1:
        return None
    before, after = case.edit.comparison.surfaces(regions[0])
    piece = after or before
    if (before and after) or len(piece) > LONGEST_ENTRY:
        return None
    return "list" if re.fullmatch(r"、[^、。]+|[^、。]+、", piece) else None


def _repeated_term(case: Case) -> ChangeClass | None:
    """Short substitutions that other items share."""
    if not case.repeated:
        return None
    pairs = [case.edit.comparison.surfaces(region) for region in case.edit.comparison.substance]
    short = all(before and after and max(len(before), len(after)) <= LONGEST_TERM for before, after in pairs)
    return "term" if short and all(_is_noun_only(piece.words) for piece in _pieces(case)) else None


def _renamed_compound(case: Case) -> ChangeClass | None:
    """One compound noun became another with the same head: アクセスログ, 操作ログ."""
    pieces = list(_pieces(case))
    if len(pieces) != 2 or not all(_is_noun_only(piece.words) for piece in pieces):
        return None
    before, after = (piece.compound for piece in pieces)
    head, tail = common_ends(before, after)
    is_renamed = tail >= SHORTEST_HEAD and min(len(before), len(after)) > head + tail
    return "term" if is_renamed and max(len(before), len(after)) <= LONGEST_TERM else None


def _is_noun_only(words: tuple[Word, ...]) -> bool:
    return bool(words) and all(_is_noun(word) and not _is_number(word) for word in words)


RULES: dict[str, Callable[[Case], ChangeClass | None]] = {
    "edition": _edition,
    "kind": _kind,
    "notation": _notation,
    "dates-only": _dates_only,
    "contacts-only": _contacts_only,
    "contractor": _contractor,
    "head": _head,
    "legal-basis": _legal_basis,
    "department": _department,
    "citation": _citation,
    "title": _title,
    "vendor": _vendor,
    "organisation": _organisation,
    "enumeration": _enumeration,
    "entry": _entry,
    "repeated-term": _repeated_term,
    "cited-work": _cited_work,
    "renamed-compound": _renamed_compound,
}


def _pieces(case: Case) -> Iterator[_Piece]:
    """Yield the changed words of every region, first before, then after."""
    comparison = case.edit.comparison
    for region in comparison.substance:
        difference = narrowed(comparison.before_words, comparison.after_words, region.before, region.after)
        is_number = bool(
            _DIGITS.fullmatch(difference.before + difference.after)
            and _BEFORE_A_LAW_NUMBER.search(difference.left)
            and _BEHIND_A_LAW_NUMBER.match(difference.right)
        )
        for run, part in ((comparison.before_words, region.before), (comparison.after_words, region.after)):
            around = run[max(part.start - CONTEXT, 0) : part.stop + CONTEXT]
            yield _Piece(run[part], _compound(run, part), joined(around), is_number)


def _compound(run: tuple[Word, ...], part: slice) -> str:
    start, stop = part.start, part.stop
    while start and _is_noun(run[start - 1]) and (start == stop or _is_noun(run[start])):
        start -= 1
    while stop < len(run) and _is_noun(run[stop]) and (start == stop or _is_noun(run[stop - 1])):
        stop += 1
    return joined(run[start:stop])


def _is_noun(word: Word) -> bool:
    return word.token.pos in _NOUNS


def _is_number(word: Word) -> bool:
    return bool(re.fullmatch(r"[0-9,.〇一二三四五六七八九十百千万①-⑳]+", word.surface))


def _is_citation(piece: _Piece) -> bool:
    if piece.is_number_of_law:
        return True
    return all(_LAW_WORD.fullmatch(word.surface) for word in piece.words) and bool(_LAW_PLACE.search(piece.around))


def _is_organisation(name: str) -> bool:
    return bool(_ORGANISATION.search(name)) and not _NO_ORGANISATION.search(name)
