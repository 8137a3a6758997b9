"""A corpus in a real git repository, as its keeper and a person with plain git see it."""

import datetime
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from shinkyu.codec.canonical import dumps
from shinkyu.errors import CorpusError
from shinkyu.model.version import Key, Version
from shinkyu.store.corpus import Corpus
from shinkyu.store.repository import Repository

FIRST, SECOND, THIRD = (datetime.date(2019, 10, 11), datetime.date(2023, 6, 30), datetime.date(2025, 1, 14))
FOLDER = "shirosato-shi/12-priority"

Ask = Callable[..., str]
Make = Callable[..., Version]


def added(corpus: Corpus, versions: list[Version]) -> list[str]:
    return [corpus.add(version, f"第{n}版").commit for n, version in enumerate(versions, 1)]


# init and open


def test_new_corpus_is_a_clean_repository_on_main(corpus: Corpus, ask: Ask) -> None:
    """A keeper goes on with plain git: push, clone, back up."""
    assert "main" == ask("branch", "--show-current")
    assert "" == ask("status", "--porcelain")
    assert [] == corpus.keys()


def test_init_again_does_nothing_and_says_so(corpus: Corpus, versions: list[Version], ask: Ask) -> None:
    """A script may run it every night."""
    commits = added(corpus, versions)

    again, new = Corpus.init(corpus.folder)

    assert not new
    assert commits[-1] == ask("rev-parse", "HEAD")
    assert again.keys() == corpus.keys()


def test_init_refuses_a_folder_with_other_files(tmp_path: Path) -> None:
    """Somebody's documents must not find themselves in a repository."""
    (tmp_path / "letter.txt").write_text("x")

    with pytest.raises(CorpusError, match="not empty"):
        Corpus.init(tmp_path)
    assert not (tmp_path / ".git").exists()


def test_init_finishes_a_repository_without_commits(tmp_path: Path) -> None:
    """What a killed init, or the user's own `git init`, leaves behind."""
    folder = tmp_path / "started"
    folder.mkdir()
    Repository.create(folder, "master")

    corpus, new = Corpus.init(folder)

    assert new
    assert "refs/heads/main" == Repository(corpus.folder).branch()


def test_open_refuses_a_folder_without_repository(tmp_path: Path) -> None:
    """One clear line, with the way out."""
    with pytest.raises(CorpusError, match=r"is not a corpus.*shinkyu corpus init"):
        Corpus.open(tmp_path)


def test_open_and_init_refuse_a_repository_of_something_else(corpus: Corpus, ask: Ask) -> None:
    """Publications must not land among the commits of a program."""
    ask("rm", "-q", ".shinkyu-corpus.json")
    ask("-c", "user.name=k", "-c", "user.email=k@example.jp", "commit", "-qm", "no longer a corpus")

    for make in (Corpus.open, Corpus.init):
        with pytest.raises(CorpusError, match="not a corpus"):
            make(corpus.folder)


def test_a_damaged_newest_commit_is_called_damage(corpus: Corpus, ask: Ask) -> None:
    """It must not be taken for a folder that is no corpus, or that is empty."""
    id = ask("rev-parse", "HEAD")
    path = corpus.folder / ".git" / "objects" / id[:2] / id[2:]
    path.chmod(0o644)
    path.write_bytes(b"garbage")

    for action in (Corpus.open, Corpus.init):
        with pytest.raises(CorpusError, match=f"is damaged: its newest commit {id[:12]} cannot be read"):
            action(corpus.folder)


def test_open_refuses_a_corpus_of_a_later_kind(corpus: Corpus, ask: Ask) -> None:
    """An older program must not write what a newer one could not read."""
    (corpus.folder / ".shinkyu-corpus.json").write_text('{"schema": "shinkyu/corpus/2"}')
    ask("-c", "user.name=k", "-c", "user.email=k@example.jp", "commit", "-qam", "later")

    with pytest.raises(CorpusError, match="shinkyu/corpus/1"):
        Corpus.open(corpus.folder)


def test_missing_git_is_one_clear_line() -> None:
    """Everything but the corpus works without git, so many will not have it."""
    script = "from pathlib import Path; from shinkyu.store.corpus import Corpus; Corpus.init(Path('x'))"
    done = subprocess.run([sys.executable, "-c", script], env=os.environ | {"PATH": ""}, capture_output=True, text=True)

    assert "install git" in done.stderr.splitlines()[-1]


# add


def test_three_versions_give_three_commits_dated_by_publication(
    corpus: Corpus, versions: list[Version], ask: Ask
) -> None:
    """The history of the repository is the history of the report."""
    added(corpus, versions)

    dates = ask("log", "--format=%ad %cd", "--date=iso", "-3").splitlines()

    assert [f"{day} 00:00:00 +0900 " * 2 for day in (THIRD, SECOND, FIRST)] == [date + " " for date in dates]
    assert "" == ask("status", "--porcelain")


def test_git_finds_the_trailers(corpus: Corpus, versions: list[Version], ask: Ask) -> None:
    """Others read our commits with git's own tools."""
    added(corpus, versions[:1])

    assert "2019-10-11" == ask("log", "-1", "--format=%(trailers:key=Published-On,valueonly)").strip()


def test_same_sources_give_the_same_commits_anywhere(
    tmp_path: Path, corpus: Corpus, versions: list[Version], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The history is a function of its sources, not of machine, person, place or file name."""
    commits = added(corpus, versions)
    (tmp_path / "home" / ".gitconfig").write_text(
        "[user]\nname = 山田\nemail = y@example.jp\n[core]\nautocrlf = true\n[i18n]\ncommitEncoding = cp932\n"
    )
    for name, value in {
        "GIT_AUTHOR_NAME": "山田", "GIT_COMMITTER_DATE": "2001-01-01T00:00:00Z", "GIT_DEFAULT_HASH": "sha256",
        "TZ": "America/New_York", "LC_ALL": "C",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    other, _ = Corpus.init(tmp_path / "別の場所")

    assert commits == added(other, [msgspec.structs.replace(v, source_name="copy.txt") for v in versions])


def test_same_bytes_again_do_nothing(corpus: Corpus, versions: list[Version], ask: Ask) -> None:
    """A keeper adds a whole folder again; the first answer stands, also for a version in the middle."""
    commits = added(corpus, versions)

    again = [corpus.add(version, "another summary") for version in versions]

    assert [(commit, False) for commit in commits] == [(done.commit, done.new) for done in again]
    assert commits[-1] == ask("rev-parse", "HEAD")


def test_git_is_not_given_a_lock_that_is_gone(corpus: Corpus, versions: list[Version]) -> None:
    """Its number may be no file's any more, and no process can be started with it, or another file's."""
    corpus.add(versions[0])

    assert () == corpus.repository._git.handed_down


def test_older_version_is_refused(corpus: Corpus, versions: list[Version], ask: Ask) -> None:
    """The commits of a report must follow its publications."""
    newest = corpus.add(versions[2]).commit

    with pytest.raises(CorpusError, match="--backfill"):
        corpus.add(versions[0])
    assert newest == ask("rev-parse", "HEAD")


def test_older_version_of_another_report_is_welcome(corpus: Corpus, make_version: Make) -> None:
    """The order holds within a report; an archive grows report by report."""
    corpus.add(make_version(THIRD))
    other = Key("kurosato-cho", "3", "basic")

    assert corpus.add(make_version(FIRST, key=other)).new


@pytest.mark.parametrize(
    ("day", "text", "says"),
    [
        (FIRST, "別の内容", "other bytes"),
        (SECOND, "裁定", "this very file"),
        (datetime.date(1994, 7, 31), "裁定", "--published-on"),
    ],
)
def test_version_that_contradicts_the_history_is_refused(
    corpus: Corpus,
    versions: list[Version],
    make_version: Make,
    ask: Ask,
    day: datetime.date,
    text: str,
    says: str,
) -> None:
    """Two files of one day, one file of two days, a day before the Act: somebody must look."""
    commit = corpus.add(versions[0]).commit

    with pytest.raises(CorpusError, match=says):
        corpus.add(make_version(day, text))
    assert commit == ask("rev-parse", "HEAD")


def test_key_that_leads_out_is_refused(tmp_path: Path, corpus: Corpus, make_version: Make) -> None:
    """Whatever built the key, nothing is written beside the corpus."""
    with pytest.raises(CorpusError):
        corpus.add(make_version(key=Key("..", "12", "basic")))
    assert {"corpus", "home"} == {path.name for path in tmp_path.iterdir()}


def test_new_format_of_the_source_replaces_the_old(corpus: Corpus, make_version: Make, ask: Ask) -> None:
    """An office goes from XLSX to PDF; one version has one source."""
    corpus.add(make_version(FIRST, source=b"PK", source_name="a.xlsx"))
    corpus.add(make_version(SECOND, source=b"%PDF", source_name="b.pdf"))

    files = ["document.json", "reading.json", "source.pdf"]
    assert [f"{FOLDER}/{name}" for name in files] == ask("ls-files", FOLDER).splitlines()
    assert files == sorted(path.name for path in (corpus.folder / FOLDER).iterdir())


# reading back


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"1\n2\n",
        b"\r\n\r\n",
        "①\r\n白里\n".encode("cp932"),
        bytes(range(256)) * 3,
        b'{"a": 1}\r\n',
        b"\xef\xbb\xbfx\r",
    ],
    ids=["empty", "lf", "crlf", "cp932", "binary", "json", "bom"],
)
@pytest.mark.parametrize("name", ["a.txt", "a.json", "a"])
def test_source_comes_back_byte_for_byte(
    corpus: Corpus, make_version: Make, ask: Ask, source: bytes, name: str
) -> None:
    """The evidence must be the very file, in the history, on disk and in a careless user's checkout."""
    version = make_version(source=source, source_name=name)
    corpus.add(version)

    read = corpus.read(version.key, version.published_on)
    path = corpus.folder / FOLDER / read.source_name

    assert source == read.source
    assert source == path.read_bytes()
    path.unlink()
    (path.parent / "document.json").unlink()
    ask("-c", "core.autocrlf=true", "-c", "core.eol=crlf", "checkout", "--", FOLDER)
    assert source == path.read_bytes()
    assert dumps(version.document).encode() == (path.parent / "document.json").read_bytes()
    assert "" == ask("status", "--porcelain")


def test_version_comes_back_equal(corpus: Corpus, versions: list[Version], key: Key) -> None:
    """What is compared later is what was read then; only the file's own name is not kept."""
    commits = added(corpus, versions)

    for version, commit in zip(versions, commits, strict=True):
        reading = msgspec.structs.replace(version.reading, source="source.txt")
        expected = msgspec.structs.replace(version, reading=reading, source_name="source.txt", commit=commit)
        assert expected == corpus.read(key, version.published_on)


def test_version_reads_the_same_in_a_clone(tmp_path: Path, corpus: Corpus, versions: list[Version], ask: Ask) -> None:
    """A corpus is shared by cloning it."""
    added(corpus, versions)
    ask("clone", "-q", str(corpus.folder), str(tmp_path / "clone"))
    clone = Corpus.open(tmp_path / "clone")

    assert corpus.log() == clone.log()
    assert corpus.read(versions[0].key, FIRST) == clone.read(versions[0].key, FIRST)


def test_tampered_source_is_noticed(corpus: Corpus, versions: list[Version], ask: Ask) -> None:
    """Evidence that no longer fits its fingerprint is none."""
    corpus.add(versions[0])
    (corpus.folder / FOLDER / "source.txt").write_bytes(b"other")
    ask("-c", "user.name=k", "-c", "user.email=k@example.jp", "commit", "-qa", "--amend", "--no-edit")

    with pytest.raises(CorpusError, match="damaged"):
        corpus.read(versions[0].key, FIRST)


def test_log_is_newest_first_with_its_summaries(
    corpus: Corpus, versions: list[Version], make_version: Make, key: Key
) -> None:
    """The day of publication orders the log, not the day somebody added a file."""
    added(corpus, [versions[0], versions[2]])
    other = Key("kurosato-cho", "3", "basic")
    corpus.add(make_version(SECOND, key=other), "別の評価書")

    assert [(key, THIRD, "第2版"), (other, SECOND, "別の評価書"), (key, FIRST, "第1版")] == [
        (entry.key, entry.published_on, entry.body) for entry in corpus.log()
    ]
    assert [THIRD, FIRST] == [entry.published_on for entry in corpus.log(key)]
    assert [FIRST, THIRD] == [entry.published_on for entry in corpus.versions(key)]
    assert [other, key] == corpus.keys()


# names of versions


@pytest.fixture
def archive(corpus: Corpus, versions: list[Version], make_version: Make) -> Corpus:
    added(corpus, versions)
    for name in [
        ("kurosato-cho", "12", "priority"),
        ("kurosato-cho", "2", "priority"),
        ("kurosato-cho", "2", "basic"),
    ]:
        corpus.add(make_version(FIRST, key=Key(*name)))
    return corpus


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"{FOLDER}@2023-06-30", SECOND),
        (f"{FOLDER}@令和5年6月30日", SECOND),
        (f"{FOLDER}@latest", THIRD),
        ("shi/12-priority@previous", SECOND),
        ("白里市@latest", THIRD),
        ("白里　市長@previous", SECOND),
    ],
)
def test_version_is_found_by_its_name(archive: Corpus, key: Key, text: str, day: datetime.date) -> None:
    """People type the shortest thing that is clear."""
    assert (key, day) == archive.resolve(text)


def test_end_of_a_key_begins_at_a_boundary(archive: Corpus) -> None:
    """2-priority is not an abbreviation of 12-priority."""
    assert Key("kurosato-cho", "2", "priority") == archive.find("2-priority")


@pytest.mark.parametrize("text", [FOLDER, "shi/12-priority"])
def test_a_report_that_somebody_took_away_is_still_found_in_the_history(
    archive: Corpus, key: Key, ask: Ask, text: str
) -> None:
    ask("-c", "user.name=a", "-c", "user.email=a@example.jp", "rm", "-rq", FOLDER)
    ask("-c", "user.name=a", "-c", "user.email=a@example.jp", "commit", "-qm", "tidied up")

    assert (key, THIRD) == archive.resolve(f"{text}@latest")
    assert THIRD == archive.named(f"HEAD~1:{text}").published_on


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("12-priority@latest", f"kurosato-cho/12-priority, {FOLDER}"),
        ("黒里町@latest", "kurosato-cho/12-priority, kurosato-cho/2-basic"),
        ("赤里村@latest", "it holds"),
        ("99-basic@latest", "it holds: kurosato-cho/12-priority, kurosato-cho/2-basic"),
        ("../x@latest", "no report"),
        (f"{FOLDER}@2023-07-01", "there are: 2019-10-11, 2023-06-30, 2025-01-14"),
        (f"{FOLDER}@newest", "YYYY-MM-DD"),
        (FOLDER, "KEY@latest"),
        ("@latest", "KEY@latest"),
        ("2-basic@previous", "only one, 2019-10-11"),
    ],
)
def test_unclear_name_is_refused_with_what_could_be_meant(archive: Corpus, text: str, says: str) -> None:
    """The next try must succeed without another command."""
    with pytest.raises(CorpusError, match=says.replace("(", r"\(")):
        archive.resolve(text)


def test_long_list_of_candidates_is_cut(corpus: Corpus, make_version: Make) -> None:
    """An archive has thousands of reports; an error has one line."""
    for number in range(15):
        corpus.add(make_version(key=Key("kurosato-cho", str(number), "basic")))

    with pytest.raises(CorpusError, match="and 3 more"):
        corpus.find("99-basic")


def test_unknown_version_is_not_read(corpus: Corpus, versions: list[Version], key: Key) -> None:
    """The nearest version is not the version."""
    with pytest.raises(CorpusError, match="empty"):
        corpus.read(key, FIRST)
    corpus.add(versions[0])

    with pytest.raises(CorpusError, match="there are: 2019-10-11"):
        corpus.read(key, SECOND)
