"""The stages around the corpus: a file becomes a version, versions are recorded, read back and summed up."""

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

from shinkyu import __version__
from shinkyu.errors import ShinkyuError, SourceError
from shinkyu.forms.library import load
from shinkyu.messages import message
from shinkyu.model.change import LACKED_BY_ONE
from shinkyu.model.document import Document, is_reconstructed
from shinkyu.model.reading import ItemReading, Reading, Where
from shinkyu.model.version import Logged, Version
from shinkyu.pipeline import CANONICAL, Checked, Read, check, read
from shinkyu.store import signing
from shinkyu.store.corpus import Corpus
from shinkyu.store.history import History, by_report
from shinkyu.store.keys import cover_date, cover_key
from shinkyu.store.rewriting import Progress, Rewritten
from shinkyu.store.spool import Spool
from shinkyu.store.verifying import Fault
from shinkyu.store.writing import Outcome, Recorded, Summarise, Tell
from shinkyu.text.tokenise import dictionary_version


def version_of(
    data: bytes,
    name: str,
    *,
    found: Read | None = None,
    agency: str | None = None,
    number: str | None = None,
    published_on: datetime.date | None = None,
    rewound: bool = False,
) -> Version:
    """Return the version in the bytes of a file, with the key and the day its cover gives.

    Args:
        data: the bytes of the file.
        name: its name.
        found: what was read from them, where somebody did.
        agency: folder name of the agency in ASCII, instead of the one made from the cover.
        number: 評価書番号, instead of the cover's.
        published_on: 公表日, where the cover does not say it.
        rewound: the file is a reconstructed version.

    Raises:
        ShinkyuError: no assessment, or the cover does not say what is needed.
    """
    found = found or read(data, name)
    if found.reading.dialect == CANONICAL and not is_reconstructed(found.document):
        raise SourceError(
            "{name} is the canonical JSON of a version, made by shinkyu and no source; add the file it was read from",
            name=name,
        )
    return Version(
        key=cover_key(found.document, agency=agency, number=number, rewound=rewound),
        published_on=published_on or cover_date(found.document),
        document=found.document,
        reading=found.reading,
        source=data,
        source_name=name,
        engine_version=engine_version(),
        dictionary_version=dictionary_version(),
    )


def engine_version() -> str:
    """Return what reads sources here, as a version records it."""
    return f"shinkyu {__version__}"


def reread(version: Version) -> Version:
    """Return a stored version as the engine of today reads its source; key and day stay.

    Raises:
        ShinkyuError: the source is no assessment to this engine.
    """
    found = read(version.source, version.source_name)
    return msgspec.structs.replace(
        version,
        document=found.document,
        reading=found.reading,
        commit=None,
        engine_version=engine_version(),
        dictionary_version=dictionary_version(),
    )


def record(corpus: Corpus, version: Version) -> Recorded:
    """Add a version to a corpus; the commit tells what changed and what was declared.

    Raises:
        CorpusError: the corpus refuses; nothing is written then.
    """
    return record_all(corpus, Spool([version])).recorded[0]


def record_all(
    corpus: Corpus,
    spool: Spool,
    *,
    keep_going: bool = False,
    waiting: Tell | None = None,
    told: Callable[[Recorded], None] | None = None,
    summarise: Summarise | None = None,
) -> Outcome:
    """Add versions to a corpus, see ``store.writing.add``; *summarise* may know what ``summary_of`` gives."""
    outcome = corpus.add_all(spool, summarise or summary_of, keep_going=keep_going, waiting=waiting, told=told)
    _sign(corpus, any(recorded.new for recorded in outcome.recorded), waiting)
    return outcome


def backfill(
    corpus: Corpus, spool: Spool, waiting: Tell | None = None, summarise: Summarise | None = None
) -> tuple[Outcome, Rewritten]:
    """Put versions where their 公表日 belongs, see ``store.rewriting.backfill``."""
    outcome, rewritten = corpus.backfill(spool, summarise or summary_of, waiting)
    _sign(corpus, rewritten.changed, waiting)
    return outcome, rewritten


def rebuild(corpus: Corpus, waiting: Tell | None = None, progress: Progress | None = None) -> Rewritten:
    """Read every source again and write the history anew, see ``store.rewriting.rebuild``."""
    rewritten = corpus.rebuild(reread, summary_of, waiting, progress)
    _sign(corpus, rewritten.changed, waiting)
    return rewritten


def re_extract(corpus: Corpus, waiting: Tell | None = None, progress: Progress | None = None) -> list[Recorded]:
    """Put what this engine reads otherwise on top of the history, see ``store.rewriting.re_extract``."""
    recorded = corpus.re_extract(reread, summary_of, waiting, progress)
    _sign(corpus, bool(recorded), waiting)
    return recorded


def _sign(corpus: Corpus, changed: bool, tell: Tell | None) -> None:
    """Put a signed tag at what was recorded, where the corpus is set up so."""
    name = signing.sign_if_wanted(corpus.repository) if changed else None
    if name and tell:
        tell(message("signed as the tag {name}", name=name))


class Verified(NamedTuple):
    """What a look through a whole corpus gave."""

    faults: list[Fault]
    looked_at: list[Logged]
    read_by_others: int
    """Versions of which not the reading was compared: another engine or dictionary made it."""


def verify(corpus: Corpus, *, quick: bool = False, progress: Progress | None = None) -> Verified:
    """Look whether a corpus is what it says; nothing is changed.

    Args:
        corpus: the corpus.
        quick: sources are not read again, and nothing is compared.
        progress: told how many sources of how many are read again.
    """
    looked_at: list[Logged] = []
    faults = list(corpus.faults(looked_at.append))
    broken = {fault.where for fault in faults if fault.rule in ("files", "schema")}
    others = 0
    of_report = by_report(looked_at)
    for done, logged in enumerate([] if quick else looked_at, 1):
        where = f"{logged.key}@{logged.published_on}"
        if not read_by_this_engine(logged):
            others += 1
        elif where not in broken:
            try:
                faults += reading_faults(corpus, logged) + summary_faults(corpus, logged, of_report[logged.key])
            except ShinkyuError as error:
                faults.append(Fault(where, "reading", message("the source cannot be read again: {error}", error=error)))
        if progress:
            progress(done, len(looked_at))
    return Verified(faults, looked_at, others)


def reading_faults(corpus: Corpus, logged: Logged) -> list[Fault]:
    """Return how a stored version differs from what its source reads as now.

    A version that another engine or dictionary read is not compared: it may differ rightly.

    Raises:
        CorpusError: its commit is damaged.
    """
    version = corpus.version(logged)
    if not read_by_this_engine(logged):
        return []
    again = reread(version)
    where = f"{logged.key}@{logged.published_on}"
    differing = [
        name
        for name, stored, now in (
            ("document.json", version.document, again.document),
            ("reading.json", msgspec.structs.replace(version.reading, source=""), _nameless(again)),
        )
        if stored != now
    ]
    return [Fault(where, "reading", message("{name} is not what the source reads as", name=name)) for name in differing]


def summary_faults(corpus: History, logged: Logged, others: Iterable[Logged]) -> list[Fault]:
    """Return how what the commit of a version tells differs from what its comparison gives now.

    Compared is what this engine read, with what it read of the version before.

    Args:
        corpus: the corpus.
        logged: the version.
        others: what is recorded of its report.

    Raises:
        CorpusError: a commit is damaged.
    """
    earlier = [one for one in others if one.published_on < logged.published_on]
    day = max((one.published_on for one in earlier), default=None)
    # Which of several readings was the newest then does not matter: one must give what is told.
    readings = [one for one in earlier if one.published_on == day]
    if not all(map(read_by_this_engine, (logged, *readings))):
        return []
    version = corpus.version(logged)
    before: list[Version | None] = [corpus.version(one) for one in readings]
    if any(logged.body == summary_of(version, one) for one in before or [None]):
        return []
    told = message("what the commit tells of changes and declared rows is not what they are")
    return [Fault(f"{logged.key}@{logged.published_on}", "summary", told)]


def read_by_this_engine(version: Logged | Version) -> bool:
    """Say whether a version was read by the engine and the dictionary that are at work here."""
    return (version.engine_version, version.dictionary_version) == (engine_version(), dictionary_version())


def _nameless(version: Version) -> object:
    return msgspec.structs.replace(version.reading, source="")


def summary_of(version: Version, before: Version | None) -> str:
    """Return what the commit of a version tells: changes by kind, rows by verdict.

    The version before is taken as this engine reads it, see ``read_alike``.
    """
    return summary_between(from_version(version), from_version(read_alike(before)) if before else None)


def read_alike(before: Version) -> Version:
    """Return a version as the engine of today reads it: what two engines read otherwise, no office changed.

    One whose source cannot be read any more stays as it was read.
    """
    if read_by_this_engine(before):
        return before
    try:
        return reread(before)
    except ShinkyuError:
        return before


def summary_between(new: Read, old: Read | None) -> str:
    """Return the same of versions in hand."""
    return "\n".join(_summary(check(new, old)))


def _summary(checked: Checked) -> list[str]:
    lines = []
    if checked.compared:
        lines.append("Changes: " + _counted(change.op for change in checked.compared.changes.changes))
        if checked.report.table_read:
            lines.append(f"Undeclared: {len(checked.report.undeclared)}")
        also = (("Declared in part", checked.report.partial), ("May be misread", checked.report.suspects))
        lines += [f"{name}: {len(found)}" for name, found in also if found]
        lacked = [place for each in checked.report.notices if each.rule in LACKED_BY_ONE for place in each.addresses]
        lines += [f"Not compared: {len(lacked)}"] if lacked else []
    lines.append("Declared rows: " + _counted(judgement.verdict for judgement in checked.report.declared))
    return lines


def _counted(words: Iterable[str]) -> str:
    found = list(words)
    return ", ".join(f"{found.count(word)} {word}" for word in sorted(set(found))) or "none"


def stored(corpus: History, logged: Logged) -> Read:
    """Return a version of a corpus as it was read when it was added."""
    return from_version(corpus.version(logged))


def read_stored(folder: Path | None, name: str) -> Read:
    """Return the version that ``KEY@DATE``, ``KEY@latest``, ``KEY@previous`` or ``REV:KEY`` names in a corpus.

    Args:
        folder: the corpus; None for the one the current folder is in.
        name: the version.

    Raises:
        CorpusError: no corpus there, or no such version.
    """
    corpus = Corpus.open(folder) if folder else Corpus.around(Path.cwd())
    return stored(corpus, corpus.named(name))


def from_document(document: Document, name: str) -> Read:
    """Return a version of which only the canonical document is at hand: nothing is known of where it was read."""
    places = tuple(ItemReading(item.address, 1.0, Where()) for item in document.items)
    return Read(document, Reading(name, "", CANONICAL, places), load(document.form, document.edition), None)


def from_version(version: Version) -> Read:
    """Return a stored version as one in hand."""
    return from_parts(version.document, version.reading)


def from_parts(document: Document, reading: Reading) -> Read:
    """Return a version of which document and sidecar are at hand."""
    return Read(document, reading, load(document.form, document.edition), None)
