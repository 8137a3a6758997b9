"""An answer is of one commit, and is not sent twice."""

import subprocess
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from shinkyu.pipeline import archive
from shinkyu.store.corpus import Corpus

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi"
PRIORITY = "/reports/sumihara-shi/8-priority"
ADDRESSES = ["/", PRIORITY, f"{PRIORITY}/compare", "/search?q=クラウド", "/api/reports", f"{PRIORITY}/diff.patch"]


def _add(corpus: Corpus, name: str) -> None:
    path = EXAMPLES / name
    archive.record(corpus, archive.version_of(path.read_bytes(), path.name, agency="sumihara-shi"))


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_the_answer_of_this_commit_is_told_so(reader: TestClient, sumihara: Corpus, address: str) -> None:
    first = reader.get(address)
    again = reader.get(address, headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})

    assert sumihara.pinned().revision in first.headers["etag"]
    assert (304, b"") == (again.status_code, again.content)
    assert first.headers["etag"] == again.headers["etag"]
    assert "private, no-cache" == first.headers["cache-control"]


def test_an_answer_of_another_address_or_language_is_not_taken_for_this_one(reader: TestClient) -> None:
    tag = reader.get("/").headers["etag"]

    assert 200 == reader.get("/search?q=クラウド", headers={"If-None-Match": tag}).status_code
    assert 200 == reader.get("/", headers={"If-None-Match": tag, "Accept-Language": "en"}).status_code
    assert 404 == reader.get("/reports/no/1-basic", headers={"If-None-Match": tag}).status_code


def test_what_was_committed_meanwhile_is_seen_by_the_next_request(serving, tmp_path: Path) -> None:
    corpus, _ = Corpus.init(tmp_path / "corpus")
    _add(corpus, "8-priority/2021-03-26.txt")
    client = serving(corpus)
    before = client.get("/")

    _add(corpus, "8-priority/2022-06-30.txt")
    after = client.get("/", headers={"If-None-Match": before.headers["etag"]})

    assert 200 == after.status_code
    assert before.headers["etag"] != after.headers["etag"]
    assert "2022-06-30" not in before.text
    assert "2022-06-30" in after.text


def test_a_history_that_was_written_anew_leaves_nothing_behind(serving, tmp_path: Path) -> None:
    """After a rebuild, or a reset to an earlier commit, no result of the other history may be shown."""
    corpus, _ = Corpus.init(tmp_path / "corpus")
    _add(corpus, "8-priority/2021-03-26.txt")
    earlier = corpus.pinned().revision
    _add(corpus, "8-priority/2022-06-30.txt")
    client = serving(corpus)
    assert 200 == client.get(f"{PRIORITY}/versions/2022-06-30").status_code
    assert client.get("/api/search?q=介護&all=1").json()["places"][0]["published_on"] == "2022-06-30"

    subprocess.run(["git", "update-ref", "HEAD", earlier], cwd=corpus.folder, check=True)

    assert 404 == client.get(f"{PRIORITY}/versions/2022-06-30").status_code
    places = client.get("/api/search?q=介護&all=1").json()["places"]
    assert {"2021-03-26"} == {place["published_on"] for place in places}


def test_many_readers_at_once_get_what_one_reader_gets(serving, sumihara: Corpus) -> None:
    from concurrent.futures import ThreadPoolExecutor

    client = serving(sumihara)
    addresses = [*ADDRESSES, "/terms?term=4情報", f"{PRIORITY}/versions/2025-07-31"] * 4
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda address: client.get(address).content, addresses))

    assert [client.get(address).content for address in addresses] == found


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_nothing_can_be_written(reader: TestClient, method: str) -> None:
    assert 405 == getattr(reader, method)("/").status_code


def test_a_head_request_is_answered_without_a_body(reader: TestClient) -> None:
    answer = reader.head("/")

    assert (200, b"") == (answer.status_code, answer.content)
