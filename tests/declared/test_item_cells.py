"""項目 cells as published tables write them: what they point at."""

import pytest

from builders import row
from formed import ALL_ITEM, PRIORITY, address, item, version
from shinkyu.declared import understand
from shinkyu.model.declaration import Target
from shinkyu.model.document import Address, Document

ONE_FILE = version(
    item("work.outline.description", "届出を受け付ける。"),
    item("work.systems[].name", "国民年金システム", member=1),
    item("work.systems[].functions", "資格を管理する。", member=1),
    item("work.systems[].name", "共通基盤システム", member=2),
    item("work.systems[].functions", "宛名を管理する。", member=2),
    item("work.systems[].connections", ["庁内連携システム"], member=2),
    item("work.number_use.legal_basis", "番号法第9条第1項"),
    item("work.network.legal_basis", "番号法第19条第8号"),
    item("pi_file.basics.records.validity", "必要である。"),
    item("pi_file.outsourcing.presence", "委託する"),
    item("pi_file.outsourcing.presence.count", 2),
    item("pi_file.outsourcing[].name", "帳票の印刷", member=1),
    item("pi_file.outsourcing[].handlers", "10人未満", member=1),
    item("pi_file.outsourcing[].contractor", "株式会社みどり", member=1),
    item("pi_file.outsourcing[].name", "データの入力", member=2),
    item("pi_file.outsourcing[].contractor", "株式会社あお", member=2),
    item("pi_file.provision.transferred[].name", "福祉課", member=3),
    item("pi_file.provision.transferred[].use", "給付", member=3),
    item("pi_file.storage.place", "庁舎内"),
    item("risks.use.unauthorised.authentication.method", "静脈認証を行う。"),
    item("risks.storage.leak.other_measures", "施錠する。"),
    item("risks.audit.presence", ["自己点検"]),
    item("risks.others", "研修を行う。"),
    item("requests.disclosure.office", "市民課"),
    item("procedure.threshold.done_on", "令和7年1月10日"),
)


def best(cell: str, document: Document = ONE_FILE) -> Address:
    return targets(cell, document)[0].address


def targets(cell: str, document: Document = ONE_FILE) -> tuple[Target, ...]:
    form = PRIORITY if document.form == "priority" else ALL_ITEM
    (declaration,) = understand((row(1, cell, "前", "後"),), document, form)
    return declaration.targets


SYSTEMS = "I 基本情報 2. 特定個人情報ファイルを取り扱う事務において使用するシステム"
OUTSOURCING = "Ⅱ 特定個人情報ファイルの概要（4. 特定個人情報ファイルの取扱いの委託"
USE = "Ⅲ リスク対策 3. 特定個人情報の使用"

WRITTEN = {
    "path in brackets": ("Ⅰ 1 ②事務の内容", "I 基本情報(1. 特定個人情報ファイルを取り扱う事務 ②事務の内容)"),
    "bracket not closed": (
        "Ⅱ 5 移転先3 ②移転先における用途",
        "Ⅱ 特定個人情報ファイルの概要(5. 特定個人情報の提供・移転(委託に伴うものを除く。) 移転先3 ②移転先における用途",
    ),
    "label glued to its parent": (
        "Ⅳ 1 ①請求先",
        "IV開示請求、問合せ(1. 特定個人情報の開示・訂正・利用停止請求①請求先)",
    ),
    "path with spaces": ("Ⅰ 4 法令上の根拠", "Ⅰ 基本情報 4. 個人番号の利用 法令上の根拠"),
    "quoted and hyphenated": ("Ⅰ 4 法令上の根拠", "「Ⅰ 基本情報」-「4. 個人番号の利用」-「法令上の根拠」"),
    "quotation mark read as I": ("Ⅰ 4 法令上の根拠", "I I 基本情報」-I 4. 個人番号の利用」-「法令上の根拠」"),
    "opening quotation mark lost": ("Ⅰ 4 法令上の根拠", "Ⅰ 基本情報-「4. 個人番号の利用-「法令上の根拠」"),
    "dotted short form": ("Ⅱ 4 委託事項1 ③委託先名", "II. 4. 委託事項1 ③委託先名"),
    "cover": ("表紙 公表日", "表紙 公表日"),
    "whole member": ("Ⅱ 5 移転先3", "Ⅱ 特定個人情報ファイルの概要(5. 特定個人情報の提供・移転 移転先3)"),
    "member and its name": (
        "Ⅰ 2 システム2 ②システムの機能",
        f"{SYSTEMS} システム2(共通基盤システム) ②システムの機能",
    ),
    "name outvotes an outdated number": (
        "Ⅰ 2 システム2 ②システムの機能",
        f"{SYSTEMS} システム5(共通基盤システム) ②システムの機能",
    ),
    "name without number": (
        "Ⅱ 4 委託事項2 ③委託先名",
        "II 特定個人情報ファイルの概要 4. 特定個人情報ファイルの取扱いの委託 委託事項 ③委託先名 (データの入力)",
    ),
    "sub-heading below the leaf": (
        "Ⅲ 3 リスク2 ユーザ認証の管理 具体的な管理方法",
        f"{USE} リスク2 ユーザー認証の管理 具体的な管理方法 ＜共通基盤システムにおける措置＞",
    ),
    "part suffix": (
        "Ⅲ 3 リスク2 ユーザ認証の管理 具体的な管理方法",
        "Ⅲ リスク対策(3. 特定個人情報の使用 リスク2 ユーザ認証の管理 具体的な管理方法(1/2))",
    ),
    "leaf left out": ("Ⅱ 6 保管場所", "Ⅱ 特定個人情報ファイルの概要(6. 特定個人情報の保管・消去)"),
    "label shortened": (
        "Ⅱ 4 委託事項1 ②委託先における取扱者数",
        "II 特定個人情報ファイルの概要(4. 特定個人情報ファイル取扱いの委託 委託事項1 ②取扱者数)",
    ),
    "particle missing": (
        "Ⅰ 2 システム2 ③他のシステムとの接続",
        "I 基本情報(2. 特定個人情報ファイルを取り扱う事務において使用するシステム システム2 ③他のシステムの接続)",
    ),
    "label misquoted": ("Ⅲ 10", "Ⅲリスク対策(10. その他リスク対策)"),
    "wrong block number": (
        "Ⅲ 7 リスク その他の措置の内容",
        "IIIリスク対策(8. 特定個人情報の保管・消去 その他の措置の内容)",
    ),
    "wrong part": ("Ⅳ 1 ①請求先", "IV 関連情報 1. 特定個人情報の開示・訂正・利用停止請求 ①請求先"),
    "count in brackets": ("Ⅱ 4 委託の有無 件", f"{OUTSOURCING} 委託の有無（件数））"),
    "cut off in the middle of a label": ("Ⅰ 4 法令上の根拠", "「Ⅰ 基本情報」-「4. 個人番号の利用」-「法令上の"),
}


@pytest.mark.parametrize(("expected", "cell"), WRITTEN.values(), ids=WRITTEN)
def test_cell_points_at_the_item_meant(expected: str, cell: str) -> None:
    assert expected == " ".join(best(cell))


def test_wrong_block_number_is_told() -> None:
    """A reviewer wants to see it, though the title leaves no doubt."""
    assert "label, not number" == targets("IIIリスク対策(8. 特定個人情報の保管・消去 その他の措置の内容)")[0].by
    assert "label" == targets("IIIリスク対策(7. 特定個人情報の保管・消去 その他の措置の内容)")[0].by


def test_cell_that_names_several_items_points_at_all_of_them() -> None:
    cell = f"{OUTSOURCING} 委託事項1 ②委託先における取扱者数 ③委託先名"

    assert ["②委託先における取扱者数", "③委託先名"] == [t.address[-1] for t in targets(cell)]


def test_short_labels_with_their_numbers_are_named_beside_each_other() -> None:
    document = version(item("work.department.name", "こども課"), item("work.department.head", "こども課長"))

    found = targets("Ⅰ 基本情報 6. 評価実施機関における担当部署 ①部署 ②所属長の役職名", document)

    assert {"①部署", "②所属長の役職名"} == {target.address[-1] for target in found}


def test_step_left_out_leaves_the_alternatives_open() -> None:
    """Ⅲ 3 has リスク1 and リスク2 with the same question; the cell does not say which."""
    found = targets("Ⅲ リスク対策(3. 特定個人情報の使用 リスクへの対策は十分か)")

    assert {"リスク1", "リスク2"} == {t.address[2] for t in found}
    assert all(t.confidence < 0.6 for t in found)


@pytest.mark.parametrize(
    ("expected", "cell"),
    [
        (["Ⅲ"], "Ⅲ リスク対策(全般)"),
        (["Ⅱ", "Ⅲ"], "Ⅱ 特定個人情報ファイルの概要、Ⅲ リスク対策（全般）"),
        (["Ⅰ", "Ⅱ", "別添1", "Ⅲ", "Ⅳ", "Ⅴ"], "全体(用語の統一)"),
    ],
)
def test_general_scope_means_whole_parts(expected: list[str], cell: str) -> None:
    assert [(label, "scope") for label in expected] == [(t.address[0], t.by) for t in targets(cell)]


TWO_FILES = version(
    item("pi_file.name", "（１）国民年金台帳ファイル", file=1),
    item("pi_file.storage.place", "庁舎内", file=1),
    item("pi_file.name", "（２）宛名管理ファイル", file=2),
    item("pi_file.storage.place", "庁舎内", file=2),
    item("records[]", ["宛名番号"], title="宛名", file=2),
)


def test_file_named_in_the_cell_is_the_only_one_meant() -> None:
    cell = "Ⅱ 特定個人情報ファイルの概要【（２）宛名管理ファイル】（6. 特定個人情報の保管・消去 保管場所）"

    assert [("Ⅱ", "ファイル2", "6", "保管場所")] == [t.address for t in targets(cell, TWO_FILES)]


def test_without_a_file_the_copies_of_all_files_are_meant() -> None:
    found = targets("Ⅱ 特定個人情報ファイルの概要（6. 特定個人情報の保管・消去 保管場所）", TWO_FILES)

    assert ["ファイル1", "ファイル2"] == [t.address[1] for t in found]
    assert all(t.confidence > 0.9 for t in found)


LOST_PAGE = version(
    item("pi_file.name", "国民年金台帳ファイル", file=1), item("pi_file.name", "宛名管理ファイル", file=2)
)


@pytest.mark.parametrize(
    ("expected", "cell", "document"),
    [
        (["ファイル2"], "Ⅱ ファイル2 特定個人情報ファイルの概要（6. 特定個人情報の保管・消去 保管場所）", TWO_FILES),
        # A number that the document has no file for says nothing; the next one may.
        (["ファイル1", "ファイル2"], "Ⅱ ファイル9 （6. 特定個人情報の保管・消去 保管場所）", TWO_FILES),
        (["ファイル2"], "Ⅱ ファイル9 ファイル2 （6. 特定個人情報の保管・消去 保管場所）", TWO_FILES),
        # The item is on a page that this copy lost: it is cited as the form would.
        (["ファイル2"], "Ⅱ ファイル2 特定個人情報ファイルの概要（6. 特定個人情報の保管・消去 保管場所）", LOST_PAGE),
    ],
)
def test_number_of_a_file_says_which_is_meant(expected: list[str], cell: str, document: Document) -> None:
    assert [("Ⅱ", file, "6", "保管場所") for file in expected] == [t.address for t in targets(cell, document)]


TWO_LISTS = version(
    item("pi_file.name", "国民年金台帳ファイル", file=1),
    item("records[]", ["宛名番号"], title="宛名情報", file=1),
    item("pi_file.name", "宛名管理ファイル", file=2),
    item("records[]", ["氏名"], title="宛名情報", file=2),
)


@pytest.mark.parametrize(
    ("expected", "named"),
    [(["ファイル2"], "宛名管理ファイル"), (["ファイル2"], "ファイル2"), (["ファイル1", "ファイル2"], "")],
)
def test_list_with_one_title_in_two_files_is_meant_by_its_file(expected: list[str], named: str) -> None:
    found = targets(f"(別添１) 特定個人情報ファイル記録項目 {named} ＜宛名情報＞", TWO_LISTS)

    assert [("別添1", file, "宛名情報") for file in expected] == [t.address for t in found]


@pytest.mark.parametrize(
    ("expected", "cell"),
    [
        (("Ⅱ", "4", "委託事項", "③委託先名"), "Ⅱ 4 委託事項 ③委託先名"),
        (("Ⅱ", "5", "移転先7", "②移転先における用途"), "Ⅱ 5 移転先7 ②移転先における用途"),
        (("Ⅲ", "3", "リスク2", "ユーザ認証の管理"), "リスク2 ユーザ認証の管理"),
    ],
)
def test_what_the_document_lost_is_cited_by_the_labels_of_the_form(expected: Address, cell: str) -> None:
    assert expected == best(cell, LOST_PAGE)


@pytest.mark.parametrize(
    ("expected", "cell"),
    [
        ("Ⅰ 1 ②事務の内容", "(別添9)事務の内容"),
        ("Ⅱ 6 保管場所", "Ⅸ 保管場所"),
        ("Ⅲ 7 リスク その他の措置の内容", "Ⅰ 基本情報(7. 特定個人情報の保管・消去 その他の措置の内容)"),
    ],
)
def test_part_that_the_form_has_not_is_outvoted_by_the_label(expected: str, cell: str) -> None:
    assert expected == " ".join(best(cell))


def test_items_of_several_parts_are_meant_only_where_each_of_them_is_understood() -> None:
    both = targets("Ⅲ リスク対策 8. 監査 実施の有無、Ⅱ 特定個人情報ファイルの概要 6. 特定個人情報の保管・消去 保管場所")
    part = targets("Ⅲ リスク対策 8. 監査 実施の有無、Ⅱ 特定個人情報ファイルの概要")

    assert [("Ⅲ", "8", "実施の有無"), ("Ⅱ", "6", "保管場所")] == [t.address for t in both]
    assert ("Ⅱ",) not in [t.address for t in part]


PAGES = version(
    item("work_figure.page[].figure", unread=True, title="A: 事務全体の概要", form=ALL_ITEM),
    item("work_figure.page[].remarks", "①届出を受け付ける。", title="A: 事務全体の概要", form=ALL_ITEM),
    item("work_figure.page[].remarks", "⑦賦課する。", title="B: 市民と事務の関係", form=ALL_ITEM),
    item("work_figure.page[].remarks", "委託する。", title="(3)オンライン資格確認", form=ALL_ITEM),
    item("records[]", ["宛名番号"], title="宛名情報", form=ALL_ITEM),
    form=ALL_ITEM,
)


@pytest.mark.parametrize(
    ("expected", "cell"),
    [
        (["B: 市民と事務の関係"], "(別添1)事務の内容 B:市民と事務の関係 (備考)⑦"),
        (["B: 市民と事務の関係"], "I 基本情報 (別添1-B) 備考"),
        (["(3)オンライン資格確認"], "I 基本情報 (別添1-(3)) 備考"),
        (
            ["A: 事務全体の概要", "A: 事務全体の概要", "B: 市民と事務の関係", "(3)オンライン資格確認"],
            "(別添1)事務の内容 A~C、(1)~(3) 図及び備考",
        ),
        (["宛名情報"], "（別添２）特定個人情報ファイル記録項目＜宛名＞"),
    ],
)
def test_annex_is_cited_by_the_sign_or_title_of_its_page(expected: list[str], cell: str) -> None:
    assert expected == [t.address[1] for t in targets(cell, PAGES)]


def test_unknown_cell_points_at_nothing() -> None:
    """Better nothing than the item that shares a word by chance."""
    assert () == targets("(別紙2) (1/2)")


def test_file_is_cited_by_its_number() -> None:
    two = version(
        item("pi_file.name", "国民年金台帳ファイル", file=1),
        item("pi_file.storage.place", "庁舎内", file=1),
        item("pi_file.name", "宛名管理ファイル", file=2),
        item("pi_file.storage.place", "庁舎外", file=2),
    )

    part, leaf = "Ⅱ 特定個人情報ファイルの概要", "6. 特定個人情報の保管・消去 保管場所"

    assert ["Ⅱ ファイル2 6 保管場所"] == [" ".join(t.address) for t in targets(f"{part} ファイル2 {leaf}", two)]
    assert ["Ⅱ ファイル2 6 保管場所"] == [" ".join(t.address) for t in targets(f"{part}（ファイル２） {leaf}", two)]
    assert 2 == len(targets(f"{part} {leaf}", two))


def test_label_of_another_block_outvotes_its_number_and_half_its_title() -> None:
    cell = "II 特定個人情報ファイルの概要 4. 特定個人情報ファイルの取扱いの提供・移転移転・提供の有無"
    document = version(
        item("pi_file.outsourcing.presence", "委託する"), item("pi_file.provision.presence", ["行っていない"])
    )

    (target,) = targets(cell, document)

    assert (("Ⅱ", "5", "提供・移転の有無"), "label, not number") == (target.address, target.by)


def test_long_label_that_is_misquoted_begins_in_the_title_of_its_block() -> None:
    block = "特定個人情報の入手（情報提供ネットワークシステムを通じた入手を除く。）"
    others = f"{block}のその他のリスク及びそのリスクに対する措置"
    document = version(item("risks.collection.off_purpose.measures", "確認する。"), item("risks.collection.other", "-"))

    found = best(f"Ⅲ リスク対策(2. 特定個人情報の入手 {others})", document)

    assert address("risks.collection.other") == found


def test_label_may_begin_with_the_title_of_its_block() -> None:
    """III. 3. is the block by its number; the label holds the words of its title."""
    document = version(item("risks.use.other", "研修を行う。"), item("risks.storage.other", "点検する。"))

    found = best("III. 3. 特定個人情報の使用におけるその他のリスク及びそのリスクに対する措置", document)

    assert address("risks.use.other") == found


def test_remarks_without_a_page_are_those_of_one_of_the_pages() -> None:
    pages = ("A: 資格の事務", "B: 給付の事務")
    document = version(
        item("work_figure.remarks", unread=True, form=ALL_ITEM),
        *(item("work_figure.page[].remarks", "①届出を受け付ける。", title=title, form=ALL_ITEM) for title in pages),
        form=ALL_ITEM,
    )

    found = targets("（別添１）事務の内容 備考", document)

    assert [(("別添1", title, "備考"), 0.49) for title in pages] == [(t.address, t.confidence) for t in found]


def test_remarks_of_no_page_in_particular_may_be_those_of_any() -> None:
    titles = ["A: 事務全体の概要", "B: 市民と事務の関係", "(3)オンライン資格確認"]

    assert [(title, 0.33, "label") for title in titles] == [
        (target.address[1], target.confidence, target.by) for target in targets("(別添1)事務の内容 備考", PAGES)
    ]


def test_block_of_one_file_is_cited_with_that_file() -> None:
    blocks = version(
        *(item("pi_file.name", name, file=n) for n, name in enumerate(("国民年金台帳ファイル", "宛名管理ファイル"), 1)),
        *(item(f"pi_file.basics.records.{leaf}", "必要である。", file=2) for leaf in ("validity", "all")),
        item("pi_file.storage.place", "庁舎内", file=2),
    )

    assert [("Ⅱ", "ファイル2", "2")] == [t.address for t in targets("Ⅱ ファイル2 2. 基本情報", blocks)]
