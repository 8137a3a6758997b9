"""What the index beside a corpus finds; it is made from the history and holds nothing else."""

import datetime
from collections.abc import Callable

import pytest

from shinkyu.errors import CorpusError
from shinkyu.model.version import Key, Version
from shinkyu.store import index
from shinkyu.store.corpus import Corpus
from shinkyu.store.index import FILE

Make = Callable[..., Version]

FIRST, SECOND = datetime.date(2019, 10, 11), datetime.date(2023, 6, 30)

CLOUD = (
    "ガバメントクラウドへのアクセスは、閉域ネットワークを通じて行い、"
    "許可された職員の端末だけから接続できるように制限している。"
)
OTHER_WORDS = "ガバメントクラウドには、委託先の事業者が専用の回線で接続し、職員は接続しない。"
OTHER_TOWN = Key("midorino-cho", "3", "priority")


def _add(corpus: Corpus, *versions: Version) -> list[str]:
    return [corpus.add(version).commit for version in versions]


def _found(corpus: Corpus, paragraph: str) -> list[tuple[str, str, float]]:
    copies = index.copies(corpus.pinned(), paragraph)
    return [(str(one.logged.key), str(one.logged.published_on), round(one.likeness, 2)) for one in copies]


def test_the_same_paragraph_is_found_in_another_report_and_nearly_the_same_too(
    corpus: Corpus, make_version: Make
) -> None:
    altered = CLOUD.replace("職員の端末だけ", "職員の端末のみ")
    _add(corpus, make_version(FIRST, CLOUD), make_version(SECOND, altered, key=OTHER_TOWN))

    found = _found(corpus, CLOUD)

    assert ("shirosato-shi/12-priority", "2019-10-11", 1.0) == found[0]
    assert ["midorino-cho/3-priority"] == [key for key, _, _ in found[1:]]
    assert index.LIKE <= found[1][2] < 1


def test_a_paragraph_on_the_same_subject_in_other_words_is_no_copy(corpus: Corpus, make_version: Make) -> None:
    _add(corpus, make_version(FIRST, OTHER_WORDS))

    assert [] == _found(corpus, CLOUD)


def test_sentences_are_found_wherever_lines_end_and_whatever_stands_around_them(
    corpus: Corpus, make_version: Make
) -> None:
    """One copy ends a paragraph where another goes on."""
    other = "接続の記録は1年間保存し、不正な接続がないことを月に1回確認している。"
    _add(corpus, make_version(FIRST, f"<対策> {CLOUD}年に1回見直す。"), make_version(SECOND, CLOUD, key=OTHER_TOWN))

    assert {"shirosato-shi/12-priority", "midorino-cho/3-priority"} == {key for key, _, _ in _found(corpus, CLOUD)}
    assert [] == _found(corpus, CLOUD + "\n" + other)


def test_words_of_a_question_are_no_language_of_the_index(corpus: Corpus, make_version: Make) -> None:
    _add(corpus, make_version(FIRST, CLOUD))

    assert [] == _found(corpus, '" OR body NOT NEAR( * ) AND rank MATCH "x')
    with pytest.raises(CorpusError, match="no word"):
        _found(corpus, '"" 、')


def test_the_index_made_anew_says_the_same(corpus: Corpus, make_version: Make) -> None:
    _add(corpus, make_version(FIRST, CLOUD), make_version(SECOND, CLOUD, key=OTHER_TOWN))
    before = (_found(corpus, CLOUD), index.covers(corpus))

    (corpus.repository.git_dir / FILE).unlink()

    assert before == (_found(corpus, CLOUD), index.covers(corpus))


def test_an_index_of_an_older_layout_is_made_anew(corpus: Corpus, make_version: Make) -> None:
    _add(corpus, make_version(FIRST, CLOUD))
    (corpus.repository.git_dir / FILE).write_bytes(b"SQLite format 3\0 of another time")

    assert 1 == len(_found(corpus, CLOUD))


def test_the_cover_of_every_version_is_told(corpus: Corpus, versions: list[Version]) -> None:
    commits = _add(corpus, *versions)

    covers = index.covers(corpus)

    assert set(commits) == set(covers)
    assert [("12", "")] * 3 == [(covers[commit].number, covers[commit].assessed_on) for commit in commits]


def test_a_pinned_history_does_not_see_what_comes_later(corpus: Corpus, make_version: Make) -> None:
    """A page is of one commit from its first line to its last."""
    _add(corpus, make_version(FIRST, CLOUD))
    before = corpus.pinned()
    seen = (before.keys(), before.reports(), before.log())

    _add(corpus, make_version(SECOND, CLOUD + "毎年度見直す。"), make_version(SECOND, CLOUD, key=OTHER_TOWN))

    assert seen == (before.keys(), before.reports(), before.log())
    assert 1 == len(index.copies(before, CLOUD))
    assert 3 == len(index.copies(corpus.pinned(), CLOUD))
