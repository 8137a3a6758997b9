"""Which language a command speaks: that of ``--lang``, of ``SHINKYU_LANG``, or of the locale."""

from pathlib import Path

import pytest

from .conftest import Run

JA, EN, C = {"LC_ALL": "ja_JP.UTF-8"}, {"LC_ALL": "en_US.UTF-8"}, {"LC_ALL": "C.UTF-8"}
IN_JAPANESE, IN_ENGLISH = "shinkyu: なし.txt はありません\n", "shinkyu: なし.txt does not exist\n"


@pytest.mark.parametrize(
    ("words", "environment", "says"),
    [
        ("items なし.txt", JA, IN_JAPANESE),
        ("items なし.txt", EN, IN_ENGLISH),
        ("items なし.txt", C, IN_ENGLISH),
        ("items なし.txt", {"LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}, IN_ENGLISH),
        ("items なし.txt", {"LC_ALL": "", "LC_MESSAGES": "ja_JP.UTF-8", "LANG": "en_US.UTF-8"}, IN_JAPANESE),
        ("items なし.txt --lang ja", EN, IN_JAPANESE),
        ("--lang ja items なし.txt", EN, IN_JAPANESE),
        ("--lang ja items --lang en なし.txt", JA, IN_ENGLISH),
        ("corpus --lang ja log --corpus .", C, "shinkyu: . は集成ではありません"),
        ("corpus --lang ja log --lang en --corpus .", JA, "shinkyu: . is not a corpus"),
        ("hooks --lang ja install", EN, "は git のリポジトリの中にありません。"),
        ("items なし.txt", {**C, "SHINKYU_LANG": "ja"}, IN_JAPANESE),
        ("items なし.txt --lang=en", {**C, "SHINKYU_LANG": "ja"}, IN_ENGLISH),
        ("items", JA, "shinkyu: 引数がありません: 'FILE'.\n"),
        ("items --lang ja", C, "shinkyu: 引数がありません: 'FILE'.\n"),
        ("items -", JA, "shinkyu: 標準入力 は空です\n"),
        ("git-merge なし.txt b c", JA, IN_JAPANESE),
        ("itms", JA, "shinkyu: 'itms' というコマンドはありません。"),
        ("items --lang fr なし.txt", C, "shinkyu: Invalid value for '--lang': 'fr' is not one of 'ja', 'en'.\n"),
        ("items なし.txt", {**C, "SHINKYU_LANG": "fr"}, "shinkyu: Invalid value for '--lang'"),
        ("diff a b --only material --format patch", JA, "shinkyu: パッチにはすべての変更が入るため、"),
        ("corpus log --corpus .", JA, "shinkyu: . は集成ではありません（.git フォルダーがありません）。"),
        ("hooks install", JA, "は git のリポジトリの中にありません。"),
    ],
)
def test_an_error_is_in_the_language_of_the_reader(
    words: str, environment: dict[str, str], says: str, shinkyu: Run
) -> None:
    ended = shinkyu(*words.split(), **environment)

    assert 2 == ended.code
    assert says in ended.err
    assert 1 == ended.err.count("\n")


@pytest.mark.parametrize("words", ["", "corpus", "table", "batch"])
def test_help_follows_the_locale_headings_and_all(words: str, shinkyu: Run) -> None:
    english, japanese = (shinkyu(*words.split(), "--help", **locale).out for locale in (EN, JA))

    assert ("\nOptions:\n" in english, "\nオプション:\n" in japanese) == (True, True)
    assert japanese == shinkyu("--lang", "ja", *words.split(), "--help", **EN).out


def test_names_for_programs_are_the_same_in_both_languages(shinkyu: Run, priority: list[Path]) -> None:
    said = {lang: shinkyu("items", priority[0], "--format", "jsonl", "--lang", lang).out for lang in ("ja", "en")}

    assert said["ja"] == said["en"] != ""
