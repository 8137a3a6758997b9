"""``shinkyu rewind``, and the canonical JSON as input of every command."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run


def test_check_reads_what_rewind_writes(shinkyu: Run, tmp_path: Path, priority: list[Path]) -> None:
    old = tmp_path / "old.json"
    assert 0 == shinkyu("rewind", priority[2], "-o", old).code

    ended = shinkyu("check", priority[2], "--against", old, "--format", "json")
    shape = json.loads(ended.out)
    report = shinkyu("rewind", priority[2], "--format", "report").out

    assert {"to": "2022-06-30", "source_sha256": shape["new"]["sha256"]} == shape["old"]["reconstructed"]
    assert "復元した版（公表されたものではありません）" in shinkyu("check", priority[2], "--against", old).out
    assert "2022-06-30より後の行 26: 元に戻した行 25、戻せない行 1" in report
    assert "以前の記載が不明な項目（1件）" in report
    assert max(map(_columns, report.splitlines())) <= 80


def _columns(line: str) -> int:
    return sum(1 + (ord(char) > 0x2E7F) for char in line)


def test_rewind_to_a_day_undoes_every_later_day(shinkyu: Run, priority: list[Path]) -> None:
    shape = json.loads(shinkyu("rewind", priority[2], "--to", "2021-03-26").out)

    assert {"2021-03-26"} == {each["date"]["date"] for each in shape["declared"]}


def test_a_reconstructed_version_is_not_taken_for_a_published_one(
    shinkyu: Run, tmp_path: Path, priority: list[Path]
) -> None:
    old, corpus = tmp_path / "old.json", tmp_path / "corpus"
    shinkyu("rewind", priority[2], "-o", old)
    shinkyu("corpus", "init", corpus)

    ended = shinkyu("corpus", "add", old, "--corpus", corpus)

    assert 2 == ended.code
    assert "reconstructed version that was never published" in ended.err


def test_a_reconstructed_version_is_kept_apart_and_marked(shinkyu: Run, tmp_path: Path, priority: list[Path]) -> None:
    old, corpus = tmp_path / "old.json", tmp_path / "corpus"
    shinkyu("rewind", priority[2], "-o", old)
    shinkyu("corpus", "init", corpus)
    agency = ("--corpus", corpus, "--agency", "sumihara-shi")

    assert 0 == shinkyu("corpus", "add", priority[2], *agency).code
    assert 0 == shinkyu("corpus", "add", old, "--rewound", *agency).code
    lines = [line.split()[1:] for line in shinkyu("corpus", "log", folder=corpus).out.splitlines() if line[0] != " "]
    assert {
        ("2025-07-31", "publication", "sumihara-shi/8-priority"),
        ("2022-06-30", "reconstruction", "sumihara-shi/8-rewound-priority"),
    } == set(map(tuple, lines))
    assert 0 == shinkyu("corpus", "verify", folder=corpus).code


def test_a_published_version_is_not_taken_for_a_reconstructed_one(
    shinkyu: Run, tmp_path: Path, priority: list[Path]
) -> None:
    shinkyu("corpus", "init", tmp_path / "corpus")

    ended = shinkyu("corpus", "add", priority[2], "--rewound", "--corpus", tmp_path / "corpus")

    assert 2 == ended.code
    assert "no reconstructed version" in ended.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--to", "someday"], "--to takes YYYY-MM-DD"),
        (["--to", "2030-01-01"], "declares no change after 2030-01-01"),
    ],
)
def test_a_day_that_cannot_be_reached_ends_in_one_line(
    shinkyu: Run, priority: list[Path], arguments: list[str], words: str
) -> None:
    ended = shinkyu("rewind", priority[2], *arguments)

    assert (2, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
    assert words in ended.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not a canonical document"),
        ('{"schema": "other"}', "not a canonical document"),
        ('{"schema":"shinkyu/document/1","form":"basic","edition":"1999","items":[]}', "1999"),
    ],
)
def test_json_that_is_no_document_ends_in_one_line(shinkyu: Run, tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "some.json"
    path.write_text(text)

    ended = shinkyu("items", path)

    assert (2, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
    assert words in ended.err


def test_a_program_is_told_what_a_reader_is(shinkyu: Run, priority: list[Path]) -> None:
    shape = json.loads(shinkyu("rewind", priority[2], "--format", "report-json").out)

    assert ("shinkyu/rewind/1", "2022-06-30") == (shape["schema"], shape["to"])
    assert [33] == [row["n"] for row in shape["rows"] if not row["undone"]]
    assert [11, 150, 1] == [len(shape["items"][known]) for known in ("certain", "likely", "unknown")]
    assert [["Ⅱ", "4", "委託事項2", "②委託先における取扱者数"]] == shape["items"]["unknown"]
