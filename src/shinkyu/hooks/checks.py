"""What the hooks look at: staged files before a commit, pushed commits before they are taken."""

import contextlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

from shinkyu import pipeline
from shinkyu.codec.canonical import dumps, loads, loads_reading
from shinkyu.codec.cover import cover_text, published_on
from shinkyu.errors import HookError, ShinkyuError
from shinkyu.model.address import cite
from shinkyu.model.report import Report
from shinkyu.pipeline import Read, archive
from shinkyu.store import index, mapping
from shinkyu.store.corpus import Corpus
from shinkyu.store.git import PlainGit
from shinkyu.store.verifying import version_faults

Level = Literal["nothing", "material", "undeclared"]
LEVELS: tuple[Level, ...] = ("nothing", "material", "undeclared")
LEVEL = "shinkyu.refuse"
"""Setting of git: which undeclared changes stop a commit; those of ※ items where it is not set."""

_DOCUMENT = mapping.DOCUMENT
_INDEX = ":0"
"""What git calls the staged file of a path, where a commit has its id."""
_FILES = (".xlsx", ".pdf")
_ZERO = set("0")
_SHOWN = 10


class Said(NamedTuple):
    """One line of a hook, and whether it stops git."""

    stops: bool
    text: str


def before_commit(folder: Path) -> Iterator[Said]:
    """Yield what is wrong with the staged assessments.

    Schema, canonical form and fingerprint of the source stop a commit; so do undeclared changes of ※
    items, or those that the setting names; all else is a warning.

    Raises:
        HookError: the setting has no such value.
    """
    git = PlainGit(folder)
    level = _level(git)
    changed = _changed(git)
    staged = _assessments(changed)
    # A file beside a document can change without it.
    for path in _with_neighbours(changed):
        status, data, _ = git.attempt("cat-file", "blob", f"{_INDEX}:{path}")
        if path not in staged and not status:
            yield from (Said(True, fault) for fault in _document_faults(git, path, data, _INDEX))
    for path in staged:
        name = PurePosixPath(path).name
        data = git.run("cat-file", "blob", f"{_INDEX}:{path}")
        if name == _DOCUMENT:
            faults = list(_document_faults(git, path, data, _INDEX))
            yield from (Said(True, fault) for fault in faults)
            if faults:
                continue
        try:
            new = pipeline.read(data, path)
        except ShinkyuError as error:
            if name == _DOCUMENT:
                yield Said(True, f"{path}: {error}")
            continue  # a workbook or PDF that is no assessment is none of ours
        yield from _against_head(git, path, new, level)


def _level(git: PlainGit) -> Level:
    given = git.line("config", LEVEL)
    for level in LEVELS:
        if given in (level, None if level == "material" else level):
            return level
    raise HookError(f"{LEVEL} is {given!r}; it takes {', '.join(LEVELS)}")


def _changed(git: PlainGit) -> dict[str, bool]:
    """Return the files that differ between ``HEAD`` and the index, and whether they are still there."""
    out = git.run("diff", "--cached", "--name-status", "-z", "--no-renames", "--no-ext-diff", "--no-relative")
    fields = out.decode("utf-8", "surrogateescape").split("\0")[:-1]
    return {path: status in "ACMRT" for status, path in zip(fields[::2], fields[1::2], strict=True)}


def _assessments(changed: Mapping[str, bool]) -> list[str]:
    """Return the documents, workbooks and PDFs among the staged files; the source of a document goes with it."""
    return [
        path
        for path, there in changed.items()
        if there
        and (PurePosixPath(path).name == _DOCUMENT or path.lower().endswith(_FILES))
        and PurePosixPath(path).stem != "source"
    ]


def _with_neighbours(paths: Iterable[str]) -> list[str]:
    """Return the paths of the documents that files belong to: the document itself, its reading, its source."""
    ours = (PurePosixPath(path) for path in paths if mapping.is_ours(PurePosixPath(path).name))
    return sorted({str(path.with_name(_DOCUMENT)) for path in ours})


def _document_faults(git: PlainGit, path: str, data: bytes, revision: str) -> Iterator[str]:
    """Yield what is wrong with a canonical document and its neighbours at a revision."""
    if re.search(rb"^<<<<<<< ", data, re.MULTILINE):
        yield f"{path}: still holds the marks of a conflict (<<<<<<<)"
        return
    try:
        if dumps(loads(data)).encode() != data:
            yield f"{path}: not in canonical form; `shinkyu parse {path} -o {path}` writes it so"
    except ShinkyuError as error:
        yield f"{path}: {error}"
        return
    beside = f"{revision}:{path.removesuffix(_DOCUMENT)}"
    status, raw, _ = git.attempt("cat-file", "blob", f"{beside}{mapping.READING}")
    if status:
        return
    try:
        reading = loads_reading(raw)
    except ShinkyuError as error:
        yield f"{path.removesuffix(_DOCUMENT)}{mapping.READING}: {error}"
        return
    if "/" in reading.source or not reading.source.startswith(mapping.SOURCE):
        return
    status, source, _ = git.attempt("cat-file", "blob", f"{beside}{reading.source}")
    if status:
        yield f"{path}: its source {reading.source} is missing"
    elif mapping.sha256(source) != reading.sha256:
        yield f"{path}: was not read from the {reading.source} beside it (SHA-256 differs)"


def _against_head(git: PlainGit, path: str, new: Read, level: Level) -> Iterator[Said]:
    status, data, _ = git.attempt("cat-file", "blob", f"HEAD:{path}")
    try:
        old = None if status else pipeline.read(data, f"HEAD:{path}")
        report = pipeline.check(new, old).report
    except ShinkyuError as error:
        yield Said(False, f"{path}: cannot be held against HEAD: {error}")
        return
    yield from _undeclared(path, report, level)
    wrong = [judgement.n for judgement in report.declared if judgement.verdict == "contradicted"]
    if wrong:
        yield Said(False, f"{path}: rows that the document contradicts: {', '.join(map(str, wrong))}")
    if report.findings:
        yield Said(False, f"{path}: {len(report.findings)} findings; `shinkyu check {path}` lists them")


def _undeclared(path: str, report: Report, level: Level) -> Iterator[Said]:
    for change in report.undeclared[:_SHOWN]:
        stops = level == "undeclared" or (level == "material" and change.material)
        side = change.new or change.old
        where = cite(side.address) if side else change.item
        yield Said(stops, f"{path}: {'※ ' if change.material else ''}no row declares the change of {where}")
    if len(report.undeclared) > _SHOWN:
        rest = report.undeclared[_SHOWN:]
        stops = level == "undeclared" or (level == "material" and any(change.material for change in rest))
        yield Said(stops, f"{path}: and {len(rest)} more undeclared changes")


def prepare_message(folder: Path, file: Path, source: str) -> None:
    """Put a summary and trailers into the message of a commit that stages documents.

    A message given by ``-m`` or ``-F`` keeps its words and gets the trailers; one of a merge, a squash or
    an amended commit is left alone.
    """
    if source not in ("", "message", "template"):
        return
    git = PlainGit(folder)
    found: list[tuple[str, Read, str]] = []
    for path in _assessments(_changed(git)):
        if PurePosixPath(path).name != _DOCUMENT:
            continue
        try:
            new = pipeline.read(git.run("cat-file", "blob", f"{_INDEX}:{path}"), path)
            status, data, _ = git.attempt("cat-file", "blob", f"HEAD:{path}")
            old = None if status else pipeline.read(data, f"HEAD:{path}")
            found.append((path, new, archive.summary_between(new, old)))
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


def before_receive(folder: Path, updates: list[tuple[str, str, str]]) -> Iterator[Said]:
    """Yield what is wrong with commits that are pushed: (old id, new id, reference) an update.

    Every document of every new commit must follow the schema, be in canonical form and fit its source;
    a commit that says it records a version must record just that, under the name and date it must have.
    """
    git = PlainGit(folder)
    for _, new, reference in updates:
        if set(new) <= _ZERO:
            continue
        commits = git.run("rev-list", "--reverse", new, "--not", "--all").decode().split()
        for commit in commits:
            for fault in _commit_faults(git, commit):
                yield Said(True, f"{reference}: {commit[:12]}: {fault}")


def _commit_faults(git: PlainGit, commit: str) -> Iterator[str]:
    out = git.run("diff-tree", "-r", "-z", "--root", "-m", "--no-commit-id", "--name-only", "--no-renames", commit)
    paths = sorted(set(out.decode("utf-8", "surrogateescape").split("\0")[:-1]))
    raw = git.run("cat-file", "commit", commit)
    head, _, message = (part.decode("utf-8", "surrogateescape") for part in raw.partition(b"\n\n"))
    lines = dict(line.split(" ", 1) for line in head.splitlines() if " " in line)
    logged = mapping.logged_of(commit, message, paths)
    if logged is not None:
        folder = mapping.folder_of(logged.key)
        files = {}
        listed = git.run("ls-tree", "-z", "--name-only", f"{commit}:{folder}").decode().split("\0")[:-1]
        for name in filter(mapping.is_ours, listed):
            files[name] = git.run("cat-file", "blob", f"{commit}:{folder}/{name}")
        people = (lines["author"], lines["committer"])
        yield from (f"{fault.where}: {fault.message}" for fault in version_faults(logged, files, message, people))
        return
    for path in _with_neighbours(paths):
        status, data, _ = git.attempt("cat-file", "blob", f"{commit}:{path}")
        if not status:
            yield from _document_faults(git, path, data, commit)


def run(name: str, arguments: tuple[str, ...], folder: Path) -> Iterator[Said]:
    """Do what the hook *name* does, called by git with *arguments*.

    Raises:
        HookError: git does not call it so.
    """
    try:
        if name == "pre-commit":
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
        raise HookError(f"git calls the hook {name} otherwise than this ({' '.join(arguments)})") from error
