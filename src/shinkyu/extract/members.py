"""Numbers for members of groups whose heading is on a lost page."""

from shinkyu.extract.markup import one_line
from shinkyu.extract.placed import Placed, Slot
from shinkyu.model.document import DeclaredRow
from shinkyu.model.form import FormTemplate
from shinkyu.model.problem import Problem
from shinkyu.text.normalise import fold, label_key
from shinkyu.text.similarity import ratio

SAME_VALUE = 0.9
"""Likeness of a declared 変更後 to the orphan's value that makes it the row's member."""

TELLING = 20
"""Characters of a 変更後 cell; shorter ones (月次) fit many items."""


def number_members(placed: Placed, rows: tuple[DeclaredRow, ...], template: FormTemplate) -> None:
    """Give members named ``?n`` a number: the one a declared row cites for the same text, else the next free.

    Both are said in the sidecar with the confidence they deserve.
    """
    orphans = dict.fromkeys(
        (slot.file, slot.spec.partition("[]")[0] + "[]", slot.member)
        for slot in placed.fragments
        if slot.member.startswith("?")
    )
    for file, group, member in orphans:
        taken = {int(m) for m in placed.members(group, file) if m.isdecimal()}
        element = template.by_id[group].element or ""
        number = _declared_number(placed, rows, Slot(group, file, member), element)
        if number and number not in taken:
            how, confidence = "declared-table", 0.8
        else:
            number = next(n for n in range(1, 100) if n not in taken)
            how, confidence = "next free number", 0.4
        _rename(placed, file, group, member, str(number), (how, confidence))
        placed.problems.append(
            Problem("member-number-inferred", f"{group} {number}: its heading is not in this copy ({how})")
        )


def _declared_number(placed: Placed, rows: tuple[DeclaredRow, ...], orphan: Slot, element: str) -> int | None:
    """Return the number under which a declared row cites the text of an orphan."""
    values = [
        fold(one_line(" ".join(fragment.text for fragment in fragments)))
        for slot, fragments in placed.fragments.items()
        if slot.file == orphan.file and slot.member == orphan.member and slot.spec.startswith(orphan.spec)
    ]
    for row in reversed(rows):
        after = fold(" ".join(row.after))
        for number in range(1, 21):
            cited = len(after) > TELLING and _cites(row.item, element.replace("{n}", str(number)))
            if cited and any(ratio(after, value) >= SAME_VALUE for value in values):
                return number
    return None


def _cites(reference: str, head: str) -> bool:
    key = label_key(reference)
    place = key.find(head)
    return place >= 0 and not key[place + len(head) : place + len(head) + 1].isdecimal()


def _rename(placed: Placed, file: int, group: str, old: str, new: str, how: tuple[str, float]) -> None:
    def renamed(slot: Slot) -> Slot:
        mine = slot.file == file and slot.member == old and slot.spec.startswith(group)
        return slot._replace(member=new) if mine else slot

    for slot in list(placed.fragments):
        if renamed(slot) != slot:
            placed.how[renamed(slot)] = how
    placed.fragments = {renamed(slot): fragments for slot, fragments in placed.fragments.items()}
    placed.seen = {renamed(slot): None for slot in placed.seen}
