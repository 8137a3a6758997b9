"""前 and 後 cells as published tables write them: what they say."""

import tomllib
from importlib.resources import files

import pytest

from formed import PRIORITY
from shinkyu.declared.directives import phrases, read_cell, read_directive
from shinkyu.model.declaration import Directive

PHRASES = tomllib.loads(files("shinkyu.declared").joinpath("data/directives.toml").read_text(encoding="utf-8"))[
    "phrase"
]


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda p: p["rule"])
def test_each_phrase_of_the_grammar_recognises_its_example(phrase: dict[str, str]) -> None:
    """And no phrase before it takes it away."""
    found = read_cell(phrase["example"], phrase["cell"]).phrase

    assert found is not None
    assert phrase["rule"] == found.rule


def test_no_rule_has_two_names() -> None:
    assert len(PHRASES) == len({phrase.rule for phrase in phrases()})


@pytest.mark.parametrize("cell", ["新規", "(新規)", "（追加）", "右記を追加", "記載なし", "(記載なし)", "なし"])
def test_nothing_stood_there_before(cell: str) -> None:
    assert Directive("add", "nothing-before", after=("月次で確認する。",)) == read_directive(cell, "月次で確認する。")


@pytest.mark.parametrize("cell", ["", "-", "－", "―――", "_____"])
def test_blank_and_dashes_say_that_nothing_stood_there(cell: str) -> None:
    assert Directive("add", "empty-before", after=("月次で確認する。",)) == read_directive(cell, "月次で確認する。")


@pytest.mark.parametrize("cell", ["削除", "(削除)", "（全て削除）", "全文削除", "廃止"])
def test_deleted(cell: str) -> None:
    assert Directive("delete", "deleted", before=("総合収納システム",)) == read_directive("総合収納システム", cell)


def test_empty_after_cell_means_deleted() -> None:
    assert Directive("delete", "empty-after", before=("総合収納システム",)) == read_directive("総合収納システム", "")


def test_two_quotations() -> None:
    assert Directive("quote", "quoted", before=("情報政策課",), after=("DX推進課",)) == read_directive(
        "情報政策課", "DX推進課"
    )


def test_omissions_part_a_quotation_into_fragments() -> None:
    found = read_directive("(省略) 必要に応じて確認する。 (省略)", "(省略) 毎月確認する。 (中略) 記録する。 (省略)")

    assert (("必要に応じて確認する。",), ("毎月確認する。", "記録する。")) == (found.before, found.after)


@pytest.mark.parametrize(
    ("expected", "cell"),
    [
        ("監査を行う。", "監査を行う。 (追加)"),
        ("税制・債権対策課", "削除 税制・債権対策課"),
        ("C-2. 開発業務", "（削除）C-2. 開発業務"),
    ],
)
def test_marks_of_insertion_and_deletion_are_no_text(expected: str, cell: str) -> None:
    assert (expected,) == read_directive("前の記載", cell).after


def test_addition_beside_a_quotation_is_a_quotation() -> None:
    """A text that says 「…」を追加 is only a directive where 前 says nothing."""
    found = read_directive("①確認する。", "①確認する。②「利用の記録」を追加")

    assert ("quote", ("①確認する。②「利用の記録」を追加",)) == (found.op, found.after)


@pytest.mark.parametrize(
    ("op", "before", "after", "cell"),
    [
        ("add", (), ("⑤推測されにくいものを使用する。",), "「⑤推測されにくいものを使用する。」を追加"),
        ("add", (), ("帳票印刷を行う。",), "業務に「帳票印刷を行う。」を追記する。"),
        ("replace", ("住宅システム",), ("就学システム",), "「住宅システム」を削除し、「就学システム」を追加"),
        ("replace", ("第7号",), ("第8号",), "「第7号」を「第8号」に改める。"),
        ("replace-all", (), ("デジタル推進課",), "「デジタル推進課」に改める"),
        ("add", (), ("共通連携基盤",), "共通連携基盤（全て追加）"),
        ("add", (), ("取りまとめ機関における措置",), "＜取りまとめ機関における措置＞以下の全文"),
        ("add", (), ("39枝番", "48回収事由"), "「39 枝番」から「48 回収事由」までを追加"),
        ("whole-member", (), ("委託事項7",), "委託事項7の全て"),
        ("rewrite", (), (), "全文変更"),
        ("figure", (), (), "別紙の図を差替え"),
        ("not-understood", (), ("組織改編に伴う課名等修正",), "組織改編に伴う課名等修正"),
        ("not-understood", (), (), ""),
    ],
)  # fmt: skip
def test_directives(op: str, before: tuple[str, ...], after: tuple[str, ...], cell: str) -> None:
    found = read_directive("", cell)

    assert (op, before, after) == (found.op, found.before, found.after)


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        ("本市における措置", "(本市における措置)に「帳票印刷を行う。」を追記する。"),
        ("不正な提供に関するリスク", "「不正な提供に関するリスク」に「運用支援に係る"),
        ("その他", "その他について「住宅システム」を削除し、「就学システム」を追加"),
        ("⑤", "⑤に<オンライン資格確認等システム>以下の文を追加"),
        ("", "「⑤推測されにくいものを使用する。」を追加"),
    ],
)
def test_place_of_an_insertion_is_kept(place: str, cell: str) -> None:
    assert place == read_directive("", cell).place


@pytest.mark.parametrize(
    ("op", "item_id", "before", "after"),
    [
        ("choice", "pi_file.outsourcing[].handlers", "10人未満", "10人以上50人未満"),
        ("choice", "risks.collection.off_purpose.sufficient", "十分である", "[特に力を入れている]"),
        ("quote", "risks.outsourcing.risk.contract", "①条例の遵守", "①個人情報の保護に関する法律の遵守"),
        ("count", "pi_file.outsourcing.presence", "3件", "2件"),
        ("count", "pi_file.provision.presence", "提供を行っている(2)件", "提供を行っている(1)件 移転を行っている(3)件"),
        ("count", "pi_file.outsourcing.presence.count", "3", "2"),
        ("checks", "risks.audit.presence", "[○]内部監査", "[]内部監査"),
        ("checks", "risks.audit.presence", "[　]外部監査", "[○]外部監査"),
        ("quote", "pi_file.storage.place", "10人", "20人"),
    ],
)  # fmt: skip
def test_values_of_the_kind_of_the_item(op: str, item_id: str, before: str, after: str) -> None:
    assert op == read_directive(before, after, PRIORITY.by_id[item_id]).op


def test_figure_may_be_named_in_the_cell_before() -> None:
    found = read_directive("図", "A→Bの線を加えた。")

    assert ("figure", (), ("A→Bの線を加えた。",)) == (found.op, found.before, found.after)


@pytest.mark.parametrize(
    ("expected", "before", "after"),
    [
        (("count", "count"), "3件", "2件"),
        (("checks", "boxes"), "[]内部監査", "[○]内部監査"),
        (("quote", "quoted"), "市民課", "保険年金課"),
        (("delete", "empty-after"), "市民課", ""),
    ],
)
def test_value_of_its_own_kind_is_told_by_the_cell_alone(expected: tuple[str, str], before: str, after: str) -> None:
    found = read_directive(before, after)

    assert expected == (found.op, found.rule)


def test_what_is_new_as_a_whole_keeps_what_is_said_to_have_been_there() -> None:
    assert Directive("whole-member", "all-new", before=("申請管理システム",)) == read_directive(
        "申請管理システム", "新規"
    )


def test_text_beside_an_omission_alone_is_not_said_to_be_deleted() -> None:
    assert Directive("not-understood", "after-omitted") == read_directive("総合収納システム", "（省略）")
    assert "empty-after" == read_directive("(省略) 総合収納システム (省略)", "(省略) (省略)").rule
    assert "empty-after" == read_directive("(省略) 総合収納システム", "(省略) (削除)").rule
