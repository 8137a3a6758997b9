"""What an installation brings is written down, with licences that an office can accept."""

import re
from pathlib import Path

import pytest

import audit
from libraries import PYPROJECT, brought, licence, named

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "reliability.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.partition("\n## Libraries\n")[2].splitlines()
    if line.startswith("| ") and not line.startswith("| library")
]
FAMILIES = ("BSD", "MIT", "Apache", "PSF")
"""Words of the licences that are accepted; each is in the row of its library."""


def _names(cell: str) -> set[str]:
    return {name.lower() for name in re.findall(r"[\w-]+", cell)}


def test_the_page_names_every_library_that_an_installation_brings() -> None:
    written = set().union(*(_names(row[0]) for row in ROWS))

    assert {*named(), *brought()} - written == set()


@pytest.mark.parametrize("name", sorted(brought()))
def test_a_licence_is_declared_and_is_the_one_of_the_page(name: str) -> None:
    declared = licence(brought()[name])
    row = next(row for row in ROWS if name in _names(row[0]))
    families = [family for family in FAMILIES if family in declared]

    assert families
    assert any(family in row[1] for family in families)
    assert "GPL" not in declared
    assert "GPL" not in row[1]


def test_the_bounds_of_the_page_are_those_of_the_project() -> None:
    written = {name: row[3] for row in ROWS if len(row) > 3 for name in _names(row[0])}

    for name, requirement in named().items():
        (bound,) = requirement.specifier
        assert bound.version == written[name], name


def test_every_bound_has_its_reason() -> None:
    lines = [line for line in PYPROJECT.read_text("utf-8").splitlines() if re.match(r'  "[\w-]+>=', line)]

    assert len(lines) > 10
    assert [] == [line for line in lines if "# " not in line and not line.startswith('  "hatchling')]


def test_an_audit_that_could_not_ask_is_not_passed() -> None:
    clean = {"name": "a", "version": "1", "vulns": []}
    flawed = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]}

    assert (2, "audit: did not run: no source of advisories (PyPI, OSV) could be reached from here") == audit.verdict(
        {"a", "b"}, []
    )
    assert (2, "audit: incomplete: no advisories could be looked up for b") == audit.verdict({"a", "b"}, [clean])
    assert (1, "b 2: CVE-1, mended in ['3']") == audit.verdict({"a", "b"}, [clean, flawed])
    assert (0, "audit: 1 libraries, none with a known advisory") == audit.verdict({"a"}, [clean])
