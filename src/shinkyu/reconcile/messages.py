"""Sentences for a reviewer: grounds of verdicts and findings, in Japanese and English (``data/messages.toml``)."""

from functools import lru_cache
from pathlib import Path

import msgspec

from shinkyu.model.document import Address
from shinkyu.model.report import Finding, RuleName, Severity
from shinkyu.text.wording import Words


class RuleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a rule says, by the case it found, and how much it weighs of itself."""

    severity: Severity
    says: dict[str, Words]


class Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All sentences: grounds of verdicts, and rules of findings."""

    why: dict[str, Words]
    finding: dict[RuleName, RuleWords]


LATER_ROW = Words("（第{n}行）", " (row {n})")
"""Which row changed the place again."""


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return all sentences."""
    return msgspec.toml.decode(Path(__file__).with_name("data").joinpath("messages.toml").read_bytes(), type=Catalogue)


def why(reason: str, superseded_by: int | None = None) -> Words:
    """Return the ground of a verdict, with the row that replaced it where there is one."""
    words = catalogue().why[reason]
    if superseded_by is None:
        return words
    tail = LATER_ROW.filled({"n": superseded_by})
    return Words(words.ja + tail.ja, words.en + tail.en)


def finding(rule: RuleName, n: int | None, address: Address | None, case: str = "plain", **values: object) -> Finding:
    """Return what a rule noticed, in its words; *case* says which of them."""
    words = catalogue().finding[rule]
    says = words.says[case].filled(values)
    return Finding(rule, n, address, says.ja, words.severity, says.en)
