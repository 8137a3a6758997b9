"""A member that came, went or only got another number is one change."""

from builders import check_item, document, member_items, template, text_item, unread_item
from comparing import compared, noticed, told
from shinkyu.diffing.groups import _moved
from shinkyu.model.document import Document
from shinkyu.model.form import ItemSpec

TRANSFERS = "pi_file.provision.transferred[]"
SYSTEMS = "work.systems[]"
OFFICES = {
    "保険": ("健康局保険課", "国民健康保険法による保険給付"),
    "戸籍": ("市民局戸籍課", "住民基本台帳の記載"),
    "保護": ("福祉局保護課", "生活保護の決定及び実施"),
    "学事": ("教育委員会学事課", "学校保健安全法による医療費の援助"),
    "児童": ("こども局児童課", "児童手当の支給"),
}


def transfers(*keys: str, **edited: str) -> Document:
    """Return a document whose 移転先 are the named offices in that order."""
    return document(
        *(
            item
            for n, key in enumerate(keys, 1)
            for item in member_items(TRANSFERS, n, OFFICES[key][0], use=edited.get(key, OFFICES[key][1]))
        )
    )


def test_inserted_member_renumbers_those_behind_it():
    found = compared(transfers("保険", "戸籍", "保護"), transfers("保険", "学事", "戸籍", "保護"))

    assert [
        ("added", None, "移転先2"), ("renumbered", "移転先2", "移転先3"), ("renumbered", "移転先3", "移転先4"),
    ] == told(found)  # fmt: skip
    assert {"group"} == {change.cls for change in found.changes}
    assert [(None, "教育委員会学事課"), ("市民局戸籍課", "市民局戸籍課")] == [
        (change.before, change.after) for change in found.changes[:2]
    ]


def test_removed_member_is_one_change_with_its_name():
    found = compared(transfers("保険", "戸籍"), transfers("保険"))

    assert [("removed", "移転先2", None)] == told(found)
    assert ("市民局戸籍課", None, TRANSFERS) == (
        found.changes[0].before, found.changes[0].after, found.changes[0].item,
    )  # fmt: skip


def test_member_that_went_to_the_end_moved_and_the_others_are_renumbered():
    found = compared(transfers("戸籍", "保険", "保護", "児童"), transfers("保険", "保護", "児童", "戸籍"))

    assert {
        ("moved", "移転先1", "移転先4"), ("renumbered", "移転先2", "移転先1"),
        ("renumbered", "移転先3", "移転先2"), ("renumbered", "移転先4", "移転先3"),
    } == set(told(found))  # fmt: skip


def test_two_members_that_changed_places_both_moved():
    """Nothing says which of the two stayed."""
    found = compared(transfers("戸籍", "保険"), transfers("保険", "戸籍"))

    assert {("moved", "移転先1", "移転先2"), ("moved", "移転先2", "移転先1")} == set(told(found))


def test_moved_member_that_was_edited_gives_both_with_old_and_new_numbers():
    found = compared(transfers("戸籍", "保険"), transfers("学事", "戸籍", "保険", 保険="介護保険法による保険給付"))

    edit = next(change for change in found.changes if change.op == "modified")
    assert ("renumbered", "移転先2", "移転先3") in told(found)
    assert edit.old
    assert edit.new
    assert (("Ⅱ", "5", "移転先2", "use"), ("Ⅱ", "5", "移転先3", "use")) == (edit.old.address, edit.new.address)


def test_member_with_another_name_and_the_same_content_is_a_change_of_its_name():
    old = document(*member_items(TRANSFERS, 1, "生活保護・自立支援室", use="生活保護の決定及び実施"))
    new = document(*member_items(TRANSFERS, 1, "生活福祉・自立支援課", use="生活保護の決定及び実施"))

    assert [("modified", "名称", "名称")] == told(compared(old, new))
    assert "organisation" == compared(old, new).changes[0].cls


def test_empty_member_is_no_change():
    empty = (text_item(f"{TRANSFERS}.name", member=3), check_item(f"{TRANSFERS}.method", off=["紙"], member=3))
    old = transfers("保険", "戸籍")

    assert () == compared(old, document(*old.items, *empty)).changes
    assert () == compared(document(*old.items, *empty), old).changes


def test_member_in_a_gap_of_the_other_copy_is_told_in_the_notices():
    old = document(*member_items(SYSTEMS, 1, "宛名"), *member_items(SYSTEMS, 2, "収納"))
    new = document(*member_items(SYSTEMS, 1, "宛名"), gaps=[("Ⅰ", "2")])

    found = compared(old, new)
    assert () == found.changes
    assert {"member-in-gap": [("Ⅰ", "2", "システム2")]} == noticed(found)


def test_member_with_an_unread_name_shows_how_it_begins():
    new = document(
        unread_item(f"{SYSTEMS}.name", member=1), text_item(f"{SYSTEMS}.functions", "宛名を管理する。", member=1)
    )

    assert ["宛名を管理する。"] == [change.after for change in compared(document(), new).changes]


def test_titled_member_that_got_another_title_is_one_change():
    form = template(
        ItemSpec("records", "記録項目", role="part", element="別添1"),
        ItemSpec("records[]", "{title}", role="group", parent="records", element="{title}"),
    )
    for part in (("別添1",), ("別添1", "ファイル1")):
        old = document(text_item("records[]", "氏名、住所、性別", address=(*part, "宛名")))
        new = document(text_item("records[]", "氏名、住所、性別", address=(*part, "宛名情報")))

        found = compared(old, new, form)
        assert [("modified", "宛名", "宛名情報")] == told(found)
        assert ("group", "宛名", "宛名情報") == (found.changes[0].cls, found.changes[0].before, found.changes[0].after)


def test_second_file_is_one_change():
    first = text_item("pi_file.name", "国民年金ファイル")
    measures = text_item("risks.measures", "施錠する。")
    new = document(
        text_item("pi_file.name", "国民年金ファイル", file=1),
        text_item("pi_file.name", "宛名ファイル", file=2),
        text_item("risks.measures", "施錠する。", file=1),
        text_item("risks.measures", "宛名を守る。", file=2),
    )

    found = compared(document(first, measures), new)
    assert [("added", None, "ファイル2")] == told(found)
    assert "宛名ファイル" == found.changes[0].after


def test_file_with_another_number_is_renumbered_with_all_its_members():
    def file(n: int, name: str, office: str) -> tuple[object, ...]:
        return (text_item("pi_file.name", name, file=n), *member_items(TRANSFERS, 1, *OFFICES[office][:1], n))

    old = document(*file(1, "国民年金ファイル", "保険"), *file(2, "宛名ファイル", "戸籍"))
    new = document(
        *file(1, "収納ファイル", "学事"), *file(2, "国民年金ファイル", "保険"), *file(3, "宛名ファイル", "戸籍")
    )

    assert [
        ("added", None, "ファイル1"),
        ("renumbered", "ファイル1", "ファイル2"),
        ("renumbered", "ファイル2", "ファイル3"),
    ] == told(compared(old, new))


def test_moved_is_what_no_longest_run_in_order_can_do_without():
    assert frozenset() == _moved([1, 3, 4])
    assert {0} == _moved([9, 1, 2, 3])
    assert {3} == _moved([2, 3, 4, 1])
    assert {0, 1} == _moved([2, 1, 3])
    assert {0, 1, 2} == _moved([3, 2, 1])
    assert frozenset() == _moved([])
