"""One substitution in many items as one row."""

import pytest
from msgspec.structs import replace

from render.test_change_table_formats import proposal
from shinkyu.declared.several import at_citations
from shinkyu.model.change import Change, Changes, Side
from shinkyu.render.change_table.grouping import group_rows, substitution

LEADERS = ("健康増進課長", "健康推進課長")


def change(before: str, after: str, id: str = "c1", cls: str = "organisation") -> Change:
    side = Side(("Ⅰ", "6", "①部署"))
    return Change(id, "modified", cls, "rule", False, "office", side, side, before, after)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("健康増進課が行う。", "健康推進課が行う。", ("健康増進課", "健康推進課")),
        ("健康増進課長に返す。健康増進課長が返す。", "健康推進課長に返す。健康推進課長が返す。", LEADERS),
        ("健康増進課が行う。", "健康推進課が行う。点検は毎月とする。", None),
        ("健康増進課と健康増進課が行う。", "健康推進課と健康増進課が行う。", None),
        ("総務課が行う。", "総務課が毎月行う。", None),
    ],
)  # fmt: skip
def test_a_change_that_is_one_substitution_gives_its_words(
    before: str, after: str, words: tuple[str, str] | None
) -> None:
    """Words that only came, a second edit, or an old word that still stands there need a row of their own."""
    assert words == substitution(change(before, after))


def test_rows_of_one_substitution_become_one_that_lists_its_items() -> None:
    changes = Changes(
        (
            change("健康増進課", "健康推進課", "c1"),
            change("10人未満", "10人以上50人未満", "c2", "choice"),
            change("健康増進課が行う。", "健康推進課が行う。", "c3"),
        )
    )
    rows = [
        replace(proposal(item=item), changes=(id,), material=id == "c3")
        for id, item in (("c1", "Ⅰ 甲"), ("c2", "Ⅱ 乙"), ("c3", "Ⅲ 丙"))
    ]
    found = group_rows(rows, changes)

    assert [("Ⅰ 甲、\nⅢ 丙", ("c1", "c3"), True), ("Ⅱ 乙", ("c2",), False)] == [
        (row.item, row.changes, row.material) for row in found
    ]
    assert ("健康増進課",) == found[0].before
    assert ("健康推進課",) == found[0].after


def test_rows_with_another_timing_stay_apart() -> None:
    changes = Changes((change("健康増進課", "健康推進課", "c1"), change("健康増進課", "健康推進課", "c2")))
    rows = [replace(proposal(), changes=("c1",)), replace(proposal(), changes=("c2",), timing="事前")]

    assert tuple(rows) == group_rows(rows, changes)


@pytest.mark.parametrize(
    ("cell", "pieces"),
    [
        ("Ⅰ 基本情報 7. ①部署、 Ⅱ 特定個人情報ファイルの概要 2. ⑥事務担当部署", 2),
        ("Ⅰ 基本情報（7. ①部署）、II 特定個人情報ファイルの概要（2. ⑥事務担当部署）、表紙 公表日", 3),
        ("Ⅲ リスク対策（5. 提供・移転（委託や、情報提供ネットワークシステムを除く。） リスク1）", 1),
        ("Ⅱ 4. 委託事項1、委託事項2 ①委託内容", 1),
    ],
)
def test_a_cell_is_cut_before_each_part_that_it_cites(cell: str, pieces: int) -> None:
    assert pieces == len(at_citations(cell))
