"""Write the example corpus: two fictional assessments, three published versions each.

    python corpus/tools/make_examples.py            write the files, after checking them
    python corpus/tools/make_examples.py --check    only check; exit 1 if a file on disk differs

A data module (`care_insurance.py`, `vaccination.py`) holds the first version as plain values and, for each
later version, the rows of its 変更箇所 table. A row carries the edits that it declares, and the next version
is made by applying them, so a row is true by construction. What no row declares is listed apart, with its
reason. `check` then compares the finished versions: is every quotation there, does every row show its edit,
is every difference declared, are the slips slips?

Needs Python 3.11 and nothing else.
"""

from __future__ import annotations

import copy
import re
import sys
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from edits import (
    Add,
    Assessment,
    Count,
    Drop,
    Edit,
    Enter,
    Insert,
    Member,
    Put,
    Remove,
    Row,
    Step,
    Sub,
    Tick,
    Told,
    Untick,
    Values,
)
from printing import GROUP_LABEL, Printer, fold, form_labels, leaf_labels, sharing, table_text

CORPUS = Path(__file__).resolve().parent.parent

# Words of the table that stand for an act and quote nothing.
MARKERS = ("新規", "(新規)", "記載なし", "(追加)", "右記を追加", "削除", "(削除)", "-")
OMITTED = "(省略)"


@dataclass
class Version:
    """One finished version."""

    published: str
    values: Values
    rows: list[tuple[str, str, str, str, str, str]]
    step: Step
    text: str = field(default="")


# --- values ---


def find(values: Values, at: str) -> tuple[dict[str, object], str]:
    """The dictionary and key behind an address; "systems/kaigo/name" goes into a member of a group."""
    if "/" not in at:
        return values, at
    group, key, leaf = at.split("/")
    return next(m for m in values[group] if m["key"] == key), leaf


def get(values: Values, at: str) -> object:
    holder, leaf = find(values, at)
    return holder[leaf]


def apply(values: Values, edit: Edit) -> None:
    """Make one edit in place; complain if the text is not as the edit believes."""
    if isinstance(edit, Count | Told):
        return
    if isinstance(edit, Insert):
        values[edit.group].insert(edit.place - 1, copy.deepcopy(edit.member))
        return
    if isinstance(edit, Remove):
        values[edit.group].remove(next(m for m in values[edit.group] if m["key"] == edit.key))
        return
    holder, leaf = find(values, edit.at)
    old = holder[leaf]
    match edit:
        case Put(new=new):
            assert old != new, f"no change: {edit.at}"
            holder[leaf] = new
        case Sub(old=piece, new=new):
            assert old.count(piece) == 1, f"{edit.at}: {piece!r} stands {old.count(piece)} times"
            holder[leaf] = old.replace(piece, new)
        case Add(new=new, behind=""):
            holder[leaf] = f"{old}\n{new}"
        case Add(new=new, behind=behind):
            lines = old.split("\n")
            place = next(i for i, line in enumerate(lines) if line.startswith(behind))
            holder[leaf] = "\n".join([*lines[: place + 1], new, *lines[place + 1 :]])
        case Enter(heading=heading, new=new):
            before, mark, tail = old.partition(f"{heading}\n\n")
            assert mark, f"{edit.at}: no heading {heading}"
            entries, gap, others = tail.partition("\n\n")
            holder[leaf] = f"{before}{mark}{entries} {new}{gap}{others}"
        case Drop(old=piece):
            assert f"\n{piece}\n" in f"\n{old}\n", f"{edit.at}: no paragraph {piece!r}"
            holder[leaf] = f"\n{old}\n".replace(f"\n{piece}\n", "\n").strip("\n")
        case Tick(box=box, text=text):
            assert box not in old, f"{edit.at}: {box} is set"
            holder[leaf] = old | {box: text}
        case Untick(box=box):
            assert box in old, f"{edit.at}: {box} is not set"
            holder[leaf] = {k: v for k, v in old.items() if k != box}


# --- rows ---


def shown(value: object) -> str:
    """A value as a table cell quotes it."""
    if isinstance(value, dict):
        return "、".join(f"[○]{box}" + (f"({text})" if text else "") for box, text in value.items())
    return value


def member_quote(form: str, group: str, member: Member) -> str:
    """A whole member in one cell: its name, then each label with its value."""
    parts = []
    for key, label in leaf_labels(form, group):
        value = shown(member[key])
        parts.append(value if key == "name" and group != "systems" else f"{label} {value or '-'}")
    return "\n".join(parts)


def quote(row: Row, form: str, old: Values) -> tuple[str, str]:
    """The two cells of a row: as written by hand, else what the edits themselves say."""
    if row.before is not None and row.after is not None:
        return row.before, row.after
    before, after = [], []
    for edit in row.edits:
        match edit:
            case Put(at=at, new=new):
                before.append(shown(get(old, at)))
                after.append(new)
            case Sub(old=piece, new=new):
                before.append(piece)
                after.append(new)
            case Add(new=new) | Enter(new=new):
                before.append("右記を追加")
                after.append(new)
            case Drop(old=piece):
                before.append(piece)
                after.append("削除")
            case Tick(box=box, text=text):
                before.append(f"[]{box}")
                after.append(shown({box: text}))
            case Untick(at=at, box=box):
                before.append(shown({box: get(old, at)[box]}))
                after.append(f"[]{box}")
            case Insert(group=group, member=member):
                before.append("新規")
                after.append(member_quote(form, group, member))
            case Count() | Told():
                raise AssertionError(f"{row.item}: write both cells by hand")
            case Remove(group=group, key=key):
                before.append(member_quote(form, group, next(m for m in old[group] if m["key"] == key)))
                after.append("削除")
    return (
        "\n".join(before) if row.before is None else row.before,
        "\n".join(after) if row.after is None else row.after,
    )


# --- versions ---


def versions(assessment: Assessment) -> list[Version]:
    """Every version, oldest first, with the cumulative table and the printed text."""
    made: list[Version] = []
    values, rows = copy.deepcopy(assessment.first), []
    for step in assessment.steps:
        old = copy.deepcopy(values)
        for row in step.rows:
            before, after = quote(row, assessment.form, old)
            rows.append((step.wareki, row.item, before, after, row.timing, row.why))
            if made and row.slip != "not applied":
                for edit in row.edits:
                    apply(values, edit)
        for edit in step.undeclared:
            apply(values, edit)
        for at, word, spelt in step.notation:
            holder, leaf = find(values, at)
            respelt = re.sub(word, spelt, holder[leaf])
            assert respelt != holder[leaf], f"{at}: no {word}"
            assert respelt.replace("ー", "") == holder[leaf].replace("ー", ""), f"{at}: more than spelling"
            holder[leaf] = respelt
        if step.edition:
            values["edition"], values["mark"] = step.edition, ""
        values["published"] = step.wareki
        version = Version(step.published, copy.deepcopy(values), list(rows), step)
        version.text = Printer(assessment, version.values, table_text(assessment, rows)).document()
        made.append(version)
    return made


# --- checking ---


def target(edit: Edit) -> str:
    if isinstance(edit, Count):
        return f"#{edit.group}"
    return edit.group if isinstance(edit, Insert | Remove) else edit.at


def printed_value(version: Version, at: str, form: str) -> str:
    """An item, every member of a group, or a count, as one folded string."""
    if at.startswith("#"):
        number = len(version.values[at[1:]])
        return fold(f"{sharing(version.values)} {number}件")
    if at in GROUP_LABEL:
        return fold("".join(member_quote(form, at, m) for m in version.values[at]))
    group, *rest = at.split("/")
    if rest and all(m["key"] != rest[0] for m in version.values[group]):
        return ""
    return fold(shown(get(version.values, at)))


def fragments(text: str) -> list[str]:
    """The pieces of a table cell that claim to be quotations."""
    pieces = [piece for part in text.split("\n") for piece in part.split(OMITTED)]
    return [fold(p) for p in pieces if fold(p) and p not in MARKERS]


def missing(row: Row, cell_text: str, version: Version, form: str, edits: tuple[Edit, ...]) -> list[str]:
    """Quoted pieces that do not stand in the items the row speaks of; a printed label may lead a piece."""
    whole = "".join(printed_value(version, target(edit), form) for edit in edits)
    labels = [label for label in form_labels(form) if label]

    def stands(piece: str) -> bool:
        led = (piece.removeprefix(label) for label in labels if piece.startswith(label))
        return any(p and p in whole for p in (piece, *led))

    return [p for p in fragments(cell_text) if not p.startswith("[]") and not stands(p)]


def addresses(values: Values) -> dict[str, object]:
    """Every item of a version by address; members by their key, so that a shifted number is no change."""
    flat: dict[str, object] = {}
    for name, value in values.items():
        if name in GROUP_LABEL:
            flat.update({f"{name}/{m['key']}/{leaf}": m[leaf] for m in value for leaf in m})
        elif name not in ("published", "mark", "edition"):
            flat[name] = value
    return flat


def check_rows(assessment: Assessment, old: Version | None, new: Version) -> list[str]:
    """Is every row of a step true, and is every slip a slip?"""
    faults = []
    offset = len(new.rows) - len(new.step.rows)
    for row, printed in zip(new.step.rows, new.rows[offset:], strict=True):
        _, item, before, after, timing, why = printed
        where = f"{assessment.folder} {new.published} {item}"
        if (timing == "事前") != (why == ""):
            faults.append(f"{where}: 説明 does not go with {timing}")
        if row.slip == "not applied":
            at = row.edits[0].at
            if not get(old.values, at) == get(new.values, at) == before != after:
                faults.append(f"{where}: meant not to be applied, but is")
            continue
        claims_after = row.proof if row.proof else (after,)
        for claim in claims_after:
            faults += [f"{where}: 後 not there: {p}" for p in missing(row, claim, new, assessment.form, row.edits)]
        if old is None:
            if before not in MARKERS and fold(before) in printed_value(new, target(row.edits[0]), assessment.form):
                faults.append(f"{where}: 前 still stands")
            continue
        gone = missing(row, before, old, assessment.form, row.edits)
        if row.slip == "broken chain":
            if not gone:
                faults.append(f"{where}: meant to break the chain, but does not")
        else:
            faults += [f"{where}: 前 not there: {p}" for p in gone]
        for piece in row.proof:
            if not missing(row, piece, old, assessment.form, row.edits):
                faults.append(f"{where}: not new: {piece}")
        if not row.proof:
            faults += [f"{where}: the cells do not show {p}" for p in unshown(row, before, after)]
    return faults


def unshown(row: Row, before: str, after: str) -> list[str]:
    """What a row's edits change and its cells keep silent about."""
    silent = []
    for edit in row.edits:
        for said, piece in ((before, getattr(edit, "old", "")), (after, getattr(edit, "new", ""))):
            silent += [line for line in piece.split("\n") if fold(line) not in fold(said)]
        if isinstance(edit, Tick | Untick) and edit.box not in before + after:
            silent.append(edit.box)
    return silent


def body(version: Version) -> str:
    """The printed text in front of the 変更箇所 table."""
    return version.text.rsplit(") 変更箇所", 1)[0]


def check_complete(assessment: Assessment, old: Version, new: Version) -> list[str]:
    """Is every difference between two versions declared, or listed as undeclared?"""
    declared = {target(edit) for row in new.step.rows for edit in row.edits if row.slip != "not applied"}
    silent = {target(edit) for edit in new.step.undeclared}
    notation = {at: (word, spelt) for at, word, spelt in new.step.notation}
    before, after = addresses(old.values), addresses(new.values)
    faults = []
    for at in before.keys() | after.keys():
        if before.get(at) == after.get(at):
            continue
        covered = at in declared | silent or at.split("/")[0] in declared
        if not covered and at in notation and re.sub(*notation[at], before[at]) == after[at]:
            covered = True
        if not covered:
            faults.append(f"{assessment.folder} {new.published}: {at} changed and nothing says so")
    for at in silent & declared:
        faults.append(f"{assessment.folder} {new.published}: {at} is called undeclared but a row names it")
    for group in ("outsourcing", "provision", "transfer"):
        if len(old.values[group]) != len(new.values[group]) and f"#{group}" not in declared:
            faults.append(f"{assessment.folder} {new.published}: the count of {group} changed and no row says so")
    return faults


def check_files(assessment: Assessment, made: list[Version]) -> list[str]:
    """Is the printed text sound: the table cumulative, every declared text really printed?"""
    faults = []
    for old, new in pairwise(made):
        if new.rows[: len(old.rows)] != old.rows:
            faults.append(f"{assessment.folder} {new.published}: older rows were altered")
        for at in addresses(new.values):
            value = get(new.values, at)
            if not at.endswith("/key") and isinstance(value, str) and value:
                plain = re.sub(r"</?p>", "", body(new))
                if fold(value) not in fold(plain):
                    faults.append(f"{assessment.folder} {new.published}: {at} is not printed")
    return faults


def check(assessment: Assessment, made: list[Version]) -> list[str]:
    faults = check_files(assessment, made)
    for old, new in zip([None, *made], made, strict=False):
        faults += check_rows(assessment, old, new)
        if old is not None:
            faults += check_complete(assessment, old, new)
    return faults


def check_slips(corpus: list[list[Version]]) -> list[str]:
    """Are there exactly the three slips of the README, each in a newest version?"""
    found = sorted(
        [row.slip for made in corpus for version in made for row in version.step.rows if row.slip]
        + ["undeclared" for made in corpus for version in made for _ in version.step.undeclared]
    )
    newest = [made[-1].step for made in corpus]
    last = sum(len(step.undeclared) + sum(bool(row.slip) for row in step.rows) for step in newest)
    if found != ["broken chain", "not applied", "undeclared"] or last != 3:
        return [f"the slips are not the three of the README: {found}, {last} in newest versions"]
    return []


# --- main ---


def main(arguments: list[str]) -> int:
    import care_insurance
    import vaccination

    assessments = (care_insurance.ASSESSMENT, vaccination.ASSESSMENT)
    corpus = [versions(assessment) for assessment in assessments]
    faults = check_slips(corpus)
    for assessment, made in zip(assessments, corpus, strict=True):
        faults += check(assessment, made)
    for assessment, made in zip(assessments, corpus, strict=True):
        for version in made:
            path = CORPUS / assessment.folder / f"{version.published}.txt"
            if "--check" in arguments:
                if not path.is_file() or path.read_text(encoding="utf-8") != version.text:
                    faults.append(f"{path.relative_to(CORPUS)} is not what the data say")
            elif not faults:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(version.text, encoding="utf-8", newline="\n")
                print(f"{path.relative_to(CORPUS)}: {len(version.text)} characters, {len(version.rows)} rows")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
