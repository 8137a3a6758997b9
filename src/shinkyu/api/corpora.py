"""``shinkyu.Corpus``: every version of every report, for programs."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from shinkyu.api.assessments import Assessment, Source, one_of
from shinkyu.files import as_text, read_file
from shinkyu.model.version import Key, Logged
from shinkyu.pipeline import archive, exporting, tracing
from shinkyu.pipeline.exporting import Exported
from shinkyu.store.corpus import Corpus as Store
from shinkyu.store.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shinkyu.pipeline.tracing import Blamed, Stage
    from shinkyu.store.history import History
    from shinkyu.store.index import Hit
    from shinkyu.store.verifying import Fault
    from shinkyu.store.writing import Recorded


class Corpus:
    """A corpus in a folder: a git repository with one commit a publication, as ``shinkyu corpus`` makes it.

    A report is named by a ``shinkyu.Key`` or as on the command line: ``"sumihara-shi/8-priority"``, an end of it that
    only one report has (``"8-priority"``), or words of its cover (``"澄原市 介護保険"``).  A version is named by what
    `versions` returns or by ``"REPORT@2022-06-30"``, ``"REPORT@latest"``, ``"REPORT@previous"``, ``"REV:REPORT"``; a
    report alone names its newest.  Whatever names nothing, or several things, is a ``CorpusError`` that says so.

    >>> corpus = shinkyu.Corpus.init("archive")
    >>> for name in ("2021-03-26.txt", "2022-06-30.txt", "2025-07-31.txt"):
    ...     recorded = corpus.add(name, agency="sumihara-shi")
    >>> recorded.key, recorded.published_on
    (Key(agency='sumihara-shi', number='8', form='priority'), datetime.date(2025, 7, 31))
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        """Open the corpus in *folder*.

        Raises:
            CorpusError: there is none, or git is missing or too old.
        """
        self._store = Store.open(Path(folder))

    @classmethod
    def init(cls, folder: str | os.PathLike[str]) -> Corpus:
        """Return the corpus in *folder*, made where the folder is missing or empty.

        Raises:
            CorpusError: the folder holds something else, or git is missing or too old.
        """
        Store.init(Path(folder))
        return cls(folder)

    @property
    def folder(self) -> Path:
        """Where the corpus is."""
        return self._store.folder

    def reports(self) -> list[Key]:
        """Return the key of every report: agency, number and form; sorted."""
        return self._store.keys()

    def versions(self, report: Key | str) -> list[Logged]:
        """Return the versions of a report, oldest first, each by its latest reading.

        >>> corpus = shinkyu.Corpus("archive")
        >>> [str(version.published_on) for version in corpus.versions("8-priority")]
        ['2021-03-26', '2022-06-30', '2025-07-31']
        """
        return self._store.versions(self._key(report))

    def log(self, report: Key | str | None = None) -> list[Logged]:
        """Return what was recorded, of all reports or one, newest 公表日 first; re-extractions are entries, too."""
        return self._store.log(self._key(report) if report is not None else None)

    def read(self, version: Logged | str) -> Assessment:
        """Return a version as it was read when it was recorded.

        >>> corpus = shinkyu.Corpus("archive")
        >>> old, new = map(corpus.read, ("8-priority@previous", "8-priority@latest"))
        >>> len(shinkyu.check(new, against=old).undeclared)
        1
        """
        return Assessment(archive.stored(self._store, self._logged(version)))

    def source(self, version: Logged | str) -> bytes:
        """Return the untouched file of a version."""
        return self._store.version(self._logged(version)).source

    def add(
        self,
        source: Source,
        *,
        name: str | None = None,
        agency: str | None = None,
        number: str | None = None,
        published_on: datetime.date | None = None,
        rewound: bool = False,
        backfill: bool = False,
    ) -> Recorded:
        """Record the version in a file as one commit; the same bytes again do nothing (``Recorded.new`` is false).

        Args:
            source: path of the file, or its bytes.
            name: its name; of a path the last part.  Only the extension is kept.
            agency: folder name of the agency in ASCII; else its 団体コード, found by the name on the cover.
            number: 評価書番号, where the cover does not say it.
            published_on: 公表日, where the cover does not say it.
            rewound: the file is what ``shinkyu rewind`` made: kept apart, as reconstructed.
            backfill: a version older than the newest is put in its place; the history is written anew.

        Raises:
            ShinkyuError: no assessment, see `parse`.
            CorpusError: the cover lacks what is needed, another file is recorded for that day, the version is older
                than the newest (and not *backfill*), or another writer does not end; nothing is written then.
            TypeError: *published_on* is no day (``datetime.date``), as a text is none.
        """
        if published_on is not None and type(published_on) is not datetime.date:
            raise TypeError(f"published_on is a datetime.date, not {type(published_on).__name__}")
        data, called = _bytes_of(source, name)
        version = archive.version_of(
            data, called, agency=agency, number=number, published_on=published_on, rewound=rewound
        )
        return self._record(Spool([version]), backfill=backfill)[0]

    def add_all(
        self, sources: Iterable[Source], *, agency: str | None = None, backfill: bool = False
    ) -> list[Recorded]:
        """Record the versions in files, in the order of their 公表日, whatever order they come in; all or none.

        Args:
            sources: paths or bytes.
            agency: see `add`.
            backfill: see `add`.

        Raises:
            ShinkyuError: one of them is no assessment, see `parse`.
            CorpusError: see `add`.
            TypeError: *sources* is one path or the bytes of one file, and no series of them.
        """
        if isinstance(sources, str | bytes | os.PathLike):
            raise TypeError("sources is a series of paths or bytes; `add` records one")
        spool = Spool()
        for source in sources:
            spool.put(archive.version_of(*_bytes_of(source, None), agency=agency))
        return self._record(spool, backfill=backfill)

    def _record(self, spool: Spool, *, backfill: bool) -> list[Recorded]:
        outcome = archive.backfill(self._store, spool)[0] if backfill else archive.record_all(self._store, spool)
        return list(outcome.recorded)

    def history(self, report: Logged | str, *address: str) -> list[Stage]:
        """Return what one item was in each version up to one, newest first.

        Args:
            report: the version that the address is of, or a report for its newest.
            address: the item as the commands print it, or an end of that which only one item has.

        Raises:
            CorpusError: no item or several items are meant.

        >>> corpus = shinkyu.Corpus("archive")
        >>> for stage in corpus.history("8-priority", "Ⅱ", "6", "保管場所"):
        ...     print(stage.logged.published_on, stage.ground, [row.row.n for row in stage.rows])
        2025-07-31 changed [38]
        2022-06-30 None []
        2021-03-26 first []
        """
        return tracing.history(*self._named(report), " ".join(address))

    def blame(self, report: Logged | str) -> list[Blamed]:
        """Return for each item of a version which version last changed it in substance, and which row says so."""
        return tracing.blame(*self._named(report))

    def search(self, *words: str, latest: bool = False) -> list[Hit]:
        """Return the items and declared rows that hold all words, in whatever spelling; newest versions first.

        Args:
            words: 取扱い finds 取り扱い.
            latest: only in the newest version of each report.

        Raises:
            CorpusError: there is no word, or none in one of them, or the index beside git's files cannot be written.
        """
        return exporting.search(self._store, words, latest=latest)

    def export(self, what: Exported = "items", report: Key | str | None = None) -> Iterator[dict[str, Any]]:
        """Yield an object for each item, declared row or version, oldest version of a report first.

        They are the lines of ``shinkyu corpus export``; schemas on the page of formats.

        Args:
            what: ``"items"``, ``"declared"`` or ``"versions"``.
            report: only of this one.

        Raises:
            CorpusError: there is no such report, or a commit is damaged.
            ValueError: there is no such kind of object.
        """
        one_of("kind of object", what, get_args(Exported))
        return exporting.export(self._store, what, self._key(report) if report is not None else None)

    def verify(self, *, quick: bool = False) -> list[Fault]:
        """Return what is wrong with the corpus, empty where nothing is; nothing is changed.

        Args:
            quick: do not read the sources again.
        """
        return archive.verify(self._store, quick=quick).faults

    def rebuild(self) -> bool:
        """Read every source again and write the history anew; returns whether any commit has another id.

        The same sources, added in whatever order, give the same commits.
        """
        return archive.rebuild(self._store).changed

    def re_extract(self) -> list[Recorded]:
        """Put what this shinkyu reads otherwise on top of the history, marked as no change by the office."""
        return archive.re_extract(self._store)

    def _key(self, report: Key | str) -> Key:
        return report if isinstance(report, Key) else self._store.find(report)

    def _logged(self, version: Logged | str) -> Logged:
        return self._named(version)[1]

    def _named(self, version: Logged | str) -> tuple[History, Logged]:
        return (self._store, version) if isinstance(version, Logged) else tracing.named(self._store, version)

    def __repr__(self) -> str:
        return f"<Corpus {self.folder}>"


def _bytes_of(source: Source, name: str | None) -> tuple[bytes, str]:
    """Return the bytes of a source and the name that a version keeps the extension of."""
    if isinstance(source, bytes):
        return source, name or "source"
    return read_file(os.fspath(source)), name or as_text(Path(source).name)
