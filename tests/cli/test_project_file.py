"""What a project file leaves out is left out, and told."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

SCOPE = ["Ⅱ", "2", "③対象となる本人の範囲"]
ASIDE = '[[ignore]]\naddress = ["Ⅱ", "2", "③対象となる本人の範囲"]\nreason = "別に公表しているため"\n'


@pytest.fixture
def beside(tmp_path: Path, priority: list[Path]) -> list[Path]:
    """The newest two example versions in a folder of their own, where a project file may stand."""
    folder = tmp_path / "case" / "versions"
    folder.mkdir(parents=True)
    copies = [folder / path.name for path in priority[1:]]
    for path, copy in zip(priority[1:], copies, strict=True):
        copy.write_bytes(path.read_bytes())
    return copies


def test_a_change_set_aside_is_listed_with_its_reason_and_counts_no_more(shinkyu: Run, beside: list[Path]) -> None:
    before = json.loads(shinkyu("check", beside[1], "--against", beside[0], "--format", "json").out)
    (beside[0].parent / "shinkyu.toml").write_text(ASIDE, encoding="utf-8")

    after = json.loads(shinkyu("check", beside[1], "--against", beside[0], "--format", "json").out)
    text = shinkyu("check", beside[1], "--against", beside[0]).out

    assert [SCOPE] == [change["new"]["address"] for change in before["undeclared"]]
    assert [] == after["undeclared"]
    assert [(SCOPE, "別に公表しているため")] == [
        (change["new"]["address"], each["rule"]["reason"]) for each in after["ignored"] for change in each["changes"]
    ]
    assert [row["verdict"] for row in before["declared"]] == [row["verdict"] for row in after["declared"]]
    unfolded = "".join(line.strip() for line in text.splitlines())
    assert "Ⅱ 2 ③対象となる本人の範囲）: 別に公表しているため" in unfolded
    english = shinkyu("check", beside[1], "--against", beside[0], "--lang", "en").out
    assert "left out: Ⅱ 2 ③対象となる本人の範囲, changes 1" in english
    assert "除外" not in english


def test_diff_loses_no_change_in_any_format(shinkyu: Run, beside: list[Path]) -> None:
    whole = json.loads(shinkyu("diff", *beside, "--format", "json").out)
    patch = shinkyu("diff", *beside, "--format", "patch").out
    project = beside[0].parent.parent / "shinkyu.toml"
    project.write_text(ASIDE, encoding="utf-8")

    found = json.loads(shinkyu("diff", *beside, "--format", "json").out)
    lines = [json.loads(line) for line in shinkyu("diff", *beside, "--format", "jsonl").out.splitlines()]

    apart = [change for each in found["selection"]["ignored"] for change in each["changes"]]

    assert {c["id"] for c in whole["changes"]} == {c["id"] for c in (*found["changes"], *apart)}
    assert SCOPE not in [(c["new"] or c["old"])["address"] for c in found["changes"]]
    assert {c["id"] for c in whole["changes"]} == {c["id"] for c in lines}
    assert patch == shinkyu("diff", *beside, "--format", "patch").out
    for format in ("text", "md"):
        assert "別に公表しているため" in shinkyu("diff", *beside, "--format", format).out


def test_diff_of_nothing_but_what_is_set_aside_exits_0_and_says_so(shinkyu: Run, beside: list[Path]) -> None:
    project = beside[0].parent / "all.toml"
    parts = ("表紙", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "別添1")
    project.write_text(
        "".join(f'[[ignore]]\naddress = ["{part}"]\nreason = "例"\n' for part in parts), encoding="utf-8"
    )

    ended = shinkyu("diff", *beside, "--project", project)

    assert 0 == ended.code
    assert "該当する変更はありません。" in ended.out
    assert 7 == ended.out.count("除外した変更: ")


def test_a_rule_that_is_off_is_counted(shinkyu: Run, tmp_path: Path, all_item: list[Path]) -> None:
    project = tmp_path / "mine.toml"
    project.write_text('[findings]\nbroken-chain = "off"\n', encoding="utf-8")
    arguments = ("check", all_item[2], "--against", all_item[1])

    rules = [f["rule"] for f in json.loads(shinkyu(*arguments, "--format", "json").out)["findings"]]
    ended = json.loads(shinkyu(*arguments, "--format", "json", SHINKYU_PROJECT=str(project)).out)
    text = shinkyu(*arguments, "--project", project).out

    assert "broken-chain" in rules
    assert [rule for rule in rules if rule != "broken-chain"] == [f["rule"] for f in ended["findings"]]
    assert {"broken-chain": rules.count("broken-chain")} == ended["switched_off"]
    assert f"broken-chain {rules.count('broken-chain')}" in text


def test_the_table_is_written_in_the_manner_that_is_settled(shinkyu: Run, beside: list[Path]) -> None:
    (beside[0].parent / "shinkyu.toml").write_text('[table]\npath = "quoted"\ndate = "slashes"\n', encoding="utf-8")

    rows = json.loads(shinkyu("table", *beside, "--format", "json").out)["rows"]

    assert rows
    assert all("」-「" in row["item"] for row in rows)
    assert {"2025/7/31"} == {row["date_text"] for row in rows}


@pytest.mark.parametrize("command", ["diff", "table", "check"])
def test_a_bad_project_file_ends_in_one_line(shinkyu: Run, beside: list[Path], command: str) -> None:
    (beside[0].parent / "shinkyu.toml").write_text("[finding]\n", encoding="utf-8")

    ended = shinkyu(command, beside[1]) if command == "check" else shinkyu(command, *beside)

    assert (2, "") == (ended.code, ended.out)
    assert 1 == ended.err.count("\n")
    assert "shinkyu.toml: Object contains unknown field `finding`" in ended.err


def test_a_project_file_that_is_not_there_is_named(shinkyu: Run, priority: list[Path]) -> None:
    ended = shinkyu("check", priority[0], "--project", "nowhere.toml")

    assert (2, "shinkyu: the project file nowhere.toml cannot be read (No such file or directory)\n") == (
        ended.code,
        ended.err,
    )
