"""What the server works with: a corpus at one commit, and versions that were read and compared before."""

import threading
from pathlib import Path

from shinkyu import pipeline
from shinkyu.errors import CorpusError
from shinkyu.model.version import Logged
from shinkyu.pipeline import Checked, Read, archive, overview, tracing
from shinkyu.pipeline.looking import view_of
from shinkyu.pipeline.overview import Overview
from shinkyu.pipeline.tracing import Step
from shinkyu.render.html import View
from shinkyu.store import index
from shinkyu.store.corpus import Corpus
from shinkyu.store.history import History, Pinned
from shinkyu.text.memory import forgetting
from shinkyu.web.kept import Kept

_VERSIONS = 32
"""Versions kept in memory: a large one takes some megabytes."""
_CHECKS = 64
_VIEWS = 16


class Desk:
    """A corpus, read only, or none."""

    def __init__(self, folder: Path | None) -> None:
        """Open the corpus in *folder*; without one only files can be compared.

        Raises:
            CorpusError: the folder holds no corpus.
        """
        self._corpus = Corpus.open(folder) if folder else None
        self._versions: Kept[str, Read] = Kept(_VERSIONS)
        self._checks: Kept[tuple[str, str | None], Checked] = Kept(_CHECKS)
        self._views: Kept[tuple[str, str | None], View] = Kept(_VIEWS)
        self._overviews: Kept[str, list[Overview]] = Kept(2)
        self._pinned: Pinned | None = None
        self.indexing = threading.Lock()
        """Held while the index is asked: it stands at one commit at a time."""

    @property
    def has_corpus(self) -> bool:
        """Whether there is a corpus to look at."""
        return self._corpus is not None

    def pinned(self) -> Pinned:
        """Return the history as it stands now; a request asks once and sees that commit to its end.

        Raises:
            CorpusError: there is no corpus, or it is damaged.
        """
        if self._corpus is None:
            raise CorpusError("this server has no corpus")
        now = self._corpus.pinned()
        if self._pinned is None or self._pinned.revision != now.revision:
            self._pinned = now
        return self._pinned

    def prepare(self, progress: index.Progress | None = None) -> None:
        """Bring the index up to date before anybody waits for it."""
        if self._corpus is not None:
            index.update(self._corpus, progress)

    def overview(self, history: Pinned) -> list[Overview]:
        """Return all reports, see ``pipeline.overview``."""

        def make() -> list[Overview]:
            with self.indexing:
                return overview.overview(history)

        return self._overviews.get(history.revision, make)

    def read(self, history: History, logged: Logged) -> Read:
        """Return a version as it was read when it was added."""
        return self._versions.get(logged.commit, lambda: archive.stored(history, logged))

    def check(self, history: History, new: Logged, old: Logged | None) -> Checked:
        """Return a version held against its own table and, where given, an older version."""

        @forgetting()  # the result is kept; what it was worked out of would grow for as long as the server runs
        def make() -> Checked:
            return pipeline.check(self.read(history, new), self.read(history, old) if old else None)

        return self._checks.get((new.commit, old.commit if old else None), make)

    def view(self, history: History, new: Logged, old: Logged | None) -> View:
        """Return what a report page tells of a version and, where given, of the step to it from an older one."""

        def make() -> View:
            checked = self.check(history, new, old)
            return view_of(checked, checked.compared.changes if checked.compared else None)

        return self._views.get((new.commit, old.commit if old else None), make)

    def steps(self, history: History, until: Logged) -> list[Step]:
        """Return the versions up to one of them, oldest first, each held against the one before."""
        found: list[Step] = []
        for logged in tracing.up_to(history, until):
            before = found[-1].logged if found else None
            checked = self.check(history, logged, before) if before else None
            found.append(Step(logged, self.read(history, logged), checked))
        return found
