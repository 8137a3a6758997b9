"""Every sentence is there in both languages, and both say the same of the same row."""

import re
from pathlib import Path

import pytest

from shinkyu.reconcile.messages import Words, catalogue, finding, why

SOURCES = Path(__file__).resolve().parents[2] / "src" / "shinkyu" / "reconcile"
SENTENCES = {
    **{f"why {name}": words for name, words in catalogue().why.items()},
    **{f"{rule} {case}": words for rule, says in catalogue().finding.items() for case, words in says.says.items()},
}


@pytest.mark.parametrize("name", SENTENCES)
def test_both_languages_fill_in_the_same(name: str) -> None:
    words: Words = SENTENCES[name]

    assert set(re.findall(r"{(\w+)}", words.ja)) == set(re.findall(r"{(\w+)}", words.en))
    assert re.search("[ぁ-ん]", words.ja)
    assert not re.search("[ぁ-ん]", words.en)
    assert words.en[0].isupper() or words.en[0] == "{"


def test_every_sentence_of_a_finding_is_said_by_a_rule() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in SOURCES.glob("rules_*.py"))
    said = {
        (match.group(1), match.group(2) or "plain")
        for match in re.finditer(r'finding\(\s*"([a-z-]+)",[^")]*(?:\[[^]]*\][^")]*)?(?:"([a-z]+)")?', code)
    }

    assert {(rule, case) for rule, says in catalogue().finding.items() for case in says.says} == said


def test_a_value_with_braces_is_a_value() -> None:
    found = finding("stale-term", 1, None, term="{ja}")

    assert "変更前の用語「{ja}」がこの項目に残っています。" == found.message
    assert "warning" == found.severity


def test_the_later_row_is_named_in_both_languages() -> None:
    assert why("superseded", 12).ja.endswith("（第12行）")
    assert why("superseded", 12).en.endswith("(row 12)")
