"""What stands before every page."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from shinkyu.web import guard
from shinkyu.web.guard import Guard


async def _echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


async def _break(request: Request) -> PlainTextResponse:
    raise RuntimeError("our bug")


ROUTES = [Route("/", _echo, methods=["GET", "POST"]), Route("/break", _break)]


def _client(**options: bool) -> TestClient:
    app = Guard(Starlette(routes=ROUTES), **options)
    return TestClient(app, base_url="http://127.0.0.1:8765", raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("localhost", 200),
        ("LOCALHOST:1", 200),
        ("[::1]:8765", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example:8765", 400),
        ("evil.example:127.0.0.1", 400),
        ("192.0.2.7:8765", 400),
        ("", 400),
    ],
)
def test_a_name_that_is_not_ours_is_refused(host: str, status: int) -> None:
    """A site may make its own name point to this machine and have a visitor's browser read what is served here."""
    assert status == _client().get("/", headers={"Host": host}).status_code


def test_a_server_on_all_addresses_goes_by_any_address_but_by_no_strange_name() -> None:
    client = _client(any_address=True)

    assert 200 == client.get("/", headers={"Host": "192.0.2.7:8765"}).status_code
    assert 200 == client.get("/", headers={"Host": "[2001:db8::7]:8765"}).status_code
    assert 400 == client.get("/", headers={"Host": "evil.example"}).status_code


@pytest.mark.parametrize("path", ["/", "/break", "/nothing"])
def test_every_answer_has_the_headers(path: str) -> None:
    """Also one that was refused, and our own failure."""
    answers = [_client().get(path), _client().get(path, headers={"Host": "evil.example"})]

    for answer in answers:
        assert all(answer.headers[name] == value for name, value in guard.HEADERS.items())
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


def test_our_own_failure_shows_nothing_of_the_inside() -> None:
    answer = _client().get("/break")

    assert 500 == answer.status_code
    assert "our bug" not in answer.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://127.0.0.1:8765", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_a_form_of_another_site_is_not_taken(headers: dict[str, str], status: int) -> None:
    assert status == _client().post("/", headers=headers).status_code


def test_more_than_two_files_of_the_largest_size_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the length that the request names, and where it names none by what comes."""
    monkeypatch.setenv("SHINKYU_LIMIT_FILE_MB", "1")
    most = guard.most_taken()
    piece = b"x" * 50_000

    assert str(most) == _client().post("/", content=b"x" * most).text
    assert 413 == _client().post("/", content=b"x" * (most + 1)).status_code
    assert 413 == _client().post("/", content=(piece for _ in range(most // len(piece) + 2))).status_code
    assert 413 == _client().post("/", content=b"", headers={"Content-Length": "-1"}).status_code
