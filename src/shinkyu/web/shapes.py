"""What the JSON endpoints answer: each answer is one of these, and the description of the endpoints is made of them."""

import datetime
from typing import Any, Literal

import msgspec

from shinkyu.model.change import Change, ChangeClass, Op
from shinkyu.model.document import Address, State
from shinkyu.model.form import FormName
from shinkyu.model.report import RuleName, VerdictName
from shinkyu.model.version import CommitKind, Ground, Logged
from shinkyu.pipeline import Checked
from shinkyu.pipeline.overview import Overview
from shinkyu.pipeline.tracing import Stage, value_of
from shinkyu.render.output_shapes import ItemShape, Tool
from shinkyu.render.shapes import stats, summary


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer has these keys and no other."""


class Failure(_Strict, frozen=True, kw_only=True):
    """Why there is no answer."""

    error: str


class ReportRow(_Strict, frozen=True, kw_only=True):
    """A report, its newest version, and by when it is due again; no days where its work ended or none is known."""

    key: str
    form: FormName
    agency: str
    number: str
    title: str
    versions: int
    newest: datetime.date
    published: bool
    """False for a report that was reconstructed from declared rows."""
    review_due: datetime.date | None
    reassessment_due: datetime.date | None
    """Of several possible days the last."""
    reassessment_earliest: datetime.date | None


class Reports(_Strict, frozen=True, kw_only=True):
    """All reports of the corpus."""

    schema: Literal["shinkyu/reports/1"]
    commit: str
    tool: Tool
    reports: list[ReportRow]


class VersionAbout(_Strict, frozen=True, kw_only=True):
    """A version of a report, as it was recorded."""

    published_on: datetime.date
    commit: str
    kind: CommitKind
    form_edition: str
    source_sha256: str
    engine_version: str
    dictionary_version: str


class StepNumbers(_Strict, frozen=True, kw_only=True):
    """A version held against the one before it; of the oldest, which has none, no changes are known.

    ``undeclared`` is null also where no change table could be read.
    """

    version: VersionAbout
    compared_with: datetime.date | None
    changes: int | None
    material: int | None
    by_op: dict[Op, int]
    by_class: dict[ChangeClass, int]
    declared: int
    verdicts: dict[VerdictName, int]
    undeclared: int | None
    not_compared: int
    """Items, and members of groups, that one of the two copies lacks: whether they changed, nobody can tell."""
    table_read: bool
    findings: dict[RuleName, int]


class ReportAnswer(_Strict, frozen=True, kw_only=True):
    """One report through its versions, oldest first."""

    schema: Literal["shinkyu/report/1"]
    commit: str
    tool: Tool
    report: ReportRow
    versions: list[StepNumbers]


class Items(_Strict, frozen=True, kw_only=True):
    """The items of a version."""

    schema: Literal["shinkyu/items/1"]
    commit: str
    tool: Tool
    key: str
    version: VersionAbout
    items: list[ItemShape]


class PatchStep(msgspec.Struct, frozen=True, omit_defaults=True):
    """An operation of RFC 6902."""

    op: Literal["add", "remove", "replace", "move", "copy", "test"]
    path: str
    value: Any = None
    from_: str | None = msgspec.field(name="from", default=None)


class RowAbout(_Strict, frozen=True, kw_only=True):
    """A declared row that covers a change."""

    n: int
    date: str
    item: str
    verdict: VerdictName


class StageRow(_Strict, frozen=True, kw_only=True):
    """What an item was in one version; no address where this version does not have it."""

    published_on: datetime.date
    commit: str
    address: Address | None
    state: State | None
    ground: Ground | None
    """Why it counts from this version; null where it stayed as it was in substance."""
    value: str | None
    changes: list[Change]
    rows: list[RowAbout]


class HistoryAnswer(_Strict, frozen=True, kw_only=True):
    """One item through the versions of a report, newest first."""

    schema: Literal["shinkyu/history/1"]
    commit: str
    tool: Tool
    key: str
    stages: list[StageRow]


class Place(_Strict, frozen=True, kw_only=True):
    """An item of a version of a report; ``text`` is what stands in it."""

    key: str
    published_on: datetime.date
    commit: str
    address: Address
    text: str


class SearchAnswer(_Strict, frozen=True, kw_only=True):
    """Where all words stand: newest versions first; ``found`` counts those of other pages, too."""

    schema: Literal["shinkyu/search/1"]
    commit: str
    tool: Tool
    found: int
    page: int
    pages: int
    places: list[Place]


class TermRow(_Strict, frozen=True, kw_only=True):
    """A report in which a term stands, or stood until ``gone``."""

    key: str
    newest: datetime.date
    places: list[Place]
    gone: datetime.date | None
    instead: int


class TermsAnswer(_Strict, frozen=True, kw_only=True):
    """One term over all reports; ``never`` counts the reports that never had it."""

    schema: Literal["shinkyu/terms/1"]
    commit: str
    tool: Tool
    never: int
    reports: list[TermRow]


class CopyRow(_Strict, frozen=True, kw_only=True):
    """Sentences like those asked for in an item of the newest version of a report."""

    key: str
    agency: str
    published_on: datetime.date
    commit: str
    address: Address
    passage: str
    likeness: float
    since: datetime.date
    """The oldest version of that report that has them."""


class CopiesAnswer(_Strict, frozen=True, kw_only=True):
    """Which reports use a passage; most alike first."""

    schema: Literal["shinkyu/copies/1"]
    commit: str
    tool: Tool
    agencies: int
    copies: list[CopyRow]


def report_row(one: Overview) -> ReportRow:
    """Return a report as a row of the list."""
    return ReportRow(
        key=str(one.key),
        form=one.key.form,
        agency=one.cover.agency,
        number=one.cover.number or one.key.number,
        title=one.cover.title,
        versions=len(one.versions),
        newest=one.versions[-1].published_on,
        published=one.versions[-1].kind != "reconstruction",
        review_due=one.due.review if one.due else None,
        reassessment_due=one.due.reassessment if one.due else None,
        reassessment_earliest=one.due.earliest if one.due else None,
    )


def version_about(logged: Logged) -> VersionAbout:
    """Return a version as it was recorded."""
    return VersionAbout(
        published_on=logged.published_on,
        commit=logged.commit,
        kind=logged.kind,
        form_edition=logged.form_edition,
        source_sha256=logged.source_sha256,
        engine_version=logged.engine_version,
        dictionary_version=logged.dictionary_version,
    )


def step_numbers(logged: Logged, checked: Checked, before: Logged | None) -> StepNumbers:
    """Return the numbers of a version, held against the one before it where there is one."""
    report = summary(checked.report)
    numbers = stats(checked.compared.changes) if checked.compared else None
    return StepNumbers(
        version=version_about(logged),
        compared_with=before.published_on if before else None,
        changes=numbers["changes"] if numbers else None,
        material=numbers["material"] if numbers else None,
        by_op=numbers["by_op"] if numbers else {},
        by_class=numbers["by_class"] if numbers else {},
        declared=report["declared"],
        verdicts=report["verdicts"],
        undeclared=report["undeclared"] if numbers and report["table_read"] else None,
        not_compared=report["not_compared"],
        table_read=report["table_read"],
        findings=report["findings"],
    )


def stage_row(stage: Stage) -> StageRow:
    """Return what an item was in one version."""
    item = stage.item
    return StageRow(
        published_on=stage.logged.published_on,
        commit=stage.logged.commit,
        address=item.address if item else None,
        state=item.state if item else None,
        ground=stage.ground,
        value=value_of(item) if item else None,
        changes=list(stage.changes),
        rows=[
            RowAbout(n=one.row.n, date=one.row.date.date or one.row.date.text, item=one.row.item, verdict=one.verdict)
            for one in stage.rows
        ],
    )
