"""The law of the table: a document that declares the proposed rows has nothing left to declare.

The proposed rows are put into the document as its own and checked against the older version.
"""

import re
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from shinkyu import pipeline
from shinkyu.model.document import (
    Checks,
    ChecksItem,
    ChoiceItem,
    CountItem,
    DateItem,
    Day,
    Document,
    FigureItem,
    Item,
    ListItem,
    TextItem,
)
from shinkyu.model.form import FormTemplate
from shinkyu.model.report import Report
from shinkyu.model.table import TableStyle
from shinkyu.render.change_table import as_declared, propose_rows
from shinkyu.text.tokenise import tokens

CORPUS = Path(__file__).parents[2] / "corpus" / "sumihara-shi"
STEPS = (
    ("8-priority", "2021-03-26", "2022-06-30"),
    ("8-priority", "2022-06-30", "2025-07-31"),
    ("14-all-item", "2020-12-18", "2021-11-30"),
    ("14-all-item", "2021-11-30", "2025-03-28"),
)
ABOUT_THE_CONTENT = {"stale-term", "threshold-crossed", "count-disagrees-with-members", "empty-member"}
"""Findings that a true row can have: they tell the office what else to look at."""
STYLES = (
    None,
    TableStyle(),
    TableStyle(path="spaced", new="記載なし", inserted="（追加）", deleted="（削除）", whole_values=True),
    TableStyle(path="quoted", brackets=("(", ")"), new="(新規)", omission="(省略)"),
)


@lru_cache(maxsize=8)
def version(report: str, date: str) -> pipeline.Read:
    path = CORPUS / report / f"{date}.txt"
    return pipeline.read(path.read_bytes(), path.name)


def checked(
    old: pipeline.Read, new: pipeline.Read, style: TableStyle | None = None, *, group: bool = False
) -> tuple[Report, frozenset[int], frozenset[int]]:
    """Return the report on *new* with its proposed rows, their numbers, and those of whole members."""
    changes = pipeline.compare(old, new).changes
    rows = propose_rows(old.document, new.document, changes, new.template, style, group=group)
    earlier = old.document.declared or ()
    declared = replace(new.document, declared=as_declared(rows, earlier))
    groups = {change.id for change in changes.changes if change.cls == "group"}
    numbers = list(enumerate(rows, len(earlier) + 1))
    return (
        pipeline.check(new._replace(document=declared), old).report,
        frozenset(n for n, _ in numbers),
        frozenset(n for n, row in numbers if row.changes[0] in groups),
    )


def not_confirmed(report: Report, numbers: frozenset[int]) -> list[tuple[int, str, str]]:
    return [(j.n, j.verdict, j.reason) for j in report.declared if j.n in numbers and j.verdict != "confirmed"]


@pytest.mark.parametrize("group", [False, True])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("report", "before", "after"), STEPS)
def test_nothing_is_undeclared_contradicted_or_remarked(
    report: str, before: str, after: str, style: TableStyle | None, group: bool
) -> None:
    found, rows, _ = checked(version(report, before), version(report, after), style, group=group)

    assert [] == not_confirmed(found, rows)
    assert ((), ()) == (found.undeclared, found.partial)
    assert [] == [
        (finding.n, finding.rule)
        for finding in found.findings
        if finding.n in rows and finding.rule not in ABOUT_THE_CONTENT
    ]


def test_a_figure_is_declared_as_replaced_and_nothing_is_undeclared() -> None:
    """What is in a figure cannot be checked, so that its row cannot be confirmed."""
    read = version("14-all-item", "2021-11-30")
    old = read._replace(document=_with(read.document, _with_word(read, "窓口")))
    new = read._replace(document=_with(read.document, _published_anew(_with_word(read, "電子申請"))))
    found, rows, _ = checked(old, new)

    assert rows
    assert ((), ()) == (found.undeclared, found.partial)
    assert {"figure"} == {judgement.reason for judgement in found.declared if judgement.n in rows}


def _with_word(read: pipeline.Read, word: str) -> list[Item]:
    """Return the items of a version, its figures with one word in them."""
    return [
        replace(item, state="filled", value=(word,)) if isinstance(item, FigureItem) else item
        for item in read.document.items
    ]


WORDS = ("情報政策課", "申請管理システム", "アクセスログ", "第19条第9号", "個人番号カード", "5年間")
PHRASES = (
    "なお、操作の記録は毎月点検する。",
    "電子申請により受け付けた情報は、暗号化して保存する。",
    "・庁舎外への持出しを禁止する。",
    "<運用における措置>",
    "①担当者を定める。",
    "職員は、年1回研修を受ける。",
)
ENTRIES = ("電話番号", "氏名", "更新者", "交付日", "メールアドレス")


@st.composite
def edited(draw: st.DrawFn, base: pipeline.Read) -> pipeline.Read:
    """Return *base* as an office might have edited single items of it."""
    items = list(base.document.items)
    places = [n for n, item in enumerate(items) if item.state == "filled" and not item.id.startswith("cover.")]
    for n in draw(st.sets(st.sampled_from(places), min_size=1, max_size=6)):
        items[n] = draw(_edited(items[n], base.template))
    return base._replace(document=_with(base.document, _published_anew(items)))


def _published_anew(items: list[Item]) -> list[Item]:
    return [
        replace(item, value=Day("2026-03-31", "令和8年3月31日")) if item.id == "cover.published_on" else item
        for item in items
        if isinstance(item, DateItem) or item.id != "cover.published_on"
    ]


def _with(document: Document, items: list[Item]) -> Document:
    return replace(document, items=tuple(items))


def _edited(item: Item, template: FormTemplate) -> st.SearchStrategy[Item]:
    spec = template.by_id.get(item.id)
    match item:
        case TextItem():
            return _edited_text("\n".join(item.value)).map(
                lambda text: replace(item, value=tuple(line for line in text.split("\n") if line.strip()))
            )
        case ChoiceItem() if spec:
            return st.sampled_from(spec.options).map(lambda option: replace(item, value=option.text))
        case CountItem():
            return st.integers(1, 9).map(lambda count: replace(item, value=count))
        case DateItem():
            return st.integers(1, 28).map(
                lambda day: replace(item, value=Day(f"2026-02-{day:02}", f"令和8年2月{day}日"))
            )
        case ListItem():
            place = st.integers(0, len(item.value))
            return st.builds(
                lambda n, entry: replace(item, value=(*item.value[:n], entry, *item.value[n:])),
                place,
                st.sampled_from(ENTRIES),
            )
        case ChecksItem():
            boxes = (*item.value.on, *item.value.off)
            return st.sampled_from(boxes).map(lambda box: _toggled(item, box)) if boxes else st.just(item)
    return st.just(item)


def _toggled(item: ChecksItem, box: str) -> ChecksItem:
    order = (*item.value.on, *item.value.off)
    on = tuple(label for label in order if (label in item.value.on) != (label == box))
    off = tuple(label for label in order if label not in on)
    notes = {label: note for label, note in item.value.notes.items() if label in on}
    return replace(item, value=Checks(on, off, item.value.unknown, notes), state="filled" if on else "blank")


def _edited_text(text: str) -> st.SearchStrategy[str]:
    ends = [n + 1 for n, char in enumerate(text) if char in "。、\n "] or [len(text)]
    nouns = [token for token in tokens(text) if token.pos == "名詞" and len(token.surface) > 1]
    phrase, end, word = st.sampled_from(PHRASES), st.sampled_from(ends), st.sampled_from(WORDS)
    ways: list[st.SearchStrategy[str]] = [
        st.builds(lambda n, put: text[:n] + put + text[n:], end, phrase),
        st.builds(lambda n, put: text[:n] + put + "、" + text[n:], end, word),
        st.builds(lambda put: text + "\n" + put, phrase),
        st.builds(lambda put: put + text, phrase),
    ]
    if nouns:
        ways.append(st.builds(lambda at, put: text[: at.start] + put + text[at.end :], st.sampled_from(nouns), word))
    if len(ends) > 2:
        ways.append(st.integers(0, len(ends) - 2).map(lambda n: text[: ends[n]] + text[ends[n + 1] :]))
    return st.one_of(ways)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.data())
def test_edits_of_single_items_are_declared_and_confirmed(data: st.DataObject) -> None:
    report, _, date = data.draw(st.sampled_from(STEPS))
    old = version(report, date)
    new = data.draw(edited(old))
    found, rows, members = checked(old, new, data.draw(st.sampled_from(STYLES)), group=data.draw(st.booleans()))

    assert [] == not_confirmed(found, rows - members)
    assert [] == [change.id for change in found.undeclared if change.cls != "group"]
    assert () == found.partial


NAMES = ("申請受付システム", "点検記録管理システム", "郵送の代行", "広域連合への提供", "窓口の補助")
MEMBER = re.compile(r"(システム|委託事項|提供先|移転先)(\d+)")


@st.composite
def with_other_members(draw: st.DrawFn, base: pipeline.Read) -> pipeline.Read:
    """Return *base* with a member of a group gone, or another one come: those behind it have other numbers."""
    items = [item for item in base.document.items if item.state != "unread"]
    heads = sorted({item.address[: n + 1] for item in items for n in [_depth(item)] if n is not None})
    head = draw(st.sampled_from(heads))
    word = MEMBER.fullmatch(head[-1])
    assert word
    members = [h for h in heads if h[:-1] == head[:-1] and h[-1].startswith(word.group(1))]
    if len(members) > 1 and draw(st.booleans()):
        kept = [item for item in base.document.items if item.address[: len(head)] != head]
        number = int(word.group(2))
        items = [_renumbered(item, head, number, -1) for item in kept]
    else:
        last = max(int(MEMBER.fullmatch(h[-1]).group(2)) for h in members)  # type: ignore[union-attr]
        new = (*head[:-1], f"{word.group(1)}{last + 1}")
        name, put = draw(st.sampled_from(NAMES)), draw(st.sampled_from(PHRASES))
        copies = [
            replace(item, address=(*new, *item.address[len(head) :]), **_other(item, name, put))
            for item in base.document.items
            if item.address[: len(head)] == head
        ]
        at = 1 + max(n for n, item in enumerate(base.document.items) if item.address[: len(head)] in members)
        items = [*base.document.items[:at], *copies, *base.document.items[at:]]
    return base._replace(document=_with(base.document, _published_anew(items)))


def _depth(item: Item) -> int | None:
    return next((n for n, label in enumerate(item.address) if n and MEMBER.fullmatch(label)), None)


def _renumbered(item: Item, head: tuple[str, ...], number: int, by: int) -> Item:
    """Return an item of a later member of the group with the number it has now."""
    depth = len(head) - 1
    found = MEMBER.fullmatch(item.address[depth]) if len(item.address) > depth else None
    same = found and item.address[:depth] == head[:-1] and head[-1].startswith(found.group(1))
    if not same or not found or int(found.group(2)) <= number:
        return item
    label = f"{found.group(1)}{int(found.group(2)) + by}"
    return replace(item, address=(*item.address[:depth], label, *item.address[depth + 1 :]))


def _other(item: Item, name: str, put: str) -> dict[str, object]:
    """Return what a new member says otherwise than the one it is modelled on: its name and its texts."""
    if not isinstance(item, TextItem):
        return {}
    named = item.address[-1] in ("名称", "①システムの名称")
    return {"value": (name,) if named else (f"{name}に係る{put}",), "state": "filled"}


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.data())
def test_members_that_come_and_go_are_declared_and_confirmed(data: st.DataObject) -> None:
    report, _, date = data.draw(st.sampled_from(STEPS))
    old = version(report, date)
    new = data.draw(with_other_members(old))
    found, rows, _ = checked(old, new, data.draw(st.sampled_from(STYLES)))

    assert [] == not_confirmed(found, rows)
    assert ((), ()) == (found.undeclared, found.partial)
