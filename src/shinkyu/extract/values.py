"""Raw text of an item → its value, by kind."""

import re
from typing import NamedTuple

from shinkyu.extract.markup import OFF, ON, RADIO, RADIO_ON, one_line, paragraphs
from shinkyu.model.document import Checks, Day
from shinkyu.model.form import Option
from shinkyu.model.source import UNREAD
from shinkyu.text.normalise import fold, fold_offsets, is_blank
from shinkyu.text.similarity import best_match
from shinkyu.text.wareki import single_date

ON_SIGNS = "○◯〇●✓✔☑レ■"
"""What offices put into a box to mark it."""
_STAND_IN = "[" + OFF + ON + RADIO + RADIO_ON + UNREAD + "]"
_MARKS = re.compile(
    rf"(?:\[\s*+|(?<!\s)\s++)?(?P<box>{_STAND_IN})\s*\]?|\[\s*+(?P<on>[{ON_SIGNS}])\s*+\]|\[(?P<off>\s*+)\]|(?P<bare>[☑☐☒■□])"
)
_OPTION_LIST = re.compile(r"<選択肢>")
_NUMBERED = re.compile(r"\d{1,2}\)")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_OPEN_BRACKET = re.compile(r"\[([^\[\]<]+)$")
_UNREAD_COUNT = re.compile(rf"\(?{UNREAD}\)?件")
_UNREAD_MARK = re.compile(rf"\[?{UNREAD}\]?")
_COUNT = re.compile(r"(?:\(|(?<![\d,]))([\d,]*+)\)?([\d,]*+)\)?件")
_BEFORE_COUNTER = re.compile(r"\(([^()]*)\)?$")
"""The brackets that 件 follows."""
LONGEST_COUNT = 9
"""Digits of a number of 件; more is no count of anything."""
SAME_OPTION = 0.9
"""Likeness below which a printed text is no option of the form."""
RETYPED_OPTION = 0.6
"""Likeness of an option to what an office has retyped, where the list beside it says which one is meant."""


class Choice(NamedTuple):
    """A choice as read: the form's option, or the printed text that is none."""

    option: str | None
    unknown: str = ""


def read_choice(raw: str, options: tuple[Option, ...]) -> Choice:
    """Return the option of the form that *raw* prints as chosen.

    The choice stands in brackets before the list of options, or where its brackets were turned into
    check boxes, before ``<選択肢>``.
    """
    key = _without_count(fold(raw))
    for inner in (*_BRACKETS.findall(key), *_OPEN_BRACKET.findall(key)):
        option = match_option(_bare(inner), options)
        if option:
            return Choice(option)
    head = _OPTION_LIST.split(key)[0]
    if head == key and _NUMBERED.search(key):
        head = _NUMBERED.split(key)[0]
    text = _bare(head)
    if not text:
        return Choice(None)
    option = match_option(text, options) or _by_own_list(key, text, options)
    return Choice(option) if option else Choice(None, one_line(raw))


def _by_own_list(key: str, text: str, options: tuple[Option, ...]) -> str | None:
    """Return the option that stands where the document's own list prints *text*, if its list is as long as the form's.

    Offices retype the list and slip: 2) 十分にしている for 十分に行っている.
    """
    listed = [entry.strip() for entry in _NUMBERED.split(_OPTION_LIST.split(key)[-1])[1:]]
    if len(listed) != len(options) or listed.count(text) != 1:
        return None
    meant = [match_option(entry, options) for entry in listed]
    in_place = [option == options[n].text for n, option in enumerate(meant) if option]
    place = listed.index(text)
    nearest = best_match(text, [fold(option.text) for option in options], RETYPED_OPTION)
    if not any(in_place) or not all(in_place) or not nearest or nearest[0] != place:
        return None
    return options[place].text if ("ない" in text) == ("ない" in options[place].text) else None


def match_option(text: str, options: tuple[Option, ...]) -> str | None:
    """Return the option whose text or alias *text* is, up to width and one misread character."""
    if not text or is_blank(text):
        return None
    keys = [(fold(printing), option.text) for option in options for printing in (option.text, *option.aliases)]
    for key, option_text in keys:
        if key == fold(text):
            return option_text
    found = best_match(fold(text), [key for key, _ in keys], SAME_OPTION)
    if not found or _digits(keys[found[0]][0]) != _digits(fold(text)):
        return None
    # 行っている and 行っていない are alike but opposite: a near match must not cross a negation.
    if ("ない" in keys[found[0]][0]) != ("ない" in text):
        return None
    return keys[found[0]][1]


def read_checks(raw: str, options: tuple[Option, ...]) -> Checks:
    """Return which boxes of a line are marked.

    ``[○]`` and a checked input are marks, ``[]`` is none.  An input without a state says nothing by
    itself: it counts as not marked where another box of the line is marked, and as marked where it is
    a bare radio button among boxes of another kind; else the box is ``unknown``.
    """
    text, _ = fold_offsets(raw)
    places = _option_places(text, options)
    marks = [(m.start(), m.end(), _state(m)) for m in _MARKS.finditer(text)]
    states: dict[str, set[str]] = {option.text: set() for option in options}
    notes: dict[str, str] = {}
    for option, start, end in places:
        states[option.text].update(state for _, mark_end, state in marks if mark_end == start)
        if option.note and option.text not in notes:
            following = min(
                [m[0] for m in marks if m[0] >= end] + [s for _, s, _ in places if s >= end],
                default=len(text),
            )
            note = _note(text[end:following])
            if note:
                notes[option.text] = note
    flat = set().union(*states.values()) if states else set()
    on, off, unknown = [], [], []
    for option in options:
        match _box_state(states[option.text], flat, counted=bool(read_count(raw, option.text))):
            case "on":
                on.append(option.text)
            case "off":
                off.append(option.text)
            case _:
                unknown.append(option.text)
    return Checks(tuple(on), tuple(off), tuple(unknown), {o.text: notes[o.text] for o in options if o.text in notes})


def _box_state(found: set[str], flat: set[str], *, counted: bool) -> str:
    """Return the state of a box by its own marks and by those of all boxes of the line.

    A radio button among boxes of another kind is what is left of a mark, unless the line has real marks too.
    An unchecked input says less than a number of 件 behind its words.
    """
    if found & {"on", "radio-on"}:
        return "on"
    if "radio" in found and flat & {"off", "input"}:
        return "unknown" if "on" in flat else "on"
    if "off" in found:
        return "off"
    if found & {"input", "radio"} and flat & {"on", "radio-on", "radio"} and len(flat) > 1 and not counted:
        return "off"
    return "unknown"


def check_hints(raw: str, checks: Checks) -> tuple[str, ...]:
    """Return what speaks for boxes of unknown state: words in their ( ), a count behind them.

    ``note:その他`` says that the brackets of その他 are filled; it is no proof that the box is marked.
    """
    notes = tuple(f"note:{option}" for option in checks.unknown if option in checks.notes)
    counts = tuple(f"count:{option}" for option in checks.unknown if read_count(raw, option))
    return notes + counts


def is_unread(raw: str, kind: str | None, options: tuple[Option, ...] = (), after: str = "") -> bool:
    """Say whether *raw*, the entry of an item of a *kind*, holds something that its source does not say.

    A box whose mark is not said is one of unknown state, and what else the cell of an item holds is told all the same:
    the number of 件 behind its options.  *after* is as for ``read_count``.
    """
    if kind == "count" and _is_no_number(fold(raw).partition(fold(after))[2] if after else fold(raw)):
        return True
    if UNREAD not in raw:
        return False
    if kind == "count":
        behind = fold(raw).partition(fold(after))[2] if after else raw
        return read_count(raw, after) is None and UNREAD in behind
    if kind not in ("choice", "checks"):
        return True
    text = _UNREAD_COUNT.sub("", fold(raw))
    boxes = {start for _, start, _ in _option_places(text, options)} if kind == "checks" else set()
    return any(mark.end() not in boxes for mark in _UNREAD_MARK.finditer(text))


def has_marks(raw: str) -> bool:
    """Say whether *raw* prints any check box."""
    return bool(_MARKS.search(fold(raw)))


def read_count(raw: str, after: str = "") -> int | None:
    """Return the number before 件 in *raw*, behind the words *after* where given.

    ``( 26 ) 件`` and the damaged ``() 5) 件`` are both read.
    """
    text = fold(raw)
    if after:
        _, found, text = text.partition(fold(after))
        if not found:
            return None
    match, unread = _COUNT.search(text), _UNREAD_COUNT.search(text)
    if not match or _is_no_number(text) or (unread and unread.start() < match.start()):
        return None
    digits = (match.group(1) or match.group(2)).replace(",", "")
    return int(digits) if digits and len(digits) <= LONGEST_COUNT else None


def _is_no_number(text: str) -> bool:
    """Say whether the brackets before the first 件 of a folded text hold words that are no number: 約2, 2～3, 二."""
    before, counter, _ = text.partition("件")
    inside = _BEFORE_COUNTER.search(before) if counter else None
    if inside is None or is_blank(inside.group(1)):
        return False
    digits = inside.group(1).replace(",", "")
    return not (digits.isdecimal() and len(digits) <= LONGEST_COUNT)


def read_date(raw: str) -> Day | None:
    """Return the date of an item as printed, None when nothing is printed."""
    text = one_line(raw)
    if not text:
        return None
    day = single_date(text)
    return Day(day.isoformat() if day else None, text)


def read_text(raws: list[str]) -> tuple[str, ...]:
    """Return the paragraphs of a text that stands in several cells."""
    return tuple(paragraph for raw in raws for paragraph in paragraphs(raw))


def read_labelled(raw: str, label: str) -> tuple[str, ...]:
    """Return what stands behind *label* and a colon in the brackets of another item's cell."""
    text = one_line(raw).rstrip()
    match = re.search(re.escape(label) + r"\s*+[:：]", text)
    found = text[match.end() : -1].strip() if match and text[-1] in ")）" else ""
    return (found,) if found else ()


def _option_places(text: str, options: tuple[Option, ...]) -> list[tuple[Option, int, int]]:
    """Return every printing of an option's label in *text*; the longest label wins a place."""
    taken = [False] * len(text)
    places: list[tuple[Option, int, int]] = []
    printings = [(fold(p), option) for option in options for p in (option.text, *option.aliases)]
    for key, option in sorted(printings, key=lambda item: -len(item[0])):
        start = text.find(key)
        while start >= 0:
            end = start + len(key)
            if not any(taken[start:end]) and _after_mark(text, start):
                taken[start:end] = [True] * (end - start)
                places.append((option, start, end))
            start = text.find(key, end)
    return sorted(places, key=lambda place: place[1])


def _after_mark(text: str, start: int) -> bool:
    """A label of a box stands right behind its mark; the same words in a note do not."""
    before = text[max(0, start - 2) : start]
    return bool(before) and (before[-1] in "]" + OFF + ON + RADIO + RADIO_ON + UNREAD + "☑☐☒■□")


def _state(match: re.Match[str]) -> str:
    box = match.group("box")
    if box:
        return {ON: "on", OFF: "input", RADIO: "radio", RADIO_ON: "radio-on", UNREAD: "unread"}[box]
    if match.group("bare"):
        return "off" if match.group("bare") in "☐□" else "on"
    return "on" if match.group("on") else "off"


def _note(text: str) -> str:
    match = re.match(r"\((.*)\)", text, re.DOTALL)
    return match.group(1) if match and not is_blank(match.group(1)) else ""


def _bare(text: str) -> str:
    return re.sub(_STAND_IN + r"|[\[\]○]", "", text)


def _without_count(key: str) -> str:
    return re.sub(r"\([\d,]*+\)件", "", key)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
