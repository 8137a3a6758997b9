"""A programmer gets what the command line prints, and errors that say what to do."""

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.api.conftest import NEW, OLD, PRIORITY

import shinkyu
from shinkyu.cli import main
from shinkyu.model.change import Kind

Made = Callable[[shinkyu.Assessment, shinkyu.Assessment], str]

ALIKE: dict[str, Made] = {
    f"parse {NEW}": lambda old, new: new.to_json(),
    f"parse {NEW} --dump reading": lambda old, new: new.to_json("reading"),
    f"items {NEW} --format json": lambda old, new: new.to_json("items"),
    f"declared {NEW} --format json": lambda old, new: new.to_json("declared"),
    f"diff {OLD} {NEW} --format json": lambda old, new: shinkyu.diff(old, new).to_json(),
    f"diff {OLD} {NEW} --format json --only material,added": lambda old, new: shinkyu.diff(
        old, new, only=["material", "added"]
    ).to_json(),
    f"diff {OLD} {NEW} --lang en": lambda old, new: shinkyu.diff(old, new).render("text", "en").decode(),
    f"diff {OLD} {NEW} --format patch": lambda old, new: shinkyu.diff(old, new).render("patch").decode(),
    f"diff {OLD} {NEW} --format html --lang ja": lambda old, new: shinkyu.diff(old, new).render("html").decode(),
    f"check {NEW} --format json": lambda old, new: shinkyu.check(new).to_json(),
    f"check {NEW} --against {OLD} --format json": lambda old, new: shinkyu.check(new, against=old).to_json(),
    f"check {NEW} --against {OLD} --lang ja": lambda old, new: shinkyu.check(new, against=old).render("text").decode(),
    f"table {OLD} {NEW} --format json": lambda old, new: shinkyu.table(old, new).to_json(),
    f"table {OLD} {NEW} --missing --group --format csv --confirm": lambda old, new: (
        shinkyu.table(old, new, missing=True, group=True).render("csv", confirmed=True).decode()
    ),
    f"table {OLD} {NEW} --all-ex-ante": lambda old, new: (
        shinkyu.table(old, new, all_ex_ante=True).render("text").decode()
    ),
}


@pytest.mark.parametrize("typed", ALIKE)
def test_a_program_writes_what_the_command_prints(
    typed: str, old: shinkyu.Assessment, new: shinkyu.Assessment, desk: Path
) -> None:
    printed = CliRunner().invoke(main, typed.split(), prog_name="shinkyu").stdout_bytes.decode()

    assert printed == ALIKE[typed](old, new)
    assert printed


def test_the_canonical_json_is_read_again_as_the_same_document(new: shinkyu.Assessment) -> None:
    assert new.document == shinkyu.parse(new.to_json().encode()).document


def test_a_path_and_its_bytes_are_one_assessment(new: shinkyu.Assessment, desk: Path) -> None:
    named, pathed = shinkyu.parse(NEW), shinkyu.parse(desk / NEW, name="新.txt")

    assert (new.document, NEW) == (named.document, named.name)
    assert (new.document, "新.txt") == (pathed.document, pathed.name)


def test_an_item_is_reached_by_its_address(new: shinkyu.Assessment) -> None:
    item = new["Ⅱ", "4", "委託事項2", "②委託先における取扱者数"]

    assert ("choice", "10人未満") == (type(item).__struct_config__.tag, item.value)
    assert new.items[0] is new[new.items[0].address]
    assert 114 == new.where("Ⅱ", "4", "委託事項2", "②委託先における取扱者数").where.line
    assert list(new.items[0].address) in new
    assert "評価書名" not in new
    with pytest.raises(KeyError, match=r"no item \('評価書名',\)"):
        new["評価書名"]


def test_a_comparison_without_changes_is_false(old: shinkyu.Assessment) -> None:
    assert not shinkyu.diff(old, old)
    assert () == shinkyu.diff(old, old).changes


def test_what_only_leaves_out_is_counted(old: shinkyu.Assessment, new: shinkyu.Assessment) -> None:
    whole, part = shinkyu.diff(old, new), shinkyu.diff(old, new, only=["organisation"])

    assert 0 == whole.hidden
    assert len(whole) == len(part) + part.hidden
    assert {"organisation"} == {change.cls for change in part}


def test_versions_in_the_wrong_order_are_doubted(old: shinkyu.Assessment, new: shinkyu.Assessment) -> None:
    assert ("older-is-newer",) == shinkyu.diff(new, old).doubts == shinkyu.check(old, against=new).doubts
    assert () == shinkyu.diff(old, new).doubts == shinkyu.check(new).doubts


def test_each_declared_row_has_one_verdict(old: shinkyu.Assessment, new: shinkyu.Assessment) -> None:
    checked = shinkyu.check(new, against=old)
    rows = new.rows or ()

    assert [row.n for row in rows] == [judgement.n for judgement in checked.verdicts]
    assert [33] == [judgement.n for judgement in checked.verdicts if judgement.verdict == "contradicted"]
    assert checked.finds_something
    assert () == shinkyu.check(new).undeclared


def test_a_project_file_counts_where_it_is_given(old: shinkyu.Assessment, new: shinkyu.Assessment, desk: Path) -> None:
    """A program says what it goes by; a file that happens to lie in its folder changes nothing."""
    (desk / "shinkyu.toml").write_text('[[ignore]]\naddress = ["Ⅱ", "2"]\nreason = "例"\n', encoding="utf-8")
    settled = shinkyu.Project(ignore=(shinkyu.IgnoreRule(("Ⅱ", "2"), "例"),))

    assert 1 == len(shinkyu.check(new, against=old).undeclared)
    assert () == shinkyu.check(new, against=old, project="shinkyu.toml").undeclared
    assert () == shinkyu.check(new, against=old, project=settled).undeclared
    assert len(shinkyu.diff(old, new)) > len(shinkyu.diff(old, new, project=settled))


def test_the_manner_of_rows_can_be_settled(old: shinkyu.Assessment, new: shinkyu.Assessment) -> None:
    spaced = shinkyu.Project(table=shinkyu.TableHabits(path="spaced"))
    rows = shinkyu.table(old, new, missing=True, project=spaced)

    assert ["Ⅱ 特定個人情報ファイルの概要 2. 基本情報 ③対象となる本人の範囲"] == [row.item for row in rows]


BAD: dict[str, tuple[Callable[[shinkyu.Assessment], object], type[Exception], str]] = {
    "no file": (lambda new: shinkyu.parse("nowhere.xlsx"), shinkyu.SourceError, "nowhere.xlsx does not exist"),
    "a folder": (lambda new: shinkyu.parse(PRIORITY), shinkyu.SourceError, "is a folder"),
    "no assessment": (lambda new: shinkyu.parse("今日は晴れ。".encode()), shinkyu.ShinkyuError, "the bytes given"),
    "nothing": (lambda new: shinkyu.parse(b"", name="空.txt"), shinkyu.SourceError, "空.txt"),
    "a damaged PDF": (lambda new: shinkyu.parse(b"%PDF-1.7\n", name="a.pdf"), shinkyu.SourceError, "a.pdf"),
    "too large": (lambda new: shinkyu.parse(b" " * 60_000_000, name="a.txt"), shinkyu.LimitError, "a.txt"),
    "JSON of another kind": (lambda new: shinkyu.parse(b'{"a": 1}', name="a.json"), shinkyu.SourceError, "a.json"),
    "a number for a file": (lambda new: shinkyu.parse(3), TypeError, "path or bytes, not int"),  # type: ignore[arg-type]
    "a name for a version": (
        lambda new: shinkyu.diff("a.xlsx", new),  # type: ignore[arg-type]
        TypeError,
        "old is an Assessment, not str; shinkyu.parse makes one",
    ),
    "an older version that is none": (
        lambda new: shinkyu.check(new, against="a.xlsx"),  # type: ignore[arg-type]
        TypeError,
        "against is an Assessment",
    ),
    "an unknown kind": (
        lambda new: shinkyu.diff(new, new, only=["big"]),  # type: ignore[list-item]
        ValueError,
        "'big' is no kind of change; known are substance",
    ),
    "one kind without its list": (
        lambda new: shinkyu.diff(new, new, only="material"),  # type: ignore[arg-type]
        TypeError,
        "only is a list of kinds of change: ['material']",
    ),
    "an unknown language": (
        lambda new: shinkyu.check(new).render("text", "fr"),  # type: ignore[arg-type]
        ValueError,
        "there is no language 'fr'",
    ),
    "an unknown part": (
        lambda new: new.to_json("itemz"),  # type: ignore[arg-type]
        ValueError,
        "there is no part 'itemz'; there are document, reading",
    ),
    "a text for a path": (
        lambda new: shinkyu.parse("特定個人情報保護評価書\n" * 400),
        shinkyu.SourceError,
        "give its bytes: text.encode()",
    ),
    "a name that no file has": (lambda new: shinkyu.parse("a\0b"), shinkyu.SourceError, "does not exist"),
    "an unknown format": (
        lambda new: shinkyu.check(new).render("pdf"),  # type: ignore[arg-type]
        ValueError,
        "no format 'pdf'; there are text, json",
    ),
    "a project file that is none": (
        lambda new: shinkyu.check(new, project=PRIORITY / NEW),
        shinkyu.ProjectError,
        NEW,
    ),
    "no corpus": (lambda new: shinkyu.Corpus(PRIORITY), shinkyu.CorpusError, "is not a corpus"),
    "another form": (
        lambda new: shinkyu.diff(shinkyu.parse(PRIORITY.parent / "14-all-item" / "2025-03-28.txt"), new),
        shinkyu.SourceError,
        "only versions of one form can be compared",
    ),
    "rows into a text": (
        lambda new: shinkyu.table(new, new).into(PRIORITY / NEW),
        shinkyu.SourceError,
        "is no Excel workbook",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_an_error_of_its_kind_that_names_it(case: str, new: shinkyu.Assessment) -> None:
    call, kind, says = BAD[case]

    with pytest.raises(kind) as caught:
        call(new)

    assert says in str(caught.value)


def test_kinds_that_come_one_by_one_choose_the_same_changes(old: shinkyu.Assessment, new: shinkyu.Assessment) -> None:
    chosen: tuple[Kind, ...] = ("material", "citation")
    one_by_one: Any = (kind for kind in chosen)

    assert shinkyu.diff(old, new, only=chosen).changes == shinkyu.diff(old, new, only=one_by_one).changes


def test_bytes_without_a_name_are_spoken_of_in_japanese_too() -> None:
    with pytest.raises(shinkyu.SourceError) as caught:
        shinkyu.parse(b"")

    assert "the bytes given is empty" == str(caught.value)
    assert "渡されたバイト列 は空です" == caught.value.said.line("ja")


@pytest.mark.slow
def test_rows_are_put_into_the_workbook_of_the_version(desk: Path) -> None:
    old, book = (shinkyu.parse(PRIORITY / name) for name in ("2022-06-30.xlsx", "2025-07-31.xlsx"))
    rows = shinkyu.table(old, book, missing=True)
    written = shinkyu.parse(rows.into(PRIORITY / "2025-07-31.xlsx"), name="new.xlsx")

    assert 1 == len(rows)
    assert len(book.rows or ()) + 1 == len(written.rows or ())
    assert book.items == written.items
    with pytest.raises(shinkyu.SourceError, match=r"a\.xlsx says otherwise than NEW"):
        rows.into((PRIORITY / "2021-03-26.xlsx").read_bytes(), name="a.xlsx")


def test_versions_are_read_in_threads_and_sent_to_other_processes(old: shinkyu.Assessment) -> None:
    """A programmer with many files reads them in a pool."""
    names = ["2022-06-30.pdf", "2025-07-31.xlsx", "2025-07-31.txt"]
    with ThreadPoolExecutor(3) as pool:
        read = list(pool.map(shinkyu.parse, [PRIORITY / name for name in names]))
    sent = pickle.loads(pickle.dumps(shinkyu.diff(old, read[2])))

    assert () == shinkyu.diff(old, read[0]).changes == shinkyu.diff(read[1], read[2]).changes
    assert shinkyu.diff(old, read[2]).changes == sent.changes
    assert shinkyu.diff(old, read[2]).to_json() == sent.to_json()
