"""Raw text of an item → its value."""

import pytest

from shinkyu.extract.markup import tidy
from shinkyu.extract.values import (
    check_hints,
    has_marks,
    is_unread,
    match_option,
    read_checks,
    read_choice,
    read_count,
    read_date,
    read_labelled,
    read_text,
)
from shinkyu.model.document import Checks, Day
from shinkyu.model.form import Option
from shinkyu.model.source import UNREAD

DONE = (Option("特に力を入れて行っている"), Option("十分に行っている"), Option("十分に行っていない"))
DOES = (Option("行っている"), Option("行っていない"))
HANDLERS = (Option("10人未満"), Option("10人以上50人未満"), Option("50人以上100人未満"))
LINKS = (Option("庁内連携システム"), Option("税務システム"), Option("その他", note=True))
MEDIA = (Option("電子記録媒体（フラッシュメモリを除く。）"), Option("フラッシュメモリ"), Option("紙"))
PROVISION = (Option("提供を行っている"), Option("移転を行っている"), Option("行っていない"))

BOX, RADIO = '<input type="checkbox"/>', '<input type="radio"/>'
CHECKED = '<input checked="" type="checkbox"/>'


@pytest.mark.parametrize(
    "raw",
    [
        "[十分に行っている] <選択肢> 1) 特に力を入れて行っている 2) 十分に行っている 3) 十分に行っていない",
        "［ 十分に行っている ］＜選択肢＞ １） 特に力を入れて行っている",
        "[十分に行っている]\t1) 特に力を入れて行っている 2) 十分に行っている",
        f"{BOX} 十分に行っている {BOX} {BOX} <選択肢> 1) 特に力を入れて行っている 2) 十分に行っている",
        f"[{BOX} 十分に行っている]",
        f"{BOX} 十分に行っている] <選択肢> 1) 特に力を入れて行っている",
        "<p>[十分に行っている]</p> <p style='x'><選択肢></p> <p>1) 特に力を入れて行っている</p>",
        "<選択肢> [十分に行っている] 1) 特に力を入れて行っている",
        "[十分に\n行っている]",
        "十分に行っている",
    ],
)
def test_a_choice_is_what_stands_in_the_brackets_or_before_the_list(raw: str) -> None:
    assert "十分に行っている" == read_choice(tidy(raw), DONE).option


@pytest.mark.parametrize("raw", ["", "[]", "[ ] <選択肢> 1) 行っている 2) 行っていない", "<選択肢> 1) 行っている"])
def test_without_anything_chosen_a_choice_is_none(raw: str) -> None:
    assert (None, "") == read_choice(raw, DOES)


def test_what_is_no_option_of_the_form_is_no_choice() -> None:
    choice = read_choice("国保連合会 (国保中央会に再委託する)", DOES)

    assert choice.option is None
    assert "国保連合会 (国保中央会に再委託する)" == choice.unknown


def test_one_misread_character_does_not_lose_a_choice() -> None:
    assert "特に力を入れて行っている" == match_option("特に力を人れて行っている", DONE)


def test_a_near_match_never_crosses_a_negation() -> None:
    assert match_option("行っていな", DOES) is None
    assert "十分に行っていない" == match_option("十分に行っていない", DONE)


def test_a_near_match_never_changes_a_number() -> None:
    assert match_option("10人以上60人未満", HANDLERS) is None


def test_circles_in_brackets_are_marks() -> None:
    checks = read_checks("[] 庁内連携システム [○] 税務システム [ ] その他 ()", LINKS)

    assert Checks(on=("税務システム",), off=("庁内連携システム", "その他")) == checks


def test_a_checked_input_is_a_mark_and_the_others_are_none() -> None:
    checks = read_checks(tidy(f"{CHECKED} 庁内連携システム {BOX} 税務システム {BOX} その他"), LINKS)

    assert ("庁内連携システム",) == checks.on
    assert () == checks.unknown


def test_inputs_that_are_all_alike_say_nothing() -> None:
    checks = read_checks(tidy(f"[{BOX}] 庁内連携システム [{BOX}] 税務システム [{BOX}] その他 (戸籍)"), LINKS)

    assert ("庁内連携システム", "税務システム", "その他") == checks.unknown
    assert {"その他": "戸籍"} == checks.notes


@pytest.mark.parametrize("other", ["[]", BOX])
def test_a_bare_radio_button_is_a_mark_among_boxes_of_another_kind(other: str) -> None:
    checks = read_checks(tidy(f"{other} 庁内連携システム [{RADIO}] 税務システム {other} その他"), LINKS)

    assert (("税務システム",), ("庁内連携システム", "その他"), ()) == (checks.on, checks.off, checks.unknown)


def test_radio_buttons_that_are_all_alike_say_nothing() -> None:
    checks = read_checks(tidy(f"{RADIO} 庁内連携システム {RADIO} 税務システム {RADIO} その他"), LINKS)

    assert ("庁内連携システム", "税務システム", "その他") == checks.unknown


def test_an_option_inside_the_words_of_another_is_not_counted_twice() -> None:
    checks = read_checks("[○] 電子記録媒体(フラッシュメモリを除く。) [] フラッシュメモリ [] 紙", MEDIA)

    assert (("電子記録媒体（フラッシュメモリを除く。）",), ("フラッシュメモリ", "紙")) == (checks.on, checks.off)


def test_words_in_brackets_that_run_over_lines_are_the_note() -> None:
    assert {"その他": "国保システム、介護システム"} == read_checks(
        "[] 庁内連携システム [] 税務システム [○] その他 （国保システム、\n介護システム）", LINKS
    ).notes


def test_filled_brackets_and_counts_are_hints_and_no_marks() -> None:
    noted = tidy(f"{BOX} 庁内連携システム {BOX} 税務システム {BOX} その他 (戸籍)")
    counted = tidy(f"[{BOX}] 提供を行っている (3) 件 [{BOX}] 移転を行っている () 件 [{BOX}] 行っていない")

    assert ("note:その他",) == check_hints(noted, read_checks(noted, LINKS))
    assert ("count:提供を行っている",) == check_hints(counted, read_checks(counted, PROVISION))


def test_where_the_marks_speak_there_are_no_hints() -> None:
    raw = "[] 庁内連携システム [] 税務システム [○] その他 (戸籍)"

    assert () == check_hints(raw, read_checks(raw, LINKS))


@pytest.mark.parametrize(
    ("raw", "after", "count"),
    [
        ("[委託する] <選択肢> 1) 委託する (26) 件", "", 26),
        ("（ １ ） 件", "", 1),
        ("[○] 提供を行っている (3) 件 [] 移転を行っている () 件", "提供を行っている", 3),
        ("[○] 提供を行っている (3) 件 [] 移転を行っている () 件", "移転を行っている", None),
        ("[] 提供を行っている () 件 [○] 移転を行っている () 5) 件", "移転を行っている", 5),
        ("(1,024) 件", "", 1024),
        ("() 件", "", None),
        ("", "", None),
        ("[○] 提供を行っている (3) 件", "移転を行っている", None),
        ("(-) 件", "", None),
        ("9" * 5000 + "件", "", None),
    ],
)
def test_a_count_is_the_number_before_件(raw: str, after: str, count: int | None) -> None:
    assert count == read_count(raw, after)


@pytest.mark.parametrize("words", ["約2", "2～3", "-2", "二", "2又は3", "○", "9" * 5000])
def test_a_count_that_is_no_number_is_unread_and_never_blank_or_another_number(words: str) -> None:
    raw = f"[○] 提供を行っている ({words}) 件 [] 移転を行っている () 件"

    assert read_count(raw, "提供を行っている") is None
    assert is_unread(raw, "count", after="提供を行っている")
    assert not is_unread(raw, "count", after="移転を行っている")


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("令和7年7月31日", "2025-07-31"),
        ("令和元年5月7日", "2019-05-07"),
        ("令和1年6月28日", "2019-06-28"),
        ("令和７年７月３１日", "2025-07-31"),
        ("平成27年9月30日 時点", "2015-09-30"),
        ("2020/6/29", "2020-06-29"),
        ("R7.7.31", "2025-07-31"),
        ("令和元年9月25日(水)", "2019-09-25"),
        ("<p>平成31年4月1日</p>", "2019-04-01"),
    ],
)
def test_one_day_is_a_date_in_every_way_it_is_written(raw: str, day: str) -> None:
    found = read_date(tidy(raw))

    assert found is not None
    assert day == found.date


@pytest.mark.parametrize(
    "raw", ["平成27年10月以降", "令和元年7月1日(月)から令和元年8月1日(木)まで", "令和2年7月16日 <再評価実施時>", "-"]
)
def test_what_is_no_single_day_keeps_its_words(raw: str) -> None:
    assert Day(None, raw) == read_date(raw)


def test_nothing_printed_is_no_date() -> None:
    assert read_date(" \n ") is None


def test_paragraphs_are_what_the_markup_parts() -> None:
    raw = tidy('<p>1 資格</p> <p>2 免除</p> <ul style="x"> ・届出 ・申請')

    assert ("1 資格", "2 免除", "・届出 ・申請") == read_text([raw])


def test_the_rule_under_a_table_head_is_no_text() -> None:
    assert ("届出",) == read_text(["届出\n-----"])


def test_words_behind_a_label_in_brackets_are_found_to_the_last_bracket() -> None:
    raw = "[無料] <選択肢> 1) 有料 2) 無料 (手数料額、納付方法: 写しの交付(1面10円)は有料。)"

    assert ("写しの交付(1面10円)は有料。",) == read_labelled(raw, "手数料額、納付方法")


@pytest.mark.parametrize(("raw", "marked"), [("[]", True), ("[○]", True), ("☑ 紙", True), ("[行っている]", False)])
def test_marks_are_told_from_a_choice(raw: str, marked: bool) -> None:
    assert marked == has_marks(raw)


def test_a_bare_radio_button_among_boxes_is_a_mark_also_beside_a_checked_one() -> None:
    options = (Option("紙"), Option("専用線"), Option("その他", note=True))
    line = tidy(
        '<input type="radio"/> 紙 <input type="checkbox"/> 専用線 <input checked="" type="radio"/> その他（窓口）'
    )

    checks = read_checks(line, options)

    assert (("紙", "その他"), ("専用線",)) == (checks.on, checks.off)


def test_a_bare_radio_button_beside_a_real_mark_says_nothing() -> None:
    options = (Option("紙"), Option("専用線"), Option("電子メール"))

    checks = read_checks(tidy('[<input type="radio"/>] 紙 [○] 専用線 [] 電子メール'), options)

    assert (("専用線",), ("電子メール",), ("紙",)) == (checks.on, checks.off, checks.unknown)


def test_an_unchecked_input_with_a_number_behind_it_is_unknown() -> None:
    options = (Option("提供を行っている"), Option("移転を行っている"), Option("行っていない"))
    line = (
        '[<input checked="" type="checkbox"/>] 提供を行っている (3) 件 '
        '[<input type="checkbox"/>] 移転を行っている (2) 件 [<input type="checkbox"/>] 行っていない'
    )

    checks = read_checks(tidy(line), options)

    assert (("提供を行っている",), ("行っていない",), ("移転を行っている",)) == (checks.on, checks.off, checks.unknown)


DONE = (Option("特に力を入れて行っている"), Option("十分に行っている"), Option("十分に行っていない"))


def test_a_choice_misspelt_as_in_the_list_beside_it_is_the_option_in_that_place() -> None:
    raw = "[十分にしている] <選択肢> 1) 特に力を入れて行っている 2) 十分にしている 3) 十分にしていない"

    assert "十分に行っている" == read_choice(raw, DONE).option


def test_a_choice_that_a_list_of_another_order_prints_is_no_option() -> None:
    raw = "[十分にしている] <選択肢> 1) 十分にしている 2) 特に力を入れて行っている 3) 十分に行っていない"

    assert (None, "[十分にしている]") == (read_choice(raw, DONE).option, read_choice(raw, DONE).unknown[:9])


@pytest.mark.parametrize(
    ("unread", "kind", "raw", "after"),
    [
        (True, "text", f"市民課{UNREAD}", ""),
        (True, "choice", f"[{UNREAD}] <選択肢> 1) 委託する 2) 委託しない", ""),
        (False, "choice", f"[委託する] ({UNREAD})件 <選択肢> 1) 委託する 2) 委託しない", ""),
        (True, "count", f"[委託する] ({UNREAD})件", ""),
        (True, "count", f"[○]提供を行っている({UNREAD})件 [○]移転を行っている(3)件", "提供を行っている"),
        (False, "count", f"[○]提供を行っている({UNREAD})件 [○]移転を行っている(3)件", "移転を行っている"),
        (False, "checks", f"[{UNREAD}]紙 [○]専用線", ""),
        (False, "checks", f"{UNREAD}紙 [○]専用線", ""),
        (True, "checks", f"[○]{UNREAD} [○]専用線", ""),
        (True, "checks", f"[]紙 [○]専用線({UNREAD})", ""),
    ],
)
def test_an_entry_is_unread_where_its_source_does_not_say_what_it_is(
    unread: bool, kind: str, raw: str, after: str
) -> None:
    assert unread is is_unread(raw, kind, (Option("紙"), Option("専用線")), after)


def test_a_box_whose_mark_is_not_said_is_unknown_and_the_others_are_as_marked() -> None:
    checks = read_checks(f"[{UNREAD}]紙 [○]専用線 []電子メール", (Option("紙"), Option("専用線"), Option("電子メール")))

    assert Checks(on=("専用線",), off=("電子メール",), unknown=("紙",)) == checks


def test_the_number_of_another_option_is_not_the_one_that_is_not_said() -> None:
    assert read_count(f"提供を行っている({UNREAD})件 移転を行っている(3)件", "提供を行っている") is None
