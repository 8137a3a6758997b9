"""Real documents with seeded damage: of every one of them the promises have to hold (``promises``).

``python tests/mutated.py --count 10000 --minutes 40`` runs many and prints what it found; the slow tests run some.
"""

import argparse
import os
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path

from promises import promised
from shinkyu.cli import main as command

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
MARKS = ("○", "〇", "●", "■", "□", "☑", "☐", "✓", "レ", "[ ]", "[○]", "[　]", "［○］", "( )", "checked", "", " ")
MARK = re.compile("|".join(re.escape(mark) for mark in MARKS if mark.strip()))
ODD = (
    *"\x00\x0c\x85\u2028\u200b\u202e\ufeff\u3099\ue001\U000e0100\U0002000b<>|\t(）「【※①Ⅱ％-が",
    *("\x1b[31m", "&#x", "</p>", "<p>", "<input>", "\t\t\t", "令和99年99月99日", "9" * 400, "（省略）", "別添１"),
    *("システム99", "委託事項0", "=1+1", "ｶﾞ"),
)
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "cp932", "euc_jis_2004")
ONE_IN_COMMANDS = 20
"""Of so many mutations one is also given to a command, as a person would."""
COMMANDS = (
    ("check", "{new}", "--against", "{old}"),
    ("diff", "{old}", "{new}"),
    ("diff", "{new}", "{old}", "--format", "json"),
    ("table", "{old}", "{new}", "--format", "csv"),
    ("check", "{new}", "--format", "html"),
    ("parse", "{new}", "--report"),
    ("rewind", "{new}"),
    ("items", "{new}", "--where"),
)

SHARES = (3, 3, 2, 1, 1)
"""How often each document is taken: the last two take four times as long as the others."""

Lines = list[str]


def _run(lines: Lines, chance: random.Random, longest: int = 20) -> slice:
    start = chance.randrange(len(lines) + 1)
    return slice(start, start + chance.randint(1, longest))


def delete_lines(lines: Lines, chance: random.Random) -> None:
    del lines[_run(lines, chance)]


def double_lines(lines: Lines, chance: random.Random) -> None:
    part = _run(lines, chance)
    lines[part.stop : part.stop] = lines[part]


def swap_lines(lines: Lines, chance: random.Random) -> None:
    one, other = (chance.randrange(len(lines)) for _ in range(2))
    lines[one], lines[other] = lines[other], lines[one]


def move_lines(lines: Lines, chance: random.Random) -> None:
    part = _run(lines, chance, 60)
    moved = lines[part]
    del lines[part]
    at = chance.randrange(len(lines) + 1)
    lines[at:at] = moved


def cut_cell(lines: Lines, chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    cells = lines[at].split("\t")
    n = chance.randrange(len(cells))
    cells[n] = cells[n][: chance.randint(0, len(cells[n]))]
    lines[at] = "\t".join(cells)


def swap_columns(lines: Lines, chance: random.Random) -> None:
    part = _run(lines, chance, 40)
    for n, line in enumerate(lines[part], start=part.start):
        cells = line.split("\t")
        if len(cells) > 1:
            cells[0], cells[-1] = cells[-1], cells[0]
            lines[n] = "\t".join(cells)


def change_marks(lines: Lines, chance: random.Random) -> None:
    part = _run(lines, chance, 10)
    for n, line in enumerate(lines[part], start=part.start):
        lines[n] = MARK.sub(lambda _: chance.choice(MARKS), line)


def join_lines(lines: Lines, chance: random.Random) -> None:
    part = _run(lines, chance)
    lines[part] = [chance.choice(("", " ", "\t")).join(lines[part])]


def split_line(lines: Lines, chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    middle = chance.randint(0, len(lines[at]))
    lines[at : at + 1] = [lines[at][:middle], lines[at][middle:]]


def put_in(lines: Lines, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(lines))
        middle = chance.randint(0, len(lines[at]))
        lines[at] = lines[at][:middle] + chance.choice(ODD) + lines[at][middle:]


def change_digits(lines: Lines, chance: random.Random) -> None:
    part = _run(lines, chance, 40)
    for n, line in enumerate(lines[part], start=part.start):
        lines[n] = re.sub(r"\d", lambda _: chance.choice("0123456789"), line)


def cut_off(lines: Lines, chance: random.Random) -> None:
    del lines[chance.randrange(len(lines)) :]


MUTATIONS: tuple[Callable[[Lines, random.Random], None], ...] = (
    delete_lines, double_lines, swap_lines, move_lines, cut_cell, swap_columns, change_marks, join_lines, split_line,
    put_in, change_digits, cut_off,
)  # fmt: skip


def mutated(text: str, seed: int) -> bytes:
    """Return a document with one to four mutations that *seed* chooses, one in five in another encoding."""
    chance = random.Random(seed)
    lines = text.split("\n")
    for _ in range(chance.randint(1, 4)):
        if lines:
            chance.choice(MUTATIONS)(lines, chance)
    whole = chance.choice(("\n", "\n", "\n", "\r\n", "\r")).join(lines)
    encoding = chance.choice(ENCODINGS) if chance.random() < 0.2 else "utf-8"
    return whole.encode(encoding, "replace")


# ---------------------------------------------------------------------------- what has to hold


def broken_laws(data: bytes) -> list[str]:
    """Return the promise that does not hold of a document; a traceback is the caller's to catch."""
    try:
        promised(data, "a.txt", ("json",))
    except AssertionError as broken:
        return [str(broken)[:600]]
    return []


def broken_command(arguments: list[str]) -> list[str]:
    """Return what is wrong with how a command ends."""
    out, err = TextIOWrapper(BytesIO(), "utf-8"), TextIOWrapper(BytesIO(), "utf-8")
    with redirect_stdout(out), redirect_stderr(err):
        code = command.main(arguments, standalone_mode=False)
    err.flush()
    said = err.buffer.getvalue().decode()  # type: ignore[attr-defined]
    if code not in (0, 1, 2, None) or "Traceback" in said:
        return [f"{' '.join(arguments)} ended with {code}: {said[-400:]}"]
    if code == 2 and len(said.strip().splitlines()) != 1:
        return [f"{' '.join(arguments)} said more than one line: {said[-400:]}"]
    return []


def broken_by(path: Path, seed: int, folder: Path) -> list[str]:
    """Return what breaks when the document at *path* is mutated by *seed*."""
    data = mutated(path.read_text("utf-8"), seed)
    try:
        broken = broken_laws(data)
        if seed % ONE_IN_COMMANDS == 0:
            new = folder / "new.txt"
            new.write_bytes(data)
            words = COMMANDS[seed // ONE_IN_COMMANDS % len(COMMANDS)]
            broken += broken_command([word.format(new=new, old=path) for word in words])
        return broken
    except Exception:
        return [traceback.format_exc(limit=-4)]


def main() -> None:
    """Run mutations of all documents in turn until enough are run or the time is over."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--first", type=int, default=0, help="seed of the first mutation")
    given = parser.parse_args()
    os.environ["SHINKYU_DEBUG"] = "1"
    paths = sorted(SEEDS.glob("*.txt"))
    start, done, slowest = time.monotonic(), Counter[str](), (0.0, "")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(given.first, given.first + given.count):
            if time.monotonic() - start > given.minutes * 60:
                break
            path = paths[random.Random(seed).choices(range(len(paths)), SHARES)[0]]
            begun = time.process_time()
            for text in broken_by(path, seed, Path(folder)):
                failed += 1
                print(f"{path.name[:3]} seed {seed}: {text}", flush=True)
            done[path.name[:3]] += 1
            slowest = max(slowest, (time.process_time() - begun, f"{path.name[:3]} seed {seed}"))
    minutes = (time.monotonic() - start) / 60
    print(f"{done.total()} mutations in {minutes:.1f} minutes ({dict(done)}), {failed} broken, slowest {slowest}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
