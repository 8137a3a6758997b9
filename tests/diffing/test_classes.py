"""The class of a change and the rule that gave it, by examples in ``classes.txt``."""

from pathlib import Path

import pytest

from builders import check_item, choice_item, count_item, date_item, document, list_item, text_item
from comparing import change, compared
from shinkyu.diffing.classes import RULES


def examples() -> list[tuple[str, str, str, str, str]]:
    lines = Path(__file__).with_name("classes.txt").read_text(encoding="utf-8").splitlines()
    found = [tuple(part.strip() for part in line.split(" | ")) for line in lines if line and line[0] != "#"]
    return [(cls, rule, item_id, before, after) for cls, rule, item_id, before, after in found]


@pytest.mark.parametrize(("cls", "rule", "item_id", "before", "after"), examples())
def test_change_has_its_class(cls: str, rule: str, item_id: str, before: str, after: str) -> None:
    make = {"procedure.date": date_item, "records": list_item}.get(item_id, text_item)
    old, new = [make(item_id, before)], [make(item_id, after)]
    if cls.startswith("⇉"):
        old.append(text_item("work.other", before[: len(before) - 1] + "機能"))
        new.append(text_item("work.other", after[: len(after) - 1] + "機能"))

    found = compared(document(*old), document(*new)).changes
    assert (cls.strip("⇉ "), rule) == (found[0].cls, found[0].rule)


def test_kind_of_item_decides_first():
    """Whatever the words of an option are, a choice stays a choice."""
    assert [
        ("choice", change(choice_item("work.a", "第7条"), choice_item("work.a", "第8条"))),
        ("count", change(count_item("work.a", 1), count_item("work.a", 2))),
        ("checks", change(check_item("work.a"), check_item("work.a", on=["紙"]))),
    ] == [
        (found.cls, found)
        for found in (
            change(choice_item("work.a", "第7条"), choice_item("work.a", "第8条")),
            change(count_item("work.a", 1), count_item("work.a", 2)),
            change(check_item("work.a"), check_item("work.a", on=["紙"])),
        )
        if found
    ]


def test_item_of_another_edition_is_a_change_of_the_form():
    old = document(text_item("work.a", "国保"), edition="2018-05")
    new = document(text_item("work.b", "年金"), edition="2024-10")

    assert [("removed", "edition"), ("added", "edition")] == [(c.op, c.cls) for c in compared(old, new).changes]


def test_every_rule_has_an_example():
    shown = {rule for _, rule, *_ in examples()} | {"edition", "text"}

    assert RULES.keys() <= shown
