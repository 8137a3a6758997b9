"""The tables of published reports: every row is read, judged once, and proved by what the report prints."""

from functools import lru_cache
from pathlib import Path

import pytest

from reconcile.test_laws import not_found
from shinkyu import pipeline
from shinkyu.pipeline import Checked

pytestmark = pytest.mark.real

ROWS = {"000": 38, "001": 82, "002": 0, "003": 0, "004": 139}


@lru_cache(maxsize=1)
def check(seeds: Path, number: str) -> Checked:
    (file,) = seeds.glob(f"{number}_*.txt")
    return pipeline.check(pipeline.read(file.read_bytes(), file.name))


@pytest.mark.parametrize(("number", "rows"), ROWS.items())
def test_every_row_is_judged_once(seeds: Path, number: str, rows: int) -> None:
    found = check(seeds, number)

    assert rows == len(found.new.document.declared or ())
    assert list(range(1, rows + 1)) == [judgement.n for judgement in found.report.declared]


@pytest.mark.parametrize("number", ["000", "001", "004"])
def test_evidence_is_quoted_from_the_report(seeds: Path, number: str) -> None:
    found = check(seeds, number)

    assert [] == not_found(found.report, found.new.document)


@pytest.mark.parametrize("number", ["000", "001", "004"])
def test_no_report_contradicts_most_of_its_own_table(seeds: Path, number: str) -> None:
    """Read by hand, fewer than one row in ten of these tables is wrong."""
    verdicts = [judgement.verdict for judgement in check(seeds, number).report.declared]

    assert verdicts.count("contradicted") < len(verdicts) / 10


READ_BY_HAND = [
    ("001", 27, "confirmed", "特定個人情報ファイルの取扱いの委託におけるその他のリスク及びそのリスクに対する措置"),
    ("001", 28, "superseded", "②過去３年以内に、評価実施機関において、個人情報に関する重大事故が発生したか"),
    ("001", 36, "confirmed", "①システムの名称"),
    ("001", 55, "unverifiable", ""),
    ("004", 3, "superseded", "②システムの機能"),
    ("004", 28, "contradicted", "提供・移転の有無"),
    ("004", 43, "confirmed", "具体的な方法"),
    ("004", 76, "unverifiable", "図"),
    ("004", 84, "confirmed", ""),
    ("004", 129, "confirmed", ""),
]
"""Rows that were once judged wrongly, with the verdict and the item a reader gives them."""


@pytest.mark.parametrize(("number", "n", "verdict", "label"), READ_BY_HAND)
def test_row_is_judged_as_a_reader_does(seeds: Path, number: str, n: int, verdict: str, label: str) -> None:
    judgement = check(seeds, number).report.declared[n - 1]

    assert verdict == judgement.verdict
    assert not label or label in [step for t in judgement.targets[:2] for step in t.address[-2:]]


EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi"


def example(key: str, new: str, old: str) -> Checked:
    newer, older = (pipeline.read((EXAMPLES / key / f"{day}.txt").read_bytes(), day) for day in (new, old))
    return pipeline.check(newer, older)


def test_slips_of_the_priority_example_are_found_and_nothing_else() -> None:
    """corpus/README.md: an undeclared change of a ※ item, and a row that was not carried out."""
    report = example("8-priority", "2025-07-31", "2022-06-30").report

    assert ["③対象となる本人の範囲"] == [c.new.address[-1] for c in report.undeclared if c.new]
    wrong = [j for j in report.declared if j.verdict not in ("confirmed", "superseded")]
    assert [("contradicted", "②委託先における取扱者数")] == [(j.verdict, j.targets[0].address[-1]) for j in wrong]


def test_slip_of_the_all_item_example_is_found_and_nothing_else() -> None:
    """corpus/README.md: a chain of rows that does not join."""
    report = example("14-all-item", "2025-03-28", "2021-11-30").report

    assert () == report.undeclared
    assert ["①実施日"] == [f.address[-1] for f in report.findings if f.rule == "broken-chain" and f.address]
    wrong = [j for j in report.declared if j.verdict in ("partly", "contradicted")]
    assert ["before-differs-from-old"] == [j.reason for j in wrong]


@pytest.mark.parametrize(
    ("key", "new", "old"),
    [("8-priority", "2022-06-30", "2021-03-26"), ("14-all-item", "2021-11-30", "2020-12-18")],
)
def test_true_tables_are_found_true(key: str, new: str, old: str) -> None:
    report = example(key, new, old).report

    assert () == report.undeclared
    assert {"confirmed"} == {j.verdict for j in report.declared if j.covers}


def test_chapter_that_came_with_the_form_is_confirmed_by_one_row() -> None:
    report = example("21-basic", "2025-06-30", "2016-03-28").report

    assert [] == [c.id for c in report.undeclared]
    assert {"confirmed", "superseded"} == {j.verdict for j in report.declared}
    assert ("confirmed", "member-added") == (report.declared[-1].verdict, report.declared[-1].reason)


def test_new_said_of_an_item_that_was_there_before_is_not_confirmed() -> None:
    text = (EXAMPLES / "21-basic" / "2025-06-30.txt").read_text("utf-8")
    row = "(5. 評価実施機関における担当部署 ①部署)\tこども部子育て支援課\tこども未来部こども給付課\t"
    assert 1 == text.count(row)
    newer = pipeline.read(text.replace(row, "(5. 評価実施機関における担当部署 ①部署)\t\t新規\t").encode(), "new.txt")
    older = pipeline.read((EXAMPLES / "21-basic" / "2016-03-28.txt").read_bytes(), "old.txt")

    assert "unverifiable" == pipeline.check(newer, older).report.declared[3].verdict


def test_sentence_put_between_two_that_a_row_quotes_is_told() -> None:
    text = (EXAMPLES / "8-priority" / "2025-07-31.txt").read_text("utf-8")
    border = "本市専用の領域に保管する。</p> <p>"
    assert 1 == text.count(border)
    older = pipeline.read((EXAMPLES / "8-priority" / "2022-06-30.txt").read_bytes(), "2022-06-30.txt")
    text = text.replace(border, f"{border}保存期間は10年から30年に延長する。</p> <p>")
    newer = pipeline.read(text.encode(), "new.txt")

    report = pipeline.check(newer, older).report

    left = [text for part in report.partial for _, text in part.passages if part.address[-1] == "保管場所"]
    assert ["保存期間は10年から30年に延長する。"] == [text.strip() for text in left]
