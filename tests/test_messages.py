"""Whatever the program says exists in English and Japanese, and is said in the language of its reader."""

import errno
import os
import pickle
import re
import string
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import read_mo

from catalogue import BORROWED, OURS, PLACE, SOURCE, errors, has_words, helps, read, uses
from shinkyu.errors import CorpusError, LimitError, SourceError
from shinkyu.limits import beyond
from shinkyu.messages import Message, joined, message
from shinkyu.sources.child import broken_off, refused, taken

MADE_OTHERWISE = {"cli/helping.py", "cli/output.py", "errors.py", "messages.py", "web/serving.py"}
"""Modules that hand on a template: their callers are looked at."""


SIGNS = {" and ", ", ", "; ", "Python", "git", "~/.gitconfig", "{name} is {error}"}
"""Of which the Japanese has no words."""

OTHER_WORDS = {
    "コーパス": "集成",
    "未読": "欠落",
    "指摘": "気付き",
    "再読取り": "再抽出",
    "リポジトリー": "リポジトリ",
    "フォルダ": "フォルダー",
    "ブラウザ": "ブラウザー",
}
"""Words of which the glossary, or what is said elsewhere, has another one."""


def _japanese() -> dict[str, str]:
    return {str(entry.id): str(entry.string) for entry in read(OURS) if entry.id}


def _english() -> set[str]:
    said = {use.template for use in uses() if use.template is not None and has_words(use.template)}
    return said | {text for _, text in helps()}


def test_what_is_said_stands_whole_in_the_code() -> None:
    assert [] == [use for use in uses() if use.template is None and use.path not in MADE_OTHERWISE]


def test_every_place_of_a_message_is_filled_and_nothing_else() -> None:
    told = [use for use in uses() if use.template is not None and use.filled is not None]

    assert [] == [use for use in told if set(PLACE.findall(use.template or "")) != use.filled]


def test_nothing_but_names_stands_in_braces() -> None:
    """A message is no format string: ``{n:,}`` would be shown as it stands."""
    assert [] == [text for text in _english() if re.search("[{}]", PLACE.sub("", text))]


def test_every_message_exists_in_japanese() -> None:
    assert set() == {text for text in _english() if not _japanese().get(text)}


def test_the_catalogue_holds_nothing_that_is_not_said() -> None:
    assert set() == set(_japanese()) - _english()


@pytest.mark.parametrize("path", [OURS, BORROWED], ids=lambda path: path.stem)
def test_both_languages_fill_in_the_same(path: Path) -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    plain = [entry for entry in read(path) if entry.id and isinstance(entry.id, str)]

    assert {} == {e.id: e.string for e in plain if places(str(e.id)) != places(str(e.string))}


def test_japanese_is_japanese_and_keeps_commands_and_options() -> None:
    signs = re.compile(r"`[^`]*`|--[a-z-]+|SHINKYU_[A-Z]+|[A-Z]{4,}@[A-Z]+")
    pairs = [(en, ja) for en, ja in _japanese().items() if en not in SIGNS]

    assert [] == [ja for _, ja in pairs if not re.search("[ぁ-んァ-ヶ一-龠]", ja)]
    assert [] == [ja for en, ja in pairs if set(signs.findall(en)) - set(signs.findall(ja))]


@pytest.mark.parametrize("word", OTHER_WORDS)
def test_one_thing_has_one_word(word: str) -> None:
    """Whoever reads 集成 on a page and コーパス in the help looks for two things."""
    pages = [path.read_text("utf-8") for path in SOURCE.rglob("words.toml")]

    assert [] == [text for text in (*_japanese().values(), *pages) if re.search(f"{word}(?!ー)", text)]


@pytest.mark.parametrize("path", [OURS, BORROWED], ids=lambda path: path.stem)
def test_the_compiled_catalogue_is_what_the_readable_one_says(path: Path) -> None:
    """``python tests/catalogue.py`` compiles both."""
    mo = path.with_suffix(".mo")
    with mo.open("rb") as file:
        shipped = read_mo(file)

    def said(catalogue: Catalog) -> dict[str, str]:
        """By the first form of each: the others are not read back."""
        return {e.id if isinstance(e.id, str) else e.id[0]: "".join(e.string) for e in catalogue if e.id}

    assert said(read(path)) == said(shipped)


def test_reasons_of_the_system_are_those_of_the_system() -> None:
    text = BORROWED.read_text(encoding="utf-8").partition("#. reasons of the C library\n")[2]
    reasons = set(re.findall(r'^msgid "(.+)"$', text, re.MULTILINE))

    assert {"Name or service not known"} == reasons - {os.strerror(number) for number in errno.errorcode}


def test_an_error_is_english_as_text_and_says_the_same_in_japanese() -> None:
    error = SourceError("{path} cannot be read ({why})", path="a.pdf", why=PermissionError(13, "Permission denied"))

    assert "a.pdf cannot be read (Permission denied)" == str(error)
    assert "a.pdf を読めません（権限がありません）" == error.said.line("ja")


def test_an_error_in_an_error_is_said_in_the_same_language() -> None:
    inner = beyond(message("{name} has {n} pages", name="a.pdf", n="9,999"), "pages")
    outer = CorpusError("recorded, but {error}; `shinkyu corpus sign` tries again", error=inner)

    assert "記録しましたが、a.pdf は9,999ページあります（限度: SHINKYU_LIMIT_PAGES=1000）" in outer.said.line("ja")


def test_what_is_filled_in_is_no_template() -> None:
    said = message("{name} is empty", name="{name} {0} {x.__class__}")

    assert "{name} {0} {x.__class__} is empty" == str(said)
    assert "{name} {0} {x.__class__} は空です" == said.said("ja")


def test_a_name_of_several_lines_makes_one_line() -> None:
    assert "a b は空です" == message("{name} is empty", name="a\nb").line("ja")


def test_several_messages_are_one() -> None:
    said = joined([message("{n} skipped", n=1), message("{n} skipped", n=2), message("versions")], "; ")

    assert "1 skipped; 2 skipped; versions" == str(said)
    assert "読み飛ばし 1件、読み飛ばし 2件、版" == said.said("ja")


def test_an_error_keeps_its_message_on_its_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(LimitError("{name} is empty", name="a.txt")))

    assert LimitError is type(error)
    assert ("a.txt is empty", "a.txt は空です") == (str(error), error.said.line("ja"))


def test_a_reader_sends_what_it_says_in_both_languages() -> None:
    with pytest.raises(SourceError) as caught:
        taken(refused(SourceError("{name} is empty", name="町.txt")), "町.txt")

    assert "町.txt は空です" == caught.value.said.line("ja")


@pytest.mark.parametrize(
    "said",
    [Message("x" * 501), Message("{a}" * 9, {"a": "x"}), Message("{a}", dict.fromkeys("abcdefghi", "x"))],
    ids=["long", "many places", "many values"],
)
def test_what_a_reader_sends_cannot_grow(said: Message) -> None:
    with pytest.raises(SourceError) as caught:
        taken(refused(SourceError.saying(said)), "a.pdf")

    assert str(broken_off("a.pdf", 0)) == str(caught.value)


def test_a_long_value_that_a_reader_sends_is_cut_off() -> None:
    with pytest.raises(SourceError) as caught:
        taken(refused(SourceError("{name} is empty", name="x" * 10_000)), "a.pdf")

    assert 500 + len(" is empty") == len(str(caught.value))


def test_every_error_takes_a_message() -> None:
    assert {"SourceError", "LimitError", "CorpusError", "FormError", "BatchError", "HookError"} < errors()
