"""Every question put to the repository of a corpus, one method each."""

import contextlib
import os
import re
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, NamedTuple

from shinkyu.errors import CorpusError
from shinkyu.messages import Message, message
from shinkyu.store import listings
from shinkyu.store.git import EMAIL, FSYNC, HONEST, NAME, Git, PlainGit, at, cause
from shinkyu.store.listings import Entry, RawCommit

_ZERO = "0" * 40
_QUOTED = re.compile(r"'([^']+)'")
# Lock files and half-written packs of git, which a git that is killed leaves behind.
_LEFTOVERS = (
    "index.lock", "HEAD.lock", "packed-refs.lock", "config.lock", "refs/heads/**/*.lock",
    "refs/shinkyu/*.lock", "objects/info/**/*.lock", "objects/pack/tmp_*", "objects/pack/pack-*.keep",
    "fast_import_crash_*",
)  # fmt: skip
_IMPORTS = ("objects/pack/tmp_*", "fast_import_crash_*")
# Git packs by itself from 6,700 loose objects or 50 packs on; we know better how, and come first.
_MANY_LOOSE = 3000
_MANY_PACKS = 4
_WINDOW = 3
"""Neighbours with which an object is compared: git's ten took 40 % more work in all, and gave 2 % less to keep."""
_CLOCK_STEP = 2.0
"""Seconds by which the times of files may be coarse."""


class Handmade(NamedTuple):
    """A commit as git keeps it, with the files it changed: path → ``mode id``, None where removed."""

    author: str
    committer: str
    message: bytes
    changes: dict[str, str | None]


class Repository:
    """A repository with a work tree, asked one question at a time."""

    def __init__(self, root: Path, git: PlainGit | None = None) -> None:
        """Take the repository whose ``.git`` is in *root*: its folder, or the file that names it in a linked work tree.

        Args:
            root: the work tree.
            git: who is asked; by default git shielded from its surroundings.

        Raises:
            CorpusError: the file names no folder.
        """
        self.root = root.resolve()
        self.git_dir, self.common_dir = _folders(self.root / ".git")
        self._git = git or Git(self.root, self.git_dir, self.common_dir)

    @classmethod
    def called_by_git(cls, folder: Path) -> "Repository":
        """Return the repository that git called a hook for, with what a push brings and no reference names yet."""
        return cls(folder, PlainGit(folder, HONEST))

    def as_keeper(self) -> PlainGit:
        """Return git with all settings of the person at work: for what is not part of the history."""
        return PlainGit(self.root, at(self.root, self.git_dir, self.common_dir))

    def hand_down(self, *handles: int) -> None:
        """Let every git process from now on hold these file descriptors, too."""
        self._git.handed_down = handles if os.name == "posix" else ()

    @property
    def handed_down(self) -> tuple[int, ...]:
        """File descriptors that every git process holds."""
        return self._git.handed_down

    # the repository

    @classmethod
    def create(cls, root: Path, branch: str) -> "Repository":
        """Make an empty repository in *root*, standing on *branch*."""
        repository = cls(root)
        repository._git.run("init", "--quiet", "--template=", "--object-format=sha1")
        repository._git.run("symbolic-ref", "HEAD", f"refs/heads/{branch}")
        repository._git.run("config", "core.fsync", FSYNC)  # for what people do by hand
        return repository

    def has_other_ids(self) -> bool:
        """Say whether the ids of the repository are others than SHA-1."""
        return self._git.line("rev-parse", "--show-object-format") not in (None, "sha1")

    def branch(self) -> str:
        """Return the full name of the branch the user stands on."""
        status, out, _ = self._git.attempt("symbolic-ref", "-q", "HEAD")
        if status:
            raise CorpusError("{root} is on no branch (detached HEAD); `git switch main` first", root=self.root)
        return out.decode().strip()

    def tip(self) -> str | None:
        """Return the commit the user stands on, None when there is none yet.

        Raises:
            CorpusError: there is one, but it cannot be read.
        """
        commit = self.commit_id("HEAD")
        if commit is None:
            status, out, _ = self._git.attempt("rev-parse", "-q", "--verify", "HEAD")
            if not status:
                id = out.decode().strip()
                raise CorpusError(
                    "{root} is damaged: its newest commit {id} cannot be read; `git fsck` says more, and another "
                    "copy of the corpus has it",
                    root=self.root,
                    id=id[:12],
                )
        return commit

    def commit_id(self, revision: str) -> str | None:
        """Return the id of the commit that *revision* names, None when there is none."""
        status, out, _ = self._git.attempt("rev-parse", "-q", "--verify", "--end-of-options", revision + "^{commit}")
        return None if status else out.decode().strip()

    def commits_after(self, commit: str) -> int | None:
        """Return how many commits follow *commit* up to the tip; None where it is in another history."""
        status, out, _ = self._git.attempt("rev-list", "--left-right", "--count", f"{commit}...HEAD", "--")
        if status:
            return None
        aside, after = map(int, out.split())
        return None if aside else after

    def is_tagged(self, commit: str) -> bool:
        """Say whether a tag keeps *commit*."""
        return bool(self._git.run("for-each-ref", "--count=1", f"--contains={commit}", "refs/tags").strip())

    # reading

    def history(self, folder: str | None = None, revision: str = "HEAD", limit: int | None = None) -> list[RawCommit]:
        """Return the commits up to *revision*, newest first; with *folder*, those that touched it."""
        # "=" keeps an empty message apart from the empty field that ends it; see listings.commits.
        asked = [
            "--format=%H%x00=%B%x00", "-z", "--name-only", "--no-renames", "--no-color",
            "--no-show-signature", "--no-notes", "--no-mailmap", "--no-merges", "--full-history",
            *([f"--max-count={limit}"] if limit else []),
        ]  # fmt: skip
        out = self._git.run("log", *asked, "--end-of-options", revision, "--", *([folder] if folder else []))
        return listings.commits(out)

    def arriving(self, commit: str) -> list[RawCommit]:
        """Return the commits up to *commit* that no reference has yet, oldest first.

        A merge is there once a parent, with what differs from it.
        """
        asked = (
            "--format=%H%x00=%B%x00", "-z", "--name-only", "--no-renames", "--no-color", "--no-show-signature",
            "--no-notes", "--no-mailmap", "--reverse", "--root", "-m",
        )  # fmt: skip
        return listings.commits(self._git.run("log", *asked, commit, "--not", "--all"))

    def entries(self, tree: str) -> list[Entry]:
        """Return the lines of *tree* (``<commit>:<folder>`` or an id), none when it does not exist."""
        found = self._git.object(tree)
        if found is not None and found.kind == "commit":
            found = self._git.object(f"{found.id}^{{tree}}")
        if found is None or found.kind != "tree":
            return []
        return listings.tree_lines(found.data, len(found.id) // 2)

    def files(self, commit: str) -> list[Entry]:
        """Return every file that *commit* holds, by its path."""
        return listings.entries(self._git.run("ls-tree", "-r", "-z", commit))

    def blobs(self, ids: Iterable[str]) -> list[bytes]:
        """Return the bytes of each blob, in order.

        Raises:
            CorpusError: one is missing or damaged.
        """
        found = []
        for id in ids:
            blob = self._git.object(id)
            if blob is None or blob.kind != "blob":
                raise CorpusError("the corpus is damaged: {id} is missing; `shinkyu corpus verify` says more", id=id)
            found.append(blob.data)
        return found

    def blob(self, name: str) -> bytes | None:
        """Return the bytes of the file *name* (``<commit>:<path>``), None when there is none."""
        return self._git.blob(name)

    def handmade(self, commit: str) -> Handmade:
        """Return a commit with all that is needed to make it again elsewhere."""
        raw = self._git.run("cat-file", "commit", commit)
        head, _, message = raw.partition(b"\n\n")
        lines = dict(line.split(" ", 1) for line in head.decode("utf-8", "surrogateescape").splitlines() if " " in line)
        out = self._git.run("diff-tree", "--root", "-r", "-z", "--no-commit-id", "--no-renames", commit)
        fields = out.decode("utf-8", "surrogateescape").split("\0")[:-1]
        changes: dict[str, str | None] = {}
        for about, path in zip(fields[::2], fields[1::2], strict=True):
            _, mode, _, id, _ = about.split(" ")
            changes[path] = None if id == _ZERO else f"{mode} {id}"
        return Handmade(lines["author"], lines["committer"], message, changes)

    def commit_head(self, commit: str) -> dict[str, str]:
        """Return the header lines of a commit by name (of several parents the last)."""
        found = self._git.object(commit)
        if found is None or found.kind != "commit":
            raise CorpusError("the corpus is damaged: commit {commit} is missing", commit=commit)
        head = found.data.partition(b"\n\n")[0].decode("utf-8", "surrogateescape")
        return dict(line.split(" ", 1) for line in head.splitlines() if " " in line)

    def message(self, commit: str) -> str:
        """Return the whole message of a commit."""
        found = self._git.object(commit)
        if found is None or found.kind != "commit":
            raise CorpusError("the corpus is damaged: commit {commit} is missing", commit=commit)
        return found.data.partition(b"\n\n")[2].decode("utf-8", "surrogateescape")

    def fsck(self) -> list[str]:
        """Return what git finds wrong with its objects, one line each."""
        status, out, err = self._git.attempt("fsck", "--strict", "--full", "--no-dangling", "--no-progress")
        lines = [line for line in (out.decode("utf-8", "replace") + err).splitlines() if line.strip()]
        return [line for line in lines if not line.startswith(("notice:", "dangling "))] if status or lines else []

    # writing: objects first, which nobody sees

    def write_blob(self, data: bytes) -> str:
        """Store *data* byte for byte and return its id."""
        return self._git.run("hash-object", "-w", "--stdin", stdin=data).decode().strip()

    def write_first(self, files: Mapping[str, str], message: str, moment: str) -> str:
        """Store the first commit, of files at the top (name → blob id), and return its id."""
        lines = "".join(f"100644 blob {blob}\t{name}\0" for name, blob in sorted(files.items()))
        tree = self._git.run("mktree", "-z", stdin=lines.encode()).decode().strip()
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        return self._git.run("commit-tree", tree, "-F", "-", stdin=message.encode(), environment=dates).decode().strip()

    def take_in(self, stream: IO[bytes]) -> list[str]:
        """Store the commits of a ``stream`` and return their ids in the order of their marks.

        Raises:
            Failed: the stream is broken, the disk is full; no reference has moved.
        """
        before = self._of_imports()
        with tempfile.TemporaryDirectory() as folder:
            marks = Path(folder) / "marks"
            try:
                self._git.run(
                    # Written quickly and whole: what is worth a difference from what, only _pack can tell.
                    "-c", "pack.compression=1", "fast-import", "--depth=0",
                    "--quiet", "--done", "--force", "--date-format=raw", f"--export-marks={marks}",
                    stdin=stream,
                )  # fmt: skip
            except CorpusError:
                # On a full disk what is half written is in the way of everything else.
                for path in self._of_imports() - before:
                    path.unlink(missing_ok=True)
                raise
            lines = marks.read_text(encoding="ascii").splitlines()
        ids = {int(mark[1:]): id for mark, id in (line.split(" ") for line in lines)}
        return [ids[mark] for mark in sorted(ids)]

    def _of_imports(self) -> set[Path]:
        """Return what imports that did not end well have left."""
        return {path for pattern in _IMPORTS for path in self.common_dir.glob(pattern)}

    # writing: what everybody sees

    def move_branch(self, branch: str, new: str, old: str | None, reason: str) -> None:
        """Move *branch* from *old* (None: it must not exist) to *new*, at one stroke or not at all."""
        status, _, err = self._git.attempt("update-ref", "-m", reason, branch, new, old or _ZERO)
        if status:
            short = branch.removeprefix("refs/heads/")
            if "but expected" in err:
                raise CorpusError(
                    "nothing was recorded, {branch} was moved by someone else meanwhile; try again", branch=short
                )
            raise CorpusError(
                "nothing was recorded, {branch} could not move: {why}; try again", branch=short, why=cause(err)
            )

    def obstacle(self, old: str | None, new: str) -> Message | None:
        """Return why index and work tree cannot go from *old* to *new* without losing an edit, if so."""
        # An index whose file times are stale (a copied corpus) would look edited throughout.
        self._git.attempt("update-index", "-q", "--refresh")
        status, _, err = self._git.attempt("read-tree", "-m", "-u", "-n", self._tree(old), self._tree(new))
        if not status:
            return None
        paths = _QUOTED.findall(err)
        if locks := [path for path in paths if path.endswith(".lock")]:
            return message("{lock} (another git is at work here, or ended without taking it away)", lock=locks[0])
        return message("{files}", files=", ".join(paths)) if paths else cause(err)

    def move_work_tree(self, old: str | None, new: str) -> None:
        """Take index and work tree from *old* to *new*; only files that differ between them are touched."""
        self._git.run("read-tree", "-m", "-u", self._tree(old), self._tree(new))

    def catch_up(self) -> None:
        """Bring index and work tree up to the tip when its writer died before or while it did so.

        What that writer's last step (from the commit before in the reflog to the tip) would have written
        is written, unless a person has staged or edited it meanwhile: a file is taken for the writer's
        when it is missing, still the old one, or the beginning of the new one.
        """
        tip = self.tip()
        before = self.commit_id("HEAD@{1}") or self.commit_id("HEAD^")
        if tip is None or before is None:
            return
        out = self._git.run("diff-tree", "-r", "-z", "--no-renames", before, tip)
        fields = out.decode("utf-8", "surrogateescape").split("\0")[:-1]
        staged = {entry.name: entry.id for entry in listings.staged(self._git.run("ls-files", "-s", "-z"))}
        lines: list[str] = []
        there: list[str] = []
        gone: list[str] = []
        for about, path in zip(fields[::2], fields[1::2], strict=True):
            _, mode, old, new, _ = about.split(" ")
            if staged.get(path, _ZERO) not in (old, new) or not self._is_untouched(path, old, new):
                continue
            lines.append(f"{mode} {new}\t{path}\0")
            (gone if new == _ZERO else there).append(path)
        raw = "".join(lines).encode("utf-8", "surrogateescape")
        self._git.run("update-index", "-z", "--index-info", stdin=raw)
        names = "".join(f"{path}\0" for path in there).encode("utf-8", "surrogateescape")
        self._git.run("checkout-index", "-f", "-u", "-q", "-z", "--stdin", stdin=names)
        for path in gone:
            (self.root / path).unlink(missing_ok=True)

    def _is_untouched(self, path: str, old: str, new: str) -> bool:
        """Say whether a file of the work tree is what a writer left that died between *old* and *new*."""
        file = self.root / path
        if file.is_symlink() or not file.is_file():
            return not file.exists()
        data = file.read_bytes()
        before, after = (self.blobs([id])[0] if id != _ZERO else None for id in (old, new))
        return data == before or (after is not None and after.startswith(data))

    def clear_leftovers(self, since: float) -> None:
        """Remove what a killed git left since a moment (seconds of the file system's clock)."""
        for pattern in _LEFTOVERS:
            for path in {*self.git_dir.glob(pattern), *self.common_dir.glob(pattern)}:
                try:
                    if path.stat().st_mtime >= since - _CLOCK_STEP:
                        path.unlink()
                except OSError:
                    continue  # gone meanwhile, or not ours to remove: git will say so

    def keep_fast(self, *, anew: bool) -> None:
        """Write what makes ``log`` of one report quick, and pack what has piled up; no failure matters.

        Args:
            anew: the history was rewritten, so that what is there names commits that may go.
        """
        how = "--split=replace" if anew else "--split"
        self._git.attempt("commit-graph", "write", "--reachable", "--changed-paths", how, "--no-progress")
        objects = self.common_dir / "objects"
        # Names of objects are random, so that one folder of 256 tells how many there are.
        loose = 256 * sum(1 for _ in objects.glob("17/*"))
        if loose > _MANY_LOOSE or sum(1 for _ in objects.glob("pack/*.pack")) > _MANY_PACKS:
            self._pack()

    def _pack(self) -> None:
        """Pack everything so that the versions of one report stand together, each as a difference from the next.

        Git itself would group by file name alone, and find all ``document.json`` of all reports there: the
        packs came out five times as large.
        """
        lines = []
        for line in self._git.run("rev-list", "--objects", "--all").decode("utf-8", "surrogateescape").splitlines():
            id, _, path = line.partition(" ")
            agency, _, rest = path.partition("/")
            report, _, name = rest.partition("/")
            # Git sorts by the last sixteen letters.
            lines.append(f"{id} {name[:1]}{agency[-8:]}{report[-7:]}\n" if name else f"{id} {path}\n")
        stdin = "".join(lines).encode("utf-8", "surrogateescape")
        stem = self.common_dir / "objects" / "pack" / "pack"
        status, out, _ = self._git.attempt("pack-objects", "-q", f"--window={_WINDOW}", str(stem), stdin=stdin)
        if not status:
            # Of an object in several packs git takes the one in the newest.
            newest = time.time() + 2
            with contextlib.suppress(OSError):
                os.utime(f"{stem}-{out.decode().strip()}.pack", (newest, newest))
            self._git.attempt("gc", "--quiet")

    def _tree(self, commit: str | None) -> str:
        return commit or self._git.run("mktree").decode().strip()


def _folders(place: Path) -> tuple[Path, Path]:
    """Return git's folder for a work tree, and the folder of its repository (the same but in a linked work tree).

    Args:
        place: ``.git`` of the work tree, see gitrepository-layout.

    Raises:
        CorpusError: it is a file that names no folder.
    """
    if not place.is_file():
        return place, place
    try:
        names = place.read_text(encoding="utf-8", errors="surrogateescape").removeprefix("gitdir:").strip()
        own = (place.parent / names).resolve()
        common = own / "commondir"
        return own, (own / common.read_text().strip()).resolve() if common.is_file() else own
    except OSError as error:
        raise CorpusError("{path} cannot be read ({why})", path=place, why=error) from error


def identity(moment: str) -> str:
    """Return ourselves at a moment, as a commit says it."""
    return f"{NAME} <{EMAIL}> {moment.removeprefix('@')}"
