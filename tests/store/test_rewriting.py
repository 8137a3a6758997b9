"""The history is a function of its sources: written anew it comes out the same, whatever the order was."""

import datetime
import itertools
from collections.abc import Callable

import msgspec
import pytest

from shinkyu.errors import CorpusError
from shinkyu.model.version import Key, Version
from shinkyu.store.corpus import Corpus
from shinkyu.store.spool import Spool

FIRST, SECOND, THIRD = (datetime.date(2019, 10, 11), datetime.date(2023, 6, 30), datetime.date(2025, 1, 14))
FOLDER = "shirosato-shi/12-priority"
OTHER = Key("kurosato-cho", "3", "basic")

Ask = Callable[..., str]
Make = Callable[..., Version]


def summary(version: Version, before: Version | None) -> str:
    return f"{before.published_on if before else '-'} → {version.published_on}"


def same(version: Version) -> Version:
    return msgspec.structs.replace(version, commit=None)


def by_a_better_engine(version: Version) -> Version:
    """The engine of tomorrow writes its name, and reads one word otherwise."""
    cover = version.document.items[0]
    items = (msgspec.structs.replace(cover, label="評価書番号 "), *version.document.items[1:])
    document = msgspec.structs.replace(version.document, items=items)
    return msgspec.structs.replace(version, document=document, commit=None, engine_version="shinkyu 0.2.0")


def told(corpus: Corpus) -> list[tuple[str, str]]:
    return [(f"{entry.key}@{entry.published_on}", entry.body) for entry in corpus.log()]


@pytest.fixture
def two_reports(versions: list[Version], make_version: Make) -> list[Version]:
    return [*versions, make_version(FIRST, "x", key=OTHER), make_version(SECOND, "y", key=OTHER)]


@pytest.mark.slow
def test_added_in_any_order_and_rebuilt_the_commits_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, two_reports: list[Version]
) -> None:
    tips = set()
    for order in itertools.islice(itertools.permutations(two_reports), 0, None, 29):
        corpus, _ = Corpus.init(tmp_path_factory.mktemp("corpus") / "c")
        for version in order:
            corpus.backfill(Spool([version]), summary)
        tips.add(corpus.rebuild(same, summary).new_tip)

    assert 1 == len(tips)


def test_backfill_needs_no_rebuild_after_it(tmp_path_factory: pytest.TempPathFactory, versions: list[Version]) -> None:
    corpus, other = (Corpus.init(tmp_path_factory.mktemp("corpus") / "c")[0] for _ in range(2))
    corpus.add_all(Spool(versions), summary)
    other.add_all(Spool([versions[0], versions[2]]), summary)
    other.backfill(Spool([versions[1]]), summary)

    assert corpus.repository.tip() == other.repository.tip()
    assert [
        (f"{FOLDER}@2025-01-14", "2023-06-30 → 2025-01-14"),
        (f"{FOLDER}@2023-06-30", "2019-10-11 → 2023-06-30"),
        (f"{FOLDER}@2019-10-11", "- → 2019-10-11"),
    ] == told(other)


def test_rebuild_of_a_rebuilt_corpus_changes_nothing(corpus: Corpus, two_reports: list[Version]) -> None:
    corpus.add_all(Spool(two_reports), summary)
    corpus.rebuild(same, summary)

    assert not corpus.rebuild(same, summary).changed


def test_backfill_of_the_same_bytes_does_nothing(corpus: Corpus, versions: list[Version], ask: Ask) -> None:
    corpus.add_all(Spool(versions), summary)
    before = ask("rev-parse", "HEAD")

    outcome, rewritten = corpus.backfill(Spool(versions[:2]), summary)

    assert [False, False] == [recorded.new for recorded in outcome.recorded]
    assert not rewritten.changed
    assert before == ask("rev-parse", "HEAD")


@pytest.mark.parametrize(
    ("day", "text", "says"),
    [
        (SECOND, "別の内容", "other bytes"),
        (datetime.date(2021, 1, 1), "裁定", "this very file"),
        (datetime.date(2021, 1, 1), "裁定と給付", "this very file"),
        (datetime.date(1994, 7, 31), "x", "--published-on"),
    ],
)
def test_backfill_of_what_contradicts_the_history_is_refused(
    corpus: Corpus, versions: list[Version], make_version: Make, ask: Ask, day: datetime.date, text: str, says: str
) -> None:
    corpus.add_all(Spool(versions), summary)
    before = ask("rev-parse", "HEAD")

    with pytest.raises(CorpusError, match=says):
        corpus.backfill(Spool([make_version(day, text)]), summary)
    assert before == ask("rev-parse", "HEAD")


def test_what_people_committed_and_what_they_are_at_survives(corpus: Corpus, versions: list[Version], ask: Ask) -> None:
    """A README, its author and its date stay, and so does a half-written one."""
    corpus.add_all(Spool(versions[1:]), summary)
    readme = corpus.folder / "読んで.md"
    readme.write_text("一行目\n")
    ask("add", ".")
    ask(
        "-c",
        "user.name=山田",
        "-c",
        "user.email=y@example.jp",
        "commit",
        "-qm",
        "README を書く",
        "--date=2024-05-01T09:00:00+0900",
    )
    readme.write_text("一行目\n二行目の途中")
    (corpus.folder / FOLDER / "notes.txt").write_text("untracked")

    corpus.backfill(Spool(versions[:1]), summary)

    assert [FIRST, SECOND, THIRD] == [entry.published_on for entry in corpus.versions(versions[0].key)]
    assert "山田 2024-05-01 README を書く" == ask("log", "--format=%an %as %s", "--", "読んで.md")
    assert "一行目\n二行目の途中" == readme.read_text()
    assert {" M 読んで.md", f"?? {FOLDER}/notes.txt"} == set(
        ask("-c", "core.quotePath=false", "status", "--porcelain").splitlines()
    )


def test_a_correction_committed_by_hand_is_not_thrown_away(corpus: Corpus, versions: list[Version], ask: Ask) -> None:
    corpus.add_all(Spool(versions[1:]), summary)
    path = corpus.folder / FOLDER / "document.json"
    path.write_text(path.read_text().replace("給付", "給 付"))
    ask("-c", "user.name=k", "-c", "user.email=k@example.jp", "commit", "-qam", "corrected")
    before = ask("rev-parse", "HEAD")

    with pytest.raises(CorpusError, match=r"document\.json is not as it was recorded"):
        corpus.backfill(Spool(versions[:1]), summary)
    assert before == ask("rev-parse", "HEAD")


def test_a_correction_by_hand_that_a_newer_version_covered_is_not_thrown_away_either(
    corpus: Corpus, versions: list[Version], ask: Ask
) -> None:
    corpus.add_all(Spool(versions[:2]), summary)
    path = corpus.folder / FOLDER / "document.json"
    path.write_text(path.read_text().replace("給付", "給 付"))
    ask("-c", "user.name=k", "-c", "user.email=k@example.jp", "commit", "-qam", "corrected")
    corrected = ask("rev-parse", "HEAD")
    corpus.add_all(Spool(versions[2:]), summary)
    before = ask("rev-parse", "HEAD")

    with pytest.raises(CorpusError, match=rf"before the version of {THIRD} came.*`git tag by-hand {corrected[:12]}`"):
        corpus.rebuild(same, summary)
    assert before == ask("rev-parse", "HEAD")

    ask("tag", "by-hand", corrected[:12])
    corpus.rebuild(same, summary)
    assert "給 付" in ask("show", f"by-hand:{FOLDER}/document.json")


def test_a_note_in_a_commit_without_files_survives(corpus: Corpus, versions: list[Version], ask: Ask) -> None:
    corpus.add_all(Spool(versions[1:]), summary)
    ask("-c", "user.name=k", "-c", "user.email=k@example.jp", "commit", "-q", "--allow-empty", "-m", "検収した")

    corpus.backfill(Spool(versions[:1]), summary)

    assert "検収した" == ask("log", "-1", "--format=%s")


def test_a_better_engine_gives_a_re_extraction_and_no_change_by_the_office(
    corpus: Corpus, two_reports: list[Version], ask: Ask
) -> None:
    corpus.add_all(Spool(two_reports), summary)
    commits = {entry.commit for entry in corpus.log()}

    recorded = corpus.re_extract(lambda v: by_a_better_engine(v) if v.key == OTHER else same(v), summary)

    assert [(OTHER, FIRST), (OTHER, SECOND)] == [(one.key, one.published_on) for one in recorded]
    assert commits <= {entry.commit for entry in corpus.log()}
    assert {"re-extraction": 2, "publication": 5} == {
        kind: sum(entry.kind == kind for entry in corpus.log()) for kind in ("re-extraction", "publication")
    }
    assert "評価書番号 " == corpus.read(OTHER, FIRST).document.items[0].label
    assert "shinkyu 0.2.0" == corpus.read(OTHER, SECOND).engine_version
    assert "re-extraction" == ask("log", "-1", "--format=%(trailers:key=Kind,valueonly)").strip()
    assert [] == list(corpus.faults())
    assert "" == ask("status", "--porcelain")


def test_re_extraction_with_the_same_engine_does_nothing(corpus: Corpus, versions: list[Version], ask: Ask) -> None:
    corpus.add_all(Spool(versions), summary)
    before = ask("rev-parse", "HEAD")

    assert [] == corpus.re_extract(same, summary)
    assert before == ask("rev-parse", "HEAD")


def test_rebuild_after_re_extraction_is_as_if_the_better_engine_had_always_been_there(
    tmp_path_factory: pytest.TempPathFactory, corpus: Corpus, two_reports: list[Version]
) -> None:
    corpus.add_all(Spool(two_reports), summary)
    corpus.re_extract(by_a_better_engine, summary)
    other, _ = Corpus.init(tmp_path_factory.mktemp("corpus") / "c")
    other.add_all(Spool([by_a_better_engine(version) for version in two_reports]), summary)

    assert other.repository.tip() == corpus.rebuild(by_a_better_engine_again, summary).new_tip


def by_a_better_engine_again(version: Version) -> Version:
    return version if version.engine_version == "shinkyu 0.2.0" and version.commit is None else same(version)


def test_a_version_added_after_re_extraction_is_welcome(corpus: Corpus, versions: list[Version], ask: Ask) -> None:
    corpus.add_all(Spool(versions[:2]), summary)
    corpus.re_extract(by_a_better_engine, summary)

    assert corpus.add(versions[2]).new
    assert not corpus.add(versions[0]).new
    assert [] == list(corpus.faults())


def test_folder_of_versions_is_recorded_oldest_first(corpus: Corpus, two_reports: list[Version]) -> None:
    outcome = corpus.add_all(Spool(reversed(two_reports)), summary)

    assert [FIRST, FIRST, SECOND, SECOND, THIRD] == [one.published_on for one in outcome.recorded]


def test_one_refusal_and_nothing_is_recorded_unless_the_rest_is_asked_for(
    corpus: Corpus, versions: list[Version], make_version: Make, ask: Ask
) -> None:
    corpus.add(versions[1])
    before = ask("rev-parse", "HEAD")
    spool = Spool([versions[2], make_version(SECOND, "other")])

    with pytest.raises(CorpusError, match="other bytes"):
        corpus.add_all(spool, summary)
    assert before == ask("rev-parse", "HEAD")

    outcome = corpus.add_all(spool, summary, keep_going=True)
    assert [THIRD] == [one.published_on for one in outcome.recorded]
    assert ["other bytes" in str(one.why) for one in outcome.refused] == [True]


def test_of_one_version_in_several_formats_the_workbook_is_kept(
    corpus: Corpus, make_version: Callable[..., Version]
) -> None:
    """Whichever comes first in a folder; by their bytes alone it would be chance."""
    formats = [
        make_version(FIRST, source=f"{n}".encode(), source_name=f"a.{x}")
        for n, x in enumerate(("txt", "pdf", "XLSX", "xls"))
    ]

    outcome = corpus.add_all(Spool(formats), lambda version, before: "", keep_going=True)

    assert ["a.XLSX"] == [one.name for one in outcome.recorded]
    assert {"a.txt", "a.pdf", "a.xls"} == {one.name for one in outcome.refused}
    assert all("leave out the same version in another format" in str(one.why) for one in outcome.refused)


def test_same_file_twice_in_one_go_is_one_version(corpus: Corpus, versions: list[Version]) -> None:
    outcome = corpus.add_all(Spool([versions[0], versions[0]]), summary)

    assert [True, False] == [one.new for one in outcome.recorded]
    assert 1 == len({one.commit for one in outcome.recorded})
