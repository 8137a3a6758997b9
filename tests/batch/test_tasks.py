"""The work on one version or pair is a function of its bytes."""

import hashlib
from pathlib import Path

import pytest

from shinkyu.batch.cache import unpack
from shinkyu.batch.engine import engine
from shinkyu.batch.tasks import Failed, Options, PairTask, ReadTask, perform, read_from
from shinkyu.codec.canonical import dumps
from shinkyu.pipeline import read

EXAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi" / "8-priority"
HERE = engine().id


def task(path: Path, name: str = "x") -> ReadTask:
    data = path.read_bytes()
    return ReadTask(name, hashlib.sha256(data).hexdigest(), data)


def test_a_reading_does_not_depend_on_the_name_and_is_that_of_the_file() -> None:
    path = EXAMPLE / "2021-03-26.txt"
    one, other = (perform(task(path, name), HERE) for name in ("a.txt", "b.pdf"))

    assert one == other
    assert isinstance(one, bytes)
    found, expected = read_from(one, "a.txt"), read(path.read_bytes(), "a.txt")
    assert (expected.document, expected.reading) == (found.document, found.reading)


@pytest.mark.parametrize("suffix", ["xlsx", "pdf"])
def test_the_cover_tells_what_places_a_version(suffix: str) -> None:
    entry = perform(task(EXAMPLE / f"2025-07-31.{suffix}"), HERE)

    assert isinstance(entry, bytes)
    about, parts = unpack(entry) or (None, [])
    assert about is not None
    assert about.cover is not None
    assert ("priority", "8", "2025-07-31") == (about.cover.form, about.cover.number, about.cover.published_on)
    expected = read((EXAMPLE / f"2025-07-31.{suffix}").read_bytes(), "x")
    assert dumps(expected.document).encode() == parts[0]


def test_another_engine_does_nothing() -> None:
    """A worker that joins a cluster late was not there when all were asked."""
    outcome = perform(task(EXAMPLE / "2021-03-26.txt"), "another")

    assert isinstance(outcome, Failed)
    assert outcome.engine


def test_bytes_that_are_not_those_asked_for_give_nothing(tmp_path: Path) -> None:
    """Shared storage may hold another file, or the file may have changed."""
    path = tmp_path / "x.txt"
    path.write_text("other")

    outcome = perform(ReadTask("x.txt", "0" * 64, None, str(path)), HERE)

    assert isinstance(outcome, Failed)
    assert str(outcome.why) == "x.txt is another file where it was to be read than where it was asked for"


def test_a_damaged_reading_gives_nothing() -> None:
    outcome = perform(PairTask(Options("check", "json"), b"shinkyu result 1\n", "x.txt"), HERE)

    assert isinstance(outcome, Failed)
    assert "was damaged on its way" in str(outcome.why)
    assert not outcome.bug
