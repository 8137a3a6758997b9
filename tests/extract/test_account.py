"""Every character of a source has a category; what has none is named with its line."""

from hypothesis import given
from hypothesis import strategies as st

from reading import COVER, account_of, document_of
from shinkyu.model.account import UnplacedPiece
from shinkyu.sources.plain import decode

WORK = COVER + "I 基本情報\n\n"


def test_label_value_options_and_blanks_are_told_apart() -> None:
    before = account_of(WORK).counts
    after = account_of(WORK + "6. 評価実施機関における担当部署\t\n①部署\t年金課\n").counts

    assert {"items": 3, "form": 19, "space": 5} == {key: after[key] - before[key] for key in ("items", "form", "space")}


def test_a_choice_is_a_value_and_its_list_is_the_form() -> None:
    rows = (
        "5. 情報提供ネットワークシステムによる情報連携\t\n"
        "①実施の有無\t[実施する] <選択肢> 1) 実施する 2) 実施しない 3) 未定\n"
    )
    counts = account_of(WORK + rows).counts

    assert len("実施する") == counts["items"] - account_of(WORK).counts["items"]
    assert 0 == counts["unplaced"]


def test_elements_are_markup() -> None:
    rows = "6. 評価実施機関における担当部署\t\n①部署\t<p>年金課</p>\n"

    assert len("<p></p>") == account_of(WORK + rows).counts["markup"]


def test_what_is_no_option_is_unplaced_with_its_line() -> None:
    rows = (
        "5. 情報提供ネットワークシステムによる情報連携\t\n"
        "①実施の有無\t[検討] <選択肢> 1) 実施する 2) 実施しない 3) 未定\n"
    )

    assert (UnplacedPiece(12, "検討"),) == account_of(WORK + rows).unplaced


def test_a_text_that_belongs_to_nothing_is_unplaced_and_in_the_document() -> None:
    text = (
        COVER
        + "Ⅲ リスク対策\n\n2. 特定個人情報の入手（情報提供ネットワークシステムを通じた入手を除く。）\t\n迷子の文\t\n"
    )

    assert ("迷子の文",) == tuple(piece.text for piece in account_of(text).unplaced)
    assert ("迷子の文",) == document_of(text).unplaced


def test_of_a_box_that_belongs_to_nothing_no_sign_of_ours_comes_into_the_document() -> None:
    text = COVER + (
        "Ⅲ リスク対策\n\n2. 特定個人情報の入手（情報提供ネットワークシステムを通じた入手を除く。）\t\n"
        '<input type="checkbox"/>\t\n[<input type="checkbox"/>] 迷子\t\n'
    )

    assert ("[] 迷子",) == document_of(text).unplaced


def test_rows_of_the_table_and_appended_reports_have_categories_of_their_own() -> None:
    text = COVER + (
        "(別添2) 変更箇所\n\n"
        "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n"
        "令和6年3月26日\tⅠ\ta\tb\t事後\t\n\n事故について\n\n経緯\n"
    )
    counts = account_of(text).counts

    assert len("令和6年3月26日Ⅰab事後") == counts["declared"]
    assert len("事故について経緯") == counts["attachments"]


LINES = st.sampled_from(
    [
        "①事務の名称\t国民年金 & 年金\n",
        "②事務の内容\t<p>届出を&nbsp;受理する。</p><ul> ・申請\n",
        "③対象人数\t[10万人以上30万人未満] <選択肢> 1) 1,000人未満\n",
        "システム1\t\n①システムの名称\t国保\n③他のシステムとの接続\t[○] 税務システム [] その他 (戸籍)\n",
        "2. 特定個人情報ファイルを取り扱う事務において使用するシステム\t\n",
        "迷子の文\n",
        "\n",
        " \n",
        "---\t--\n",
        "II 特定個人情報ファイルの概要\n",
        "(別添1) 特定個人情報ファイル記録項目\n<宛名>\n宛名番号 氏名\n",
        "(別添2) 変更箇所\n変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n",
        "令和6年3月26日\tⅠ\ta\tb\t事後\t\n",
        "<inp",
        "ut>\t",
    ]
)


@given(st.lists(LINES, max_size=25).map("".join))
def test_the_categories_sum_to_the_length_of_the_source(body: str) -> None:
    text = COVER + "I 基本情報\n" + body
    counts = account_of(text)

    assert len(decode(text.encode(), "a.txt")) == counts.total == sum(counts.counts.values())


@given(st.lists(LINES, max_size=25).map("".join))
def test_what_is_unplaced_is_named_to_the_character(body: str) -> None:
    found = account_of(COVER + "I 基本情報\n" + body)

    assert found.counts["unplaced"] == sum(len("".join(piece.text.split())) for piece in found.unplaced)
