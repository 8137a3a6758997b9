"""``shinkyu doctor``: one line a thing, exit code 1 when something needs to be done."""

import json
import os
import subprocess
import sys
from pathlib import Path

from .conftest import Run


def test_where_all_is_well_every_line_says_so(shinkyu: Run) -> None:
    ended = shinkyu("doctor")

    assert ended.code == 0
    assert not ended.err
    heads = [line.split(":")[0] for line in ended.out.splitlines()[1:] if not line.startswith(" ")]
    assert heads == [f"正常 {name}" for name in ("Python", "git", "辞書", "様式", "上限", "追加機能", "集成")]
    assert "priority/2018-05" in ended.out


def test_json_says_the_same_for_a_program(shinkyu: Run) -> None:
    whole = json.loads(shinkyu("doctor", "--format", "json").out)

    assert (whole["schema"], whole["ok"]) == ("shinkyu/doctor/1", True)
    assert [check["name"] for check in whole["checks"] if check["ok"]] == [
        "python", "git", "dictionary", "forms", "limits", "extras", "corpus",
    ]  # fmt: skip


def test_a_limit_that_is_no_number_is_trouble(shinkyu: Run) -> None:
    ended = shinkyu("doctor", "--lang", "en", SHINKYU_LIMIT_PAGES="many")

    assert ended.code == 1
    assert "TROUBLE limits: SHINKYU_LIMIT_PAGES is no whole number" in ended.out


def test_without_git_it_says_so_and_what_needs_it(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "shinkyu", "doctor", "--lang", "en"],
        env={**os.environ, "PATH": str(tmp_path), "HOME": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        check=False,
        text=True,
    )

    assert ended.returncode == 1
    assert "TROUBLE git: no git was found; a corpus and hooks need git 2.32 or newer" in ended.stdout


def test_a_corpus_with_a_file_that_was_changed_by_hand_is_in_trouble(
    shinkyu: Run, priority: list[Path], tmp_path: Path
) -> None:
    shinkyu("corpus", "init", "archive")
    shinkyu("corpus", "add", "--corpus", "archive", priority[0], "--agency", "sumihara-shi")
    before = shinkyu("doctor", "--corpus", "archive", "--lang", "en")
    archive = tmp_path / "archive"
    document = archive / "sumihara-shi" / "8-priority" / "document.json"
    document.write_text("{}", encoding="utf-8")
    git = ["git", "-C", str(archive), "-c", "user.name=a", "-c", "user.email=a@example.jp"]
    subprocess.run([*git, "commit", "-qam", "by hand"], check=True)
    after = shinkyu("doctor", "--corpus", "archive", "--lang", "en")

    assert before.code == 0
    assert after.code == 1
    assert "`shinkyu corpus verify` says which" in " ".join(after.out.split())
