"""The manner of an office, learned from its older rows."""

import pytest

from builders import document, row, text_item
from shinkyu.forms.library import load
from shinkyu.model.table import PathStyle, TableStyle
from shinkyu.render.change_table import learn_style
from shinkyu.render.change_table.timing import propose_timing

FORM = load("priority", "2018-05")


def test_no_rows_give_the_clearest_manner() -> None:
    assert TableStyle() == learn_style([], FORM)


@pytest.mark.parametrize(
    ("style", "cell"),
    [
        ("parenthesised", "I 基本情報(6. 評価実施機関における担当部署 ①部署)"),
        (
            "parenthesised",
            "Ⅱ 特定個人情報ファイルの概要（5. 特定個人情報の提供・移転（委託に伴うものを除く。） 移転先2",
        ),
        ("spaced", "II 特定個人情報ファイルの概要 5. 特定個人情報の提供・移転(委託に伴うものを除く。) 移転先2"),
        ("spaced", "I 基本情報 6. 評価実施機関における担当部署 ①部署"),
        ("quoted", "「Ⅰ 基本情報」-「4. 個人番号の利用」-「法令上の根拠」"),
        ("quoted", "「Ⅰ 基本情報」－「4. 個人番号の利用」－「法令上の根拠」"),
    ],
)
def test_path_is_written_as_before(style: PathStyle, cell: str) -> None:
    assert style == learn_style([row(1, cell, "甲", "乙")], FORM).path


def test_brackets_keep_their_width() -> None:
    assert ("(", ")") == learn_style([row(1, "I 基本情報(6. 担当部署 ①部署)", "甲", "乙")], FORM).brackets


@pytest.mark.parametrize(
    ("marks", "new", "inserted"),
    [
        (["新規"], "新規", "右記を追加"),
        (["（新規）"], "（新規）", "右記を追加"),
        (["新規", "右記を追加"], "新規", "右記を追加"),
        (["(追加)"], "(追加)", "(追加)"),
        (["記載なし"], "記載なし", "記載なし"),
        (["記載なし", "（追加）"], "記載なし", "（追加）"),
        (["右記を追加"], "新規", "右記を追加"),
        (["-"], "新規", "右記を追加"),
    ],
)
def test_marks_for_what_was_not_there_are_taken_over(marks: list[str], new: str, inserted: str) -> None:
    style = learn_style([row(n, "Ⅰ 基本情報", mark, "甲") for n, mark in enumerate(marks, 1)], FORM)

    assert (new, inserted) == (style.new, style.inserted)


def test_newest_manner_counts() -> None:
    """The same city wrote 記載なし in one year and （追加） three years later."""
    rows = [
        row(1, "Ⅰ 基本情報", "記載なし", "甲", date="令和2年8月13日"),
        row(2, "Ⅰ 基本情報", "記載なし", "乙", date="令和2年8月13日"),
        row(3, "Ⅰ 基本情報", "（追加）", "丙", date="令和5年12月28日"),
    ]

    assert "（追加）" == learn_style(rows, FORM).new


def test_mark_of_deletion_and_omission_are_taken_over() -> None:
    rows = [row(1, "Ⅰ 基本情報", "甲", "（削除）"), row(2, "Ⅰ 基本情報", "(省略)\n甲", "(省略)\n乙")]
    style = learn_style(rows, FORM)

    assert ("（削除）", "(省略)") == (style.deleted, style.omission)


def test_long_quotations_without_omission_are_a_habit_from_the_second_on() -> None:
    rows = [row(n, "Ⅰ 基本情報", "甲" * 300, "乙" * 300) for n in (1, 2)]

    assert [False, True] == [learn_style(rows[:n], FORM).whole_values for n in (1, 2)]


def test_long_excerpts_are_no_habit_of_quoting_whole_values() -> None:
    rows = [row(n, "Ⅰ 基本情報", "甲" * 300, "乙" * 300) for n in (1, 2)]
    whole, longer = (text_item("pi_file.remarks", text) for text in ("乙" * 300, "乙" * 400))

    assert learn_style(rows, FORM, document(whole)).whole_values
    assert not learn_style(rows, FORM, document(longer)).whole_values


def test_date_style_is_taken_over() -> None:
    assert "slashes" == learn_style([row(1, "Ⅰ 基本情報", "甲", "乙", date="2025/7/31")], FORM).date


def test_office_that_declares_its_cover_date_is_known_by_the_row() -> None:
    assert learn_style([row(1, "表紙 公表日", "2020/6/29", "2021/6/28")], FORM).declares_cover_date


def test_explanations_are_the_offices_own_and_the_newest() -> None:
    rows = [
        row(1, "Ⅰ", "甲", "乙", date="令和3年4月1日", explanation="重要な変更項目でないため"),
        row(
            2, "Ⅰ", "甲", "乙", date="令和4年4月1日", explanation="重要な変更にあたらないため（組織改編による課名変更）"
        ),
        row(3, "Ⅰ", "甲", "乙", date="令和5年4月1日", explanation="重要な変更該当しない項目の変更であるため"),
    ]

    assert {
        "not-material": "重要な変更該当しない項目の変更であるため",
        "organisation": "重要な変更にあたらないため（組織改編による課名変更）",
    } == learn_style(rows, FORM).explanations


def test_explanation_that_the_row_height_cut_off_is_not_taken_over() -> None:
    cut = row(1, "Ⅰ", "甲", "乙", explanation="法令改正等による形式的な変更であるため、重要な変更")

    assert {} == learn_style([cut], FORM).explanations


@pytest.mark.parametrize(
    ("material", "cls", "substitution", "timing", "reasons"),
    [
        (True, "text", True, "事前", ("material-item", "substance")),
        (True, "citation", True, "事後", ("material-item", "formal-citation")),
        (True, "citation", False, "事前", ("material-item", "substance")),
        (True, "organisation", True, "事後", ("material-item", "formal-organisation")),
        (True, "term", True, "事前", ("material-item", "substance")),
        (False, "text", False, "事後", ("other-item",)),
        (False, "organisation", True, "事後", ("other-item",)),
    ],
)
def test_timing_follows_the_decision_table(
    material: bool, cls: str, substitution: bool, timing: str, reasons: tuple[str, ...]
) -> None:
    """事後 on a ※ item only where the class names a formal change."""
    found = propose_timing(cls, material=material, substitution_only=substitution, explanations={})  # type: ignore[arg-type]

    assert (timing, reasons) == (found.timing, found.reasons)
    assert bool(found.explanation) == (timing == "事後")


def test_formal_change_of_a_material_item_never_says_the_item_is_none() -> None:
    """The office's one sentence for everything would contradict the ※."""
    own = {"not-material": "重要な変更に該当しない項目の変更であるため"}
    found = propose_timing("citation", material=True, substitution_only=True, explanations=own)

    assert "法令改正に伴う条項番号の形式的な変更であり、重要な変更に当たらないため" == found.explanation
