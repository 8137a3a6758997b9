"""How fast a large corpus is: run by hand, ``python tests/benchmarks/corpus_speed.py [VERSIONS] [--but-search]``.

Makes a corpus of eight versions a report in a temporary folder: the items of an example version with texts that no
other report has, and one item in ten edited from version to version.  Prints what the promises of docs/corpus.md and
docs/scale.md are measured by, times of processor where nothing else is said.  What it takes to read and to compare
sources is not part of it (``batch_speed.py``).
"""

import datetime
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from shinkyu.files import sha256
from shinkyu.model.document import DateItem, Day
from shinkyu.model.version import Key, Version
from shinkyu.pipeline import archive
from shinkyu.store.corpus import Corpus
from shinkyu.store.spool import Spool
from shinkyu.text.wareki import era_text

sys.path.insert(0, str(Path(__file__).resolve().parent))
from made_texts import edited, made_text, retold

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi" / "8-priority"
A_REPORT = 8
FIRST = datetime.date(2015, 4, 1)


def versions(count: int) -> Iterator[Version]:
    """Yield *count* versions of the size of the example; what they share is the form."""
    base = archive.version_of(sorted(EXAMPLES.glob("*.txt"))[1].read_bytes(), "a.txt", agency="a")
    chance = random.Random(8)
    for report in range(count // A_REPORT):
        key = Key(f"agency-{report // 20:04}", str(report % 20 + 1), "priority")
        items = [retold(item, chance) for item in base.document.items]
        declared = tuple(
            msgspec.structs.replace(
                row,
                before=tuple(made_text(len(text), chance) for text in row.before),
                after=tuple(made_text(len(text), chance) for text in row.after),
            )
            for row in base.document.declared or ()
        )
        for n in range(A_REPORT):
            day = FIRST + datetime.timedelta(days=400 * n + report % 300)
            items = [edited(item, chance) if chance.random() < 0.1 else item for item in items]
            items = [dated(named(item, key.agency), day) for item in items]
            document = msgspec.structs.replace(base.document, items=tuple(items), declared=declared)
            source = "\n".join(str(getattr(item, "value", "")) for item in items).encode()
            reading = msgspec.structs.replace(base.reading, sha256=sha256(source))
            yield msgspec.structs.replace(
                base, key=key, published_on=day, document=document, reading=reading, source=source
            )


def dated(item: object, day: datetime.date) -> object:
    if isinstance(item, DateItem) and item.id == "cover.published_on":
        return msgspec.structs.replace(item, value=Day(day.isoformat(), era_text(day)))
    return item


def named(item: object, agency: str) -> object:
    return msgspec.structs.replace(item, value=(agency,)) if getattr(item, "id", "") == "cover.agency" else item


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def work(action: Callable[[], object]) -> float:
    """Return the seconds of processor that *action* took, git's included: what else the machine does counts not."""
    start = os.times()
    action()
    return sum(os.times()[:4]) - sum(start[:4])


_MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def command(folder: Path, *arguments: str) -> tuple[float, float]:
    """Return seconds of processor and megabytes at the peak of a command, git's included.

    A small process asks for it: a child begins with the peak of the process that it was forked from.
    """
    asked = [sys.executable, "-S", "-c", _MEASURED, sys.executable, "-m", "shinkyu", *arguments]
    told = subprocess.run(asked, cwd=folder, stdout=subprocess.PIPE, check=True, text=True).stdout.split()
    if told[0] != "0":
        raise SystemExit(f"{arguments} ended with {told[0]}")
    return float(told[1]), float(told[2])


def say(what: str, figure: str) -> None:
    print(f"{what:<23} {figure}", flush=True)


def main() -> None:
    """Print the figures."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    count = (numbers or [10_000])[0] // A_REPORT * A_REPORT
    with tempfile.TemporaryDirectory() as temporary:
        corpus, _ = Corpus.init(Path(temporary) / "corpus")
        spool = Spool(versions(count))
        size = sum(len(data) for data in archive_files(spool))
        start = time.perf_counter()
        took = work(lambda: corpus.add_all(spool, lambda version, before: "Changes: 1 modified"))
        clock = time.perf_counter() - start
        say("versions", f"{count} of {count // A_REPORT} reports, {size // 1000} KB each in three files")
        say(
            "import",
            f"{1000 * took / count:.2f} ms a version, packing included; {1000 * clock / count:.2f} by the clock",
        )
        say("memory of the import", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        took = work(lambda: subprocess.run(["git", "-C", str(corpus.folder), "gc", "--quiet"], check=True))
        packs = sum(path.stat().st_size for path in (corpus.folder / ".git" / "objects").rglob("*") if path.is_file())
        say(
            "size after git gc", f"{packs / 1024 / count:.2f} KB a version, {packs / 1e6:.0f} MB (gc took {took:.0f} s)"
        )
        key = corpus.keys()[len(corpus.keys()) // 2]
        bare, _ = min(command(corpus.folder, "--version") for _ in range(3))
        say("start of Python", f"{bare:.3f} s, part of each command below")
        asked = [("log", str(key)), ("blame", str(key)), ("show", f"{key}@latest"), ("verify", "--quick")]
        asked += [] if "--but-search" in sys.argv else [("search", "再委託"), ("search", "再委託")]
        for arguments in asked:
            used, peak = command(corpus.folder, "corpus", *arguments)
            say(f"corpus {arguments[0]}", f"{used:.3f} s, {peak:.0f} MB")
        fresh = Corpus.open(corpus.folder)
        entries = fresh.log()
        chance = random.Random(1)
        names = [f"{one.commit}:{one.key}/document.json" for one in chance.sample(entries, min(200, len(entries)))]
        fresh.repository.blob(names[0])
        times = sorted(seconds(lambda name=name: fresh.repository.blob(name)) for name in names)  # type: ignore[misc]
        say(
            "a blob at any revision",
            f"{1000 * times[len(times) // 2]:.2f} ms, at worst {1000 * times[-1]:.2f} ms (clock)",
        )
        say("log of all", f"{work(fresh.log):.2f} s")
        took = work(lambda: corpus.add_all(Spool([next(versions(A_REPORT))]), lambda version, before: ""))
        say("add one that is there", f"{took:.2f} s")
        say("faults", str(len(list(fresh.repository.fsck()))))


def archive_files(spool: Spool) -> Iterator[bytes]:
    """Yield the files of the first version of a spool."""
    from shinkyu.store.mapping import files_of

    yield from files_of(spool.load(spool.waiting[0])).values()


if __name__ == "__main__":
    main()
