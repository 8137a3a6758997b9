"""The picture of a report: what is drawn is what the numbers say."""

import datetime
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shinkyu.model.change import ChangeClass
from shinkyu.model.report import VerdictName
from shinkyu.web.shapes import StepNumbers, VersionAbout
from shinkyu.web.timeline import APART, DOWN, GROUPS, LEFT, RIGHT, UP, VERDICTS, spread, timeline

DAY = st.dates(datetime.date(2015, 1, 1), datetime.date(2035, 12, 31))


def _numbers(day: datetime.date, classes: dict[ChangeClass, int], verdicts: dict[VerdictName, int]) -> StepNumbers:
    about = VersionAbout(
        published_on=day,
        commit="c" * 40,
        kind="publication",
        form_edition="2018-05",
        source_sha256="0" * 64,
        engine_version="",
        dictionary_version="",
    )
    return StepNumbers(
        version=about,
        compared_with=None,
        changes=sum(classes.values()),
        material=0,
        by_op={},
        by_class=classes,
        declared=sum(verdicts.values()),
        verdicts=verdicts,
        undeclared=0,
        not_compared=0,
        table_read=True,
        findings={},
    )


HISTORIES = st.lists(
    st.tuples(
        DAY,
        st.dictionaries(st.sampled_from(get_args(ChangeClass)), st.integers(1, 400), max_size=6),
        st.dictionaries(st.sampled_from(get_args(VerdictName)), st.integers(1, 400), max_size=5),
    ),
    min_size=1,
    max_size=30,
    unique_by=lambda one: one[0],
).map(lambda given: [_numbers(*one) for one in sorted(given, key=lambda one: one[0])])


def test_every_class_and_every_verdict_is_drawn() -> None:
    """A class that is in no group would be missing from the column."""
    grouped = [cls for classes in GROUPS.values() for cls in classes]

    assert sorted(get_args(ChangeClass)) == sorted(grouped)
    assert sorted(get_args(VerdictName)) == sorted(VERDICTS)


@given(HISTORIES)
def test_a_column_has_a_piece_for_every_number_and_fits(history: list[StepNumbers]) -> None:
    picture = timeline(history)

    for column, numbers in zip(picture.columns, history, strict=True):
        assert numbers.changes == sum(piece.n for piece in column.up)
        assert numbers.declared == sum(piece.n for piece in column.down)
        for pieces, room in ((column.up, UP), (column.down, DOWN)):
            assert sum(piece.height for piece in pieces) <= room + 3 * len(pieces)
            assert all(piece.height > 0 for piece in pieces)
        assert all(0 <= piece.y and piece.y + piece.height <= picture.height for piece in (*column.up, *column.down))


@given(HISTORIES)
def test_columns_keep_the_order_of_their_days_and_do_not_touch(history: list[StepNumbers]) -> None:
    picture = timeline(history)
    places = [column.x for column in picture.columns]

    assert all(later - earlier >= APART - 0.2 for earlier, later in pairwise(places))
    assert LEFT - 0.1 <= places[0]
    assert places[-1] <= picture.width - RIGHT + 0.1
    assert all(earlier < later for earlier, later in pairwise(year.x for year in picture.years))
    assert [column.true_x for column in picture.columns] == sorted(column.true_x for column in picture.columns)


@pytest.mark.parametrize(
    ("places", "found"),
    [
        ([100, 500], [100, 500]),
        ([100, 110], [100, 192]),
        ([880, 890, 899], [716, 808, 900]),
        ([0], [50]),
    ],
)
def test_places_that_are_close_are_moved_apart_and_others_left(places: list[float], found: list[float]) -> None:
    assert found == spread(places, 50, 900)
