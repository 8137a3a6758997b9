"""Hooks and drivers put into a repository, and taken out again without a trace.

A hook that is there already is kept under another name and runs first; drivers stand in git's
configuration, and which files they are for in ``info/attributes``, which is not part of any commit.
"""

import os
import re
import shlex
import sys
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from shinkyu import __version__
from shinkyu.errors import HookError
from shinkyu.hooks.before import FILES
from shinkyu.messages import Message, message
from shinkyu.store.git import PlainGit

MARK = "# shinkyu hook"
KEPT = ".before-shinkyu"
CLIENT = ("pre-commit", "pre-merge-commit", "prepare-commit-msg", "post-merge", "post-checkout")
SERVER = ("pre-receive",)
NAMES = (*CLIENT, *SERVER, "update")

_DRIVER = "shinkyu"
_ANY_CASE = ("*." + "".join(f"[{letter}{letter.upper()}]" for letter in end[1:]) for end in FILES)
_ATTRIBUTES = "document.json diff=shinkyu merge=shinkyu\n" + "".join(f"{name} diff=shinkyu\n" for name in _ANY_CASE)
_BLOCK = re.compile(r"# >>> shinkyu\n(?:(?!# (?:>>>|<<<) shinkyu\n).)*+# <<< shinkyu\n", re.DOTALL)


class Place(NamedTuple):
    """Where hooks, drivers and attributes go."""

    hooks: Path | None
    """None where git has no folder for hooks of that scope."""
    scope: str
    """``--local`` or ``--global``."""
    attributes: Path
    bare: bool


def install(folder: Path, *, everywhere: bool = False, names: tuple[str, ...] = ()) -> list[Message]:
    """Install hooks (by default those for a repository of that kind) and drivers; returns what was done.

    Args:
        folder: a folder of the repository.
        everywhere: for all repositories of the user.
        names: only these hooks.

    Raises:
        HookError: no repository, or its hooks are those of all repositories.
    """
    git = PlainGit(folder)
    place = _place(git, folder, everywhere)
    done = []
    for key, value in _settings().items():
        git.run("config", place.scope, key, value)
    where = message("~/.gitconfig") if everywhere else message("the configuration of the repository")
    done.append(message("installed: drivers in {where}", where=where))
    _write_block(place.attributes, _ATTRIBUTES)
    done.append(message("installed: attributes in {path}", path=place.attributes))
    if place.hooks is None:
        done.append(
            message("no hooks: git has no folder of hooks for all repositories (core.hooksPath); install them in each")
        )
        return done
    place.hooks.mkdir(parents=True, exist_ok=True)
    for name in names or (SERVER if place.bare else CLIENT):
        path = place.hooks / name
        kept = path.with_name(name + KEPT)
        if path.exists() and not _is_ours(path):
            if kept.exists():
                raise HookError("{path} and {kept} are both there; take one away first", path=path, kept=kept)
            path.rename(kept)
            done.append(
                message("installed: {name} (yours is kept as {kept} and runs first)", name=name, kept=kept.name)
            )
        else:
            done.append(message("installed: {name}", name=name))
        path.write_text(_script(name), encoding="utf-8", newline="\n")
        path.chmod(0o755)
    return done


def uninstall(folder: Path, *, everywhere: bool = False) -> list[Message]:
    """Take hooks and drivers out again and put back what was there; returns what was done.

    Raises:
        HookError: no repository.
    """
    git = PlainGit(folder)
    place = _place(git, folder, everywhere)
    done = []
    for section in (f"diff.{_DRIVER}", f"merge.{_DRIVER}"):
        status, _, _ = git.attempt("config", place.scope, "--remove-section", section)
        if not status:
            done.append(message("removed: driver {section}", section=section))
    if _write_block(place.attributes, ""):
        done.append(message("removed: attributes in {path}", path=place.attributes))
    for name in NAMES if place.hooks else ():
        path = (place.hooks or Path()) / name
        kept = path.with_name(name + KEPT)
        if path.exists() and _is_ours(path):
            path.unlink()
            if kept.exists():
                kept.rename(path)
                done.append(message("removed: {name} (yours is back)", name=name))
            else:
                done.append(message("removed: {name}", name=name))
    return done


def command() -> str:
    """Return what git has to call to reach this shinkyu, quoted for a shell.

    Git calls it in the repository: nothing that lies there may be taken for a module of ours.
    """
    return f"PYTHONSAFEPATH=1 {_called()}"


def _called() -> str:
    """Return how this shinkyu is called: as a module of its Python, or as the one file that holds all of it.

    The Python that runs ``shinkyu.pyz`` does not know shinkyu without that file.
    """
    python, program = shlex.quote(sys.executable), Path(sys.argv[0])
    if program.suffix == ".pyz" and zipfile.is_zipfile(program):
        return f"{python} {shlex.quote(str(program.resolve()))}"
    return f"{python} -m shinkyu"


def _settings() -> dict[str, str]:
    return {
        # "--": a file may have the name of an option.
        f"diff.{_DRIVER}.command": f"{command()} git-diff --",
        # Git keeps what textconv gave by this very text: another version must not find the old one's.
        f"diff.{_DRIVER}.textconv": f"{command()} git-textconv --engine {__version__} --",
        f"diff.{_DRIVER}.cachetextconv": "true",
        f"merge.{_DRIVER}.name": "items of an assessment",
        # Where shinkyu is gone, git would keep our side alone, without a mark: theirs would be lost.
        f"merge.{_DRIVER}.driver": f"{command()} git-merge -- %O %A %B %P || {{ grep -q '^<<<<<<< ' %A && exit 1; "
        "git merge-file -L ours -L base -L theirs %A %O %B; }",
    }


def _place(git: PlainGit, folder: Path, everywhere: bool) -> Place:
    if everywhere:
        shared = _set(git, "--global", "core.hooksPath")
        named = _set(git, "--global", "core.attributesFile")
        default = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "git" / "attributes"
        return Place(Path(shared) if shared else None, "--global", Path(named) if named else default, False)
    status, _, err = git.attempt("rev-parse", "--git-dir")
    if status:
        if "safe.directory" in err:
            raise HookError(
                "the repository of {folder} is somebody else's; git asks to name it in safe.directory", folder=folder
            )
        raise HookError("{folder} is in no git repository; `git init` makes one", folder=folder)
    shared = _set(git, "--global", "core.hooksPath") or _set(git, "--system", "core.hooksPath")
    own = _set(git, "--local", "core.hooksPath") or _set(git, "--worktree", "core.hooksPath")
    if shared and not own:
        raise HookError(
            "the hooks of all repositories are in {shared} (core.hooksPath); `shinkyu hooks install --global` uses it",
            shared=shared,
        )
    at = git.line("rev-parse", "--show-toplevel")
    bare = git.line("rev-parse", "--is-bare-repository") == "true"
    # Relative answers count from the folder that was asked, a relative core.hooksPath from the top.
    hooks = Path(at or folder) / own if own else folder / (git.line("rev-parse", "--git-path", "hooks") or "")
    attributes = folder / (git.line("rev-parse", "--git-path", "info/attributes") or "")
    return Place(hooks, "--local", attributes, bare)


def _set(git: PlainGit, scope: str, name: str) -> str | None:
    """Return a path that the configuration of *scope* names, with ``~`` and included files as git takes them."""
    return git.line("config", scope, "--includes", "--type=path", name)


def _is_ours(path: Path) -> bool:
    try:
        return MARK in path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def _script(name: str) -> str:
    text = files(__package__).joinpath("hook.sh").read_text(encoding="utf-8")
    return text.replace("@NAME@", name).replace("@SHINKYU@", _called())


def _write_block(path: Path, lines: str) -> bool:
    """Put *lines* into a file as our block, or take the block out; says whether there was or is one."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    rest = _BLOCK.sub("", before)
    block = f"# >>> shinkyu\n{lines}# <<< shinkyu\n" if lines else ""
    if rest and not rest.endswith("\n") and block:
        rest += "\n"
    if rest + block == before:
        return bool(block)
    if rest + block:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(rest + block, encoding="utf-8", newline="\n")
    else:
        path.unlink()
    return True
