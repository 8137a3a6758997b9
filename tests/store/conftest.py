"""Small versions and real repositories, shut off from the person who runs the tests."""

import datetime
import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from git import Git

from shinkyu.files import sha256
from shinkyu.model.document import DateItem, Day, Document, TextItem
from shinkyu.model.reading import Reading
from shinkyu.model.version import Key, Version
from shinkyu.store.corpus import Corpus
from shinkyu.text.wareki import era_text

OFFICES = {"shirosato-shi": "白里市長", "kurosato-cho": "黒里町長", "akasato-mura": "赤里村長"}
FIRST, SECOND, THIRD = (datetime.date(2019, 10, 11), datetime.date(2023, 6, 30), datetime.date(2025, 1, 14))


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that needed the home folder or a git variable would only pass on its author's machine."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in [name for name in os.environ if name.startswith("GIT_") or name == "XDG_CONFIG_HOME"]:
        monkeypatch.delenv(name)


@pytest.fixture
def make_document() -> Callable[..., Document]:
    def make(
        text: str = "年金の裁定", *, agency: str = "白里市長", number: str = "12", day: Day | None = None
    ) -> Document:
        def cover(id: str, label: str, value: str) -> TextItem:
            return TextItem(f"cover.{id}", ("表紙", label), label, "filled", (value,))

        published = DateItem("cover.published_on", ("表紙", "公表日"), "公表日", "filled" if day else "blank", day)
        content = TextItem("work.content", ("Ⅰ", "1", "②事務の内容"), "②事務の内容", "filled", (text, "①～② Ⅱ"))
        return Document(
            schema="shinkyu/document/1",
            form="priority",
            edition="2018-05",
            items=(
                cover("number", "評価書番号", number),
                cover("agency", "評価実施機関名", agency),
                published,
                content,
            ),
        )

    return make


@pytest.fixture
def make_version(key: Key, make_document: Callable[..., Document]) -> Callable[..., Version]:
    def make(
        published_on: datetime.date = FIRST,
        text: str = "年金の裁定",
        *,
        key: Key = key,
        office: str | None = None,
        source: bytes | None = None,
        source_name: str = "評価書 (1).TXT",
    ) -> Version:
        office = OFFICES.get(key.agency, "") if office is None else office
        source = text.encode("cp932") if source is None else source
        return Version(
            key=key,
            published_on=published_on,
            document=make_document(text, agency=office, day=Day(published_on.isoformat(), era_text(published_on))),
            reading=Reading(source_name, sha256(source), "transcribed", ()),
            source=source,
            source_name=source_name,
            engine_version="shinkyu 0.1.0",
            dictionary_version="sudachidict_core 20241021, sudachipy 0.6.9",
        )

    return make


@pytest.fixture
def key() -> Key:
    return Key("shirosato-shi", "12", "priority")


@pytest.fixture
def versions(make_version: Callable[..., Version]) -> list[Version]:
    """Three publications of one report, oldest first."""
    return [make_version(FIRST, "裁定"), make_version(SECOND, "裁定と給付"), make_version(THIRD, "給付")]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus.init(tmp_path / "corpus")[0]


@pytest.fixture
def ask(corpus: Corpus) -> Callable[..., str]:
    """Put a question to git as a person would, past our own code."""
    return lambda *command: str(Git(str(corpus.folder)).execute(["git", *command]))


@pytest.fixture
def in_another_process() -> Callable[[Callable[[], object]], multiprocessing.process.BaseProcess]:
    """Run an action in a process of its own and return the process when it has ended."""

    def run(action: Callable[[], object]) -> multiprocessing.process.BaseProcess:
        process = multiprocessing.get_context("fork").Process(target=action)
        process.start()
        process.join()
        return process

    return run
