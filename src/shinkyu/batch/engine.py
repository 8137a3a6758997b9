"""What makes a result: the same source gives another one where any of this differs."""

import hashlib
import sys
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from shinkyu import __version__
from shinkyu.messages import Message, joined, message
from shinkyu.text.tokenise import dictionary_version

LIBRARIES = ("jinja2", "jsonpatch", "msgspec", "openpyxl", "pypdfium2", "rapidfuzz", "xlrd")
"""What the bytes of a result may depend on beside our code and the dictionary."""


class Engine(msgspec.Struct, frozen=True):
    """One installation of shinkyu, as far as its results depend on it."""

    shinkyu: str
    dictionary: str
    python: str
    libraries: tuple[str, ...]
    code: str
    """Fingerprint of the package's files: two states of one version are two engines."""

    @property
    def id(self) -> str:
        """A short name that no other engine has."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:16]

    def differences(self, other: "Engine") -> Message | None:
        """Return how *other* differs, None where it does not."""
        pairs = [
            (f"shinkyu {self.shinkyu}", f"shinkyu {other.shinkyu}"),
            (self.dictionary, other.dictionary),
            (f"Python {self.python}", f"Python {other.python}"),
            *zip(self.libraries, other.libraries, strict=False),
            (f"code {self.code}", f"code {other.code}"),
        ]
        found = [message("{there} instead of {here}", there=there, here=here) for here, there in pairs if here != there]
        return joined(found, "; ") if found else None


@lru_cache(maxsize=1)
def engine() -> Engine:
    """Return the engine at work here."""
    return Engine(
        shinkyu=__version__,
        dictionary=dictionary_version(),
        python=f"{sys.version_info.major}.{sys.version_info.minor}",
        libraries=tuple(f"{name} {_version(name)}" for name in LIBRARIES),
        code=_code(),
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _code() -> str:
    """Return the fingerprint of every program and data file of the package."""
    found = hashlib.sha256()
    for name, data in sorted(_files(files("shinkyu"), "")):
        found.update(f"{name}\0{len(data)}\0".encode())
        found.update(data)
    return found.hexdigest()[:16]


def _files(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        if entry.is_dir():
            # The examples of the tour are no part of the program and lie elsewhere in a work tree.
            if entry.name not in ("__pycache__", "example_corpus"):
                found += _files(entry, f"{path}{entry.name}/")
        elif not entry.name.endswith((".pyc", ".so")):
            found.append((path + entry.name, entry.read_bytes()))
    return found
