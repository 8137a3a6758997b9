"""What a server looks at before it takes a push: every new commit, and what it says of itself."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from shinkyu.errors import CorpusError
from shinkyu.hooks.documents import Said, document_faults, with_neighbours
from shinkyu.messages import Message, message
from shinkyu.model.version import Logged
from shinkyu.pipeline import archive
from shinkyu.store import mapping, verifying
from shinkyu.store.history import History, Pinned, by_report
from shinkyu.store.listings import RawCommit
from shinkyu.store.repository import Repository

SUMMARIES = 200
"""Versions of a push of which the summary is compared with the documents, about a second each; the rest is told."""
_NOTHING = set("0")


def before_receive(folder: Path, updates: list[tuple[str, str, str]]) -> Iterator[Said]:
    """Yield what is wrong with commits that are pushed: (old id, new id, reference) an update.

    Every document of every new commit must follow the schema, be in canonical form and fit its source; a commit that
    says it records a version must record just that, after the versions before it, under the name and date it must
    have, and what it tells of changes and declared rows must be what they are.
    """
    repository = Repository.called_by_git(folder)
    seen: set[str] = set()
    for _, new, reference in updates:
        if set(new) <= _NOTHING or repository.commit_id(new) is None:
            continue
        for said in _pushed(repository, new, seen):
            yield Said(said.stops, message("{reference}: {what}", reference=reference, what=said.text))


def _pushed(repository: Repository, tip: str, seen: set[str]) -> Iterator[Said]:
    """Yield what is wrong with the new commits up to *tip* that are not in *seen*, and put them there."""
    arriving = [raw for raw in _merged(repository.arriving(tip)) if raw.id not in seen]
    seen |= {raw.id for raw in arriving}
    recorded: list[Logged] = []
    history = Pinned(repository, tip)
    versions: dict[str, Logged] = {}
    if any(mapping.logged_of(raw.id, raw.message, raw.paths) for raw in arriving):
        versions = {entry.commit: entry for entry in history.log()}
    for raw in arriving:
        logged = versions.get(raw.id)
        faults = _of_version(history, logged, raw) if logged else _by_hand(repository, raw)
        found = list(faults)
        yield from (Said(True, message("{commit}: {what}", commit=raw.id[:12], what=fault)) for fault in found)
        if logged and not found:
            recorded.append(logged)
    yield from _together(history, arriving, recorded)
    yield from _changed_by_hand(history, [raw for raw in arriving if raw.id not in versions])


def _changed_by_hand(history: History, commits: list[RawCommit]) -> Iterator[Said]:
    """Yield the reports that commits of people leave otherwise than they were recorded: taken, and told."""
    touched = {key for raw in commits for key in map(mapping.key_of, raw.paths) if key}
    for change in history.changes_by_hand() if touched else ():
        if change.recorded.key in touched and change.superseded_by is None:
            file = f"{mapping.folder_of(change.recorded.key)}/{change.files[0]}"
            yield Said(
                False,
                message(
                    "{file} is no longer as it was recorded; `shinkyu corpus verify` tells it as a fault", file=file
                ),
            )


def _merged(commits: Iterable[RawCommit]) -> list[RawCommit]:
    """Return each commit once, with the paths that differ from any of its parents."""
    found: dict[str, RawCommit] = {}
    for raw in commits:
        before = found.get(raw.id)
        found[raw.id] = raw._replace(paths=(*before.paths, *raw.paths)) if before else raw
    return list(found.values())


def _of_version(history: History, logged: Logged, raw: RawCommit) -> Iterator[Message]:
    folder = mapping.folder_of(logged.key)
    strange = [path for path in raw.paths if not (path.startswith(f"{folder}/") and mapping.key_of(path))]
    if strange:
        yield message("{file} is no part of the version it records; commit it on its own", file=strange[0])
    yield from map(_faulty, verifying.faults_of(history, logged))


def _by_hand(repository: Repository, raw: RawCommit) -> Iterator[Message]:
    if mapping.says_version(raw.message):
        yield message(
            "says that it records a version, but does not record one version of one report, or not as shinkyu does"
        )
    for path in with_neighbours(raw.paths):
        data = repository.blob(f"{raw.id}:{path}")
        if data is not None:
            yield from document_faults(repository.blob, path, data, raw.id)


def _together(history: History, arriving: list[RawCommit], recorded: list[Logged]) -> Iterator[Said]:
    """Yield what is wrong with versions when they are held against those before them."""
    if not recorded:
        return
    new = {raw.id for raw in arriving}
    for fault in verifying.order_faults(history, history.log()):
        if fault.commit in new:
            yield Said(True, message("{commit}: {what}", commit=fault.commit[:12], what=_faulty(fault)))
    of_report = by_report(history.log())
    for logged in recorded[-SUMMARIES:]:
        try:
            faults = archive.summary_faults(history, logged, of_report[logged.key])
        except CorpusError as error:
            yield Said(True, message("{commit}: {what}", commit=logged.commit[:12], what=error))
            continue
        commit = logged.commit[:12]
        yield from (Said(True, message("{commit}: {what}", commit=commit, what=_faulty(fault))) for fault in faults)
    if len(recorded) > SUMMARIES:
        rest = len(recorded) - SUMMARIES
        yield Said(
            False,
            message("summaries of older versions not compared: {n}; `shinkyu corpus verify` does it", n=rest),
        )


def _faulty(fault: verifying.Fault) -> Message:
    return message("{where}: {what}", where=fault.where, what=fault.message)
