"""What the pages say must be so."""

import re
import sys
from pathlib import Path
from typing import get_args

import click
import pytest

import shinkyu
from shinkyu import pipeline
from shinkyu.cli import exit_codes, main
from shinkyu.cli.lazy import every_command
from shinkyu.model.report import RuleName
from shinkyu.reconcile.findings import RULES
from shinkyu.reconcile.messages import catalogue
from shinkyu.render.report import as_text
from shinkyu.render.shapes import version_shape

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "docs" / "_ext"))

import made_pages  # noqa: E402
import page_language  # noqa: E402  (its folder first)

README = (ROOT / "README.md").read_text(encoding="utf-8")


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
    rules = [rule.__name__.replace("_", "-") for rule in RULES]
    explained = [name for name, text in _findings().items() if "**Level**" in text]

    assert sorted(get_args(RuleName)) == sorted(rules) == sorted(explained) == sorted(catalogue().finding)


@pytest.mark.parametrize("rule", get_args(RuleName))
def test_a_section_tells_level_source_and_what_it_does_not_mean(rule: str) -> None:
    section = _findings()[rule]

    assert f"**Level**: {catalogue().finding[rule].severity}." in section  # type: ignore[index]
    assert "**Source**:" in section
    assert re.search(r"規則\d+条|practice seen|the form|what PDFs of tables", section)
    assert "**Does not mean**" in section


def test_every_link_between_pages_leads_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readme_says_what_the_ci_runs() -> None:
    command = "python3 -m venv .venv && .venv/bin/pip install tox && .venv/bin/tox"
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert f"$ {command}\n" in README
    assert command.replace("install tox", "install --quiet tox") in script


def test_the_report_in_the_readme_is_what_check_prints() -> None:
    old, new = (
        pipeline.read(path.read_bytes(), path.name)
        for path in sorted((ROOT / "corpus" / "sumihara-shi" / "8-priority").glob("*.txt"))[1:]
    )
    shapes = [version_shape(version.document, version.reading) for version in (new, old)]
    printed = as_text(*shapes, new.document.declared, pipeline.check(new, old).report)
    start = README.index("表に記載のない変更: ※")

    assert README[start : README.index("…\n```", start)] in printed


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
