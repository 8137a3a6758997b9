"""What git calls to show and to merge assessments."""

import difflib
from pathlib import Path

from shinkyu import pipeline
from shinkyu.codec.canonical import loads
from shinkyu.errors import ShinkyuError
from shinkyu.files import read_file, sha256, write_file
from shinkyu.hooks import conflict
from shinkyu.hooks.merging import Unmergeable, merge
from shinkyu.messages import Lang, Message, message, spoken
from shinkyu.pipeline import Read, archive
from shinkyu.render import changes as changes_text
from shinkyu.render.items import document_text
from shinkyu.render.report_words import WORDS
from shinkyu.render.shapes import version_shape
from shinkyu.store.git import PlainGit


def diff_text(path: str, old: bytes | None, new: bytes | None, columns: int, lang: Lang = "ja") -> str:
    """Return what ``git diff`` shows of a file: changes item by item; as git would where it is no assessment.

    Of a file with the marks of a merge it shows what the two sides differ in.

    Args:
        path: the file as the user knows it.
        old: its bytes before, None where it is new.
        new: its bytes now, None where it is gone.
        columns: width of the terminal.
        lang: language of the changes.
    """
    head = f"shinkyu diff {path}\n"
    names = ("a", "b")
    sides = conflict.sides(new or b"")
    if sides is not None:
        head += spoken(lang, "merge conflict: ours (-) against theirs (+), in the items between the marks") + "\n"
        names = ("ours", "theirs")
        old, new = sides
    versions: list[Read | None] = []
    for data, side in zip((old, new), names, strict=True):
        try:
            versions.append(None if data is None else pipeline.read(data, f"{side}/{path}"))
        except ShinkyuError as error:
            return head + _plain_diff(path, old, new, error.said.line(lang))
    before, after = versions
    if before is None or after is None:
        one = before or after
        if one is None:
            return head
        n = len(one.document.items)
        what = message("new file, items: {n}", n=n) if after else message("deleted file, items: {n}", n=n)
        return f"{head}{what.said(lang)}\n"
    try:
        compared = pipeline.compare(before, after)
    except ShinkyuError as error:
        return head + _plain_diff(path, old, new, error.said.line(lang))
    shapes = [version_shape(version.document, version.reading) for version in (before, after)]
    return head + changes_text.as_text(shapes[0], shapes[1], compared.changes, columns=columns, words=WORDS[lang])


def _plain_diff(path: str, old: bytes | None, new: bytes | None, why: str) -> str:
    texts = []
    for data in (old, new):
        try:
            texts.append([] if data is None else data.decode("utf-8").splitlines(keepends=True))
        except UnicodeDecodeError:
            return f"Binary files differ ({why})\n"
    lines = difflib.unified_diff(texts[0], texts[1], f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines)


def text(data: bytes, name: str) -> str:
    """Return a file as text for git's own line diff: its items, or what it is where it is no assessment.

    Where the marks of a merge stand in it, they stand around the items that differ.
    """
    sides = conflict.sides(data)
    try:
        if sides is not None:
            texts = [document_text(pipeline.read(side, name).document) for side in sides]
            return conflict.marked(texts[0], texts[1])
        return document_text(pipeline.read(data, name).document)
    except ShinkyuError as error:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return f"{error}\nSHA-256 {sha256(data)}, {len(data)} bytes\n"


def merge_files(base: Path, ours: Path, theirs: Path, path: str) -> tuple[Message, ...]:
    """Merge three files of one document into *ours*; returns where a person must decide, if anywhere.

    What cannot be merged item by item is merged by git, line by line.

    Raises:
        SourceError: a file is missing, or *ours* cannot be written.
    """
    sides = [read_file(file) for file in (base, ours, theirs)]
    try:
        versions = [archive.from_document(loads(side), path) for side in sides]
        merged = merge(versions[0], versions[1], versions[2])
    except (ShinkyuError, Unmergeable) as error:
        names = ("-L", "ours", "-L", "base", "-L", "theirs")
        status, _, _ = PlainGit(Path.cwd()).attempt(
            "merge-file", *names, str(ours.resolve()), str(base.resolve()), str(theirs.resolve())
        )
        return (message("line by line ({error})", error=error),) if status else ()
    write_file(merged.text.encode(), ours)
    return merged.conflicts
