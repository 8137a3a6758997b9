"""Readers and a writer at the same time, through the running server: the short way of the long benchmark."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
import serve_soak


@pytest.mark.slow
def test_many_readers_see_one_commit_each_while_versions_are_added() -> None:
    heard = serve_soak.soak(readers=50, seconds=25)

    assert [] == heard.broken
    assert heard.statuses[200] > 50
    assert len(heard.listed) > 1, "nothing was added while they read"


def test_an_answer_that_mixes_two_commits_would_be_found() -> None:
    """The law of the readers can fail."""
    old, new = {"a/1-basic": ["2020-01-01"]}, {"a/1-basic": ["2020-01-01", "2021-01-01"]}
    states = {"c1": old, "c2": new}
    true = {"c1": {("a/1-basic", 1, "2020-01-01")}, "c2": {("a/1-basic", 2, "2021-01-01")}}

    assert [] == list(serve_soak.mixed(serve_soak.Heard(listed=true), states))
    assert 1 == len(list(serve_soak.mixed(serve_soak.Heard(listed={"c2": {("a/1-basic", 1, "2020-01-01")}}), states)))
    assert 1 == len(list(serve_soak.mixed(serve_soak.Heard(places={"c1": {("a/1-basic", "2021-01-01")}}), states)))
    heard = serve_soak.Heard()
    for body in (b"one", b"two"):
        serve_soak._note(heard, "/", 200, f'"{"a" * 40}-0"', body)
    assert [f"/: two answers at {'a' * 40}"] == heard.broken
