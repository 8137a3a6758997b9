"""Rows that state a value of the item's own kind: an option, a number, a day, record items."""

import re
from collections import Counter
from collections.abc import Sequence

from shinkyu.codec.printed import printed
from shinkyu.model.document import ChoiceItem, CountItem, DateItem, Item, ListItem
from shinkyu.model.report import Evidence
from shinkyu.reconcile.find import folded, seek
from shinkyu.reconcile.outcome import Case, Outcome, whole_of
from shinkyu.reconcile.subjects import Subject
from shinkyu.reconcile.texts import SHORTEST_TERM, judge_text
from shinkyu.text.normalise import is_blank, label_key
from shinkyu.text.wareki import single_date

PART_OF_OPTION = 4
"""Characters of an option quoted in part that still say which option is meant."""

_NUMBERED = re.compile(r"(?P<label>[^\d()、,]{0,60})\(?(?P<number>\d{1,4})\)?(件|$)")
_ENTRY_NUMBER = re.compile(r"^(\d{1,3}[.．、)）]?|[・○])(?=\D)")


# ---------------------------------------------------------------------- one value


def judge_choice(case: Case) -> Outcome:
    """Judge a row that names an option."""
    choices = tuple(s for s in case.subjects if isinstance(s.new, ChoiceItem))
    if not choices:
        return judge_text(case)
    if choices[0].new.state == "undecidable":
        return Outcome("unverifiable", "value-undecidable", items=(choices[0].address,))
    return _one_value(case, choices, option_key(case.directive.after), option_key(case.directive.before), "option")


def judge_day(case: Case) -> Outcome | None:
    """Judge a row that names a day; None where it does not, or the item holds no single day."""
    days = tuple(s for s in case.subjects if isinstance(s.new, DateItem))
    want = single_date("".join(case.directive.after))
    if not days or want is None or not case.precise:
        return None
    if days[0].new.state == "filled" and _value(days[0].new) is None:
        return None
    was = single_date("".join(case.directive.before))
    before = was.isoformat() if was else folded("".join(case.directive.before)) or None
    return _one_value(case, days, want.isoformat(), before, "day")


def judge_count(case: Case) -> Outcome:
    """Judge a row that states numbers of 件, each with its label or the only one."""
    counts = tuple(s for s in case.subjects if isinstance(s.new, CountItem))
    wanted = numbers(case.directive.after)
    if not counts or not wanted:
        return Outcome("unverifiable", "nothing-to-look-for")
    before = numbers(case.directive.before)
    words = folded("".join(case.directive.before)) or None
    if len(wanted) == 1 and not wanted[0][0]:
        named = before and (not before[0][0] or any(before[0][0] in label_key(step) for step in counts[0].address))
        return _one_value(case, counts, wanted[0][1], before[0][1] if named else words, "count")
    results = []
    for label, number in wanted:
        mine = tuple(s for s in counts if any(label and label in label_key(step) for step in s.address))
        labelled = {name for name, _ in before} & {name for name, _ in wanted if name}
        old = next((n for name, n in before if name == label), None if labelled else words)
        if len(before) == len(wanted) == 1 and not before[0][0]:
            old = before[0][1]
        unknown = Outcome("unverifiable", "nothing-to-look-for")
        results.append(_one_value(case, mine, number, old, "count") if mine else unknown)
    return combine(results)


def _one_value(
    case: Case, subjects: tuple[Subject, ...], want: str | int | None, was: str | int | None, kind: str
) -> Outcome:
    """Hold a value that replaces the whole of an item against the items that can be meant."""
    right = [s for s in subjects if _value(s.new) == want]
    if not case.precise and case.directive.op == "count" and len(subjects) > 1 and case.compared:
        right = [s for s in right if s.changed] or right
    if not right:
        return _other_value(case, subjects[0], want, was, kind)
    if not case.compared:
        return Outcome("confirmed", f"{kind}-agrees", whole_of(right[0], "after-present"), _places(right[:1]))
    known = [s for s in right if s.old is not None and s.old.state != "unread"]
    if not known and was is not None and all(s.added for s in right):
        return Outcome("partly", "before-differs-from-old", whole_of(right[0], "after-present"), _places(right))
    if not known:
        reason = "member-added" if right[0].added else f"{kind}-agrees"
        return Outcome("confirmed", reason, whole_of(right[0], "after-present"), _places(right))
    changed = [s for s in known if s.old is not None and _value(s.old) != want]
    if not changed:
        return Outcome("contradicted", "item-unchanged", whole_of(known[0], "after-present"), _places(known[:1]))
    agreed = [s for s in changed if s.old is not None and _was(s.old, was, case)]
    if agreed:
        return Outcome("confirmed", "before-and-after-hold", _both(agreed[0], "before-in-old"), _places(agreed))
    return Outcome("partly", "before-differs-from-old", _both(changed[0], "before-differs-in-old"), _places(changed))


def _was(old: Item, said: str | int | None, case: Case) -> bool:
    """Say whether an item held the value that a row gives as 変更前; where it gives none, nothing stood there."""
    if said is None and case.nothing_before:
        return old.state == "undecidable" or _text(old) is None
    return said in (None, _value(old), _text(old))


def _other_value(case: Case, subject: Subject, want: str | int | None, was: str | int | None, kind: str) -> Outcome:
    evidence, here = whole_of(subject, "after-differs"), (subject.address,)
    now = _value(subject.new)
    old = _value(subject.old) if case.compared and subject.old is not None else None
    if old is not None and old != now and now == was and old == want:
        return Outcome("contradicted", "reversed", evidence, here, half_true=True)
    if kind == "option" and _is_part_of_option(want, now):
        return Outcome("partly", "wording-differs", evidence, here)
    half_true = old is not None and old == was and now != was
    return Outcome("contradicted", f"{kind}-differs", evidence, here, half_true=half_true)


def _is_part_of_option(want: str | int | None, now: str | int | None) -> bool:
    """The row quotes a part of the option that is chosen, not its negation."""
    if not isinstance(want, str) or not isinstance(now, str) or len(want) < PART_OF_OPTION:
        return False
    return want in now and ("ない" in want) == ("ない" in now)


def _value(item: Item) -> str | int | None:
    match item:
        case ChoiceItem():
            return folded(item.value) if item.value else None
        case CountItem():
            return item.value
        case DateItem():
            return item.value.date if item.value else None
        case _:
            return None


def _text(item: Item) -> str | None:
    """Return what an item prints; blank and a dash are the same."""
    text = folded(printed(item))
    return None if is_blank(text) else text


def option_key(texts: tuple[str, ...]) -> str | None:
    """Return the key of the option that a cell names, without its number and brackets."""
    return re.sub(r"^\d{1,2}\)", "", folded(texts[0]).strip("[]")) if texts else None


def numbers(texts: tuple[str, ...]) -> list[tuple[str, int]]:
    """Return the numbers of 件 that cells state, each with the label before it."""
    found = _NUMBERED.finditer(folded("".join(texts)))
    return [(label_key(match.group("label")), int(match.group("number"))) for match in found]


# ---------------------------------------------------------------------- record items


def judge_entries(case: Case) -> Outcome:
    """Judge a row on a list of record items (記録項目): each entry that comes or goes by itself."""
    subject = next((s for s in case.subjects if isinstance(s.new, ListItem)), None)
    if subject is None or case.directive.rule == "heading-and-below-added":
        return judge_text(case)
    lists = [s for s in case.subjects if isinstance(s.new, ListItem)]
    now = Counter(entry for s in lists for entry in _entries(s.new))
    before = Counter(entry for s in lists for entry in _entries(s.old))
    known = {*now, *before}
    old_names, new_names = entry_names(case.directive.before, known), entry_names(case.directive.after, known)
    if case.directive.rule == "run-added":
        new_names = Counter(entry_key(text) for text in case.directive.after)
    # An entry may stand in the list more than once; what counts is that there is one more, or one less.
    want, gone = new_names - old_names, old_names - new_names
    evidence, here = whole_of(subject, "after-present"), _places([s for s in lists if s.changed]) or (subject.address,)
    came = {name for name in want if now[name] >= want[name]}
    left = {name for name in gone if not now[name]}
    if case.compared and all(s.old is not None for s in lists):
        came = {name for name in want if now[name] - before[name] >= want[name]}
        left = {name for name in gone if before[name] - now[name] >= gone[name]}
        if came and not gone and _run_came(want, case.directive.after, lists):
            came = set(want)
    done, asked = len(came) + len(left), len(want) + len(gone)
    if not asked:
        text = judge_text(case)
        nothing = text.verdict == "confirmed" and case.compared
        return Outcome("unverifiable", "nothing-to-look-for", evidence, here) if nothing else text
    if done == asked and case.directive.after and not new_names:
        return Outcome("unverifiable", "nothing-to-look-for", items=here)
    if done == asked and case.compared and case.directive.before and not old_names:
        return Outcome("partly", "before-differs-from-old", evidence, here)
    if done == asked:
        reason = "entries-agree" if not case.compared else "before-and-after-hold"
        return Outcome("confirmed", reason, evidence, here)
    if done:
        return Outcome("partly", "some-parts-missing", evidence, here)
    text = judge_text(case)
    return text if text.verdict != "contradicted" else Outcome("contradicted", "after-absent", evidence, here)


def _run_came(want: Counter[str], texts: tuple[str, ...], lists: list[Subject]) -> bool:
    """The entries that a row adds stand one after the other, and did not before: one may have come from elsewhere."""
    run = [name for text in texts for line in text.split("\n") for name in [entry_key(line)] if name]
    return Counter(run) == want and any(
        _has_run(run, _entries(s.new)) and not _has_run(run, _entries(s.old)) for s in lists
    )


def _has_run(run: list[str], entries: list[str]) -> bool:
    return any(entries[n : n + len(run)] == run for n in range(len(entries) - len(run) + 1))


def _entries(item: Item | None) -> list[str]:
    return [entry_key(text) for text in item.value] if isinstance(item, ListItem) else []


def entry_names(texts: tuple[str, ...], known: set[str]) -> Counter[str]:
    """Return the entries that a cell names; a known entry may hold blanks of its own."""
    found: Counter[str] = Counter()
    for line in (line for text in texts for line in text.split("\n")):
        for chunk in [line] if entry_key(line) in known else re.split("[、，,]", line):
            pieces = [chunk] if entry_key(chunk) in known else chunk.split()
            found.update(name for piece in pieces if not is_blank(name := entry_key(piece)) and not name.isdecimal())
    return found


def entry_key(text: str) -> str:
    """Return the key of a record item, without its number or bullet."""
    return _ENTRY_NUMBER.sub("", folded(text))


def stood(text: str, subjects: Sequence[Subject], cut_off: bool = False) -> bool | None:
    """Say whether a text stood in one of some items, in a list all of its entries; None where none is known as it was.

    A text too short to be known by itself must have been all that the item said.
    """
    known = [s for s in subjects if s.added or (s.old is not None and s.old.state != "unread")]
    entries = {name for s in known for name in _entries(s.old)}
    names = entry_names((text,), entries)
    if names and set(names) <= entries:
        return True
    key = folded(text)
    if any(folded(s.old_text) == key for s in known):
        return True
    telling = len(key) >= SHORTEST_TERM
    found = telling and any(seek(text, s.old_text, cut_off=cut_off).held for s in known)
    return found if known else None


def listed_terms(texts: tuple[str, ...]) -> list[str]:
    """Return the keys of the terms that a cell lists: 「A」 「B」, one a line."""
    pieces = [piece for text in texts for piece in re.split(r"[「」\n\s]+", text)]
    return [key for piece in pieces if (key := folded(piece).strip("、"))]


# ---------------------------------------------------------------------- several at once


def combine(results: list[Outcome]) -> Outcome:
    """Return the verdict on a row from those on its parts."""
    verdicts = {result.verdict for result in results}
    evidence = tuple(e for result in results for e in result.evidence)
    items = tuple(
        address for r in results if r.verdict in ("confirmed", "partly") or r.half_true for address in r.items
    )
    gone = tuple(address for result in results for address in result.gone)
    if len(verdicts) == 1:
        one = results[0]
        if one.verdict == "contradicted":
            items = tuple(address for result in results for address in result.items)
        half_true = any(result.half_true for result in results)
        reason = "all-items-agree" if one.verdict == "confirmed" and len(results) > 1 else one.reason
        return Outcome(one.verdict, reason, evidence, items, gone, half_true)
    if verdicts <= {"contradicted", "unverifiable"}:
        return Outcome("contradicted", "some-items-differ", evidence, items, gone)
    return Outcome("partly", "some-items-differ", evidence, items, gone)


# ---------------------------------------------------------------------- helpers


def _both(subject: Subject, says: str) -> tuple[Evidence, ...]:
    old = subject.old
    was = (Evidence(old.address, printed(old), says=says),) if old is not None and printed(old) else ()
    return (*whole_of(subject, "after-present"), *was)


def _places(subjects: list[Subject]) -> tuple[tuple[str, ...], ...]:
    return tuple(subject.address for subject in subjects)
