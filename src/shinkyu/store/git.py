"""Every question put to git, one method each; the only door to GitPython.

Git is driven through its plumbing (2.32 or newer) and shielded from its surroundings: no
configuration of the user or the machine, no hook, no ``GIT_…`` variable that a calling hook may
have set, and an identity of our own.  The same calls thus give the same objects everywhere.
"""

import os
import tempfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from shinkyu.errors import CorpusError

if TYPE_CHECKING:
    from git import Git

NAME = "shinkyu"
EMAIL = "shinkyu@localhost"

_CONFIG = {
    "core.quotePath": "false",
    "core.attributesFile": os.devnull,
    "core.excludesFile": os.devnull,
    "core.hooksPath": os.devnull,  # a hook of the user's must not change or stop what we record
    "core.fsmonitor": "false",
    "core.fsync": "committed,reference",  # an archive must survive a power cut
    "i18n.commitEncoding": "UTF-8",
    "i18n.logOutputEncoding": "UTF-8",
}


class Entry(NamedTuple):
    """A line of a tree."""

    mode: str
    kind: str
    id: str
    name: str


class RawCommit(NamedTuple):
    """A commit with the files it touched."""

    id: str
    message: str
    paths: tuple[str, ...]


class Repository:
    """A repository with a work tree, asked one question at a time."""

    def __init__(self, root: Path) -> None:
        """Take the repository whose ``.git`` folder is in *root*; nothing is read yet."""
        self.root = root.resolve()
        self.git_dir = self.root / ".git"
        self._git = _git_class()(str(self.root))
        self._environment = _environment(self.root, self.git_dir)

    # the repository

    @classmethod
    def create(cls, root: Path, branch: str) -> "Repository":
        """Make an empty repository in *root*, standing on *branch*."""
        repository = cls(root)
        repository._run("init", "--quiet", "--template=", "--object-format=sha1")
        repository._run("symbolic-ref", "HEAD", f"refs/heads/{branch}")
        return repository

    def branch(self) -> str:
        """Return the full name of the branch the user stands on."""
        status, out, _ = self._try("symbolic-ref", "-q", "HEAD")
        if status:
            raise CorpusError(f"{self.root} is on no branch (detached HEAD); `git switch main` first")
        return out.decode().strip()

    def tip(self) -> str | None:
        """Return the commit the user stands on, None when there is none yet."""
        return self._commit_id("HEAD")

    def _commit_id(self, revision: str) -> str | None:
        status, out, _ = self._try("rev-parse", "-q", "--verify", revision + "^{commit}")
        return None if status else out.decode().strip()

    # reading

    def history(self, folder: str | None = None) -> list[RawCommit]:
        """Return the commits up to the tip, newest first; with *folder*, those that touched it."""
        # "=" keeps an empty message apart from the empty field that ends it; see _commits.
        asked = [
            "--format=%H%x00=%B%x00", "-z", "--name-only", "--no-renames", "--no-color",
            "--no-show-signature", "--no-notes", "--no-mailmap", "--no-merges", "--full-history",
        ]  # fmt: skip
        return _commits(self._run("log", *asked, "HEAD", "--", *([folder] if folder else [])))

    def entries(self, tree: str) -> list[Entry]:
        """Return the lines of *tree* (``<commit>:<folder>`` or an id), none when it does not exist."""
        status, out, _ = self._try("ls-tree", "-z", tree)
        return [] if status else _entries(out)

    def files(self, commit: str) -> list[str]:
        """Return the path of every file that *commit* holds."""
        return [entry.name for entry in _entries(self._run("ls-tree", "-r", "-z", commit))]

    def blobs(self, ids: Iterable[str]) -> list[bytes]:
        """Return the bytes of each blob, in order."""
        wanted = list(ids)
        out = self._run("cat-file", "--batch", stdin="".join(f"{id}\n" for id in wanted).encode())
        found, start = [], 0
        for _ in wanted:
            end = out.index(b"\n", start)
            about = out[start:end].split()
            if len(about) != 3 or about[1] != b"blob":
                raise CorpusError(f"the corpus is damaged, `git fsck` says more: {out[start:end].decode()}")
            start, size = end + 1, int(about[2])
            found.append(out[start : start + size])
            start += size + 1
        return found

    # writing: objects first, which nobody sees

    def write_blob(self, data: bytes) -> str:
        """Store *data* byte for byte and return its id."""
        return self._run("hash-object", "-w", "--stdin", stdin=data).decode().strip()

    def write_tree(self, base: str | None, changes: Mapping[str, str | None]) -> str:
        """Store the tree *base* with *changes* (path to blob id, None to remove) and return its id."""
        entries = {entry.name: entry for entry in (self.entries(base) if base else ())}
        below: dict[str, dict[str, str | None]] = {}
        for path, blob in changes.items():
            name, _, rest = path.partition("/")
            if rest:
                below.setdefault(name, {})[rest] = blob
            elif blob is None:
                entries.pop(name, None)
            else:
                entries[name] = Entry("100644", "blob", blob, name)
        for name, inner in below.items():
            old = entries.get(name)
            tree = self.write_tree(old.id if old and old.kind == "tree" else None, inner)
            entries[name] = Entry("040000", "tree", tree, name)
        lines = "".join(f"{entry.mode} {entry.kind} {entry.id}\t{entry.name}\0" for entry in entries.values())
        return self._run("mktree", "-z", stdin=lines.encode("utf-8", "surrogateescape")).decode().strip()

    def write_commit(self, tree: str, parent: str | None, message: str, moment: str) -> str:
        """Store a commit dated *moment* (author and committer alike) and return its id."""
        parents = ["-p", parent] if parent else []
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        out = self._run("commit-tree", tree, *parents, "-F", "-", stdin=message.encode(), environment=dates)
        return out.decode().strip()

    # writing: what everybody sees

    def move_branch(self, branch: str, new: str, old: str | None, reason: str) -> None:
        """Move *branch* from *old* (None: it must not exist) to *new*, at one stroke or not at all."""
        status, _, err = self._try("update-ref", "-m", reason, branch, new, old or "0" * len(new))
        if status:
            raise CorpusError(f"nothing was recorded, {branch} could not be moved; try again: {_reason(err)}")

    def obstacle(self, old: str | None, new: str) -> str | None:
        """Return why index and work tree cannot go from *old* to *new* without losing an edit, if so."""
        # An index whose file times are stale (a copied corpus) would look edited throughout.
        self._try("update-index", "-q", "--refresh")
        status, _, err = self._try("read-tree", "-m", "-u", "-n", self._tree(old), self._tree(new))
        return _reason(err) if status else None

    def move_work_tree(self, old: str | None, new: str) -> None:
        """Take index and work tree from *old* to *new*; only files that differ between them are touched."""
        self._run("read-tree", "-m", "-u", self._tree(old), self._tree(new))

    def catch_up(self) -> None:
        """Bring index and work tree up to the tip when its writer died before it could.

        Does nothing where a user's edit is in the way.
        """
        tip = self.tip()
        if tip is not None:
            before = self._commit_id("HEAD^")
            if self.obstacle(before, tip) is None:
                self.move_work_tree(before, tip)

    def _tree(self, commit: str | None) -> str:
        return commit or self._run("mktree").decode().strip()

    # git itself

    def _run(self, *command: str, stdin: bytes = b"", environment: Mapping[str, str] | None = None) -> bytes:
        """Return what ``git *command`` writes; its failure is an error of the corpus."""
        status, out, err = self._try(*command, stdin=stdin, environment=environment)
        if status:
            raise CorpusError(f"git {command[0]} failed in {self.root}: {_reason(err)}")
        return out

    def _try(
        self, *command: str, stdin: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> tuple[int, bytes, str]:
        """Return exit status, output and error text of ``git *command``."""
        with tempfile.TemporaryFile() as file:
            file.write(stdin)
            file.seek(0)
            status, out, err = self._git.execute(
                [self._git.GIT_PYTHON_GIT_EXECUTABLE or "git", *command],
                istream=file,
                env=self._environment | dict(environment or {}),
                stdout_as_string=False,
                strip_newline_in_stdout=False,
                with_extended_output=True,
                with_exceptions=False,
            )
        return status, out if isinstance(out, bytes) else out.encode(), str(err)


def _environment(root: Path, git_dir: Path) -> dict[str, str]:
    """Return the variables that shield git; GitPython can set variables but not remove them."""
    config: dict[str, str] = {"GIT_CONFIG_COUNT": str(len(_CONFIG))}
    for n, (name, value) in enumerate(_CONFIG.items()):
        config |= {f"GIT_CONFIG_KEY_{n}": name, f"GIT_CONFIG_VALUE_{n}": value}
    return config | {
        "GIT_DIR": str(git_dir),
        "GIT_COMMON_DIR": str(git_dir),
        "GIT_WORK_TREE": str(root),
        "GIT_INDEX_FILE": str(git_dir / "index"),
        "GIT_OBJECT_DIRECTORY": str(git_dir / "objects"),
        "GIT_GRAFT_FILE": str(git_dir / "info" / "grafts"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": "",
        "GIT_CONFIG_PARAMETERS": "",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": NAME,
        "GIT_AUTHOR_EMAIL": EMAIL,
        "GIT_COMMITTER_NAME": NAME,
        "GIT_COMMITTER_EMAIL": EMAIL,
    }


@lru_cache(maxsize=1)
def _git_class() -> "type[Git]":
    """Import GitPython on first use: it starts git, and most commands need neither."""
    try:
        from git import Git
    except ImportError as error:
        raise CorpusError("a corpus needs git, and none was found; install git 2.32 or newer") from error
    return Git


def _commits(out: bytes) -> list[RawCommit]:
    """Read ``log -z --name-only``: id, message, an empty field, then the paths, newline before the first."""
    fields = out.decode("utf-8", "surrogateescape").split("\0")
    # Nothing but the field that ends a message is empty, so it tells where each commit begins.
    starts = [n - 2 for n, field in enumerate(fields[:-1]) if not field]
    commits = []
    for start, end in pairwise([*starts, len(fields) - 1]):
        id, message, _, *paths = fields[start:end]
        commits.append(RawCommit(id, message[1:], tuple(path.removeprefix("\n") for path in paths)))
    return commits


def _entries(out: bytes) -> list[Entry]:
    """Read ``ls-tree -z``."""
    entries = []
    for line in out.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, name = line.partition("\t")
        mode, kind, id = about.split()
        entries.append(Entry(mode, kind, id, name))
    return entries


def _reason(err: str) -> str:
    """Return what git said, on one line."""
    lines = [line.strip().removeprefix("fatal: ").removeprefix("error: ") for line in err.splitlines()]
    return "; ".join(line for line in lines if line)
