"""What the hooks of a work tree look at: staged files before a commit."""

import contextlib
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Literal

from shinkyu import pipeline
from shinkyu.codec.cover import cover_text, published_on
from shinkyu.codec.project import loads_project
from shinkyu.errors import HookError, ProjectError, ShinkyuError
from shinkyu.hooks.before import DIFF, FILES, AtHead
from shinkyu.hooks.documents import DOCUMENT, Said, document_faults, with_neighbours
from shinkyu.hooks.receiving import before_receive
from shinkyu.messages import Message, message, of_number
from shinkyu.model.address import cite
from shinkyu.model.change import LACKED_BY_ONE
from shinkyu.model.project import Project
from shinkyu.model.report import Report
from shinkyu.pipeline import Read, archive
from shinkyu.project import NAME
from shinkyu.store import index
from shinkyu.store.corpus import Corpus
from shinkyu.store.git import PlainGit

Level = Literal["nothing", "material", "undeclared"]
LEVELS: tuple[Level, ...] = ("nothing", "material", "undeclared")
LEVEL = "shinkyu.refuse"
"""Setting of git: which undeclared changes stop a commit; those of ※ items where it is not set."""

_INDEX = ":0"
"""What git calls the staged file of a path, where a commit has its id."""
_SHOWN = 10
_ROWS = {
    "contradicted": message("rows that the document contradicts"),
    "partly": message("rows only partly true"),
}


def before_commit(folder: Path) -> Iterator[Said]:
    """Yield what is wrong with the staged assessments.

    Schema, canonical form and fingerprint of the source stop a commit; so do undeclared changes of ※
    items, or those that the setting names, but for what the staged project file leaves out; all else is a warning.

    Raises:
        HookError: the setting has no such value.
    """
    git = PlainGit(folder)
    level = _level(git)
    changed = _changed(git)
    staged = _assessments(git, changed)
    # A file beside a document can change without it.
    for path in with_neighbours(changed):
        data = git.blob(f"{_INDEX}:{path}")
        if path not in staged and data is not None:
            yield from (Said(True, fault) for fault in document_faults(git.blob, path, data, _INDEX))
    head = AtHead(git, _gone(git, changed))
    for path in staged:
        is_document = PurePosixPath(path).name == DOCUMENT
        data = _staged(git, path)
        if is_document:
            faults = list(document_faults(git.blob, path, data, _INDEX))
            yield from (Said(True, fault) for fault in faults)
            if faults:
                continue
        try:
            new = pipeline.read(data, path)
        except ShinkyuError as error:
            if is_document:
                yield Said(True, message("{path}: {error}", path=path, error=error))
            continue  # a workbook or PDF that is no assessment is none of ours
        try:
            project = _project(git, path)
        except ProjectError as error:
            yield Said(True, error.said)
            continue
        yield from _against_head(head, path, new, level, project)


def _project(git: PlainGit, path: str) -> Project | None:
    """Return what the project file settles that is staged in the folder of a file, or above it.

    Raises:
        ProjectError: it is no project file.
    """
    for folder in PurePosixPath(path).parents:
        name = str(folder / NAME)
        data = git.blob(f"{_INDEX}:{name}")
        if data is not None:
            return loads_project(data, name)
    return None


def _gone(git: PlainGit, changed: Mapping[str, bool]) -> list[str]:
    """Return the assessments among the files that a commit takes away."""
    return _assessments(git, {path: not there for path, there in changed.items()}, "HEAD")


def _staged(git: PlainGit, path: str) -> bytes:
    """Return a staged file; of what is none (a submodule) nothing, which is no assessment."""
    return git.blob(f"{_INDEX}:{path}") or b""


def _level(git: PlainGit) -> Level:
    given = git.line("config", LEVEL)
    for level in LEVELS:
        if given in (level, None if level == "material" else level):
            return level
    raise HookError(
        "{level} is '{given}'; it takes {levels}",
        level=LEVEL,
        given=given,
        levels=", ".join(LEVELS),
    )


def _changed(git: PlainGit) -> dict[str, bool]:
    """Return the files that differ between ``HEAD`` and the index, and whether they are still there."""
    out = git.run("diff", "--cached", "--name-status", "-z", "--no-renames", *DIFF)
    fields = out.decode("utf-8", "surrogateescape").split("\0")[:-1]
    return {path: status in "ACMRT" for status, path in zip(fields[::2], fields[1::2], strict=True)}


def _assessments(git: PlainGit, changed: Mapping[str, bool], revision: str = _INDEX) -> list[str]:
    """Return the documents, workbooks and PDFs among the files of a revision; the source of a document goes with it."""

    def goes_with_a_document(path: PurePosixPath) -> bool:
        return path.stem == "source" and git.object(f"{revision}:{path.with_name(DOCUMENT)}") is not None

    return [
        path
        for path, there in changed.items()
        if there
        and (
            PurePosixPath(path).name == DOCUMENT
            or (path.lower().endswith(FILES) and not goes_with_a_document(PurePosixPath(path)))
        )
    ]


def _against_head(head: AtHead, path: str, new: Read, level: Level, project: Project | None) -> Iterator[Said]:
    try:
        report = pipeline.check(new, head.before(path, new), project).report
    except ShinkyuError as error:
        yield Said(False, message("{path}: cannot be held against HEAD: {error}", path=path, error=error))
        return
    while head.notes:
        yield Said(False, head.notes.pop())
    yield from _undeclared(path, report, level)
    yield from (Said(False, message("{path}: {what}", path=path, what=what)) for what in _doubtful(path, report))


def _doubtful(path: str, report: Report) -> Iterator[Message]:
    """Yield what else `check` finds: whatever makes it exit with 1 is said here."""
    for verdict, says in _ROWS.items():
        rows = [str(judgement.n) for judgement in report.declared if judgement.verdict == verdict]
        if rows:
            yield message("{says}: {rows}", says=says, rows=", ".join(rows))
    for left in report.partial[:_SHOWN]:
        yield message("rows declare only a part of the change of {address}", address=cite(left.address))
    if len(report.partial) > _SHOWN:
        rest = len(report.partial) - _SHOWN
        yield of_number(rest, "and only a part of {n} more change", "and only a part of {n} more changes")
    if report.suspects:
        yield of_number(
            len(report.suspects),
            "{n} difference may be a misread character",
            "{n} differences may be misread characters",
        )
    if findings := [finding for finding in report.findings if finding.severity != "info"]:
        yield of_number(
            len(findings),
            "{n} finding; `shinkyu check {path}` names it",
            "{n} findings; `shinkyu check {path}` lists them",
            path=path,
        )
    lacked = sum(len(notice.addresses) for notice in report.notices if notice.rule in LACKED_BY_ONE)
    if lacked:
        yield message("not compared: {n} items that one of the copies lacks or does not say", n=lacked)
    for apart in report.ignored:
        yield message("changes left out: {n} ({why})", n=len(apart.changes), why=apart.rule.reason)


def _undeclared(path: str, report: Report, level: Level) -> Iterator[Said]:
    for change in report.undeclared[:_SHOWN]:
        stops = level == "undeclared" or (level == "material" and change.material)
        side = change.new or change.old
        where = cite(side.address) if side else change.item
        says = message("no row declares the change of {address}", address=where)
        if not report.table_read:
            says = message("no change table was read to declare the change of {address}", address=where)
        yield Said(stops, message("{path}: {mark}{says}", path=path, mark="※ " if change.material else "", says=says))
    if len(report.undeclared) > _SHOWN:
        rest = report.undeclared[_SHOWN:]
        stops = level == "undeclared" or (level == "material" and any(change.material for change in rest))
        more = of_number(len(rest), "{path}: and {n} more such change", "{path}: and {n} more such changes", path=path)
        yield Said(stops, more)


def prepare_message(folder: Path, file: Path, source: str) -> None:
    """Put a summary and trailers into the message of a commit that stages documents.

    A message given by ``-m`` or ``-F`` keeps its words and gets the trailers; one of a merge, a squash or
    an amended commit is left alone.
    """
    if source not in ("", "message", "template"):
        return
    git = PlainGit(folder)
    found: list[tuple[str, Read, str]] = []
    changed = _changed(git)
    head = AtHead(git, _gone(git, changed))
    for path in _assessments(git, changed):
        if PurePosixPath(path).name != DOCUMENT:
            continue
        try:
            new = pipeline.read(_staged(git, path), path)
            found.append((path, new, archive.summary_between(new, head.before(path, new))))
        except ShinkyuError:
            continue
    if not found:
        return
    text = file.read_text(encoding="utf-8", errors="surrogateescape")
    trailers = _trailers(found[0][1]) if len(found) == 1 else {}
    if source == "message":
        body = text
    else:
        summary = "\n\n".join(f"{_subject(path, version)}\n\n{words}" for path, version, words in found)
        body = f"{summary}\n{text}" if not text.strip() or text.lstrip().startswith("#") else text
    arguments = [part for name, value in trailers.items() for part in ("--trailer", f"{name}: {value}")]
    # A line of hyphens belongs to the message, it does not end it.
    out = git.run(
        "interpret-trailers", "--no-divider", "--if-exists=doNothing", *arguments,
        stdin=body.encode("utf-8", "surrogateescape"),
    )  # fmt: skip
    file.write_bytes(out)


def _subject(path: str, version: Read) -> str:
    title = cover_text(version.document, "cover.title")
    return f"{title or path} {published_on(version.document) or ''}".strip()


def _trailers(version: Read) -> dict[str, str]:
    day = published_on(version.document)
    return {**({"Published-On": day} if day else {}), "Form-Edition": version.document.edition}


def refresh_index(folder: Path) -> None:
    """Bring the search index of a corpus up to date, where there is one; what stops that is told by a search."""
    with contextlib.suppress(ShinkyuError):
        corpus = Corpus.around(folder)
        if (corpus.repository.git_dir / index.FILE).exists():
            index.update(corpus)


def run(name: str, arguments: tuple[str, ...], folder: Path) -> Iterator[Said]:
    """Do what the hook *name* does, called by git with *arguments*.

    Raises:
        HookError: git does not call it so.
    """
    try:
        if name in ("pre-commit", "pre-merge-commit"):
            yield from before_commit(folder)
        elif name == "prepare-commit-msg":
            prepare_message(folder, folder / arguments[0], arguments[1] if len(arguments) > 1 else "")
        elif name in ("post-merge", "post-checkout"):
            refresh_index(folder)
        elif name == "update":
            reference, old, new = arguments
            yield from before_receive(folder, [(old, new, reference)])
        elif name == "pre-receive":
            lines = [line.split(" ", 2) for line in sys.stdin.read().splitlines() if line.strip()]
            yield from before_receive(folder, [(old, new, reference) for old, new, reference in lines])
    except (IndexError, ValueError) as error:
        raise HookError(
            "git calls the hook {name} otherwise than this ({arguments})", name=name, arguments=" ".join(arguments)
        ) from error
