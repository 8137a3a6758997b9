"""``shinkyu.diff``, ``check`` and ``table``: what two versions, or one and its own table, say of each other."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, get_args

from shinkyu import pipeline
from shinkyu.api.assessments import Assessment, Source, in_hand, one_of
from shinkyu.files import as_text, read_file
from shinkyu.messages import Lang
from shinkyu.model.change import KINDS
from shinkyu.model.formats import CHECK_FORMATS, DIFF_FORMATS, ROWS_FORMATS
from shinkyu.model.project import Project
from shinkyu.pipeline import results

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shinkyu.model.change import Change, Kind, Notice, Pattern
    from shinkyu.model.formats import CheckFormat, DiffFormat, RowsFormat
    from shinkyu.model.report import Finding, Judgement, Partial, Report
    from shinkyu.model.table import ProposedRow
    from shinkyu.pipeline import Checked, Compared, Doubt

Settings = str | os.PathLike[str] | Project
"""A project file by its path, or what it settles."""


class Diff:
    """What really changed between two versions; made by `diff`.  Iterates changes, and is false where there is none."""

    __slots__ = ("_project", "_shown", "_whole", "new", "old")

    def __init__(
        self, old: Assessment, new: Assessment, whole: Compared, shown: Compared, project: Project | None
    ) -> None:
        self.old = old
        self.new = new
        self._whole = whole
        self._shown = shown
        self._project = project

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes, in the order of the new form."""
        return self._shown.changes.changes

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """Substitutions that come again in several items; ``Change.pattern`` names the one a change is of."""
        return self._shown.changes.patterns

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What could not be compared, or not as finely as usual: an item unread in one copy is no change."""
        return self._shown.changes.notices

    @property
    def hidden(self) -> int:
        """Number of changes that *only* left out; what a project file ignores is not among them."""
        return self._shown.changes.selection.hidden

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Why these may be the wrong files: ``other-agency``, ``other-number``, ``older-is-newer``."""
        return pipeline.doubts(self._whole)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def to_json(self) -> str:
        """Return the JSON of ``shinkyu diff --format json``."""
        return self.render("json").decode()

    def render(self, fmt: DiffFormat, lang: Lang = "ja") -> bytes:
        """Return what ``shinkyu diff`` prints, in UTF-8.

        Args:
            fmt: ``"text"`` (80 columns), ``"json"``, ``"jsonl"``, ``"html"`` (a page in one file), ``"md"``, or
                ``"patch"``: RFC 6902 from the old canonical document to the new one, of all changes.
            lang: language of sentences and headings in text, html and md.

        Raises:
            ValueError: there is no such format or language.
        """
        one_of("format", fmt, DIFF_FORMATS)
        one_of("language", lang, get_args(Lang))
        return results.diff_result(self._shown, fmt, lang, project=self._project, whole=self._whole)

    def __repr__(self) -> str:
        return f"<Diff {self.old.name} → {self.new.name}: {len(self)} changes>"


class Check:
    """The declared rows of a version held against it; made by `check`."""

    __slots__ = ("_checked", "_project", "against", "new")

    def __init__(self, new: Assessment, against: Assessment | None, checked: Checked, project: Project | None) -> None:
        self.new = new
        self.against = against
        self._checked = checked
        self._project = project

    @property
    def report(self) -> Report:
        """The whole answer, as the model has it."""
        return self._checked.report

    @property
    def verdicts(self) -> tuple[Judgement, ...]:
        """Exactly one for each declared row, in printed order: ``verdicts[n]`` is of ``new.rows[n]``.

        ``verdict`` is ``confirmed``, ``partly``, ``contradicted``, ``superseded`` or ``unverifiable``; ``evidence``
        holds the quotations it rests on.
        """
        return self._checked.report.declared

    @property
    def undeclared(self) -> tuple[Change, ...]:
        """Changes that no row declares; empty without an older version.

        Where ``report.table_read`` is false the table could not be read, and nobody can tell whether a row does.
        """
        return self._checked.report.undeclared

    @property
    def partial(self) -> tuple[Partial, ...]:
        """Changes that rows declare in part, with the passages that no row quotes."""
        return self._checked.report.partial

    @property
    def suspects(self) -> tuple[Change, ...]:
        """Changes that are likelier a misread character than an edit; none of them is among ``undeclared``."""
        return self._checked.report.suspects

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules noticed, each with its stable name; the page of findings explains them."""
        return self._checked.report.findings

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What could not be compared with the older version: of that nobody can tell whether it changed."""
        return self._checked.report.notices

    @property
    def finds_something(self) -> bool:
        """A person should look: ``shinkyu check`` would end with exit code 1."""
        return results.finds(self._checked)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Why the older version may be the wrong file, see `Diff.doubts`."""
        return pipeline.doubts(self._checked.compared) if self._checked.compared else ()

    def to_json(self) -> str:
        """Return the JSON of ``shinkyu check --format json``."""
        return self.render("json").decode()

    def render(self, fmt: CheckFormat, lang: Lang = "ja") -> bytes:
        """Return what ``shinkyu check`` prints.

        Args:
            fmt: ``"text"`` (80 columns), ``"json"``, ``"html"`` (a page in one file), ``"md"``, in UTF-8, or
                ``"xlsx"``, a workbook.
            lang: language of sentences and headings in text, html and md.

        Raises:
            ValueError: there is no such format or language.
        """
        one_of("format", fmt, CHECK_FORMATS)
        one_of("language", lang, get_args(Lang))
        old = in_hand(self.against, "against") if self.against is not None else None
        return results.check_result(self._checked, old, fmt, lang, project=self._project)

    def __repr__(self) -> str:
        return f"<Check {self.new.name}: {len(self.verdicts)} rows, {len(self.undeclared)} undeclared changes>"


class Table:
    """The 変更箇所 rows for a step, as proposed; made by `table`.  Iterates rows."""

    __slots__ = ("_compared", "new", "old", "rows")

    def __init__(self, old: Assessment, new: Assessment, compared: Compared, rows: tuple[ProposedRow, ...]) -> None:
        self.old = old
        self.new = new
        self._compared = compared
        self.rows = rows
        """One a row of the table, in the order of the form; ``timing`` and ``explanation`` are proposals."""

    def __iter__(self) -> Iterator[ProposedRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_json(self, *, confirmed: bool = False) -> str:
        """Return the JSON of ``shinkyu table --format json``."""
        return self.render("json", confirmed=confirmed).decode()

    def render(self, fmt: RowsFormat, *, confirmed: bool = False) -> bytes:
        """Return what ``shinkyu table`` prints.

        Args:
            fmt: ``"text"``, ``"csv"`` (with a byte order mark), ``"md"``, ``"json"``, ``"html"``, in UTF-8, or
                ``"xlsx"``, a workbook.
            confirmed: a person stands behind 提出時期 and 説明: they are written without （案）.

        Raises:
            ValueError: there is no such format.
        """
        one_of("format", fmt, ROWS_FORMATS)
        return results.table_result(self._compared, self.rows, fmt, confirmed=confirmed)

    def into(self, workbook: Source, *, name: str | None = None, confirmed: bool = False) -> bytes:
        """Return a workbook of the newer version with these rows below those of its 変更箇所 table.

        Only the sheet of the table and the list of print areas are other bytes, and the result is read again.

        Args:
            workbook: the office's own .xlsx, by its path or its bytes; it says what the newer version says.
            name: what messages call it.
            confirmed: see `render`.

        Raises:
            SourceError: no workbook with a table, no room in it, or it says otherwise than the newer version.
            WriteError: it does not read back as it should.
        """
        from shinkyu.pipeline.workbook import into_version

        if isinstance(workbook, bytes):
            data, called = workbook, name or "the workbook given"
        else:
            data, called = read_file(os.fspath(workbook)), name or as_text(os.fspath(workbook))
        return into_version(self._compared, self.rows, data, called, confirmed=confirmed)

    def __repr__(self) -> str:
        return f"<Table {self.old.name} → {self.new.name}: {len(self)} rows>"


def diff(old: Assessment, new: Assessment, *, only: Sequence[Kind] = (), project: Settings | None = None) -> Diff:
    """Return what really changed from one version to another, item by item.

    Each change has an ``op``, its address in both versions, ``before`` and ``after`` as printed, and the ``spans`` that
    differ, in characters (Unicode code points) of these two.  Members of groups are matched by content, never by
    number; another spelling is the op ``notation``; an item that a copy does not hold is a notice and no change.

    Args:
        old: the older version.
        new: the newer one, in the same form.
        only: keep only these changes: a weight (``substance``, ``quiet``, ``suspect``), ``material``, an op or a class;
            words of one of these kinds add up, words of different kinds narrow.
        project: a project file, whose ignore rules count; none is looked for.

    Raises:
        SourceError: the versions are reports in different forms.
        ProjectError: the project file cannot be read.
        ValueError: *only* has a word that is no kind of change.
        TypeError: *only* is one word and no series of them, or *old* or *new* is no assessment.

    >>> old, new = shinkyu.parse("2022-06-30.txt"), shinkyu.parse("2025-07-31.txt")
    >>> change = next(iter(shinkyu.diff(old, new, only=["material", "citation"])))
    >>> change.op, " ".join(change.new.address), change.new.where.line
    ('modified', 'Ⅰ 4 法令上の根拠', 66)
    >>> [change.before[span.before_start : span.before_end] for span in change.spans]
    ['第1の68', '第一']
    >>> [change.after[span.after_start : span.after_end] for span in change.spans]
    ['の100', '']
    """
    if isinstance(only, str):
        raise TypeError(f"only is a list of kinds of change: [{only!r}]")
    kinds = tuple(only)  # of whatever gives its words once
    if unknown := [word for word in kinds if word not in KINDS]:
        raise ValueError(f"{unknown[0]!r} is no kind of change; known are {', '.join(KINDS)}")
    settings = _settings(project)
    compared = pipeline.compare(in_hand(old, "old"), in_hand(new, "new"))
    shown = pipeline.narrowed(compared, kinds, settings.ignore if settings else ())
    return Diff(old, new, compared, shown, settings)


def check(new: Assessment, *, against: Assessment | None = None, project: Settings | None = None) -> Check:
    """Hold the declared rows of a version against what it says and, where given, against the older version.

    Args:
        new: the version whose 変更箇所 table is judged.
        against: the older version; without it nothing can be undeclared, and a row is held against *new* alone.
        project: a project file, whose levels of findings and ignore rules count; none is looked for.

    Raises:
        SourceError: the versions are reports in different forms.
        ProjectError: the project file cannot be read.

    >>> old, new = shinkyu.parse("2022-06-30.txt"), shinkyu.parse("2025-07-31.txt")
    >>> checked = shinkyu.check(new, against=old)
    >>> for judgement in checked.verdicts:
    ...     if judgement.verdict == "contradicted":
    ...         print(judgement.n, judgement.why, judgement.evidence[0].quotation)
    33 別の選択肢が選ばれています。 10人未満
    >>> [" ".join(change.new.address) for change in checked.undeclared]
    ['Ⅱ 2 ③対象となる本人の範囲']
    """
    older = in_hand(against, "against") if against is not None else None
    settings = _settings(project)
    return Check(new, against, pipeline.check(in_hand(new, "new"), older, settings), settings)


def table(
    old: Assessment,
    new: Assessment,
    *,
    missing: bool = False,
    group: bool = False,
    all_ex_ante: bool = False,
    project: Settings | None = None,
) -> Table:
    """Return the 変更箇所 rows for the step from one version to another, in the manner of the document's older rows.

    提出時期 and 説明 are proposals: whether practice has already changed is known to the office only (規則第14条).

    Args:
        old: the older version.
        new: the newer one, in the same form.
        missing: only rows for what the table of *new* does not declare yet, or only in part.
        group: one row for one substitution in many items; it lists the items.
        all_ex_ante: 再実施: every row 事前, without explanation.
        project: a project file, whose ``[table]`` goes before what the rows show; none is looked for.

    Raises:
        SourceError: the versions are reports in different forms.
        ProjectError: the project file cannot be read.

    >>> old, new = shinkyu.parse("2022-06-30.txt"), shinkyu.parse("2025-07-31.txt")
    >>> rows = shinkyu.table(old, new, missing=True)
    >>> [(row.item, row.timing) for row in rows]
    [('Ⅱ 特定個人情報ファイルの概要(2. 基本情報 ③対象となる本人の範囲)', '事前')]
    """
    compared = pipeline.compare(in_hand(old, "old"), in_hand(new, "new"))
    rows = pipeline.table_rows(
        compared, all_ex_ante=all_ex_ante, project=_settings(project), group=group, missing=missing
    )
    return Table(old, new, compared, rows)


def _settings(project: Settings | None) -> Project | None:
    if project is None or isinstance(project, Project):
        return project
    from pathlib import Path

    from shinkyu.project import read_project

    return read_project(Path(project))
