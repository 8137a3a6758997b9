"""git diff, git log -p and git merge on assessments."""

import re
from pathlib import Path

import pytest
from tests.hooks.conftest import EXAMPLES, Place


@pytest.fixture
def driven(repository: Place, documents: list[bytes]) -> Place:
    """A repository with drivers and two commits of one document; hooks are left out."""
    repository("shinkyu", "hooks", "install", "--hook", "post-merge")
    for n, data in enumerate(documents[:2]):
        (repository.folder / "document.json").write_bytes(data)
        repository("git", "add", ".")
        repository("git", "commit", "-qm", f"{n}")
    return repository


def test_git_diff_prints_items(driven: Place, documents: list[bytes]) -> None:
    (driven.folder / "document.json").write_bytes(documents[2])

    shown = driven("git", "diff").out

    assert "修正 Ⅱ 2 ③対象となる本人の範囲" in shown
    assert "@@" not in shown
    assert "委託事項" in driven("git", "log", "-p", "--ext-diff", "-1").out
    assert "新しいファイル" in driven("git", "log", "-p", "--ext-diff").out


@pytest.mark.slow
def test_git_log_compares_texts_and_keeps_them_by_version(driven: Place) -> None:
    shown = driven("git", "log", "-p", "-1").out

    assert "+株式会社ツキシロデータ\n" in shown
    assert "refs/notes/textconv/shinkyu" in driven("git", "for-each-ref").out
    assert "--engine 0." in driven("git", "config", "diff.shinkyu.textconv").out
    assert shown == driven("git", "log", "-p", "-1").out


@pytest.mark.slow
def test_workbooks_and_pdfs_are_shown_by_item_and_others_left_alone(driven: Place) -> None:
    for suffix in (".xlsx", ".pdf"):
        for day in ("2021-03-26", "2022-06-30"):
            (driven.folder / f"評価書{suffix}").write_bytes((EXAMPLES / f"{day}{suffix}").read_bytes())
            driven("git", "add", ".")
            driven("git", "commit", "-qm", day)

        shown = driven("git", "show", "--ext-diff", "HEAD").out
        assert "追加1件、修正16件、項番変更1件" in shown

    for data in (b"%PDF-1.4 \xff\xfe", b"%PDF-1.4 \xff\xfd"):
        (driven.folder / "letter.pdf").write_bytes(data)
        driven("git", "add", ".")
        driven("git", "commit", "-qm", "letter")
    assert "Binary files differ" in driven("git", "show", "--ext-diff", "HEAD").out
    assert "SHA-256" in driven("git", "show", "HEAD").out


def replaced(data: bytes, old: str, new: str) -> bytes:
    assert old.encode() in data
    return data.replace(old.encode(), new.encode())


def on_two_branches(place: Place, ours: bytes, theirs: bytes) -> None:
    path = place.folder / "document.json"
    place("git", "switch", "-qc", "theirs")
    path.write_bytes(theirs)
    place("git", "commit", "-qam", "theirs")
    place("git", "switch", "-q", "main")
    path.write_bytes(ours)
    place("git", "commit", "-qam", "ours")


def test_edits_of_different_items_merge_cleanly(driven: Place, documents: list[bytes]) -> None:
    """Two neighbouring items, which a line merge would take for one place."""
    ours = replaced(documents[1], "ツキシロデータ", "ツキシロ情報")
    theirs = replaced(documents[1], '"10人以上50人未満"', '"50人以上100人未満"')
    on_two_branches(driven, ours, theirs)

    driven("git", "merge", "-q", "theirs")

    both = replaced(ours, '"10人以上50人未満"', '"50人以上100人未満"')
    assert both == (driven.folder / "document.json").read_bytes()


def test_edits_of_one_item_are_marked_inside_it_and_nothing_is_dropped(driven: Place, documents: list[bytes]) -> None:
    ours = replaced(documents[1], "ツキシロデータ", "ツキシロ情報")
    theirs = replaced(documents[1], "ツキシロデータ", "ハルナギ")
    theirs = replaced(theirs, '"10人以上50人未満"', '"50人以上100人未満"')
    on_two_branches(driven, ours, theirs)

    ended = driven("git", "merge", "-q", "theirs", ok=False)

    assert ended.code == 1
    assert "③委託先名" in ended.err
    text = (driven.folder / "document.json").read_text()
    inside = text[text.index("<<<<<<< ours") : text.index(">>>>>>> theirs")]
    assert "ツキシロ情報" in inside
    assert "ハルナギ" in inside
    assert "50人以上100人未満" not in inside
    assert "50人以上100人未満" in text
    resolved = re.sub(r"<<<<<<< ours\n(.*?)=======\n.*?>>>>>>> theirs\n", r"\1", text, flags=re.DOTALL)
    assert replaced(ours, '"10人以上50人未満"', '"50人以上100人未満"') == resolved.encode()


def test_during_a_conflict_git_diff_shows_the_items_that_differ(driven: Place, documents: list[bytes]) -> None:
    ours = replaced(documents[1], "ツキシロデータ", "ツキシロ情報")
    on_two_branches(driven, ours, replaced(documents[1], "ツキシロデータ", "ハルナギ"))
    driven("git", "merge", "-q", "theirs", ok=False)

    shown = driven("git", "diff").out

    assert "[Ⅱ 4 委託事項1 ③委託先名]" in shown
    assert "++<<<<<<< ours\n +株式会社ツキシロ情報\n++=======\n+ 株式会社ハルナギ\n++>>>>>>> theirs\n" in shown
    assert "contractor" not in shown
    against_ours = driven("git", "diff", "--ours").out
    assert "統合の衝突: 印の間の項目について、こちら（-）と相手（+）の違い" in against_ours
    assert "修正 Ⅱ 4 委託事項1 ③委託先名" in against_ours


def test_a_file_with_the_name_of_an_option_is_shown(repository: Place) -> None:
    repository("shinkyu", "hooks", "install", "--hook", "post-merge")
    for n in "12":
        (repository.folder / "-x.pdf").write_text(f"{n}\n")
        repository("git", "add", ".")
        repository("git", "commit", "-qm", n)

    assert "+2\n" in repository("git", "show", "--ext-diff").out
    assert "+2\n" in repository("git", "show").out


def test_without_shinkyu_both_sides_of_a_merge_are_still_there(driven: Place, documents: list[bytes]) -> None:
    """A removed installation: git takes any failure for a conflict and would leave our side alone."""
    setting = driven("git", "config", "merge.shinkyu.driver").out.strip()
    driven("git", "config", "merge.shinkyu.driver", setting.replace(" -m shinkyu", " -m no_shinkyu", 1))
    ours = replaced(documents[1], "ツキシロデータ", "ツキシロ情報")
    on_two_branches(driven, ours, replaced(documents[1], "ツキシロデータ", "ハルナギ"))

    assert 1 == driven("git", "merge", "-q", "theirs", ok=False).code

    text = (driven.folder / "document.json").read_text()
    assert (
        text.index("<<<<<<< ours") < text.index("ツキシロ情報") < text.index("ハルナギ") < text.index(">>>>>>> theirs")
    )


@pytest.mark.slow
def test_what_is_no_document_is_merged_line_by_line(driven: Place, tmp_path: Path) -> None:
    base, ours, theirs = (tmp_path / name for name in ("base", "ours", "theirs"))
    base.write_text("1\n2\n3\n4\n5\n")
    ours.write_text("1 a\n2\n3\n4\n5\n")
    theirs.write_text("1\n2\n3\n4\n5 b\n")

    assert 0 == driven("shinkyu", "git-merge", base, ours, theirs, "x.json").code
    assert "1 a\n2\n3\n4\n5 b\n" == ours.read_text()
    theirs.write_text("1 c\n2\n3\n4\n5\n")
    assert 1 == driven("shinkyu", "git-merge", base, ours, theirs, "x.json", ok=False).code
    assert "<<<<<<<" in ours.read_text()
