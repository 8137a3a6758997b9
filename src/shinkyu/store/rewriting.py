"""The history written anew, as a function of its sources: every version in the order of its 公表日.

Whatever order the versions were added in, the commits come out the same.  What people committed beside
the reports follows after the versions, with its author, its date and its message.
"""

import datetime
from collections.abc import Callable, Iterable

import msgspec

from shinkyu.errors import CorpusError
from shinkyu.model.version import Key, Logged, Version
from shinkyu.store import mapping
from shinkyu.store.history import History
from shinkyu.store.offices import Offices
from shinkyu.store.repository import Repository
from shinkyu.store.spool import Spool, Waiting
from shinkyu.store.stream import Moment
from shinkyu.store.writing import Chain, Outcome, Recorded, Summarise, Tell, check_day, check_place, only_writer

Reread = Callable[[Version], Version]
"""A stored version → the same source read by the engine of today."""
Progress = Callable[[int, int], None]
"""Told how many versions of how many are done."""


class Rewritten(msgspec.Struct, frozen=True):
    """What became of the history."""

    old_tip: str
    new_tip: str
    versions: int

    @property
    def changed(self) -> bool:
        """Say whether any commit has another id."""
        return self.old_tip != self.new_tip


def backfill(
    history: History, spool: Spool, summarise: Summarise, *, waiting: Tell | None = None
) -> tuple[Outcome, Rewritten]:
    """Put versions where their 公表日 belongs, between or before those that are there.

    Raises:
        CorpusError: as for ``writing.add``, and where people changed files of the corpus by hand.
    """
    repository = history.repository
    with only_writer(repository, waiting):
        there = _versions(history)
        offices = Offices(entry for versions in there.values() for entry in map(_logged, versions))
        known: list[Recorded] = []
        new: list[Waiting] = []
        for entry in spool.in_order():
            check_day(entry.key, entry.published_on)
            of_key = there.setdefault(entry.key, [])
            same = [one for one in of_key if one.published_on == entry.published_on]
            if same and isinstance(same[0], Logged) and same[0].source_sha256 == entry.sha256:
                known.append(Recorded(entry.key, entry.published_on, same[0].commit, False, entry.name))
                continue
            if same and isinstance(same[0], Waiting) and same[0].sha256 == entry.sha256:
                continue
            check_place(entry, of_key)
            offices.admit(entry.key, entry.agency_name)
            _check_neighbours(entry, of_key)
            of_key.append(entry)
            of_key.sort(key=lambda one: one.published_on)
            new.append(entry)
        rewritten = _rewrite(history, there, spool, summarise, "corpus add --backfill") if new else _unchanged(history)
        ids = {(one.key, one.published_on): one.commit for key in {e.key for e in new} for one in history.log(key)}
        made = [Recorded(e.key, e.published_on, ids[e.key, e.published_on], True, e.name) for e in new]
        return Outcome((*known, *made)), rewritten


def rebuild(
    history: History,
    reread: Reread,
    summarise: Summarise,
    *,
    waiting: Tell | None = None,
    progress: Progress | None = None,
) -> Rewritten:
    """Read every source again and write the history anew: the same sources give the same commits.

    Raises:
        CorpusError: a source cannot be read any more, or people changed files of the corpus by hand;
            nothing has changed then.
    """
    with only_writer(history.repository, waiting):
        there = _versions(history)
        spool = Spool()
        total = sum(map(len, there.values()))
        done = 0
        fresh: dict[Key, list[Logged | Waiting]] = {}
        for key, versions in there.items():
            fresh[key] = []
            for one in versions:
                fresh[key].append(spool.put(reread(history.version(_logged(one)))))
                done += 1
                if progress:
                    progress(done, total)
        return _rewrite(history, fresh, spool, summarise, "corpus rebuild", read_anew=True)


def re_extract(
    history: History,
    reread: Reread,
    summarise: Summarise,
    *,
    waiting: Tell | None = None,
    progress: Progress | None = None,
) -> list[Recorded]:
    """Keep the history and put on top what the engine of today reads otherwise.

    From the first version of a report that reads otherwise up to its newest, each gets a commit of kind
    ``re-extraction``, so that neighbours are always read by one engine and the newest stands at the tip.
    """
    with only_writer(history.repository, waiting):
        there = _versions(history)
        total = sum(map(len, there.values()))
        done = 0
        chain = Chain(history.repository, "corpus rebuild --re-extract")
        recorded: list[Recorded] = []
        pending: list[Logged] = []
        for versions in there.values():
            previous: Version | None = None
            otherwise = False
            for one in map(_logged, versions):
                stored = history.version(one)
                version = reread(stored)
                otherwise = otherwise or mapping.files_of(version) != mapping.files_of(stored)
                if otherwise:
                    chain.append(version, summarise(version, previous), "re-extraction")
                    pending.append(one)
                previous = version
                done += 1
                if progress:
                    progress(done, total)
            if pending:
                # One report at a time: a report with half its versions read anew would be worse than none.
                ids = chain.record()
                recorded += [
                    Recorded(one.key, one.published_on, id, True, "") for one, id in zip(pending, ids, strict=True)
                ]
                pending = []
        if recorded:
            history.repository.keep_fast(anew=False)
        return recorded


def _versions(history: History) -> dict[Key, list[Logged | Waiting]]:
    """Return the versions of every report, oldest first, each by its latest reading."""
    return {key: list(versions) for key, versions in history.reports().items()}


def _check_neighbours(entry: Waiting, there: Iterable[Logged | Waiting]) -> None:
    older = [one for one in there if one.published_on < entry.published_on]
    newer = [one for one in there if one.published_on > entry.published_on]
    for one in (older[-1:], newer[:1]):
        if one and (one[0].source_sha256 if isinstance(one[0], Logged) else one[0].sha256) == entry.sha256:
            raise CorpusError(
                "{key}: the version of {published_on} is this very file; a version of {day} needs "
                "the file published that day",
                key=entry.key,
                published_on=one[0].published_on,
                day=entry.published_on,
            )


def _rewrite(
    history: History,
    versions: dict[Key, list[Logged | Waiting]],
    spool: Spool,
    summarise: Summarise,
    reason: str,
    *,
    read_anew: bool = False,
) -> Rewritten:
    repository = history.repository
    old_tip = repository.tip() or ""
    commits = repository.history()
    first = commits[-1].id
    handmade = [raw.id for raw in reversed(commits[:-1]) if mapping.logged_of(raw.id, raw.message, raw.paths) is None]
    _check_hands(history)

    steps: list[tuple[datetime.date, Key, Logged | Waiting, Logged | Waiting | None]] = []
    for key, ones in versions.items():
        for before, one in zip([None, *ones], ones, strict=False):
            steps.append((one.published_on, key, one, before))
    before_now = {} if read_anew else _predecessors(history)
    chain = Chain(repository, reason, base=first)
    for *_, one, before in sorted(steps, key=lambda step: step[:2]):
        if isinstance(one, Logged) and before_now.get(one.commit, "") == (
            before.commit if isinstance(before, Logged) else before
        ):
            _keep(history, chain, one)
        else:
            version = _load(history, spool, one)
            chain.append(version, summarise(version, _load(history, spool, before) if before else None), "publication")
        if chain.full():
            chain.store()
    chain.store()
    _replay(repository, chain, handmade)
    chain.store()
    _check_same(repository, old_tip, chain.tip)
    chain.record()
    if chain.tip != old_tip:
        repository.keep_fast(anew=True)
    return Rewritten(old_tip, chain.tip, len(steps))


def _unchanged(history: History) -> Rewritten:
    tip = history.repository.tip() or ""
    return Rewritten(tip, tip, 0)


def _load(history: History, spool: Spool, one: Logged | Waiting) -> Version:
    return history.version(one) if isinstance(one, Logged) else spool.load(one)


def _logged(one: Logged | Waiting) -> Logged:
    if isinstance(one, Waiting):
        raise TypeError(one)
    return one


def _predecessors(history: History) -> dict[str, str | None]:
    """Return for each version in the history the commit of the one before it, by commits."""
    found: dict[str, str | None] = {}
    for versions in history.reports().values():
        for before, one in zip([None, *versions], versions, strict=False):
            found[one.commit] = before.commit if before else None
    return found


def _keep(history: History, chain: Chain, one: Logged) -> None:
    """Append a version as it is, its message included."""
    folder = mapping.folder_of(one.key)
    files = {
        entry.name: entry.id
        for entry in history.repository.entries(f"{one.commit}:{folder}")
        if mapping.is_ours(entry.name)
    }
    chain.append_files(one.key, one.published_on, files, mapping.as_publication(history.repository.message(one.commit)))


def _replay(repository: Repository, chain: Chain, commits: list[str]) -> None:
    """Append what people committed beside the reports."""
    for commit in commits:
        made = repository.handmade(commit)
        changes: dict[str, bytes | str | None] = {
            path: change for path, change in made.changes.items() if mapping.key_of(path) is None
        }
        if changes or not made.changes:  # a commit without files is a note
            chain.append_commit(Moment(made.author, made.committer), made.message, changes)


def _check_hands(history: History) -> None:
    """Raise CorpusError where a file of the corpus is not as it was recorded, or was not: it would be lost."""
    for change in history.changes_by_hand():
        file = f"{mapping.folder_of(change.recorded.key)}/{change.files[0]}"
        if change.superseded_by is None:
            raise CorpusError(
                "{file} is not as it was recorded: somebody committed a change of it by hand; `git checkout "
                "{commit} -- {key}` and a commit take it back",
                file=file,
                commit=change.recorded.commit[:12],
                key=mapping.folder_of(change.recorded.key),
            )
        if not history.repository.is_tagged(change.commit):
            raise CorpusError(
                "{file} was changed by hand before the version of {published_on} came, and that would be "
                "lost; `git tag by-hand {commit}` keeps it, then try again",
                file=file,
                published_on=change.superseded_by.published_on,
                commit=change.commit[:12],
            )


def _check_same(repository: Repository, old: str, new: str) -> None:
    """Raise CorpusError where the rewritten history ends with other files of people: merges cannot be replayed."""
    before, after = (
        {entry for entry in repository.files(commit) if mapping.key_of(entry.name) is None} for commit in (old, new)
    )
    gone = sorted(entry.name for entry in before - after)
    if gone:
        raise CorpusError(
            "the history cannot be written anew without losing {gone}, which came by a merge; nothing has changed",
            gone=gone[0],
        )
