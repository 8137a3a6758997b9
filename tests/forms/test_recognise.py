"""Which form and edition a document was written on."""

from collections.abc import Mapping

import pytest

from shinkyu.errors import FormError
from shinkyu.forms.library import recognise

TITLE = "特定個人情報保護評価書（重点項目評価書）"
FOUR = "4情報（氏名、性別、生年月日、住所）"
FIVE = "5情報（氏名、氏名の振り仮名、性別、生年月日、住所）"


def edition(*lines: str) -> tuple[str, str]:
    form = recognise(lines)
    return form.form, form.edition


REAL = {
    "000": ("priority", "five-information"),
    "001": ("priority", "2018-05"),
    "002": ("all-item", "2018-05"),
    "003": ("priority", "2018-05"),
    "004": ("all-item", "2018-05"),
}


@pytest.mark.real
@pytest.mark.parametrize("name", REAL)
def test_the_real_documents_are_recognised(real: Mapping[str, list[str]], name: str) -> None:
    assert REAL[name] == edition(*real[name])


@pytest.mark.real
@pytest.mark.parametrize("name", REAL)
def test_they_are_recognised_without_the_cover_too(real: Mapping[str, list[str]], name: str) -> None:
    """Title, mark and list of parts are lost: labels must do."""
    assert REAL[name] == edition(*real[name][60:])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (TITLE, "priority"),
        ("特定個人情報保護評価書(全項目評価書)", "all-item"),
        ("  特定個人情報保護評価書 （ 基礎項目評価書 ）", "basic"),
        ("# 特定個人情報保護評価書(全項目評価書)(案)", "all-item"),
        ("様式4 特定個人情報保護評価書（全項目評価書）", "all-item"),
        ("（重点項目評価書）", "priority"),
        ("<p>特定個人情報保護評価書(重点項目評価書)</p>\t", "priority"),
    ],
)
def test_the_title_line_tells_the_form(line: str, expected: str) -> None:
    assert expected == edition("", line, "評価書番号\t評価書名")[0]


@pytest.mark.parametrize(
    "line",
    [
        "16\t国民年金に関する事務 全項目評価書",
        "特定個人情報保護評価書（全項目評価書）を公表しました",
        "令和4年に特定個人情報保護評価書（全項目評価書）",
    ],
)
def test_a_name_or_a_sentence_is_no_title(line: str) -> None:
    """評価書名 and entries speak of other assessments too."""
    assert "priority" == edition(line, TITLE)[0]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((TITLE, "[平成30年5月 様式3]"), ("priority", "2018-05")),
        (("［平成３０年５月　様式４］",), ("all-item", "2018-05")),
        (("平成26年4月 様式2",), ("basic", "2014-04")),
        ((TITLE, "[平成30年5月 様式3]", f"[ ] {FOUR}", FIVE), ("priority", "2018-05")),
        # The options that are printed must be known, or a ticked box is lost.
        ((TITLE, "[平成30年5月 様式3]", f"[ ] {FIVE}"), ("priority", "five-information")),
    ],
)
def test_the_printed_mark_tells_form_and_edition(lines: tuple[str, ...], expected: tuple[str, str]) -> None:
    assert expected == edition(*lines)


def test_an_unknown_mark_leaves_the_edition_to_the_options() -> None:
    assert ("priority", "five-information") == edition(TITLE, "[令和9年9月 様式3]", f"[○] {FIVE}")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((f"[ ] {FOUR}",), "2018-05"),
        ((f"[○] {FIVE} [ ] 連絡先（電話番号等）",), "five-information"),
        (("主な記録項目\t[<input type='checkbox'/>] " + FIVE,), "five-information"),
        ((FIVE,), "five-information"),
        (("[○] 5情報（氏名、氏名の振り仮名、", "性別、生年月日、住所）"), "five-information"),
        ((f"[○] {FIVE}", f"前の版では{FOUR}、{FOUR}と記載していた。"), "five-information"),
        ((f"[ ] {FOUR}", f"{FIVE}を保有する。", "5情報を照合する。"), "2018-05"),
        (("被保険者等の5情報を把握するために必要",), "2018-05"),
        ((), "2018-05"),
    ],
)
def test_the_check_box_tells_the_edition_not_the_entries(lines: tuple[str, ...], expected: str) -> None:
    assert ("priority", expected) == edition(TITLE, *lines)


def test_the_risk_part_tells_the_editions_of_the_basic_form() -> None:
    lines = (
        "特定個人情報保護評価書(基礎項目評価書)",
        "Ⅳ リスク対策",
        "9. 監査",
        "10. 従業者に対する教育・啓発",
    )

    assert ("basic", "2024-10") == edition(*lines)


def test_labels_tell_the_form_when_the_title_is_lost() -> None:
    lines = (
        "①事務実施上の必要性\t",
        "③入手の時期・頻度 毎月",
        "⑤委託先名の確認方法",
        "①NISC政府機関統一基準群",
        "権利利益に影響を与え得る決定 ※\t行わない。",
    )

    assert ("all-item", "2018-05") == edition(*lines)


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("", "\t"),
        ("令和7年度 一般会計予算書", "歳入\t歳出"),
        ("特定個人情報保護評価書を公表します。", "評価書名\t公表日", "備考"),
        ("①入手元", "②入手方法", "③使用目的", "⑤使用方法"),
    ],
)
def test_other_texts_are_refused(lines: tuple[str, ...]) -> None:
    with pytest.raises(FormError, match="not an assessment"):
        recognise(lines)
