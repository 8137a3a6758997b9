"""Many readers while versions are added: ``python tests/benchmarks/serve_soak.py [--readers 200] [--seconds 300]``.

Makes a corpus in a temporary folder, serves it with ``shinkyu serve`` on the loopback address, lets readers ask for
pages, downloads and JSON over connections that they keep, and runs ``shinkyu corpus add`` again and again meanwhile.
What has to hold: no answer of 500 and above and none that does not come; every answer names one commit; answers of
one address at one commit are the same bytes; lists hold what git says stood in the corpus at that very commit.
It stops by itself; figures stand in docs/reliability.md.
"""

import argparse
import asyncio
import hashlib
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, count, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from serving import serving

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi" / "8-priority"
PATIENCE = 120.0
"""Seconds for an answer: what takes longer did not come."""
BEGINS_WITH = 3
"""Versions that are there before the first reader comes."""
HELD = 0.3
"""Share of the questions in which a reader names the answer that it has, as browsers do."""
OWN = 20
"""Seconds at the end in which nothing is added and readers go on."""
_FIRST = "/reports/city-0/8-priority"
ADDRESSES = (
    "/", "/search?q=再委託&all=1", "/terms?term=4情報", _FIRST, f"{_FIRST}/compare",
    f"{_FIRST}/versions/2022-06-30", f"{_FIRST}/item?address=Ⅱ 4 委託事項1 ③委託先名", f"{_FIRST}/diff.patch",
    "/api/reports", "/api/reports", "/api/search?q=再委託&all=1", "/api/search?q=再委託", f"/api{_FIRST}",
    f"/api{_FIRST}/check", "/static/app.css",
)  # fmt: skip
TIP = re.compile(r'"([0-9a-f]{40,64})-[0-9a-f]+"')


@dataclass
class Heard:
    """What all readers were answered."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    bodies: dict[tuple[str, str], str] = field(default_factory=dict)
    """Fingerprint of the answer by commit and address."""
    listed: dict[str, set[tuple[str, int, str]]] = field(default_factory=dict)
    """Reports with number of versions and newest day by commit, as ``/api/reports`` lists them."""
    places: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    """Reports and days of what was found by commit."""
    broken: list[str] = field(default_factory=list)


def sources(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield agencies and texts without end: three versions of a report, then the next report."""
    for n in count():
        for path in sorted(EXAMPLES.glob("*.txt")):
            made = folder / f"{n}-{path.name}"
            made.write_text(path.read_text("utf-8").replace("澄原市", f"第{n}澄原市"), "utf-8")
            yield f"city-{n}", made


def shinkyu(*arguments: object) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end."""
    call = [sys.executable, "-m", "shinkyu", *map(str, arguments)]
    return subprocess.run(call, capture_output=True, text=True, check=False)


async def reader(port: int, until: float, heard: Heard, chance: random.Random) -> None:
    """Ask until the time is over, over one connection."""
    incoming, outgoing = await asyncio.open_connection("127.0.0.1", port)
    have: dict[str, str] = {}
    try:
        while time.monotonic() < until:
            address = chance.choice(ADDRESSES)
            held = have.get(address, "") if chance.random() < HELD else ""
            began = time.monotonic()
            status, tag, body = await asyncio.wait_for(_asked(incoming, outgoing, port, address, held), PATIENCE)
            heard.seconds.append(time.monotonic() - began)
            heard.statuses[status] += 1
            _note(heard, address, status, tag, body)
            have[address] = tag
    except (OSError, EOFError, TimeoutError) as error:
        heard.broken.append(f"no answer: {error!r}")
    finally:
        outgoing.close()


async def _asked(
    incoming: asyncio.StreamReader, outgoing: asyncio.StreamWriter, port: int, address: str, held: str
) -> tuple[int, str, bytes]:
    target = "".join(chr(byte) if 32 < byte < 127 else f"%{byte:02X}" for byte in address.encode())
    lines = [f"GET {target} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept-Language: ja"]
    lines += [f"If-None-Match: {held}"] if held else []
    outgoing.write("\r\n".join((*lines, "", "")).encode())
    await outgoing.drain()
    head = (await incoming.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    body = await incoming.readexactly(int(headers.get("content-length", "0")))
    return int(head[0].split()[1]), headers.get("etag", ""), body


def _note(heard: Heard, address: str, status: int, tag: str, body: bytes) -> None:
    if status not in (200, 304):
        heard.broken.append(f"{address}: {status}")
        return
    if address.startswith("/static/"):
        return
    found = TIP.fullmatch(tag)
    if found is None:
        heard.broken.append(f"{address}: no commit in {tag!r}")
        return
    commit = found[1]
    if status == 304:
        return
    digest = hashlib.sha256(body).hexdigest()
    if heard.bodies.setdefault((commit, address), digest) != digest:
        heard.broken.append(f"{address}: two answers at {commit}")
    if address.startswith(("/api/reports", "/api/search")) and "/check" not in address:
        answer = json.loads(body)
        if answer["commit"] != commit:
            heard.broken.append(f"{address}: of {answer['commit']}, marked {commit}")
        if address == "/api/reports":
            heard.listed[commit] = {(row["key"], row["versions"], row["newest"]) for row in answer["reports"]}
        elif address.startswith("/api/search"):
            places = {(place["key"], place["published_on"]) for place in answer["places"]}
            heard.places.setdefault(commit, set()).update(places)


async def adding(corpus: Path, until: float, waiting: Iterator[tuple[str, Path]]) -> int:
    """Add versions one command after the other until the time is over; return how many."""
    added = 0
    while time.monotonic() < until:
        agency, path = next(waiting)
        ended = await asyncio.to_thread(shinkyu, "corpus", "add", "--corpus", corpus, "--agency", agency, path)
        if ended.returncode:
            raise SystemExit(f"corpus add ended with {ended.returncode}: {ended.stderr}")
        added += 1
    return added


def stood(corpus: Path) -> dict[str, dict[str, list[str]]]:
    """Return which reports, with which days, stood in the corpus at each commit, as git tells it."""
    form = "%x01%H %(trailers:key=Published-On,valueonly,separator=%x20)"
    call = ["git", "-C", str(corpus), "log", "--reverse", "--name-only", f"--format={form}"]
    told = subprocess.run(call, capture_output=True, text=True, check=True).stdout

    def after(before: dict[str, list[str]], entry: str) -> dict[str, list[str]]:
        head, *names = entry.split("\n")
        key = next((name.removesuffix("/document.json") for name in names if name.endswith("/document.json")), None)
        return before if key is None else before | {key: [*before.get(key, []), head.split()[1]]}

    entries = told.split("\x01")[1:]
    states = list(accumulate(entries, after, initial={}))[1:]
    return {entry.split()[0]: state for entry, state in zip(entries, states, strict=True)}


def mixed(heard: Heard, states: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    """Yield answers that are not what stood in the corpus at the commit that they name."""
    for commit, rows in heard.listed.items():
        state = states.get(commit, {})
        if rows != {(key, len(days), max(days)) for key, days in state.items()}:
            yield f"/api/reports at {commit} lists what git does not"
    for commit, places in heard.places.items():
        state = states.get(commit, {})
        if strange := [place for place in places if place[1] not in state.get(place[0], [])]:
            yield f"/api/search at {commit} found {strange[:3]}, which stood there at another commit"


async def _all(corpus: Path, port: int, readers: int, seconds: float, waiting: Iterator[tuple[str, Path]]) -> Heard:
    heard, until = Heard(), time.monotonic() + seconds
    asking = [reader(port, until, heard, random.Random(n)) for n in range(readers)]
    added, *_ = await asyncio.gather(adding(corpus, until - min(OWN, seconds / 4), waiting), *asking)
    print(f"{added} versions added meanwhile", flush=True)
    return heard


def soak(readers: int, seconds: float) -> Heard:
    """Serve, read and add for some seconds; what did not hold is in ``broken``."""
    with tempfile.TemporaryDirectory() as temporary:
        corpus, texts = Path(temporary) / "corpus", Path(temporary) / "texts"
        texts.mkdir()
        waiting = sources(texts)
        shinkyu("corpus", "init", corpus)
        for agency, path in islice(waiting, BEGINS_WITH):
            shinkyu("corpus", "add", "--corpus", corpus, "--agency", agency, path)
        with serving(corpus) as server:
            heard = asyncio.run(_all(corpus, server.port, readers, seconds, waiting))
            status = Path(f"/proc/{server.process.pid}/status")
            peak = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
            heard.broken += [f"it said: {line}" for line in server.said() if not line.startswith("http://")]
        heard.broken += mixed(heard, stood(corpus))
        verified = shinkyu("corpus", "verify", "--corpus", corpus)
        if verified.returncode:
            heard.broken.append(f"corpus verify: {verified.stdout}{verified.stderr}")
    times = sorted(heard.seconds)
    commits = {commit for commit, _ in heard.bodies}
    print(f"{len(times)} answers to {readers} readers in {seconds:.0f} s of {len(commits)} commits: {heard.statuses}")
    if times:
        print(f"seconds: half within {times[len(times) // 2]:.2f}, 99 of 100 within {times[-len(times) // 100]:.2f}, "
              f"longest {times[-1]:.2f}")  # fmt: skip
    print(f"memory of the server: {int(peak[1]) // 1024 if peak else '?'} MB at most; broken: {len(heard.broken)}")
    return heard


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=300.0)
    given = parser.parse_args()
    heard = soak(given.readers, given.seconds)
    print(*heard.broken[:20], sep="\n")
    sys.exit(bool(heard.broken))


if __name__ == "__main__":
    main()
