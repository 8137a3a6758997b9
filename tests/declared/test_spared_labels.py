"""Labels that no passage of a cell can misquote are not looked for: none is missed by that."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formed import ALL_ITEM, PRIORITY
from shinkyu.declared.labels import SHORTEST_FUZZY, Labels, citation_key

LABELS = sorted(
    {
        (spec.label, spec.id)
        for spec in PRIORITY.by_id.values()
        if len(citation_key(spec.label)) >= SHORTEST_FUZZY and spec.role not in ("group", "risk")
    }
)


@st.composite
def misquoted(draw: st.DrawFn) -> tuple[str, str]:
    """Draw the id of an item and a cell with its label, of which some characters are lost, wrong or too many."""
    label, item_id = draw(st.sampled_from(LABELS))
    letters = list(citation_key(label))
    for _ in range(draw(st.integers(0, 1 + len(letters) // 5))):
        place = draw(st.integers(0, len(letters) - 1))
        letters[place] = draw(st.sampled_from(["", "者", "の", letters[place] * 2, letters[place] + "等"]))
    around = st.sampled_from(["", "ファイルの概要", "4.", "基本情報", "Ⅱ"])
    return item_id, draw(around) + "".join(letters) + draw(around)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(misquoted())
def test_a_label_is_found_as_if_every_one_was_looked_for(
    monkeypatch: pytest.MonkeyPatch, asked: tuple[str, str]
) -> None:
    item_id, cell = asked
    spec = PRIORITY.by_id[item_id]
    found = Labels(cell).find(spec, 0)
    with monkeypatch.context() as everything:
        everything.setattr(Labels, "_is_unlike", lambda self, name: False)

        assert found == Labels(cell).find(spec, 0)


def test_a_label_that_has_little_in_common_with_a_cell_is_not_held_against_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nearly all labels of a form are of that kind."""
    monkeypatch.setattr("shinkyu.declared.labels.part_alignment", lambda *_: pytest.fail("was held against it"))
    spec = next(spec for spec in ALL_ITEM.by_id.values() if spec.label == "3. 特定個人情報ファイル名")

    assert Labels(citation_key("Ⅰ 1 ①事務の名称、②事務の内容")).find(spec, 0) is None
