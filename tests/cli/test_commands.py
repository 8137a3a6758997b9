"""What each command prints, and its exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from tests.cli.conftest import Run

from shinkyu.codec import canonical
from shinkyu.text.width import width


def test_items_prints_one_object_a_line_with_address_state_and_place(shinkyu: Run, priority: list[Path]) -> None:
    ended = shinkyu("items", priority[0], "--format", "jsonl")
    items = [json.loads(line) for line in ended.out.splitlines()]
    published = next(item for item in items if item["id"] == "cover.published_on")

    assert ended.code == 0
    assert ["表紙", "公表日"] == published["address"]
    assert {"date": "2021-03-26", "text": "令和3年3月26日"} == published["value"]
    assert "filled" == published["state"]
    assert published["confidence"] >= 0.95
    assert published["where"]["line"] > 0


def test_parse_prints_the_canonical_json_that_follows_the_published_schema(shinkyu: Run, all_item: list[Path]) -> None:
    ended = shinkyu("parse", all_item[2])

    assert ended.code == 0
    assert ended.out == canonical.dumps(canonical.loads(ended.out))
    jsonschema.validate(json.loads(ended.out), json.loads(canonical.published_schema()))


def test_parse_shows_every_stage(shinkyu: Run, priority: list[Path]) -> None:
    for stage in ("layout", "document", "reading", "declarations"):
        ended = shinkyu("parse", priority[0], "--dump", stage)

        assert (0, "") == (ended.code, ended.err)
        assert json.loads(ended.out)


def test_declared_names_the_item_where_the_value_was_found(shinkyu: Run, priority: list[Path]) -> None:
    rows = [json.loads(line) for line in shinkyu("declared", priority[0], "--format", "jsonl").out.splitlines()]

    assert "value" in {row["targets"][0]["by"] for row in rows if row["directive"]["op"] == "quote"}


def test_declared_prints_rows_as_written_and_as_understood(shinkyu: Run, priority: list[Path]) -> None:
    ended = shinkyu("declared", priority[0], "--format", "jsonl")
    rows = [json.loads(line) for line in ended.out.splitlines()]

    assert [1, 2, 3] == [row["n"] for row in rows]
    assert {"date", "item", "before", "after", "timing", "explanation", "targets", "directive"} <= set(rows[0])
    assert "2021-03-26" == rows[0]["date"]


def test_diff_of_a_version_with_itself_is_empty(shinkyu: Run, priority: list[Path]) -> None:
    ended = shinkyu("diff", priority[2], priority[2], "--format", "json")

    assert ended.code == 0
    assert [] == json.loads(ended.out)["changes"]


def test_diff_names_the_changes_and_the_tools_that_found_them(shinkyu: Run, priority: list[Path]) -> None:
    ended = shinkyu("diff", priority[1], priority[2], "--format", "json")
    shape = json.loads(ended.out)

    assert ended.code == 1
    assert "shinkyu/diff/1" == shape["schema"]
    assert {"shinkyu", "dictionary"} == set(shape["tool"])
    assert "2022-06-30" == shape["old"]["published_on"]
    assert {"id", "op", "class", "material", "old", "new", "before", "after", "spans", "pattern"} <= set(
        shape["changes"][0]
    )


def test_diff_patch_turns_the_old_document_into_the_new(shinkyu: Run, priority: list[Path]) -> None:
    import jsonpatch

    patch = json.loads(shinkyu("diff", priority[1], priority[2], "--format", "patch").out)
    old, new = (json.loads(shinkyu("parse", path).out) for path in priority[1:])

    assert new == jsonpatch.apply_patch(old, patch)


def test_diff_of_some_changes_says_what_it_left_out(shinkyu: Run, priority: list[Path]) -> None:
    whole = json.loads(shinkyu("diff", priority[1], priority[2], "--format", "json").out)["changes"]
    ended = shinkyu("diff", priority[1], priority[2], "--format", "json", "--only", "material,substance")
    shape = json.loads(ended.out)
    chosen = [change for change in whole if change["material"] and change["op"] != "notation"]

    assert chosen == shape["changes"]
    assert {"only": ["material", "substance"], "ignored": [], "hidden": len(whole) - len(chosen)} == shape["selection"]
    assert "表示する変更: material、substance" in shinkyu("diff", *priority[1:], "--only", "material,substance").out


def test_diff_refuses_an_unknown_kind_of_change_and_a_patch_of_some(shinkyu: Run, priority: list[Path]) -> None:
    unknown = shinkyu("diff", *priority[1:], "--only", "unheard")
    patch = shinkyu("diff", *priority[1:], "--only", "material", "--format", "patch")

    assert (2, "", 1) == (unknown.code, unknown.out, unknown.err.count("\n"))
    assert (2, "") == (patch.code, patch.out)


def test_diff_gives_the_same_bytes_twice(shinkyu: Run, all_item: list[Path]) -> None:
    outputs = {shinkyu("diff", all_item[0], all_item[1], "--format", "json").out for _ in range(2)}

    assert 1 == len(outputs)


def test_check_finds_the_slips_of_the_newest_priority_example(shinkyu: Run, priority: list[Path]) -> None:
    """The example holds one undeclared ※ change and one row that was not applied, on purpose."""
    ended = shinkyu("check", priority[2], "--against", priority[1], "--format", "json")
    shape = json.loads(ended.out)
    contradicted = [row["n"] for row in shape["declared"] if row["verdict"] == "contradicted"]
    undeclared = [change["new"]["address"] for change in shape["undeclared"]]

    assert ended.code == 1
    assert [["Ⅱ", "2", "③対象となる本人の範囲"]] == undeclared
    assert [33] == contradicted
    assert [] == shape["partial"]


def test_check_finds_the_broken_chain_of_the_newest_all_item_example(shinkyu: Run, all_item: list[Path]) -> None:
    """The example holds one row whose 変更前 does not continue the earlier row, on purpose."""
    ended = shinkyu("check", all_item[2], "--against", all_item[1], "--format", "json")
    shape = json.loads(ended.out)
    broken = [finding["n"] for finding in shape["findings"] if finding["rule"] == "broken-chain"]

    assert ended.code == 1
    assert [56] == broken
    assert [] == shape["undeclared"]


def test_check_without_an_older_version_gives_every_row_one_verdict(shinkyu: Run, all_item: list[Path]) -> None:
    shape = json.loads(shinkyu("check", all_item[2], "--format", "json").out)

    assert list(range(1, 61)) == [row["n"] for row in shape["declared"]]
    assert [] == shape["undeclared"]
    assert shape["old"] is None


def test_a_version_comes_from_standard_input(shinkyu: Run, priority: list[Path]) -> None:
    ended = shinkyu("diff", "-", priority[0], stdin=priority[0].read_bytes())

    assert ended.code == 0


def test_an_option_can_come_from_the_environment(shinkyu: Run, priority: list[Path]) -> None:
    ended = shinkyu("diff", priority[0], priority[0], SHINKYU_DIFF_FORMAT="json")

    assert [] == json.loads(ended.out)["changes"]


def test_an_output_file_is_written_whole(shinkyu: Run, tmp_path: Path, priority: list[Path]) -> None:
    ended = shinkyu("parse", priority[0], "-o", tmp_path / "out.json")

    assert (0, "", "") == ended
    assert canonical.loads((tmp_path / "out.json").read_bytes())


def test_colours_are_off_where_the_output_is_no_terminal(shinkyu: Run, priority: list[Path]) -> None:
    assert "\x1b[" not in shinkyu("diff", priority[0], priority[1]).out
    assert "\x1b[" in shinkyu("diff", priority[0], priority[1], "--color", "always").out


def test_terminal_escapes_in_a_document_are_shown_not_obeyed(
    shinkyu: Run, tmp_path: Path, priority: list[Path]
) -> None:
    text = priority[0].read_text(encoding="utf-8").replace("令和3年3月26日", "令和3年3月26日\x9b31m", 1)
    hostile = tmp_path / "hostile.txt"
    hostile.write_text(text, encoding="utf-8")

    ended = shinkyu("items", hostile)

    assert "\x9b" not in ended.out


def test_demo_shows_the_three_slips_and_a_table(shinkyu: Run) -> None:
    ended = shinkyu("demo")

    assert (0, "") == (ended.code, ended.err)
    assert "※ Ⅱ 2 ③対象となる本人の範囲" in ended.out
    assert "不一致: 第33行" in ended.out
    assert "第56行" in ended.out
    assert "変更後の記載" in ended.out


def test_help_keeps_its_paragraphs_and_prints_no_control_characters(shinkyu: Run) -> None:
    ended = shinkyu("--help")

    assert 0 == ended.code
    assert "\b" not in ended.out
    assert "\\b" not in ended.out


def test_a_reader_that_closes_the_pipe_is_no_failure(priority: list[Path]) -> None:
    command = [sys.executable, "-m", "shinkyu", "items", str(priority[0])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        error = process.stderr.read()

    assert (0, b"") == (process.returncode, error)


def test_an_output_file_keeps_its_mode_and_a_link_stays_a_link(
    shinkyu: Run, tmp_path: Path, priority: list[Path]
) -> None:
    target, link = tmp_path / "real.json", tmp_path / "link.json"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)

    ended = shinkyu("parse", priority[0], "-o", link)

    assert 0 == ended.code
    assert link.is_symlink()
    assert 0o640 == target.stat().st_mode & 0o777
    assert canonical.loads(target.read_bytes())


def test_versions_of_two_reports_or_in_the_wrong_order_are_compared_with_a_note(
    shinkyu: Run, tmp_path: Path, priority: list[Path]
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(priority[1].read_text(encoding="utf-8").replace("\n8\t介護", "\n9\t介護", 1), encoding="utf-8")

    assert "評価書番号" in shinkyu("diff", priority[0], other).err
    assert "wrong way round" in shinkyu("diff", priority[1], priority[0]).err
    assert "" == shinkyu("diff", priority[0], priority[1]).err


@pytest.mark.real
@pytest.mark.parametrize("document", ["000", "004"])
def test_the_same_file_gives_the_same_json_in_every_process(shinkyu: Run, seeds: Path, document: str) -> None:
    """Python orders sets by a number drawn for each process."""
    path = next(seeds.glob(f"{document}_*.txt"))

    assert 1 == len({shinkyu("parse", path, PYTHONHASHSEED=str(n)).out for n in range(1, 4)})


def test_a_closed_stream_and_a_full_disk_are_bad_input_not_a_bug(priority: list[Path]) -> None:
    command = f"{sys.executable} -m shinkyu items"
    for line, word in (
        (f"{command} - <&-", "standard input is closed"),
        (f"{command} {priority[0]} >&-", "standard output is closed"),
        (f"{command} {priority[0]} >/dev/full", "standard output cannot be written"),
        (f"{command} --help >/dev/full", "nothing more can be written"),
    ):
        done = subprocess.run(["sh", "-c", line], capture_output=True, check=False, text=True)

        assert (2, 1) == (done.returncode, done.stderr.count("\n"))
        assert word in done.stderr


def test_an_error_that_nobody_hears_has_its_exit_code() -> None:
    line = f"{sys.executable} -m shinkyu items nowhere.txt 2>/dev/full"

    assert 2 == subprocess.run(["sh", "-c", line], check=False).returncode


def test_without_a_command_the_help_is_shown(shinkyu: Run) -> None:
    ended = shinkyu()

    assert (2, "") == (ended.code, ended.out)
    assert ended.err.startswith("Usage: ")


def test_a_file_name_that_is_no_text_is_read_and_named(shinkyu: Run, tmp_path: Path, priority: list[Path]) -> None:
    named = tmp_path / os.fsdecode(b"\xff.txt")
    named.write_bytes(priority[0].read_bytes())

    ended = shinkyu("check", named, "--format", "json")

    assert 0 == ended.code
    assert json.loads(ended.out)["new"]["source"].endswith("/\ufffd.txt")


def test_check_speaks_the_language_asked_for_or_that_of_the_locale(shinkyu: Run, priority: list[Path]) -> None:
    arguments = ("check", priority[2], "--against", priority[1])
    english = shinkyu(*arguments, "--lang", "en").out
    shape = json.loads(shinkyu(*arguments, "--format", "json").out)

    assert "Another option is chosen." in english
    assert english == shinkyu(*arguments, LC_ALL="en_GB.UTF-8").out == shinkyu(*arguments, SHINKYU_LANG="en").out
    assert "別の選択肢が選ばれています。" in shinkyu(*arguments, LC_ALL="ja_JP.UTF-8").out
    assert "別の選択肢が選ばれています。" in shinkyu(*arguments, "--lang", "ja", LC_ALL="en_GB.UTF-8").out
    assert all(each["why"] and each["why_en"] for each in shape["declared"])


def test_check_tells_a_reviewer_the_summary_then_marked_changes_then_contradictions(
    shinkyu: Run, priority: list[Path]
) -> None:
    text = shinkyu("check", priority[2], "--against", priority[1]).out
    md = shinkyu("check", priority[2], "--against", priority[1], "--format", "md").out
    order = ["変更箇所の行 45", "表に記載のない変更: ※の項目", "不一致（1行）", "後の行で変更（", "確認（"]

    for out in (text, md):
        assert sorted(map(out.index, order)) == [out.index(each) for each in order]
    assert max(map(width, text.splitlines()[2:])) <= 80


@pytest.mark.parametrize(
    ("ending", "place"),
    [("xlsx", "    Ⅰ基本情報!K48\n"), ("pdf", "    p.4 (154,100)-(553,125)\n"), ("txt", "    66行目\n")],
)
def test_items_where_names_the_place_of_each_value(shinkyu: Run, priority: list[Path], ending: str, place: str) -> None:
    ended = shinkyu("items", priority[2].with_suffix(f".{ending}"), "--where")

    line = next(line for line in ended.out.splitlines(keepends=True) if line.startswith("Ⅰ 4 法令上の根拠"))
    assert line + place in ended.out


@pytest.mark.parametrize(("ending", "place"), [("xlsx", "（Ⅰ基本情報!K48）"), ("pdf", "（p.4）")])
def test_diff_and_check_name_the_page_or_the_cell(shinkyu: Run, priority: list[Path], ending: str, place: str) -> None:
    old, new = (path.with_suffix(f".{ending}") for path in priority[1:])

    assert f"Ⅰ 4 法令上の根拠{place}" in shinkyu("diff", old, new).out
    change = next(c for c in json.loads(shinkyu("diff", old, new, "--format", "json").out)["changes"] if c["new"])
    assert {"xlsx": "sheet", "pdf": "box"}[ending] in change["new"]["where"]
    wrong = shinkyu("check", new, "--against", old).out.partition("不一致（1行）")[2]
    assert {"xlsx": "Ⅱ特定個人情報ファイルの概要!", "pdf": "p.6"}[ending] in wrong
