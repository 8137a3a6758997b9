"""Documents in the order of the form: what each row of a transcription becomes."""

import pytest

from reading import COVER, account_of, document_of, item_of, read, reading_of, rules, value
from shinkyu.model.document import Checks

WORK = COVER + "I 基本情報\n\n"
FILE = COVER + "II 特定個人情報ファイルの概要\n\n1. 特定個人情報ファイル名\t\n国民年金情報ファイル\t\n"
ALL_ITEM = COVER.replace("重点項目評価書", "全項目評価書", 1)
OUTSOURCED = ALL_ITEM + (
    "II 特定個人情報ファイルの概要\n\n4. 特定個人情報ファイルの取扱いの委託\t\t\n"
    "委託の有無 ※\t[委託する] <選択肢> 1) 委託する 2) 委託しない (1) 件\t\n委託事項1\t国民年金システムの保守\t\n"
)
PEOPLE = (
    "<選択肢> 1) 1万人未満 2) 1万人以上10万人未満 3) 10万人以上100万人未満 4) 100万人以上1,000万人未満 5) 1,000万人以上"
)
HANDLERS = (
    "<選択肢> 1) 10人未満 2) 10人以上50人未満 3) 50人以上100人未満 4)"
    " 100人以上500人未満 5) 500人以上1,000人未満 6) 1,000人以上"
)

# ---------------------------------------------------------------------------- labels, blocks, members


def test_a_label_gives_the_cell_beside_it() -> None:
    text = WORK + "1. 特定個人情報ファイルを取り扱う事務\t\n①事務の名称\t国民年金に関する事務\n"

    assert ("国民年金に関する事務",) == value(text, "Ⅰ", "1", "①事務の名称")


def test_a_block_that_is_an_item_has_its_value_in_the_next_row() -> None:
    assert ("国民年金情報ファイル",) == value(WORK + "3. 特定個人情報ファイル名\t\n国民年金情報ファイル\t\n", "Ⅰ", "3")


def test_width_and_reference_mark_of_a_label_do_not_matter() -> None:
    text = WORK + "４．個人番号の利用 ※\t\n法令上の根拠　※\t番号法第９条\n"

    assert ("番号法第９条",) == value(text, "Ⅰ", "4", "法令上の根拠")


def test_a_label_with_a_misread_character_is_still_that_label() -> None:
    text = (
        COVER
        + "Ⅲ リスク対策\n\n3. 特定個人情報の使用\t\nリスク2： 権限のない者\t\nリスクヘの対策は十分か\t[十分である]\n"
    )

    assert "十分である" == value(text, "リスク2", "リスクへの対策は十分か")


def test_a_risk_whose_words_stood_beside_another_one_is_headed_by_its_own_row() -> None:
    """The row of two risks is no heading, and a copy without its first pages has no heading before it."""
    text = (
        "リスク2: 不適切な方法で入手が行われるリスク\tリスク3：入手した特定個人情報が不正確であるリスク\n"
        "リスク3: 入手した特定個人情報が不正確であるリスク\t\n入手の際の本人確認の措置の内容\t提示を受ける。\n"
        "個人番号の真正性確認の措置の内容\t照合する。\n特定個人情報の正確性確保の措置の内容\t訂正する。\n"
    )

    assert ("提示を受ける。",) == value(text, "リスク3", "入手の際の本人確認の措置の内容")
    assert ["入手した特定個人情報が不正確であるリスク"] == [
        h.text for h in read(text)[1].headings if h.address[-1] == "リスク3"
    ]


def test_the_same_label_goes_to_the_next_place_in_the_form() -> None:
    text = COVER + (
        "Ⅲ リスク対策\n\n3. 特定個人情報の使用\t\nリスク1： 目的を超えた紐付け\t\nリスクに対する措置の内容\t一\n"
        "リスクへの対策は十分か\t[十分である]\nリスク2： 権限のない者\t\nその他の措置の内容\t二\n"
        "リスクへの対策は十分か\t[課題が残されている]\n"
    )

    assert "十分である" == value(text, "リスク1", "リスクへの対策は十分か")
    assert "課題が残されている" == value(text, "リスク2", "リスクへの対策は十分か")


def test_members_keep_their_printed_numbers_and_range_headings_are_none() -> None:
    text = WORK + (
        "2. 特定個人情報ファイルを取り扱う事務において使用するシステム\t\nシステム1\t\n①システムの名称\t国保\n"
        "システム2～5\t\nシステム2\t\n①システムの名称\t宛名\nシステム6～10\t\nシステム7\t\n①システムの名称\t税務\n"
    )
    found = document_of(text)

    assert [("国保",), ("宛名",), ("税務",)] == [i.value for i in found.items if i.label == "①システムの名称"]
    assert ("税務",) == value(text, "システム7", "①システムの名称")
    assert (("Ⅰ", "2", "システム"),) == found.gaps[:1], "システム3 to 6 may be missing"


def test_a_parent_label_beside_a_label_is_no_value() -> None:
    text = FILE + "3. 特定個人情報の入手・使用\t\t\n④使用の主体\t使用部署\t年金課\n\t使用者数\t[10人未満]\n"

    assert ("年金課",) == value(text, "④使用の主体", "使用部署")
    assert "10人未満" == value(text, "④使用の主体", "使用者数")


def test_a_cell_that_goes_on_after_a_page_end_is_one_value() -> None:
    text = WORK + (
        "2. 特定個人情報ファイルを取り扱う事務において使用するシステム\t\nシステム1\t\n"
        "②システムの機能\t1 資格\n\n\t2 免除\n③他のシステムとの接続\t[○] 税務システム\n"
    )

    assert ("1 資格", "2 免除") == value(text, "システム1", "②システムの機能")


def test_a_label_printed_again_after_a_page_end_goes_on() -> None:
    text = WORK + (
        "2. 特定個人情報ファイルを取り扱う事務において使用するシステム\t\nシステム1\t\n"
        "②システムの機能\t1 資格\n\n②システムの機能\t2 免除\n"
    )

    assert ("1 資格", "2 免除") == value(text, "システム1", "②システムの機能")


# ---------------------------------------------------------------------------- states


def test_a_label_without_a_value_is_blank_and_a_lost_label_is_unread() -> None:
    text = FILE + "2. 基本情報\t\n③対象となる本人の範囲 ※\t\n⑤保有開始日\t平成29年4月1日\n"

    assert "blank" == item_of(text, "Ⅱ", "2", "③対象となる本人の範囲").state
    assert "unread" == item_of(text, "③対象となる本人の範囲", "その必要性").state


@pytest.mark.parametrize("dash", ["-", "―――", "_____", "－"])
def test_a_printed_dash_is_kept_and_blank(dash: str) -> None:
    item = item_of(WORK + f"7. 他の評価実施機関\t\n{dash}\t\n", "Ⅰ", "7")

    assert ("blank", (dash,)) == (item.state, item.value)


def test_a_choice_that_is_no_option_is_undecidable_and_reported() -> None:
    text = WORK + (
        "5. 情報提供ネットワークシステムによる情報連携\t\n"
        "①実施の有無\t[検討している] <選択肢> 1) 実施する 2) 実施しない 3) 未定\n"
    )
    item = item_of(text, "Ⅰ", "5", "①実施の有無")

    assert ("undecidable", None) == (item.state, item.value)
    assert "unknown-option" in rules(text)


def test_hints_go_to_the_sidecar_and_not_into_the_value() -> None:
    box = '<input type="checkbox"/>'
    text = FILE + (
        "3. 特定個人情報の入手・使用\t\n"
        f"①入手元\t{box} 本人又は本人の代理人 {box} 評価実施機関内の他部署 (市民課) {box} その他 ()\n"
    )
    item = item_of(text, "Ⅱ", "3", "①入手元")

    assert "undecidable" == item.state
    assert isinstance(item.value, Checks)
    assert () == item.value.on
    assert ("note:評価実施機関内の他部署",) == reading_of(text, "Ⅱ", "3", "①入手元").hints


def test_a_box_beside_a_heading_or_in_it_is_of_the_block() -> None:
    head = COVER + "Ⅲ リスク対策\n\n"

    for row in (
        "4. 特定個人情報ファイルの取扱いの委託\t\t[○] 委託しない",
        "4. 特定個人情報ファイルの取扱いの委託 [○] 委託しない",
    ):
        assert Checks(on=("委託しない",)) == value(head + row + "\n", "委託しない")


def test_a_document_that_begins_in_the_middle_has_the_lost_items_unread() -> None:
    text = COVER + "3. 特定個人情報ファイル名\t\n国民年金情報ファイル\t\n"

    assert ("国民年金情報ファイル",) == value(text, "Ⅰ", "3")
    assert "unread" == item_of(text, "Ⅰ", "1", "①事務の名称").state
    assert "heading-lost" in rules(text)


def test_a_member_without_its_heading_gets_the_next_number_and_says_so() -> None:
    text = COVER + "②システムの機能\t資格管理\n③他のシステムとの接続\t[○] 税務システム\nシステム6～10\t\n"

    assert ("資格管理",) == value(text, "Ⅰ", "2", "システム1", "②システムの機能")
    assert 0.5 > reading_of(text, "システム1", "②システムの機能").confidence
    assert "member-number-inferred" in rules(text)


def test_a_member_without_its_heading_gets_the_number_a_declared_row_cites() -> None:
    words = "1 資格管理機能 被保険者の資格の取得及び喪失を管理する。"
    text = COVER + (
        f"②システムの機能\t{words}\n\n(別添2) 変更箇所\n\n"
        "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n"
        f"令和6年3月26日\tⅠ 2. システム3 ②システムの機能\t新規\t{words}\t事後\t\n"
    )

    assert (words,) == value(text, "システム3", "②システムの機能")


# ---------------------------------------------------------------------------- what a transcription does


def test_values_that_an_option_list_pushed_down_go_back() -> None:
    text = OUTSOURCED + (
        f"③委託先における取扱者数\t\t[10人未満]\n④委託先への特定個人情報ファイルの提供方法\t\t{HANDLERS}\n"
        "⑤委託先名の確認方法\t\t[○] 専用線 [] 電子メール\n⑥委託先名\t\tホームページに公表\n"
        "⑦再委託の有無 ※\t\t株式会社A\n"
        "再委託\t⑧再委託の許諾方法\t<選択肢> 1) 再委託する 2) 再委託しない 書面による\n"
    )
    found = {i.label: i for i in document_of(text).items if "outsourcing[]" in i.id}

    assert "10人未満" == found["③委託先における取扱者数"].value
    methods = found["④委託先への特定個人情報ファイルの提供方法"].value
    assert isinstance(methods, Checks)
    assert ("専用線",) == methods.on
    assert ("ホームページに公表",) == found["⑤委託先名の確認方法"].value
    assert ("株式会社A",) == found["⑥委託先名"].value
    assert "unread" == found["⑦再委託の有無"].state
    assert ("書面による",) == found["⑧再委託の許諾方法"].value
    assert "value-lost" in rules(text)


def test_a_text_behind_the_list_of_another_item_is_kept() -> None:
    text = OUTSOURCED + (
        "②取扱いを委託する特定個人情報ファイルの範囲\t[特定個人情報ファイルの全体]\n"
        f"\t対象となる本人の数\t[1万人未満]\n\t対象となる本人の範囲\t{PEOPLE} 被保険者\n"
        "\tその妥当性\t全員が対象となる。\n"
    )

    assert ("被保険者",) == value(text, "対象となる本人の範囲")
    assert ("全員が対象となる。",) == value(text, "委託事項1", "その妥当性")


def test_a_blank_item_before_its_neighbour_is_no_slide() -> None:
    text = OUTSOURCED + (
        f"②取扱いを委託する特定個人情報ファイルの範囲\t[]\n\t対象となる本人の数\t{PEOPLE}\n"
        "\t対象となる本人の範囲\t\n\tその妥当性\t\n"
    )

    assert "blank" == item_of(text, "対象となる本人の範囲").state
    assert "value-lost" not in rules(text)


def test_a_label_that_was_printed_a_page_late_gets_the_value_before_it() -> None:
    text = WORK + (
        "2. 特定個人情報ファイルを取り扱う事務において使用するシステム\t\nシステム3\t\n"
        "①システムの名称\t中間サーバー\n"
        "\t<p>①符号管理機能 符号を管理する。</p> <p>②情報照会機能</p>\n\n②システムの機能\t・情報を照会する。\n"
    )

    assert ("中間サーバー",) == value(text, "システム3", "①システムの名称")
    assert ("①符号管理機能 符号を管理する。", "②情報照会機能", "・情報を照会する。") == value(
        text, "システム3", "②システムの機能"
    )


def test_a_label_with_another_number_after_a_page_end_is_the_same_label() -> None:
    text = FILE + (
        "5. 特定個人情報の提供・移転(委託に伴うものを除く。)\t\n移転先1\t市民課\n"
        "⑥移転方法\t[] 庁内連携システム [] 専用線 [] 電子メール\n\n"
        "⑤移転方法\t[] フラッシュメモリ [] その他 ()\t[○] 紙\n⑦時期・頻度\t随時\n"
    )
    methods = value(text, "移転先1", "⑥移転方法")

    assert isinstance(methods, Checks)
    assert ("紙",) == methods.on
    assert ("随時",) == value(text, "移転先1", "⑦時期・頻度")
    assert "label-renumbered" in rules(text)


def test_a_choice_without_its_label_goes_to_the_item_that_has_the_option() -> None:
    text = OUTSOURCED + (
        "②取扱いを委託する特定個人情報ファイルの範囲\t[特定個人情報ファイルの全体]\n"
        f"\t[10万人以上100万人未満]\t{PEOPLE}\n\t対象となる本人の範囲 ※\t被保険者\n"
    )

    assert "特定個人情報ファイルの全体" == value(text, "②取扱いを委託する特定個人情報ファイルの範囲")
    assert "10万人以上100万人未満" == value(text, "対象となる本人の数")


@pytest.mark.parametrize(
    "cell",
    ["情報の突合 ※ 宛名番号による。", "情報の突合 宛名番号による。", "<p>情報の突合 ※</p> <p>宛名番号による。</p>"],
)
def test_a_label_and_its_value_may_share_a_cell(cell: str) -> None:
    text = (
        ALL_ITEM
        + f"II 特定個人情報ファイルの概要\n\n3. 特定個人情報の入手・使用\t\n⑧使用方法 ※\t進達する。\n\t{cell}\n"
    )

    assert ("宛名番号による。",) == value(text, "⑧使用方法", "情報の突合")


def test_a_list_of_options_printed_again_in_further_rows_and_columns_changes_nothing() -> None:
    table = "<table><tr><td>1) 10人未満</td><td>2) 10人以上50人未満</td></tr></table>"
    text = FILE + (
        "3. 特定個人情報の入手・使用\t\t\t\n④使用の主体\t使用部署 年金課\t\t\n"
        f"\t使用者数 [10人未満] {table}\t<選択肢>\t\n<選択肢>\t\t\t\n"
        "1) 10人未満\t2) 10人以上50人未満\t\t\n⑤使用方法\t進達する。\t\t\n"
    )

    assert "10人未満" == value(text, "使用者数")
    assert ("進達する。",) == value(text, "⑤使用方法")


def test_a_report_after_the_last_chapter_is_an_attachment_with_its_own_numbers() -> None:
    text = COVER + (
        "V 評価実施手続\n\n3. 第三者点検【任意】\t\n③結果\t-\n\n(別添) 受託者の違反について\n\n"
        "1 概要\n\n2 受託者\n\n名称：甲社\n"
    )

    assert ("(別添) 受託者の違反について", "1 概要", "2 受託者", "名称：甲社") == value(text, "別添")


def test_each_file_has_its_own_copy_of_the_parts() -> None:
    part = (
        "II 特定個人情報ファイルの概要\n\n1. 特定個人情報ファイル名\t\n{0}ファイル\t\n"
        "2. 基本情報\t\n⑥事務担当部署\t{0}課\n\n(別添1) 特定個人情報ファイル記録項目\n\n"
        "{0}番号 氏名\n\n"
    )
    risks = (
        "Ⅲ リスク対策\n\n1. 特定個人情報ファイル名\t\n{0}ファイル\t\n"
        "9. 従業者に対する教育・啓発\t\n具体的な方法\t{0}研修\n\n"
    )
    text = COVER + part.format("年金") + risks.format("年金") + part.format("宛名") + risks.format("宛名")

    assert ("年金課",) == value(text, "Ⅱ", "ファイル1", "2", "⑥事務担当部署")
    assert ("宛名課",) == value(text, "Ⅱ", "ファイル2", "2", "⑥事務担当部署")
    assert ("宛名番号", "氏名") == value(text, "別添1", "ファイル2")
    assert ("宛名研修",) == value(text, "Ⅲ", "ファイル2", "9", "従業者に対する教育・啓発", "具体的な方法")


def test_a_part_heading_printed_again_on_the_next_page_is_no_second_file() -> None:
    text = FILE + "II 特定個人情報ファイルの概要\n\n2. 基本情報\t\n⑥事務担当部署\t年金課\n"

    assert ("年金課",) == value(text, "Ⅱ", "2", "⑥事務担当部署")


def test_the_last_line_needs_no_line_end() -> None:
    text = WORK + "6. 評価実施機関における担当部署\t\n①部署\t年金課"

    assert document_of(text) == document_of(text + "\n")


def test_the_contents_of_the_cover_are_no_headings() -> None:
    text = COVER + (
        "項目一覧\n\nI 基本情報\nII 特定個人情報ファイルの概要\n(別添2) 変更箇所\n\n"
        "I 基本情報\n\n7. 他の評価実施機関\t\nなし\t\n"
    )

    assert ("なし",) == value(text, "Ⅰ", "7")
    assert document_of(text).declared is None


def test_the_pages_of_a_figure_have_titles_and_remarks() -> None:
    text = ALL_ITEM + (
        "I 基本情報\n\n1. 特定個人情報ファイルを取り扱う事務\t\n①事務の名称\t国保\n\n"
        "(別添1) 事務の内容\n\nA: 全体の概要\n\n市民\n\n(備考)\n\n①届出\n\n"
        "(別添1) 事務の内容\n\n(1) 資格\n\n(備考)\n\n②申請\n"
    )

    assert ("①届出",) == value(text, "別添1", "A: 全体の概要", "備考")
    assert ("②申請",) == value(text, "別添1", "(1) 資格", "備考")


def test_lone_numbers_that_count_on_through_the_document_are_page_numbers() -> None:
    pages = (
        "Ⅰ 基本情報\n\n1. 特定個人情報ファイルを取り扱う事務\t\n①事務の名称\t国民年金に関する事務\n\n2\n\n",
        "②事務の内容\t資格の適用を行う。\n\n3\n\n\t給付の申請を受け付ける。\n\n4\n\n③対象人数\t[10万人以上30万人未満]\n\n5\n",
    )
    text = COVER + "\n1\n\n" + "".join(pages)

    assert ("資格の適用を行う。", "給付の申請を受け付ける。") == value(text, "Ⅰ", "1", "②事務の内容")
    assert "10万人以上30万人未満" == value(text, "Ⅰ", "1", "③対象人数")
    assert () == account_of(text).unplaced


def test_lone_numbers_that_do_not_count_on_are_text() -> None:
    text = (
        COVER
        + "\nⅠ 基本情報\n\n1. 特定個人情報ファイルを取り扱う事務\t\n②事務の内容\t次の年度\n\n2\n\n4\n\n5\n\n6\n\n7\n"
    )

    assert ("次の年度", "2", "4", "5", "6", "7") == value(text, "Ⅰ", "1", "②事務の内容")


def test_record_items_end_where_prose_says_that_the_page_after_them_is_lost() -> None:
    text = COVER + (
        "(別添1) 特定個人情報ファイル記録項目\n\n・宛名番号 ・氏名\n\n"
        "- ・アクセスログは1年間保存し、それより前の記録は媒体により7年間管理することとしている。\n\n"
        "<特定個人情報が複製されるリスク>\n\n"
        "4. 特定個人情報ファイルの取扱いの委託\t\t[] 委託しない\nリスク: 委託先における不正な使用等のリスク\t\t\n"
        "委託契約書中の特定個人情報ファイルの取扱いに関する規定\t[定めている]\n"
    )

    assert ("宛名番号", "氏名") == value(text, "別添1")
    assert "定めている" == value(text, "Ⅲ", "4", "委託契約書中の特定個人情報ファイルの取扱いに関する規定")
    assert (
        "unread" == item_of(text, "Ⅲ", "3", "特定個人情報の使用におけるその他のリスク及びそのリスクに対する措置").state
    )
