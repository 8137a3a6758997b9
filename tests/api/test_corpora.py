"""A corpus from a program: the commits and the answers are those of the command line."""

import datetime
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.api.conftest import NEW, OLD

import shinkyu
from shinkyu.cli import main
from shinkyu.store.corpus import Corpus as Store

OLDEST = "2021-03-26.txt"


@pytest.fixture
def sumihara_api(sumihara: Store) -> shinkyu.Corpus:
    return shinkyu.Corpus(sumihara.folder)


def _printed(*typed: object) -> list[object]:
    result = CliRunner().invoke(main, [*map(str, typed)], prog_name="shinkyu")
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_versions_are_recorded_by_their_day_whatever_their_order(desk: Path) -> None:
    by_program = shinkyu.Corpus.init("by-program")
    recorded = by_program.add_all([NEW, Path(OLDEST), (desk / OLD).read_bytes()], agency="sumihara-shi")
    CliRunner().invoke(main, ["corpus", "init", "by-hand"])
    CliRunner().invoke(main, ["corpus", "add", OLDEST, OLD, "--corpus", "by-hand", "--agency", "sumihara-shi"])
    by_hand = shinkyu.Corpus("by-hand")
    by_hand.add(NEW, agency="sumihara-shi")

    assert 3 == len(recorded)
    days = [datetime.date(2021, 3, 26), datetime.date(2022, 6, 30), datetime.date(2025, 7, 31)]
    assert days == [version.published_on for version in by_program.versions("8-priority")]
    assert by_hand.versions("8-priority")[0] == by_program.versions("8-priority")[0]
    assert [] == by_program.verify()


def test_the_same_bytes_again_are_there_already_and_an_older_version_needs_backfill(desk: Path) -> None:
    corpus = shinkyu.Corpus.init(desk / "archive")

    assert [True, False] == [corpus.add(NEW, agency="sumihara-shi").new for _ in range(2)]
    with pytest.raises(shinkyu.CorpusError):
        corpus.add(OLD, agency="sumihara-shi")
    assert corpus.add(OLD, agency="sumihara-shi", backfill=True).new
    assert 2 == len(corpus.versions("sumihara-shi/8-priority"))


def test_a_version_is_read_as_it_was_recorded(sumihara_api: shinkyu.Corpus, new: shinkyu.Assessment) -> None:
    key = shinkyu.Key("sumihara-shi", "8", "priority")
    newest = sumihara_api.versions(key)[-1]

    assert key in sumihara_api.reports()
    assert newest in sumihara_api.log(key)
    assert new.document == sumihara_api.read(newest).document == sumihara_api.read("8-priority").document
    assert new.document == sumihara_api.read("8-priority@2025-07-31").document
    assert new.document == shinkyu.parse(sumihara_api.source("8-priority@latest")).document


@pytest.mark.parametrize("what", ["items", "declared", "versions"])
def test_an_export_has_the_lines_of_the_command(what: str, sumihara_api: shinkyu.Corpus) -> None:
    lines = _printed("corpus", "export", "8-priority", "--what", what, "--corpus", sumihara_api.folder)

    assert lines == list(sumihara_api.export(what, "8-priority"))  # type: ignore[arg-type]
    assert lines


def test_an_item_is_followed_and_searched(sumihara_api: shinkyu.Corpus) -> None:
    stages = sumihara_api.history("8-priority", "Ⅱ", "6", "保管場所")
    hits = sumihara_api.search("公金受取口座", latest=True)

    assert ["changed", None, "first"] == [stage.ground for stage in stages]
    assert [38] == [covering.row.n for covering in stages[0].rows]
    assert ("Ⅱ", "2", "④記録される項目", "主な記録項目") in {hit.address for hit in hits}
    assert len(hits) <= len(sumihara_api.search("公金受取口座"))
    blamed = {one.item.address: one for one in sumihara_api.blame(sumihara_api.versions("8-priority")[-1])}
    assert stages[0].logged == blamed["Ⅱ", "6", "保管場所"].since


def test_a_search_for_nothing_is_refused(sumihara_api: shinkyu.Corpus) -> None:
    """A list of words from a form can be empty; nobody is told that the index is broken then."""
    with pytest.raises(shinkyu.CorpusError, match="no word to search for"):
        sumihara_api.search()


def test_arguments_of_the_wrong_kind_are_named_and_record_nothing(desk: Path) -> None:
    corpus = shinkyu.Corpus.init(desk / "archive")

    with pytest.raises(TypeError, match=r"published_on is a datetime\.date, not str"):
        corpus.add(OLD, agency="sumihara-shi", published_on="2022-06-30")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"published_on is a datetime\.date, not datetime"):
        corpus.add(OLD, agency="sumihara-shi", published_on=datetime.datetime(2022, 6, 30, 9, 0))
    with pytest.raises(TypeError, match="series of paths or bytes"):
        corpus.add_all(OLD)
    with pytest.raises(ValueError, match="no kind of object 'rows'; there are items, declared, versions"):
        corpus.export("rows")  # type: ignore[arg-type]
    assert [] == corpus.reports()


@pytest.mark.parametrize("name", ["9-priority", "8-priority@2020-01-01", "8-priority@soon", "HEAD~99:8-priority"])
def test_what_names_no_version_is_refused(name: str, sumihara_api: shinkyu.Corpus) -> None:
    with pytest.raises(shinkyu.CorpusError):
        sumihara_api.read(name)
