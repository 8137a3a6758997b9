"""What a programmer writes, for a checker of types: ``tox -e typing`` reads this file and nobody runs it.

``assert_type`` says what a checker must see; where an error is to be seen, ``type: ignore`` names it, and strict mode
reports one that is not needed.
"""

from pathlib import Path
from typing import assert_type

import shinkyu
from shinkyu import Change, CorpusError, Finding, Judgement

old = shinkyu.parse(Path("2022-06-30.xlsx"))
new = shinkyu.parse(b"...", name="2025-07-31.xlsx")
assert_type(new, shinkyu.Assessment)
assert_type(new.rows, tuple[shinkyu.DeclaredRow, ...] | None)

for change in shinkyu.diff(old, new, only=["material", "added"]):
    assert_type(change, Change)
    assert_type(change.before, str | None)
    if change.new is not None:
        assert_type(change.new.address, tuple[str, ...])

checked = shinkyu.check(new, against=old)
assert_type(checked.verdicts, tuple[Judgement, ...])
assert_type(checked.findings, tuple[Finding, ...])
assert_type(checked.render("html", "en"), bytes)
assert_type([row.timing for row in shinkyu.table(old, new)], list[str])

try:
    corpus = shinkyu.Corpus("archive")
    assert_type(corpus.versions("8-priority")[0].key, shinkyu.Key)
except CorpusError as error:
    print(error)

shinkyu.diff("2022-06-30.xlsx", new)  # type: ignore[arg-type]
shinkyu.diff(old, new, only=["everything"])  # type: ignore[list-item]
shinkyu.check(new, old)  # type: ignore[call-arg]
checked.render("pdf")  # type: ignore[arg-type]
shinkyu.compare(old, new)  # type: ignore[attr-defined]
