"""The template files: what they must say, and what the loader refuses."""

import re
from typing import Any

import pytest

from shinkyu.errors import FormError
from shinkyu.forms.editions import editions
from shinkyu.forms.library import build, derive, load
from shinkyu.model.form import FormTemplate, ItemSpec

PRIORITY = load("priority", "2018-05")
ALL_ITEM = load("all-item", "2018-05")
EVERY = [load(*pair) for pair in editions()]
every_template = pytest.mark.parametrize("form", EVERY, ids=lambda form: f"{form.form}/{form.edition}")


def address(form: FormTemplate, spec: ItemSpec) -> str:
    return " ".join(above.element or "" for above in (*form.ancestors(spec), spec))


def wording(spec: ItemSpec) -> str:
    """The label without its number, which differs between the forms."""
    return re.sub(r"^(\d+\. |[①-⑳]|リスク\d?：|[Ⅰ-Ⅵ] |（別添.）)", "", spec.label)


def test_there_are_these_editions() -> None:
    assert {
        ("basic", "2014-04"),
        ("basic", "2024-10"),
        ("priority", "2018-05"),
        ("priority", "five-information"),
        ("all-item", "2018-05"),
        ("all-item", "five-information"),
    } == set(editions())


@every_template
def test_ids_are_ascii_words_and_dots(form: FormTemplate) -> None:
    """They go into canonical documents and must not follow the wording of an edition."""
    word = r"[a-z][a-z0-9_]*(\[\])?"

    assert [] == [spec.id for spec in form.specs if not re.fullmatch(rf"{word}(\.{word})*", spec.id)]


@every_template
def test_a_parent_stands_before_its_children(form: FormTemplate) -> None:
    late = [spec.id for spec in form.specs if spec.parent and form.order[spec.parent] > form.order[spec.id]]

    assert [] == late


@every_template
def test_only_parts_have_no_parent(form: FormTemplate) -> None:
    assert [] == [spec.id for spec in form.specs if (spec.role == "part") is not (spec.parent is None)]


@every_template
def test_no_two_specs_have_the_same_address(form: FormTemplate) -> None:
    """A citation must lead to one item; 従業者に対する教育・啓発 is told from its block by its row."""
    addresses = [address(form, spec) for spec in form.specs]

    assert [] == [one for one in addresses if addresses.count(one) > 1]


@every_template
def test_every_spec_contributes_to_the_address(form: FormTemplate) -> None:
    assert [] == [spec.id for spec in form.specs if not spec.element]


@every_template
def test_siblings_are_told_apart_by_their_labels(form: FormTemplate) -> None:
    siblings = [(spec.parent, spec.label) for spec in form.specs]

    assert [] == [pair for pair in siblings if siblings.count(pair) > 1]


@every_template
def test_groups_take_a_number_or_a_title(form: FormTemplate) -> None:
    groups = {spec.id: spec for spec in form.specs if spec.id.endswith("[]")}

    assert [] == [id for id, spec in groups.items() if spec.role != "group"]
    assert [] == [id for id, spec in groups.items() if not re.search(r"\{(n|title)\}", spec.element or "")]


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("cover.title", "表紙 評価書名"),
        ("work.pi_files", "Ⅰ 3"),
        ("work.systems[].name", "Ⅰ 2 システム{n} ①システムの名称"),
        ("pi_file.basics.scope.need", "Ⅱ 2 ③対象となる本人の範囲 その必要性"),
        ("pi_file.collection.users.count", "Ⅱ 3 ④使用の主体 使用者数"),
        ("pi_file.outsourcing.presence.count", "Ⅱ 4 委託の有無 件"),
        ("pi_file.outsourcing[].name", "Ⅱ 4 委託事項{n} 名称"),
        ("pi_file.outsourcing[].contractor", "Ⅱ 4 委託事項{n} ③委託先名"),
        ("pi_file.provision.presence.provided.count", "Ⅱ 5 提供・移転の有無 提供を行っている 件"),
        ("pi_file.provision.transferred[].name", "Ⅱ 5 移転先{n} 名称"),
        ("records[]", "別添1 {title}"),
        (
            "risks.use.unauthorised.authentication.method",
            "Ⅲ 3 リスク2 ユーザ認証の管理 具体的な管理方法",
        ),
        ("risks.use.other", "Ⅲ 3 特定個人情報の使用におけるその他のリスク及びそのリスクに対する措置"),
        (
            "risks.storage.leak.accident.prevention",
            "Ⅲ 7 リスク ②過去３年以内に、評価実施機関において、個人情報に関する重大事故が発生したか 再発防止策の内容",
        ),
        ("risks.training.level.method", "Ⅲ 9 従業者に対する教育・啓発 具体的な方法"),
        ("risks.others", "Ⅲ 10"),
    ],
)
def test_priority_items_are_addressed_as_a_person_would_cite_them(id: str, expected: str) -> None:
    assert expected == address(PRIORITY, PRIORITY.by_id[id])


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("work.pi_files", "Ⅰ 3"),
        ("work_figure.page[].remarks", "別添1 {title} 備考"),
        ("pi_file.collection.usage.statistics", "Ⅱ 3 ⑧使用方法 情報の統計分析"),
        (
            "pi_file.outsourcing[].file_scope.people",
            "Ⅱ 4 委託事項{n} ②取扱いを委託する特定個人情報ファイルの範囲 対象となる本人の数",
        ),
        ("pi_file.storage.retention.period", "Ⅱ 6 ②保管期間 期間"),
        ("records", "別添2"),
        ("risks.outsourcing.risk.access", "Ⅲ 4 リスク 特定個人情報ファイルの閲覧者・更新者の制限"),
        ("risks.storage.leak.physical.measures", "Ⅲ 7 リスク1 ⑤物理的対策 具体的な対策の内容"),
        ("other_risks.training.level.method", "Ⅳ 2 従業者に対する教育・啓発 具体的な方法"),
        ("requests.disclosure.fee.terms", "Ⅴ 1 ③手数料等 手数料額、納付方法"),
        ("change_sheet", "別添3"),
    ],
)
def test_all_item_items_are_addressed_as_a_person_would_cite_them(id: str, expected: str) -> None:
    assert expected == address(ALL_ITEM, ALL_ITEM.by_id[id])


def test_one_id_is_one_question_in_both_forms() -> None:
    """Only the number before the words may differ, but for these."""
    differing = {
        spec.id: (wording(spec), wording(ALL_ITEM.by_id[spec.id]))
        for spec in PRIORITY.specs
        if spec.id in ALL_ITEM.by_id and wording(spec) != wording(ALL_ITEM.by_id[spec.id])
    }

    assert {
        "risks": ("リスク対策", "特定個人情報ファイルの取扱いプロセスにおけるリスク対策"),
        "risks.outsourcing.risk": (
            "委託先における不正な使用等のリスク",
            ALL_ITEM.by_id["risks.outsourcing.risk"].label,  # all five in one
        ),
        "risks.outsourcing.risk.subcontractor": (
            "再委託先による特定個人情報ファイルの適切な取扱いの担保",
            "再委託先による特定個人情報ファイルの適切な取扱いの確保",
        ),
        "procedure.opinions": ("国民・住民等からの意見の聴取【任意】", "国民・住民等からの意見の聴取"),
        "procedure.third_party": ("第三者点検【任意】", "第三者点検"),
    } == differing


def test_one_question_has_one_id_in_both_forms() -> None:
    """What 様式3 asks and 様式4 does not, under the same words: next to nothing."""
    only_priority = [spec.id for spec in PRIORITY.specs if spec.id not in ALL_ITEM.by_id]

    assert [
        # 様式4 asks for several measures where 様式3 asks for one
        "risks.collection.off_purpose.measures",
        "risks.use.linking.measures",
        # once for every file in 様式3, once for the whole work (Ⅳ) in 様式4
        "risks.audit",
        "risks.audit.presence",
        "risks.training",
        "risks.training.level",
        "risks.training.level.method",
        "risks.others",
    ] == only_priority


@pytest.mark.parametrize("name", ["priority", "all-item"])
def test_the_five_information_edition_differs_in_one_option_only(name: str) -> None:
    old, new = load(name, "2018-05"), load(name, "five-information")
    id = "pi_file.basics.records.main"

    assert [id] == [a.id for a, b in zip(old.specs, new.specs, strict=True) if a.options != b.options]
    changed = [
        (a.text, b.text) for a, b in zip(old.by_id[id].options, new.by_id[id].options, strict=True) if a.text != b.text
    ]
    assert [
        (
            "4情報（氏名、性別、生年月日、住所）",
            "5情報（氏名、氏名の振り仮名、性別、生年月日、住所）",
        )
    ] == changed
    assert new.by_id[id].material


MATERIAL = {
    "priority": """
        Ⅰ 4 法令上の根拠
        Ⅰ 5 ①実施の有無
        Ⅰ 5 ②法令上の根拠
        Ⅱ 2 ①ファイルの種類
        Ⅱ 2 ③対象となる本人の範囲
        Ⅱ 2 ④記録される項目 主な記録項目
        Ⅱ 3 ①入手元
        Ⅱ 3 ③使用目的
        Ⅱ 4 委託の有無
        Ⅱ 4 委託事項{n} ④再委託の有無
        Ⅱ 6 保管場所
    """,
    "all-item": """
        Ⅰ 1 ②事務の内容
        Ⅰ 5 法令上の根拠
        Ⅰ 6 ①実施の有無
        Ⅰ 6 ②法令上の根拠
        Ⅱ 2 ①ファイルの種類
        Ⅱ 2 ③対象となる本人の範囲
        Ⅱ 2 ④記録される項目 主な記録項目
        Ⅱ 3 ①入手元
        Ⅱ 3 ⑥使用目的
        Ⅱ 3 ⑦使用の主体 使用部署
        Ⅱ 3 ⑧使用方法
        Ⅱ 3 ⑧使用方法 情報の突合
        Ⅱ 3 ⑧使用方法 情報の統計分析
        Ⅱ 3 ⑧使用方法 権利利益に影響を与え得る決定
        Ⅱ 4 委託の有無
        Ⅱ 4 委託事項{n} ②取扱いを委託する特定個人情報ファイルの範囲 対象となる本人の範囲
        Ⅱ 4 委託事項{n} ⑦再委託の有無
        Ⅱ 6 ①保管場所
    """,
}


@pytest.mark.parametrize("form", [PRIORITY, ALL_ITEM], ids=lambda form: form.form)
def test_these_items_carry_the_mark_outside_the_risk_parts(form: FormTemplate) -> None:
    """※ as printed: a 重要な変更 of any of these asks for a new assessment."""
    found = [
        address(form, spec)
        for spec in form.specs
        if spec.kind and spec.material and not spec.id.startswith(("risks", "other_risks"))
    ]

    assert [line.strip() for line in MATERIAL[form.form].strip().splitlines()] == found


@pytest.mark.parametrize("form", [PRIORITY, ALL_ITEM], ids=lambda form: form.form)
def test_every_item_of_the_risk_parts_carries_the_mark_but_the_accident(form: FormTemplate) -> None:
    """The heading says so: except 7② in 様式3, 7 リスク1⑨ in 様式4; the rows under it go with it."""
    accident = "risks.storage.leak.accident"
    unmarked = [
        spec.id
        for spec in form.specs
        if spec.kind and not spec.material and spec.id.startswith(("risks", "other_risks"))
    ]

    assert [accident, f"{accident}.content", f"{accident}.prevention"] == unmarked


@pytest.mark.parametrize("form", [form for form in EVERY if form.form == "basic"], ids=lambda f: f.edition)
def test_no_item_of_the_basic_form_carries_the_mark(form: FormTemplate) -> None:
    assert [] == [spec.id for spec in form.specs if spec.material]


@pytest.mark.parametrize("form", [PRIORITY, ALL_ITEM], ids=lambda form: form.form)
def test_these_parts_come_once_for_every_file(form: FormTemplate) -> None:
    assert ["pi_file", "records", "risks"] == [spec.id for spec in form.specs if spec.per_file]


def test_an_option_with_brackets_behind_it_takes_a_note() -> None:
    noted = {option.text for option in PRIORITY.by_id["pi_file.collection.source"].options if option.note}

    assert {
        "評価実施機関内の他部署",
        "行政機関・独立行政法人等",
        "地方公共団体・地方独立行政法人",
        "民間事業者",
        "その他",
    } == noted


# ---------------------------------------------------------------------------- what the loader refuses


def tables(*items: dict[str, Any], **header: Any) -> dict[str, Any]:
    return {
        "form": "priority",
        "edition": "x",
        "mark": "",
        "title": "",
        "source": "",
        "furniture": [],
        "item": list(items),
        **header,
    }


PART = {"id": "work", "label": "Ⅰ 基本情報", "role": "part", "element": "Ⅰ"}


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"id": "work.a", "label": "a", "colour": 1}, "f.toml: work.a: unknown key colour"),
        ({"id": "work", "label": "a"}, "f.toml: work: more than one item has this id"),
        ({"id": "work.a.b", "label": "b"}, "f.toml: work.a.b: its parent work.a is missing"),
        ({"id": "other[]", "label": "b"}, "f.toml: other[]: its parent other is missing"),
        ({"id": "work.a"}, "f.toml: work.a: without label"),
        ({"label": "a"}, "f.toml: an item without id (label 'a')"),
        ({"id": "work.a", "label": "a", "role": "cell"}, "f.toml: work.a: unknown role 'cell'"),
        ({"id": "work.a", "label": "a", "kind": "number"}, "f.toml: work.a: unknown kind 'number'"),
        (
            {"id": "work.a", "label": "a", "kind": "choice", "options": "sizes"},
            "f.toml: work.a: there is no list of options 'sizes'",
        ),
        (
            {"id": "work.a", "label": "a", "kind": "checks"},
            "f.toml: work.a: a choice or checks has options, nothing else has",
        ),
        (
            {"id": "work.a", "label": "a", "kind": "text", "options": ["b"]},
            "f.toml: work.a: a choice or checks has options, nothing else has",
        ),
        (
            {"id": "work.a", "label": "a", "kind": "choice", "options": [{"text": "b", "size": 1}]},
            "f.toml: work.a: unknown key size",
        ),
        (
            {"id": "work.a", "label": "a", "kind": "choice", "options": [{"note": True}]},
            "f.toml: work.a: an option without text",
        ),
        (
            {"id": "work.a", "label": "a", "aliases": "b"},
            "f.toml: work.a: aliases = 'b' is of the wrong type",
        ),
    ],
)
def test_a_fault_names_the_file_and_the_item(item: dict[str, Any], message: str) -> None:
    with pytest.raises(FormError) as caught:
        build(tables(PART, item), "f.toml")

    assert message == str(caught.value)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ({"colour": 1}, "f.toml: unknown key colour"),
        ({"form": "tertiary"}, "f.toml: unknown form 'tertiary'"),
        ({"replace": []}, "f.toml: [[replace]] without a base"),
        ({"options": {"sizes": [{"note": True}]}}, "f.toml: options.sizes: an option without text"),
    ],
)
def test_a_fault_of_the_header_names_the_file(header: dict[str, Any], message: str) -> None:
    with pytest.raises(FormError) as caught:
        build(tables(PART, **header), "f.toml")

    assert message == str(caught.value)


def test_a_missing_header_key_is_named() -> None:
    incomplete = tables(PART)
    del incomplete["mark"]

    with pytest.raises(FormError, match=r"f\.toml: without mark"):
        build(incomplete, "f.toml")


def test_an_edition_on_a_base_changes_only_what_it_replaces() -> None:
    base = tables(PART, {"id": "work.a", "label": "a", "kind": "text", "material": True})
    own = {"form": "priority", "edition": "y", "base": "x", "mark": "", "source": ""}

    form = build(derive(base, {**own, "replace": [{"id": "work.a", "label": "b"}]}, "f.toml"), "f.toml")

    assert ["work", "work.a"] == [spec.id for spec in form.specs]
    assert ("b", "text", True) == (form.specs[1].label, form.specs[1].kind, form.specs[1].material)


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ({"replace": [{"id": "work.z"}]}, "f.toml: work.z: replaced, but its base has no such item"),
        ({"item": [PART]}, "f.toml: an edition with a base has [[replace]] tables, no [[item]]"),
    ],
)
def test_an_edition_cannot_replace_what_its_base_does_not_have(own: dict[str, Any], message: str) -> None:
    with pytest.raises(FormError) as caught:
        derive(tables(PART), own, "f.toml")

    assert message == str(caught.value)


def test_an_unknown_edition_is_refused_with_those_there_are() -> None:
    with pytest.raises(FormError, match=r"no template priority/1999-01; there are .*priority/2018-05"):
        load("priority", "1999-01")
