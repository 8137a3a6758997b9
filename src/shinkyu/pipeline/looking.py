"""Everything that a report page tells, from two versions or one."""

from collections.abc import Sequence

from shinkyu.model.change import Changes
from shinkyu.model.project import Project
from shinkyu.pipeline import Checked, Read, check, doubts, narrowed, table_rows, tool_versions
from shinkyu.render.html.view import Lead, Version, View


def looked(
    new: Read,
    old: Read | None = None,
    project: Project | None = None,
    only: Sequence[str] = (),
    *,
    lead: Lead = "check",
) -> View:
    """Return what a report page tells of *new* and, where given, of the step to it from *old*.

    Verdicts and fates are made of all changes; *only* and the rules of a *project* file say which are shown.

    Raises:
        SourceError: they are reports in different forms.
    """
    checked = check(new, old, project)
    shown = narrowed(checked.compared, only, project.ignore if project else ()) if checked.compared else None
    return view_of(checked, shown.changes if shown else None, project, lead=lead)


def view_of(checked: Checked, changes: Changes | None, project: Project | None = None, *, lead: Lead = "check") -> View:
    """Return what a report page tells of a check; *changes* are those to be shown."""
    compared = checked.compared
    old = compared.old if compared else None
    return View(
        new=Version(checked.new.document, checked.new.reading),
        old=Version(old.document, old.reading) if old else None,
        report=checked.report,
        changes=changes,
        proposed=table_rows(compared, project=project) if compared else (),
        doubts=doubts(compared) if compared else (),
        tool=tool_versions(),
        lead=lead,
    )
