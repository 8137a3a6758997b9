"""What is cut into words: that takes longer than any other step, so it is done where an answer needs it, and once."""

from pathlib import Path

import pytest

from shinkyu import pipeline
from shinkyu.text import tokenise
from shinkyu.text.memory import forget

EXAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi" / "14-all-item"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are cut into words, in order, those of earlier tests forgotten."""
    forget()
    texts: list[str] = []
    cut = tokenise._read

    def note(text: str, mode: str) -> tuple[tokenise.Token, ...]:
        if mode == "C":
            texts.append(text)
        return cut(text, mode)

    monkeypatch.setattr(tokenise, "_read", note)
    return texts


def version(name: str) -> pipeline.Read:
    return pipeline.read((EXAMPLE / f"{name}.txt").read_bytes(), name)


def test_versions_with_the_same_entries_are_compared_without_a_word(asked: list[str]) -> None:
    compared = pipeline.compare(version("2025-03-28"), version("2025-03-28"))

    assert () == compared.changes.changes
    assert [] == asked


def test_a_comparison_cuts_each_sentence_into_words_once(asked: list[str]) -> None:
    compared = pipeline.compare(version("2021-11-30"), version("2025-03-28"))

    assert compared.changes.changes
    assert asked
    assert [] == [text for text in asked if "。" in text.rstrip("。」』)")]
    assert len(set(asked)) == len(asked)
