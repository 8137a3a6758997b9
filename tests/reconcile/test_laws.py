"""What holds of every report, whatever the documents say."""

import random
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from builders import row
from formed import checked, item, version
from shinkyu import pipeline
from shinkyu.codec.canonical import dumps
from shinkyu.codec.printed import printed
from shinkyu.model.document import DeclaredRow, Document, Item, TextItem
from shinkyu.model.report import Report
from shinkyu.text.normalise import fold
from shinkyu.text.tokenise import tokens

CELLS = (
    "Ⅰ 基本情報(6. 評価実施機関における担当部署 ①部署)",
    "Ⅱ 特定個人情報ファイルの概要(6. 特定個人情報の保管・消去 保管場所)",
    "Ⅱ 特定個人情報ファイルの概要(4. 特定個人情報ファイルの取扱いの委託 委託の有無)",
    "Ⅲ リスク対策(8. 監査 実施の有無)",
    "Ⅲ リスク対策(全般)",
    "(別添１) 特定個人情報ファイル記録項目",
    "全体",
    "",
)
TEXTS = (
    "", "-", "(追加)", "記載なし", "削除", "全文変更", "市民課", "保険年金課", "2件", "[○]内部監査", "[]外部監査",
    "「ログ」に統一", "庁舎内に保管している。", "クラウドに保管し、鍵を本市が管理している。", "<宛名情報> 旧氏",
    "(省略)", "①部署 市民課 ②所属長の役職名 市民課長", "図の差替え",
)  # fmt: skip
DATES = ("令和3年4月1日", "令和6年10月1日", "令和7年4月1日", "令和7年4月頃")


def documents(seed: int) -> tuple[Document, Document]:
    """Return an old and a new version, the new one with rows that may say anything."""
    choose = random.Random(seed)
    rows: list[DeclaredRow] = [
        row(n, choose.choice(CELLS), choose.choice(TEXTS), choose.choice(TEXTS), date=choose.choice(DATES))
        for n in range(1, 13)
    ]
    return (
        version(*items(choose), rows=rows[:2], published="令和6年4月1日"),
        version(*items(choose), rows=rows, published="令和7年4月1日"),
    )


def items(choose: random.Random) -> list[Item]:
    return [
        item("work.department.name", choose.choice(TEXTS)),
        item("pi_file.storage.place", choose.choice(TEXTS), unread=choose.random() < 0.2),
        item("pi_file.outsourcing.presence.count", choose.choice((1, 2))),
        item("records[]", choose.choice((["氏名"], ["氏名", "旧氏"])), title="宛名情報"),
        item("risks.use.linking.measures", choose.choice(TEXTS)),
        item("risks.audit.presence", choose.choice(([], ["内部監査"]))),
    ]


@pytest.fixture(params=range(40))
def pair(request: pytest.FixtureRequest) -> tuple[Document, Document]:
    return documents(request.param)


def test_every_row_has_exactly_one_verdict(pair: tuple[Document, Document]) -> None:
    old, new = pair

    for report in (checked(new), checked(new, old)):
        assert [r.n for r in new.declared or ()] == [j.n for j in report.declared]


def test_every_change_of_substance_is_declared_or_undeclared(pair: tuple[Document, Document]) -> None:
    old, new = pair
    report = checked(new, old)
    covered = {change for judgement in report.declared for change in judgement.covers}

    assert not covered & {change.id for change in report.undeclared}
    assert {p.change for p in report.partial} <= covered


def test_quotations_can_be_found_where_they_are_cited(pair: tuple[Document, Document]) -> None:
    old, new = pair

    for report in (checked(new), checked(new, old)):
        assert [] == not_found(report, new, old)


def test_report_is_the_same_on_every_run(pair: tuple[Document, Document]) -> None:
    old, new = pair

    assert dumps(checked(new, old)) == dumps(checked(new, old))


def test_version_against_itself_has_nothing_undeclared(pair: tuple[Document, Document]) -> None:
    _, new = pair

    assert () == checked(new, new).undeclared


def not_found(report: Report, new: Document, old: Document | None = None) -> list[str]:
    """Return the quotations that the item they are cited from does not print."""
    now = {i.address: fold(printed(i)) for i in new.items}
    was = {i.address: fold(printed(i)) for i in old.items} if old else {}
    return [
        f"{judgement.n} {evidence.says} {evidence.quotation}"
        for judgement in report.declared
        for evidence in judgement.evidence
        if fold(evidence.quotation) not in (was if "old" in evidence.says else now).get(evidence.address, "")
    ]


CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi"
STEPS = {"8-priority": ("2022-06-30", "2025-07-31"), "14-all-item": ("2021-11-30", "2025-03-28")}
PUT_IN = (
    "保存期間は10年から30年に延長する。",
    "外国の事業者に提供することがある。",
    "\n・端末の持出しを認める。\n",
    "ただし、この限りでない。",
    "原則として",
    "一部の",
    "不",
    "ない",
    "10",
)


@lru_cache(maxsize=4)
def example(key: str) -> tuple[pipeline.Read, pipeline.Read]:
    """Return the two newest versions of an example."""
    old, new = (pipeline.read((CORPUS / key / f"{day}.txt").read_bytes(), f"{day}.txt") for day in STEPS[key])
    return old, new


@lru_cache(maxsize=4)
def declared_items(key: str) -> tuple[tuple[int, frozenset[int]], ...]:
    """Return the text items whose change rows declare, each with the numbers of those rows."""
    old, new = example(key)
    report, changes = pipeline.check(new, old).report, pipeline.compare(old, new).changes.changes
    places = {c.new.address: frozenset(j.n for j in report.declared if c.id in j.covers) for c in changes if c.new}
    return tuple(
        (n, places[item.address])
        for n, item in enumerate(new.document.items)
        if isinstance(item, TextItem) and item.value and places.get(item.address)
    )


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.data())
def test_whatever_is_put_into_a_declared_item_is_told(data: st.DataObject) -> None:
    """No row says it, so it is left over, suspected, or a row on the item is not confirmed any more."""
    check_put_in(data)


@pytest.mark.slow
@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.data())
def test_whatever_is_put_into_a_declared_item_is_told_in_many_places(data: st.DataObject) -> None:
    check_put_in(data)


def check_put_in(data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(STEPS)))
    old, new = example(key)
    n, rows = data.draw(st.sampled_from(declared_items(key)))
    item = new.document.items[n]
    assert isinstance(item, TextItem)
    text, put = "\n".join(item.value), data.draw(st.sampled_from(PUT_IN))
    border = data.draw(st.sampled_from([0, *(token.end for token in tokens(text))]))
    assume(not (put.isdecimal() and (text[:border][-1:].isdecimal() or text[border : border + 1].isdecimal())))
    lines = tuple(line for line in (text[:border] + put + text[border:]).split("\n") if line.strip())
    items = list(new.document.items)
    items[n] = replace(item, value=lines)
    edited = new._replace(document=replace(new.document, items=tuple(items)))

    report = pipeline.check(edited, old).report

    told = {c.new.address for c in (*report.undeclared, *report.suspects) if c.new}
    told |= {p.address for p in report.partial if any(_holds(after, put) for _, after in p.passages)}
    doubted = {j.n for j in report.declared if j.verdict not in ("confirmed", "superseded")}
    assert item.address in told or rows & doubted, (text[:border], put, text[border:])


def _holds(passage: str, put: str) -> bool:
    """The passage shows at least a part of what was put in; the rest may be in the next one."""
    return any(char in fold(passage) for char in fold(put))
