"""The cache never gives anything but what was put into it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shinkyu.batch.cache import Cache, CacheError, Cover, Usage, key_of, pack, unpack, unpack_about
from shinkyu.files import cache_folder

PARTS = [b'{"items": []}\n' * 40, b"reading"]
COVER = Cover("priority", "澄原市", "8", "2025-07-31", 2)
KEY = key_of("version", "abc")


def test_an_entry_gives_back_its_parts_and_what_is_said_of_it() -> None:
    about, parts = unpack(pack(PARTS, COVER, found=True, notes=["older-is-newer"])) or (None, [])

    assert about is not None
    assert (PARTS, COVER, True, ("older-is-newer",)) == (parts, about.cover, about.found, about.notes)


@given(place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_no_flipped_bit_goes_unseen(place: int, bit: int) -> None:
    """A disk that lies must cost time, never a wrong result."""
    entry = bytearray(pack(PARTS, COVER))
    entry[place % len(entry)] ^= 1 << bit

    unpacked = unpack(bytes(entry))

    assert unpacked is None or (unpacked[1] == PARTS and unpacked[0].cover == COVER)


@given(end=st.integers(min_value=0))
def test_a_cut_entry_is_no_entry(end: int) -> None:
    entry = pack(PARTS, COVER)

    assert unpack(entry[: end % len(entry)]) is None


def test_the_head_of_a_damaged_entry_may_be_read_but_not_its_parts() -> None:
    """Why a result that stands at its place is held against the head, and any other against its parts."""
    entry = pack(PARTS, COVER)[:-9]

    assert unpack_about(entry) is not None
    assert unpack(entry) is None


def test_what_was_put_is_found_again_by_the_same_engine_only(tmp_path: Path) -> None:
    Cache(tmp_path, "one").put(KEY, pack(PARTS))

    assert unpack(pack(PARTS)) == Cache(tmp_path, "one").load(KEY)
    assert Cache(tmp_path, "other").load(KEY) is None


def test_a_damaged_file_counts_as_missing(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "one")
    cache.put(KEY, pack(PARTS))
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file() and path.name != "CACHEDIR.TAG")
    file.write_bytes(file.read_bytes()[:-1])

    assert (None, None) == (cache.load(KEY), cache.entry(KEY))


def test_clear_removes_entries_and_nothing_else(tmp_path: Path) -> None:
    """SHINKYU_CACHE may name a folder that holds other things, too."""
    (tmp_path / "mine.txt").write_text("kept")
    for engine in ("one", "other"):
        Cache(tmp_path, engine).put(KEY, pack(PARTS))
    cache = Cache(tmp_path, "one")
    size = len(pack(PARTS))

    assert Usage(2, 2 * size, 1) == cache.usage()
    assert Usage(1, size, 0) == cache.clear(others_only=True)
    assert Usage(1, size, 1) == cache.clear()
    assert Usage(0, 0, 0) == cache.usage()
    assert (tmp_path / "mine.txt").read_text() == "kept"


def test_a_cache_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(CacheError, match=r"cannot be written .*--no-cache"):
        Cache(tmp_path / "file", "one").put(KEY, pack(PARTS))


def test_the_cache_lies_where_the_user_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHINKYU_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert Path("/somewhere/shinkyu") == cache_folder()

    monkeypatch.setenv("SHINKYU_CACHE", "/elsewhere")
    assert Path("/elsewhere") == cache_folder()


def test_a_cache_that_is_cleared_meanwhile_goes_on(tmp_path: Path) -> None:
    """`cache clear` beside a batch that runs ends none of it."""
    running = Cache(tmp_path, "engine")
    running.put(key_of("a"), pack([b"a"]))
    Cache(tmp_path, "engine").clear()

    running.put(key_of("a"), pack([b"a"]))

    assert pack([b"a"]) == running.entry(key_of("a"))
