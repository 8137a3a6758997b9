"""By when a report is due again, from what a corpus holds of it."""

import datetime

import pytest

from shinkyu.pipeline.overview import deadlines, due, overview, years_after
from shinkyu.store.corpus import Corpus
from shinkyu.store.index import Cover


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _said(*versions: tuple[str, str], title: str = "介護保険に関する事務") -> list[tuple[datetime.date, Cover]]:
    return [(_day(day), Cover("澄原市長", "8", title, assessed_on)) for day, assessed_on in versions]


def test_a_revision_does_not_put_off_the_reassessment() -> None:
    """Five years run from the publication of the assessment, not from that of its last correction."""
    found = due(
        _said(("2020-04-01", "平成31年3月1日"), ("2022-06-30", "令和4年4月1日"), ("2024-07-01", "令和4年4月1日"))
    )

    assert found is not None
    assert (_day("2025-07-01"), _day("2027-06-30"), _day("2027-06-30")) == found


def test_where_the_first_publication_may_not_be_held_both_ends_are_told() -> None:
    found = due(_said(("2022-06-30", "令和4年4月1日"), ("2024-07-01", "令和4年4月1日")))

    assert found is not None
    assert (_day("2027-04-01"), _day("2027-06-30")) == (found.earliest, found.reassessment)


def test_of_several_days_of_assessment_the_last_counts() -> None:
    listed = "平成27年3月1日 <再評価実施時> 令和4年4月1日"
    found = due(_said(("2020-04-01", "平成27年3月1日"), ("2022-06-30", listed)))

    assert found is not None
    assert _day("2027-06-30") == found.reassessment == found.earliest


def test_without_a_day_of_assessment_only_the_latest_day_is_known() -> None:
    found = due(_said(("2016-03-28", ""), ("2025-06-30", "")))

    assert found is not None
    assert (_day("2030-06-30"), None) == (found.reassessment, found.earliest)


def test_a_copy_that_lost_the_day_is_passed_over() -> None:
    found = due(_said(("2020-04-01", "平成31年3月1日"), ("2022-06-30", ""), ("2024-07-01", "令和4年4月1日")))

    assert found is not None
    assert (_day("2029-07-01"), _day("2029-07-01")) == (found.reassessment, found.earliest)


def test_ended_work_is_due_no_more() -> None:
    assert due(_said(("2024-07-01", ""), title="【令和7年3月31日 終了】新型コロナ予防接種に関する事務")) is None


def test_there_is_no_29th_of_february_in_most_years() -> None:
    assert _day("2025-02-28") == years_after(_day("2024-02-29"), 1)


def test_every_period_says_where_it_is_written() -> None:
    rules = deadlines()

    assert (1, 5) == (rules.review.years, rules.reassessment.years)
    assert all(rule.source for rule in (rules.review, rules.reassessment, rules.ended))


def test_the_example_reports_are_told_with_their_covers(sumihara: Corpus) -> None:
    found = {str(one.key): one for one in overview(sumihara.pinned())}

    priority = found["sumihara-shi/8-priority"]
    assert ["sumihara-shi/14-all-item", "sumihara-shi/21-basic", "sumihara-shi/8-priority"] == sorted(found)
    assert ("澄原市長", "介護保険に関する事務 重点項目評価書") == (priority.cover.agency, priority.cover.title)
    assert priority.due is not None
    assert _day("2026-07-31") == priority.due.review


@pytest.mark.parametrize("lost", ["令和4年4月1日", "読めない日"])
def test_a_later_publication_never_makes_the_reassessment_due_earlier(lost: str) -> None:
    before = due(_said(("2022-06-30", "令和4年4月1日")))
    after = due(_said(("2022-06-30", "令和4年4月1日"), ("2024-07-01", lost)))

    assert before is not None
    assert after is not None
    assert before.reassessment <= after.reassessment
