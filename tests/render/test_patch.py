"""A patch is small, fits, and can be undone."""

import pytest

from builders import choice_item, document, list_item, member_items, row, text_item
from shinkyu.errors import CodecError
from shinkyu.render.patch import apply_patch, invert, make_patch

SYSTEMS = "work.systems[]"


def test_changed_paragraph_is_one_replace():
    old = document(text_item("work.name", "国民年金", "国民健康保険"))
    new = document(text_item("work.name", "国民年金", "後期高齢者医療"))

    assert [
        {"op": "replace", "path": "/items/0/value/1", "value": "後期高齢者医療"},
    ] == make_patch(old, new)


def test_inserted_item_is_one_add_and_no_shift():
    rest = [text_item(f"work.row{n}", "同じ記載") for n in range(20)]
    old = document(*rest)
    new = document(*rest[:3], choice_item("work.people", "1万人未満"), *rest[3:])

    assert [("add", "/items/3")] == [(step["op"], step["path"]) for step in make_patch(old, new)]


def test_removed_item_is_one_remove():
    rest = [text_item(f"work.row{n}", "同じ記載") for n in range(5)]

    assert [{"op": "remove", "path": "/items/2"}] == make_patch(document(*rest), document(*rest[:2], *rest[3:]))


def test_inserted_member_moves_the_numbers_of_the_others():
    """Addresses carry the number, so the last member is new and the others change their texts."""
    old = document(*member_items(SYSTEMS, 1, "宛名"), *member_items(SYSTEMS, 2, "収納"))
    new = document(
        *member_items(SYSTEMS, 1, "新規"), *member_items(SYSTEMS, 2, "宛名"), *member_items(SYSTEMS, 3, "収納")
    )
    patch = make_patch(old, new)

    assert ["/items/2", "/items/0/value/0", "/items/1/value/0"] == [step["path"] for step in patch]
    assert new == apply_patch(old, patch)


def test_moved_entry_of_a_list_keeps_its_place_in_the_item():
    """jsonpatch writes a move with two paths; both must point into the item."""
    old = document(text_item("work.name", "国保"), list_item("records", "氏名", "住所", "性別", "生年月日"))
    new = document(text_item("work.name", "国保"), list_item("records", "生年月日", "氏名", "住所", "性別"))

    assert new == apply_patch(old, make_patch(old, new))


def test_new_declared_row_is_one_add():
    old = document(declared=[row(1, "Ⅰ 1 ①")])
    new = document(declared=[row(1, "Ⅰ 1 ①"), row(2, "Ⅰ 1 ②")])

    assert [("add", "/declared/1")] == [(step["op"], step["path"]) for step in make_patch(old, new)]


def test_table_that_was_not_read_before_is_added_as_a_whole():
    old, new = document(), document(declared=[row(1, "Ⅰ 1 ①")])

    assert [("replace", "/declared")] == [(step["op"], step["path"]) for step in make_patch(old, new)]


def test_equal_versions_need_no_patch():
    old = document(text_item("work.name", "国保"))

    assert [] == make_patch(old, old)


def test_inverse_leads_back():
    old = document(text_item("work.name", "国保"), declared=[row(1, "a")], gaps=[("Ⅰ", "2")])
    new = document(list_item("records", "氏名", address=("別添1",)), edition="other")
    patch = make_patch(old, new)

    assert old == apply_patch(new, invert(old, patch))


@pytest.mark.parametrize(
    "patch",
    [
        [{"op": "remove", "path": "/items/7"}],
        [{"op": "replace", "path": "/items/0/state", "value": "no such state"}],
        [{"op": "test", "path": "/edition", "value": "another"}],
        [{"op": "no such op", "path": "/edition"}],
    ],
)
def test_patch_for_another_document_is_refused(patch):
    with pytest.raises(CodecError):
        apply_patch(document(text_item("work.name", "国保")), patch)
