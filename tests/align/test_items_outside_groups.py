"""Items outside repeated groups are matched by id and address."""

from builders import document, template, text_item
from shinkyu.align import align
from shinkyu.model.alignment import Pair


def test_item_is_matched_by_id_and_address():
    old = document(text_item("work.name", "国保"), text_item("risks.measures", "施錠"))
    new = document(text_item("risks.measures", "施錠"), text_item("work.name", "年金"))

    assert (Pair(1, 0, "id"), Pair(0, 1, "id")) == align(old, new, template()).pairs


def test_item_with_another_number_in_another_edition_is_the_same_item():
    """The id means the item; 4 became 5 when the form got a new block."""
    old = document(text_item("work.number_use", "番号法第9条", address=("Ⅰ", "4", "法令上の根拠")))
    new = document(text_item("work.number_use", "番号法第9条", address=("Ⅰ", "5", "法令上の根拠")))

    assert (Pair(0, 0, "id"),) == align(old, new, template()).pairs


def test_items_of_one_id_and_address_are_matched_in_order():
    """A bad copy may hold a row twice; no item may be lost or used twice."""
    old = document(text_item("work.name", "a"), text_item("work.name", "b"))
    new = document(text_item("work.name", "a"))

    found = align(old, new, template())
    assert ((Pair(0, 0, "id"),), (1,), ()) == (found.pairs, found.only_old, found.only_new)


def test_item_in_a_gap_of_the_other_copy_is_lost_there_not_gone():
    old = document(text_item("risks.measures", "施錠"), text_item("work.name", "国保"))
    new = document(gaps=[("Ⅲ",)])

    found = align(old, new, template())
    assert ((0, 1), (0,)) == (found.only_old, found.lost_old)
