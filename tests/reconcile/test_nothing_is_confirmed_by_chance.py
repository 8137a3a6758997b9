"""Words that stand in an item anyway, and a 変更前 that never stood there, confirm no row.

Found by altering one row at a time of true tables (``test_altered_rows``): the smallest case of each.
"""

import pytest

from builders import row
from formed import PRIORITY, checked, item, version
from shinkyu.declared import understand
from shinkyu.model.document import Checks, Item

EARLIER = "令和6年4月1日"
PLACE = "Ⅱ 特定個人情報ファイルの概要(6. 特定個人情報の保管・消去 保管場所)"
OFFICE = "Ⅰ 基本情報(6. 評価実施機関における担当部署 ①部署)"
AUDIT = "Ⅲ リスク対策(8. 監査 実施の有無)"
MEANS = "Ⅱ 特定個人情報ファイルの概要(3. 特定個人情報の入手・使用 ②入手方法)"
DONE_ON = "Ⅴ 評価実施手続(1. 基礎項目評価 ①実施日)"
OUTSOURCED = "Ⅱ 特定個人情報ファイルの概要(4. 特定個人情報ファイルの取扱いの委託 委託事項1"
RECORDS = "(別添１) 特定個人情報ファイル記録項目"
ALL = "Ⅱ 特定個人情報ファイルの概要(全般)"

LOCKED = "本市の庁舎のサーバー室に保管し、入退室の記録を7年間保存する。"
LOGGED = "端末の操作の記録は、情報政策課が毎月点検し、結果を所属長に報告する。"
COPY = "写しは、市の外の有人の建物に、1週間ごとに保管している。"
KEYS = "保管庫の鍵は、情報政策課の職員が管理する。"
NEVER = "全く別の記載があった。"


def place(text: str) -> Item:
    return item("pi_file.storage.place", text)


def office(text: str) -> Item:
    return item("work.department.name", text)


def judged(cells: tuple[str, str, str], new: list[Item], old: list[Item] | None) -> tuple[str, str]:
    earlier = version(*old, published=EARLIER) if old is not None else None
    found = checked(version(*new, rows=[row(1, *cells)]), earlier).declared[0]
    return found.verdict, found.reason


def verdict(before: str, after: str, now: str, was: str) -> tuple[str, str]:
    return judged((PLACE, before, after), [place(now)], [place(was)])


# ---------------------------------------------------------------------- short words


@pytest.mark.parametrize("word", ["有", "1", "市", "の", "本市"])
@pytest.mark.parametrize("before", ["", "新規", "記録", KEYS])
def test_word_out_of_a_new_sentence_is_not_what_came(word: str, before: str) -> None:
    now, was = f"{LOCKED}\n{COPY.replace('写しは', '本市の写しは')}", f"{LOCKED}\n{KEYS}"

    assert "confirmed" != verdict(before, word, now, was)[0]


@pytest.mark.parametrize("word", ["の", "録", "市", "室"])
def test_word_that_stands_there_before_and_after_did_not_become_the_new_sentence(word: str) -> None:
    assert "confirmed" != verdict(word, COPY, f"{LOCKED}\n{COPY}", LOCKED)[0]


def test_letter_is_no_change_of_spelling() -> None:
    now, was = LOCKED.replace("サーバー", "サーバ"), LOCKED

    assert "confirmed" != verdict("記", "の", now, was)[0]
    assert "confirmed" == verdict("サーバー室", "サーバ室", now, was)[0]


def test_signs_alone_are_no_text() -> None:
    assert ("unverifiable", "not-understood") == verdict(KEYS, "、", f"{LOCKED}", f"{LOCKED}\n{KEYS}")
    assert "confirmed" != verdict("、", KEYS.replace("情報政策課", "DX推進課"), KEYS, KEYS)[0]
    assert ("partly", "before-differs-from-old") == verdict("、", LOGGED, LOGGED, KEYS)


@pytest.mark.parametrize(
    ("before", "after", "now", "was"),
    [
        ("7", "10", LOCKED.replace("7年", "10年"), LOCKED),
        ("月", "週", LOGGED.replace("毎月", "毎週"), LOGGED),
        ("有", "無", "無", "有"),
        ("情報政策課", "情報DX政策課", KEYS.replace("情報", "情報DX"), KEYS),
        ("鍵", "鍵及び札", KEYS.replace("鍵は", "鍵及び札は"), KEYS),
        ("鍵及び札", "鍵", KEYS, KEYS.replace("鍵は", "鍵及び札は")),
        ("(追加)", "及び札", KEYS.replace("鍵は", "鍵及び札は"), KEYS),
        ("情報政策課", "DX課", KEYS.replace("情報政策課", "DX課"), KEYS),
    ],
)
def test_short_words_that_are_what_changed_are_confirmed(before: str, after: str, now: str, was: str) -> None:
    assert "confirmed" == verdict(before, after, now, was)[0]


def test_word_of_a_new_member_does_not_tell_its_value() -> None:
    name, work = item("pi_file.outsourcing[].name", "台帳への入力"), "届出の書類を読み取り、台帳に入力する。"
    new = [name, item("pi_file.outsourcing[].content", work)]

    assert "confirmed" != judged((f"{OUTSOURCED} ①委託内容)", "新規", "の"), new, [place(LOCKED)])[0]
    assert "confirmed" == judged((f"{OUTSOURCED} ①委託内容)", "新規", work), new, [place(LOCKED)])[0]


@pytest.mark.parametrize(
    ("expected", "before", "after"),
    [
        ("unverifiable", "町", "「市」に統一"),
        ("unverifiable", "月", "「の」に統一"),
        ("confirmed", "情報政策課", "「DX課」に統一"),
        ("confirmed", "課", "「室」に統一"),
    ],
)
def test_term_is_unified_where_the_old_one_became_it(expected: str, before: str, after: str) -> None:
    was = "本市の情報政策課の鍵を、町会の者が毎月点検する。"
    now = "本市のDX課の鍵を、職員が点検する。" if "室" not in after else was.replace("課", "室")

    assert expected == judged((ALL, before, after), [place(now)], [place(was)])[0]


def test_term_of_one_character_is_unified_nowhere_for_certain_without_the_older_version() -> None:
    assert ("unverifiable", "not-distinctive") == judged((ALL, "町", "「市」に統一"), [place(COPY)], None)


# ---------------------------------------------------------------------- nothing before


@pytest.mark.parametrize("nothing", ["", "－", "新規", "記載なし", "右記を追加", "右記の内容を追加"])
@pytest.mark.parametrize(
    ("now", "was"),
    [
        (f"{LOGGED}\n{KEYS}", f"{LOCKED}\n{COPY}"),
        (LOCKED.replace("本市の庁舎", "国内のデータセンター"), LOCKED),
        (LOCKED.replace("7年間", "8年間"), LOCKED),
    ],
    ids=["all-of-it", "a-name", "a-figure"],
)
def test_value_in_the_place_of_another_is_not_new(nothing: str, now: str, was: str) -> None:
    assert ("partly", "before-differs-from-old") == verdict(nothing, now, now, was)


@pytest.mark.parametrize("nothing", ["", "－", "新規", "右記を追加"])
def test_sentence_in_the_place_of_another_is_not_new(nothing: str) -> None:
    assert ("partly", "before-differs-from-old") == verdict(nothing, LOGGED, f"{LOCKED}\n{LOGGED}", f"{LOCKED}\n{KEYS}")


@pytest.mark.parametrize("nothing", ["", "－", "新規", "右記を追加", "右記のとおり追加", "右記の文言を追記"])
def test_sentence_beside_others_is_new(nothing: str) -> None:
    assert "confirmed" == verdict(nothing, LOGGED, f"{LOCKED}\n{LOGGED}\n{KEYS}", f"{LOCKED}\n{KEYS}")[0]
    assert "confirmed" == verdict(nothing, LOGGED, LOGGED, "")[0]


def test_words_that_another_row_says_were_deleted_were_not_replaced() -> None:
    rows = [row(1, PLACE, "新規", LOGGED), row(2, PLACE, KEYS, "削除")]
    old = version(place(f"{LOCKED}\n{KEYS}"), published=EARLIER)

    found = checked(version(place(f"{LOCKED}\n{LOGGED}"), rows=rows), old).declared

    assert "confirmed" == found[0].verdict


def test_entry_put_at_the_end_of_a_list_moves_the_word_that_joins() -> None:
    now, was = "通知、証明書及び納付書の印刷", "通知及び証明書の印刷"

    assert "confirmed" == verdict("(追加)", "及び納付書", now, was)[0]


@pytest.mark.parametrize("nothing", ["", "－", "新規", "右記を追加"])
def test_value_of_one_item_that_was_another_is_not_new(nothing: str) -> None:
    handlers = f"{OUTSOURCED} ②委託先における取扱者数)"
    name = item("pi_file.outsourcing[].name", "台帳への入力")
    few, some = ([name, item("pi_file.outsourcing[].handlers", n)] for n in ("10人未満", "10人以上50人未満"))
    first, second = ([item("procedure.threshold.done_on", f"令和{n}年6月2日")] for n in (5, 7))

    assert ("partly", "before-differs-from-old") == judged((handlers, nothing, "10人以上50人未満"), some, few)
    assert ("partly", "before-differs-from-old") == judged((DONE_ON, nothing, "令和7年6月2日"), second, first)
    assert "confirmed" == judged((DONE_ON, nothing, "令和7年6月2日"), second, [item(first[0].id, "")])[0]


# ---------------------------------------------------------------------- rows with several parts


def lists(**entries: list[str]) -> list[Item]:
    return [item("records[]", names, title=title) for title, names in entries.items()]


@pytest.mark.parametrize(
    ("expected", "before"),
    [
        ("confirmed", "右記を追加"),
        ("confirmed", ""),
        ("confirmed", "<宛名情報> 氏名 <資格情報> 資格取得日"),
        ("confirmed", "氏名"),
        ("partly", NEVER),
        ("partly", "旧姓"),
        ("partly", "1"),
        ("partly", "<宛名情報> 旧姓"),
        ("partly", f"{NEVER} <宛名情報> 氏名"),
    ],
)
def test_row_on_several_lists_is_held_against_what_it_says_of_none_of_them(expected: str, before: str) -> None:
    after = (
        "<宛名情報> 氏名 通称 <資格情報> 資格取得日 資格喪失日"
        if before.startswith("<")
        else ("<宛名情報> 通称 <資格情報> 資格喪失日")
    )
    new = lists(宛名情報=["氏名", "通称"], 資格情報=["資格取得日", "資格喪失日"])
    old = lists(宛名情報=["氏名"], 資格情報=["資格取得日"])

    assert expected == judged((RECORDS, before, after), new, old)[0]


def test_number_is_no_entry_that_came_in_the_place_of_one_that_went() -> None:
    for old in (None, lists(宛名情報=["氏名", "通称"])):
        assert "confirmed" != judged((RECORDS, "通称", "1"), lists(宛名情報=["氏名"]), old)[0]


def test_number_of_an_act_is_no_number_of_members() -> None:
    place_of = "Ⅱ 特定個人情報ファイルの概要(4. 特定個人情報ファイルの取扱いの委託 委託の有無)"
    new, old = ([item("pi_file.outsourcing.presence.count", n)] for n in (3, 2))

    assert "confirmed" == judged((place_of, "2件", "3件"), new, old)[0]
    assert "partly" == judged((place_of, "番号法第19条第7号及び別表第2", "3件"), new, old)[0]


def test_list_that_is_gone_was_not_new() -> None:
    old, new = lists(宛名情報=["氏名"], 資格情報=["資格取得日"]), lists(宛名情報=["氏名"])

    assert "confirmed" == judged((RECORDS, "<資格情報>", "削除"), new, old)[0]
    assert "confirmed" != judged((RECORDS, "<資格情報>", "新規"), new, old)[0]


@pytest.mark.parametrize(
    ("expected", "before"),
    [("confirmed", "再委託しない"), ("partly", NEVER), ("partly", "業者")],
)
def test_row_on_several_items_is_held_against_a_text_without_label(expected: str, before: str) -> None:
    def outsourced(option: str, how: str) -> list[Item]:
        named = {"name": "台帳への入力", "subcontracting": option, "subcontracting_permission": how}
        return [item(f"pi_file.outsourcing[].{key}", value) for key, value in named.items() if value]

    cells = (
        f"{OUTSOURCED} ④再委託の有無 ⑤再委託の許諾方法)",
        before,
        "④再委託の有無 再委託する ⑤再委託の許諾方法 書面により許諾する。",
    )

    new, old = outsourced("再委託する", "書面により許諾する。"), outsourced("再委託しない", "")
    assert expected == judged(cells, new, old)[0]


def test_what_a_row_says_of_none_of_its_parts_is_told() -> None:
    found = understand(
        (row(1, RECORDS, f"{NEVER} <宛名情報> 氏名", "<宛名情報> 通称"),),
        version(*lists(宛名情報=["氏名"])),
        PRIORITY,
    )[0]

    assert (NEVER,) == found.unplaced


# ---------------------------------------------------------------------- boxes


@pytest.mark.parametrize(
    ("expected", "before"),
    [("confirmed", "紙"), ("confirmed", "紙のみ"), ("partly", "白紙の台帳"), ("partly", "の"), ("partly", "台帳、紙")],
)
def test_words_before_a_box_was_ticked_are_names_of_boxes(expected: str, before: str) -> None:
    new = [item("pi_file.collection.method", Checks(("紙", "専用線"), ("電子メール",)))]
    old = [item("pi_file.collection.method", Checks(("紙",), ("専用線", "電子メール")))]

    assert expected == judged((MEANS, before, "[○]専用線"), new, old)[0]


# ---------------------------------------------------------------------- deletions and rewriting


def test_passage_of_which_a_figure_changed_was_not_deleted() -> None:
    for after in ("", "削除"):
        found = verdict(LOCKED, after, f"{LOCKED.replace('7年間', '8年間')}\n{KEYS}", f"{LOCKED}\n{KEYS}")
        assert ("partly", "replaced-not-deleted") == found


def test_passage_beside_one_nearly_like_it_was_deleted() -> None:
    other = LOCKED.replace("7年間", "8年間")

    assert "confirmed" == verdict(LOCKED, "削除", f"{other}\n{KEYS}", f"{LOCKED}\n{other}\n{KEYS}")[0]


def test_name_of_a_member_that_bears_another_name_was_not_deleted() -> None:
    cells = (f"{OUTSOURCED})", "届出の入力", "削除")
    content = item("pi_file.outsourcing[].content", KEYS)
    new, old = ([item("pi_file.outsourcing[].name", name), content] for name in ("届出の点検", "届出の入力"))

    assert ("partly", "replaced-not-deleted") == judged(cells, new, old)


def test_letter_of_its_name_does_not_tell_which_member_was_deleted() -> None:
    names = ("台帳への入力", "通知書の印刷")
    old = [item("pi_file.outsourcing[].name", name, member=n) for n, name in enumerate(names, 1)]
    cited = "Ⅱ 特定個人情報ファイルの概要(4. 特定個人情報ファイルの取扱いの委託 委託事項2)"

    assert "confirmed" == judged((cited, "通知書の印刷", "削除"), old[:1], old)[0]
    assert "confirmed" != judged((cited, "の", "削除"), old[:1], old)[0]


def test_member_that_was_rewritten_said_what_the_row_says_it_did() -> None:
    def member(work: str) -> list[Item]:
        return [item("pi_file.outsourcing[].name", "台帳の点検"), item("pi_file.outsourcing[].content", work)]

    new, old = member(COPY), member(KEYS)

    for before, expected in ((KEYS, "confirmed"), (NEVER, "partly")):
        assert expected == judged((f"{OUTSOURCED})", before, "全文変更"), new, old)[0]


@pytest.mark.parametrize("cell", ["右記を追加", "（右記のとおり追加）", "左記のとおり変更", "上記を修正する。"])
def test_words_that_point_at_another_cell_are_no_text(cell: str) -> None:
    assert ("unverifiable", "not-understood") == verdict(KEYS, cell, LOCKED, KEYS)


def test_left_cell_that_is_to_be_deleted_is_the_text_that_went() -> None:
    assert ("confirmed", "before-gone") == verdict(KEYS, "左記の文言を削除", LOCKED, f"{LOCKED}\n{KEYS}")


# ---------------------------------------------------------------------- without the older version

OF_BOTH_VERSIONS = {
    "before-and-after-hold", "before-gone", "item-changed", "item-changed-in-part", "below-heading-changed",
    "member-added", "member-removed", "before-left-by-earlier-row",
}  # fmt: skip


@pytest.mark.parametrize("before", [NEVER, "", "新規", KEYS, "右記を追加", "<宛名情報> 旧姓", "1"])
@pytest.mark.parametrize("after", [LOCKED, "全文変更", "削除", "", "新規", f"「{LOCKED}」を追加", "委託事項1の全て"])
@pytest.mark.parametrize("cited", [PLACE, RECORDS, f"{OUTSOURCED})", AUDIT, OFFICE])
def test_nothing_is_said_of_what_stood_before_where_no_older_version_is_at_hand(
    cited: str, before: str, after: str
) -> None:
    new = [place(LOCKED), office("市民課"), *lists(宛名情報=["氏名"]), item("pi_file.outsourcing[].name", "入力")]

    assert judged((cited, before, after), new, None)[1] not in OF_BOTH_VERSIONS
