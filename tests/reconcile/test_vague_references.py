"""Rows whose 項目 cell was cut off or names no item: what the cells say tells which item is meant."""

from builders import row
from formed import ALL_ITEM, PRIORITY, checked, item, version
from shinkyu.model.document import DeclaredRow, Item
from shinkyu.model.form import FormTemplate
from shinkyu.model.report import Judgement

FIRST, THIRD = "令和3年4月1日", "令和7年4月1日"
CUT_LEAKS = "Ⅲ リスク対策 7. 特定個人情報の保管・消"
SYSTEMS = "Ⅰ 基本情報 2. 特定個人情報ファイルを取"
OUTSOURCING = "Ⅱ 特定個人情報ファイルの概要 4. 特定個人情報ファイルの取扱いの委託"
ACCIDENT = item("risks.storage.leak.accident", "発生なし")


def judged(
    *rows: DeclaredRow, new: list[Item], form: FormTemplate = PRIORITY, old: list[Item] | None = None
) -> list[Judgement]:
    older = version(*old, published=FIRST, form=form) if old is not None else None
    return list(checked(version(*new, rows=rows, form=form), older, form).declared)


def test_option_points_at_the_only_item_of_the_block_that_has_it() -> None:
    measures = item("risks.storage.leak.other_measures", "施錠する。")

    (found,) = judged(row(1, CUT_LEAKS, "発生あり", "発生なし"), new=[ACCIDENT, measures])

    assert ("confirmed", "option-agrees", ACCIDENT.address) == (found.verdict, found.reason, found.targets[0].address)


def test_day_points_at_the_only_day_of_the_block() -> None:
    done_on = item("procedure.threshold.done_on", "令和6年12月9日")
    level = item("procedure.threshold.result", None)

    (found,) = judged(
        row(1, "Ⅴ 評価実施手続 1. 基礎項目評価", "平成27年9月30日 時点", "平成31年4月1日 時点"), new=[done_on, level]
    )

    assert ("contradicted", "day-differs", done_on.address) == (found.verdict, found.reason, found.targets[0].address)


def test_row_that_was_replaced_is_about_the_item_of_the_later_row() -> None:
    name = item("work.department.name", "こども課")
    rows = (
        row(1, "I 基本情報 6. 評価実施機関における担", "福祉課", "子育て課", date=FIRST),
        row(2, "I 基本情報 6. 評価実施機関における担", "子育て課", "こども課", date=THIRD),
    )

    first, second = judged(*rows, new=[name, item("work.department.head", "こども課長")])

    assert [("superseded", name.address), ("confirmed", name.address)] == [
        (j.verdict, j.targets[0].address) for j in (first, second)
    ]


def test_name_of_like_letters_does_not_take_up_another() -> None:
    """税務システム and 介護保険システム share a word, and are two systems."""
    names = ["福祉総合システム", "税務システム"]
    new = [item("work.systems[].name", name, member=n) for n, name in enumerate(names, 1)]
    new.append(item("work.systems[].functions", "介護保険システム、申請管理システムと連携する。"))
    rows = (
        row(1, SYSTEMS, "市税オンラインシステム", "税務システム", date=FIRST),
        row(2, SYSTEMS, "介護保険システム", "介護保険システム、申請管理システム", date=THIRD),
    )

    first, _ = judged(*rows, new=new)

    assert ("confirmed", new[1].address) == (first.verdict, first.targets[0].address)


def test_short_text_is_known_by_the_heading_it_was_put_under() -> None:
    risks = item(
        "risks.outsourcing.other", "<委託先による不正な提供のリスク>\n契約で禁じる。委託先の点検に係る記録を残す。"
    )
    cell = "「委託先における不正な提供のリスク」に「委託先の点検に係る"

    (found,) = judged(row(1, "Ⅲ リスク対策 4. 特定個人情報ファイルの取", "", cell), new=[risks])

    assert ("confirmed", risks.address) == (found.verdict, found.targets[0].address)


def test_cells_cut_off_before_what_changed_say_nothing() -> None:
    linked = "介護保険システム、福祉総合システム、健康情報システム、子育て支援システム"
    rows = [row(n, SYSTEMS, linked, f"{linked}、", date=THIRD) for n in (1,)]
    full = "番号連携システムから受け取った所得の情報を、申請の審査に用いるための機能及び受"
    others = [row(n, SYSTEMS, "", full[n:] + "給者を", date=THIRD) for n in (2, 3, 4)]

    (found, *_) = judged(*rows, *others, new=[item("work.systems[].functions", f"{linked}、申請システムと連携する。")])

    assert ("unverifiable", "no-visible-change") == (found.verdict, found.reason)


def test_item_that_holds_the_text_is_meant_though_nothing_is_shown() -> None:
    head, tail = (
        "第1欄(情報照会者)に「市町村長」が含まれる項のうち、第2欄(事務)に「児童手当法によ",
        "る支給」が含まれる項",
    )
    basis = item("work.network.legal_basis", head + tail)
    cut = "Ⅰ 基本情報-「5. 情報提供ネットワークシステムによる"
    others = [row(n, cut, "", f"{head[n:-1]}に") for n in (2, 3, 4)]

    (found, *_) = judged(row(1, cut, head, head), *others, new=[item("work.network.use", "実施する"), basis])

    assert ("unverifiable", basis.address) == (found.verdict, found.targets[0].address)


def test_member_that_was_renumbered_may_say_nearly_what_the_row_says() -> None:
    heading = "オンライン資格確認の準備のための中間サーバー等システムへの被保険者異動情報の提供"
    new = [
        item("work.systems[].functions", heading.replace("等システム", "等") + "\n異動情報を送信する。", member=1),
        item("work.systems[].functions", "資格の履歴を管理する。", member=2),
    ]
    cell = "Ⅰ 基本情報 2. 特定個人情報ファイルを取り扱う事務において使用するシステム システム2 ②システムの機能"

    (found,) = judged(row(1, cell, "記載なし", f"<{heading}>以下の文"), new=new)

    assert ("partly", new[0].address) == (found.verdict, found.targets[0].address)


def test_change_of_a_figure_cannot_be_seen() -> None:
    page = {"title": "B: 市民と事務の関係", "form": ALL_ITEM}
    new = [
        item("work_figure.page[].figure", ["個人番号を含まない情報"], **page),
        item("work_figure.page[].remarks", "①届出を受け付ける。", **page),
    ]
    cell = "(別添1) 事務の内容 B: 市民と事務の関係"

    (found,) = judged(row(1, cell, "図 ⑧:個人番号を含む情報", "⑧:個人番号を含まない情報"), new=new, form=ALL_ITEM)

    assert ("unverifiable", "figure") == (found.verdict, found.reason)


def outsourced(*names: str) -> list[Item]:
    items = []
    for n, name in enumerate(names, 1):
        items.append(item("pi_file.outsourcing[].name", name, member=n, form=ALL_ITEM))
        items.append(item("pi_file.outsourcing[].content", f"{name}を委託する。", member=n, form=ALL_ITEM))
    return items


def test_member_named_in_brackets_is_the_one_that_was_deleted() -> None:
    deleted = row(1, f"{OUTSOURCING} ①委託内容 (施術療養費の番号配列・整理)", "", "(削除)")

    (alone,) = judged(deleted, new=outsourced("帳票の印刷", "データの入力"), form=ALL_ITEM)
    (found,) = judged(
        deleted,
        new=outsourced("帳票の印刷", "データの入力"),
        old=outsourced("帳票の印刷", "施術療養費の番号配列・整理", "データの入力"),
        form=ALL_ITEM,
    )
    (still,) = judged(deleted, new=outsourced("帳票の印刷", "施術療養費の番号配列・整理"), form=ALL_ITEM)

    assert ("confirmed", "before-absent-now") == (alone.verdict, alone.reason)
    assert ("confirmed", "member-removed") == (found.verdict, found.reason)
    assert "contradicted" == still.verdict


def test_member_deleted_by_name_is_told_by_the_names_that_are_left() -> None:
    """An item of another member whose page is lost hides no name."""
    deleted = row(1, f"{OUTSOURCING} ①委託内容 (施術療養費の番号配列・整理)", "", "(削除)")
    lost = item("pi_file.outsourcing[].contractor", unread=True, form=ALL_ITEM)

    (found,) = judged(deleted, new=[*outsourced("帳票の印刷"), lost], form=ALL_ITEM)

    assert ("confirmed", "before-absent-now") == (found.verdict, found.reason)


def test_member_deleted_by_name_is_no_other_of_like_name() -> None:
    deleted = row(1, f"{OUTSOURCING} 委託事項3 (健康福祉局保険部収納管理課の通知の印刷)", "", "削除")
    kept = ["帳票の入力", "健康福祉局保険部医療保険課の通知の印刷"]

    (found,) = judged(
        deleted,
        new=outsourced(*kept),
        old=outsourced(*kept, "健康福祉局保険部収納管理課の通知の印刷"),
        form=ALL_ITEM,
    )

    assert ("confirmed", "member-removed") == (found.verdict, found.reason)


def test_member_that_bears_its_name_was_not_deleted() -> None:
    cell = f"{OUTSOURCING} 委託事項2"

    (found,) = judged(row(1, cell, "データの入力", "削除"), new=outsourced("帳票の印刷", "データの入力"), form=ALL_ITEM)

    assert ("contradicted", "before-still-there") == (found.verdict, found.reason)


def test_reference_that_quotes_what_was_deleted_is_understood() -> None:
    cell = "Ⅲ リスク対策 (2) 滞納情報ファイル"
    new = [item("risks.audit.presence", ["自己点検"]), ACCIDENT]

    (found,) = judged(row(1, cell, "(2) 滞納情報ファイル", "(削除)"), new=new)

    assert ("confirmed", "before-absent-now") == (found.verdict, found.reason)
