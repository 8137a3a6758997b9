"""Text layers whose order is lost: what is not certain is left."""

from reading import document_of, item_of, read, reading_of, rules, value
from shinkyu.model.document import Checks, Day
from shinkyu.render.shapes import item_shapes

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


def test_boxes_of_a_line_without_one_of_its_brackets_are_unknown() -> None:
    text = (
        COVER + "Ⅲ　リスク対策\n\n ９．従業者に対する教育・啓発\n\n ８．監査\n\n"
        " 実施の有無 [ ○ ] 自己点検 ] 内部監査 [ ] 外部監査\n"
    )

    item = item_of(text, "Ⅲ", "8", "実施の有無")

    assert "undecidable" == item.state
    assert Checks(unknown=("自己点検", "内部監査", "外部監査")) == item.value


def test_torn_boxes_are_empty_when_no_bracket_is_lost_and_no_mark_lies_about() -> None:
    text = (
        COVER + "Ⅲ　リスク対策\n\n ９．従業者に対する教育・啓発\n\n ８．監査\n\n"
        " 実施の有無 [ ○ ] 自己点検 [\n\n[ ] 外部監査\n\n] 内部監査\n"
    )

    assert Checks(on=("自己点検",), off=("内部監査", "外部監査")) == value(text, "Ⅲ", "8", "実施の有無")


def test_torn_boxes_are_unknown_when_a_mark_lies_about_that_two_of_them_can_have() -> None:
    text = (
        COVER + "Ⅲ　リスク対策\n\n ９．従業者に対する教育・啓発\n\n ８．監査\n\n○\n\n[\n\n[\n\n"
        " 実施の有無 [ ○ ] 自己点検\n\n] 外部監査\n\n] 内部監査\n"
    )

    assert Checks(on=("自己点検",), unknown=("内部監査", "外部監査")) == value(text, "Ⅲ", "8", "実施の有無")


def test_the_same_choice_printed_as_often_as_labels_offer_it_is_given_to_all_of_them() -> None:
    text = COVER + (
        "Ⅲ　リスク対策\n\n特に力を入れている\n\n特に力を入れている\n\n リスクへの対策は十分か\n\n"
        " ３．特定個人情報の使用\n\n ２．特定個人情報の入手（情報提供ネットワークシステムを通じた入手を除く。）\n\n"
        " リスクへの対策は十分か\n"
    )
    found = [i for i in document_of(text).items if i.label == "リスクへの対策は十分か" and i.state == "filled"]

    assert ["特に力を入れている"] * 2 == [i.value for i in found]


def test_printings_of_one_label_are_told_apart_by_the_labels_beside_them() -> None:
    text = COVER + (
        "Ⅰ　基本情報\n\n システム2\n\n ①システムの名称 宛名管理システム\n\n ②システムの機能\n\n"
        " ２．特定個人情報ファイルを取り扱う事務において使用するシステム\n\n システム1\n\n"
        " ①システムの名称 国民年金システム\n"
    )

    assert ("国民年金システム",) == value(text, "Ⅰ", "2", "システム1", "①システムの名称")
    assert ("宛名管理システム",) == value(text, "Ⅰ", "2", "システム2", "①システムの名称")


def test_a_label_printed_more_often_than_members_are_named_gives_no_value_to_any() -> None:
    text = COVER + (
        "Ⅰ　基本情報\n\n ２．特定個人情報ファイルを取り扱う事務において使用するシステム\n\n システム3\n\n"
        " ①システムの名称 窓口装置\n\n ②システムの機能\n\n ①システムの名称 宛名管理システム\n"
    )

    assert "unread" == item_of(text, "Ⅰ", "2", "システム3", "①システムの名称").state


def test_a_text_that_fits_two_labels_is_told_with_both_and_given_to_neither() -> None:
    text = COVER + "Ⅰ　基本情報\n\n迷子の文がある。\n\n ②所属長の役職名\n\n ①部署\n"
    pieces = read(text)[1].undecided

    assert [("迷子の文がある。", {("Ⅰ", "6", "①部署"), ("Ⅰ", "6", "②所属長の役職名")})] == [
        (piece.text, set(piece.candidates)) for piece in pieces
    ]
    assert "unread" == item_of(text, "Ⅰ", "6", "①部署").state


def test_a_text_is_known_by_the_same_item_of_another_file() -> None:
    prose = "資格の適用及び免除の申請の審査に関する事務を行うため、世帯の構成を把握する必要があるため。"
    tidy = (
        "Ⅱ　特定個人情報ファイルの概要\n\n １．特定個人情報ファイル名\n\n（1）台帳ファイル\n\n ２．基本情報\n\n"
        f" ③対象となる本人の範囲　※\n被保険者\n\n その必要性\n{prose}\n\n ④記録される項目\n\n\n\n\n"
    )
    torn = (
        f"Ⅱ　特定個人情報ファイルの概要\n\n{prose}\n\n世帯員も含む。\n\n ④記録される項目\n\n その必要性\n\n"
        " １．特定個人情報ファイル名\n\n ③対象となる本人の範囲　※\n\n ２．基本情報\n"
    )
    text = COVER + tidy + torn

    assert (prose,) == value(text, "Ⅱ", "ファイル2", "2", "③対象となる本人の範囲", "その必要性")
    assert 0.85 == reading_of(text, "Ⅱ", "ファイル2", "2", "③対象となる本人の範囲", "その必要性").confidence


def test_an_item_is_empty_when_its_label_is_printed_and_the_page_has_nothing_left() -> None:
    text = COVER + "Ⅰ　基本情報\n\n ②所属長の役職名 課長\n\n ①部署\n"

    assert "blank" == item_of(text, "Ⅰ", "6", "①部署").state
    assert 0.85 == reading_of(text, "Ⅰ", "6", "①部署").confidence


def test_an_item_whose_label_is_not_printed_is_unread_and_not_empty() -> None:
    text = COVER + "Ⅰ　基本情報\n\n ②所属長の役職名 課長\n"

    assert "unread" == item_of(text, "Ⅰ", "6", "①部署").state


def test_a_text_below_a_row_of_labels_may_be_of_each_of_them() -> None:
    text = COVER + "Ⅰ　基本情報\n\n ①部署\n\n ②所属長の役職名\n\n国保年金課長\n\n ７．他の評価実施機関\n"

    assert "unread" == item_of(text, "Ⅰ", "6", "①部署").state
    assert "unread" == item_of(text, "Ⅰ", "6", "②所属長の役職名").state


def test_a_table_of_changes_is_no_further_file_whatever_its_cells_cite() -> None:
    text = COVER + (
        "Ⅱ　特定個人情報ファイルの概要\n\n １．特定個人情報ファイル名\n\n台帳ファイル\n\n ２．基本情報\n\n\n\n\n"
        "変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明\n令和7年7月31日\n"
        "Ⅱ　特定個人情報ファイルの概要\n １．特定個人情報ファイル名\n旧ファイル\n事後\n"
    )

    assert not [i for i in document_of(text).items if "ファイル2" in i.address]
    assert ("台帳ファイル",) == value(text, "Ⅱ", "1")
    assert ["change-table-unread"] == rules(text)


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


def test_a_box_whose_line_is_pushed_together_is_unknown() -> None:
    text = COVER + (
        "Ⅲ　リスク対策\n\n ９．従業者に対する教育・啓発\n\n ８．監査\n\n"
        " ○ ] 自己点検 [ ○ ] 内部監査] 外部監査\n\n 実施の有無\n"
    )

    assert Checks(unknown=("自己点検", "内部監査", "外部監査")) == value(text, "Ⅲ", "8", "実施の有無")


def test_a_dash_below_a_label_is_what_the_empty_item_prints() -> None:
    text = COVER + "Ⅳ　開示請求、問合せ\n\n ③法令による特別の手続\n\n－\n\n ②請求方法 書面\n\n ①請求先 総務課\n"
    item = item_of(text, "Ⅳ", "1", "③法令による特別の手続")

    assert ("blank", ("－",)) == (item.state, item.value)


def test_the_sidecar_says_where_a_value_stands_and_what_speaks_for_it() -> None:
    text = COVER + "Ⅰ　基本情報\n\n]\n\n実施しない\n\n ②法令上の根拠 －\n\n ①実施の有無\n\n[\n"
    where = reading_of(text, "Ⅰ", "5", "①実施の有無").where

    assert ("only fit", text.split("\n").index("実施しない") + 1) == (where.how, where.line)


def test_a_marked_box_whose_remark_may_stand_elsewhere_is_left_open() -> None:
    text = COVER + (
        "Ⅰ　基本情報\n\n収納管理システム\n\n年金システム\n\n"
        " ２．特定個人情報ファイルを取り扱う事務において使用するシステム\n\n システム1\n\n"
        " ①システムの名称\n\n ②システムの機能\n\n"
        " ③他のシステムとの接続 [ ] 情報提供ネットワークシステム [ ○ ] 庁内連携システム\n"
        "[ ] 住民基本台帳ネットワークシステム [ ] 既存住民基本台帳システム\n[ ] 宛名システム等 [ ] 税務システム\n"
        "[ ○ ] その他 （ ）\n"
    )
    item = item_of(text, "Ⅰ", "2", "システム1", "③他のシステムとの接続")

    assert ("undecidable", ("庁内連携システム",), ("その他",)) == (item.state, item.value.on, item.value.unknown)


def test_the_heading_of_a_member_whose_name_could_not_be_told_is_unread_too() -> None:
    text = COVER + (
        "Ⅱ　特定個人情報ファイルの概要\n\n ４．特定個人情報ファイルの取扱いの委託\n\n"
        "保守業務\n\n運用業務\n\n 委託事項1\n\n ①委託内容\n"
    )
    document, reading = read(text)

    assert "unread" == item_of(text, "Ⅱ", "4", "委託事項1", "名称").state
    assert ["unread"] == [s["state"] for s in item_shapes(document, reading) if s["label"] == "委託事項1"]


def test_a_label_under_its_number_and_raised_mark_has_its_value_beside_it() -> None:
    text = COVER + (
        "Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n台帳ファイル\n２．基本情報\n"
        "① ※\nファイルの種類 [ システム用ファイル ]\n＜選択肢＞\n"
    )

    assert "システム用ファイル" == value(text, "Ⅱ", "2", "①ファイルの種類")
