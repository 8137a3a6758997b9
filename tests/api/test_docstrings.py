"""The examples in the docstrings are run, and show what they show there."""

import doctest
from importlib import import_module
from pathlib import Path

import shinkyu

PAGES = ("shinkyu", "shinkyu.api.assessments", "shinkyu.api.comparing", "shinkyu.api.corpora")


def test_the_examples_of_the_docstrings_show_what_is_returned(desk: Path) -> None:
    results = [doctest.testmod(import_module(name), extraglobs={"shinkyu": shinkyu}) for name in PAGES]

    assert [0] * len(PAGES) == [result.failed for result in results]
    assert all(result.attempted for result in results)


def test_every_public_function_and_method_says_what_it_returns() -> None:
    made = (shinkyu.Assessment, shinkyu.Diff, shinkyu.Check, shinkyu.Table, shinkyu.Corpus)
    functions = [value for name in shinkyu.__all__ if callable(value := getattr(shinkyu, name))]
    members = [value for kind in made for name, value in vars(kind).items() if name[0] != "_" and callable(value)]

    assert [] == [one for one in (*functions, *members) if not one.__doc__]
