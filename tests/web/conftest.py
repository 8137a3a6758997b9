"""The server as a program sees it: requests and answers, on the corpus of the fictional reports."""

import datetime
from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient

from shinkyu.store.corpus import Corpus
from shinkyu.web.app import make_app
from shinkyu.web.desk import Desk

TODAY = datetime.date(2025, 10, 1)
HERE = "http://127.0.0.1:8765"

Open = Callable[..., TestClient]


@pytest.fixture
def serving() -> Iterator[Open]:
    """Serve a corpus, or none, on a day."""
    opened: list[TestClient] = []

    def start(corpus: Corpus | None, today: datetime.date = TODAY) -> TestClient:
        app = make_app(Desk(corpus.folder if corpus else None), clock=lambda: today)
        client = TestClient(app, base_url=HERE, headers={"accept-language": "ja"}, raise_server_exceptions=False)
        opened.append(client)
        return client

    yield start
    for client in opened:
        client.close()


@pytest.fixture(scope="session")
def reader(sumihara: Corpus) -> TestClient:
    """A Japanese reader of the fictional corpus, on 2025-10-01."""
    app = make_app(Desk(sumihara.folder), clock=lambda: TODAY)
    return TestClient(app, base_url=HERE, headers={"accept-language": "ja"})


@pytest.fixture
def nobody(serving: Open) -> TestClient:
    """A reader of a server without a corpus."""
    return serving(None)
