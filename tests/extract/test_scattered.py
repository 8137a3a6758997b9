"""Text layers whose order is lost: what is not certain is left."""

from reading import document_of, item_of, value
from shinkyu.model.document import Checks, Day

COVER = """\
  評価実施機関名

厚木市長

 公表日

令和7年8月21日

特定個人情報保護評価書（重点項目評価書）

評価書番号  評価書名

8 国民年金に関する事務

 個人のプライバシー等の権利利益の保護の宣言

　厚木市は、権利利益に影響を及ぼしかねないことを認識し、
保護に取り組んでいることを宣言する。

特記事項




"""


def test_the_items_of_a_cover_are_known_by_what_they_say() -> None:
    assert ("8",) == value(COVER, "表紙", "評価書番号")
    assert ("国民年金に関する事務",) == value(COVER, "表紙", "評価書名")
    assert ("厚木市長",) == value(COVER, "表紙", "評価実施機関名")
    assert Day("2025-08-21", "令和7年8月21日") == value(COVER, "表紙", "公表日")
    assert ("厚木市は、権利利益に影響を及ぼしかねないことを認識し、保護に取り組んでいることを宣言する。",) == value(
        COVER, "表紙", "個人のプライバシー等の権利利益の保護の宣言"
    )


def test_a_text_on_the_line_of_its_label_is_taken() -> None:
    text = COVER + "Ⅰ　基本情報\n\n ②所属長の役職名 国保年金課長\n\n ①部署 市民福祉部国保年金課\n"

    assert ("市民福祉部国保年金課",) == value(text, "Ⅰ", "6", "①部署")


def test_a_choice_apart_from_its_label_is_taken_where_one_label_of_the_page_offers_it() -> None:
    text = COVER + "Ⅰ　基本情報\n\n]\n\n実施しない\n\n ②法令上の根拠 －\n\n ①実施の有無\n\n[\n"

    assert "実施しない" == value(text, "Ⅰ", "5", "①実施の有無")


def test_a_choice_that_two_labels_offer_is_left() -> None:
    text = COVER + (
        "Ⅲ　リスク対策\n\n十分である\n\n リスクへの対策は十分か\n\n ３．特定個人情報の使用\n\n"
        " ２．特定個人情報の入手（情報提供ネットワークシステムを通じた入手を除く。）\n\n リスクへの対策は十分か\n"
    )
    found = [i for i in document_of(text).items if i.label == "リスクへの対策は十分か"]

    assert {"unread"} == {i.state for i in found}


def test_boxes_are_taken_when_all_of_them_stand_behind_their_label() -> None:
    text = (
        COVER + "Ⅲ　リスク対策\n\n ９．従業者に対する教育・啓発\n\n ８．監査\n\n"
        " 実施の有無 [ ○ ] 自己点検 [ ] 内部監査 [ ] 外部監査\n"
    )

    assert Checks(on=("自己点検",), off=("内部監査", "外部監査")) == value(text, "Ⅲ", "8", "実施の有無")


def test_boxes_of_which_a_bracket_is_missing_are_left() -> None:
    text = (
        COVER + "Ⅲ　リスク対策\n\n ９．従業者に対する教育・啓発\n\n ８．監査\n\n"
        " 実施の有無 [ ○ ] 自己点検 ] 内部監査 [ ] 外部監査\n"
    )

    assert "unread" == item_of(text, "Ⅲ", "8", "実施の有無").state


def test_lines_that_blank_lines_hold_together_with_a_label_are_its_value() -> None:
    text = COVER + (
        "Ⅳ　開示請求、問合せ\n\n ②請求方法 書面による。\n\n ①請求先\n厚木市　総務部\n電話番号　046-225-2287\n\n"
        " ２．特定個人情報ファイルの取扱いに関する問合せ\n"
    )

    assert ("厚木市　総務部", "電話番号　046-225-2287") == value(text, "Ⅳ", "1", "①請求先")


def test_prose_that_is_printed_on_two_pages_is_a_mix_up_and_left() -> None:
    leak = "委託先から再委託の理由、再委託先の管理・監督方法、再委託先の名称等の報告を受け許諾する。"
    text = COVER + (
        f"Ⅳ　開示請求、問合せ\n\n ②請求方法 書面による。\n\n ①請求先\n{leak}\n\n"
        f" ③法令による特別の手続\n\n\n\n\n{leak}\n"
    )

    assert "unread" == item_of(text, "Ⅳ", "1", "①請求先").state


def test_a_date_label_never_takes_a_text() -> None:
    text = (
        COVER
        + "Ⅱ　特定個人情報ファイルの概要\n\n ⑤保有開始日\n国民年金の資格の届出を受理するため。\n\n ④記録される項目\n"
    )

    assert "unread" == item_of(text, "Ⅱ", "2", "⑤保有開始日").state


def test_what_was_not_taken_is_kept_as_unplaced() -> None:
    text = COVER + "Ⅰ　基本情報\n\n迷子の文がある。\n\n別の迷子である。\n\n ②所属長の役職名\n\n ①部署\n"

    assert {"迷子の文がある。", "別の迷子である。"} <= set(document_of(text).unplaced)
