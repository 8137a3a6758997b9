"""The cover gives the key, and no cover leads out of the corpus."""

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shinkyu.errors import CorpusError
from shinkyu.model.document import Day, Document
from shinkyu.model.version import Key
from shinkyu.store.keys import cover_date, cover_key, is_part, parse_key, slug

HOSTILE = [
    "..", "../../etc/passwd", "/etc", "C:\\Windows", "-rf", ".git", ".", "a/b", "a\\b", "con", "NUL", "com1",
    "a\x00b", "\x1b[31mred", "a" * 300, "‮gnp", "a~1", "$HOME", "a;b", "a..b", "a-", "\ud800",
]  # fmt: skip


def test_key_of_a_japanese_cover_is_ascii_and_keeps_the_number(
    make_document: Callable[..., Document],
) -> None:
    """Paths travel through zip files and old file systems; the number is what people say."""
    key = cover_key(make_document(agency="白里市長", number="１２"))

    assert key == Key(slug("白里市長", "agency"), "12", "priority")
    assert str(key).isascii()


def test_same_name_in_another_width_is_the_same_agency() -> None:
    """Offices print their own name in full width one year and half width the next."""
    assert slug("ＡＢＣ広域連合 ", "agency") == slug("ABC 広域連合", "agency")


def test_hashed_name_never_changes() -> None:
    """A key is an address that others keep; a new release must not move it."""
    assert slug("白里市長", "agency") == "agency-1da30cc5"


def test_ascii_name_stands_as_it_is(make_document: Callable[..., Document]) -> None:
    """A name that can be read must not become a hash."""
    assert cover_key(make_document(agency="Shirosato Shi")).agency == "shirosato-shi"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_name_on_the_cover_becomes_a_hash(make_document: Callable[..., Document], name: str) -> None:
    """The cover is someone else's text; no part of it may be read as a path."""
    key = cover_key(make_document(agency=name, number=name))

    assert key.agency.startswith("agency-")
    assert key.number.startswith("number-")
    assert parse_key(str(key)) == key


@pytest.mark.parametrize("name", [*HOSTILE, "", "白里市", "Shirosato", "a b", "a\nb"])
def test_hostile_name_from_the_caller_is_refused(make_document: Callable[..., Document], name: str) -> None:
    """What a person typed is not silently turned into something else."""
    with pytest.raises(CorpusError, match="--agency"):
        cover_key(make_document(), agency=name)


@given(st.text())
def test_any_name_gives_a_part_that_reads_back(name: str) -> None:
    """Law: a slug is a path part, and the key made of it can be found again by its path."""
    part = slug(name, "agency")

    assert is_part(part)
    assert parse_key(f"{part}/{part}-all-item") == Key(part, part, "all-item")


@pytest.mark.parametrize(("field", "option"), [("agency", "--agency"), ("number", "--number")])
def test_blank_cover_asks_for_the_missing_part(make_document: Callable[..., Document], field: str, option: str) -> None:
    """Two reports without a number must not share a folder by accident."""
    with pytest.raises(CorpusError, match=option):
        cover_key(make_document(**{field: " 　"}))


def test_cover_date_is_the_printed_day(make_document: Callable[..., Document]) -> None:
    """公表日 dates the commit."""
    document = make_document(day=Day("2023-06-30", "令和5年6月30日"))

    assert cover_date(document) == datetime.date(2023, 6, 30)


@pytest.mark.parametrize("day", [None, Day(None, ""), Day(None, "令和5年6月頃")])
def test_cover_without_a_day_asks_for_it(make_document: Callable[..., Document], day: Day | None) -> None:
    """A guessed date would be a forged history."""
    with pytest.raises(CorpusError, match="--published-on"):
        cover_date(make_document(day=day))
