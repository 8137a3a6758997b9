"""The door to GitPython: git processes, one a question or one kept open, shielded from their surroundings.

Git is driven through its plumbing (2.32 or newer) and shielded: no configuration of the user or the
machine, no hook, no ``GIT_…`` variable that a calling hook may have set, and an identity of our own.
The same calls thus give the same objects everywhere.
"""

import os
import re
import tempfile
import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, NamedTuple, cast

from shinkyu.errors import CorpusError
from shinkyu.messages import Message, message

if TYPE_CHECKING:
    from git import Git as _GitPython

NAME = "shinkyu"
EMAIL = "shinkyu@localhost"

_PIPE = -1  # subprocess.PIPE; GitPython hands the number on

FSYNC = "committed,reference"
"""What must be on the disk before git says done: an archive must survive a power cut."""

_CONFIG = {
    "core.quotePath": "false",
    "core.attributesFile": os.devnull,
    "core.excludesFile": os.devnull,
    "core.hooksPath": os.devnull,  # a hook of the user's must not change or stop what we record
    "core.fsmonitor": "false",
    "core.fsync": FSYNC,
    "core.commitGraph": "true",
    "core.logAllRefUpdates": "true",
    "fetch.writeCommitGraph": "false",
    "gc.autoDetach": "false",
    "i18n.commitEncoding": "UTF-8",
    "i18n.logOutputEncoding": "UTF-8",
}

# Notes on what git does would stand among its errors.
_TRACES = ("GIT_TRACE", "GIT_TRACE_SETUP", "GIT_TRACE_PERFORMANCE", "GIT_TRACE2", "GIT_TRACE2_PERF", "GIT_TRACE2_EVENT")

# What git says → what a person can do about it; the first that fits.
_CAUSES = (
    (
        r"No space left on device|Out of diskspace|File too large|Disk quota exceeded",
        message("the disk is full; nothing was recorded"),
    ),
    (r"Permission denied|Read-only file system|insufficient permission", message("the corpus cannot be written")),
    (r"index\.lock|\.lock': File exists", message("git is at work in this corpus; wait for it and try again")),
    (
        r"corrupt|inflate|bad object|cannot read|unable to (?:read|unpack|parse)|Could not read|"
        r"missing (?:blob|tree|commit)|"
        r"not a valid object|hash mismatch|bad tree|bad signature|not a tree object|invalid object|does not match",
        message("the corpus is damaged; `shinkyu corpus verify` says where"),
    ),
)


OLDEST = (2, 32)
"""Version of git."""
_INSTALL = message("install git {version} or newer", version=f"{OLDEST[0]}.{OLDEST[1]}")


class Failed(CorpusError):
    """Git could not do what it was asked."""


class Object(NamedTuple):
    """An object of a repository."""

    id: str
    kind: str
    data: bytes


class PlainGit:
    """Git as the user has it, for hooks and drivers: they are called by git, with its variables set for them."""

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        """Ask git in *folder*, with variables set in *environment*; nothing is read yet."""
        self._git = _git_class()(str(folder))
        self._environment = dict(environment or {})
        self._objects: dict[int, _Objects] = {}
        self.handed_down: tuple[int, ...] = ()
        """File descriptors that every process gets, see ``lock``."""

    def run(self, *command: str, stdin: bytes | IO[bytes] = b"", environment: Mapping[str, str] | None = None) -> bytes:
        """Return what ``git *command`` writes.

        Raises:
            Failed: git failed; the text says what can be done.
        """
        status, out, err = self.attempt(*command, stdin=stdin, environment=environment)
        if status:
            raise self._failure(cause(err))
        return out

    def line(self, *command: str) -> str | None:
        """Return the one line that ``git *command`` writes, None where it fails or writes none."""
        status, out, _ = self.attempt(*command)
        text = out.decode("utf-8", "surrogateescape").rstrip("\n")
        return None if status or not text else text

    def attempt(
        self, *command: str, stdin: bytes | IO[bytes] = b"", environment: Mapping[str, str] | None = None
    ) -> tuple[int, bytes, str]:
        """Return exit status, output and error text of ``git *command``."""
        with tempfile.TemporaryFile() as file:
            source: IO[bytes] = file
            if isinstance(stdin, bytes):
                file.write(stdin)
            else:
                source = stdin
            source.seek(0)
            status, out, err = self._git.execute(
                [self._git.GIT_PYTHON_GIT_EXECUTABLE or "git", *command],
                istream=cast("BinaryIO", source),
                env=self._environment | dict(environment or {}),
                stdout_as_string=False,
                strip_newline_in_stdout=False,
                with_extended_output=True,
                with_exceptions=False,
                pass_fds=self.handed_down,
            )
        return status, out if isinstance(out, bytes) else out.encode(), str(err)

    def object(self, name: str) -> Object | None:
        """Return the object *name* (an id, ``<commit>:<path>``), None when there is none.

        The first question starts a process that answers all others.

        Raises:
            Failed: the object is damaged.
        """
        if "\n" in name:
            # A question is a line.
            id = self.line("rev-parse", "-q", "--verify", "--end-of-options", name)
            return self.object(id) if id else None
        me = os.getpid()  # a process made by fork must not share the answers of its parent
        if me not in self._objects:
            process = self._git.execute(
                [self._git.GIT_PYTHON_GIT_EXECUTABLE or "git", "cat-file", "--batch"],
                istream=_PIPE,
                env=self._environment,
                as_process=True,
                pass_fds=self.handed_down,
            )
            self._objects[me] = _Objects(process)
        try:
            return self._objects[me].get(name)
        except OSError as error:
            del self._objects[me]
            damaged = message("the corpus is damaged at {name}; `shinkyu corpus verify` says more", name=name)
            raise self._failure(damaged) from error

    def blob(self, name: str) -> bytes | None:
        """Return the bytes of the file *name* (``<commit>:<path>``), None when there is none."""
        found = self.object(name)
        return found.data if found is not None and found.kind == "blob" else None

    def _failure(self, why: Message) -> Failed:
        return Failed.saying(why)


class Git(PlainGit):
    """Git for the repository of a corpus, shielded."""

    def __init__(self, root: Path, git_dir: Path, common_dir: Path) -> None:
        """Take the repository *common_dir*, and the work tree *root* of which git keeps *git_dir*."""
        super().__init__(root, _environment(root, git_dir, common_dir))
        self.root = root

    def _failure(self, why: Message) -> Failed:
        return Failed("{root}: {why}", root=self.root, why=why)


class _Objects:
    """``cat-file --batch``: a question a line, the answer with its length before it."""

    def __init__(self, process: object) -> None:
        self._process = process  # kept: its end is the end of git's process
        self._in: IO[bytes] = process.stdin  # type: ignore[attr-defined]
        self._out: IO[bytes] = process.stdout  # type: ignore[attr-defined]
        self._one_at_a_time = threading.Lock()

    def get(self, name: str) -> Object | None:
        with self._one_at_a_time:
            return self._answer(name)

    def _answer(self, name: str) -> Object | None:
        self._in.write(name.encode("utf-8", "surrogateescape") + b"\n")
        self._in.flush()
        about = self._out.readline()
        if not about.endswith(b"\n"):
            raise OSError("git ended")
        words = about.split()
        if words[-1] in (b"missing", b"ambiguous"):
            return None
        size = int(words[2])
        data = self._out.read(size + 1)
        if len(data) != size + 1:
            raise OSError("git ended")
        return Object(words[0].decode(), words[1].decode(), data[:-1])


def cause(err: str) -> Message:
    """Return what a failure of git means to the keeper of a corpus, on one line."""
    for pattern, says in _CAUSES:
        if re.search(pattern, err):
            return says
    lines = [line.strip().removeprefix("fatal: ").removeprefix("error: ") for line in err.splitlines()]
    return message("git failed: {says}", says="; ".join(line for line in lines if line))


def _environment(root: Path, git_dir: Path, common_dir: Path) -> dict[str, str]:
    """Return the variables that shield git; GitPython can set variables but not remove them."""
    return (
        _settings(_CONFIG)
        | dict.fromkeys(_TRACES, "0")
        | at(root, git_dir, common_dir)
        | {
            "GIT_CONFIG_PARAMETERS": "",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_AUTHOR_NAME": NAME,
            "GIT_AUTHOR_EMAIL": EMAIL,
            "GIT_COMMITTER_NAME": NAME,
            "GIT_COMMITTER_EMAIL": EMAIL,
        }
    )


def _settings(config: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that give git settings for one call."""
    variables = {"GIT_CONFIG_COUNT": str(len(config))}
    for n, (name, value) in enumerate(config.items()):
        variables |= {f"GIT_CONFIG_KEY_{n}": name, f"GIT_CONFIG_VALUE_{n}": value}
    return variables


# What a hook reads must be what is pushed, in UTF-8: replaced objects would show it something else.
HONEST = _settings({"i18n.commitEncoding": "UTF-8", "i18n.logOutputEncoding": "UTF-8"}) | {
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_LITERAL_PATHSPECS": "1",
}


def at(root: Path, git_dir: Path, common_dir: Path) -> dict[str, str]:
    """Return the variables that lead git to one repository, whatever a calling hook has set."""
    return {
        "GIT_DIR": str(git_dir),
        "GIT_COMMON_DIR": str(common_dir),
        "GIT_WORK_TREE": str(root),
        "GIT_INDEX_FILE": str(git_dir / "index"),
        "GIT_OBJECT_DIRECTORY": str(common_dir / "objects"),
        "GIT_GRAFT_FILE": str(common_dir / "info" / "grafts"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": "",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_LITERAL_PATHSPECS": "1",
    }


def need_git() -> None:
    """Do nothing where git is at hand.

    Raises:
        CorpusError: there is none, or one that is too old.
    """
    _git_class()


@lru_cache(maxsize=1)
def _git_class() -> "type[_GitPython]":
    """Import GitPython on first use: it starts git, and most commands need neither."""
    try:
        from git import Git
    except ImportError as error:
        raise CorpusError("a corpus needs git, and none was found; {install}", install=_INSTALL) from error
    # Before 2.31 git takes no settings from the environment: the user's own would change what is recorded.
    version = Git().version_info
    if version < OLDEST:
        raise CorpusError("git {version} is too old; {install}", version=".".join(map(str, version)), install=_INSTALL)
    return Git
