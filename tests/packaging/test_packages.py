"""What is handed out holds all that is needed, and works where nothing of the source tree is."""

import json
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import BARE, ROOT, run

pytestmark = [pytest.mark.packaging, pytest.mark.slow]

PRIORITY = ROOT / "corpus" / "sumihara-shi" / "8-priority"
EXTRAS = ("docx", "h11", "pyarrow", "python_multipart", "starlette", "uvicorn")
"""Libraries of extras, which a bare installation lacks."""

IMPORT_ALL = f"""
import importlib, pkgutil, sys
import shinkyu
sys.argv = ["shinkyu", "--version"]
for module in pkgutil.walk_packages(shinkyu.__path__, "shinkyu."):
    if module.name == "shinkyu.__main__":
        continue
    try:
        importlib.import_module(module.name)
    except ModuleNotFoundError as error:
        if error.name not in {EXTRAS!r}:
            raise
print(shinkyu.__file__)
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with two versions of a report."""
    here = tmp_path / "desk"
    here.mkdir()
    for name in ("2022-06-30.pdf", "2025-07-31.xlsx", "2025-07-31.txt"):
        shutil.copy(PRIORITY / name, here)
    return here


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that is empty at first; what one test left is there for the next, as in an office."""
    return tmp_path_factory.mktemp("home")


def _members(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_wheel_of_the_sdist_is_that_of_the_source_tree(wheel: Path, wheel_of_the_tree: Path) -> None:
    assert _members(wheel) == _members(wheel_of_the_tree)


def test_the_wheel_holds_every_file_of_the_package_and_its_types(wheel: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "src/shinkyu"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    files = {name.removeprefix("src/") for name in tracked.split("\0") if name}

    assert "shinkyu/py.typed" in files
    assert files <= set(_members(wheel))


def test_the_sdist_holds_sources_tests_examples_and_pages_and_nothing_that_was_built(wheel: Path) -> None:
    with tarfile.open(next(wheel.parent.glob("*.tar.gz"))) as package:
        names = {name.partition("/")[2] for name in package.getnames()}

    for name in ("tox.ini", "LICENSE", "tests/test_golden.py", "corpus/README.md", "docs/conf.py", "README.md"):
        assert name in names
    command = ("git", "ls-files", "--cached", "--others", "--exclude-standard")
    tracked = run(*command, folder=ROOT, home=ROOT).splitlines()
    assert {name for name in names if "." in name} - {"PKG-INFO"} <= {*tracked, ".ci"}


def test_every_module_is_found_in_the_wheel_with_what_it_imports(installed: Path, desk: Path, home: Path) -> None:
    file = run(installed / "python", "-c", IMPORT_ALL, folder=desk, home=home)

    assert Path(file.strip()).is_relative_to(installed.parent)


@pytest.fixture(params=["wheel", "pyz"])
def shinkyu(request: pytest.FixtureRequest, desk: Path, home: Path) -> Callable[..., str]:
    """Run shinkyu as it was handed out, in a folder outside the source tree, with an empty home."""
    program = (
        [request.getfixturevalue("installed") / "shinkyu"]
        if request.param == "wheel"
        else [sys.executable, "-P", "-s", request.getfixturevalue("pyz")]
    )

    def call(*arguments: object, code: int = 0, folder: Path = desk) -> str:
        return run(*program, *arguments, folder=folder, home=home, code=code)

    return call


def test_what_is_handed_out_shows_its_tour(shinkyu: Callable[..., str]) -> None:
    assert "表に記載のない変更" in shinkyu("demo")


def test_an_installation_brings_its_man_page(installed: Path) -> None:
    assert (installed.parent / "share" / "man" / "man1" / "shinkyu.1").is_file()


def test_an_installation_knows_its_extras(installed: Path, desk: Path, home: Path) -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    told = json.loads(run(installed / "shinkyu", "doctor", "--format", "json", folder=desk, home=home))
    extras = next(check["found"] for check in told["checks"] if check["name"] == "extras")

    assert extras == [f"{name}=" for name in sorted(pyproject["project"]["optional-dependencies"])]


def test_what_is_handed_out_reads_compares_and_writes(shinkyu: Callable[..., str], desk: Path) -> None:
    report = shinkyu("check", "2025-07-31.xlsx", "--against", "2022-06-30.pdf", code=1)
    shinkyu("check", "2025-07-31.xlsx", "--against", "2022-06-30.pdf", "--format", "html", "-o", "report.html", code=1)
    shinkyu("table", "2022-06-30.pdf", "2025-07-31.xlsx", "--format", "xlsx", "-o", "table.xlsx")

    assert "表に記載のない変更 1（うち※ 1）" in report
    assert "対象となる本人の範囲" in (desk / "report.html").read_text(encoding="utf-8")
    assert zipfile.is_zipfile(desk / "table.xlsx")


def test_programs_use_an_installation(installed: Path, desk: Path, home: Path) -> None:
    program = """
import shinkyu
old, new = shinkyu.parse("2022-06-30.pdf"), shinkyu.parse("2025-07-31.xlsx")
print(len(shinkyu.diff(old, new)), *(change.item for change in shinkyu.check(new, against=old).undeclared))
print(shinkyu.Corpus.init("archive").add("2025-07-31.txt", agency="sumihara-shi").key)
"""
    said = run(installed / "python", "-c", program, folder=desk, home=home)

    assert "28 pi_file.basics.scope\nsumihara-shi/8-priority\n" == said


def test_what_is_handed_out_keeps_versions_and_serves_git(shinkyu: Callable[..., str], desk: Path, home: Path) -> None:
    shinkyu("corpus", "init", "archive")
    shinkyu("corpus", "add", "2025-07-31.txt", "--corpus", "archive", "--agency", "sumihara-shi")
    archive = desk / "archive"
    shinkyu("hooks", "install", folder=archive)
    document = archive / "sumihara-shi" / "8-priority" / "document.json"
    text = document.read_text(encoding="utf-8").replace("介護保険に関する事務", "介護保険の事務", 1)
    document.write_text(text, encoding="utf-8")

    shown = run("git", "diff", folder=archive, home=home)

    assert "修正 表紙 評価書名" in shown


def test_the_one_file_serves_pages_and_writes_word_files(pyz: Path, desk: Path, home: Path) -> None:
    """An office without network cannot add an extra."""
    program = [sys.executable, "-P", "-s", pyz]
    words = ("--layout", "comparison", "--format", "docx", "-o", "table.docx")
    run(*program, "table", "2022-06-30.pdf", "2025-07-31.xlsx", *words, folder=desk, home=home)
    server = subprocess.Popen(
        [*map(str, program), "serve", "--port", "0"],
        cwd=desk,
        env=BARE | {"HOME": str(home)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stderr
        address = next(found[0] for line in server.stderr if (found := re.findall(r"http://\S+", line)))
        with urllib.request.urlopen(address, timeout=30) as answer:
            page = answer.read().decode()
    finally:
        server.kill()
        server.wait()

    assert zipfile.is_zipfile(desk / "table.docx")
    assert "<html" in page
