"""What the pages say must be so."""

import re
import sys
import tomllib
from pathlib import Path
from typing import get_args

import click
import pytest

import shinkyu
from shinkyu.cli import exit_codes, main
from shinkyu.cli.lazy import every_command
from shinkyu.limits import limits
from shinkyu.model.report import RuleName
from shinkyu.reconcile.findings import RULES
from shinkyu.reconcile.messages import catalogue

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "docs" / "_ext"))

import made_pages  # noqa: E402
import page_language  # noqa: E402  (its folder first)

README = (ROOT / "README.md").read_text(encoding="utf-8")
IN_JAPANESE = (ROOT / "README.ja.md").read_text(encoding="utf-8")


COMMANDS = [(name, command) for name, command, _ in every_command(main, click.Context(main, info_name="shinkyu"))][1:]


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_every_command_is_in_the_readme(name: str) -> None:
    words = name.split()
    direct = name in README
    listed = len(words) == 3 and re.search(rf"`shinkyu {words[1]} \w+ DIR`.*`{words[2]}`", README)

    assert direct or listed


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_every_command_and_option_has_help(name: str, command: click.Command) -> None:
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not isinstance(parameter.type, click.Choice):
            assert parameter.help, f"{name} {parameter.opts}"


@pytest.mark.parametrize("code", [exit_codes.NOTHING, exit_codes.FOUND, exit_codes.BAD_INPUT, exit_codes.OUR_BUG])
def test_every_exit_code_is_in_the_readme(code: int) -> None:
    assert re.search(rf"\b{code}: ", README)


def _findings() -> dict[str, str]:
    """Return the section of each rule on the page of findings."""
    page = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    parts = re.split(r"^##+ (.+)\n", page, flags=re.MULTILINE)
    return {name: text for heading, text in zip(parts[1::2], parts[2::2], strict=True) for name in heading.split(", ")}


def test_rules_sections_messages_and_names_agree_one_to_one() -> None:
    """What is switched off by name must be the rule that the page explains and the code applies."""
    # What broken-chain leaves out, it says under a name of its own.
    rules = [*(rule.__name__.replace("_", "-") for rule in RULES), "too-many-rows"]
    explained = [name for name, text in _findings().items() if "**Level**" in text]

    assert sorted(get_args(RuleName)) == sorted(rules) == sorted(explained) == sorted(catalogue().finding)


@pytest.mark.parametrize("rule", get_args(RuleName))
def test_a_section_tells_level_source_and_what_it_does_not_mean(rule: str) -> None:
    section = _findings()[rule]

    assert f"**Level**: {catalogue().finding[rule].severity}." in section  # type: ignore[index]
    assert "**Source**:" in section
    assert re.search(r"規則\d+条|practice seen|the form|what PDFs of tables|our own limit", section)
    assert "**Does not mean**" in section


def test_every_link_between_pages_leads_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readme_says_what_the_ci_runs() -> None:
    tests = "python3 -m venv .venv && .venv/bin/pip install tox && .venv/bin/tox"
    demo = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/shinkyu demo"
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert f"$ {tests}\n" in README
    assert tests.replace("install tox", "install --quiet tox") in script
    assert f"$ {demo}\n" in README
    assert '/venv/bin/pip" install --quiet .\n' in script
    assert '/venv/bin/shinkyu" demo ' in script


SAME = {
    "examples": r"```console\n.*?```",
    "commands": r"`(shinkyu [a-z-]+(?: [a-z]+)?)",
    "words of the command line": r"`([a-z-]+|--?[a-z-]+)`",
    "shares": r"(\d+) %",
    "pictures": r"\]\((\S+\.png)\)",
    "exit codes": r"\b(\d+): ",
}
"""What both READMEs have, whatever their sentences."""


@pytest.mark.parametrize("what", SAME)
def test_both_readmes_hold_the_same(what: str) -> None:
    english, japanese = (re.findall(SAME[what], text, re.DOTALL) for text in (README, IN_JAPANESE))

    assert english
    assert (english, set(english)) == (japanese if what in ("examples", "shares") else english, set(japanese))


def test_figures_in_the_sentences_of_one_readme_stand_in_the_other() -> None:
    heads = "## Where it is wrong(.*?)^## ", "## 間違えるところ(.*?)^## "
    texts = zip(heads, (README, IN_JAPANESE), strict=True)
    parts = [re.findall(head, text, re.DOTALL | re.MULTILINE)[0] for head, text in texts]
    english, japanese = (sorted(re.findall(r"\d[\d,]*", part)) for part in parts)

    assert english == japanese


def test_the_figures_of_the_readme_are_those_that_are_held() -> None:
    """Each line of the table is the lowest floor of the figures that it stands for."""
    floors = {
        figure["name"]: figure["floor"]
        for figure in tomllib.loads((ROOT / "tests" / "floors.toml").read_text(encoding="utf-8"))["figure"]
    }
    of_line = [
        ("facts, office", ("xlsx", "pdf", "layout.txt")),
        ("facts, 000 and 002", ("",)),
        ("facts, office", ("raw.txt",)),
        ("table cells", ("",)),
        ("verdicts, 000", ("",)),
        ("pairs, verdicts", ("",)),
        ("pairs, ", ("changes F1", "undeclared F1")),
    ]
    held = [
        min(floor for name, floor in floors.items() if name.startswith(start) and name.endswith(ends))
        for start, ends in of_line
    ]

    for text in (README, IN_JAPANESE):
        assert held == [float(figure) for figure in re.findall(r"^\| .* \| (\d+) % \|$", text, re.MULTILINE)]


def test_the_limits_of_the_readme_are_those_that_hold() -> None:
    most = limits()

    for text in (README, IN_JAPANESE):
        numbers = [
            int(number.replace(",", "")) for number in re.findall(r"(\d[\d,]*) ?(?:MB|pages|ページ|ch|文字)", text)
        ]
        assert [most.file_mb, most.pages, most.characters] == numbers[-3:]


def test_every_public_name_is_on_the_page_of_the_api() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\.\. auto\w+:: shinkyu\.(\w+)", page, re.MULTILINE))

    assert set(shinkyu.__all__) - {"__version__"} == named


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda page: page.stem)
def test_a_page_says_the_language_it_is_written_in(page: Path) -> None:
    """By it a browser picks fonts and a reader aloud picks a voice."""
    text = made_pages.filled(page.read_text(encoding="utf-8"), page.name)
    prose = re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
    kana, words = (len(re.findall(letters, prose)) for letters in ("[ぁ-ん]", "[A-Za-z]+"))
    docname = page.relative_to(ROOT / "docs").with_suffix("").as_posix()

    assert ("ja" if kana > words else "en") == page_language.language_of(docname)


def test_the_changelog_is_kept_as_it_says() -> None:
    """Keep a Changelog: newest version first, with its day, and six kinds of changes."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    first, *released = re.findall(r"^## (.+)$", text, re.MULTILINE)
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}

    assert "[Unreleased]" == first
    days = [re.fullmatch(r"\[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)", heading) for heading in released]
    assert all(days)
    assert sorted((day[2] for day in days if day), reverse=True) == [day[2] for day in days if day]
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= kinds


def test_pages_name_no_other_version_than_the_one_at_hand() -> None:
    """The number stands in one place; where an example of a page needs it, a release changes it there, too."""
    named = r"(?:rev: v|shinkyu[-:/ ]v?)(\d+\.\d+\.\d+)"
    said = {
        (page.name, version)
        for page in [*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")]
        for version in re.findall(named, page.read_text(encoding="utf-8"))
    }

    assert {("scale.md", shinkyu.__version__), ("git.md", shinkyu.__version__)} <= said
    assert {shinkyu.__version__} == {version for _, version in said}
