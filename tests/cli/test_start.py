"""What a command needs to start: a person who types <TAB> or ``--help`` does not wait for a dictionary."""

import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from shinkyu import __version__
from shinkyu.cli import main
from shinkyu.cli.lazy import Lazy, LazyGroup
from shinkyu.forms.editions import editions
from shinkyu.text.tokenise import dictionary_version

HEAVY = {
    "sudachipy", "numpy", "rapidfuzz", "pypdfium2", "openpyxl", "xlrd", "docx", "pyarrow", "git", "jinja2",
    "jsonpatch", "msgspec", "sqlite3", "tomllib", "xml", "http", "socket", "asyncio",
}  # fmt: skip
"""Libraries that take longer to load than such an answer may take, and all that speaks to a network."""

NEEDED = {"msgspec", "tomllib", "xml", "rapidfuzz", "socket"}
"""By reading and comparing; the library that tells versions of libraries loads the one for addresses of mail."""

PROGRAM = """
import atexit, sys
from shinkyu.cli import main
atexit.register(lambda: print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr))
main(prog_name="shinkyu")
"""


def ended(*arguments: object, **environment: str) -> tuple[str, set[str]]:
    """Return what a command writes and the libraries that are loaded when it has ended."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return done.stdout, set(done.stderr.split())


@pytest.mark.parametrize(
    "words", ["", "diff", "check", "table", "corpus", "corpus log", "corpus add", "corpus search", "corpus blame"]
)
def test_help_needs_no_library_but_the_one_for_commands(words: str) -> None:
    text, libraries = ended(*words.split(), "--help")

    assert f"Usage: {' '.join(['shinkyu', *words.split()])} [OPTIONS]" in text
    assert set() == libraries & HEAVY


def test_the_version_needs_no_library_but_the_one_for_commands() -> None:
    text, libraries = ended("--version")

    first, dictionary, forms = text.splitlines()
    assert f"shinkyu, version {__version__}" == first
    assert f"dictionary: {dictionary_version()}" == dictionary
    assert all(f"{form} (" in forms and edition in forms for form, edition in editions())
    assert set() == libraries & HEAVY


def test_the_version_of_the_dictionary_is_what_its_installation_records() -> None:
    """The quick way must not tell of another one than the slow and certain way."""
    certain = ", ".join(f"{name} {metadata.version(name)}" for name in ("sudachidict_core", "sudachipy"))

    assert certain == dictionary_version()


@pytest.mark.parametrize("line", ["di", "diff --fo", "corpus lo", "table --style"])
def test_completion_needs_no_library_but_the_one_for_commands(line: str) -> None:
    asked = {"COMP_WORDS": f"shinkyu {line}", "COMP_CWORD": str(len(line.split()))}
    text, libraries = ended(**asked, _SHINKYU_COMPLETE="bash_complete")

    assert f",{line.split()[-1]}" in text
    assert set() == libraries & HEAVY


def test_equal_texts_are_known_to_be_equal_without_reading_them(priority: list[Path], tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(priority[2].read_bytes())

    text, libraries = ended("diff", priority[2], copy)

    assert "変更はありません。" in text
    assert set() == libraries & HEAVY


def test_diff_of_equal_texts_names_both_and_says_so(shinkyu: Run, priority: list[Path], tmp_path: Path) -> None:
    copy = tmp_path / "写し.txt"
    copy.write_bytes(priority[2].read_bytes())
    said = shinkyu("diff", priority[2], copy)

    assert 0 == said.code
    assert f"旧: {priority[2]}\n新: {copy}\n二つのファイルは1バイトも違いません。変更はありません。\n" == said.out


@pytest.mark.parametrize("text", ["今日の天気は晴れ。\n", "", '{"title": "特定個人情報保護評価書"}'])
def test_equal_files_that_are_no_assessment_are_still_refused(text: str, shinkyu: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(text, encoding="utf-8")

    assert 2 == shinkyu("diff", file, file).code


@pytest.mark.parametrize(
    ("words", "says"),
    [("diff {0} {0} --format json", '"changes": []'), ("parse {0}", "評価書名"), ("items {0}", "評価書名")],
)
def test_no_dictionary_is_loaded_where_no_text_changed(words: str, says: str, priority: list[Path]) -> None:
    text, libraries = ended(*(word.format(priority[2]) for word in words.split()))

    assert says in text
    assert set() == libraries & (HEAVY - NEEDED)


def test_texts_are_compared_without_the_libraries_of_other_files(priority: list[Path]) -> None:
    text, libraries = ended("diff", priority[1], priority[2])

    assert "変更" in text
    assert set() == libraries & {"zipfile", "tempfile", "email", "xml", "numpy", "jinja2", "rich"}


def _lazy(group: LazyGroup) -> list[Lazy]:
    found = []
    for command in group.commands.values():
        assert isinstance(command, Lazy)
        found.append(command)
        group_of = command.load()
        if isinstance(group_of, LazyGroup):
            found += _lazy(group_of)
    return found


@pytest.mark.parametrize("lazy", _lazy(main), ids=lambda lazy: lazy.place)
def test_what_the_list_says_of_a_command_are_words_of_its_own_help(lazy: Lazy) -> None:
    command = lazy.load()
    own = iter(re.findall(r"[^\s.:,;]+", command.help or ""))

    assert lazy.name == command.name
    assert [] == [word for word in re.findall(r"[^\s.:,;]+", lazy.help or "") if word not in own]
