"""What the commands give for one version or one pair, as bytes: the same from ``diff`` and from ``batch``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from shinkyu.pipeline import tool_versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shinkyu.messages import Lang
    from shinkyu.model.project import Project
    from shinkyu.model.table import ProposedRow
    from shinkyu.pipeline import Checked, Compared, Read
    from shinkyu.render.change_table.formats import TableFormat

Paint = Callable[[str, str], str]
"""Text and its role → text in colour."""

COLUMNS = 80
"""Width of text that is written for no terminal."""


def _plain(text: str, role: str) -> str:
    return text


def diff_result(
    compared: Compared,
    fmt: str,
    lang: Lang = "ja",
    *,
    paint: Paint = _plain,
    columns: int = COLUMNS,
    project: Project | None = None,
    whole: Compared | None = None,
) -> bytes:
    """Return what ``diff`` prints of a comparison.

    Args:
        compared: the comparison.
        fmt: one of ``DIFF_FORMATS``.
        lang: language of text, md and html.
        paint: puts colours into text.
        columns: width of text.
        project: levels of findings and the manner of the new table on a page.
        whole: the comparison before it was narrowed; None where it was not.
    """
    if fmt == "html":
        from shinkyu.pipeline import held
        from shinkyu.pipeline.looking import view_of
        from shinkyu.render.html import page

        checked = held(compared.new, whole or compared, project)
        return _bytes(page(view_of(checked, compared.changes, project, lead="diff"), lang))
    from shinkyu.codec.canonical import dumps, dumps_line
    from shinkyu.render import changes as changes_text
    from shinkyu.render.report_words import WORDS
    from shinkyu.render.shapes import change_shape, diff_shape

    found = compared.changes
    before, after = _shape(compared.old), _shape(compared.new)
    if fmt == "json":
        text = dumps(diff_shape(before, after, found, tool_versions()))
    elif fmt == "jsonl":
        text = "".join(dumps_line(change_shape(change)) + "\n" for change in found.changes)
        for ignored in found.selection.ignored:
            shapes = (change_shape(change) | {"ignored": ignored.rule.reason} for change in ignored.changes)
            text += "".join(dumps_line(shape) + "\n" for shape in shapes)
    elif fmt == "md":
        text = changes_text.as_markdown(before, after, found, WORDS[lang])
    elif fmt == "patch":
        from shinkyu.render.patch import make_patch

        pairs = [(pair.old, pair.new) for pair in compared.alignment.pairs]
        text = dumps(make_patch(compared.old.document, compared.new.document, pairs))
    else:
        text = changes_text.as_text(before, after, found, paint, columns, WORDS[lang])
    return _bytes(text)


def check_result(
    checked: Checked,
    older: Read | None,
    fmt: str,
    lang: Lang,
    *,
    paint: Paint = _plain,
    columns: int = COLUMNS,
    project: Project | None = None,
) -> bytes:
    """Return what ``check`` prints.

    Args:
        checked: the version that was held against its table.
        older: the version it was held against, too.
        fmt: one of ``CHECK_FORMATS``.
        lang: language of sentences.
        paint: puts colours into text.
        columns: width of text.
        project: which changes a page leaves out, and the manner of its new table.
    """
    if fmt == "html":
        from shinkyu.pipeline import narrowed
        from shinkyu.pipeline.looking import view_of
        from shinkyu.render.html import page

        shown = narrowed(checked.compared, ignore=project.ignore) if checked.compared and project else checked.compared
        return _bytes(page(view_of(checked, shown.changes if shown else None, project), lang))
    from shinkyu.codec.canonical import dumps
    from shinkyu.render import report as report_text
    from shinkyu.render.shapes import check_shape

    new, old = _shape(checked.new), _shape(older) if older else None
    rows, report = checked.new.document.declared, checked.report
    if fmt == "xlsx":
        from shinkyu.render.report_workbook import report_workbook  # its library takes long to load

        return report_workbook(new, old, rows, report, lang)
    if fmt == "json":
        return _bytes(dumps(check_shape(new, old, report, tool_versions())))
    if fmt == "md":
        return _bytes(report_text.as_markdown(new, old, rows, report, lang))
    return _bytes(report_text.as_text(new, old, rows, report, paint, columns, lang))


def table_result(compared: Compared, rows: Sequence[ProposedRow], fmt: str, *, confirmed: bool = False) -> bytes:
    """Return the 変更箇所 rows of a comparison, in UTF-8 where the format is text.

    Args:
        compared: the comparison that the rows are of.
        rows: what ``table_rows`` returned.
        fmt: a ``TableFormat``, ``html`` or ``xlsx``.
        confirmed: a person stands behind 提出時期 and 説明.
    """
    if fmt == "xlsx":
        from shinkyu.render.change_table.sheet import table_workbook  # its library takes long to load

        return table_workbook(rows, confirmed=confirmed)
    if fmt == "html":
        from shinkyu.render.change_table.page import table_page  # its library takes long to load

        return _bytes(table_page(rows, version_lines(compared), confirmed=confirmed))
    from shinkyu.render.change_table.formats import render_table

    return _bytes(render_table(rows, cast("TableFormat", fmt), confirmed=confirmed, tool=tool_versions()))


def version_lines(compared: Compared) -> list[str]:
    """Return which versions are compared, a line each."""
    from shinkyu.render.changes import version_line

    return [version_line(name, _shape(read)) for name, read in (("旧", compared.old), ("新", compared.new))]


def finds(checked: Checked) -> bool:
    """Say whether a check found something that needs a person's eye."""
    from shinkyu.render.shapes import finds_something

    return finds_something(checked.report)


def _shape(version: Read) -> dict[str, Any]:
    from shinkyu.render.shapes import version_shape

    return version_shape(version.document, version.reading)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
