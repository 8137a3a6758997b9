"""Rows on options, days, boxes, numbers and record items: what the item says now and what it said before."""

import pytest

from builders import row
from formed import address, checked, item, version
from shinkyu.model.document import Checks, ChoiceItem, Item

PLACE = "Ⅱ 特定個人情報ファイルの概要(6. 特定個人情報の保管・消去 保管場所)"
OUTSOURCED = "Ⅱ 特定個人情報ファイルの概要(4. 特定個人情報ファイルの取扱いの委託 委託事項1"
HANDLERS = f"{OUTSOURCED} ②委託先における取扱者数)"
AUDIT = "Ⅲ リスク対策(8. 監査 実施の有無)"
DONE_ON = "Ⅴ 評価実施手続(1. 基礎項目評価 ①実施日)"
RECORDS = "(別添１) 特定個人情報ファイル記録項目"
TITLED = "（別添１）特定個人情報ファイル記録項目 宛名情報"
EARLIER = "令和6年4月1日"

LOCKED = "入退室を管理する庁舎内の、施錠できるサーバ室に保管している。"
CLOUD = "国内のデータセンターに保管し、本市が暗号の鍵を管理している。"
COPIES = "写しは、100キロメートル以上離れた別の建物に保管している。"

FEW, SOME, MANY = "10人未満", "10人以上50人未満", "50人以上100人未満"
NAME = item("pi_file.outsourcing[].name", "台帳への入力")


def handlers(option: str) -> Item:
    return item("pi_file.outsourcing[].handlers", option)


def handlers_of_two_marks() -> Item:
    place = address("pi_file.outsourcing[].handlers")
    return ChoiceItem("pi_file.outsourcing[].handlers", place, place[-1], "undecidable", None)


def place(text: str) -> Item:
    return item("pi_file.storage.place", text)


def audit(on: str = "", off: str = "", unknown: str = "") -> Item:
    return item("risks.audit.presence", Checks(tuple(on.split()), tuple(off.split()), tuple(unknown.split())))


def done_on(text: str) -> Item:
    return item("procedure.threshold.done_on", text)


def records(*entries: str, title: str = "宛名情報") -> Item:
    return item("records[]", list(entries), title=title)


def judged(cells: tuple[str, str, str], new: list[Item], old: list[Item] | None = None) -> tuple[str, str]:
    """Return verdict and ground of a row with these cells."""
    earlier = version(*old, published=EARLIER) if old is not None else None
    found = checked(version(*new, rows=[row(1, *cells)]), earlier).declared[0]
    return found.verdict, found.reason


@pytest.mark.parametrize(
    ("verdict", "ground", "cells", "new", "old"),
    [
        ("contradicted", "reversed", (HANDLERS, FEW, SOME), [NAME, handlers(FEW)], [NAME, handlers(SOME)]),
        ("contradicted", "option-differs", (HANDLERS, FEW, SOME), [NAME, handlers(MANY)], [NAME, handlers(FEW)]),
        ("partly", "wording-differs", (HANDLERS, "", "10人以上"), [handlers(SOME)], None),
        ("contradicted", "option-differs", (HANDLERS, "", "10人"), [handlers(SOME)], None),
        ("unverifiable", "value-undecidable", (HANDLERS, FEW, SOME), [handlers_of_two_marks()], None),
        ("partly", "wording-differs", (DONE_ON, "", "令和7年1月10日"), [done_on("令和7年1月から3月まで")], None),
        ("contradicted", "after-absent", (PLACE, "", "[○]内部監査"), [place(LOCKED)], None),
        ("contradicted", "after-absent", (RECORDS, "1", "2"), [records("氏名", "住所")], [records("氏名", "住所")]),
    ],
)
def test_value_is_judged_by_what_its_kind_can_say(
    verdict: str, ground: str, cells: tuple[str, str, str], new: list[Item], old: list[Item] | None
) -> None:
    assert (verdict, ground) == judged(cells, new, old)


@pytest.mark.parametrize(
    ("verdict", "ground", "before", "after", "now", "was"),
    [
        (
            "contradicted", "reversed", "[○]自己点検 []内部監査", "[]自己点検 [○]内部監査",
            audit("自己点検", off="内部監査"), audit("内部監査", off="自己点検"),
        ),
        (
            "contradicted", "boxes-differ", "[○]自己点検 []内部監査", "[]自己点検 [○]内部監査",
            audit("自己点検", off="内部監査"), audit("自己点検", off="内部監査"),
        ),
        ("contradicted", "boxes-differ", "[]外部監査", "[○]外部監査(毎年度)", audit("外部監査"), None),
        ("unverifiable", "value-undecidable", "", "監査の計画", audit(unknown="自己点検 内部監査"), None),
        (
            "confirmed", "boxes-agree", "外部監査", "",
            audit("自己点検", off="外部監査"), audit("外部監査", off="自己点検"),
        ),
    ],
)  # fmt: skip
def test_boxes_are_judged_by_their_marks(
    verdict: str, ground: str, before: str, after: str, now: Item, was: Item | None
) -> None:
    assert (verdict, ground) == judged((AUDIT, before, after), [now], None if was is None else [was])


@pytest.mark.parametrize(
    ("before", "verdict"),
    [
        ("全く別の記載があった。", "partly"),
        ("内部監査", "confirmed"),
        ("自己点検のみ", "confirmed"),
        ("チェックなし", "confirmed"),
        ("-", "confirmed"),
    ],
)
def test_words_before_a_box_was_ticked_must_be_of_the_item(before: str, verdict: str) -> None:
    now, was = audit("自己点検 内部監査"), audit("自己点検", off="内部監査")

    assert verdict == judged((AUDIT, before, "[○]内部監査"), [now], [was])[0]


def test_numbers_with_labels_are_each_judged_by_the_item_of_their_label() -> None:
    counts = [
        item("pi_file.provision.presence.provided.count", 3),
        item("pi_file.provision.presence.transferred.count", 4),
    ]

    def verdict(after: str) -> tuple[str, str]:
        return judged(("Ⅱ 5 提供・移転の有無", "", after), counts)

    assert ("confirmed", "all-items-agree") == verdict("提供を行っている 3件 移転を行っている 4件")
    assert ("partly", "some-items-differ") == verdict("提供を行っている 3件 移転を行っている 2件")


@pytest.mark.parametrize(
    ("before", "verdict"),
    [("3件", "confirmed"), ("", "partly"), ("新規", "partly"), ("2件", "partly"), ("全く別の記載があった。", "partly")],
)
def test_what_stood_before_a_number_is_the_number_that_stood_there(before: str, verdict: str) -> None:
    now, was = (item("pi_file.provision.presence.provided.count", count) for count in (4, 3))

    assert verdict == judged(("Ⅱ 5 提供・移転の有無", before, "提供を行っている 4件"), [now], [was])[0]
    assert verdict == judged(("Ⅱ 5 提供・移転の有無 提供を行っている 件", before, "4件"), [now], [was])[0]


def test_row_of_which_one_part_is_untrue_and_the_other_unread_is_contradicted() -> None:
    contractor = item("pi_file.outsourcing[].contractor", None, unread=True)
    cells = (
        f"{OUTSOURCED} ②委託先における取扱者数 ③委託先名)",
        "",
        "②委託先における取扱者数 10人未満 ③委託先名 株式会社あお",
    )

    assert ("contradicted", "some-items-differ") == judged(cells, [handlers(SOME), contractor])


@pytest.mark.parametrize(
    ("verdict", "now", "was"),
    [
        ("partly", f"{LOCKED}{COPIES}", f"{COPIES}{LOCKED}{COPIES}"),
        ("contradicted", f"{LOCKED}{COPIES}", f"{COPIES}{CLOUD}"),
        ("contradicted", f"{LOCKED}{COPIES}", f"{LOCKED}{COPIES}"),
    ],
)
def test_deleted_text_that_still_stands_is_at_best_partly_gone(verdict: str, now: str, was: str) -> None:
    assert (verdict, "before-still-there") == judged((PLACE, COPIES, "(削除)"), [place(now)], [place(was)])


@pytest.mark.parametrize("after", ["サーバ室", "入退室を管理する庁舎内の、施錠できるサーバ室"])
def test_shortened_text_of_which_all_still_stands_is_contradicted(after: str) -> None:
    assert ("contradicted", "before-still-there") == judged((PLACE, LOCKED, after), [place(LOCKED + COPIES)])


def test_list_with_a_new_title_is_judged_by_its_title_alone() -> None:
    cells = (TITLED, "宛名情報", "宛名管理情報")

    assert ("confirmed", "title-present") == judged(cells, [records("氏名", title="宛名管理情報")])
    assert ("unverifiable", "item-not-here") == judged(cells, [place(LOCKED)], [place(LOCKED)])


SYSTEMS = "Ⅰ 基本情報(2. 特定個人情報ファイルを取り扱う事務において使用するシステム"
TAX, CARE = "個人住民税の課税の台帳を管理する。", "介護保険の資格を管理する。"


def systems(*names: str) -> list[Item]:
    return [item("work.systems[].name", name, member=n) for n, name in enumerate(names, 1)]


@pytest.mark.parametrize(
    ("verdict", "ground", "cell", "before", "after"),
    [
        ("confirmed", "member-removed", "システム1", "税務システム", "削除"),
        ("confirmed", "member-removed", "システム1", f"税務システム {TAX}", "削除"),
        ("partly", "before-differs-from-old", "システム1", f"税務システム {CARE}", "削除"),
        # The row says that it became another one, and not that it went.
        ("unverifiable", "item-not-here", "システム2", "税務システム", "台帳システム"),
    ],
)
def test_member_that_went_is_one_whose_words_the_row_quotes_and_that_it_calls_deleted(
    verdict: str, ground: str, cell: str, before: str, after: str
) -> None:
    old = [*systems("税務システム", "宛名システム"), item("work.systems[].functions", TAX)]
    old = old if cell == "システム1" else systems("宛名システム", "税務システム")

    assert (verdict, ground) == judged((f"{SYSTEMS} {cell})", before, after), systems("宛名システム"), old)


def test_member_of_another_number_than_the_cell_cites_is_not_the_one_that_came() -> None:
    cells = (f"{SYSTEMS} システム1)", "", "システム2の全て")
    new = systems("宛名システム", "税務システム")

    assert ("unverifiable", "no-text-given") == judged(cells, new)
    assert ("partly", "wording-differs") == judged(cells, new, systems("税務システム"))


@pytest.mark.parametrize(
    ("verdict", "ground", "before", "now", "was"),
    [
        ("contradicted", "item-unchanged", LOCKED, CLOUD.replace("国内", "県内"), CLOUD.replace("国内", "県内")),
        ("confirmed", "after-present", LOCKED, CLOUD, None),
        ("contradicted", "after-absent", LOCKED, COPIES, None),
    ],
)
def test_item_is_held_against_the_older_one_only_where_that_was_read(
    verdict: str, ground: str, before: str, now: str, was: str | None
) -> None:
    old = place(was) if was else item("pi_file.storage.place", None, unread=True)

    assert (verdict, ground) == judged((PLACE, before, CLOUD), [place(now)], [old])


@pytest.mark.parametrize(
    ("shown", "cell", "before", "after", "now"),
    [
        ("氏名\n住所", RECORDS, "", "旅券番号", records("氏名", "住所")),
        ("[○]自己点検", AUDIT, "", "監査の基準に基づく外部の者による監査", audit("自己点検")),
        ("[○]自己点検 (年度末の点検)", AUDIT, "年度末の点検", "年度初めの点検", "note"),
    ],
)
def test_boxes_and_lists_are_shown_whole_as_evidence(
    shown: str, cell: str, before: str, after: str, now: Item | str
) -> None:
    noted = item("risks.audit.presence", Checks(("自己点検",), (), notes={"自己点検": "年度末の点検"}))
    found = checked(version(noted if isinstance(now, str) else now, rows=[row(1, cell, before, after)]))

    assert [shown] == [evidence.quotation for evidence in found.declared[0].evidence]


def test_text_quoted_of_a_question_is_looked_for_in_the_answer_below_it() -> None:
    cell = "Ⅲ リスク対策(3. 特定個人情報の使用 リスク2 ユーザ認証の管理)"
    asked = item("risks.use.unauthorised.authentication", "行っている")
    answered = item("risks.use.unauthorised.authentication.method", "職員ごとに静脈による認証を行う。")

    assert ("confirmed", "after-present") == judged((cell, "", "職員ごとに静脈による認証を行う。"), [asked, answered])


BLUE, GREEN = "株式会社あおぞら情報サービス", "株式会社みどりシステム開発"


def outsourced(*members: tuple[str, str]) -> list[Item]:
    return [
        item(f"pi_file.outsourcing[].{leaf}", text, member=n)
        for n, pair in enumerate(members, 1)
        for leaf, text in zip(("name", "contractor"), pair, strict=True)
    ]


def test_new_member_had_nothing_before() -> None:
    first, second = ("台帳への入力", BLUE), ("帳票の印刷", GREEN)
    cell = OUTSOURCED.replace("委託事項1", "委託事項2 ③委託先名)")

    def verdict(before: str) -> tuple[str, str]:
        return judged((cell, before, GREEN), outsourced(first, second), outsourced(first))

    assert ("confirmed", "member-added") == verdict("")
    assert ("partly", "before-differs-from-old") == verdict(BLUE)
    cells = (OUTSOURCED.replace("委託事項1", "委託事項2)"), GREEN, "新規")
    assert ("partly", "before-differs-from-old") == judged(cells, outsourced(first, second), outsourced(first))


@pytest.mark.parametrize(
    ("before", "after", "now", "was"),
    [
        # One of two was changed; a short text does not say which was meant.
        ("市民課", "保険課", "鍵は保険課及び市民課で管理する。", "鍵は市民課及び市民課で管理する。"),
        (LOCKED, CLOUD, LOCKED + CLOUD, None),
        (LOCKED, "施錠できるサーバ室", f"{LOCKED}施錠できるサーバ室は三つある。", None),
    ],
)
def test_replaced_text_that_still_stands_beside_the_new_one_is_partly_replaced(
    before: str, after: str, now: str, was: str | None
) -> None:
    old = None if was is None else [place(was)]

    assert ("partly", "before-still-there") == judged((PLACE, before, after), [place(now)], old)


def test_rewritten_items_are_all_those_the_cell_names() -> None:
    cell = f"{OUTSOURCED} ②委託先における取扱者数 ③委託先名)"
    old = [*outsourced(("台帳への入力", BLUE)), handlers(FEW)]

    def verdict(option: str) -> tuple[str, str]:
        return judged((cell, "", "全文変更"), [*outsourced(("台帳への入力", GREEN)), handlers(option)], old)

    assert ("confirmed", "item-changed") == verdict(SOME)
    assert ("partly", "some-items-differ") == verdict(FEW)


def test_count_of_a_part_is_the_one_that_changed() -> None:
    names = "pi_file.outsourcing.presence.count", "pi_file.provision.presence.provided.count"

    def counts(*numbers: int) -> list[Item]:
        return [item(name, number) for name, number in zip(names, numbers, strict=True)]

    cells = ("Ⅱ 特定個人情報ファイルの概要", "3件", "2件")

    assert ("confirmed", "before-and-after-hold") == judged(cells, counts(2, 2), counts(2, 3))
    assert ("contradicted", "item-unchanged") == judged(cells, counts(2, 2), counts(2, 2))


def test_list_whose_title_matches_none_of_the_older_version_was_not_renamed() -> None:
    new, old = [records("氏名", title="宛名管理情報")], [records("口座番号", title="口座情報")]

    assert ("unverifiable", "item-not-here") == judged((TITLED, "宛名情報", "宛名管理情報"), new, old)


@pytest.mark.parametrize(
    ("target", "cells", "new", "old"),
    [
        (("Ⅱ", "6", "保管場所"), (PLACE, "(追加)", LOCKED), [place(f"{LOCKED}\n{COPIES}")], [place(LOCKED)]),
        (("別添1", "宛名情報"), (TITLED, "宛名管理情報", "宛名情報"), [records("氏名")], [records("氏名")]),
    ],
)
def test_row_that_is_contradicted_says_by_what(
    target: tuple[str, ...], cells: tuple[str, str, str], new: list[Item], old: list[Item]
) -> None:
    found = checked(version(*new, rows=[row(1, *cells)]), version(*old, published=EARLIER)).declared[0]

    assert ("contradicted", [(target, "value")]) == (found.verdict, [(t.address, t.by) for t in found.targets])


def test_remark_of_a_box_is_shown_with_its_boxes() -> None:
    noted = item("risks.audit.presence", Checks(("自己点検", "外部監査"), (), notes={"外部監査": "計画に基づく監査"}))
    found = checked(version(noted, rows=[row(1, AUDIT, "", "計画に基づく監査")])).declared[0]

    assert ["[○]自己点検、[○]外部監査 (計画に基づく監査)"] == [evidence.quotation for evidence in found.evidence]
