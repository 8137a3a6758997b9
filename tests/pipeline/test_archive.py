"""What the commits of a corpus tell is what the office changed, whoever read the versions."""

from pathlib import Path

from msgspec.structs import replace

from shinkyu.codec.printed import printed
from shinkyu.model.document import TextItem
from shinkyu.model.version import Version
from shinkyu.pipeline import archive
from shinkyu.store.corpus import Corpus

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi" / "21-basic"


def _version(day: str) -> Version:
    return archive.version_of((EXAMPLES / f"{day}.txt").read_bytes(), f"{day}.txt", agency="sumihara-shi")


def _by_an_older_engine(version: Version) -> Version:
    """Return a version of which the engine of then read a text as another."""
    items = tuple(
        replace(item, value=(printed(item).replace("事務", "業務の一部"),)) if isinstance(item, TextItem) else item
        for item in version.document.items
    )
    return replace(version, document=replace(version.document, items=items), engine_version="shinkyu 0.0.1")


def test_what_an_older_engine_read_otherwise_is_no_change_of_the_office(tmp_path: Path) -> None:
    older, newer = _version("2016-03-28"), _version("2025-06-30")
    stale = _by_an_older_engine(older)
    assert stale.document != older.document
    corpus, _ = Corpus.init(tmp_path / "archive")
    archive.record(corpus, stale)

    archive.record(corpus, newer)

    assert archive.summary_of(newer, older) == corpus.log()[0].body
    assert archive.stored(corpus, corpus.log()[1]).document == stale.document
