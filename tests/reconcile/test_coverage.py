"""Which changes rows declare, and what is left: undeclared, or declared in part."""

import pytest

from builders import row
from formed import checked, item, version
from shinkyu.model.document import DeclaredRow, Item
from shinkyu.model.report import Report

TRANSFERRED = "Ⅱ 特定個人情報ファイルの概要(5. 特定個人情報の提供・移転(委託に伴うものを除く。)"
PLACE = "Ⅱ 特定個人情報ファイルの概要(6. 特定個人情報の保管・消去 保管場所)"
SYSTEMS = "Ⅰ 基本情報(2. 特定個人情報ファイルを取り扱う事務において使用するシステム"
RULE = "・端末の持出しは、所属長の許可を受けた場合に限る。"
LOG = "・操作の記録は、情報政策課が毎月点検する。"
KEY = "・保管庫の鍵は、情報政策課が管理する。"


def told(old: list[Item], new: list[Item], *rows: tuple[str, str, str]) -> Report:
    table: list[DeclaredRow] = [row(n, *cells) for n, cells in enumerate(rows, 1)]
    return checked(version(*new, rows=table), version(*old, published="令和6年4月1日"))


def left(report: Report) -> list[str]:
    return [" ".join((change.new or change.old).address) for change in report.undeclared]  # type: ignore[union-attr]


def transferred(*members: tuple[str, str]) -> list[Item]:
    made: list[Item] = []
    for n, (name, basis) in enumerate(members, 1):
        made.append(item("pi_file.provision.transferred[].name", name, member=n))
        made.append(item("pi_file.provision.transferred[].legal_basis", basis, member=n))
        made.append(item("pi_file.provision.transferred[].information", f"{name}が用いる資格の情報", member=n))
    return made


def test_change_that_no_row_mentions_is_undeclared() -> None:
    report = told([item("pi_file.storage.place", RULE)], [item("pi_file.storage.place", LOG)])

    assert ["Ⅱ 6 保管場所"] == left(report)


def test_publication_date_needs_no_row() -> None:
    """The cover changes with every publication."""
    assert [] == left(told([], []))


def test_confirmed_row_declares_its_change() -> None:
    report = told([item("pi_file.storage.place", RULE)], [item("pi_file.storage.place", LOG)], (PLACE, RULE, LOG))

    assert [] == left(report)
    assert ["c2"] == list(report.declared[0].covers)


def test_several_rows_may_declare_one_change() -> None:
    old, new = [item("pi_file.storage.place", RULE)], [item("pi_file.storage.place", f"{RULE}\n{LOG}\n{KEY}")]

    report = told(old, new, (PLACE, "(追加)", LOG), (PLACE, "(追加)", KEY))

    assert ([], ()) == (left(report), report.partial)


def test_item_with_two_edits_of_which_one_is_declared_is_declared_in_part() -> None:
    old, new = [item("pi_file.storage.place", RULE)], [item("pi_file.storage.place", f"{RULE}\n{LOG}\n{KEY}")]

    report = told(old, new, (PLACE, "(追加)", LOG))

    assert [] == left(report)
    assert ["Ⅱ 6 保管場所"] == [" ".join(p.address) for p in report.partial]
    assert KEY.strip("・") in report.partial[0].passages[0][1]


def test_item_that_was_blank_is_declared_in_part_where_a_row_quotes_half_of_it() -> None:
    """What was added is the text, not the item: the rest of it is left over as in any edit."""
    report = told(
        [item("pi_file.storage.place", "")],
        [item("pi_file.storage.place", f"{LOG}\n{KEY}")],
        (PLACE, "(追加)", LOG),
    )

    assert [] == left(report)
    assert [KEY] == [after for p in report.partial for _, after in p.passages]


def test_one_row_may_declare_many_changes() -> None:
    """「X」に統一 is about every item of its scope."""
    old = [item("pi_file.storage.place", "情報政策課が管理する。"), item("risks.others", "情報政策課が点検する。")]
    new = [item("pi_file.storage.place", "DX推進課が管理する。"), item("risks.others", "DX推進課が点検する。")]

    report = told(old, new, ("全体", "情報政策課", "「DX推進課」に統一"))

    assert [] == left(report)
    assert 2 == len(report.declared[0].covers)


def test_row_on_several_items_declares_the_ones_that_changed() -> None:
    old = transferred(("福祉課", "条例第4条"))
    new = transferred(("福祉課", "条例第5条"))
    cell = f"{TRANSFERRED} 移転先1 ①法令上の根拠 ③移転する情報)"
    before = "①法令上の根拠 条例第4条 ③移転する情報 福祉課が用いる資格の情報"
    after = "①法令上の根拠 条例第5条 ③移転する情報 福祉課が用いる所得の情報"

    report = told(old, new, (cell, before, after))

    assert ("partly", "some-items-differ") == (report.declared[0].verdict, report.declared[0].reason)
    assert [] == left(report)


def test_contradicted_row_declares_nothing() -> None:
    report = told(
        [item("pi_file.storage.place", f"{RULE}\n{KEY}")], [item("pi_file.storage.place", KEY)], (PLACE, "(追加)", LOG)
    )

    assert "contradicted" == report.declared[0].verdict
    assert ["Ⅱ 6 保管場所"] == left(report)


def test_contradicted_row_that_is_right_about_what_went_declares_the_change() -> None:
    """It says that the old passage was replaced, only not by what."""
    report = told([item("pi_file.storage.place", RULE)], [item("pi_file.storage.place", LOG)], (PLACE, RULE, KEY))

    assert "contradicted" == report.declared[0].verdict
    assert [] == left(report)


def test_reversed_row_declares_the_change() -> None:
    report = told([item("pi_file.storage.place", RULE)], [item("pi_file.storage.place", LOG)], (PLACE, LOG, RULE))

    assert ("contradicted", "reversed") == (report.declared[0].verdict, report.declared[0].reason)
    assert [] == left(report)


def test_row_on_an_item_of_a_new_member_declares_the_member() -> None:
    old = [item("work.systems[].name", "宛名システム"), item("work.systems[].functions", "宛名を管理する。")]
    new = [
        *old,
        item("work.systems[].name", "申請管理システム", member=2),
        item("work.systems[].functions", "申請を受け付ける。", member=2),
    ]

    report = told(old, new, (f"{SYSTEMS} システム2 ①システムの名称)", "新規", "申請管理システム"))

    assert [] == left(report)


def test_number_of_a_member_is_that_of_the_new_version() -> None:
    """移転先3 of the old version is 移転先4 now; a row on the new 移転先3 says nothing of it."""
    old = transferred(("福祉課", "条例第4条"), ("税務課", "条例第6条"))
    new = transferred(("福祉課", "条例第4条"), ("住宅課", "条例第9条"), ("税務課", "条例第7条"))

    report = told(old, new, (f"{TRANSFERRED} 移転先2)", "新規", "住宅課"))

    assert ["Ⅱ 5 移転先3 ①法令上の根拠"] == left(report)


def test_text_found_in_another_member_is_declared_there() -> None:
    old = transferred(("福祉課", "条例第4条別表の第6項"), ("税務課", "条例第7条"))
    new = transferred(("福祉課", "条例第4条別表の第8項"), ("税務課", "条例第7条"))

    report = told(old, new, (f"{TRANSFERRED} 移転先2 ①法令上の根拠)", "条例第4条別表の第6項", "条例第4条別表の第8項"))

    assert ("confirmed", "found-elsewhere") == (report.declared[0].verdict, report.declared[0].reason)
    assert [] == left(report)


def test_change_that_another_row_declares_is_not_lent_to_a_wrong_row() -> None:
    """One substitution in two items, made in one of them only: the other row stays contradicted."""
    old = transferred(("福祉課", "番号法第19条第7号"), ("税務課", "番号法第19条第7号"))
    new = transferred(("福祉課", "番号法第19条第8号"), ("税務課", "番号法第19条第7号"))
    rows = [(f"{TRANSFERRED} 移転先{n} ①法令上の根拠)", "番号法第19条第7号", "番号法第19条第8号") for n in (1, 2)]

    report = told(old, new, *rows)

    assert ["confirmed", "contradicted"] == [j.verdict for j in report.declared]


def test_entries_and_titles_of_an_annex_are_declared_one_by_one() -> None:
    old = [item("records[]", ["宛名番号"], title="宛名情報"), item("records[]", ["接種日"], title="接種情報")]
    new = [
        item("records[]", ["宛名番号", "旧氏"], title="宛名情報"),
        item("records[]", ["口座番号"], title="口座情報"),
    ]
    cells = "<接種情報> (追加)", "(削除) <宛名情報> 旧氏 <口座情報> 口座番号"

    report = told(old, new, ("(別添１) 特定個人情報ファイル記録項目", *cells))

    assert ("confirmed", []) == (report.declared[0].verdict, left(report))


def test_description_of_general_scope_declares_what_it_describes() -> None:
    old = [item("work.department.name", "健康福祉部保険年金課"), item("pi_file.storage.place", RULE)]
    new = [item("work.department.name", "市民生活部保険年金課"), item("pi_file.storage.place", LOG)]

    report = told(old, new, ("全体", "", "組織改編に伴う課名等修正"))

    assert ["Ⅱ 6 保管場所"] == left(report)


def test_text_deleted_from_one_item_of_a_block_may_stand_in_another() -> None:
    """The cell was cut off behind the block, and the sentence moved within it."""
    contract, other = "risks.outsourcing.risk.contract.content", "risks.outsourcing.risk.other_measures"
    old = [item(contract, f"{RULE}\n{KEY}"), item(other, LOG)]
    new = [item(contract, RULE), item(other, f"{LOG}\n{KEY}")]
    block = "Ⅲ リスク対策(4. 特定個人情報ファイルの取扱いの委託"

    report = told(old, new, (block, KEY, "(削除)"))

    assert ("confirmed", "before-gone") == (report.declared[0].verdict, report.declared[0].reason)
    assert ["Ⅲ 4 リスク その他の措置の内容"] == left(report)


SYSTEM = "Ⅰ 基本情報(2. 特定個人情報ファイルを取り扱う事務において使用するシステム システム2"
NEW_SYSTEM = {
    "name": ("①システムの名称", "申請管理システム"),
    "functions": ("②システムの機能", "申請の受付と、審査の進み具合の管理を行う。"),
    "connections": ("③他のシステムとの接続", ["庁内連携システム"]),
}


def new_system(*told: str) -> Report:
    kept = [item("work.systems[].name", "宛名システム"), item("work.systems[].functions", "宛名を管理する。")]
    came = [item(f"work.systems[].{leaf}", value, member=2) for leaf, (_, value) in NEW_SYSTEM.items()]
    cells = {leaf: f"[○]{value[0]}" if isinstance(value, list) else value for leaf, (_, value) in NEW_SYSTEM.items()}
    rows = [row(n, f"{SYSTEM} {NEW_SYSTEM[leaf][0]})", "新規", str(cells[leaf])) for n, leaf in enumerate(told, 1)]
    return checked(version(*kept, *came, rows=rows), version(*kept, published="令和6年4月1日"))


@pytest.mark.parametrize("missing", ["functions", "connections"])
def test_item_of_a_new_member_that_no_row_states_is_left_over(missing: str) -> None:
    report = new_system(*(leaf for leaf in NEW_SYSTEM if leaf != missing))

    assert () == report.undeclared
    assert [NEW_SYSTEM[missing][0]] == [part.address[-1] for part in report.partial]


def test_new_member_with_a_row_for_every_item_leaves_nothing_over() -> None:
    assert () == new_system(*NEW_SYSTEM).partial


def test_new_member_cited_as_a_whole_leaves_nothing_over() -> None:
    kept = [item("work.systems[].name", "宛名システム")]
    came = [item(f"work.systems[].{leaf}", value, member=2) for leaf, (_, value) in NEW_SYSTEM.items()]
    rows = [row(1, f"{SYSTEM})", "記載なし", "システム2の全て")]

    report = checked(version(*kept, *came, rows=rows), version(*kept, published="令和6年4月1日"))

    assert ((), ()) == (report.undeclared, report.partial)


def test_value_of_a_new_member_did_not_stand_there_before() -> None:
    kept = transferred(("福祉課", "条例第4条"))
    came = item("pi_file.provision.transferred[].people", "1万人未満", member=2)
    new = [*transferred(("福祉課", "条例第4条"), ("住宅課", "条例第9条")), came]
    cell = f"{TRANSFERRED} 移転先2 ④移転する情報の対象となる本人の数)"

    report = told(kept, new, (cell, "10万人以上100万人未満", "1万人未満"))

    assert ("partly", "before-differs-from-old") == (report.declared[0].verdict, report.declared[0].reason)


def test_contradicted_row_on_an_item_it_leaves_open_declares_the_one_that_changed() -> None:
    """The cell names no member: what it says stood there did so in one of them, and is gone."""
    old = transferred(("福祉課", "条例第4条"), ("税務課", "番号法第9条第2項に基づく条例第6条"))
    new = transferred(("福祉課", "条例第4条"), ("税務課", "番号法第9条第2項に基づく条例第7条"))
    cell = f"{TRANSFERRED} 移転先 ①法令上の根拠)"

    report = told(old, new, (cell, "番号法第9条第2項に基づく条例第6条", "地方税法第1条の規定による通知"))

    assert ("contradicted", []) == (report.declared[0].verdict, left(report))


@pytest.mark.parametrize(
    ("left_over", "told_items"), [([], []), (["③移転する情報"], ["legal_basis"]), ([], ["legal_basis", "information"])]
)
def test_name_alone_declares_a_member_but_not_beside_rows_on_its_items(
    left_over: list[str], told_items: list[str]
) -> None:
    kept = transferred(("福祉課", "条例第4条"))
    new = transferred(("福祉課", "条例第4条"), ("住宅課", "条例第9条"))
    cells = {
        "legal_basis": ("①法令上の根拠", "条例第9条"),
        "information": ("③移転する情報", "住宅課が用いる資格の情報"),
    }
    name = (f"{TRANSFERRED} 移転先2)", "新規", "住宅課")

    report = told(
        kept, new, name, *((f"{TRANSFERRED} 移転先2 {cells[i][0]})", "新規", cells[i][1]) for i in told_items)
    )

    assert left_over == [part.address[-1] for part in report.partial]


def test_entry_that_a_cell_names_more_often_than_it_came_is_not_confirmed() -> None:
    def entries(*names: str) -> Item:
        return item("records[]", list(names), title="宛名情報")

    rows = [row(1, "(別添１) 特定個人情報ファイル記録項目＜宛名情報＞", "(追加)", "連絡先、連絡先")]

    report = checked(
        version(entries("宛名番号", "連絡先"), rows=rows), version(entries("宛名番号"), published="令和6年4月1日")
    )

    assert "confirmed" != report.declared[0].verdict
