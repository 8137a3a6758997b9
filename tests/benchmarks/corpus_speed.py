"""How fast a large corpus is: run by hand, ``python tests/benchmarks/corpus_speed.py [VERSIONS]``.

Makes a corpus of five versions a report in a temporary folder, from the example versions with one item
in ten reworded a version, and prints what the promises of docs/corpus.md are measured by.  What it
takes to read and to compare the sources is not part of it.
"""

import datetime
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from shinkyu.model.document import DateItem, Day, TextItem
from shinkyu.model.version import Key, Version
from shinkyu.pipeline import archive
from shinkyu.store.corpus import Corpus
from shinkyu.store.mapping import sha256
from shinkyu.store.spool import Spool
from shinkyu.text.wareki import era_text

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi" / "8-priority"
A_REPORT = 5
FIRST = datetime.date(2015, 4, 1)


def versions(count: int) -> Iterator[Version]:
    """Yield *count* versions of the size of the example, as different from each other as real ones."""
    base = archive.version_of(sorted(EXAMPLES.glob("*.txt"))[1].read_bytes(), "a.txt", agency="a")
    chance = random.Random(8)
    for report in range(count // A_REPORT):
        key = Key(f"agency-{report // 20:04}", str(report % 20 + 1), "priority")
        items = [reworded(item, chance) for item in base.document.items]
        for n in range(A_REPORT):
            day = FIRST + datetime.timedelta(days=400 * n + report % 300)
            items = [reworded(item, chance) if chance.random() < 0.1 else item for item in items]
            items = [dated(named(item, key.agency), day) for item in items]
            document = msgspec.structs.replace(base.document, items=tuple(items))
            source = "\n".join(str(getattr(item, "value", "")) for item in items).encode()
            reading = msgspec.structs.replace(base.reading, sha256=sha256(source))
            yield msgspec.structs.replace(
                base, key=key, published_on=day, document=document, reading=reading, source=source
            )


def reworded(item: object, chance: random.Random) -> object:
    if isinstance(item, TextItem) and item.value:
        words = chance.choice(("変更した", "見直した", "新たに定めた", "廃止した"))
        return msgspec.structs.replace(
            item, value=(*item.value[:-1], f"{item.value[-1]}{words}{chance.randrange(999)}。")
        )
    return item


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


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as temporary:
        corpus, _ = Corpus.init(Path(temporary) / "corpus")
        spool = Spool(versions(count))
        size = sum(len(data) for data in archive_files(spool))
        start = time.perf_counter()
        took = work(lambda: corpus.add_all(spool, lambda version, before: "Changes: 1 modified"))
        clock = time.perf_counter() - start
        print(f"import                 {1000 * took / count:8.2f} ms of processor a version, packing included;")
        print(f"                       {1000 * clock / count:8.2f} ms by the clock ({count} of {size // 1000} KB)")
        git = ["git", "-C", str(corpus.folder)]
        took = seconds(lambda: subprocess.run([*git, "gc", "--quiet"], check=True))
        packs = sum(path.stat().st_size for path in (corpus.folder / ".git" / "objects").rglob("*") if path.is_file())
        print(f"size after git gc      {packs / 1024 / count:8.2f} KB a version (gc took {took:.0f} s)")
        key = corpus.keys()[len(corpus.keys()) // 2]
        command = [sys.executable, "-m", "shinkyu"]
        bare = min(seconds(lambda: subprocess.run([*command, "--version"], capture_output=True)) for _ in range(3))
        logs = min(seconds(lambda: Corpus.open(corpus.folder).log(key)) for _ in range(3))
        whole = min(
            seconds(
                lambda: subprocess.run([*command, "corpus", "log", str(key)], cwd=corpus.folder, capture_output=True)
            )
            for _ in range(3)
        )
        print(
            f"log of one report      {logs:8.3f} s; as a command {whole:.3f} s, of which {bare:.3f} s to start Python"
        )
        fresh = Corpus.open(corpus.folder)
        entries = fresh.log()
        chance = random.Random(1)
        names = [f"{one.commit}:{one.key}/document.json" for one in chance.sample(entries, min(200, len(entries)))]
        fresh.repository.blob(names[0])
        times = sorted(seconds(lambda name=name: fresh.repository.blob(name)) for name in names)  # type: ignore[misc]
        print(f"a blob at any revision {1000 * times[len(times) // 2]:8.2f} ms, at worst {1000 * times[-1]:.2f} ms")
        took = seconds(lambda: fresh.log())
        print(f"log of all             {took:8.2f} s")
        took = seconds(lambda: corpus.add_all(Spool([next(versions(A_REPORT))]), lambda version, before: ""))
        print(f"add one that is there  {took:8.2f} s")
        print(f"faults                 {len(list(fresh.repository.fsck()))}")


def archive_files(spool: Spool) -> Iterator[bytes]:
    """Yield the files of the first version of a spool."""
    from shinkyu.store.mapping import files_of

    yield from files_of(spool.load(spool.waiting[0])).values()


if __name__ == "__main__":
    main()
