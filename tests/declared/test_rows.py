"""Rows as a whole: several items in one row, cells cut off by the layout."""

import pytest

from builders import row
from formed import ALL_ITEM, PRIORITY, item, version
from shinkyu.declared import understand
from shinkyu.model.declaration import Declaration, Part
from shinkyu.model.document import DeclaredRow, Document, Item

OUTSOURCED = version(
    item("pi_file.outsourcing[].name", "帳票の印刷"),
    item("pi_file.outsourcing[].handlers", "10人未満"),
    item("pi_file.outsourcing[].contractor", "株式会社みどり"),
)
BLOCK = "Ⅱ 特定個人情報ファイルの概要(4. 特定個人情報ファイルの取扱いの委託 委託事項1"


def understood(*rows: DeclaredRow, document: Document = OUTSOURCED) -> list[Declaration]:
    form = PRIORITY if document.form == "priority" else ALL_ITEM
    return list(understand(rows, document, form))


def said(part: Part) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    return part.targets[0].address[-1], part.directive.op, part.directive.before, part.directive.after


def test_cells_are_cut_at_the_labels_they_print() -> None:
    found = understood(
        row(
            1,
            f"{BLOCK} ②委託先における取扱者数 ③委託先名)",
            "②委託先における取扱者数 10人未満 ③委託先名 株式会社みどり",
            "②委託先における取扱者数 10人以上50人未満 ③委託先名 株式会社あお",
        )
    )

    assert [
        ("②委託先における取扱者数", "choice", ("10人未満",), ("10人以上50人未満",)),
        ("③委託先名", "quote", ("株式会社みどり",), ("株式会社あお",)),
    ] == [said(part) for part in found[0].parts]


def test_text_before_the_first_label_is_the_name_of_the_member() -> None:
    found = understood(
        row(1, f"{BLOCK})", "(追加)", "帳票の印刷 ②委託先における取扱者数 10人未満 ③委託先名 株式会社みどり")
    )

    assert ["名称", "②委託先における取扱者数", "③委託先名"] == [said(part)[0] for part in found[0].parts]


def test_word_of_a_sentence_is_no_label() -> None:
    found = understood(row(1, f"{BLOCK} ③委託先名)", "株式会社みどり", "委託先名は、委託契約の締結後に公表する。"))

    assert () == found[0].parts


def test_record_items_are_cut_at_their_titles() -> None:
    document = version(
        item("records[]", ["宛名番号", "氏名"], title="宛名情報", form=ALL_ITEM),
        item("records[]", ["口座番号"], title="口座情報", form=ALL_ITEM),
        form=ALL_ITEM,
    )
    cell = "(別添2) 特定個人情報ファイル記録項目"

    found = understood(row(1, cell, "<接種情報> (追加)", "(削除) <宛名情報> 氏名 <口座情報>を追加"), document=document)

    assert [
        ("接種情報", "delete", ("接種情報",), ()),
        ("宛名情報", "add", (), ("氏名",)),
        ("口座情報", "whole-member", (), ("口座情報",)),
    ] == [said(part) for part in found[0].parts]


PAGE_A, PAGE_B = "A: 定期の接種に関する事務の流れ", "B: 臨時の接種に関する事務の流れ"
ANNEX = "(別添1) 事務の内容"


def page(title: str, remarks: str) -> tuple[Item, Item]:
    return (
        item("work_figure.page[].figure", title=title, unread=True, form=ALL_ITEM),
        item("work_figure.page[].remarks", remarks, title=title, form=ALL_ITEM),
    )


@pytest.mark.parametrize("label", ["備考 ", "（備考）", "備考："])
def test_remarks_of_a_page_follow_their_label(label: str) -> None:
    document = version(*page(PAGE_B, "①会場で記録する。"), form=ALL_ITEM)

    (found,) = understood(row(1, f"{ANNEX} {PAGE_B}", "新規", f"{label}①会場で記録する。"), document=document)

    assert [("備考", "add", (), ("①会場で記録する。",))] == [said(part) for part in found.parts]


def test_cell_that_prints_the_label_on_one_side_only_is_not_cut() -> None:
    document = version(*page(PAGE_B, "①会場で記録する。"), form=ALL_ITEM)

    (found,) = understood(row(1, f"{ANNEX} {PAGE_B}", "図 収納システム", "①会場で記録する。"), document=document)

    assert () == found.parts


def test_page_that_is_gone_is_not_another_of_like_title() -> None:
    """Titles of one annex share their endings."""
    new = version(*page(PAGE_A, "①予診票を送付する。"), form=ALL_ITEM)
    old = version(*page(PAGE_A, "①予診票を送付する。"), *page(PAGE_B, "①会場で記録する。"), form=ALL_ITEM)
    rows = (row(1, f"{ANNEX} {PAGE_B}", "備考 ①会場で記録する。", "削除"),)

    (alone,) = understand(rows, new, ALL_ITEM)
    (found,) = understand(rows, new, ALL_ITEM, old)

    assert all(PAGE_A not in target.address or target.confidence < 0.5 for target in alone.targets)
    assert {("別添1", PAGE_B, "図"), ("別添1", PAGE_B, "備考")} == {target.address for target in found.targets}
    assert {"older"} == {target.by for target in found.targets}


def test_list_that_is_gone_is_not_another_of_like_title() -> None:
    kept = item("records[]", ["接種日"], title="接種記録情報", form=ALL_ITEM)
    gone = item("records[]", ["接種券番号"], title="新型感染症予防接種情報", form=ALL_ITEM)
    rows = (row(1, "(別添2) 特定個人情報ファイル記録項目 新型感染症予防接種情報", "接種券番号", "削除"),)

    (found,) = understand(rows, version(kept, form=ALL_ITEM), ALL_ITEM, version(kept, gone, form=ALL_ITEM))

    assert [("別添2", "新型感染症予防接種情報")] == [target.address for target in found.targets]


def test_page_is_known_by_its_sign_by_its_title_or_by_both() -> None:
    document = version(*page(PAGE_A, "①予診票を送付する。"), *page(PAGE_B, "①会場で記録する。"), form=ALL_ITEM)
    cells = ("B", "-B 備考", "臨時の接種に関する事務の流れ", "「B: 臨時の接種に関する事務の流れ」", "臨時の接種")

    for cell in cells:
        (found,) = understood(row(1, f"{ANNEX} {cell}", "", "①会場で記録する。"), document=document)
        assert {PAGE_B} == {target.address[1] for target in found.targets}, cell


def test_names_of_like_length_are_not_cut_off() -> None:
    """They end where a name ends: a cut must show in the text as well."""
    names = [
        "住民基本台帳ネットワークシステム統合端末",
        "福祉保健総合システム及び介護保険システム",
        "国民健康保険資格管理システムの窓口用端末",
    ]

    found = understood(*(row(n, name, name, name + "群") for n, name in enumerate(names, 1)))

    assert [False] * 3 == [d.truncated.before or d.truncated.after or d.truncated.item for d in found]


def test_cells_that_break_off_at_one_length_are_cut_off() -> None:
    """A fixed row height shows the same number of characters of every long text."""
    texts = [
        "リスクに対する措置として端末の持出しを禁止し所属長が端末",
        "サービス検索機能の利用により端末機に一時的に個人番号が保",
        "市民が申請機能から個人番号を入力する際には確認の画面を必",
    ]

    found = understood(*(row(n, "Ⅲ リスク対策", "", text) for n, text in enumerate(texts, 1)))

    assert [True, True, True] == [d.truncated.after for d in found]


def test_reasons_of_one_length_that_end_as_no_reason_does_are_cut_off() -> None:
    reasons = [
        "形式的な変更であるため、重要な変更に当たらないこ",
        "漏えいその他の事態を発生させるおそれの少ない変更",
        "誤記の修正のため",
    ]
    rows = [row(n, "Ⅰ 基本情報 5.", "前", "後", explanation=text) for n, text in enumerate(reasons, 1)]

    assert [True, True, False] == [d.truncated.explanation for d in understood(*rows)]


@pytest.mark.parametrize(
    ("cut", "text"),
    [
        (True, "行政手続における特定の個人を識別するための番号の利用等に関する法律（平成25年法律第27"),
        (True, "国民年金法第12条第5項及び年金生活者支援給付金の支給に関する法律第38"),
        (False, "行政手続における特定の個人を識別するための番号の利用等に関する法律別表第2"),
        (False, "申請書の様式は、児童手当に関する規則が定める様式第4"),
        (False, "法律第27"),
    ],
)
def test_text_that_ends_within_a_citation_or_a_bracket_is_cut_off(cut: bool, text: str) -> None:
    (found,) = understood(row(1, "Ⅰ 基本情報 4.", "", text))

    assert cut == found.truncated.after


def test_path_whose_brackets_are_closed_is_not_cut_off() -> None:
    paths = [
        "Ⅲ リスク対策（2. 特定個人情報の入手 リスクに対",
        "Ⅲ リスク対策（3. 特定個人情報の使用 リスクに対",
        "Ⅲ リスク対策（5. 特定個人情報の提供 その他のリ",
        "Ⅰ 基本情報（1. 届を取り扱う事務 ②事務の内容）",
    ]
    assert {26} == {len(path) for path in paths}
    rows = [row(n, path) for n, path in enumerate(paths, 1)]

    assert [True, True, True, False] == [d.truncated.item for d in understood(*rows)]


def test_clause_of_a_reason_is_no_end_of_a_quotation() -> None:
    """…による ends an explanation; a quotation goes on behind it."""
    texts = (
        "第1欄が市町村長である項のうち、第2欄に児童手当法による",
        "第3欄が市町村長である項のうち、第4欄に児童手当の支給の",
        "第5欄が市町村長である項のうち、第6欄に児童手当の情報が",
    )
    rows = [row(n, "Ⅰ 基本情報 5.", "", text, explanation="法令改正による") for n, text in enumerate(texts, 1)]

    found = understood(*rows)

    assert [(True, False)] * 3 == [(d.truncated.after, d.truncated.explanation) for d in found]


def test_complete_sentences_of_one_length_are_not_cut_off() -> None:
    texts = [
        "端末の持出しは所属長の許可を受ける。",
        "帳票は利用した後に直ちに裁断をする。",
        "研修は配属の後の一月以内に受講する。",
    ]

    found = understood(*(row(n, "Ⅲ リスク対策", "", text) for n, text in enumerate(texts, 1)))

    assert [False, False, False] == [d.truncated.after for d in found]


def test_open_bracket_at_the_end_is_a_cut() -> None:
    (found,) = understood(row(1, f"{BLOCK} ③委託先名)", "株式会社みどり", "条例第3条第2項("))

    assert found.truncated.after


def test_quotation_without_its_end_is_a_cut() -> None:
    (found,) = understood(row(1, "Ⅲ リスク対策", "", "リスクに対する措置の内容に「電子申請機能においては、マニュアル"))

    assert found.truncated.after


LISTS = version(item("records[]", ["宛名番号"], title="宛名情報", form=ALL_ITEM), form=ALL_ITEM)


def test_list_that_the_document_has_not_is_cited_as_it_would_stand_there() -> None:
    cell = "（別添２）特定個人情報ファイル記録項目"
    (found,) = understood(
        row(1, cell, "<宛名情報> 宛名番号", "<宛名情報> 個人番号 <口座情報> 口座番号"), document=LISTS
    )

    assert [("別添2", "宛名情報"), ("別添2", "口座情報")] == [part.targets[0].address for part in found.parts]


@pytest.mark.parametrize(("rule", "name"), [("named-member-deleted", "帳票の印刷"), ("deleted", "印")])
def test_member_is_named_in_the_item_cell_by_more_than_a_letter(rule: str, name: str) -> None:
    cell = f"Ⅱ 4 特定個人情報ファイルの取扱いの委託 委託事項 ({name})"

    assert rule == understood(row(1, cell, "", "削除"))[0].directive.rule


CUT = "庁舎内の施錠できるサーバ室において、入退室を管理する装置で保管し、第19"


@pytest.mark.parametrize(("column", "cells"), [("before", (CUT, "市民課")), ("after", ("市民課", CUT))])
def test_each_column_is_cut_off_by_itself(column: str, cells: tuple[str, str]) -> None:
    truncated = understood(row(1, BLOCK, *cells))[0].truncated

    assert [column] == [name for name in ("item", "before", "after", "explanation") if getattr(truncated, name)]


@pytest.mark.parametrize("column", ["item", "before", "after", "explanation"])
def test_cell_that_its_source_is_known_to_cut_off_is_cut_off_however_it_ends(column: str) -> None:
    rows = (row(1, BLOCK, "市民課。", "税務課。"), row(2, BLOCK, "市民課。", "税務課。"))
    cut, whole = understand(rows, OUTSOURCED, PRIORITY, None, {1: frozenset((column,))})

    assert [column] == [n for n in ("item", "before", "after", "explanation") if getattr(cut.truncated, n)]
    assert not any(getattr(whole.truncated, n) for n in ("item", "before", "after", "explanation"))


def test_single_reason_that_ends_as_no_reason_does_is_not_cut_off() -> None:
    """It takes two: one office may write so."""
    found = understood(
        row(1, BLOCK, "市民課", "税務課", explanation="その他の項目の変更であり事前の提出及び公表が義務")
    )

    assert not found[0].truncated.explanation


def test_cells_of_a_row_on_several_parts_keep_their_paragraphs() -> None:
    cell = "Ⅲ リスク対策 8. 監査 実施の有無、Ⅱ 特定個人情報ファイルの概要 6. 特定個人情報の保管・消去 保管場所"
    directive = understood(row(1, cell, "甲課\n乙課", "丙課\n丁課"))[0].directive

    assert ((("甲課\n乙課",)), ("丙課\n丁課",)) == (directive.before, directive.after)
