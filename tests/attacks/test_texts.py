"""A document whose texts steer terminals, compute, or run in a browser; names that lead elsewhere."""

import json
import re
import unicodedata
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

import git
import openpyxl
import pytest

from shinkyu.cli import main as command

EXAMPLES = Path(__file__).parents[2] / "corpus" / "sumihara-shi" / "8-priority"
OLD, NEW = EXAMPLES / "2022-06-30.txt", EXAMPLES / "2025-07-31.txt"
COVER = "評価実施機関名\n\n澄原市長\n"
PROGRESS = re.compile(r"\x1b\[(?:\?25[lh]|\d?[AK]|(?:0|32|35|36|90|38;5;\d+)m)")
"""How our own counting on a terminal clears its line and paints its bar; no attack here is one of these."""
STEERING = "\x1b[31m\x1b]0;title\x07\x9b2J\u202e\u2066"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://127.0.0.1/","x")'


class Terminal(TextIOWrapper):
    """A stream that says it is a terminal: what would be taken off a pipe stands in it."""

    def isatty(self) -> bool:
        return True


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


def run(*words: object) -> Ended:
    """Run a command in this process, so that many can be tried."""
    streams = TextIOWrapper(BytesIO(), "utf-8", newline=""), Terminal(BytesIO(), "utf-8", newline="")
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        code = command.main([str(word) for word in words], standalone_mode=False)
    for stream in streams:
        stream.flush()
    out, err = (stream.buffer.getvalue().decode() for stream in streams)  # type: ignore[attr-defined]
    assert "Traceback" not in err
    return Ended(code or 0, out, PROGRESS.sub("", err))


def steers(text: str) -> str:
    """Return the characters of *text* that a terminal or a reader's eye obeys."""
    return "".join(c for c in text if c not in "\n\r\t\ufeff" and unicodedata.category(c) in ("Cc", "Cf"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The canonical JSON of an example with an attack at the beginning of every text."""
    shape = json.loads(run("parse", NEW).out)
    for number, item in enumerate(shape["items"]):
        if item["kind"] in ("text", "list") and item["value"]:
            item["value"][0] = (FORMULA, STEERING, SCRIPT)[number % 3] + item["value"][0]
        elif item["kind"] == "checks":
            item["value"]["notes"] = {option: STEERING + note for option, note in item["value"]["notes"].items()}
    for row in shape["declared"]:
        row["item"] = STEERING + row["item"]
        row["after"] = [FORMULA + SCRIPT + STEERING, *row["after"]]
        row["explanation"] = SCRIPT + STEERING + row["explanation"]
    path = tmp_path_factory.mktemp("hostile") / "new.json"
    path.write_text(json.dumps(shape, ensure_ascii=False))
    return path


TEXTS: list[tuple[str, ...]] = [
    ("items", "NEW"),
    ("items", "NEW", "--where"),
    ("declared", "NEW"),
    ("diff", "OLD", "NEW"),
    ("diff", "OLD", "NEW", "--format", "md"),
    ("diff", "OLD", "NEW", "--format", "html"),
    ("check", "NEW"),
    ("check", "NEW", "--against", "OLD"),
    ("check", "NEW", "--against", "OLD", "--format", "md"),
    ("check", "NEW", "--against", "OLD", "--format", "html"),
    ("table", "OLD", "NEW"),
    ("table", "OLD", "NEW", "--format", "md"),
    ("table", "OLD", "NEW", "--format", "html"),
    ("table", "OLD", "NEW", "--layout", "comparison", "--format", "html"),
]


@pytest.mark.parametrize("words", TEXTS, ids=" ".join)
def test_no_output_for_people_steers_a_terminal(words: tuple[str, ...], hostile: Path) -> None:
    ended = run(*({"OLD": OLD, "NEW": hostile}.get(word, word) for word in words))

    assert ended.code in (0, 1)
    assert "" == steers(ended.out)
    assert "" == steers(ended.err)
    if "html" in words:
        assert SCRIPT not in ended.out
        assert "onerror=alert(1)>" not in ended.out.replace("&gt;", "").replace("&lt;img src=x onerror=alert(1)", "")


def test_a_cell_of_the_change_table_is_never_computed(hostile: Path, tmp_path: Path) -> None:
    rows = run("table", OLD, hostile, "--format", "csv").out
    run("table", OLD, hostile, "--format", "xlsx", "-o", tmp_path / "table.xlsx")
    book = openpyxl.load_workbook(tmp_path / "table.xlsx")
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value]

    assert "=HYPERLINK" in rows
    assert not re.search(r'(?:^|,)"?[\s　]*[=+@]', rows, re.MULTILINE)
    assert any("=HYPERLINK" in str(cell.value) for cell in cells)
    assert {"f"}.isdisjoint(cell.data_type for cell in cells)


def test_a_corpus_shows_hostile_texts_without_obeying_them(tmp_path: Path) -> None:
    corpus, hostile = tmp_path / "corpus", tmp_path / "new.txt"
    hostile.write_text(NEW.read_text("utf-8").replace("。", f"\x9b2J\u202e{SCRIPT}。"))
    assert 0 == run("corpus", "init", corpus).code
    for path in (OLD, hostile):
        assert 0 == run("corpus", "add", path, "--corpus", corpus, "--agency", "sumihara-shi").code
    key = "sumihara-shi/8-priority"

    for words in (
        ("log",),
        ("show", f"{key}@latest", "--format", "text"),
        ("diff", f"{key}@previous", f"{key}@latest"),
        ("check", key),
        ("blame", key),
        ("history", key, "Ⅱ", "2", "③対象となる本人の範囲"),
        ("search", "alert"),
        ("verify",),
    ):
        ended = run("corpus", *words, "--corpus", corpus)
        assert ended.code in (0, 1), ended
        assert "" == steers(ended.out), words
        assert "" == steers(ended.err), words


# ---------------------------------------------------------------------- names


@pytest.mark.parametrize("name", ["\x1b[31mred.txt", "a\nb.txt", "-rf", "--format", "a\x9b2J.txt", "\u202etxt.exe"])
def test_an_odd_name_of_a_file_is_one_harmless_line(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / name).write_text("これは議事録です。")
    monkeypatch.chdir(tmp_path)

    for words in (("items", "--", name), ("check", "--", name), ("items", "--", f"no-{name}"), ("items", name)):
        ended = run(*words)
        assert (2, "") == (ended.code, ended.out)
        assert "" == steers(ended.err)
        assert ended.err.startswith("shinkyu: ")


@pytest.mark.parametrize(
    "agency", ["../../etc", "..", "/etc", "a/b", "-x", "a\x00b", "con", "a\nb", "", "\x1b[31m", "a" * 300]
)
def test_an_agency_that_leads_elsewhere_is_refused(agency: str, tmp_path: Path) -> None:
    corpus = tmp_path / "in" / "corpus"
    run("corpus", "init", corpus)
    before = sorted(path for path in tmp_path.rglob("*") if ".git" not in path.parts)

    ended = run("corpus", "add", NEW, "--corpus", corpus, f"--agency={agency}")

    assert 2 == ended.code
    assert "" == steers(ended.err)
    assert before == sorted(path for path in tmp_path.rglob("*") if ".git" not in path.parts)


@pytest.mark.parametrize("says", ["../../etc", "..", "/etc/passwd", "-rf", "a\x1b[31mb", ".git", "CON"])
def test_a_cover_that_leads_elsewhere_stays_in_the_corpus(says: str, tmp_path: Path) -> None:
    text = NEW.read_text("utf-8")
    assert 1 == text.count(COVER)
    document = tmp_path / "new.txt"
    document.write_text(text.replace(COVER, COVER.replace("澄原市長", says)))
    corpus = tmp_path / "in" / "corpus"
    run("corpus", "init", corpus)

    ended = run("corpus", "add", document, "--corpus", corpus)

    assert ended.code in (0, 2)
    assert "" == steers(ended.out + ended.err)
    assert [corpus] == list((tmp_path / "in").iterdir())
    for path in corpus.rglob("*"):
        if ".git" not in path.parts:
            assert re.fullmatch(r"[a-z0-9.-]+", path.name)


@pytest.mark.parametrize("opened", ['{"items":[', "["])
def test_a_corpus_that_holds_json_nested_deep_says_that_it_is_damaged(
    opened: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "keeper")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "keeper@example.jp")
    corpus = tmp_path / "corpus"
    run("corpus", "init", corpus)
    run("corpus", "add", NEW, "--corpus", corpus, "--agency", "sumihara-shi")
    path = corpus / "sumihara-shi" / "8-priority" / "document.json"
    path.write_text(opened * 100_000)
    repository = git.Repo(corpus)
    message = repository.head.commit.message
    repository.git.commit("-q", "-a", "--amend", "-m", message, "--no-verify")

    for words in (("show", "sumihara-shi/8-priority@latest"), ("check", "sumihara-shi/8-priority")):
        ended = run("corpus", *words, "--corpus", corpus)
        assert 2 == ended.code, ended
        assert 1 == len(ended.err.splitlines())
    assert 1 == run("corpus", "verify", "--corpus", corpus).code
