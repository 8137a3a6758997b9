"""What doctor says of git, of extras, and of what is not there."""

from pathlib import Path

import pytest

from shinkyu.model.health import Health
from shinkyu.pipeline.health import diagnose, extras, git_health
from shinkyu.render.health import doctor_text
from shinkyu.store.corpus import Corpus


@pytest.mark.parametrize(
    ("says", "ok", "found"),
    [
        ("git version 2.39.5", True, ("2.39.5",)),
        ("git version 2.32.0 (Apple Git-132)", True, ("2.32.0",)),
        ("git version 2.45.1.windows.1", True, ("2.45.1",)),
        ("git version 3.0", True, ("3.0",)),
        ("git version 2.31.9", False, ("2.31.9",)),
        ("git version 1.40.0", False, ("1.40.0",)),
        (None, False, ()),
    ],
)
def test_git_is_there_and_new_enough(says: str | None, ok: bool, found: tuple[str, ...]) -> None:
    health = git_health(says)

    assert (health.ok, health.found) == (ok, found)
    assert bool(health.trouble) is not ok


def test_an_extra_is_told_with_the_versions_of_its_libraries_or_as_missing() -> None:
    requirements = [
        "click>=8.1",
        'pytest>=1; extra == "here"',
        "no-such-library>=1.1 ; python_version > '3' and extra == 'half'",
        "pytest>=1 ; extra == 'half'",
    ]

    assert ("half=", f"here=pytest {pytest.__version__}") == extras(requirements)


def test_a_limit_that_is_set_is_marked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SHINKYU_LIMIT_PAGES", "12")
    found = {health.name: health for health in diagnose()}

    assert "pages=12 (set)" in found["limits"].found
    assert all(health.ok for health in found.values())


def test_a_corpus_is_counted_and_one_that_is_damaged_is_in_trouble(tmp_path: Path, sumihara: Corpus) -> None:
    whole = diagnose(sumihara.folder)[-1]
    broken = diagnose(tmp_path)[-1]

    assert (whole.name, whole.ok) == ("corpus", True)
    assert whole.found == (str(sumihara.folder), f"versions={len(sumihara.log())}")
    assert not broken.ok
    assert "not a corpus" in broken.trouble


def test_from_a_source_tree_the_extras_are_those_of_its_project_file() -> None:
    """Nothing that nobody looked at is called well."""
    found = next(health for health in diagnose() if health.name == "extras")

    assert [one.partition("=")[0] for one in found.found] == ["cluster", "docx", "parquet", "web"]


def test_extras_that_are_not_known_are_not_called_well() -> None:
    found = doctor_text("0.1.0", [Health("extras", True, ())], "ja")

    assert found.splitlines()[1:] == ["不明 追加機能: パッケージとして入れられていないため、調べられません"]
