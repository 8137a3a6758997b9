"""Which office a cover names, and that one office has one folder."""

from collections.abc import Callable

import pytest
from tests.store.conftest import FIRST, SECOND

from shinkyu.errors import CorpusError
from shinkyu.model.document import Document
from shinkyu.model.version import Key, Version
from shinkyu.store import agencies
from shinkyu.store.corpus import Corpus
from shinkyu.store.keys import cover_key
from shinkyu.store.spool import Spool

Make = Callable[..., Version]


def test_every_code_of_the_table_has_its_check_digit_and_its_prefecture() -> None:
    everything, _ = agencies._table()

    assert [] == [code for code in everything if not agencies.is_code(code)]
    assert (47, 1741) == (
        sum(agency.name == agency.prefecture for agency in everything.values()),
        sum(agency.name != agency.prefecture for agency in everything.values()),
    )


@pytest.mark.parametrize(("first", "digit"), [("14130", "5"), ("01202", "5"), ("13101", "6"), ("01214", "9")])
def test_check_digit(first: str, digit: str) -> None:
    assert digit == agencies.check_digit(first)


@pytest.mark.parametrize("text", ["141306", "14130", "1413055", "14130x", "１４１３０５"])
def test_what_is_no_code(text: str) -> None:
    assert not agencies.is_code(text)


@pytest.mark.parametrize(
    ("cover", "codes"),
    [
        ("神奈川県川崎市長", ["141305"]),
        ("金沢市長", ["172014"]),
        ("さいたま市", ["111007"]),
        ("厚 木\n市 長", ["142123"]),
        ("相模原市長", ["141500"]),
        ("相模原市長（市民局）", ["141500"]),
        ("東京都知事", ["130001"]),
        ("中央区長", ["131024"]),
        ("府中市長", ["132063", "342084"]),
        ("広島県府中市長", ["342084"]),
        ("那珂川町長", ["094111", "402311"]),
        ("川崎市教育委員会", []),
        ("澄原市長", []),
        ("長", []),
        ("", []),
    ],
)
def test_a_cover_names_an_office(cover: str, codes: list[str]) -> None:
    assert codes == [agency.code for agency in agencies.named(cover)]


@pytest.fixture
def of(make_document: Callable[..., Document]) -> Callable[..., str]:
    def key(cover: str, given: str | None = None) -> str:
        return cover_key(make_document(agency=cover), agency=given).agency

    return key


def test_an_office_of_the_table_has_its_code_for_a_folder(of: Callable[..., str]) -> None:
    assert "141305" == of("神奈川県川崎市長")
    assert "kawasaki-shi" == of("神奈川県川崎市長", "kawasaki-shi")
    assert of("澄原市長").startswith("agency-")


@pytest.mark.parametrize(
    ("cover", "given", "says"),
    [
        ("府中市長", None, "can be 132063 東京都府中市 or 342084 広島県府中市; say which with --agency CODE"),
        ("金沢市長", "141305", "--agency 141305 神奈川県川崎市 is not the office on the cover, 金沢市長"),
        ("金沢市長", "17201", "lacks the check digit of a 全国地方公共団体コード: 172014"),
        ("金沢市長", "172015", "the check digit of 17201 is 4"),
    ],
)
def test_a_code_that_is_not_the_office_is_refused(
    of: Callable[..., str], cover: str, given: str | None, says: str
) -> None:
    with pytest.raises(CorpusError) as raised:
        of(cover, given)

    assert says in str(raised.value)


def version(make: Make, agency: str, cover: str, number: str = "1") -> Version:
    return make(FIRST, f"{agency}{cover}{number}", key=Key(agency, number, "basic"), office=cover)


@pytest.mark.parametrize(
    ("cover", "folders"),
    [
        ("白里市長", ("shirosato-shi", "shirosato")),
        ("川崎市長", ("kawasaki", "141305")),
        ("白里市長", ("agency-1da30cc5", "shirosato-shi")),
        ("白里市長", ("141305", "shirosato-shi")),
    ],
)
@pytest.mark.parametrize("together", [False, True])
def test_an_office_does_not_get_a_second_folder(
    corpus: Corpus, make_version: Make, cover: str, folders: tuple[str, str], together: bool
) -> None:
    """--agency given once and forgotten the next time would split an office in two, unseen."""
    first, second = (version(make_version, folder, cover, str(n)) for n, folder in enumerate(folders))
    if not together:
        corpus.add(first)

    with pytest.raises(CorpusError) as raised:
        corpus.add_all(Spool([first, second] if together else [second]), lambda version, before: "")

    there = sorted(folders)[0] if together else folders[0]
    of_the_cover = {"白里市長": "agency-1da30cc5", "川崎市長": "141305"}[cover]
    way = "without --agency" if there == of_the_cover else f"with --agency {there}"
    assert f"{cover} has the folder {there} in this corpus; add it {way}" in str(raised.value)
    assert (0 if together else 1) == len(corpus.log())


def test_an_office_does_not_get_a_second_folder_by_backfill(corpus: Corpus, make_version: Make) -> None:
    corpus.add(version(make_version, "shirosato-shi", "白里市長"))

    with pytest.raises(CorpusError, match="白里市長 has the folder shirosato-shi"):
        corpus.backfill(Spool([version(make_version, "shirosato", "白里市長")]), lambda version, before: "")


def test_two_offices_of_one_name_are_told_apart_by_their_codes(corpus: Corpus, make_version: Make) -> None:
    corpus.add(version(make_version, "132063", "府中市長"))
    corpus.add(version(make_version, "342084", "府中市長"))
    corpus.add(version(make_version, "kurosato-cho", "黒里町長"))
    corpus.add(version(make_version, "011002", "黒里町長"))

    assert ["011002", "132063", "342084", "kurosato-cho"] == [key.agency for key in sorted(corpus.reports())]


def test_the_log_knows_the_office_and_the_title(corpus: Corpus, make_version: Make) -> None:
    corpus.add(make_version(SECOND))

    assert ["白里市長"] == [entry.agency_name for entry in corpus.log()]
