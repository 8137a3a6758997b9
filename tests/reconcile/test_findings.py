"""Each lint rule: a case that it notices and one like it that it does not."""

import pytest

from builders import row
from formed import checked, item, version
from shinkyu.model.document import DeclaredRow, Item

PLACE = "Ⅱ 特定個人情報ファイルの概要(6. 特定個人情報の保管・消去 保管場所)"
DEPARTMENT = "Ⅰ 基本情報(6. 評価実施機関における担当部署 ①部署)"
HANDLERS = "Ⅱ 特定個人情報ファイルの概要(4. 特定個人情報ファイルの取扱いの委託 委託事項1 ②委託先における取扱者数)"
CONTACT = "Ⅳ 開示請求、問合せ(2. 特定個人情報ファイルの取扱いに関する問合せ ①連絡先)"
LOCKED = "入退室を管理する庁舎内の、施錠できるサーバ室に保管している。"
CLOUD = "国内のデータセンターに保管し、本市が暗号の鍵を管理している。"
EARLIER, BEFORE, NOW = "令和4年4月1日", "令和6年4月1日", "令和7年4月1日"


def rules(
    new: list[Item], *rows: DeclaredRow, old: list[Item] | None = None, old_rows: list[DeclaredRow] | None = None
) -> list[tuple[str, int | None]]:
    before = None if old is None else version(*old, rows=old_rows or [], published=BEFORE)
    return [(f.rule, f.n) for f in checked(version(*new, rows=rows, published=NOW), before).findings]


def place(text: str) -> Item:
    return item("pi_file.storage.place", text)


def test_ex_post_needs_an_explanation() -> None:
    noticed = rules([place(CLOUD)], row(1, CONTACT, "", CLOUD, timing="事後", explanation=""))
    silent = rules([place(CLOUD)], row(1, CONTACT, "", CLOUD, timing="事後", explanation="重要な変更に当たらないため"))

    assert ("ex-post-without-explanation", 1) in noticed
    assert "ex-post-without-explanation" not in dict(silent)


def test_ex_ante_needs_none() -> None:
    noticed = rules([place(CLOUD)], row(1, CONTACT, "", CLOUD, timing="事前", explanation="重要な変更に当たらないため"))
    silent = rules([place(CLOUD)], row(1, CONTACT, "", CLOUD, timing="事前", explanation="-"))

    assert ("ex-ante-with-explanation", 1) in noticed
    assert "ex-ante-with-explanation" not in dict(silent)


@pytest.mark.parametrize(
    ("noticed", "cell", "new", "reason"),
    [
        (True, PLACE, place(CLOUD), "重要な変更に当たらないため"),
        (False, PLACE, place(CLOUD), "形式的な変更であるため"),
        (False, DEPARTMENT, item("work.department.name", CLOUD), "重要な変更に当たらないため"),
    ],
)
def test_ex_post_on_a_material_item(noticed: bool, cell: str, new: Item, reason: str) -> None:
    found = rules([new], row(1, cell, LOCKED, CLOUD, timing="事後", explanation=reason))

    assert noticed == (("material-item-ex-post", 1) in found)


def test_broken_chain_of_single_values() -> None:
    def chain(before: str) -> list[tuple[str, int | None]]:
        rows = row(1, HANDLERS, "", "50人以上100人未満", date=EARLIER), row(2, HANDLERS, before, "10人未満", date=NOW)
        return rules([item("pi_file.outsourcing[].handlers", "10人未満")], *rows)

    assert ("broken-chain", 2) in chain("10人以上50人未満")
    assert "broken-chain" not in dict(chain("50人以上100人未満"))


def test_chain_of_counts_is_one_of_numbers() -> None:
    """2件 takes up 委託する(2)件."""

    def chain(before: str) -> list[tuple[str, int | None]]:
        cell = "Ⅱ 特定個人情報ファイルの概要(4. 特定個人情報ファイルの取扱いの委託 委託の有無（件数））"
        rows = (
            row(1, cell, "委託する(1)件", "委託する(2)件", date=EARLIER),
            row(2, cell, before, "1件", date=NOW),
        )
        return rules([item("pi_file.outsourcing.presence.count", 1)], *rows)

    assert "broken-chain" not in dict(chain("2件"))
    assert ("broken-chain", 2) in chain("3件")


def test_broken_chain_of_texts_quotes_what_an_earlier_row_replaced() -> None:
    """前 is the text that row 1 took away; another passage of the item breaks nothing."""

    def chain(before: str) -> list[tuple[str, int | None]]:
        rows = (
            row(1, PLACE, LOCKED, CLOUD, date=EARLIER),
            row(2, PLACE, before, "写しは別の建物に保管している。", date=NOW),
        )
        return rules([place("写しは別の建物に保管している。")], *rows, old=[place(CLOUD)])

    assert ("broken-chain", 2) in chain(LOCKED)
    assert "broken-chain" not in dict(chain(CLOUD))


def test_excerpt_that_the_older_version_holds_breaks_no_chain() -> None:
    """That the earlier row quotes it otherwise is the earlier row's fault."""
    copies = "写しは、100キロメートル以上離れた別の建物に保管している。"
    earlier = row(1, PLACE, "", CLOUD.replace("本市", "当市"), date=EARLIER)

    found = rules(
        [place(f"{LOCKED}\n{copies}")],
        *(earlier, row(2, PLACE, CLOUD, LOCKED, date=NOW)),
        old=[place(f"{CLOUD}\n{copies}")],
    )

    assert "broken-chain" not in dict(found)


def test_date_after_the_cover() -> None:
    assert ("date-disagrees-with-cover", 1) in rules([], row(1, PLACE, "", CLOUD, date="令和7年5月1日"))
    assert "date-disagrees-with-cover" not in dict(rules([], row(1, PLACE, "", CLOUD, date=NOW)))


def test_newest_date_before_the_cover() -> None:
    assert ("date-disagrees-with-cover", 1) in rules([], row(1, PLACE, "", CLOUD, date=BEFORE))


def test_one_new_row_under_a_day_of_its_own() -> None:
    """Several rows of one day may be a publication in between that is not at hand."""
    slip = [row(1, PLACE, "", CLOUD, date="令和7年3月31日"), row(2, CONTACT, "", "市民課", date=NOW)]
    between = [row(n, PLACE, "", f"{CLOUD}{n}", date="令和6年10月1日") for n in (1, 2)]

    assert ("date-disagrees-with-cover", 1) in rules([place(CLOUD)], *slip, old=[place(LOCKED)])
    assert "date-disagrees-with-cover" not in dict(
        rules([place(CLOUD)], *between, row(3, CONTACT, "", "市民課", date=NOW), old=[place(LOCKED)])
    )


def test_row_on_the_cover_date_names_another_day() -> None:
    assert ("date-disagrees-with-cover", 1) in rules(
        [], row(1, "表紙 公表日", "令和6年4月1日", "令和7年3月1日", date=NOW)
    )
    assert "date-disagrees-with-cover" not in dict(
        rules([], row(1, "表紙 公表日", "令和6年4月1日", "令和7年4月1日", date=NOW))
    )


def test_same_row_twice() -> None:
    twice = [row(n, PLACE, LOCKED, CLOUD) for n in (1, 2)]
    days = [row(1, PLACE, LOCKED, CLOUD, date=EARLIER), row(2, PLACE, LOCKED, CLOUD, date=NOW)]

    assert ("duplicate-row", 2) in rules([place(CLOUD)], *twice)
    assert "duplicate-row" not in dict(rules([place(CLOUD)], *days))


def test_nothing_changes_between_the_cells() -> None:
    assert ("no-visible-change", 1) in rules([place(CLOUD)], row(1, PLACE, CLOUD, f" {CLOUD}"))
    assert "no-visible-change" not in dict(rules([place(CLOUD)], row(1, PLACE, LOCKED, CLOUD)))


def test_cell_cut_off_within_a_word() -> None:
    """The document goes on where the cell ends: …鍵を管|理している."""
    assert ("truncated-cell", 1) in rules([place(CLOUD)], row(1, PLACE, "(追加)", CLOUD[: CLOUD.index("管理") + 1]))
    assert "truncated-cell" not in dict(rules([place(CLOUD)], row(1, PLACE, "(追加)", "国内のデータセンターに保管")))


def test_text_in_another_item_or_under_another_number() -> None:
    use = "Ⅲ リスク対策(3. 特定個人情報の使用 リスク1 リスクに対する措置の内容)"
    elsewhere = rules([place(CLOUD), item("risks.use.linking.measures", LOCKED)], row(1, use, "", CLOUD))
    number = rules([place(CLOUD)], row(1, PLACE.replace("6.", "7."), LOCKED, CLOUD))

    assert ("wrong-reference", 1) in elsewhere
    assert ("wrong-reference", 1) in number
    assert "wrong-reference" not in dict(rules([place(CLOUD)], row(1, PLACE, LOCKED, CLOUD)))


def test_older_rows_must_stay() -> None:
    older = row(1, PLACE, "", LOCKED, date=EARLIER)
    newer = row(2, PLACE, LOCKED, CLOUD, date=NOW)
    altered = row(1, PLACE, "", LOCKED.replace("施錠", "施定"), date=EARLIER)

    assert ("row-lost", None) in rules([place(CLOUD)], newer, old=[place(LOCKED)], old_rows=[older])
    assert ("row-altered", 1) in rules([place(CLOUD)], altered, newer, old=[place(LOCKED)], old_rows=[older])
    kept = dict(rules([place(CLOUD)], older, newer, old=[place(LOCKED)], old_rows=[older]))
    assert not {"row-lost", "row-altered"} & set(kept)


def test_older_row_that_the_layout_cut_off_is_still_the_same_row() -> None:
    older = row(1, PLACE, "", LOCKED, date=EARLIER)
    cut = row(1, PLACE, "", LOCKED[:24], date=EARLIER)

    found = dict(rules([place(CLOUD)], cut, old=[place(LOCKED)], old_rows=[older]))

    assert not {"row-lost", "row-altered"} & set(found)


def test_count_and_members() -> None:
    members = [item("pi_file.outsourcing[].name", name, member=n) for n, name in enumerate(("印刷", "入力"), 1)]

    assert ("count-disagrees-with-members", None) in rules([item("pi_file.outsourcing.presence.count", 3), *members])
    assert [] == rules([item("pi_file.outsourcing.presence.count", 2), *members])


def test_one_member_that_refers_to_a_list_elsewhere_may_be_many() -> None:
    recipient = item("pi_file.provision.provided[].name", "別紙1参照")

    assert [] == rules([item("pi_file.provision.presence.provided.count", 26), recipient])


def test_member_without_a_name() -> None:
    content = item("pi_file.outsourcing[].contractor", "株式会社みどり")

    assert ("empty-member", None) in rules([item("pi_file.outsourcing[].name", ""), content])
    assert [] == rules([item("pi_file.outsourcing[].name", ""), item("pi_file.outsourcing[].contractor", "")])


def test_term_left_behind() -> None:
    def terms(elsewhere: str) -> list[tuple[str, int | None]]:
        items = [item("work.department.name", "デジタル推進課"), item("risks.others", elsewhere)]
        return rules(items, row(1, DEPARTMENT, "情報政策課", "デジタル推進課"))

    assert ("stale-term", 1) in terms("情報政策課が毎月点検する。")
    assert [] == [rule for rule, _ in terms("デジタル推進課が毎月点検する。") if rule == "stale-term"]


def test_threshold_of_the_number_of_people() -> None:
    def people(old: str, new: str) -> list[tuple[str, int | None]]:
        return rules([item("work.outline.people", new)], old=[item("work.outline.people", old)])

    assert ("threshold-crossed", None) in people("1万人以上10万人未満", "10万人以上30万人未満")
    assert [] == people("1万人以上10万人未満", "1万人以上10万人未満")


def test_row_of_an_earlier_day_that_the_older_table_does_not_have() -> None:
    """Who checked the older version did not see it; a row with one cell altered is the same row."""
    known = row(1, PLACE, "", LOCKED, date=EARLIER)
    late = row(2, CONTACT, "", "市民課", date=BEFORE)
    new = row(3, PLACE, LOCKED, CLOUD, date=NOW)

    noticed = rules([place(CLOUD)], known, late, new, old=[place(LOCKED)], old_rows=[known])
    silent = rules([place(CLOUD)], known, new, old=[place(LOCKED)], old_rows=[known])
    altered = rules([place(CLOUD)], row(1, PLACE, "", CLOUD, date=EARLIER), new, old=[place(LOCKED)], old_rows=[known])

    assert ("row-added-late", 2) in noticed
    assert "row-added-late" not in dict(silent)
    assert {"row-altered": 1} == {rule: n for rule, n in altered if rule.startswith("row-")}
