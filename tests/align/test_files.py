"""Copies of the per-file parts are matched by what the file is, not by its number."""

from builders import document, member_items, template, text_item
from shinkyu.align import align
from shinkyu.model.document import Document, TextItem

TRANSFERS = "pi_file.provision.transferred[]"


def file(n: int | None, name: str, scope: str, *transfers: str) -> tuple[TextItem, ...]:
    members = [member_items(TRANSFERS, m, to, n) for m, to in enumerate(transfers, 1)]
    return (
        text_item("pi_file.name", name, file=n),
        text_item("pi_file.scope", scope, file=n),
        *(item for member in members for item in member),
        text_item("risks.measures", f"{name}を施錠できる場所に保管する。", file=n),
    )


PENSION = ("国民年金被保険者台帳ファイル", "第1号被保険者", "保険課")
ADDRESSES = ("宛名管理ファイル", "住民登録者及び住登外者", "税務課")


def pairs(old: Document, new: Document) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    found = align(old, new, template())
    return {(old.items[pair.old].address, new.items[pair.new].address) for pair in found.pairs}


def test_files_that_changed_places_are_matched_by_name():
    old = document(*file(1, *PENSION), *file(2, *ADDRESSES))
    new = document(*file(1, *ADDRESSES), *file(2, *PENSION))

    found = pairs(old, new)
    assert (("Ⅱ", "ファイル1", "scope"), ("Ⅱ", "ファイル2", "scope")) in found
    assert (("Ⅲ", "ファイル2", "measures"), ("Ⅲ", "ファイル1", "measures")) in found
    assert len(old.items) == len(found)


def test_members_are_matched_inside_the_matched_file():
    old = document(*file(1, *PENSION), *file(2, *ADDRESSES, "保険課"))
    new = document(*file(1, *ADDRESSES, "保険課"), *file(2, *PENSION))

    assert (("Ⅱ", "ファイル1", "5", "移転先1", "名称"), ("Ⅱ", "ファイル2", "5", "移転先1", "名称")) in pairs(old, new)


def test_the_only_file_of_one_version_is_one_of_the_two_of_the_other():
    """A document with one file does not number it."""
    old = document(*file(None, *PENSION))
    new = document(*file(1, *ADDRESSES), *file(2, *PENSION))

    found = align(old, new, template())
    assert (("Ⅱ", "scope"), ("Ⅱ", "ファイル2", "scope")) in pairs(old, new)
    assert {(("Ⅱ",), ("Ⅱ", "ファイル2")), (None, ("Ⅱ", "ファイル1"))} == {
        (pair.old, pair.new) for pair in found.members if pair.group == "pi_file"
    }


def test_a_lone_file_that_was_renamed_stays_the_same_file():
    old = document(*file(None, "国民年金ファイル", "被保険者"))
    new = document(*file(None, "年金情報台帳", "加入者"))

    assert len(old.items) == len(pairs(old, new))


def test_gap_of_a_file_is_looked_up_under_its_number_there():
    old = document(*file(1, *PENSION), *file(2, *ADDRESSES))
    new = document(*file(1, ADDRESSES[0], ADDRESSES[1]), *file(2, *PENSION), gaps=[("Ⅱ", "ファイル1", "5")])

    lost = [pair for pair in align(old, new, template()).members if pair.by == "gap"]
    assert [("Ⅱ", "ファイル2", "5", "移転先1")] == [pair.old for pair in lost]


def test_member_without_the_id_of_a_name_is_known_by_the_label_of_its_name():
    """An id of another edition; the label is what the form prints."""

    def recipients(*names: str) -> list[TextItem]:
        return [
            text_item(f"{TRANSFERS}.{leaf}", text, address=("Ⅱ", "5", f"移転先{n}", label))
            for n, name in enumerate(names, 1)
            for leaf, label, text in (("recipient", "移転先名称", name), ("use", "用途", "事務に用いるため"))
        ]

    found = align(document(*recipients("税務課", "保険課")), document(*recipients("保険課", "税務課")), template())

    assert {("移転先1", "移転先2"), ("移転先2", "移転先1")} == {(p.old[-1], p.new[-1]) for p in found.members}
