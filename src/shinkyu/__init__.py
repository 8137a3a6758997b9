"""shinkyu (新旧): what really changed between two versions of a 特定個人情報保護評価書.

>>> import shinkyu
>>> old, new = shinkyu.parse("2022-06-30.txt"), shinkyu.parse("2025-07-31.txt")
>>> len(shinkyu.diff(old, new))
28
>>> [" ".join(change.new.address) for change in shinkyu.check(new, against=old).undeclared]
['Ⅱ 2 ③対象となる本人の範囲']
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # that of typing takes as long to load as all of this file
if TYPE_CHECKING:
    from shinkyu.api.assessments import Assessment, parse
    from shinkyu.api.comparing import Check, Diff, Table, check, diff, table
    from shinkyu.api.corpora import Corpus
    from shinkyu.errors import (
        CodecError,
        CorpusError,
        FormError,
        LimitError,
        ProjectError,
        ShinkyuError,
        SourceError,
        WriteError,
    )
    from shinkyu.model.change import Change, EntryChange, IgnoreRule, Notice, Pattern, Span
    from shinkyu.model.document import DeclaredRow, Document, Item
    from shinkyu.model.project import Project, TableHabits
    from shinkyu.model.reading import ItemReading, Reading, Where
    from shinkyu.model.report import Evidence, Finding, Judgement, Partial, Report
    from shinkyu.model.table import ProposedRow
    from shinkyu.model.version import Key, Logged
    from shinkyu.pipeline.tracing import Blamed, Covering, Stage
    from shinkyu.store.index import Hit
    from shinkyu.store.verifying import Fault
    from shinkyu.store.writing import Recorded
else:
    # Nothing is loaded before it is asked for: ``shinkyu --help`` imports this package, too.
    _PLACES = {
        "api.assessments": ("Assessment", "parse"),
        "api.comparing": ("Check", "Diff", "Table", "check", "diff", "table"),
        "api.corpora": ("Corpus",),
        "errors": (
            "CodecError", "CorpusError", "FormError", "LimitError", "ProjectError", "ShinkyuError", "SourceError",
            "WriteError",
        ),
        "model.change": ("Change", "EntryChange", "IgnoreRule", "Notice", "Pattern", "Span"),
        "model.document": ("DeclaredRow", "Document", "Item"),
        "model.project": ("Project", "TableHabits"),
        "model.reading": ("ItemReading", "Reading", "Where"),
        "model.report": ("Evidence", "Finding", "Judgement", "Partial", "Report"),
        "model.table": ("ProposedRow",),
        "model.version": ("Key", "Logged"),
        "pipeline.tracing": ("Blamed", "Covering", "Stage"),
        "store.index": ("Hit",),
        "store.verifying": ("Fault",),
        "store.writing": ("Recorded",),
    }  # fmt: skip

    def __getattr__(name):
        for place, names in _PLACES.items():
            if name in names:
                from importlib import import_module

                value = globals()[name] = getattr(import_module(f"shinkyu.{place}"), name)
                return value
        raise AttributeError(f"module 'shinkyu' has no attribute {name!r}")

    def __dir__():
        return sorted({*globals(), *__all__})


__all__ = [
    "Assessment", "Blamed", "Change", "Check", "CodecError", "Corpus", "CorpusError", "Covering", "DeclaredRow",
    "Diff", "Document", "EntryChange", "Evidence", "Fault", "Finding", "FormError", "Hit", "IgnoreRule", "Item",
    "ItemReading", "Judgement", "Key", "LimitError", "Logged", "Notice", "Partial", "Pattern", "Project",
    "ProjectError", "ProposedRow", "Reading", "Recorded", "Report", "ShinkyuError", "SourceError", "Span", "Stage",
    "Table", "TableHabits", "Where", "WriteError", "__version__", "check", "diff", "parse", "table",
]  # fmt: skip
