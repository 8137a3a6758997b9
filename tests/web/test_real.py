"""The five real documents, served."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from shinkyu.pipeline import archive
from shinkyu.store.corpus import Corpus
from shinkyu.store.spool import Spool
from shinkyu.web.app import make_app
from shinkyu.web.desk import Desk

pytestmark = [pytest.mark.real, pytest.mark.slow]


@pytest.fixture(scope="module")
def real(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    corpus, _ = Corpus.init(tmp_path_factory.mktemp("real") / "corpus")
    spool = Spool()
    for path in sorted(seeds.glob("*.txt")):
        spool.put(archive.version_of(path.read_bytes(), path.name))
    assert archive.record_all(corpus, spool).refused == ()
    return TestClient(make_app(Desk(corpus.folder)), base_url="http://127.0.0.1", headers={"accept-language": "ja"})


def test_every_page_of_every_document_is_there(real: TestClient) -> None:
    reports = real.get("/api/reports").json()["reports"]

    assert 5 == len(reports)
    for one in reports:
        page = f"/reports/{one['key']}"
        paths = [page, f"{page}/versions/{one['newest']}", f"{page}/compare", f"{page}/check.xlsx"]
        assert [200] * 4 == [real.get(path).status_code for path in paths], one["key"]


def test_every_item_of_every_document_has_a_page(real: TestClient) -> None:
    """An address that a page prints leads to one item."""
    for one in real.get("/api/reports").json()["reports"]:
        newest = f"/api/reports/{one['key']}/versions/{one['newest']}"
        for item in real.get(newest).json()["items"][::7]:
            found = real.get(f"/api/reports/{one['key']}/history", params={"address": " ".join(item["address"])})
            assert 200 == found.status_code, (one["key"], item["address"])
            assert item["address"] == found.json()["stages"][0]["address"]


def test_a_paragraph_that_two_cities_share_is_found_from_either(real: TestClient) -> None:
    """The text on ガバメントクラウド is copied by many; 川崎市 and 厚木市 have it."""
    words = "業務アプリケーションの運用等に障害"
    agencies = set()
    for place in real.get("/api/search", params={"q": words}).json()["places"]:
        paragraph = next((line for line in place["text"].split("\n") if words in line), "")
        found = real.get("/api/copies", params={"text": paragraph}).json()
        agencies |= {copy["agency"] for copy in found["copies"]}

    assert {"神奈川県川崎市長", "厚木市長"} <= agencies
