"""A corpus: every version of every report, one commit a publication."""

from collections.abc import Callable, Iterator
from pathlib import Path

from shinkyu.codec.canonical import dumps
from shinkyu.errors import CorpusError
from shinkyu.messages import message
from shinkyu.model.version import Logged, Version
from shinkyu.store import rewriting, verifying, writing
from shinkyu.store.git import need_git
from shinkyu.store.history import History
from shinkyu.store.repository import Repository
from shinkyu.store.rewriting import Progress, Reread, Rewritten
from shinkyu.store.spool import Spool
from shinkyu.store.verifying import Fault
from shinkyu.store.writing import Outcome, Recorded, Summarise, Tell

MARKER = ".shinkyu-corpus.json"
SCHEMA = "shinkyu/corpus/1"
BRANCH = "main"

_FIRST_FILES = {
    # The later line wins: a source that happens to be JSON stays as it came, too.
    ".gitattributes": "*.json text eol=lf\nsource.* -text\n",
    MARKER: dumps({"schema": SCHEMA}),
}
_ID_LENGTH = 40  # hex digits of SHA-1
_FIRST_MESSAGE = "Corpus of assessment reports\n\nKind: corpus\n"
_FIRST_MOMENT = "@0 +0000"  # the same first commit everywhere, before any publication


class Corpus(History):
    """A corpus in a folder.  What it returns is in the history; the work tree is for people."""

    @classmethod
    def init(cls, folder: Path) -> tuple["Corpus", bool]:
        """Make a corpus in *folder*; returns it and whether it is new.

        A folder counts as empty when it holds only a repository without commits.

        Raises:
            CorpusError: the folder holds something else.
        """
        if (folder / ".git").exists():
            there = Repository(folder)
            if there.has_other_ids():
                raise _other_ids(folder)
            if there.tip() is not None:
                return cls.open(folder), False
        need_git()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            strangers = sorted(path.name for path in folder.iterdir() if path.name != ".git" or path.is_file())
        except OSError as error:
            raise CorpusError("cannot make a corpus in {folder}: {why}", folder=folder, why=error) from error
        if strangers:
            raise CorpusError(
                "{folder} is not empty ({name} …); name an empty or new folder",
                folder=folder,
                name=strangers[0],
            )
        repository = Repository.create(folder, BRANCH)
        files = {path: repository.write_blob(text.encode()) for path, text in _FIRST_FILES.items()}
        first = repository.write_first(files, _FIRST_MESSAGE, _FIRST_MOMENT)
        repository.move_branch(repository.branch(), first, None, "corpus init")
        repository.move_work_tree(None, first)
        return cls(repository), True

    @classmethod
    def open(cls, folder: Path) -> "Corpus":
        """Return the corpus in *folder*.

        Raises:
            CorpusError: there is none.
        """
        way_out = message("`shinkyu corpus init DIR` makes one, --corpus DIR names another")
        if not (folder / ".git").exists():
            raise CorpusError("{folder} is not a corpus (no .git folder); {way_out}", folder=folder, way_out=way_out)
        repository = Repository(folder)
        tip = repository.tip()
        if tip is not None and len(tip) != _ID_LENGTH:
            raise _other_ids(folder)
        marker = [e.id for e in repository.entries(tip) if e.name == MARKER] if tip else []
        if not marker:
            raise CorpusError(
                "{folder} is a repository but not a corpus (no {marker} in it); {way_out}",
                folder=folder,
                marker=MARKER,
                way_out=way_out,
            )
        if repository.blobs(marker)[0].decode("utf-8", "replace") != _FIRST_FILES[MARKER]:
            raise CorpusError(
                "{folder} is a corpus, but not {schema}; use the shinkyu that made it", folder=folder, schema=SCHEMA
            )
        return cls(repository)

    @classmethod
    def around(cls, folder: Path) -> "Corpus":
        """Return the corpus that *folder* is in, at any depth.

        Raises:
            CorpusError: it is in none.
        """
        here = folder.resolve()
        inside = next((above for above in (here, *here.parents) if (above / ".git").exists()), here)
        return cls.open(inside)

    @property
    def folder(self) -> Path:
        """Where the corpus is."""
        return self.repository.root

    def add(self, version: Version, summary: str = "") -> Recorded:
        """Record one version as one commit with *summary* as its body, see ``writing.add``."""
        return self.add_all(Spool([version]), lambda version, before: summary).recorded[0]

    def add_all(
        self,
        spool: Spool,
        summarise: Summarise,
        *,
        keep_going: bool = False,
        waiting: Tell | None = None,
        told: Callable[[Recorded], None] | None = None,
    ) -> Outcome:
        """Record versions, each newer than what is there of its report, see ``writing.add``."""
        return writing.add(self, spool, summarise, keep_going=keep_going, waiting=waiting, told=told)

    def backfill(self, spool: Spool, summarise: Summarise, waiting: Tell | None = None) -> tuple[Outcome, Rewritten]:
        """Put versions in their place and write the history anew, see ``rewriting.backfill``."""
        return rewriting.backfill(self, spool, summarise, waiting=waiting)

    def rebuild(
        self, reread: Reread, summarise: Summarise, waiting: Tell | None = None, progress: Progress | None = None
    ) -> Rewritten:
        """Write the history anew from its sources, see ``rewriting.rebuild``."""
        return rewriting.rebuild(self, reread, summarise, waiting=waiting, progress=progress)

    def re_extract(
        self, reread: Reread, summarise: Summarise, waiting: Tell | None = None, progress: Progress | None = None
    ) -> list[Recorded]:
        """Put readings of today on top, see ``rewriting.re_extract``."""
        return rewriting.re_extract(self, reread, summarise, waiting=waiting, progress=progress)

    def faults(self, checked: Callable[[Logged], None] | None = None) -> Iterator[Fault]:
        """Yield what is wrong with the corpus, see ``verifying.faults``."""
        return verifying.faults(self, checked)


def _other_ids(folder: Path) -> CorpusError:
    return CorpusError(
        "{folder} is a repository with SHA-256 ids; a corpus has SHA-1 ids, so that the same sources "
        "have the same ids everywhere; `shinkyu corpus init DIR` makes one in another folder",
        folder=folder,
    )
