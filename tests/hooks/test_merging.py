"""Three documents → one, item by item."""

import msgspec
import pytest

from builders import choice_item, document, member_items, row, text_item
from shinkyu.codec.canonical import dumps
from shinkyu.hooks.merging import Unmergeable, merge
from shinkyu.model.document import Document, Item
from shinkyu.pipeline.archive import from_document


def made(*items: object, rows: tuple[object, ...] | None = None) -> Document:
    return document(*items, declared=rows, edition="2018-05")  # type: ignore[arg-type]


def merged(base: Document, ours: Document, theirs: Document) -> tuple[str, tuple[str, ...]]:
    return tuple(merge(*(from_document(one, "x") for one in (base, ours, theirs))))  # type: ignore[return-value]


NAME = text_item("work.name", "国民年金")
CHOICE = choice_item("work.subjects", "1万人以上10万人未満")


def test_one_document_merged_with_itself_is_itself() -> None:
    one = made(NAME, CHOICE, *member_items("work.systems[]", 1, "宛名"), rows=(row(1, "Ⅰ 1 ①"),))

    assert (dumps(one), ()) == merged(one, one, one)


def test_each_side_changes_one_item() -> None:
    new_name, new_choice = text_item("work.name", "国保"), choice_item("work.subjects", "30万人以上")

    expected = made(new_name, new_choice)
    assert (dumps(expected), ()) == merged(made(NAME, CHOICE), made(new_name, CHOICE), made(NAME, new_choice))


def test_the_same_change_on_both_sides_is_one_change() -> None:
    new = made(text_item("work.name", "国保"))

    assert (dumps(new), ()) == merged(made(NAME), new, new)


def test_each_side_adds_a_member_after_another() -> None:
    first = member_items("work.systems[]", 1, "宛名システム", functions="宛名を管理する。")
    second = member_items("work.systems[]", 2, "年金システム", functions="年金を管理する。")

    expected = made(NAME, *first, *second)
    assert (dumps(expected), ()) == merged(made(NAME, *first), made(NAME, *first), made(NAME, *first, *second))


def system(n: int, name: str, functions: str) -> tuple[Item, ...]:
    return tuple(member_items("work.systems[]", n, name, functions=functions))


def test_members_that_one_side_moved_stand_in_the_order_of_their_new_numbers() -> None:
    first, second = ("宛名システム", "宛名を管理する。"), ("年金システム", "年金を管理する。")
    base = made(NAME, *system(1, *first), *system(2, *second))
    moved = made(NAME, *system(1, *second), *system(2, *first))
    edited = made(NAME, *system(1, first[0], "宛名を管理し、印字する。"), *system(2, *second))

    expected = made(NAME, *system(1, *second), *system(2, first[0], "宛名を管理し、印字する。"))
    assert (dumps(expected), ()) == merged(base, moved, edited) == merged(base, edited, moved)


def test_each_side_removes_a_member() -> None:
    """The one that stays behind on each side has another number there, which is no change of it."""
    first, second = ("宛名システム", "宛名を管理する。"), ("年金システム", "年金を管理する。")
    base = made(NAME, *system(1, *first), *system(2, *second))

    assert (dumps(made(NAME)), ()) == merged(base, made(NAME, *system(1, *second)), made(NAME, *system(1, *first)))


def test_members_of_one_number_from_both_sides_are_both_there_and_marked() -> None:
    """Merged line by line they would stand in the document as two systems of one number, and nobody would know."""
    a, b, c = (
        ("宛名システム", "宛名を管理する。"),
        ("住基システム", "異動を扱う。"),
        ("収納システム", "納付を記録する。"),
    )
    ours, theirs = made(NAME, *system(1, *b), *system(2, *a)), made(NAME, *system(1, *a), *system(2, *c))

    text, conflicts = merged(made(NAME, *system(1, *a)), ours, theirs)

    assert ("Ⅰ 2 システム2 名称", "Ⅰ 2 システム2 functions") == tuple(conflict.said("ja") for conflict in conflicts)
    marked = text[text.index("<<<<<<< ours\n=======\n") : text.rindex(">>>>>>> theirs")]
    assert "収納システム" in marked
    assert "宛名システム" not in marked
    assert all(system in text for system, _ in (a, b, c))


def test_a_change_against_a_removal_is_a_conflict() -> None:
    text, conflicts = merged(made(NAME, CHOICE), made(CHOICE), made(text_item("work.name", "国保"), CHOICE))

    assert ("Ⅰ name",) == tuple(conflict.said("ja") for conflict in conflicts)
    assert "<<<<<<< ours\n=======\n" in text
    assert "国保" in text


def test_rows_that_both_sides_add_are_kept_and_counted_through() -> None:
    old, ours, theirs = (row(n, item, after=item) for n, item in ((1, "Ⅰ 1"), (2, "Ⅰ 2"), (2, "Ⅰ 3")))

    text, conflicts = merged(made(NAME, rows=(old,)), made(NAME, rows=(old, ours)), made(NAME, rows=(old, theirs)))

    assert () == tuple(conflict.said("ja") for conflict in conflicts)
    assert ["Ⅰ 1", "Ⅰ 2", "Ⅰ 3"] == sorted(line.split('"')[3] for line in text.splitlines() if '"item": ' in line)
    assert ['"n": 1,', '"n": 2,', '"n": 3,'] == [line.strip() for line in text.splitlines() if '"n": ' in line]


def test_a_row_that_both_sides_word_differently_is_a_conflict() -> None:
    rows = [(row(1, "Ⅰ 1", after=after),) for after in ("甲", "乙", "丙")]

    text, conflicts = merged(*(made(NAME, rows=one) for one in rows))

    assert ("変更箇所 第1行",) == tuple(conflict.said("ja") for conflict in conflicts)
    assert "乙" in text
    assert "丙" in text


def test_documents_whose_edition_both_sides_changed_are_not_merged() -> None:
    base = made(NAME)
    ours, theirs = (msgspec.structs.replace(base, gaps=((part,),)) for part in ("Ⅱ", "Ⅲ"))

    with pytest.raises(Unmergeable, match="gaps"):
        merged(base, ours, theirs)


def test_items_that_both_sides_put_in_another_order_are_not_merged() -> None:
    one, two, three = (text_item(f"work.row{n}", f"記載{n}") for n in (1, 2, 3))

    with pytest.raises(Unmergeable, match="moved"):
        merged(made(one, two, three), made(two, one, three), made(one, three, two))


def test_document_that_both_sides_emptied_has_no_item() -> None:
    assert (dumps(made()), ()) == merged(made(NAME), made(), made())
