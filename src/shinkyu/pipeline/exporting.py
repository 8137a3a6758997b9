"""A whole corpus for other programs: items, rows and versions as objects, numbers of it, and what is found in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

from shinkyu import pipeline
from shinkyu.codec.canonical import to_builtins
from shinkyu.codec.cover import cover_text
from shinkyu.pipeline import archive, tracing
from shinkyu.render.shapes import declared_shapes, item_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shinkyu.model.version import Key, Logged
    from shinkyu.store import index
    from shinkyu.store.history import History

Exported = Literal["items", "declared", "versions"]
"""What one object is: an item of a version, a declared row of one, or a version."""


def export(corpus: History, what: Exported = "items", key: Key | None = None) -> Iterator[dict[str, Any]]:
    """Yield an object for each item, declared row or version of all reports, or of one; oldest version first.

    Raises:
        CorpusError: there is no such report, or a commit is damaged.
    """
    versions = [corpus.versions(key)] if key else corpus.reports().values()
    for logged in (one for of_report in versions for one in of_report):
        about = logged_shape(logged)
        if what == "versions":
            yield about | _version(corpus, logged)
            continue
        version = archive.stored(corpus, logged)
        if what == "items":
            shapes = item_shapes(version.document, version.reading)
        else:
            shapes = declared_shapes(version.document.declared or (), pipeline.declarations(version))
        yield from (about | shape for shape in shapes)


def _version(corpus: History, logged: Logged) -> dict[str, Any]:
    document = corpus.version(logged).document
    return {
        "source_sha256": logged.source_sha256,
        "form_edition": logged.form_edition,
        "engine_version": logged.engine_version,
        "dictionary_version": logged.dictionary_version,
        "agency_name": cover_text(document, "cover.agency"),
        "title": cover_text(document, "cover.title"),
        "items": len(document.items),
        "declared_rows": None if document.declared is None else len(document.declared),
    }


def search(
    corpus: History, words: Sequence[str], *, latest: bool = False, progress: index.Progress | None = None
) -> list[index.Hit]:
    """Return the items and declared rows that hold all *words*, newest version first, see ``store.index.search``.

    Args:
        corpus: the corpus.
        words: each in whatever spelling.
        latest: only in the newest version of each report.
        progress: told how far the index has come.

    Raises:
        CorpusError: there is no word, or none in one of *words*, or the index cannot be written.
    """
    from shinkyu.store import index

    hits = index.search(corpus, tuple(words), progress)
    if not latest:
        return hits
    newest = {versions[-1].commit for versions in corpus.reports().values()}
    return [hit for hit in hits if hit.logged.commit in newest]


def stats(corpus: History) -> dict[str, Any]:
    """Return how many reports, versions and agencies there are, and what the commits tell of them."""
    reports = corpus.reports()
    versions = [version for ones in reports.values() for version in ones]
    return {
        "agencies": len({key.agency for key in reports}),
        "reports": len(reports),
        "versions": len(versions),
        "first": min((version.published_on for version in versions), default=None),
        "last": max((version.published_on for version in versions), default=None),
        "by_form": _sorted(Counter(key.form for key in reports)),
        "by_edition": _sorted(Counter(version.form_edition for version in versions)),
        "by_year": _sorted(Counter(str(version.published_on.year) for version in versions)),
        "read_by": _sorted(Counter(version.engine_version for version in versions)),
        "changes": _told(versions, "Changes"),
        "declared_rows": _told(versions, "Declared rows"),
        "undeclared": sum(int(line) for line in _lines(versions, "Undeclared")),
        "undeclared_not_known": sum(1 for version in versions if _of_unread_table(version)),
        "declared_in_part": sum(int(line) for line in _lines(versions, "Declared in part")),
        "not_compared": sum(int(line) for line in _lines(versions, "Not compared")),
    }


def _of_unread_table(version: Logged) -> bool:
    """Say whether a version was compared with the one before it, but no table was read that could declare anything."""
    return any(_lines([version], "Changes")) and not any(_lines([version], "Undeclared"))


def _sorted(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items()))


def _lines(versions: list[Logged], name: str) -> Iterator[str]:
    for version in versions:
        for line in version.body.splitlines():
            head, _, rest = line.partition(": ")
            if head == name:
                yield rest


def _told(versions: list[Logged], name: str) -> dict[str, int]:
    counter: Counter[str] = Counter()
    for line in _lines(versions, name):
        for part in line.split(", "):
            count, _, word = part.partition(" ")
            if count.isdecimal():
                counter[word] += int(count)
    return _sorted(counter)


# ---------------------------------------------------------------------------- objects of the corpus commands


def logged_shape(logged: Logged) -> dict[str, Any]:
    """Return what names a version in a corpus."""
    return {
        "agency": logged.key.agency,
        "number": logged.key.number,
        "form": logged.key.form,
        "published_on": logged.published_on.isoformat(),
        "kind_of_commit": logged.kind,
        "commit": logged.commit,
    }


def log_shape(logged: Logged) -> dict[str, Any]:
    """Return an entry of ``corpus log``."""
    return {**to_builtins(logged), "key": str(logged.key)}


def hit_shape(hit: index.Hit) -> dict[str, Any]:
    """Return what ``corpus search`` found in one place."""
    return {**logged_shape(hit.logged), "address": list(hit.address), "text": hit.text}


def blamed_shape(one: tracing.Blamed) -> dict[str, Any]:
    """Return an item of ``corpus blame``."""
    return {
        "id": one.item.id,
        "address": list(one.item.address),
        "published_on": one.since.published_on,
        "commit": one.since.commit,
        "ground": one.ground,
        "state": one.item.state,
        "value": tracing.value_of(one.item),
        "rows": [_covering_shape(row) for row in one.rows],
    }


def stage_shape(stage: tracing.Stage) -> dict[str, Any]:
    """Return a version in ``corpus history``."""
    item = stage.item
    return {
        "published_on": stage.logged.published_on,
        "commit": stage.logged.commit,
        "address": list(item.address) if item else None,
        "state": item.state if item else None,
        "ground": stage.ground,
        "value": tracing.value_of(item) if item else None,
        "changes": to_builtins(stage.changes),
        "rows": [_covering_shape(row) for row in stage.rows],
    }


def _covering_shape(covering: tracing.Covering) -> dict[str, Any]:
    row = covering.row
    return {"n": row.n, "date": row.date.date or row.date.text, "item": row.item, "verdict": covering.verdict}
