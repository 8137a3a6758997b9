"""Text layers that keep their columns."""

import pytest

from reading import account_of, document_of, layout_of, rules, template_of, value
from shinkyu.extract.columns import column_rows
from shinkyu.extract.labels import Labels
from shinkyu.model.document import Checks

LAYOUT = """\
         特定個人情報保護評価書（重点項目評価書）

       評価書番号                    評価書名

        21     国民年金に関する事務 重点項目評価書


公表日
令和6年6月28日



                       1
Ⅰ   基本情報
１．特定個人情報ファイルを取り扱う事務
①事務の名称        国民年金に関する事務
②事務の内容        国民年金法は、老齢、障害又は死亡によって国民生活の安定がそこなわれることを国民の共同
              連帯によって防止する。
              １ 資格に関する事務
                届出を受理し、審査のうえ報告する。
③対象人数         [   1万人以上10万人未満   ] ＜選択肢＞
                                 1) 1,000人未満      2) 1,000人以上1万人未満
２．特定個人情報ファイルを取り扱う事務において使用するシステム
システム1
①システムの名称      国民年金システム
③他のシステムとの接続   [   ] 情報提供ネットワークシステム       [ ○ ] 庁内連携システム
              [   ] 住民基本台帳ネットワークシステム     [   ] 既存住民基本台帳システム
              [   ] 宛名システム等              [   ] 税務システム
                              戸籍システム、介護保険システム、児童
              [ ○ ] その他   （                                   ）
                              手当システム



                       2
Ⅱ   特定個人情報ファイルの概要
３．特定個人情報の入手・使用
④使用の主 使用部署      健康福祉部国保年金課
体
      使用者数      [      10人未満       ] ＜選択肢＞
                                          1) 10人未満                2) 10人以上50人未満
４．特定個人情報ファイルの取扱いの委託
委託の有無 ※         [          委託する          ] ＜選択肢＞              （      1     ） 件
委託事項1           保守
②委託先における取扱者     [      10人未満        ] ＜選択肢＞
数                                         1) 10人未満                2) 10人以上50人未満
         ④再委託の有 [          再委託する         ] ＜選択肢＞
         無※                               1) 再委託する                2) 再委託しない
  再      ⑤再委託の許 委託先から、再委託の理由、再委託先の名称、業務の範囲、安全管理措置の内容等を記載し
  委      諾方法    た申請書の提出を受ける。
  託



                       3
（別添２）変更箇所
   変更日               項目              変更前の記載           変更後の記載         提出時期    提出時期に係る説明
令和2年6月30日   Ⅰ 基本情報（6. 評価実施 国民年金課長           保険年金課長            事後    形式的
"""


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (("表紙", "評価書番号"), ("21",)),
        (("表紙", "評価書名"), ("国民年金に関する事務 重点項目評価書",)),
        (("Ⅰ", "1", "①事務の名称"), ("国民年金に関する事務",)),
        (("Ⅰ", "1", "③対象人数"), "1万人以上10万人未満"),
        (("Ⅰ", "2", "システム1", "①システムの名称"), ("国民年金システム",)),
        (("Ⅱ", "3", "④使用の主体", "使用部署"), ("健康福祉部国保年金課",)),
        (("Ⅱ", "3", "④使用の主体", "使用者数"), "10人未満"),
        (("Ⅱ", "4", "委託の有無"), "委託する"),
        (("Ⅱ", "4", "委託の有無", "件"), 1),
        (("Ⅱ", "4", "委託事項1", "名称"), ("保守",)),
        (("Ⅱ", "4", "委託事項1", "②委託先における取扱者数"), "10人未満"),
        (("Ⅱ", "4", "委託事項1", "④再委託の有無"), "再委託する"),
        (
            ("Ⅱ", "4", "委託事項1", "⑤再委託の許諾方法"),
            (
                "委託先から、再委託の理由、再委託先の名称、業務の範囲、安全管理措置の内容等を記載した申請書の提出を受ける。",
            ),
        ),
    ],
)
def test_a_wrapped_label_and_the_text_right_of_it_belong_together(address: tuple[str, ...], expected: object) -> None:
    assert expected == value(LAYOUT, *address)


def test_soft_lines_are_joined_and_paragraphs_kept() -> None:
    assert (
        "国民年金法は、老齢、障害又は死亡によって国民生活の安定がそこなわれることを国民の共同連帯によって防止する。",
        "１ 資格に関する事務",
        "届出を受理し、審査のうえ報告する。",
    ) == value(LAYOUT, "Ⅰ", "1", "②事務の内容")


def test_a_note_that_is_printed_above_and_below_its_brackets_is_put_into_them() -> None:
    boxes = value(LAYOUT, "Ⅰ", "2", "システム1", "③他のシステムとの接続")

    assert isinstance(boxes, Checks)
    assert ("庁内連携システム", "その他") == boxes.on
    assert {"その他": "戸籍システム、介護保険システム、児童手当システム"} == boxes.notes


def test_the_table_of_changes_is_not_read_and_it_is_said() -> None:
    assert document_of(LAYOUT).declared is None
    assert "change-table-unread" in rules(LAYOUT)


def test_only_the_table_is_unplaced() -> None:
    assert all("令和2年6月30日" in p.text or "変更日" in p.text for p in account_of(LAYOUT).unplaced)


def test_a_layout_with_labels_in_the_middle_of_their_rows_is_given_up() -> None:
    """Its values begin before their labels and would go to the label above."""
    centred = LAYOUT.replace(
        "１．特定個人情報ファイルを取り扱う事務\n①事務",
        "１．特定個人情報ファイルを取り扱う事務\n              国民年金に関する事務の\n①事務",
    )

    layout = layout_of(centred)

    assert column_rows(layout, Labels(template_of(layout))) is None
