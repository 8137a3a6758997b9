"""What a project file settles about a report: levels of rules, changes ignored.  Nothing goes untold."""

from collections import Counter
from typing import cast

import msgspec

from shinkyu.model.change import Ignored
from shinkyu.model.project import Project
from shinkyu.model.report import Report, Severity


def settle(report: Report, project: Project, ignored: tuple[Ignored, ...]) -> Report:
    """Return *report* as the *project* file wants it, with what it ignores named and what it switches off counted.

    Verdicts stay as they are: they are made of all changes, those *ignored* too.
    """
    apart = {change.id for each in ignored for change in each.changes}
    levels = project.findings
    findings = tuple(
        msgspec.structs.replace(finding, severity=cast(Severity, levels.get(finding.rule, finding.severity)))
        for finding in report.findings
        if levels.get(finding.rule) != "off"
    )
    off = Counter(finding.rule for finding in report.findings if levels.get(finding.rule) == "off")
    return msgspec.structs.replace(
        report,
        undeclared=tuple(change for change in report.undeclared if change.id not in apart),
        partial=tuple(partial for partial in report.partial if partial.change not in apart),
        suspects=tuple(change for change in report.suspects if change.id not in apart),
        findings=findings,
        ignored=ignored,
        switched_off={rule: off[rule] for rule, level in sorted(levels.items()) if level == "off"},
    )
