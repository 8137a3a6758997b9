"""Every ground a verdict can have, each with the smallest document that gives it."""

from typing import NamedTuple

import pytest
from msgspec.structs import replace

from builders import row
from formed import ALL_ITEM, PRIORITY, checked, item, version
from shinkyu.model.document import Checks, Column, DeclaredRow, Document, Item
from shinkyu.model.form import FormTemplate
from shinkyu.reconcile.messages import catalogue

PLACE = "Ⅱ 特定個人情報ファイルの概要(6. 特定個人情報の保管・消去 保管場所)"
DEPARTMENT = "Ⅰ 基本情報(6. 評価実施機関における担当部署 ①部署)"
OUTSOURCED = "Ⅱ 特定個人情報ファイルの概要(4. 特定個人情報ファイルの取扱いの委託 委託事項1"
HANDLERS = f"{OUTSOURCED} ②委託先における取扱者数)"
AUDIT = "Ⅲ リスク対策(8. 監査 実施の有無)"
SYSTEMS = "Ⅰ 基本情報(2. 特定個人情報ファイルを取り扱う事務において使用するシステム"
DONE_ON = "Ⅴ 評価実施手続(1. 基礎項目評価 ①実施日)"
MEASURES = "Ⅲ リスク対策(3. 特定個人情報の使用 リスク1 リスクに対する措置の内容)"
RECORDS = "(別添１) 特定個人情報ファイル記録項目"
EARLIER, BEFORE = "令和5年4月1日", "令和6年4月1日"

LOCKED = "入退室を管理する庁舎内の、施錠できるサーバ室に保管している。"
CLOUD = "国内のデータセンターに保管し、本市が暗号の鍵を管理している。"
COPIES = "写しは、100キロメートル以上離れた別の建物に保管している。"
ENDLESS = "、".join(f"第{n}号室" for n in range(7_000))
"""So long that two such texts are more than may be held against each other."""


def place(text: str | None, **where: bool) -> Item:
    return item("pi_file.storage.place", text, **where)


def department(text: str) -> Item:
    return item("work.department.name", text)


def handlers(option: str) -> Item:
    return item("pi_file.outsourcing[].handlers", option)


def count(number: int) -> Item:
    return item("pi_file.outsourcing.presence.count", number)


def audit(*marked: str) -> Item:
    return item("risks.audit.presence", list(marked))


def done_on(text: str) -> Item:
    return item("procedure.threshold.done_on", text)


def measures(text: str) -> Item:
    return item("risks.use.linking.measures", text)


def systems(*names: str) -> list[Item]:
    return [item("work.systems[].name", name, member=n) for n, name in enumerate(names, 1)]


def records(*entries: str, title: str = "宛名情報") -> Item:
    return item("records[]", list(entries), title=title)


class Case(NamedTuple):
    """Rows of one table, the last of them judged unless *n* says which, and the documents."""

    verdict: str
    rows: list[tuple[str, str, str]]
    new: list[Item]
    old: list[Item] | None = None
    n: int = -1
    dates: tuple[str, ...] = ()
    form: FormTemplate = PRIORITY
    unread: tuple[Column, ...] = ()
    """Cells of the last row that the source does not say."""


CASES = {
    "after-present": Case("confirmed", [(DEPARTMENT, "市民課", "保険年金課")], [department("保険年金課")]),
    "beginning-present": Case(
        "confirmed", [(MEASURES, "", "「端末の持出しは、所属長の許可を受けた場合に限")],
        [measures("端末の持出しは、所属長の許可を受けた場合に限り、記録を残す。")],
    ),
    "before-and-after-hold": Case("confirmed", [(PLACE, LOCKED, CLOUD)], [place(CLOUD)], [place(LOCKED)]),
    "before-still-there": Case("contradicted", [(PLACE, LOCKED, CLOUD)], [place(LOCKED)]),
    "some-parts-missing": Case(
        "partly", [(PLACE, "(追加)", f"{CLOUD} (省略) {COPIES}")], [place(CLOUD)]
    ),
    "some-items-differ": Case(
        "partly",
        [(f"{OUTSOURCED} ②委託先における取扱者数 ③委託先名)", "",
          "②委託先における取扱者数 10人未満 ③委託先名 株式会社あお")],
        [handlers("10人未満"), item("pi_file.outsourcing[].contractor", "株式会社みどり")],
    ),
    "all-items-agree": Case(
        "confirmed",
        [(f"{OUTSOURCED} ②委託先における取扱者数 ③委託先名)", "",
          "②委託先における取扱者数 10人未満 ③委託先名 株式会社あお")],
        [handlers("10人未満"), item("pi_file.outsourcing[].contractor", "株式会社あお")],
    ),
    "wording-differs": Case(
        "partly", [(PLACE, LOCKED, CLOUD.replace("国内", "県内"))], [place(CLOUD)], [place(LOCKED)]
    ),
    "changed-beside": Case(
        "partly", [(DEPARTMENT, "国保課", "年金課")], [department("市民部保険年金課")], [department("市民部国保課")]
    ),
    "item-unchanged": Case("contradicted", [(PLACE, LOCKED, CLOUD)], [place(CLOUD)], [place(CLOUD)]),
    "passage-unchanged": Case(
        "contradicted", [(PLACE, "(追加)", LOCKED.replace("施錠", "施定"))],
        [place(f"{LOCKED}\n{COPIES}")], [place(LOCKED)],
    ),
    "after-was-there-before": Case(
        "contradicted", [(PLACE, "(追加)", LOCKED)], [place(f"{LOCKED}\n{COPIES}")], [place(LOCKED)]
    ),
    "reversed": Case("contradicted", [(PLACE, CLOUD, LOCKED)], [place(CLOUD)], [place(LOCKED)]),
    "before-differs-from-old": Case("partly", [(PLACE, COPIES, CLOUD)], [place(CLOUD)], [place(LOCKED)]),
    "before-left-by-earlier-row": Case(
        "confirmed", [(PLACE, LOCKED, COPIES), (PLACE, COPIES, CLOUD)],
        [place(CLOUD)], [place(LOCKED)], dates=("令和6年10月1日", "令和7年4月1日"),
    ),
    "before-gone": Case("confirmed", [(PLACE, COPIES, "(削除)")], [place(LOCKED)], [place(LOCKED + COPIES)]),
    "replaced-not-deleted": Case("partly", [(PLACE, COPIES, "")], [place(LOCKED + CLOUD)], [place(LOCKED + COPIES)]),
    "before-absent-now": Case("confirmed", [(PLACE, COPIES, "(削除)")], [place(LOCKED)]),
    "deletion-not-seen": Case("unverifiable", [(f"{SYSTEMS})", "台帳", "削除")], systems("宛名", "税務")),
    "item-not-named": Case(
        "unverifiable", [(f"{SYSTEMS})", "税務", "削除")], systems("宛名システム", "税務システム")
    ),
    "reference-unclear": Case(
        "unverifiable", [("Ⅲ リスク対策 収納台帳に関する表の写しの別添の参考様式の備考", COPIES, "(削除)")],
        [measures(LOCKED), item("risks.others", CLOUD)],
    ),
    "nothing-to-look-for": Case("unverifiable", [(PLACE, "", "(削除)")], [place(LOCKED)]),
    "not-distinctive": Case("unverifiable", [(PLACE, "", "サーバ")], [place(LOCKED)]),
    "no-text-given": Case("unverifiable", [(PLACE, "", "全文変更")], [place(LOCKED)]),
    "item-changed": Case("confirmed", [(PLACE, "", "全文変更")], [place(CLOUD)], [place(LOCKED)]),
    "item-changed-in-part": Case(
        "partly", [(PLACE, "", "全文変更")], [place(f"{LOCKED}\n{CLOUD}")], [place(f"{LOCKED}\n{CLOUD}\n{COPIES}")]
    ),
    "below-heading-changed": Case(
        "confirmed", [(PLACE, "", "＜クラウドにおける措置＞以下の全文")],
        [place(f"＜クラウドにおける措置＞\n{CLOUD}")], [place(f"＜クラウドにおける措置＞\n{LOCKED}")],
    ),
    "member-added": Case(
        "confirmed", [(f"{SYSTEMS} システム2)", "(追加)", "申請管理システム（全て追加）")],
        systems("宛名システム", "申請管理システム"), systems("宛名システム"),
    ),
    "member-removed": Case(
        "confirmed", [(f"{SYSTEMS} システム1)", "税務システム", "削除")],
        systems("宛名システム"), systems("税務システム", "宛名システム"),
    ),
    "title-present": Case(
        "confirmed", [(RECORDS, "記載なし", "<口座情報>を追加")], [records("口座番号", title="口座情報")]
    ),
    "term-unified": Case(
        "confirmed", [("Ⅲ リスク対策(全般)", "「証跡」 「監査証跡」 「ログ」", "「ログ」に統一")],
        [measures("ログを取得する。"), item("risks.others", "ログを点検する。")],
    ),
    "old-term-still-there": Case(
        "partly", [("Ⅲ リスク対策(全般)", "「証跡」", "「ログ」に統一")],
        [measures("ログを取得する。"), item("risks.others", "証跡を点検する。")],
    ),
    "after-absent": Case("contradicted", [(PLACE, "", COPIES)], [place(CLOUD)]),
    "value-undecidable": Case(
        "unverifiable", [(AUDIT, "[]内部監査", "[○]内部監査")],
        [item("risks.audit.presence", Checks(unknown=("自己点検", "内部監査", "外部監査")))],
    ),
    "option-agrees": Case("confirmed", [(HANDLERS, "10人未満", "10人以上50人未満")], [handlers("10人以上50人未満")]),
    "option-differs": Case("contradicted", [(HANDLERS, "10人未満", "10人以上50人未満")], [handlers("10人未満")]),
    "boxes-agree": Case("confirmed", [(AUDIT, "[]内部監査", "[○]内部監査")], [audit("内部監査")]),
    "boxes-differ": Case("contradicted", [(AUDIT, "[]内部監査", "[○]内部監査")], [audit("外部監査")]),
    "count-agrees": Case("confirmed", [(f"{OUTSOURCED[:-5]} 委託の有無)", "3件", "2件")], [count(2)]),
    "count-differs": Case("contradicted", [(f"{OUTSOURCED[:-5]} 委託の有無)", "3件", "2件")], [count(3)]),
    "day-agrees": Case("confirmed", [(DONE_ON, "", "令和7年1月10日")], [done_on("令和７年１月１０日")]),
    "day-differs": Case("contradicted", [(DONE_ON, "", "令和7年1月10日")], [done_on("令和7年1月11日")]),
    "entries-agree": Case(
        "confirmed", [(f"{RECORDS}＜宛名＞", "(追加)", "旧氏、通称")], [records("宛名番号", "旧氏", "通称")]
    ),
    "not-understood": Case("unverifiable", [(PLACE, "", "組織改編に伴う課名等修正")], [place(LOCKED)]),
    "row-unread": Case("unverifiable", [(PLACE, LOCKED, CLOUD)], [place(CLOUD)], unread=("before",)),
    "figure": Case("unverifiable", [(PLACE, "図", "図の差替え")], [place(LOCKED)]),
    "item-not-here": Case("unverifiable", [("(別紙2) (1/2)", LOCKED, CLOUD)], [place(CLOUD)]),
    "item-unread": Case("unverifiable", [(PLACE, LOCKED, CLOUD)], [place(None, unread=True)]),
    "cut-off-text-not-found": Case(
        "unverifiable", [("Ⅲ リスク対策 3. 特定個人情報の使用", "", "「市民が申請の機能から個人番号を入力")],
        [measures(LOCKED), item("risks.use.other", CLOUD)],
    ),
    "later-row-cut-off": Case(
        "unverifiable",
        [(PLACE, "", COPIES), (PLACE, "保管している場所は、次のとおり(", "保管している場所は、次のとおり(")],
        [place(CLOUD)], n=0, dates=(EARLIER, "令和7年4月1日"),
    ),
    "members-renumbered": Case(
        "unverifiable",
        [
            (f"{OUTSOURCED} ③委託先名)", "", "株式会社くろがねシステムズ"),
            (f"{OUTSOURCED[:-5]} 委託の有無)", "1件", "2件"),
        ],
        [count(2), item("pi_file.outsourcing[].contractor", "株式会社あお")], n=0, dates=(EARLIER, "令和7年4月1日"),
    ),
    "too-many-rows": Case(
        "unverifiable", [(PLACE, COPIES, ENDLESS), (PLACE, ENDLESS.replace("第3500号室", "別室"), CLOUD)],
        [place(CLOUD)], n=0, dates=(EARLIER, "令和7年4月1日"),
    ),
    "found-elsewhere": Case("partly", [(MEASURES, "", CLOUD)], [measures(LOCKED), place(CLOUD)]),
    "no-visible-change": Case("unverifiable", [(PLACE, LOCKED, LOCKED)], [place(LOCKED)]),
    "superseded": Case(
        "superseded", [(PLACE, COPIES, LOCKED), (PLACE, LOCKED, CLOUD)],
        [place(CLOUD)], n=0, dates=(EARLIER, "令和7年4月1日"),
    ),
}  # fmt: skip


def test_every_ground_has_a_case_and_a_sentence() -> None:
    """A ground that nothing gives is dead; one without a sentence would not reach the reviewer."""
    assert set(catalogue().why) == set(CASES)


@pytest.mark.parametrize("ground", CASES)
def test_ground(ground: str) -> None:
    case = CASES[ground]
    dates = case.dates or ("令和7年4月1日",) * len(case.rows)
    rows = [row(n, *cells, date=date) for n, (cells, date) in enumerate(zip(case.rows, dates, strict=True), 1)]

    rows[-1] = replace(rows[-1], unread=case.unread)

    judgement = report(case, rows).declared[case.n]

    assert (case.verdict, ground) == (judgement.verdict, judgement.reason)
    assert judgement.why.startswith(catalogue().why[ground].ja)
    assert judgement.why_en.startswith(catalogue().why[ground].en)


def report(case: Case, rows: list[DeclaredRow]):  # type: ignore[no-untyped-def]
    old: Document | None = None
    if case.old is not None:
        old = version(*case.old, published=BEFORE, form=case.form)
    return checked(version(*case.new, rows=rows, form=case.form), old, case.form)


def test_number_inside_a_longer_one_is_not_found() -> None:
    """別表第1 does not stand in 別表第12, and a row that says so is not confirmed."""
    found = checked(version(department("別表第12の項"), rows=[row(1, DEPARTMENT, "", "別表第1")]))

    assert "confirmed" != found.declared[0].verdict


def test_short_addition_that_stands_in_the_item_anyway_is_not_confirmed() -> None:
    found = checked(version(place("市役所の庁舎"), rows=[row(1, PLACE, "(追加)", "庁舎")]))

    assert "unverifiable" == found.declared[0].verdict


def test_spelling_makes_no_difference_to_a_row() -> None:
    new = version(place("サーバーの取り扱いを記録する。"), rows=[row(1, PLACE, "", "サーバの取扱いを記録する。")])

    assert ("confirmed", "after-present") == (checked(new).declared[0].verdict, checked(new).declared[0].reason)


def test_whole_passage_that_stood_twice_may_stand_once_more() -> None:
    old = version(place(f"{LOCKED}\n{COPIES}\n{LOCKED}"), published=BEFORE)
    new = version(place(f"{CLOUD}\n{COPIES}\n{LOCKED}"), rows=[row(1, PLACE, LOCKED, CLOUD)])

    assert "confirmed" == checked(new, old).declared[0].verdict


def test_row_on_all_files_is_judged_by_all_their_copies() -> None:
    def both(text: str, other: str) -> list[Item]:
        return [
            item("pi_file.name", "国民年金台帳ファイル", file=1),
            item("pi_file.storage.place", text, file=1),
            item("pi_file.name", "宛名管理ファイル", file=2),
            item("pi_file.storage.place", other, file=2),
        ]

    old = version(*both(LOCKED, LOCKED), published=BEFORE)
    rows = [row(1, PLACE, LOCKED, CLOUD)]

    assert "confirmed" == checked(version(*both(CLOUD, CLOUD), rows=rows), old).declared[0].verdict
    assert "partly" == checked(version(*both(CLOUD, LOCKED), rows=rows), old).declared[0].verdict


def test_page_of_the_annex_is_judged_by_itself() -> None:
    form = ALL_ITEM
    pages = [
        item("work_figure.page[].remarks", "⑦国保課からDX推進課に渡す。", title="B: 市民との関係", form=form),
        item("work_figure.page[].remarks", "⑦情報政策課に渡す。", title="C: 委託の関係", form=form),
    ]
    cell = "(別添1)事務の内容 B:市民との関係 (備考)⑦"
    new = version(
        *pages, rows=[row(1, cell, "⑦国保課から情報政策課に渡す。", "⑦国保課からDX推進課に渡す。")], form=form
    )

    assert "confirmed" == checked(new, form=form).declared[0].verdict


PAGE_A, PAGE_B = "A: 定期の接種に関する事務の流れ", "B: 臨時の接種に関する事務の流れ"
SENT, NOTED = "①予診票を送付する。", "①会場で接種の記録を登録する。"


def page(title: str, remarks: str) -> list[Item]:
    return [
        item("work_figure.page[].figure", title=title, form=ALL_ITEM, unread=True),
        item("work_figure.page[].remarks", remarks, title=title, form=ALL_ITEM),
    ]


def listed(title: str, *entries: str) -> Item:
    return item("records[]", list(entries), title=title, form=ALL_ITEM)


def annex(new: list[Item], old: list[Item], cell: str, before: str, after: str) -> tuple[str, str, int]:
    """Return verdict and ground of the row, and how many changes are undeclared."""
    rows = [row(1, cell, before, after)]
    found = checked(version(*new, rows=rows, form=ALL_ITEM), version(*old, published=BEFORE, form=ALL_ITEM), ALL_ITEM)
    return found.declared[0].verdict, found.declared[0].reason, len(found.undeclared)


def test_page_that_came_or_went_is_judged_by_its_title() -> None:
    less, more = page(PAGE_A, SENT), [*page(PAGE_A, SENT), *page(PAGE_B, NOTED)]
    cell = f"（別添１）事務の内容 {PAGE_B}"

    assert ("confirmed", 0) == annex(more, less, cell, "新規", f"備考 {NOTED}")[::2]
    assert ("confirmed", 0) == annex(more, less, cell, "新規", PAGE_B)[::2]
    assert ("confirmed", "member-removed", 0) == annex(less, more, cell, PAGE_B, "削除")
    assert ("confirmed", 0) == annex(less, more, cell, f"備考 {NOTED}", "削除")[::2]
    assert ("partly", "before-differs-from-old", 0) == annex(less, more, cell, f"備考 {CLOUD}", "削除")
    assert "confirmed" != annex(more, more, cell, f"備考 {NOTED}", "削除")[0]


def test_new_title_of_a_page_is_declared_by_its_title() -> None:
    title = "B: 臨時接種及び特例接種の流れ"
    old, new = [*page(PAGE_A, SENT), *page(PAGE_B, NOTED)], [*page(PAGE_A, SENT), *page(title, NOTED)]

    for cited in (title, PAGE_B):
        found = annex(new, old, f"（別添１）事務の内容 {cited}", PAGE_B, title)
        assert ("confirmed", "before-and-after-hold", 0) == found
    assert ("partly", "before-differs-from-old", 0) == annex(new, old, f"(別添1)事務の内容 {title}", CLOUD, title)
    assert "contradicted" == annex(new, new, f"(別添1)事務の内容 {title}", PAGE_B, title)[0]


def test_list_that_came_or_went_is_judged_by_its_title() -> None:
    kept, other = listed("接種記録情報", "接種日", "接種医"), listed("新型感染症予防接種情報", "接種券番号", "旅券番号")
    cell = "（別添２）特定個人情報ファイル記録項目 新型感染症予防接種情報"

    assert ("confirmed", 0) == annex([kept, other], [kept], cell, "新規", "接種券番号\n旅券番号")[::2]
    assert ("confirmed", "member-removed", 0) == annex([kept], [kept, other], cell, "接種券番号\n旅券番号", "削除")
    assert "partly" == annex([kept], [kept, other], cell, "接種日\n旅券番号", "削除")[0]


def test_list_that_a_row_deletes_by_its_title_is_missing_in_one_version_too() -> None:
    cell = "(別添2) 特定個人情報ファイル記録項目"
    new = version(
        listed("接種記録情報", "接種日", "受付番号"),
        rows=[row(1, cell, "<新型感染症予防接種情報> (追加)", "(削除) <接種記録情報> 受付番号")],
        form=ALL_ITEM,
    )

    assert "confirmed" == checked(new, form=ALL_ITEM).declared[0].verdict


def test_added_entry_may_stand_elsewhere_in_the_list() -> None:
    old = ["宛名番号", "氏名", "住所"]

    def verdict(*new: str) -> str:
        rows = [row(1, f"{RECORDS}＜宛名情報＞", "(追加)", "口座番号\n氏名\n更新日")]
        return checked(version(records(*new), rows=rows), version(records(*old), published=BEFORE)).declared[0].verdict

    assert "confirmed" == verdict(*old, "口座番号", "氏名", "更新日")
    assert "confirmed" == verdict("宛名番号", "住所", "口座番号", "氏名", "更新日")
    assert "partly" == verdict(*old, "口座番号", "更新日")


def test_entry_that_stood_twice_may_stand_once_more() -> None:
    rows = [row(1, f"{RECORDS}＜宛名情報＞", "氏名", "(削除)")]
    old, new = records("氏名", "住所", "氏名"), records("氏名", "住所")

    assert "confirmed" == checked(version(new, rows=rows), version(old, published=BEFORE)).declared[0].verdict


def test_boxes_may_differ_in_their_brackets_only() -> None:
    boxes = ("接続しない（提供）", "接続しない（入手）")

    def verdict(on: str, cell: str) -> str:
        value = Checks((on,), tuple(box for box in boxes if box != on))
        return checked(version(item("risks.audit.presence", value), rows=[row(1, AUDIT, "", cell)])).declared[0].verdict

    assert "confirmed" == verdict("接続しない（提供）", "[ ]接続しない（入手）")
    assert "confirmed" == verdict("接続しない（入手）", "[○]接続しない（入手）")
    assert "contradicted" == verdict("接続しない（提供）", "[○]接続しない（入手）")
    assert "unverifiable" == verdict("接続しない（提供）", "[○]接続しない")


OPTIONS = "Ⅱ 特定個人情報ファイルの概要(2. 基本情報 ④記録される項目 主な記録項目)"
OTHER, RESIDENT = "その他", "その他住民票関係情報"


@pytest.mark.parametrize(
    ("verdict", "before", "after", "was", "now"),
    [
        ("confirmed", "(追加)", OTHER, [RESIDENT], [RESIDENT, OTHER]),
        ("contradicted", "(追加)", OTHER, [RESIDENT], [RESIDENT]),
        ("confirmed", OTHER, "(削除)", [RESIDENT, OTHER], [RESIDENT]),
        ("contradicted", OTHER, "(削除)", [RESIDENT, OTHER], [RESIDENT, OTHER]),
        ("confirmed", "(追加)", f"{OTHER}、{RESIDENT}", ["個人番号"], [RESIDENT, OTHER]),
        ("partly", "(追加)", f"{OTHER}、{RESIDENT}", ["個人番号"], [RESIDENT]),
    ],
)
def test_option_is_known_by_its_whole_name(
    verdict: str, before: str, after: str, was: list[str], now: list[str]
) -> None:
    def boxes(*marked: str) -> Item:
        return item("pi_file.basics.records.main", list(marked))

    found = checked(version(boxes(*now), rows=[row(1, OPTIONS, before, after)]), version(boxes(*was), published=BEFORE))

    assert verdict == found.declared[0].verdict


def test_boxes_are_held_against_the_older_version_and_their_remarks_to_the_end() -> None:
    def verdict(before: str, after: str) -> str:
        old = item("risks.audit.presence", Checks(("自己点検",), ("外部監査",)))
        new = item("risks.audit.presence", Checks(("自己点検", "外部監査"), (), notes={"外部監査": "毎年度"}))
        rows = [row(1, AUDIT, before, after)]
        return checked(version(new, rows=rows), version(old, published=BEFORE)).declared[0].verdict

    assert "confirmed" == verdict("[ ]外部監査", "[○]外部監査(毎年度)")
    assert "partly" == verdict("[ ]外部点検", "[○]外部監査(毎年度)")
    assert "partly" == verdict("[ ]外部監査", "[○]外部監査(毎")
