"""What goes into a commit comes out of it."""

import datetime
from collections.abc import Callable

import pytest

from shinkyu.errors import CorpusError
from shinkyu.model.version import Key, Version
from shinkyu.store import mapping

DAY = datetime.date(2023, 6, 30)
PATHS = ("shirosato-shi/12-priority/document.json",)


def test_message_reads_as_subject_summary_trailers(make_version: Callable[..., Version]) -> None:
    """People see it in `git log`; git's own trailer commands must find the trailers."""
    version = make_version(DAY, "裁定")

    assert mapping.message_of(version, "2件の変更\n\n- 委託先") == (
        "shirosato-shi/12-priority 2023-06-30 (令和5年6月30日)\n"
        "\n"
        "2件の変更\n"
        "\n"
        "- 委託先\n"
        "\n"
        "Kind: publication\n"
        "Agency: 白里市長\n"
        "Published-On: 2023-06-30\n"
        f"Source-SHA256: {mapping.sha256('裁定'.encode('cp932'))}\n"
        "Form-Edition: 2018-05\n"
        "Engine-Version: shinkyu 0.1.0\n"
        "Dictionary-Version: sudachidict_core 20241021, sudachipy 0.6.9\n"
    )


@pytest.mark.parametrize("summary", ["", "2件の変更", "上段\n\n下段", "Kind: re-extraction\nPublished-On: 1999-01-01"])
def test_message_reads_back(make_version: Callable[..., Version], summary: str) -> None:
    """Law: the meaning of a commit is in its trailers, whatever the summary says."""
    logged = mapping.logged_of("c0ffee", mapping.message_of(make_version(DAY), summary), PATHS)

    assert logged is not None
    assert (logged.key, logged.published_on, logged.kind, logged.body) == (
        Key("shirosato-shi", "12", "priority"),
        DAY,
        "publication",
        summary,
    )


def test_summary_cannot_carry_control_characters(make_version: Callable[..., Version]) -> None:
    """The summary quotes documents, and a log is read in a terminal."""
    assert "\x1b" not in mapping.message_of(make_version(), "\x1b[31m赤\x00")


@pytest.mark.parametrize("message", ["", "typo", "typo\n\nKind: publication\n", "x\n\nKind: corpus\nPublished-On: x\n"])
def test_commit_of_a_person_is_no_version(message: str) -> None:
    """A keeper may commit a README into the corpus."""
    assert mapping.logged_of("c0ffee", message, PATHS) is None


@pytest.mark.parametrize("paths", [(), ("README.md",), (*PATHS, "other/1-basic/document.json")])
def test_commit_that_is_not_one_report_is_no_version(
    make_version: Callable[..., Version], paths: tuple[str, ...]
) -> None:
    """A squashed or hand-made commit has no single key."""
    assert mapping.logged_of("c0ffee", mapping.message_of(make_version(), ""), paths) is None


@pytest.mark.parametrize("key", [Key("a", "b-c", "all-item"), Key("a-b", "1", "basic")])
def test_path_reads_back(key: Key) -> None:
    """Law: a folder names one key, also where number or form hold a hyphen."""
    assert mapping.key_of(mapping.folder_of(key) + "/reading.json") == key


@pytest.mark.parametrize("key", [Key("..", "1", "basic"), Key("a", "../1", "basic"), Key("", "1", "basic")])
def test_key_that_is_no_path_has_no_folder(key: Key) -> None:
    """A key may be built by any caller; the store is the last door."""
    with pytest.raises(CorpusError):
        mapping.folder_of(key)


@pytest.mark.parametrize(
    ("name", "stored"),
    [("評価書 (1).PDF", "source.pdf"), ("-", "source.bin"), ("a.tar.gz", "source.gz"), ("x.評", "source.bin"),
     ("a./../b", "source.bin"), ("a.aaaaaaaaaaaaa", "source.bin"), ("a.p\x00f", "source.bin")],
)  # fmt: skip
def test_only_a_plain_extension_is_kept_of_a_name(name: str, stored: str) -> None:
    """The same bytes under another name give the same commit; a hostile name gives no path."""
    assert mapping.source_file(name) == stored


def test_moment_is_midnight_in_japan() -> None:
    """公表日 is a day in Japan wherever the corpus is built."""
    assert mapping.moment_of(DAY) == "@1688050800 +0900"
