"""What `corpus verify` must notice, and what it must leave in peace."""

import datetime
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from shinkyu.errors import CorpusError
from shinkyu.model.version import Version
from shinkyu.store.corpus import Corpus

FIRST = datetime.date(2019, 10, 11)
FOLDER = "shirosato-shi/12-priority"

Ask = Callable[..., str]
BY = ("-c", "user.name=k", "-c", "user.email=k@example.jp")


@pytest.fixture
def filled(corpus: Corpus, versions: list[Version]) -> Corpus:
    for version in versions:
        corpus.add(version, "…")
    return corpus


def rules(corpus: Corpus) -> list[tuple[str, str]]:
    return sorted({(fault.where, fault.rule) for fault in Corpus.open(corpus.folder).faults()})


def test_sound_corpus_has_no_fault_even_with_things_of_people_in_it(filled: Corpus, ask: Ask) -> None:
    (filled.folder / "README.md").write_text("x")
    ask("add", ".")
    ask(*BY, "commit", "-qm", "README")
    (filled.folder / FOLDER / "document.json").write_text("an edit that is not committed")

    assert [] == rules(filled)


@pytest.mark.parametrize(
    ("name", "change", "expected"),
    [
        ("document.json", lambda data: data.replace(b"  ", b" "), {"canonical"}),
        ("document.json", lambda data: data.replace(b'"filled"', b'"half full"', 1), {"files"}),
        ("document.json", lambda data: b"", {"files"}),
        ("reading.json", lambda data: data.replace(b'"sha256": "', b'"sha256": "0'), {"source"}),
        ("source.txt", lambda data: data + b"!", {"files"}),
    ],
    ids=["layout", "state", "empty", "reading", "source"],
)
def test_tampered_file_is_noticed(
    filled: Corpus, ask: Ask, name: str, change: Callable[[bytes], bytes], expected: set[str]
) -> None:
    path = filled.folder / FOLDER / name
    path.write_bytes(change(path.read_bytes()))
    ask(*BY, "commit", "-qa", "--amend", "--no-edit", "--author=shinkyu <shinkyu@localhost>")

    assert expected | {"date"} >= {rule for _, rule in rules(filled)} >= expected


def test_tampered_message_and_date_are_noticed(filled: Corpus, ask: Ask) -> None:
    message = ask("log", "-1", "--format=%B").replace("給付", "x").replace("2025-01-14 (", "2025-01-15 (")
    ask(*BY, "commit", "-q", "--amend", "-m", message)

    assert [(f"{FOLDER}@2025-01-14", "date"), (f"{FOLDER}@2025-01-14", "message")] == rules(filled)


def test_what_git_tells_of_its_doings_is_no_fault(filled: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_TRACE", "GIT_TRACE2", "GIT_TRACE_PERFORMANCE"):
        monkeypatch.setenv(name, "1")

    assert [] == rules(filled)


def test_correction_by_hand_is_noticed(filled: Corpus, ask: Ask) -> None:
    path = filled.folder / FOLDER / "document.json"
    path.write_text(path.read_text().replace("給付", "給 付"))
    ask(*BY, "commit", "-qam", "corrected")

    assert [(FOLDER, "by-hand")] == rules(filled)


def test_versions_out_of_order_are_noticed(filled: Corpus, ask: Ask) -> None:
    """Somebody rebased the corpus by hand."""
    oldest = ask("log", "--format=%H", "--reverse", "--", FOLDER).split()[0]
    ask(*BY, "checkout", "-q", oldest, "--", FOLDER)
    ask(*BY, "commit", "-q", "-C", oldest)

    assert (f"{FOLDER}@2019-10-11", "order") in rules(filled)


def loose(folder: Path, id: str) -> Path:
    return folder / ".git" / "objects" / id[:2] / id[2:]


@pytest.mark.slow
@pytest.mark.parametrize("how", ["garbled", "cut", "gone"])
@pytest.mark.parametrize("what", ["HEAD~1:" + FOLDER + "/source.txt", "HEAD~1:" + FOLDER, "HEAD~2"])
def test_corrupted_object_is_noticed_and_ends_reading_in_one_line(
    filled: Corpus, ask: Ask, how: str, what: str
) -> None:
    path = loose(filled.folder, ask("rev-parse", what))
    data = path.read_bytes()
    path.chmod(0o644)
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(data[: len(data) // 2] if how == "cut" else data[:10] + os.urandom(20) + data[30:])
    damaged = Corpus.open(filled.folder)
    day = FIRST if what == "HEAD~2" else datetime.date(2023, 6, 30)

    assert list(damaged.faults())
    with pytest.raises(CorpusError, match=r"damaged|no version") as raised:
        Corpus.open(filled.folder).read(filled.keys()[0], day)
    assert "fatal" not in str(raised.value)
    assert "error:" not in str(raised.value)
