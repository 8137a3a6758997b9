"""The stages around the corpus: a file becomes a version, a version is recorded, read back and summed up."""

import datetime
from collections.abc import Iterable
from pathlib import Path

from shinkyu import __version__
from shinkyu.forms.library import load
from shinkyu.model.version import Logged, Version
from shinkyu.pipeline import Checked, Read, check, read
from shinkyu.store.corpus import Corpus, Recorded
from shinkyu.store.keys import cover_date, cover_key
from shinkyu.text.tokenise import dictionary_version


def version_of(
    data: bytes,
    name: str,
    *,
    agency: str | None = None,
    number: str | None = None,
    published_on: datetime.date | None = None,
) -> Version:
    """Return the version in the bytes of a file, with the key and the day its cover gives.

    Args:
        data: the bytes of the file.
        name: its name.
        agency: folder name of the agency in ASCII, instead of the one made from the cover.
        number: 評価書番号, instead of the cover's.
        published_on: 公表日, where the cover does not say it.

    Raises:
        ShinkyuError: no assessment, or the cover does not say what is needed.
    """
    found = read(data, name)
    return Version(
        key=cover_key(found.document, agency=agency, number=number),
        published_on=published_on or cover_date(found.document),
        document=found.document,
        reading=found.reading,
        source=data,
        source_name=name,
        engine_version=f"shinkyu {__version__}",
        dictionary_version=dictionary_version(),
    )


def record(corpus: Corpus, version: Version) -> Recorded:
    """Add a version to a corpus; the commit tells what changed and what was declared.

    Raises:
        CorpusError: the corpus refuses; nothing is written then.
    """
    earlier = [logged for logged in corpus.log(version.key) if logged.published_on < version.published_on]
    old = stored(corpus, earlier[0]) if earlier else None
    return corpus.add(version, "\n".join(_summary(check(from_version(version), old))))


def _summary(checked: Checked) -> list[str]:
    """Return the lines a commit tells of a version: changes by kind, rows by verdict."""
    lines = []
    if checked.compared:
        lines.append("Changes: " + _counted(change.op for change in checked.compared.changes.changes))
        lines.append(f"Undeclared: {len(checked.report.undeclared)}")
    lines.append("Declared rows: " + _counted(judgement.verdict for judgement in checked.report.declared))
    return lines


def _counted(words: Iterable[str]) -> str:
    found = list(words)
    return ", ".join(f"{found.count(word)} {word}" for word in sorted(set(found))) or "none"


def stored(corpus: Corpus, logged: Logged) -> Read:
    """Return a version of a corpus as it was read when it was added."""
    return from_version(corpus.read(logged.key, logged.published_on))


def read_stored(folder: Path, name: str) -> Read:
    """Return the version that ``KEY@DATE``, ``KEY@latest`` or ``KEY@previous`` names in a corpus.

    Raises:
        CorpusError: no corpus there, or no such version.
    """
    corpus = Corpus.open(folder)
    return from_version(corpus.read(*corpus.resolve(name)))


def from_version(version: Version) -> Read:
    """Return a stored version as one in hand."""
    template = load(version.document.form, version.document.edition)
    return Read(version.document, version.reading, template, None)
