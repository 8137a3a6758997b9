"""Version ⇄ path, files, message and trailers; both directions of each side by side."""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import get_args

import msgspec

from shinkyu.codec.canonical import dumps, loads, loads_reading
from shinkyu.codec.cover import cover_text
from shinkyu.errors import CodecError, CorpusError
from shinkyu.files import sha256
from shinkyu.model.document import is_reconstructed
from shinkyu.model.version import CommitKind, Key, Logged, Version
from shinkyu.store.keys import parse_key
from shinkyu.text.wareki import era_text

DOCUMENT = "document.json"
READING = "reading.json"
SOURCE = "source."

_JAPAN = datetime.timezone(datetime.timedelta(hours=9))
_EXTENSION = re.compile(r"\.[a-z0-9]{1,8}")
_TRAILER = re.compile(r"([A-Z][A-Za-z0-9-]*): (.*)")
# What git, a terminal or a mail reader would take for more than text; newline and tab stay.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


# path


def folder_of(key: Key) -> str:
    """Return the folder of *key* in the corpus.

    Raises:
        CorpusError: the key would lead out of the corpus or to a name some system refuses.
    """
    if parse_key(str(key)) != key:
        raise CorpusError("'{key}' cannot name a folder of a corpus", key=key)
    return str(key)


def key_of(path: str) -> Key | None:
    """Return the key whose folder holds the file *path*, None for any other file."""
    folder, _, name = path.rpartition("/")
    return parse_key(folder) if is_ours(name) else None


def is_ours(name: str) -> bool:
    """Say whether a file of that name in a report's folder is written by the corpus."""
    return name in (DOCUMENT, READING) or name.startswith(SOURCE)


def same_on_some_disks(one: str, other: str) -> bool:
    """Say whether two names mean one file where case or the composition of characters does not count."""
    return unicodedata.normalize("NFC", one).casefold() == unicodedata.normalize("NFC", other).casefold()


def source_file(source_name: str) -> str:
    """Return ``source.<ext>``: of a file's name only the extension is kept, ``bin`` without one.

    The same bytes under another name are the same source and must give the same commit.
    """
    extension = PurePath(source_name).suffix.lower()
    return SOURCE + (extension[1:] if _EXTENSION.fullmatch(extension) else "bin")


# files


def files_of(version: Version) -> dict[str, bytes]:
    """Return the files of *version* by name in its folder."""
    source = source_file(version.source_name)
    reading = msgspec.structs.replace(version.reading, source=source)
    return {
        DOCUMENT: dumps(version.document).encode("utf-8"),
        READING: dumps(reading).encode("utf-8"),
        source: version.source,
    }


def version_of(logged: Logged, files: Mapping[str, bytes]) -> Version:
    """Return the version that *logged* recorded, from the files in its folder at that commit.

    Raises:
        CorpusError: a file is missing or damaged.
    """
    what = f"{logged.key}@{logged.published_on}"
    sources = [name for name in files if name.startswith(SOURCE)]
    if len(sources) != 1 or not {DOCUMENT, READING} <= files.keys():
        if not files:
            raise CorpusError("{what} is damaged: commit {commit} holds no file", what=what, commit=logged.commit)
        raise CorpusError(
            "{what} is damaged: commit {commit} holds {files}",
            what=what,
            commit=logged.commit,
            files=", ".join(files),
        )
    if sha256(files[sources[0]]) != logged.source_sha256:
        raise CorpusError(
            "{what} is damaged: commit {commit} has another {name} than it says",
            what=what,
            commit=logged.commit,
            name=sources[0],
        )
    try:
        document, reading = loads(files[DOCUMENT]), loads_reading(files[READING])
    except CodecError as error:
        raise CorpusError(
            "{what} cannot be read from commit {commit}: {error}",
            what=what,
            commit=logged.commit,
            error=error,
        ) from error
    return Version(
        key=logged.key,
        published_on=logged.published_on,
        document=document,
        reading=reading,
        source=files[sources[0]],
        source_name=sources[0],
        commit=logged.commit,
        engine_version=logged.engine_version,
        dictionary_version=logged.dictionary_version,
    )


# message and trailers


def message_of(version: Version, summary: str, kind: CommitKind = "publication") -> str:
    """Return the commit message: subject, *summary* as the body, trailers as the last paragraph.

    A document that is marked as reconstructed is told as that, whatever *kind* says.
    """
    day = version.published_on
    trailers = {
        "Kind": "reconstruction" if is_reconstructed(version.document) else kind,
        "Agency": name_on_cover(version, "cover.agency"),
        "Title": name_on_cover(version, "cover.title"),
        "Published-On": day.isoformat(),
        "Source-SHA256": sha256(version.source),
        "Form-Edition": version.document.edition,
        "Engine-Version": version.engine_version,
        "Dictionary-Version": version.dictionary_version,
    }
    paragraphs = [
        f"{version.key} {day.isoformat()} ({era_text(day)})",
        _plain(summary),
        "\n".join(f"{name}: {line}" for name, value in trailers.items() if (line := _one_line(value))),
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"


def as_publication(message: str) -> str:
    """Return the message of a version as that of its publication, whatever reading it records."""
    head, separator, last = message.rstrip("\n").rpartition("\n\n")
    return head + separator + re.sub(r"(?m)^Kind: re-extraction$", "Kind: publication", last) + "\n"


def says_version(message: str) -> bool:
    """Say whether a commit message claims to record a version."""
    return _trailers_of(message).get("Kind", "") in _KINDS


def logged_of(commit: str, message: str, paths: Iterable[str]) -> Logged | None:
    """Return what a commit recorded, from its message and the files it touched.

    None for a commit that is not one version of one report: the first of a corpus, a person's own.
    """
    keys = {key for key in map(key_of, paths) if key}
    head = message.rstrip("\n").rpartition("\n\n")[0]
    trailers = _trailers_of(message)
    kind = _KINDS.get(trailers.get("Kind", ""))
    published_on = _day(trailers.get("Published-On", ""))
    if len(keys) != 1 or kind is None or published_on is None or "Source-SHA256" not in trailers:
        return None
    subject, _, body = head.partition("\n\n")
    return Logged(
        commit=commit,
        key=keys.pop(),
        published_on=published_on,
        kind=kind,
        subject=subject,
        body=body,
        source_sha256=trailers["Source-SHA256"],
        form_edition=trailers.get("Form-Edition", ""),
        engine_version=trailers.get("Engine-Version", ""),
        dictionary_version=trailers.get("Dictionary-Version", ""),
        agency_name=trailers.get("Agency", ""),
        title=trailers.get("Title", ""),
    )


def _trailers_of(message: str) -> dict[str, str]:
    last = message.rstrip("\n").rpartition("\n\n")[-1]
    return {found[1]: found[2] for line in last.split("\n") if (found := _TRAILER.fullmatch(line))}


def name_on_cover(version: Version, item_id: str) -> str:
    """Return what the cover says of a name (``cover.agency``) as a trailer says it: on one line, empty where blank."""
    return _one_line(cover_text(version.document, item_id) or "")


# dates


def moment_of(published_on: datetime.date) -> str:
    """Return midnight of *published_on* in Japan, as git writes a moment."""
    midnight = datetime.datetime(published_on.year, published_on.month, published_on.day, tzinfo=_JAPAN)
    return f"@{int(midnight.timestamp())} +0900"


_KINDS: dict[str, CommitKind] = {kind: kind for kind in get_args(CommitKind)}


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _one_line(text: str) -> str:
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    """Return *text* without control characters and trailing blanks, one empty line between paragraphs."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.encode("utf-8", "replace").decode("utf-8")
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")
