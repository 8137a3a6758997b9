"""The five real documents, read as they are and re-wrapped."""

from collections.abc import Callable
from pathlib import Path
from unicodedata import east_asian_width

import pytest

from reading import account_of, document_of
from shinkyu.model.document import Document

pytestmark = pytest.mark.real
TRANSCRIBED = ["000", "001", "002", "004"]


def text_of(seeds: Path, document: str) -> str:
    return next(seeds.glob(f"{document}_*.txt")).read_text("utf-8")


def by_characters(line: str, width: int) -> list[str]:
    return [line[n : n + width] for n in range(0, max(len(line), 1), width)]


def by_columns(line: str, width: int) -> list[str]:
    pieces, used = [""], 0
    for char in line:
        size = 2 if east_asian_width(char) in "WFA" else 1
        if used + size > width:
            pieces.append("")
            used = 0
        pieces[-1] += char
        used += size
    return pieces


def folded(text: str, width: int, fold: Callable[[str, int], list[str]]) -> str:
    return "\n".join(piece for line in text.split("\n") for piece in fold(line, width))


def read_items(document: Document) -> dict[tuple[str, ...], object]:
    return {item.address: item for item in document.items if item.state != "unread"}


@pytest.mark.parametrize(
    "width", [pytest.param(30, marks=pytest.mark.slow), 40, pytest.param(76, marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("name", TRANSCRIBED)
def test_a_transcribed_document_folded_is_the_same_document(seeds: Path, name: str, width: int) -> None:
    text = text_of(seeds, name)

    assert document_of(text) == document_of(folded(text, width, by_characters))


@pytest.mark.parametrize("name", TRANSCRIBED)
def test_a_transcribed_document_folded_by_columns_is_the_same_document(seeds: Path, name: str) -> None:
    """76 columns is what a mail program folds at."""
    text = text_of(seeds, name)

    assert document_of(text) == document_of(folded(text, 76, by_columns))


@pytest.mark.parametrize(
    "width", [pytest.param(30, marks=pytest.mark.slow), 40, pytest.param(76, marks=pytest.mark.slow)]
)
def test_the_text_layer_folded_puts_no_item_elsewhere(seeds: Path, width: int) -> None:
    """Its lines are wrapped already, and a line of just the width may have been folded there or have ended:
    paragraphs may part elsewhere, and a text may be left over that was taken before."""
    text = text_of(seeds, "003")
    plain, other = read_items(document_of(text)), read_items(document_of(folded(text, width, by_characters)))

    assert len(other) >= len(plain) - 1
    for address, item in other.items():
        was = plain[address]
        assert squash(was.value) == squash(item.value)  # type: ignore[attr-defined]


def squash(value: object) -> str:
    return "".join(value) if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize("name", TRANSCRIBED)
def test_blank_lines_after_every_line_change_nothing(seeds: Path, name: str) -> None:
    text = text_of(seeds, name)

    assert document_of(text) == document_of(text.replace("\n", "\n\n"))


@pytest.mark.parametrize("name", [*TRANSCRIBED, "003"])
def test_the_account_sums_to_the_source(seeds: Path, name: str) -> None:
    text = text_of(seeds, name)
    found = account_of(text)

    assert len(text) == found.total == sum(found.counts.values())


@pytest.mark.parametrize("name", TRANSCRIBED)
def test_less_than_one_in_a_thousand_characters_of_a_transcription_is_unplaced(seeds: Path, name: str) -> None:
    found = account_of(text_of(seeds, name))

    assert found.counts["unplaced"] < found.total / 1000


def test_the_cover_of_the_text_layer_is_read_although_its_order_is_lost(seeds: Path) -> None:
    items = {i.label: i for i in document_of(text_of(seeds, "003")).items if i.address[0] == "表紙"}

    assert ("8",) == items["評価書番号"].value
    assert ("厚木市長",) == items["評価実施機関名"].value
    assert "unread" != items["公表日"].state


def test_the_text_layer_has_two_files(seeds: Path) -> None:
    addresses = {item.address[:2] for item in document_of(text_of(seeds, "003")).items}

    assert {("Ⅱ", "ファイル1"), ("Ⅱ", "ファイル2")} <= addresses
