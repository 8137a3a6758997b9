"""How fast many versions are: ``python tests/benchmarks/batch_speed.py``, two minutes; figures in docs/scale.md.

Makes text versions whose words no other report has, workbooks and PDFs in a temporary folder, and lets ``batch`` parse
and check them.  Seconds of processor are what the work takes, all processes together; two idle cores need half of it
by the clock.  The clock is printed beside it: on a busy machine it says more about the others.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from shinkyu import pipeline
from shinkyu.model.document import TextItem
from shinkyu.text.tokenise import tokens

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi"
REPORTS = 60
COPIES = 4
SHORTEST = 12
"""Characters of a text whose words are exchanged; shorter ones may be labels or options, too."""


class Took(NamedTuple):
    """What a command took."""

    processor: float
    clock: float


def batch(folder: Path, *arguments: object) -> Took:
    """Run ``shinkyu batch`` and return what it took; its workers are its children and count."""
    start, before = time.perf_counter(), os.times()
    done = subprocess.run(
        [sys.executable, "-m", "shinkyu", "batch", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "SHINKYU_CACHE": str(folder / "cache")},
        stderr=subprocess.PIPE,
        check=False,
        text=True,
    )
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    after = os.times()
    used = sum(after[2:4]) - sum(before[2:4])
    return Took(used, time.perf_counter() - start)


def make_texts(folder: Path) -> int:
    """Write three versions each of many reports; in each report its own nouns stand for those of the example."""
    sources = {path.name: path.read_text("utf-8") for path in sorted((EXAMPLES / "8-priority").glob("*.txt"))}
    values: set[str] = set()
    for name, text in sources.items():
        document = pipeline.read(text.encode(), name).document
        values |= {part for item in document.items if isinstance(item, TextItem) for part in item.value}
    words = {value: tokens(value) for value in sorted(values, key=len, reverse=True) if len(value) >= SHORTEST}
    nouns = sorted({token.surface for found in words.values() for token in found if token.pos == "名詞"})
    for report in range(REPORTS):
        chance = random.Random(report)
        exchanged: dict[str, str] = {}
        for size in {len(noun) for noun in nouns}:
            alike = [noun for noun in nouns if len(noun) == size]
            exchanged |= dict(zip(alike, chance.sample(alike, len(alike)), strict=True))
        (folder / f"office-{report:03}").mkdir(parents=True)
        for name, text in sources.items():
            for value, found in words.items():
                text = text.replace(value, "".join(exchanged.get(token.surface, token.surface) for token in found))
            (folder / f"office-{report:03}" / name).write_text(text.replace("澄原市", f"第{report}澄原市"), "utf-8")
    return REPORTS * len(sources)


def make_workbooks(folder: Path) -> int:
    """Write copies of the example workbooks that differ in a part nobody reads."""
    folder.mkdir()
    for n in range(COPIES):
        for path in sorted(EXAMPLES.glob("*/*.xlsx")):
            copy = folder / f"{path.parent.name}-{path.stem}-{n}.xlsx"
            copy.write_bytes(path.read_bytes())
            with zipfile.ZipFile(copy, "a") as book:
                book.writestr("docProps/copy.txt", str(n))
    return len(list(folder.iterdir()))


def make_prints(folder: Path) -> int:
    """Write copies of the example PDFs that differ behind their end; return the number of pages."""
    folder.mkdir()
    pages = 0
    for n in range(COPIES):
        for path in sorted(EXAMPLES.glob("*/*.pdf")):
            (folder / f"{path.parent.name}-{path.stem}-{n}.pdf").write_bytes(path.read_bytes() + f"% {n}\n".encode())
            with pypdfium2.PdfDocument(path) as document:
                pages += len(document)
    return pages


AGAIN = 5
"""Runs of which the quickest counts, where what is measured is hardly longer than the start of Python."""


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        made: list[tuple[str, str, str, Callable[[Path], int]]] = [
            ("text versions parsed", "texts", "parse", make_texts),
            ("workbooks parsed", "books", "parse", make_workbooks),
            ("PDF pages parsed", "prints", "parse", make_prints),
            ("pairs checked, versions parsed before", "texts", "check", make_texts),
        ]
        counts = {name: make(folder / name) for _, name, _, make in made[:-1]}
        (folder / "one").mkdir()
        one = next((folder / "texts").glob("*/*.txt"))
        (folder / "one" / one.name).write_bytes(one.read_bytes())
        batch(folder, "one", "--do", "parse", "-o", "out/one")
        start = min(batch(folder, "one", "--do", "parse", "-o", "out/one") for _ in range(AGAIN))
        print(f"start of a run: {start.processor:.2f} s of processor, {start.clock:.2f} s by the clock here")
        print("| what | count | processor each | on two idle cores | by the clock here | again | 50 × as fast from |")
        print("|---|---|---|---|---|---|---|")
        for what, name, work, _ in made:
            arguments = (name, "--do", work, "-o", f"out/{name}-{work}")
            first = batch(folder, *arguments)
            again = min(batch(folder, *arguments) for _ in range(AGAIN))
            count = counts[name]
            each = (first.processor - start.processor) / count
            kept = max(again.processor - start.processor, 0.0) / count
            # by the clock of two idle cores, of which a second run uses one
            gained = each / 2 - 50 * kept
            enough = f"{50 * start.processor / gained:.0f}" if gained > 0 else "never"
            print(
                f"| {what} | {count} | {1000 * each:.1f} ms | {2 / each:.0f}/s | {count / first.clock:.0f}/s "
                f"| {1000 * kept:.2f} ms | {enough} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
