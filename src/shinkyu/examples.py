"""The bundled example corpus: fictional assessments in successive versions."""

from importlib.resources import files
from pathlib import Path

from shinkyu.errors import SourceError


def example_versions(agency: str, report: str) -> list[Path]:
    """Return the files of one example report, oldest first.

    Raises:
        SourceError: the examples are not installed.
    """
    for folder in _folders():
        found = sorted((folder / agency / report).glob("*.txt"))
        if found:
            return found
    raise SourceError("the example corpus is not installed with this package")


def _folders() -> list[Path]:
    """Where the examples lie: inside an installed package, or beside the sources."""
    package = Path(str(files("shinkyu")))
    return [package / "example_corpus", package.parent.parent / "corpus"]
