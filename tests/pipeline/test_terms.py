"""A term over all reports of a corpus."""

import pytest

from shinkyu.errors import CorpusError
from shinkyu.pipeline.terms import standing
from shinkyu.store.corpus import Corpus


def test_reports_that_have_the_term_come_first_then_those_that_had_it(sumihara: Corpus) -> None:
    found = [(str(one.key), len(one.places), one.gone) for one in standing(sumihara.pinned(), "4情報")]

    assert ("sumihara-shi/14-all-item", 1, None) == found[0]
    assert ["sumihara-shi/8-priority"] == [key for key, places, _ in found if not places]


def test_the_version_in_which_a_term_went_is_named(sumihara: Corpus) -> None:
    """Its declared rows still quote the old citation, which is no leftover."""
    found = {str(one.key): one.gone for one in standing(sumihara.pinned(), "第19条第7号")}

    assert {
        "sumihara-shi/14-all-item": "2021-11-30",
        "sumihara-shi/21-basic": "2025-06-30",
        "sumihara-shi/8-priority": "2022-06-30",
    } == {key: str(gone and gone.published_on) for key, gone in found.items()}


def test_the_term_that_should_stand_instead_is_counted(sumihara: Corpus) -> None:
    found = {str(one.key): one.instead for one in standing(sumihara.pinned(), "第19条第7号", "第19条第8号")}

    assert found["sumihara-shi/8-priority"] > 0
    assert [0, 0, 0] == [one.instead for one in standing(sumihara.pinned(), "第19条第7号")]


def test_a_term_without_a_word_is_refused(sumihara: Corpus) -> None:
    with pytest.raises(CorpusError, match="no word"):
        standing(sumihara.pinned(), "、。")
