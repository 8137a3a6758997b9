"""The corpus commands on real git repositories."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.cli.conftest import EXAMPLES, Run

from shinkyu.model.version import Version
from shinkyu.store.corpus import Corpus

Lines = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus with the three versions of the example, for tests to copy."""
    folder = tmp_path_factory.mktemp("made") / "archive"
    files = sorted((EXAMPLES / "8-priority").glob("*.txt"))
    for arguments in (("init", folder), ("add", *files, "--corpus", folder, "--agency", "sumihara-shi")):
        done = subprocess.run(
            [sys.executable, "-m", "shinkyu", "corpus", *map(str, arguments)], capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
    return folder


@pytest.fixture
def archive(tmp_path: Path, made_once: Path) -> Path:
    """A corpus with the three versions of the example."""
    return Path(shutil.copytree(made_once, tmp_path / "archive"))


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True).stdout


def test_three_versions_are_three_commits_dated_by_publication(archive: Path) -> None:
    dates = git(archive, "log", "--reverse", "--format=%as", "--", "sumihara-shi").split()

    assert ["2021-03-26", "2022-06-30", "2025-07-31"] == dates


def test_log_lists_the_versions_newest_first(shinkyu: Run, archive: Path) -> None:
    ended = shinkyu("corpus", "log", folder=archive)
    days = [line.split()[1] for line in ended.out.splitlines() if not line.startswith(" ")]

    assert ["2025-07-31", "2022-06-30", "2021-03-26"] == days
    assert "Declared rows:" in ended.out


def test_corpus_diff_equals_diff_of_the_files(shinkyu: Run, archive: Path, priority: list[Path]) -> None:
    of_corpus = shinkyu(
        "corpus", "diff", "8-priority@previous", "8-priority@latest", "--format", "json", folder=archive
    )
    of_files = shinkyu("diff", priority[1], priority[2], "--format", "json")

    assert of_corpus.code == of_files.code == 1
    for key in ("changes", "patterns", "stats", "notices"):
        assert json.loads(of_files.out)[key] == json.loads(of_corpus.out)[key]


def test_the_same_bytes_again_do_nothing_and_say_so(shinkyu: Run, archive: Path, priority: list[Path]) -> None:
    before = git(archive, "rev-parse", "HEAD")

    ended = shinkyu("corpus", "add", priority[1], "--corpus", archive, "--agency", "sumihara-shi")

    assert ended.code == 0
    assert "already there" in ended.out
    assert before == git(archive, "rev-parse", "HEAD")


def test_the_same_bytes_are_known_without_the_name_of_their_agency(
    shinkyu: Run, archive: Path, priority: list[Path], tmp_path: Path
) -> None:
    """Else they would become a second report; the file's own name, here none of UTF-8, does not matter."""
    copy = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\x95]\x89\xbf\x8f\x91.txt"))
    copy.write_bytes(priority[1].read_bytes())

    ended = shinkyu("corpus", "add", copy, folder=archive)

    assert (0, "already there") == (ended.code, " ".join(ended.out.split()[-2:]))
    again = shinkyu("corpus", "add", copy, "--agency", "sumihara-shi", folder=archive)
    assert (0, ended.out) == (again.code, again.out)


def test_a_word_that_is_no_text_is_not_found(shinkyu: Run, archive: Path) -> None:
    ended = shinkyu("corpus", "search", os.fsdecode(b"\xff"), folder=archive)

    assert (2, "shinkyu: there is no word to search for\n") == (ended.code, ended.err)


def test_an_older_version_is_refused_with_the_way_out_that_works(
    shinkyu: Run, tmp_path: Path, archive: Path, priority: list[Path]
) -> None:
    folder = tmp_path / "other"
    shinkyu("corpus", "init", folder)
    shinkyu("corpus", "add", priority[2], "--corpus", folder, "--agency", "sumihara-shi")
    before = git(folder, "rev-parse", "HEAD")
    add = ("corpus", "add", priority[0], priority[1], "--corpus", folder, "--agency", "sumihara-shi")

    ended = shinkyu(*add)

    assert ended.code == 2
    assert "--backfill" in ended.err
    assert before == git(folder, "rev-parse", "HEAD")

    ended = shinkyu(*add, "--backfill")

    assert ended.code == 0
    assert git(archive, "rev-parse", "HEAD") == git(folder, "rev-parse", "HEAD")


def test_a_folder_and_standard_input_can_be_added(
    shinkyu: Run, tmp_path: Path, archive: Path, priority: list[Path]
) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "below").mkdir(parents=True)
    for n, path in enumerate(priority[:2]):
        (inbox / "below" / f"{9 - n}.txt").write_bytes(path.read_bytes())
    (inbox / ".hidden").write_text("x")
    folder = tmp_path / "other"
    shinkyu("corpus", "init", folder)

    assert 0 == shinkyu("corpus", "add", inbox, "--corpus", folder, "--agency", "sumihara-shi").code
    ended = shinkyu(
        "corpus", "add", "-", "--corpus", folder, "--agency", "sumihara-shi", stdin=priority[2].read_bytes()
    )

    assert (0, "added") == (ended.code, ended.out.split()[-1])
    assert 3 == len(shinkyu("corpus", "log", "--format", "jsonl", folder=folder).out.splitlines())


@pytest.mark.slow
def test_one_file_that_is_no_assessment_and_nothing_is_added_unless_the_rest_is_asked_for(
    shinkyu: Run, tmp_path: Path, priority: list[Path]
) -> None:
    folder = tmp_path / "other"
    shinkyu("corpus", "init", folder)
    letter = tmp_path / "letter.txt"
    letter.write_text("拝啓")
    add = ("corpus", "add", priority[0], letter, "--corpus", folder, "--agency", "sumihara-shi")

    ended = shinkyu(*add)

    assert (2, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
    assert "letter.txt" in ended.err

    ended = shinkyu(*add, tmp_path / "gone.txt", "--keep-going")

    assert 2 == ended.code
    assert "added" in ended.out
    assert "letter.txt: not an assessment" in ended.err
    assert f"{tmp_path / 'gone.txt'} does not exist\n" in ended.err


def test_a_canonical_document_is_no_source(shinkyu: Run, tmp_path: Path, archive: Path) -> None:
    """What shinkyu made of a source cannot vouch for itself."""
    document = tmp_path / "document.json"
    document.write_bytes((archive / "sumihara-shi" / "8-priority" / "document.json").read_bytes())
    before = git(archive, "rev-parse", "HEAD")

    ended = shinkyu("corpus", "add", document, "--corpus", archive, "--published-on", "2026-01-01")

    assert (2, 1) == (ended.code, ended.err.count("\n"))
    assert "canonical JSON of a version, made by shinkyu and no source" in ended.err
    assert before == git(archive, "rev-parse", "HEAD")


def test_the_corpus_is_found_from_a_folder_below_it(shinkyu: Run, archive: Path) -> None:
    ended = shinkyu("corpus", "log", folder=archive / "sumihara-shi" / "8-priority")

    assert 3 == ended.out.count("publication")


def test_rebuild_changes_nothing_in_a_corpus_that_was_added_in_order(shinkyu: Run, archive: Path) -> None:
    before = git(archive, "rev-parse", "HEAD")

    assert 0 == shinkyu("corpus", "rebuild", folder=archive).code
    assert "every source reads as it was recorded" in shinkyu("corpus", "rebuild", "--re-extract", folder=archive).err
    assert before == git(archive, "rev-parse", "HEAD")


def test_verify_reads_the_sources_again_and_notices_a_reading_that_is_not_theirs(shinkyu: Run, archive: Path) -> None:
    assert (0, "") == shinkyu("corpus", "verify", folder=archive)[:2]
    path = archive / "sumihara-shi" / "8-priority" / "document.json"
    path.write_bytes(path.read_bytes().replace("介護保険".encode(), "健康保険".encode()))
    author = ("-c", "user.name=shinkyu", "-c", "user.email=shinkyu@localhost")
    message = git(archive, "log", "-1", "--format=%B").replace("Undeclared: 1", "Undeclared: 0")
    git(archive, *author, "commit", "-qa", "--amend", "-m", message)

    ended = shinkyu("corpus", "verify", folder=archive)

    assert 1 == ended.code
    assert "what the commit tells of changes and declared rows is not what they are [summary]" in ended.out
    assert "sumihara-shi/8-priority@2025-07-31: document.json is not what the source reads as [reading]" in ended.out


@pytest.mark.slow
def test_a_person_vouches_for_the_corpus_and_verify_says_for_what(shinkyu: Run, tmp_path: Path, archive: Path) -> None:
    ended = shinkyu("corpus", "sign", folder=archive)
    assert (2, 1) == (ended.code, ended.err.count("\n"))
    assert "could not sign" in ended.err
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    (tmp_path / "allowed").write_text(f"k@example.jp {key.with_suffix('.pub').read_text()}")
    for name, value in (
        ("user.name", "山田"),
        ("user.email", "k@example.jp"),
        ("gpg.format", "ssh"),
        ("user.signingKey", str(key.with_suffix(".pub"))),
        ("gpg.ssh.allowedSignersFile", str(tmp_path / "allowed")),
    ):
        git(archive, "config", name, value)
    tip = git(archive, "rev-parse", "HEAD")

    ended = shinkyu("corpus", "sign", folder=archive)

    assert (0, f"signed/{tip[:12]}\n") == (ended.code, ended.out)
    verified = shinkyu("corpus", "verify", "--quick", folder=archive)
    assert 0 == verified.code
    assert f'signed/{tip[:12]} vouches for everything: Good "git" signature for k@example.jp' in verified.err


def test_show_gives_the_items_the_document_and_the_untouched_source(
    shinkyu: Run, tmp_path: Path, archive: Path, priority: list[Path]
) -> None:
    shown = shinkyu("corpus", "show", "8-priority@latest", folder=archive).out
    out = tmp_path / "out.txt"

    assert shown.startswith("sumihara-shi/8-priority@2025-07-31\n")
    assert "澄原市長" in shown
    assert (
        shinkyu("parse", priority[2]).out
        == shinkyu("corpus", "show", "8-priority@latest", "--format", "json", folder=archive).out
    )
    assert 0 == shinkyu("corpus", "show", "HEAD:8-priority", "--format", "source", "-o", out, folder=archive).code
    assert priority[2].read_bytes() == out.read_bytes()


def test_a_version_can_be_named_by_revision(shinkyu: Run, archive: Path, priority: list[Path]) -> None:
    by_revision = shinkyu("check", "HEAD:8-priority", "--against", "HEAD~1:8-priority", folder=archive)
    by_day = shinkyu("check", "8-priority@latest", "--against", "8-priority@previous", folder=archive)

    assert by_revision == by_day
    assert 1 == by_day.code


@pytest.mark.parametrize(
    ("version", "says"),
    [
        ("HEAD~9:8-priority", "no revision"),
        ("HEAD~3:8-priority", "not yet in this corpus"),
        ("HEAD:99-priority", "no report"),
        ("8-priority@2021-03", "no day"),
        ("9-priority@latest", "no report '9-priority'"),
    ],
)
def test_a_version_that_is_none_is_one_line(shinkyu: Run, archive: Path, version: str, says: str) -> None:
    ended = shinkyu("corpus", "show", version, folder=archive)

    assert (2, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
    assert says in ended.err
    assert "fatal" not in ended.err


def test_a_version_that_is_none_is_the_same_line_for_every_command(shinkyu: Run, archive: Path) -> None:
    name = "9-priority@latest"
    commands = (("corpus", "show", name), ("diff", name, "8-priority@latest"), ("check", name))

    said = {shinkyu(*command, folder=archive) for command in commands}

    assert [2] == [ended.code for ended in said]


def test_the_source_comes_back_byte_for_byte(archive: Path, priority: list[Path]) -> None:
    assert priority[2].read_bytes() == (archive / "sumihara-shi" / "8-priority" / "source.txt").read_bytes()


def test_a_folder_that_is_no_corpus_is_refused(shinkyu: Run, tmp_path: Path, priority: list[Path]) -> None:
    for arguments in (("corpus", "log"), ("corpus", "add", priority[0]), ("diff", "8-priority@latest", priority[0])):
        ended = shinkyu(*arguments)

        assert ended.code == 2
        assert "is not a corpus" in ended.err
        assert ended.err.count("\n") == 1


def test_an_unknown_key_is_refused_with_what_there_is(shinkyu: Run, archive: Path) -> None:
    ended = shinkyu("corpus", "log", "99-priority", folder=archive)

    assert ended.code == 2
    assert "sumihara-shi/8-priority" in ended.err


@pytest.fixture
def lines(shinkyu: Run, archive: Path) -> Lines:
    """Run a corpus command that writes JSON Lines."""

    def run(*arguments: object) -> list[dict[str, Any]]:
        ended = shinkyu("corpus", *arguments, "--format", "jsonl", folder=archive)
        assert (0, "") == (ended.code, ended.err)
        return [json.loads(line) for line in ended.out.splitlines()]

    return run


def test_check_of_a_key_is_check_of_its_newest_version_against_the_one_before(shinkyu: Run, archive: Path) -> None:
    by_key = shinkyu("corpus", "check", "8-priority", "--format", "json", folder=archive)
    named = shinkyu(
        "check", "8-priority@latest", "--against", "8-priority@previous", "--format", "json", folder=archive
    )

    assert named == by_key
    assert "旧版なし" in shinkyu("corpus", "check", "8-priority@2021-03-26", folder=archive).out


def test_blame_names_the_version_and_the_declared_row(lines: Lines) -> None:
    found = {tuple(one["address"]): one for one in lines("blame", "8-priority")}

    contractor = found["Ⅱ", "4", "委託事項1", "③委託先名"]
    assert ("2022-06-30", "changed", [10]) == (
        contractor["published_on"], contractor["ground"], [row["n"] for row in contractor["rows"]]
    )  # fmt: skip
    assert ("2021-03-26", "first") == tuple(found["Ⅰ", "1", "①事務の名称"][key] for key in ("published_on", "ground"))
    undeclared = found["Ⅱ", "2", "③対象となる本人の範囲"]
    assert ("2025-07-31", []) == (undeclared["published_on"], undeclared["rows"])


def test_versions_that_two_engines_read_are_compared_with_a_warning(shinkyu: Run, archive: Path) -> None:
    corpus = Corpus.open(archive)
    stale = replace(
        corpus.read(corpus.find("8-priority"), corpus.log()[0].published_on), engine_version="shinkyu 0.0.1"
    )
    later = replace(stale, published_on=stale.published_on.replace(year=2026), source=stale.source + b"\n")
    corpus.add(later)

    ended = shinkyu("corpus", "history", "8-priority", "Ⅰ", "1", "①事務の名称", folder=archive)

    assert (0, 1) == (ended.code, ended.err.count("\n"))
    assert "warning: versions of sumihara-shi/8-priority were read by shinkyu" in ended.err
    assert "and shinkyu 0.0.1 (" in ended.err


def test_a_version_at_a_revision_stands_beside_the_readings_of_then(shinkyu: Run, archive: Path) -> None:
    """A reading that came later tells nothing of an office's change."""
    corpus, words = Corpus.open(archive), ("Ⅰ", "1", "①事務の名称", "--format", "jsonl")
    then = shinkyu("corpus", "history", "8-priority", *words, folder=archive)
    item = ("Ⅰ", "1", "①事務の名称")

    def reread(version: Version) -> Version:
        items = tuple(
            replace(one, value=("別の読み",)) if one.address == item else one for one in version.document.items
        )
        return replace(version, document=replace(version.document, items=items))

    assert 3 == len(corpus.re_extract(reread, lambda version, before: ""))

    assert then == shinkyu("corpus", "history", "HEAD~3:8-priority", *words, folder=archive)
    assert "別の読み" in shinkyu("corpus", "history", "8-priority", *words, folder=archive).out
    check = ("check", "HEAD~3:8-priority", "--format", "json")
    declared = json.loads(shinkyu("corpus", *check, folder=archive).out)
    against = json.loads(shinkyu(*check[:2], "--against", "HEAD~4:8-priority", *check[2:], folder=archive).out)
    assert declared == against


def test_history_follows_one_item_through_all_versions(lines: Lines) -> None:
    stages = lines("history", "8-priority", "Ⅱ", "4", "委託事項1", "③委託先名")

    assert [
        ("2025-07-31", "株式会社ツキシロデータ", 0),
        ("2022-06-30", "株式会社ツキシロデータ", 1),
        ("2021-03-26", "ハルナギ情報システム株式会社", 0),
    ] == [(stage["published_on"], stage["value"], len(stage["changes"])) for stage in stages]


def test_history_of_an_address_that_several_items_have_names_them(shinkyu: Run, archive: Path) -> None:
    ended = shinkyu("corpus", "history", "8-priority", "③委託先名", folder=archive)

    assert (2, 1) == (ended.code, ended.err.count("\n"))
    assert "Ⅱ 4 委託事項2 ③委託先名" in ended.err


def test_search_finds_words_in_any_spelling_and_in_declared_rows(lines: Lines) -> None:
    found = lines("search", "ツキシロデータ")

    assert {"2022-06-30", "2025-07-31"} == {hit["published_on"] for hit in found}
    assert ["Ⅱ", "4", "委託事項1", "③委託先名"] in [hit["address"] for hit in found]
    assert any(hit["address"][0] == "変更箇所" for hit in found)
    assert found == [hit for hit in lines("search", "ツキシロ") if "ツキシロデータ" in hit["text"]]
    assert lines("search", "取扱者") == lines("search", "取り扱い者")
    assert [] == lines("search", "ツキシロデータ", "存在しない語")


@pytest.mark.slow
def test_the_index_follows_the_history_and_is_made_anew_when_broken(shinkyu: Run, archive: Path, lines: Lines) -> None:
    before = lines("search", "ツキシロデータ")
    index = archive / ".git" / "shinkyu-index.sqlite"
    index.write_bytes(b"no database at all" * 100)

    assert before == lines("search", "ツキシロデータ")

    git(archive, "reset", "-q", "--hard", "HEAD~2")
    assert [] == lines("search", "ツキシロデータ")
    assert "" == git(archive, "status", "--porcelain")


def test_stats_count_what_the_log_tells(shinkyu: Run, archive: Path) -> None:
    numbers = json.loads(shinkyu("corpus", "stats", "--format", "json", folder=archive).out)

    assert (1, 1, 3) == tuple(numbers[name] for name in ("agencies", "reports", "versions"))
    assert ({"priority": 1}, {"2021": 1, "2022": 1, "2025": 1}) == (numbers["by_form"], numbers["by_year"])
    assert 1 == numbers["undeclared"]
    assert 1 == numbers["declared_rows"]["contradicted"]


def test_stats_say_of_how_many_versions_nobody_knows_what_is_undeclared(
    shinkyu: Run, tmp_path: Path, priority: list[Path]
) -> None:
    text = priority[-1].read_text(encoding="utf-8")
    (tmp_path / "new.txt").write_text(text.rpartition("(別添2) 変更箇所")[0], encoding="utf-8")
    shinkyu("corpus", "init", folder=tmp_path)
    shinkyu("corpus", "init", "a", folder=tmp_path)
    shinkyu("corpus", "add", "--agency", "a", priority[-2], tmp_path / "new.txt", folder=tmp_path / "a")

    numbers = json.loads(shinkyu("corpus", "stats", "--format", "json", folder=tmp_path / "a").out)

    assert (2, 0, 1) == tuple(numbers[name] for name in ("versions", "undeclared", "undeclared_not_known"))


def test_commit_tells_how_many_items_one_copy_lacks_so_that_they_may_have_changed(
    shinkyu: Run, tmp_path: Path, priority: list[Path]
) -> None:
    text = priority[-1].read_text(encoding="utf-8")
    start, end = text.rindex("\nV 評価実施手続\n"), text.rindex("(別添2) 変更箇所")
    (tmp_path / "new.txt").write_text(f"{text[:start]}\n{text[end:]}", encoding="utf-8")
    shinkyu("corpus", "init", "a", folder=tmp_path)
    shinkyu("corpus", "add", "--agency", "a", priority[-2], tmp_path / "new.txt", folder=tmp_path / "a")

    log = shinkyu("corpus", "log", "--lang", "ja", folder=tmp_path / "a").out
    numbers = json.loads(shinkyu("corpus", "stats", "--format", "json", folder=tmp_path / "a").out)

    assert "\nNot compared: 8\n" in git(tmp_path / "a", "log", "-1", "--format=%B")
    assert "    比較していない項目: 8\n" in log
    assert 8 == numbers["not_compared"]


def test_log_and_stats_say_in_japanese_what_the_commits_say_in_english(shinkyu: Run, archive: Path) -> None:
    log = shinkyu("corpus", "log", "--lang", "ja", folder=archive).out
    stats = shinkyu("corpus", "stats", "--lang", "ja", folder=archive).out

    assert [] == re.findall("[a-z]{3,}", re.sub(r"^[0-9a-f]{12} .*$", "", log, flags=re.MULTILINE))
    assert {"公表"} == set(re.findall(r"^[0-9a-f]{12} [0-9-]+ (\w+) sumihara-shi/8-priority$", log, re.MULTILINE))
    assert "    変更箇所の行: 確認 40、不一致 1、後の行で変更 4\n" in log
    assert {"shinkyu", "five", "information"} == set(re.findall("[a-z]{3,}", stats))


def test_export_holds_every_item_of_every_version(
    shinkyu: Run, archive: Path, priority: list[Path], lines: Lines
) -> None:
    items = lines("export")
    of_files = [
        json.loads(line) for path in priority for line in shinkyu("items", path, "--format", "jsonl").out.splitlines()
    ]

    about = ("agency", "number", "form", "published_on", "kind_of_commit", "commit")
    assert of_files == [{name: value for name, value in row.items() if name not in about} for row in items]
    assert [19] == [row["declared_rows"] for row in lines("export", "--what", "versions")][1:2]
    assert 19 == sum(row["published_on"] == "2022-06-30" for row in lines("export", "--what", "declared"))


@pytest.mark.slow
def test_export_as_parquet_holds_the_same_rows(shinkyu: Run, tmp_path: Path, archive: Path, lines: Lines) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "items.parquet"

    assert 0 == shinkyu("corpus", "export", "--format", "parquet", "-o", out, folder=archive).code
    rows = lines("export")
    table = parquet.read_table(out).to_pylist()
    assert [row["id"] for row in rows] == [row["id"] for row in table]
    assert rows[0]["address"] == json.loads(table[0]["address"])
