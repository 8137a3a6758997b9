"""The stages in order, nothing clever: the only module that calls more than one of them.

A stage is imported when it is called: half of the time of a short command would go into what it does not use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from shinkyu import __version__
from shinkyu.errors import FormError, ShinkyuError, SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shinkyu.model.account import Account
    from shinkyu.model.alignment import Alignment
    from shinkyu.model.change import Changes, IgnoreRule, Side
    from shinkyu.model.declaration import Declaration
    from shinkyu.model.document import Address, Document
    from shinkyu.model.form import FormTemplate
    from shinkyu.model.project import Project
    from shinkyu.model.reading import Reading, Where
    from shinkyu.model.report import Report
    from shinkyu.model.source import Layout
    from shinkyu.model.table import ProposedRow


CANONICAL = "canonical"
"""Dialect of a reading that is of a canonical JSON and of no source."""


class Read(NamedTuple):
    """A version in hand."""

    document: Document
    reading: Reading
    template: FormTemplate
    layout: Layout | None
    """What the source held; None for a version taken from a corpus."""


class Compared(NamedTuple):
    """Two versions and what differs."""

    old: Read
    new: Read
    alignment: Alignment
    changes: Changes


Doubt = Literal["other-agency", "other-number", "older-is-newer"]
"""Why a comparison may be one of the wrong files."""


class Checked(NamedTuple):
    """A version held against its own table and, where given, an older version."""

    new: Read
    declarations: tuple[Declaration, ...]
    report: Report
    compared: Compared | None


def tool_versions() -> dict[str, str]:
    """Return what made a result: recorded in every JSON output."""
    from shinkyu.text.tokenise import dictionary_version

    return {"shinkyu": __version__, "dictionary": dictionary_version()}


def read(data: bytes, name: str) -> Read:
    """Return the version in the bytes of a file.

    The canonical JSON of a version is a version too.

    Raises:
        ShinkyuError: they are no assessment report; the text says what to do.
    """
    from shinkyu.extract import extract
    from shinkyu.forms.library import recognise
    from shinkyu.sources.reading import read_layout

    if data.lstrip().startswith(b"{"):
        return _read_canonical(data, name)
    layout = read_layout(data, name)
    try:
        template = recognise(["\t".join(cell.text for cell in row.cells) for row in layout.rows])
    except FormError as error:
        raise FormError("{name}: {error}", name=name, error=error) from error
    document, reading = extract(layout, template)
    if all(item.state == "unread" for item in document.items if item.id != "cover.title"):
        raise SourceError("{name} bears the title of an assessment, but none of its items can be read", name=name)
    return Read(document, reading, template, layout)


def _read_canonical(data: bytes, name: str) -> Read:
    from shinkyu.codec.canonical import loads
    from shinkyu.files import sha256
    from shinkyu.forms.library import load
    from shinkyu.model.reading import ItemReading, Reading, Where

    try:
        document = loads(data)
        template = load(document.form, document.edition)
    except ShinkyuError as error:
        raise SourceError("{name} is {error}", name=name, error=error) from error
    unknown = next((i.id for i in document.items if i.id not in template.by_id and not i.id.endswith("[]")), None)
    if unknown:
        raise SourceError(
            "{name} holds the item '{unknown}', which {form} {edition} does not have",
            name=name,
            unknown=unknown,
            form=document.form,
            edition=document.edition,
        )
    items = tuple(ItemReading(item.address, 1.0, Where(how=CANONICAL)) for item in document.items)
    return Read(document, Reading(name, sha256(data), CANONICAL, items), template, None)


def account_of(version: Read) -> Account:
    """Return what became of every character of the source of a version.

    Raises:
        SourceError: the version is not read from its source but taken from a corpus.
    """
    from shinkyu.extract.account import account

    if version.layout is None:
        raise SourceError("a stored version has no layout; parse its source file")
    return account(version.layout, version.template)


def compare(old: Read, new: Read) -> Compared:
    """Return what differs between two versions of one form.

    Raises:
        SourceError: they are reports in different forms.
    """
    from shinkyu.align import align
    from shinkyu.diffing import diff

    if old.document.form != new.document.form:
        raise SourceError(
            "{old} and {new} are reports in different forms ({old_form}, {new_form}); only versions of "
            "one form can be compared",
            old=old.reading.source,
            new=new.reading.source,
            old_form=old.document.form,
            new_form=new.document.form,
        )
    alignment = align(old.document, new.document, new.template)
    changes = diff(old.document, new.document, alignment, new.template, old.template)
    return Compared(old, new, alignment, _located(changes, _places(old), _places(new)))


def narrowed(compared: Compared, only: Sequence[str] = (), ignore: Sequence[IgnoreRule] = ()) -> Compared:
    """Return a comparison with only the changes that are asked for, without those that a project ignores."""
    from shinkyu.diffing import select

    return compared._replace(changes=select(compared.changes, only, ignore))


def declarations(version: Read, older: Read | None = None) -> tuple[Declaration, ...]:
    """Return the declared rows of a version, understood; what is gone is looked for in the *older* one."""
    from shinkyu.declared import understand

    document = older.document if older else None
    cut: dict[int, frozenset[str]] = {}
    for each in version.reading.cut:
        if each.row is not None:
            cut[each.row] = cut.get(each.row, frozenset()) | {each.column}
    return understand(version.document.declared or (), version.document, version.template, document, cut)


def located(version: Read) -> tuple[Declaration, ...]:
    """Return the declared rows of a version, understood, with the items where their values were found first."""
    from msgspec.structs import replace

    checked = check(version)
    pairs = zip(checked.declarations, checked.report.declared, strict=True)
    return tuple(replace(declaration, targets=judgement.targets) for declaration, judgement in pairs)


def check(new: Read, old: Read | None = None, project: Project | None = None) -> Checked:
    """Hold the declared rows of *new* against the document and, where given, the older version.

    A *project* file sets levels of findings, and changes apart; verdicts are made of all changes all the same.
    """
    return held(new, compare(old, new) if old else None, project)


def held(new: Read, compared: Compared | None, project: Project | None = None) -> Checked:
    """Return the same where the comparison with the older version was made before, with all its changes."""
    from shinkyu.reconcile import reconcile, settle

    old = compared.old if compared else None
    rows = declarations(new, old)
    report = reconcile(
        new.document,
        rows,
        new.template,
        old=old.document if old else None,
        alignment=compared.alignment if compared else None,
        changes=compared.changes if compared else None,
        places=_places(new),
        old_places=_places(old) if old else None,
    )
    if project:
        apart = narrowed(compared, ignore=project.ignore).changes.selection.ignored if compared else ()
        report = settle(report, project, apart)
    return Checked(new, rows, report, compared)


def doubts(compared: Compared) -> tuple[Doubt, ...]:
    """Return why two versions may not be the older and the newer one of one report."""
    from shinkyu.codec.cover import cover_text, published_on

    old, new = compared.old.document, compared.new.document
    found: list[Doubt] = []
    if _differ(cover_text(old, "cover.agency"), cover_text(new, "cover.agency")):
        found.append("other-agency")
    if _differ(cover_text(old, "cover.number"), cover_text(new, "cover.number")):
        found.append("other-number")
    if (published_on(old) or "") > (published_on(new) or "9"):
        found.append("older-is-newer")
    return tuple(found)


def _differ(one: str | None, other: str | None) -> bool:
    from shinkyu.text.normalise import fold

    return bool(one and other) and fold(one or "") != fold(other or "")


def table_rows(
    compared: Compared,
    *,
    all_ex_ante: bool = False,
    project: Project | None = None,
    habits: Mapping[str, object] | None = None,
    group: bool = False,
    missing: bool = False,
) -> tuple[ProposedRow, ...]:
    """Return the 変更箇所 rows for the step between two versions, in the manner of the document's older rows.

    What a *project* file settles about the manner goes before what the rows show, and *habits* before both.
    With *group*, one substitution in many items makes one row; with *missing*, only what the table of the newer
    version does not declare yet, or only in part, is written.
    """
    from shinkyu.model.project import settled_habits
    from shinkyu.render.change_table import propose_rows

    report = held(compared.new, compared).report if missing else None
    return propose_rows(
        compared.old.document,
        compared.new.document,
        compared.changes,
        compared.new.template,
        all_ex_ante=all_ex_ante,
        group=group,
        only={*(c.id for c in report.undeclared), *(p.change for p in report.partial)} if report else None,
        habits={**(settled_habits(project.table) if project else {}), **(habits or {})},
    )


def rows_of_the_day(compared: Compared) -> int:
    """Return how many rows the table of the newer version has for its own 公表日 that the older one lacks."""
    from shinkyu.codec.cover import published_on

    day = published_on(compared.new.document)
    older = {(row.item, row.before, row.after) for row in compared.old.document.declared or ()}
    rows = compared.new.document.declared or ()
    return sum(row.date.date == day and (row.item, row.before, row.after) not in older for row in rows if day)


def _places(version: Read) -> dict[Address, Where]:
    return {reading.address: reading.where for reading in version.reading.items}


def _located(changes: Changes, old: dict[Address, Where], new: dict[Address, Where]) -> Changes:
    """Return the changes with the place of each in the sources."""
    from msgspec.structs import replace

    located = tuple(
        replace(change, old=_side(change.old, old), new=_side(change.new, new)) for change in changes.changes
    )
    return replace(changes, changes=located)


def _side(side: Side | None, places: dict[Address, Where]) -> Side | None:
    """Return a side with its place: that of the item, for a whole member that of its first item."""
    if side is None:
        return None
    from shinkyu.model.change import Side

    inside = (where for address, where in places.items() if address[: len(side.address)] == side.address)
    return Side(side.address, places.get(side.address) or next(inside, None))
