"""A patch is small, fits, and can be undone."""

from typing import Any

import pytest

from builders import choice_item, document, list_item, member_items, row, template, text_item
from shinkyu.align import align
from shinkyu.errors import CodecError
from shinkyu.model.document import Document
from shinkyu.render import patch
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


def paired(old: Document, new: Document) -> list[dict[str, Any]]:
    """Return the patch that the command line writes."""
    found = align(old, new, template())
    return make_patch(old, new, [(pair.old, pair.new) for pair in found.pairs])


def test_inserted_member_is_added_and_the_others_only_get_other_numbers():
    long = "収納した保険料を記録し、未納の者に督促を行う。" * 9
    old = document(*member_items(SYSTEMS, 1, "宛名"), *member_items(SYSTEMS, 2, "収納", functions=long))
    new = document(
        *member_items(SYSTEMS, 1, "新規"),
        *member_items(SYSTEMS, 2, "宛名"),
        *member_items(SYSTEMS, 3, "収納", functions=long),
    )
    patch = paired(old, new)

    assert [("add", "/items/0")] == [(step["op"], step["path"]) for step in patch[:1]]
    assert all(step["path"].endswith(("/address/2", "/address")) for step in patch[1:])
    assert long not in str(patch)
    assert new == apply_patch(old, patch)


def test_members_that_changed_places_are_moved():
    first, second = member_items(SYSTEMS, 1, "宛名"), member_items(SYSTEMS, 2, "収納")
    old = document(*first, *second)
    new = document(*member_items(SYSTEMS, 1, "収納"), *member_items(SYSTEMS, 2, "宛名"))
    patch = paired(old, new)

    assert ["move"] == [step["op"] for step in patch if not step["path"].endswith(("/address", "/address/2"))]
    assert new == apply_patch(old, patch)


def test_one_changed_number_does_not_write_the_paragraph_list_again():
    old = document(text_item("work.name", *(f"{n}番目の段落です。" for n in range(50))))
    new = document(text_item("work.name", "新しい段落です。", *(f"{n}番目の段落です。" for n in range(50))))

    assert [{"op": "add", "path": "/items/0/value/0", "value": "新しい段落です。"}] == make_patch(old, new)


def test_item_that_is_rewritten_is_replaced_when_that_is_shorter():
    old = document(text_item("work.name", *"いろはにほへとちりぬるを"))
    new = document(text_item("work.name", *"あいうえおかきくけこさしす"))

    assert 1 == len(make_patch(old, new))


def test_moved_entry_of_a_list_keeps_its_place_in_the_item():
    old = document(text_item("work.name", "国保"), list_item("records", "氏名", "住所", "性別", "生年月日"))
    new = document(text_item("work.name", "国保"), list_item("records", "生年月日", "氏名", "住所", "性別"))

    patch = make_patch(old, new)

    assert [{"op": "move", "from": "/items/1/value/3", "path": "/items/1/value/0"}] == patch
    assert new == apply_patch(old, patch)


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


def test_item_of_another_kind_is_replaced_as_a_whole():
    old = document(text_item("work.people", "1万人未満"))
    new = document(choice_item("work.people", "1万人未満"))
    [step] = make_patch(old, new)

    assert ("replace", "/items/0") == (step["op"], step["path"])
    assert old == apply_patch(new, invert(old, [step]))


def test_only_what_a_patch_does_to_a_document_can_be_undone():
    with pytest.raises(CodecError, match="cannot be undone"):
        invert(document(), [{"op": "test", "path": "/form", "value": "priority"}])


def test_lists_too_long_to_compare_entry_by_entry_are_still_patched(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(patch, "MAX_CELLS", 3)
    old, new = (document(list_item("records[]", *entries)) for entries in (("氏名", "住所"), ("住所", "性別")))

    assert new == apply_patch(old, make_patch(old, new))
