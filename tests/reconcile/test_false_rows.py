"""Rows that are not true: none of them is confirmed, with the older version at hand or without it."""

from typing import NamedTuple

import pytest

from builders import row
from formed import checked, item, version
from shinkyu.model.document import Document, Item
from shinkyu.model.report import Judgement, Report

PLACE = "Ⅱ 特定個人情報ファイルの概要(6. 特定個人情報の保管・消去 保管場所)"
LOCKED = "サーバー室の出入口に監視カメラを設置し、入退室の記録を7年間保存する。"
LOGGED = "端末の操作の記録は、情報政策課が毎月点検し、結果を所属長に報告する。"
COPY = "写しを100キロメートル離れた建物に保管している。"
KEYS = "保管庫の鍵は、情報政策課の職員が管理する。"
SENT = "市民課は、窓口及び郵送で受け付けた申請を、その日のうちに登録することとし、番号法第19条第8号による。"
ALL = f"{LOCKED}\n{LOGGED}\n{KEYS}\n{SENT}"
HEADED = "<運用における措置>\n{}\n<中間サーバーにおける措置>\n{}"


def place(text: str) -> Item:
    return item("pi_file.storage.place", text)


def report(before: str, after: str, now: str, was: str | None = None) -> Report:
    old: Document | None = version(place(was), published="令和6年4月1日") if was is not None else None
    return checked(version(place(now), rows=[row(1, PLACE, before, after)]), old)


def judged(before: str, after: str, now: str, was: str | None = None) -> Judgement:
    return report(before, after, now, was).declared[0]


class False_(NamedTuple):
    """The cells of a row, what the item prints, and what it printed before."""

    before: str
    after: str
    now: str = ALL
    was: str | None = None


FALSE_ROWS = {
    "words-scattered-over-a-sentence": False_("", "・サーバー室の出入口に 記録 保存 する"),
    "halves-of-two-sentences": False_("", "サーバー室の出入口に監視カメラを 職員が管理する。"),
    "end-of-a-list-entry-only": False_("", "窓口及び郵送で受け付けた申請を 番号法第19条第8号"),
    "sentence-that-goes-on-in-a-list": False_(
        "", "申請の受付の監視。", "申請の受付の監視、帳票の出力、プログラムの保守及び障害時の復旧",
    ),
    "sentence-that-goes-on": False_("", "端末の操作の記録は、情報政策課が毎月点検。"),
    "sentence-denied-at-its-end": False_("", "記録を外部に提供する。", "記録を外部に提供することはない。"),
    "pieces-in-another-order": False_("", f"{KEYS} {LOCKED}"),
    "word-that-is-all-over-the-item": False_("ネコ", "保存"),
    "word-that-stands-once": False_("象", "毎月"),
    "particle": False_("犬", "職員"),
    "short-entry-added": False_("", "(追加) 郵送"),
    "short-word-for-a-citation": False_("地方税法", "番号法"),
    "number-of-another-thing": False_("10人", "7年間"),
    "three-short-words": False_("", "監視カメラ (省略) 郵送 (省略) 点検"),
    "citation-that-was-not-put": False_("番号法第19条第7号", "番号法第19条第9号"),
    "one-letter-of-a-number": False_("第9号", "第19条第8"),
    "never-there": False_(COPY, "(削除)", ALL, f"{ALL}\n追加の文。"),
    "all-of-it-rewritten": False_("", "全文変更", ALL, ALL.replace("毎月", "毎週")),
    "all-of-it-rewritten-in-spelling": False_("", "全文変更", ALL, ALL.replace("サーバー", "サーバ")),
    "words-scattered-compared": False_("", "・サーバー室の出入口に 記録 保存 する", ALL, f"{LOGGED}\n{KEYS}"),
    "short-word-not-put": False_("毎週", "毎日", ALL, ALL.replace("毎月", "毎週")),
    "other-heading-changed": False_(
        "", "＜運用における措置＞以下の全文", HEADED.format(LOCKED, LOGGED), HEADED.format(LOCKED, KEYS)
    ),
    "below-heading-in-other-spelling": False_(
        "", "＜運用における措置＞以下の全文", HEADED.format(LOCKED, LOGGED),
        HEADED.format(LOCKED.replace("サーバー", "サーバ"), KEYS),
    ),
    "article-of-which-a-branch-is-cited": False_("番号法第18条", "番号法第19条", "根拠は番号法第19条の2とする。"),
    "number-in-kanji-inside-a-longer-one": False_("", "十人の職員が交替で管理する。", "二十人の職員が交替で管理する。"),
    "number-behind-a-decimal-point": False_("", "5メートル以上離して保管する。", "2.5メートル以上離して保管する。"),
    "number-behind-thousands": False_("", "500件以下の場合に限り提供する。", "1,500件以下の場合に限り提供する。"),
    "word-that-is-denied": False_("", "承認の申請の記録を確認する。", "未承認の申請の記録を確認する。"),
    "sentence-denied-behind-it": False_(
        "記録を外部に提供しない", "記録を外部に提供する", "記録を外部に提供することはない。",
        "記録を外部に提供しない。",
    ),
    "sentence-in-other-spelling-denied-behind-it": False_(
        "", "サーバに保存した記録を外部に提供する", "サーバーに保存した記録を外部に提供することはない。",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FALSE_ROWS)
def test_false_row_is_not_confirmed(name: str) -> None:
    assert "confirmed" != judged(*FALSE_ROWS[name]).verdict


@pytest.mark.parametrize("name", [name for name, case in FALSE_ROWS.items() if case.was is None])
def test_false_row_is_not_confirmed_by_a_change_elsewhere_in_the_item(name: str) -> None:
    case = FALSE_ROWS[name]

    assert "confirmed" != judged(*case[:3], case.now.replace("毎月", "毎週")).verdict


@pytest.mark.parametrize(
    ("before", "after", "now", "was"),
    [
        ("政策課", "推進課", ALL.replace("情報政策課", "デジタル推進課"), ALL),
        ("国保課", "国保年金課", "担当は旧国保年金課である。", "担当は国保課である。"),
        ("委託業者", "委託業者の事業者", "端末は委託業者の事業者等が保守する。", "端末は委託業者が保守する。"),
        ("7年間", "10年間", ALL.replace("7年間", "5年間") + "\n帳票は10年間保存する。", ALL),
    ],
    ids=["longer-names", "former", "and-others", "new-number-of-another-thing"],
)
def test_row_beside_whose_words_others_changed_is_not_confirmed(before: str, after: str, now: str, was: str) -> None:
    assert "partly" == judged(before, after, now, was).verdict


def test_two_rows_that_tell_a_change_together_are_confirmed() -> None:
    rows = [row(1, PLACE, "情報政策課", "デジタル政策課"), row(2, PLACE, "毎月", "毎週")]
    now = ALL.replace("情報政策課が毎月", "デジタル政策課が毎週").replace("情報政策課", "デジタル政策課")

    found = checked(version(place(now), rows=rows), version(place(ALL), published="令和6年4月1日"))

    assert (["confirmed", "confirmed"], ()) == ([j.verdict for j in found.declared], found.partial)


def test_value_that_was_there_is_not_new() -> None:
    found = judged("新規", "市民課", "市民課", "市民部")

    assert ("partly", "before-differs-from-old") == (found.verdict, found.reason)


def test_short_value_that_was_replaced_was_not_deleted() -> None:
    found = judged("市民部", "削除", "市民課", "市民部")

    assert ("partly", "replaced-not-deleted") == (found.verdict, found.reason)


def test_entry_of_a_list_is_not_part_of_another_entry() -> None:
    old = version(item("records[]", ["氏名"], title="宛名情報"), published="令和6年4月1日")
    table = [row(1, "(別添１) 特定個人情報ファイル記録項目＜宛名情報＞", "(追加)", "旧氏")]
    new = version(item("records[]", ["氏名", "旧氏名"], title="宛名情報"), rows=table)

    assert "partly" == checked(new, old).declared[0].verdict


def test_number_of_what_the_item_does_not_count_is_not_passed_over() -> None:
    place_of = "Ⅱ 特定個人情報ファイルの概要(4. 特定個人情報ファイルの取扱いの委託 委託の有無)"
    new = version(item("pi_file.outsourcing.presence.count", 3), rows=[row(1, place_of, "2件", "委託 3件 再委託 9件")])

    assert "partly" == checked(new).declared[0].verdict


def test_text_deleted_that_never_stood_there_is_contradicted() -> None:
    assert "contradicted" == judged(*FALSE_ROWS["never-there"]).verdict


def test_text_deleted_that_stood_there_in_other_words_is_partly_so() -> None:
    found = judged(KEYS.replace("職員", "係員"), "(削除)", LOCKED, f"{LOCKED}\n{KEYS}")

    assert ("partly", "before-differs-from-old") == (found.verdict, found.reason)


def test_deletion_without_the_older_version_says_what_cannot_be_seen() -> None:
    found = judged(COPY, "(削除)", ALL)

    assert ("confirmed", "before-absent-now") == (found.verdict, found.reason)
    assert "旧版がないため" in found.why


def test_citation_replaced_by_its_neighbour_is_known_by_what_both_share() -> None:
    assert "confirmed" == judged("番号法第19条第7号", "番号法第19条第8号", ALL).verdict


def test_hyphen_of_a_word_is_spelling() -> None:
    now = "e-ラーニングによる研修を、年に一度実施している。"

    assert "confirmed" == judged("", now.replace("e-", "e"), now).verdict


def test_value_that_was_replaced_as_a_whole_was_not_deleted() -> None:
    found = judged(KEYS, "(削除)", LOCKED, KEYS)

    assert ("partly", "replaced-not-deleted") == (found.verdict, found.reason)


def test_passage_that_both_cells_quote_shows_where_another_was_deleted() -> None:
    found = judged(f"{LOCKED} (省略) {KEYS}", LOCKED, f"{LOCKED}\n{LOGGED}", f"{LOCKED}\n{LOGGED}\n{KEYS}")

    assert ("confirmed", "before-and-after-hold") == (found.verdict, found.reason)


def test_passage_that_both_cells_quote_does_not_stand_for_one_that_stayed() -> None:
    found = judged(f"{LOCKED} (省略) {KEYS}", LOCKED, f"{LOCKED}\n{KEYS}", f"{LOCKED}\n{LOGGED}\n{KEYS}")

    assert "confirmed" != found.verdict


def left_over(before: str, after: str, now: str, was: str) -> list[tuple[str, str]]:
    return [(a.strip(), b.strip()) for part in report(before, after, now, was).partial for a, b in part.passages]


def test_sentence_that_came_twice_and_is_told_once_is_left_over_once() -> None:
    was = f"{LOCKED}\n{KEYS}"

    assert [("", LOGGED.rstrip("。"))] == [
        (a, b.rstrip("。")) for a, b in left_over("", LOGGED, f"{was}\n{LOGGED}\n{LOGGED}", was)
    ]


def test_term_replaced_in_every_place_is_told_by_one_row() -> None:
    was = f"台帳は情報政策課が管理する。{LOGGED}"

    assert [] == left_over("情報政策課", "デジタル推進課", was.replace("情報政策課", "デジタル推進課"), was)


def test_row_with_a_slip_does_not_hide_what_it_does_not_quote() -> None:
    now = f"{LOCKED.replace('7年間', '5年間')}\n{LOGGED}"
    slip = LOCKED.replace("7年間", "5年間").replace("監視", "看視")

    found = report(LOCKED, slip, now, LOCKED)

    assert "partly" == found.declared[0].verdict
    assert [LOGGED] == [after.strip() for part in found.partial for _, after in part.passages]


def test_row_that_shows_no_change_hides_none() -> None:
    found = report(LOCKED, LOCKED, f"{LOCKED}\n{LOGGED}", LOCKED)

    assert ("unverifiable", ()) == (found.declared[0].verdict, found.undeclared)
    assert [LOGGED] == [after.strip() for part in found.partial for _, after in part.passages]


def test_cell_cut_off_hides_nothing_in_front_of_it() -> None:
    now = f"{KEYS}\n{LOCKED}\n{LOGGED}"

    assert [KEYS] == [after for _, after in left_over("", f"「{LOGGED[:-3]}", now, LOCKED)]


def test_excerpt_of_whole_sentences_is_quoted_piece_by_piece() -> None:
    found = judged("", f"{LOCKED} {KEYS}", ALL)

    assert "confirmed" == found.verdict
    assert [LOCKED.strip("。"), KEYS.strip("。")] == [e.quotation.strip("。") for e in found.evidence]


def test_entries_of_one_line_may_be_left_out() -> None:
    """Office, address and telephone number, of which the address is left out."""
    now = "健康福祉局医療保険部・福祉医療課 住所: 〒210-8577 川辺市本町1番地 電話番号: 044-200-0000"

    assert "confirmed" == judged("", "健康福祉局医療保険部・福祉医療課 電話番号: 044-200-0000", now).verdict


def test_sentence_between_two_quoted_ones_is_left_over() -> None:
    now = f"{LOGGED}\n{LOCKED}\n保存期間は30年に延長する。\n{KEYS}"
    found = report("", f"{LOCKED}\n{KEYS}", now, LOGGED)

    assert "confirmed" == found.declared[0].verdict
    assert [("", "保存期間は30年に延長する。")] == [p for part in found.partial for p in part.passages if not p[0]]


@pytest.mark.parametrize("word", ["不", "ない", "10", "可"])
def test_short_word_that_no_row_quotes_is_left_over(word: str) -> None:
    now = ALL.replace("鍵は、", f"鍵は、{word}") + f"\n{COPY}"
    found = report("(追加)", COPY, now, ALL)

    assert [("", word)] == [p for part in found.partial for p in part.passages]


def test_change_below_another_heading_is_left_over() -> None:
    found = report(
        "", "＜運用における措置＞以下の全文", HEADED.format(LOCKED, LOGGED), HEADED.format(SENT, LOGGED[:-2] + "せず。")
    )

    assert "confirmed" == found.declared[0].verdict
    assert found.partial


def test_whole_rewrite_of_most_sentences_is_confirmed() -> None:
    assert "confirmed" == judged("", "全文変更", f"{LOCKED}\n{KEYS}", f"{SENT}\n{LOGGED}").verdict
    assert "confirmed" == judged(f"(省略) {LOGGED}", "全文変更", f"{LOCKED}\n{KEYS}", f"{SENT}\n{LOGGED}").verdict
    assert "partly" == judged(KEYS, "全文変更", f"{LOCKED}\n{KEYS}", f"{SENT}\n{LOGGED}").verdict


def test_change_that_may_be_a_misreading_is_listed() -> None:
    found = report("(追加)", KEYS, f"{LOCKED.replace('カメラ', '力メラ')}\n{KEYS}", LOCKED)
    apart = report("(追加)", KEYS, LOCKED.replace("カメラ", "力メラ"), LOCKED)

    assert [True] == [change.suspect_reading for change in apart.suspects]
    assert found.suspects or found.partial or found.declared[0].verdict != "confirmed"


def test_entry_of_a_list_that_no_row_names_is_left_over() -> None:
    entries = ["宛名番号", "個人番号", "氏名", "生年月日", "性別"]
    old = version(item("records[]", entries, title="宛名情報"), published="令和6年4月1日")
    table = [row(1, "(別添１) 特定個人情報ファイル記録項目＜宛名情報＞", "(追加)", "旧氏")]
    new = version(item("records[]", [*entries, "旧氏", "通称"], title="宛名情報"), rows=table)

    assert [(("", "通称"),)] == [part.passages for part in checked(new, old).partial]


@pytest.mark.parametrize(
    ("before", "after", "now"),
    [
        ("健康増進課長", "健康推", "健康推進課長"),
        ("令和4年5月16日", "令和7年", "令和7年6月2日"),
        ("健康福祉部健康増進課、各保健センター", "健康長寿部", "健康長寿部健康推進課、各保健センター"),
    ],
)
def test_part_of_a_value_that_was_replaced_as_a_whole_is_not_the_value(before: str, after: str, now: str) -> None:
    assert "partly" == judged(before, after, now, before).verdict


def test_what_stands_before_and_after_an_insertion_is_not_left_over() -> None:
    """The added entry ends as the one before it does, so that the words may be cut in two ways."""
    old, entry = "・宛名番号:対象者を特定するため", "・連絡先:照会するため"

    assert () == report("右記を追加", entry, f"{old}\n{entry}", old).partial


def test_names_that_a_list_of_offices_holds_apart_are_found_each() -> None:
    offices = "保険企画課、国保年金課 債権対策課、推進課、緑区役所区民課"

    assert "confirmed" == judged("", "保険企画課 債権対策課 緑区役所区民課", offices).verdict
    assert "confirmed" != judged("", "保険企画課 債権対策 緑区役所区民課", offices).verdict


def test_a_name_added_to_a_list_of_offices_is_told_by_its_place() -> None:
    assert "confirmed" == judged("(追加)", "納税課", "国保年金課、納税課 推進課").verdict
    assert "confirmed" != judged("(追加)", "納税課", "国保年金課、市納税課 推進課").verdict


def test_a_passage_in_other_spelling_beside_one_left_out_is_found() -> None:
    now = "①ユーザIDによりユーザを識別する。\n②端末を管理する。\n③パスワードの適正なチェックを行う。"
    row_text = "①ユーザーIDによりユーザーを識別する。 ③パスワードの適正なチェックを行う。"

    assert "confirmed" == judged("", row_text, now).verdict
