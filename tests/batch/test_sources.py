"""What arguments name."""

import os
from pathlib import Path

import pytest

from shinkyu.batch.sources import Named, named
from shinkyu.errors import SourceError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("a/1.txt", "a/2.pdf", "b/1.txt", "b/.hidden", "b/~$book.xlsx", "out/1.txt.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("特定個人情報保護評価書\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(found: Named) -> list[str]:
    return [source.name for source in found.sources]


def test_a_folder_names_its_files_but_not_the_results_among_them(folder: Path) -> None:
    assert ["a/1.txt", "a/2.pdf", "b/1.txt"] == names(named(["."], folder / "out"))


def test_a_file_named_twice_is_one_file(folder: Path) -> None:
    assert ["1.txt", "2.pdf"] == names(named(["a", "a/1.txt", "./a/../a/2.pdf"]))


def test_a_pattern_names_files_at_any_depth(folder: Path) -> None:
    assert ["a/1.txt", "b/1.txt"] == names(named(["**/*.txt"]))


def test_a_pattern_does_not_name_results_unless_it_leads_to_them(folder: Path) -> None:
    """A second run would take the first one's results for versions, and a third one those of both."""
    assert ["a/1.txt", "a/2.pdf", "b/1.txt"] == names(named(["**/*.*"], folder / "out"))
    assert ["1.txt.json"] == names(named(["out/*.json"], folder / "out"))


def test_the_folder_of_the_results_is_no_folder_of_sources(folder: Path) -> None:
    with pytest.raises(SourceError, match="results"):
        named(["a", "."], folder)


@pytest.mark.skipif(os.name != "posix", reason="links need a privilege elsewhere")
def test_links_are_followed_and_one_that_leads_nowhere_is_named(folder: Path) -> None:
    """A folder on another disk and a file on one that is not there are no files to be silent about."""
    (folder / "c").mkdir()
    (folder / "c" / "b").symlink_to(folder / "b")
    (folder / "c" / "round").symlink_to(folder / "c")
    (folder / "c" / "gone.pdf").symlink_to(folder / "gone.pdf")

    assert ["b/1.txt", "gone.pdf"] == names(named(["c"]))
    assert ["gone.pdf"] == names(named(["c/*.pdf"]))


def test_places_are_below_the_folder_that_all_share(folder: Path) -> None:
    """Two files of one name never write to one result."""
    assert ["a/1.txt", "b/1.txt"] == names(named([str(folder / "b" / "1.txt"), "a/1.txt"]))


def test_a_list_names_pairs_and_single_files_beside_it(folder: Path) -> None:
    (folder / "a" / "pairs.tsv").write_text("# 旧\t新\n1.txt\t2.pdf\n\n../b/1.txt\n")

    found = named(["a/pairs.tsv"])

    assert [("a/1.txt", "a/2.pdf")] == [(old.name, new.name) for old, new in found.pairs]
    assert ["b/1.txt"] == [source.name for source in found.loose]
    assert ["a/1.txt", "a/2.pdf", "b/1.txt"] == names(found)


def test_a_text_whose_first_line_names_a_file_is_a_list_and_a_report_is_none(folder: Path) -> None:
    (folder / "a" / "list.txt").write_text("1.txt\t2.pdf\n")

    assert 1 == len(named(["a/list.txt"]).pairs)
    assert ["1.txt"] == names(named(["a/1.txt"]))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1.txt\t3.pdf", "line 2: 3.pdf is no file"),
        ("1.txt\t2.pdf\t1.txt", "line 2: a line of a list is FILE, or OLD, a tab, and NEW"),
        ("1.txt\t", "line 2: a line of a list"),
    ],
)
def test_a_wrong_line_of_a_list_is_named(folder: Path, line: str, words: str) -> None:
    (folder / "a" / "pairs.tsv").write_text(f"1.txt\t2.pdf\n{line}\n")

    with pytest.raises(SourceError, match=words):
        named(["a/pairs.tsv"])


@pytest.mark.parametrize(("argument", "words"), [("nowhere", "does not exist"), ("*.pdf", "does not exist")])
def test_what_names_nothing_is_refused(folder: Path, argument: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        named([argument])
