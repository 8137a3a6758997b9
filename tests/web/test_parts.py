"""Small parts of the server: what it keeps, what it shows of a long text, whom it answers."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from shinkyu.web.guard import Guard
from shinkyu.web.kept import Kept
from shinkyu.web.passages import AROUND, marked


def test_the_values_asked_for_last_are_kept_and_an_error_is_not() -> None:
    kept: Kept[str, str] = Kept(2)
    made: list[str] = []

    def ask(key: str) -> str:
        return kept.get(key, lambda: made.append(key) or key.upper())  # type: ignore[func-returns-value]

    assert ["A", "B", "A", "C", "A", "B"] == [ask(key) for key in "abacab"]
    assert ["a", "b", "c", "b"] == made
    with pytest.raises(ZeroDivisionError):
        kept.get("d", lambda: str(1 // 0))
    assert "D" == ask("d")


def test_a_text_without_what_was_asked_for_shows_its_beginning() -> None:
    assert ["短い記載"] == [run.text for run in marked("短い記載", ("委託",))]
    long = "記載" * AROUND * 2
    assert [long[: 2 * AROUND] + "…"] == [run.text for run in marked(long, ("委託",))]


def test_a_request_with_two_names_of_the_server_or_none_is_refused() -> None:
    client = TestClient(Guard(Starlette()), base_url="http://127.0.0.1:8765")
    two = client.get("/", headers=[("host", "127.0.0.1:8765"), ("host", "evil.example")])

    assert 400 == two.status_code


@pytest.mark.parametrize(
    ("status", "path"),
    [
        (200, "/search?q=委託&page=2"),
        (400, "/search?q=委託&page=0"),
        (400, "/search?q=委託&page=x"),
        (404, "/reports/sumihara-shi/8-priority/diff.exe"),
        (404, "/reports/sumihara-shi/8-priority/check.exe"),
    ],
)
def test_an_address_is_answered_or_refused_by_what_it_asks(reader: TestClient, status: int, path: str) -> None:
    assert status == reader.get(path).status_code
