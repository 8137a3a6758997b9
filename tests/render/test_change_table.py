"""The rows proposed for the step from one version to the next."""

from collections.abc import Sequence

from hypothesis import given, settings

from builders import (
    check_item,
    choice_item,
    count_item,
    date_item,
    document,
    list_item,
    member_items,
    row,
    text_item,
)
from shinkyu.align import align
from shinkyu.diffing import diff
from shinkyu.forms.library import load
from shinkyu.model.change import Changes
from shinkyu.model.document import Document, Item
from shinkyu.model.form import FormTemplate
from shinkyu.model.table import ProposedRow, TableStyle
from shinkyu.render.change_table import as_declared, propose_rows, render_table
from strategies import form, versions

FORM = load("priority", "2018-05")
SYSTEMS = "work.systems[]"
CONTRACTS = "pi_file.outsourcing[]"
TRANSFERS = "pi_file.provision.transferred[]"


def changes(old: Document, new: Document, template: FormTemplate = FORM) -> Changes:
    return diff(old, new, align(old, new, template), template)


def proposed(
    old: Sequence[Item] | Document, new: Sequence[Item] | Document, style: TableStyle | None = None
) -> tuple[ProposedRow, ...]:
    before = old if isinstance(old, Document) else document(*old)
    after = new if isinstance(new, Document) else document(*new)
    return propose_rows(before, after, changes(before, after), FORM, style)


def cells(rows: Sequence[ProposedRow]) -> list[tuple[str, str, str]]:
    return [(found.item, "\n".join(found.before), "\n".join(found.after)) for found in rows]


def cover(date: str) -> Item:
    return date_item("cover.published_on", date, address=("表紙", "公表日"))


ENTRIES = ("宛名番号", "氏名", "生年月日", "性別", "続柄", "住所", "異動事由", "異動日")

OLD = document(
    cover("令和4年6月30日"),
    text_item(
        "work.outline.description",
        "介護保険法その他の関係法令に基づき、次の事務を行う。",
        "①被保険者の資格の得喪及び異動に関する届出の受理並びに被保険者証の交付",
        "②介護保険料の賦課、徴収及び減免",
        "③要介護認定及び要支援認定の申請の受理、認定調査並びに認定の結果の通知",
        "番号法別表第1の68の項に掲げる事務に個人番号を利用する。",
    ),
    *member_items(SYSTEMS, 1, "介護保険システム", functions="資格の異動の履歴を管理する。"),
    *member_items(SYSTEMS, 2, "団体内統合宛名システム", functions="宛名番号を対応付けて管理する。"),
    text_item("work.department.name", "健康福祉部介護保険課"),
    text_item("pi_file.basics.scope", "第1号被保険者"),
    choice_item("pi_file.collection.users.count", "50人以上100人未満"),
    count_item("pi_file.provision.presence.transferred.count", 1, address=("Ⅱ", "5", "移転を行っている", "件")),
    *member_items(TRANSFERS, 1, "健康福祉部生活支援課", legal_basis="番号法第9条第2項"),
    list_item("records[]", *ENTRIES, address=("別添1", "宛名情報")),
    check_item("risks.audit.presence", on=["自己点検"], off=["内部監査", "外部監査"]),
)
NEW = document(
    cover("令和7年7月31日"),
    text_item(
        "work.outline.description",
        "介護保険法その他の関係法令に基づき、次の事務を行う。",
        "①被保険者の資格の得喪及び異動に関する届出の受理並びに被保険者証の交付",
        "②介護保険料の賦課、徴収及び減免",
        "③要介護認定及び要支援認定の申請の受理、認定調査並びに認定の結果の通知",
        "番号法別表の100の項に掲げる事務に個人番号を利用する。",
    ),
    *member_items(SYSTEMS, 1, "介護保険システム", functions="資格の異動の履歴を管理する。"),
    *member_items(SYSTEMS, 2, "申請管理システム", functions="電子申請を受信し、保存する。"),
    *member_items(SYSTEMS, 3, "団体内統合宛名システム", functions="宛名番号を対応付けて管理する。"),
    text_item("work.department.name", "健康長寿部介護保険課"),
    text_item("pi_file.basics.scope", "第1号被保険者及びその世帯員"),
    choice_item("pi_file.collection.users.count", "100人以上500人未満"),
    count_item("pi_file.provision.presence.transferred.count", 2, address=("Ⅱ", "5", "移転を行っている", "件")),
    *member_items(TRANSFERS, 1, "福祉部障害福祉課", legal_basis="番号法第9条第2項及び条例第4条第2項"),
    *member_items(TRANSFERS, 2, "福祉部生活支援課", legal_basis="番号法第9条第2項"),
    list_item("records[]", *ENTRIES[:2], "氏名の振り仮名", *ENTRIES[2:], address=("別添1", "宛名情報")),
    check_item("risks.audit.presence", on=["自己点検", "内部監査"], off=["外部監査"]),
)

GOLDEN = """\
1.  Ⅰ 基本情報（1. 特定個人情報ファイルを取り扱う事務 ②事務の内容）
    変更日  令和7年7月31日
    変更前  （省略）
            番号法別表第1の68の項に掲げる事務に個人番号を利用する。
    変更後  （省略）
            番号法別表の100の項に掲げる事務に個人番号を利用する。
    時期    事後（案）
    説明    重要な変更の対象となる項目の変更ではないため（案）

2.  Ⅰ 基本情報（2. 特定個人情報ファイルを取り扱う事務において使用するシステム
    システム2）
    変更日  令和7年7月31日
    変更前  新規
    変更後  ①システムの名称 申請管理システム
            ②システムの機能 電子申請を受信し、保存する。
    時期    事後（案）
    説明    重要な変更の対象となる項目の変更ではないため（案）

3.  Ⅰ 基本情報（6. 評価実施機関における担当部署 ①部署）
    変更日  令和7年7月31日
    変更前  健康福祉部介護保険課
    変更後  健康長寿部介護保険課
    時期    事後（案）
    説明    重要な変更の対象となる項目の変更ではないため（案）

4.  Ⅱ 特定個人情報ファイルの概要（2. 基本情報 ③対象となる本人の範囲） ※
    変更日  令和7年7月31日
    変更前  第1号被保険者
    変更後  第1号被保険者及びその世帯員
    時期    事前（案）

5.  Ⅱ 特定個人情報ファイルの概要（3. 特定個人情報の入手・使用 ④使用の主体 使用
    者数）
    変更日  令和7年7月31日
    変更前  50人以上100人未満
    変更後  100人以上500人未満
    時期    事後（案）
    説明    重要な変更の対象となる項目の変更ではないため（案）

6.  Ⅱ 特定個人情報ファイルの概要（5. 特定個人情報の提供・移転（委託に伴うものを
    除く。） 提供・移転の有無 移転を行っている）
    変更日  令和7年7月31日
    変更前  1件
    変更後  2件
    時期    事後（案）
    説明    重要な変更の対象となる項目の変更ではないため（案）

7.  Ⅱ 特定個人情報ファイルの概要（5. 特定個人情報の提供・移転（委託に伴うものを
    除く。） 移転先1）
    変更日  令和7年7月31日
    変更前  新規
    変更後  福祉部障害福祉課
            ①法令上の根拠 番号法第9条第2項及び条例第4条第2項
    時期    事後（案）
    説明    重要な変更の対象となる項目の変更ではないため（案）

8.  Ⅱ 特定個人情報ファイルの概要（5. 特定個人情報の提供・移転（委託に伴うものを
    除く。） 移転先2）
    変更日  令和7年7月31日
    変更前  健康福祉部生活支援課
    変更後  福祉部生活支援課
    時期    事後（案）
    説明    重要な変更の対象となる項目の変更ではないため（案）

9.  （別添１）特定個人情報ファイル記録項目（宛名情報）
    変更日  令和7年7月31日
    変更前  右記を追加
    変更後  氏名の振り仮名
    時期    事後（案）
    説明    重要な変更の対象となる項目の変更ではないため（案）

10. Ⅲ リスク対策（8. 監査 実施の有無） ※
    変更日  令和7年7月31日
    変更前  [ ]内部監査
    変更後  [○]内部監査
    時期    事前（案）
"""


def test_a_step_gives_the_table_that_an_office_would_write() -> None:
    """The one example to read; every other test is about a single rule."""
    assert GOLDEN == render_table(proposed(OLD, NEW), "text")


def test_nothing_changed_gives_no_row() -> None:
    assert () == proposed(OLD, OLD)


def test_other_spelling_needs_no_row() -> None:
    old = [text_item("pi_file.storage.place", "サーバ室に置くサーバに保管する。")]
    new = [text_item("pi_file.storage.place", "サーバー室に置くサーバーに保管する。")]

    assert () == proposed(old, new)


def test_members_that_only_got_other_numbers_need_no_row() -> None:
    old = [*member_items(SYSTEMS, 1, "介護保険システム"), *member_items(SYSTEMS, 2, "中間サーバー")]
    new = [
        *member_items(SYSTEMS, 1, "介護保険システム"),
        *member_items(SYSTEMS, 2, "申請管理システム"),
        *member_items(SYSTEMS, 3, "中間サーバー"),
    ]

    assert ["システム2）"] == [found.item.split()[-1] for found in proposed(old, new)]


def test_edited_and_renumbered_member_is_cited_by_its_new_number() -> None:
    old = [*member_items(SYSTEMS, 1, "中間サーバー", functions="符号を管理する機能。情報を照会する機能。")]
    new = [
        *member_items(SYSTEMS, 1, "申請管理システム", functions="電子申請を受信する。"),
        *member_items(SYSTEMS, 2, "中間サーバー", functions="符号を管理する機能。情報を提供する機能。"),
    ]

    assert "システム2 ②システムの機能）" == proposed(old, new)[1].item.split("システム ")[1]


def test_removed_member_is_cited_by_its_old_number_and_quoted_whole() -> None:
    old = [
        *member_items(SYSTEMS, 1, "申請管理システム", functions="電子申請を受信する。"),
        *member_items(SYSTEMS, 2, "中間サーバー", functions="符号を管理する。"),
    ]
    new = [*member_items(SYSTEMS, 1, "中間サーバー", functions="符号を管理する。")]
    (found,) = proposed(old, new)

    assert found.item.endswith("使用するシステム システム1）")
    assert ("①システムの名称 申請管理システム", "②システムの機能 電子申請を受信する。") == found.before
    assert ("削除",) == found.after


def test_blank_items_of_a_new_member_are_left_out() -> None:
    old = [*member_items(TRANSFERS, 1, "福祉部生活支援課", legal_basis="条例第4条第2項")]
    added = [*member_items(TRANSFERS, 2, "市民部保険年金課", legal_basis="番号法第9条第2項", frequency="-")]

    assert ("市民部保険年金課", "①法令上の根拠 番号法第9条第2項") == proposed(old, [*old, *added])[0].after


def test_row_of_a_member_with_a_material_item_is_material() -> None:
    """④再委託の有無 is marked ※, the member's heading is not."""
    old = [*member_items(CONTRACTS, 1, "介護保険システムの運用及び保守")]
    added = [
        *member_items(CONTRACTS, 2, "通知書の印刷及び封入封緘"),
        choice_item(f"{CONTRACTS}.subcontracting", "再委託する", member=2),
    ]

    assert [True] == [found.material for found in proposed(old, [*old, *added])]


def test_item_that_was_blank_is_new_and_item_that_became_blank_is_deleted() -> None:
    filled = [text_item("pi_file.remarks", "令和7年に評価を再実施した。")]
    blank = [text_item("pi_file.remarks")]

    assert ("新規", "令和7年に評価を再実施した。") == cells(proposed(blank, filled))[0][1:]
    assert ("令和7年に評価を再実施した。", "削除") == cells(proposed(filled, blank))[0][1:]


def test_boxes_carry_their_remarks_and_unchanged_boxes_are_left_out() -> None:
    old = [check_item("pi_file.collection.method", on=["紙", "専用線"], off=["その他"])]
    new = [check_item("pi_file.collection.method", on=["紙", "その他"], off=["専用線"], notes={"その他": "VRS"})]

    assert ("[○]専用線\n[ ]その他", "[ ]専用線\n[○]その他（VRS）") == cells(proposed(old, new))[0][1:]


def test_box_of_unknown_state_is_not_declared() -> None:
    old = [check_item("pi_file.collection.method", on=["紙"], off=["専用線"], unknown=["その他"])]
    new = [check_item("pi_file.collection.method", on=["紙", "専用線", "その他"])]

    assert ("[ ]専用線", "[○]専用線") == cells(proposed(old, new))[0][1:]


def test_changed_remark_shows_both_remarks() -> None:
    old = [check_item("pi_file.collection.method", on=["その他"], notes={"その他": "VRS"})]
    new = [check_item("pi_file.collection.method", on=["その他"], notes={"その他": "住基ネット"})]

    assert ("[○]その他（VRS）", "[○]その他（住基ネット）") == cells(proposed(old, new))[0][1:]


def test_entries_that_went_and_came_are_both_listed() -> None:
    old = [list_item("records[]", *ENTRIES[:3], "電話番号", *ENTRIES[3:], address=("別添1", "宛名情報"))]
    new = [list_item("records[]", *ENTRIES[:3], "連絡先", *ENTRIES[3:], "世帯番号", address=("別添1", "宛名情報"))]

    assert ("電話番号", "連絡先\n（省略）\n世帯番号") == cells(proposed(old, new))[0][1:]


def test_entry_that_stands_in_the_list_already_is_quoted_with_its_neighbour() -> None:
    old = [list_item("records[]", *ENTRIES, address=("別添1", "宛名情報"))]
    new = [list_item("records[]", *ENTRIES[:2], "住所", *ENTRIES[2:], address=("別添1", "宛名情報"))]

    assert ("（省略）\n氏名\n（省略）", "（省略）\n氏名\n住所\n（省略）") == cells(proposed(old, new))[0][1:]


def test_moved_paragraph_is_declared_in_both_items() -> None:
    paragraph = "特定個人情報を含む記録媒体は、施錠できる保管庫に保管し、鍵は管理者が管理する。"
    other = "職員ごとに必要最小限の権限を付与し、操作の記録を毎月点検する。"
    old = [text_item("risks.use.other", other, paragraph), text_item("risks.storage.other", "監査を行う。")]
    new = [text_item("risks.use.other", other), text_item("risks.storage.other", "監査を行う。", paragraph)]
    rows = proposed(old, new)

    assert ["risks.use.other", "risks.storage.other"] == [
        next(item.id for item in new if item.address == found.address) for found in rows
    ]
    assert [True, True] == ["moved-paragraph" in found.reasons for found in rows]
    assert [other.item in found.moved[0] for found, other in zip(rows, reversed(rows), strict=True)] == [True, True]


def test_cover_date_is_declared_only_by_offices_that_did_so_before() -> None:
    items = [cover("令和4年6月30日")], [cover("令和7年7月31日")]
    habit = row(1, "表紙 公表日", "令和3年6月28日", "令和4年6月30日", date="令和4年6月30日")

    assert () == proposed(*items)
    assert [("表紙 公表日", "令和4年6月30日", "令和7年7月31日")] == cells(
        proposed(
            document(*items[0], declared=[habit]),
            document(*items[1]),
            TableStyle(path="spaced", declares_cover_date=True),
        )
    )


def test_file_is_named_where_a_document_has_several() -> None:
    """Without it nobody knows which of two copies of Ⅱ is meant."""
    old = [
        text_item("pi_file.name", "被保険者ファイル", file=1),
        text_item("pi_file.remarks", "なし", file=1),
        text_item("pi_file.name", "給付ファイル", file=2),
        text_item("pi_file.remarks", "令和4年に開始した。", file=2),
    ]
    new = [*old[:3], text_item("pi_file.remarks", "令和5年に開始した。", file=2)]

    assert "Ⅱ 特定個人情報ファイルの概要（給付ファイル 7. 備考）" == proposed(old, new)[0].item


def test_reassessment_files_every_row_beforehand() -> None:
    rows = propose_rows(OLD, NEW, changes(OLD, NEW), FORM, all_ex_ante=True)

    assert {("事前", "")} == {(found.timing, found.explanation) for found in rows}


def test_declared_rows_continue_the_numbers_of_the_earlier_ones() -> None:
    earlier = (row(1, "Ⅰ 基本情報", "甲", "乙"), row(2, "Ⅰ 基本情報", "丙", "丁"))

    assert [1, 2, *range(3, 13)] == [found.n for found in as_declared(proposed(OLD, NEW), earlier)]


@settings(max_examples=25, deadline=None)
@given(versions())
def test_every_change_of_substance_has_exactly_one_row(pair: tuple[Document, Document]) -> None:
    found = changes(*pair, form())
    rows = propose_rows(*pair, found, form())
    substance = [
        change.id
        for change in found.changes
        if change.op in ("added", "removed", "modified") and not change.suspect_reading
    ]

    assert substance == [entry.changes[0] for entry in rows]
    assert all(entry.item and entry.before and entry.after for entry in rows)
