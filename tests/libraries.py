"""What an installation brings: the libraries that pyproject.toml names, and what these need themselves."""

import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYPROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def named() -> dict[str, Requirement]:
    """Return what pyproject.toml asks for, extras included, by its plain name."""
    project = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    return {canonicalize_name(found.name): found for found in map(Requirement, lines)}


def brought() -> dict[str, Distribution]:
    """Return what is installed here of these libraries and of all that they need, by its plain name."""
    found: dict[str, Distribution] = {}
    waiting = list(named().values())
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name not in found and (here := _installed(name)):
            found[name] = here
            waiting.extend(_needed(here.requires or ()))
    return found


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:  # of an extra that is not installed here
        return None


def _needed(lines: Iterable[str]) -> Iterator[Requirement]:
    """Yield what is needed on this system, without extras of others."""
    for requirement in map(Requirement, lines):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement


def licence(of: Distribution) -> str:
    """Return the licence that a library declares, in whatever words."""
    about = of.metadata
    classified = [line for line in about.get_all("Classifier") or () if line.startswith("License ::")]
    return about["License-Expression"] or " ".join(classified) or about["License"] or ""
