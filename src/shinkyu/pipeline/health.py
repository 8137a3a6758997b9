"""Is everything there that shinkyu rests on?  Looks and changes nothing."""

import os
import platform
import re
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from shinkyu.errors import CorpusError, ShinkyuError
from shinkyu.forms.editions import editions
from shinkyu.forms.library import load
from shinkyu.limits import Limits, limits, variable
from shinkyu.messages import Lang, spoken
from shinkyu.model.health import Health
from shinkyu.store.corpus import Corpus
from shinkyu.store.git import PlainGit
from shinkyu.text.tokenise import dictionary_version, tokens

OLDEST_GIT = (2, 32)
"""The first whose plumbing has all that ``store.git`` asks of it."""

_EXTRA = re.compile(r"([A-Za-z0-9_.-]++)[^;]*+;.*\bextra == ['\"]([\w-]+)['\"]")


def diagnose(corpus: Path | None = None, lang: Lang = "en") -> list[Health]:
    """Return what was looked at, in the order of a report.

    Args:
        corpus: its folder; None for the one that the current folder is in, if it is in one.
        lang: language of what is wrong.
    """
    git = git_health(_git_says(), lang)
    return [_python(), git, _dictionary(lang), _forms(lang), _limits(lang), _extras(), _corpus(corpus, git, lang)]


def _python() -> Health:
    return Health(
        "python", True, (f"{platform.python_implementation()} {platform.python_version()}", platform.system())
    )


def _git_says() -> str | None:
    try:
        return PlainGit(Path.cwd()).line("--version")
    except CorpusError:
        return None


def git_health(says: str | None, lang: Lang = "en") -> Health:
    """Return what ``git --version`` (None where there is no git) means for a corpus."""
    match = re.search(r"(?<!\d)(\d++)\.(\d++)(?:\.\d++)*+", says or "")
    if match is None:
        return Health("git", False, (), spoken(lang, "no git was found; a corpus and hooks need git 2.32 or newer"))
    if (int(match.group(1)), int(match.group(2))) < OLDEST_GIT:
        return Health(
            "git", False, (match.group(0),), spoken(lang, "too old; a corpus and hooks need git 2.32 or newer")
        )
    return Health("git", True, (match.group(0),))


def _dictionary(lang: Lang) -> Health:
    try:
        words = tokens("特定個人情報を取り扱う。")
        return Health("dictionary", bool(words), (dictionary_version(),))
    except Exception as error:  # whatever a broken installation raises
        text = " ".join(f"{type(error).__name__}: {error}".split())
        trouble = spoken(lang, "the dictionary of words does not work ({why}); install shinkyu again", why=text)
        return Health("dictionary", False, (), trouble)


def _forms(lang: Lang) -> Health:
    found, trouble = [], ""
    for pair in editions():
        try:
            load(*pair)
            found.append("/".join(pair))
        except ShinkyuError as error:
            trouble = error.said.line(lang)
    return Health("forms", not trouble, tuple(found), trouble)


def _limits(lang: Lang) -> Health:
    try:
        now = limits()
    except ShinkyuError as error:
        return Health("limits", False, (), error.said.line(lang))
    set_here = [name for name in Limits._fields if os.environ.get(variable(name))]
    return Health(
        "limits",
        True,
        tuple(f"{name}={value}{' (set)' if name in set_here else ''}" for name, value in now._asdict().items()),
    )


def _extras() -> Health:
    try:
        return Health("extras", True, extras(metadata.requires("shinkyu") or ()))
    except metadata.PackageNotFoundError:
        return Health("extras", True, extras(_of_source_tree()))


def _of_source_tree() -> list[str]:
    """Return what the source tree that shinkyu is run from asks for, as an installed package would; else nothing."""
    try:
        project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    asked = project.get("project", {}).get("optional-dependencies", {})
    return [f"{library}; extra == '{extra}'" for extra, libraries in asked.items() for library in libraries]


def extras(requirements: Iterable[str]) -> tuple[str, ...]:
    """Return ``extra=library version library version`` for each extra, ``extra=`` where it is not all installed."""
    needed: dict[str, list[str]] = {}
    for requirement in requirements:
        if match := _EXTRA.match(requirement):
            needed.setdefault(match.group(2), []).append(match.group(1))
    found = {extra: [(name, _installed(name)) for name in sorted(names)] for extra, names in sorted(needed.items())}
    return tuple(
        f"{extra}=" + (" ".join(f"{name} {version}" for name, version in names) if all(v for _, v in names) else "")
        for extra, names in found.items()
    )


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _corpus(folder: Path | None, git: Health, lang: Lang) -> Health:
    """Return the health of a corpus without reading its sources again: ``corpus verify`` does that."""
    if not git.ok:
        return Health("corpus", False, (), spoken(lang, "cannot be looked at without git"))
    try:
        corpus = Corpus.open(folder) if folder else Corpus.around(Path.cwd())
    except CorpusError as error:
        return Health("corpus", folder is None, (), error.said.line(lang) if folder else "")
    looked_at: list[object] = []
    faults = list(corpus.faults(looked_at.append))
    trouble = spoken(lang, "faults: {n}; `shinkyu corpus verify` says which", n=len(faults)) if faults else ""
    return Health("corpus", not faults, (str(corpus.folder), f"versions={len(looked_at)}"), trouble)
