"""Declared rows undone: ``check`` against the earlier version confirms each of them, and nothing is made up."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest

from builders import row
from formed import ALL_ITEM, PRIORITY, address, item, version
from shinkyu import pipeline
from shinkyu.codec.canonical import dumps, loads
from shinkyu.model.document import Checks, DeclaredRow, Document, Item, is_reconstructed
from shinkyu.model.form import FormTemplate
from shinkyu.model.rewind import Rewound, UndoReason
from shinkyu.pipeline import Read
from shinkyu.pipeline.rewinding import rewind

EARLIER, NOW = "令和6年4月1日", "令和7年4月1日"
PLACE = "Ⅱ 特定個人情報ファイルの概要(6. 特定個人情報の保管・消去 保管場所)"
SYSTEMS = "Ⅰ 基本情報(2. 特定個人情報ファイルを取り扱う事務において使用するシステム システム1 ③他のシステムとの接続)"
HANDLERS = "Ⅱ 特定個人情報ファイルの概要(4. 特定個人情報ファイルの取扱いの委託 委託事項1 ②委託先における取扱者数)"
DAY = "Ⅴ 評価実施手続(1. 基礎項目評価 ①実施日)"
LOCKED = "入退室を管理する庁舎内の、施錠できるサーバ室に保管している。"
EXAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "sumihara-shi"
CLOUD = "国内のデータセンターに保管し、本市が暗号の鍵を管理している。"


def read(document: Document) -> Read:
    return pipeline.read(dumps(document).encode(), "document.json")


def rewound(*items: Item, rows: list[DeclaredRow], form: FormTemplate = PRIORITY) -> tuple[Document, Rewound]:
    earlier, account = rewind(read(version(*items, rows=rows, published=NOW, form=form)))
    return earlier.document, account


def value(document: Document, item_id: str) -> Any:
    found = next(item for item in document.items if item.id == item_id)
    return found.state if found.state == "unread" else found.value


@pytest.mark.parametrize(
    ("expected", "knowledge", "item_id", "now", "cell", "before", "after"),
    [
        ((LOCKED,), "certain", "pi_file.storage.place", CLOUD, PLACE, LOCKED, CLOUD),
        ((LOCKED,), "likely", "pi_file.storage.place", f"{LOCKED}\n{CLOUD}", PLACE, "右記を追加", CLOUD),
        (
            "10人未満",
            "certain",
            "pi_file.outsourcing[].handlers",
            "50人以上100人未満",
            HANDLERS,
            "10人未満",
            "50人以上100人未満",
        ),
        (
            Checks(("庁内連携システム",), ("税務システム",)),
            "likely",
            "work.systems[].connections",
            Checks(("庁内連携システム", "税務システム")),
            SYSTEMS,
            "[]税務システム",
            "[○]税務システム",
        ),
    ],
)
def test_what_a_row_says_is_put_back(
    expected: Any, knowledge: str, item_id: str, now: Any, cell: str, before: str, after: str
) -> None:
    names = item("pi_file.outsourcing[].name", "台帳への入力"), item("work.systems[].name", "年金システム")
    earlier, account = rewound(*names, item(item_id, now), rows=[row(1, cell, before, after, date=NOW)])

    assert expected == value(earlier, item_id)
    assert [(True, "put-back")] == [(u.undone, u.reason) for u in account.rows]
    assert knowledge == account.knowledge[-1]


AUDIT = "Ⅲ リスク対策(8. 監査 実施の有無)"
RECORDS = "(別添１) 特定個人情報ファイル記録項目＜宛名情報＞"
ENTRIES = ["38 氏名", "39 旧氏", "40 通称", "41 住所"]
OWN, OUTER = "自己点検", "外部監査"


def records(*entries: str) -> Item:
    return item("records[]", list(entries), title="宛名情報")


def audit(on: str, off: str) -> Item:
    return item("risks.audit.presence", Checks((on,), (off,)))


@pytest.mark.parametrize(
    ("expected", "now", "cell", "before", "after"),
    [
        (
            ("証跡を保管し、証跡を点検する。",),
            item("pi_file.storage.place", "ログを保管し、ログを点検する。"), PLACE, "「証跡」", "「ログ」に統一",
        ),
        ((LOCKED,), item("pi_file.storage.place", CLOUD), PLACE, LOCKED, "全文変更"),
        (None, item("pi_file.outsourcing[].handlers", "10人未満"), HANDLERS, "", "10人未満"),
        (Checks((OWN, OUTER), ()), audit(OWN, OUTER), AUDIT, OUTER, "(削除)"),
        (("38 氏名", "41 住所"), records(*ENTRIES), RECORDS, "", "「39 旧氏」から「40 通称」までを追加"),
        (("氏名", "電話番号"), records("氏名"), RECORDS, "電話番号", "(削除)"),
    ],
)  # fmt: skip
def test_what_a_row_tells_to_do_is_taken_back(expected: Any, now: Item, cell: str, before: str, after: str) -> None:
    names = item("pi_file.outsourcing[].name", "台帳への入力")
    earlier, account = rewound(names, now, rows=[row(1, cell, before, after, date=NOW)])

    assert expected == value(earlier, now.id)
    assert [(True, "put-back")] == [(u.undone, u.reason) for u in account.rows]


@pytest.mark.parametrize(
    ("state", "now", "cell", "before", "after"),
    [
        ("blank", audit(OWN, OUTER), AUDIT, "[]自己点検", "[○]自己点検"),
        ("blank", item("procedure.threshold.done_on", "令和7年1月10日"), DAY, "", "令和7年1月10日"),
        ("filled", item("procedure.threshold.done_on", "令和7年1月10日"), DAY, "令和6年1月10日", "令和7年1月10日"),
        ("blank", records("氏名"), RECORDS, "(追加)", "氏名"),
        ("blank", records(*ENTRIES[1:3]), RECORDS, "", "「39 旧氏」から「40 通称」までを追加"),
    ],
)
def test_item_of_which_everything_came_was_blank(state: str, now: Item, cell: str, before: str, after: str) -> None:
    earlier, _ = rewound(now, rows=[row(1, cell, before, after, date=NOW)])

    assert state == next(item.state for item in earlier.items if item.id == now.id)


def test_remarks_of_other_boxes_stay_where_one_is_put_back() -> None:
    yearly = Checks((OWN, OUTER), (), notes={OWN: "毎月", OUTER: "毎年度、結果を公表する。"})
    sentence = "隔年度、結果を公表する。"

    def notes(before: str, after: str) -> dict[str, str]:
        audited = item("risks.audit.presence", yearly)
        earlier, _ = rewound(audited, rows=[row(1, AUDIT, before, after, date=NOW)])
        return value(earlier, audited.id).notes

    assert {OWN: "毎月", OUTER: sentence} == notes(sentence, "毎年度、結果を公表する。")
    assert {OWN: "毎月", OUTER: "隔年度"} == notes(f"[○]{OUTER}(隔年度)", f"[○]{OUTER}(毎年度、結果を公表する。)")
    both = f"[○]{OWN}(毎週)、[○]{OUTER}(隔年度)", f"[○]{OWN}(毎月)、[○]{OUTER}(毎年度、結果を公表する。)"
    assert {OWN: "毎週", OUTER: "隔年度"} == notes(*both)


@pytest.mark.parametrize(
    ("reason", "now", "cell", "before", "after"),
    [
        (
            "place-not-unique",
            item("pi_file.storage.place", "ログを保管する。"), PLACE, "「証跡」 「監査証跡」", "「ログ」に統一",
        ),
        (
            "place-not-unique", item("procedure.threshold.done_on", "令和7年1月10日から令和7年1月10日まで"),
            DAY, "令和6年1月10日", "令和7年1月10日",
        ),
        ("place-not-unique", item("pi_file.outsourcing[].handlers", "10人未満"), HANDLERS, "少数", "10人未満"),
        ("place-not-unique", audit(OWN, OUTER), AUDIT, "[]立入検査", "[○]自己点検"),
        ("place-not-unique", audit(OWN, OUTER), AUDIT, "立入検査", "(削除)"),
        (
            "place-not-unique", records("38 氏名", "39 旧氏", "40 通称", "39 旧氏"),
            RECORDS, "", "「39 旧氏」から「40 通称」までを追加",
        ),
        ("place-not-unique", records(*ENTRIES), RECORDS, "", "「40 通称」から「39 旧氏」までを追加"),
    ],
)  # fmt: skip
def test_what_a_row_leaves_open_is_not_made_up(reason: str, now: Item, cell: str, before: str, after: str) -> None:
    names = item("pi_file.outsourcing[].name", "台帳への入力")
    earlier, account = rewound(names, now, rows=[row(1, cell, before, after, date=NOW)])

    assert "unread" == value(earlier, now.id)
    assert [(False, reason)] == [(u.undone, u.reason) for u in account.rows]


def test_new_figure_leaves_the_text_beside_it_as_it_is() -> None:
    text = item("pi_file.storage.place", LOCKED)
    earlier, account = rewound(text, rows=[row(1, PLACE, "図", "図の差替え", date=NOW)])

    assert (LOCKED,) == value(earlier, text.id)
    assert [(False, "figure")] == [(u.undone, u.reason) for u in account.rows]


@pytest.mark.parametrize(
    ("reason", "now", "before", "after"),
    [
        ("not-true", LOCKED, "写しは保管していない。", CLOUD),
        ("before-not-given", CLOUD, "", "全文変更"),
        ("place-not-unique", f"{CLOUD}{CLOUD}{LOCKED}", "鍵は国が管理している。", CLOUD),
        ("place-not-unique", LOCKED, CLOUD, "削除"),
    ],
)
def test_what_no_row_says_is_unread_and_never_blank(reason: str, now: str, before: str, after: str) -> None:
    earlier, account = rewound(item("pi_file.storage.place", now), rows=[row(1, PLACE, before, after, date=NOW)])

    assert "unread" == value(earlier, "pi_file.storage.place")
    assert [(False, reason)] == [(u.undone, u.reason) for u in account.rows]
    assert "unknown" == account.knowledge[-1]


def test_an_item_of_which_one_row_leaves_nothing_known_is_unknown_whatever_the_others_say() -> None:
    rows = [row(1, PLACE, "", "全文変更", date=NOW), row(2, PLACE, LOCKED, CLOUD, date=NOW)]
    earlier, account = rewound(item("pi_file.storage.place", CLOUD), rows=rows)

    assert "unread" == value(earlier, "pi_file.storage.place")
    assert [(2, False, "item-unknown"), (1, False, "before-not-given")] == [
        (each.n, each.undone, each.reason) for each in account.rows
    ]


def test_what_an_earlier_row_left_otherwise_is_not_certain() -> None:
    """The chain is broken: one of the two rows is not true."""
    rows = [
        row(1, DAY, "", "令和3年4月1日", date=EARLIER),
        row(2, DAY, "令和2年4月1日", "令和7年3月1日", date=NOW),
    ]
    earlier, account = rewound(item("procedure.threshold.done_on", "令和7年3月1日"), rows=rows)

    assert "令和2年4月1日" == value(earlier, "procedure.threshold.done_on").text
    assert "likely" == account.knowledge[-1]


def test_the_mark_says_that_nobody_published_it() -> None:
    rows = [row(1, PLACE, "", LOCKED, date=EARLIER), row(2, PLACE, LOCKED, CLOUD, date=NOW)]
    earlier, account = rewound(item("pi_file.storage.place", CLOUD), rows=rows)
    text = dumps(earlier)

    assert is_reconstructed(earlier)
    assert earlier == loads(text)
    assert "2024-04-01" == json.loads(text)["reconstructed"]["to"] == account.to
    assert [address("pi_file.storage.place")] == [tuple(a) for a in json.loads(text)["reconstructed"]["certain"]]
    assert [1] == [each.n for each in earlier.declared or ()]
    assert "2024-04-01" == value(earlier, "cover.published_on").date
    assert "reconstructed" not in json.loads(dumps(version()))


def test_every_reason_is_explained() -> None:
    page = (Path(__file__).resolve().parents[1] / "docs" / "rewind.md").read_text(encoding="utf-8")

    assert [] == [reason for reason in get_args(UndoReason) if reason != "put-back" and f"| `{reason}` |" not in page]


def test_a_member_that_came_as_a_whole_goes_and_those_behind_it_close_up() -> None:
    systems = [
        item("work.systems[].name", f"{name}システム", member=n, form=ALL_ITEM) for n, name in enumerate("甲乙丙", 1)
    ]
    cell = "Ⅰ 基本情報 2. 特定個人情報ファイルを取り扱う事務において使用するシステム システム2"
    earlier, account = rewound(*systems, rows=[row(1, cell, "記載なし", "システム2の全て", date=NOW)], form=ALL_ITEM)
    left = [(i.address[2], i.value) for i in earlier.items if i.id == "work.systems[].name"]

    assert [("システム1", ("甲システム",)), ("システム2", ("丙システム",))] == left
    assert all(u.undone for u in account.rows)


# ---------------------------------------------------------------------- whole documents

DOCUMENTS = sorted(EXAMPLES.glob("*/202[1-5]-*.txt"))


def undone_and_confirmed(path: Path) -> tuple[int, int, int]:
    new = pipeline.read(path.read_bytes(), path.name)
    earlier, account = rewind(new)
    verdicts = {j.n: j.verdict for j in pipeline.check(new, earlier).report.declared}
    undone = [each.n for each in account.rows if each.undone]
    return len(account.rows), len(undone), sum(verdicts[n] == "confirmed" for n in undone)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_row_that_was_undone_is_confirmed(path: Path) -> None:
    declared, undone, confirmed = undone_and_confirmed(path)

    assert undone == confirmed
    assert undone * 5 >= declared * 3


@pytest.mark.real
@pytest.mark.parametrize(("name", "share"), [("000", 0.58), ("001", 0.25), ("004", 0.5)])
def test_every_row_of_a_real_document_that_was_undone_is_confirmed(seeds: Path, name: str, share: float) -> None:
    """The rest has its page lost, its cells cut off, or says something else than the document."""
    declared, undone, confirmed = undone_and_confirmed(next(seeds.glob(f"{name}_*")))

    assert undone == confirmed
    assert undone >= declared * share


PAIRS = [pair for group in sorted(EXAMPLES.iterdir()) for pair in pairwise(sorted(group.glob("*.txt")))]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[1].parent.name}-{pair[1].stem}")
def test_what_was_put_back_is_what_the_real_older_version_says(pair: tuple[Path, Path]) -> None:
    """No item that is certain differs from the version that was published."""
    old, new = (pipeline.read(path.read_bytes(), path.name) for path in pair)
    earlier, account = rewind(new)
    known = dict(zip((i.address for i in earlier.document.items), account.knowledge, strict=True))
    differs = [c.new.address for c in pipeline.compare(old, earlier).changes.changes if c.new and c.op != "notation"]

    assert "certain" in known.values()
    assert [] == [place for place in differs if known.get(place) == "certain"]


@pytest.mark.real
@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("000", "2016-01-01"),
        pytest.param("001", "2016-04-01", marks=pytest.mark.slow),
        pytest.param("004", "2020-08-13", marks=pytest.mark.slow),
    ],
)
def test_rows_of_several_days_that_are_undone_are_all_borne_out_by_the_newest_version(
    seeds: Path, number: str, day: str
) -> None:
    path = next(seeds.glob(f"{number}_*"))
    newest = pipeline.read(path.read_bytes(), path.name)
    earlier, account = rewind(newest, day)
    undone = {fate.n for fate in account.rows if fate.undone}

    verdicts = {j.n: j.verdict for j in pipeline.check(newest, earlier).report.declared if j.n in undone}

    assert len(undone) >= 15
    assert {"confirmed", "superseded"} >= set(verdicts.values())
