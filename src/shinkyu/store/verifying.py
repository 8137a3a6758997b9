"""Is the corpus what it says it is?  Looks at every commit and changes nothing."""

from collections.abc import Callable, Iterator, Mapping

import msgspec

from shinkyu.codec.canonical import dumps, loads, loads_reading
from shinkyu.errors import CorpusError
from shinkyu.messages import Message, message
from shinkyu.model.version import Logged
from shinkyu.store import mapping, signing
from shinkyu.store.history import History
from shinkyu.store.repository import identity


class Fault(msgspec.Struct, frozen=True):
    """Something that is not as it should be."""

    where: str
    """``KEY@DATE`` or the object."""
    rule: str
    """``git``, ``files``, ``schema``, ``canonical``, ``source``, ``message``, ``date``, ``order``, ``by-hand``,
    ``signature``."""
    message: Message
    commit: str = ""
    """The commit that is at fault, where one is."""


def faults(history: History, checked: Callable[[Logged], None] | None = None) -> Iterator[Fault]:
    """Yield what is wrong with the objects of git, with each version, and with the order of versions.

    Args:
        history: the corpus.
        checked: told of each version that is looked at.
    """
    for line in history.repository.fsck():
        yield Fault("git", "git", message("{line}", line=line))
    try:
        log = history.log()
    except CorpusError as error:
        yield Fault("git", "git", error.said)
        return
    for logged in log:
        if checked:
            checked(logged)
        yield from faults_of(history, logged)
    yield from order_faults(history, log)
    yield from _by_hand(history)
    for signature in signing.signatures(history.repository):
        if signature.state == "bad":
            yield Fault(f"tag {signature.name}", "signature", message("{says}", says=signature.says))


def faults_of(history: History, logged: Logged) -> list[Fault]:
    """Return what is wrong with one recorded version: its files, its message, its author and date."""
    repository = history.repository
    try:
        entries = repository.entries(f"{logged.commit}:{mapping.folder_of(logged.key)}")
        ours = [entry for entry in entries if mapping.is_ours(entry.name)]
        blobs = repository.blobs(entry.id for entry in ours)
        files = {entry.name: data for entry, data in zip(ours, blobs, strict=True)}
        text, head = repository.message(logged.commit), repository.commit_head(logged.commit)
    except CorpusError as error:
        return [Fault(f"{logged.key}@{logged.published_on}", "files", error.said)]
    return _version_faults(logged, files, text, (head["author"], head["committer"]))


def _version_faults(logged: Logged, files: Mapping[str, bytes], text: str, people: tuple[str, str]) -> list[Fault]:
    where = f"{logged.key}@{logged.published_on}"
    found = []
    try:
        version = mapping.version_of(logged, files)
        for name, read in ((mapping.DOCUMENT, loads), (mapping.READING, loads_reading)):
            if dumps(read(files[name])).encode() != files[name]:
                found.append(Fault(where, "canonical", message("{name} is not in canonical form", name=name)))
        if version.reading.sha256 != logged.source_sha256:
            found.append(Fault(where, "source", message("{name} was made from another source", name=mapping.READING)))
        if text != mapping.message_of(version, logged.body, logged.kind):
            found.append(
                Fault(
                    where,
                    "message",
                    message("the message of {commit} does not fit the version", commit=logged.commit[:12]),
                )
            )
        if set(people) != {identity(mapping.moment_of(logged.published_on))}:
            found.append(
                Fault(
                    where,
                    "date",
                    message("{commit} is not dated by the 公表日, or not by shinkyu", commit=logged.commit[:12]),
                )
            )
    except CorpusError as error:
        found.append(Fault(where, "files", error.said))
    return found


def order_faults(history: History, log: list[Logged]) -> Iterator[Fault]:
    """Yield the publications of a log that stand after one that is not older."""
    raws = history.repository.history(revision=history.revision)
    place = {raw.id: n for n, raw in enumerate(reversed(raws))}
    newest: dict[object, Logged] = {}
    for entry in sorted((one for one in log if one.kind != "re-extraction"), key=lambda one: place[one.commit]):
        before = newest.get(entry.key)
        if before and before.published_on >= entry.published_on:
            yield Fault(
                f"{entry.key}@{entry.published_on}",
                "order",
                message(
                    "stands after the version of {day}; `shinkyu corpus rebuild` puts it in order",
                    day=before.published_on,
                ),
                entry.commit,
            )
        newest[entry.key] = entry


def _by_hand(history: History) -> Iterator[Fault]:
    for change in history.changes_by_hand():
        if change.superseded_by is None:
            names = ", ".join(change.files)
            folder = mapping.folder_of(change.recorded.key)
            yield Fault(folder, "by-hand", message("{names} differ at the tip from what was recorded", names=names))
