"""Files on their way into a corpus: workers read them and sum up what their commits tell.

What is recorded is what one process alone would record: a summary that was not made beforehand is made when it is
asked for.
"""

from collections.abc import Callable

import msgspec

from shinkyu.batch.run import Batch, Parts
from shinkyu.codec.canonical import dumps
from shinkyu.files import sha256
from shinkyu.model.version import Key, Logged, Version
from shinkyu.pipeline import archive
from shinkyu.store.corpus import Corpus
from shinkyu.store.spool import Spool, Waiting

Summarise = Callable[[Version, Version | None], str]


def summaries(batch: Batch, corpus: Corpus, spool: Spool) -> Summarise:
    """Return what sums up each version of a spool against the one before it: made by workers beforehand.

    Args:
        batch: has the workers.
        corpus: what is recorded already.
        spool: the versions to be recorded.
    """
    reports: dict[Key, list[Waiting]] = {}
    for entry in spool.in_order():
        reports.setdefault(entry.key, []).append(entry)
    recorded = corpus.reports()
    pairs: list[tuple[Waiting, Waiting | Logged | None]] = []
    for key, entries in reports.items():
        ordered: list[Waiting | Logged] = sorted([*recorded.get(key, []), *entries], key=lambda one: one.published_on)
        for before, one in zip([None, *ordered], ordered, strict=False):
            if isinstance(one, Waiting):
                pairs.append((one, before))

    def load(one: Waiting | Logged) -> Version:
        return spool.load(one) if isinstance(one, Waiting) else archive.read_alike(corpus.version(one))

    made = batch.summaries(((_parts(load(new)), _parts(load(old)) if old else None) for new, old in pairs), len(pairs))
    known = {(_fact(new), _fact(old) if old else None): text for (new, old), text in zip(pairs, made, strict=True)}

    def summarise(version: Version, before: Version | None) -> str:
        text = known.get((_fact(version), _fact(before) if before else None))
        return archive.summary_of(version, before) if text is None else text

    return summarise


def _parts(version: Version) -> Parts:
    reading = msgspec.structs.replace(version.reading, source="")
    return dumps(version.document).encode(), dumps(reading).encode()


def _fact(one: Version | Waiting | Logged) -> tuple[str, str | None]:
    """Return what tells one reading of a source from another: the same source may be recorded otherwise read."""
    match one:
        case Version():
            return sha256(one.source), one.commit
        case Logged():
            return one.source_sha256, one.commit
        case _:
            return one.sha256, None
