"""Runs the fuzz targets: ``python tests/fuzz/driver.py`` takes all of them in turn, each in a process of its own.

A target is a module ``target_<name>.py`` beside this one with ``seeds()``, the inputs to begin with, and ``ask(data)``,
which raises when a promise is broken.  ``WORDS`` are what inputs are made of, where bytes alone would not find it;
``changed(data, chance)``, where there is one, changes an input so that it stays well formed.
Inputs are kept in ``--keep`` from run to run; an input that breaks a promise is left there as ``crash-…`` or
``timeout-…``, and ``python tests/fuzz/driver.py text --again FILE`` asks it once more.
"""

import argparse
import hashlib
import importlib
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
SLOW = 2.0
"""Seconds of processor time for an input of less than ``SMALL`` bytes; what takes longer is a fault."""
SMALL = 100_000
TRACED = 4.0
"""Times longer an input may take while every branch is counted."""
LONGEST = 300
"""Seconds by the clock after which an input hangs: a fuzzer that gets little of a processor is slow without fault."""
ITS_OWN_WAY = 0.7
"""Share of the inputs that a target changes itself, where it can."""
MEMORY = 3_000
"""Megabytes."""


def targets() -> list[str]:
    """Return the names of all targets."""
    return sorted(path.stem.removeprefix("target_") for path in HERE.glob("target_*.py"))


def load(name: str) -> ModuleType:
    """Return a target."""
    sys.path[:0] = [str(HERE), str(HERE.parent)]
    return importlib.import_module(f"target_{name}")


def ask(target: ModuleType, data: bytes, allowed: float = SLOW) -> None:
    """Ask a target about one input; one that takes too long breaks a promise."""
    began = time.process_time()
    target.ask(data)
    took = time.process_time() - began
    assert took < allowed or len(data) >= SMALL, f"{len(data)} bytes took {took:.1f} s"


def fuzz(name: str, keep: Path, seconds: int, max_bytes: int) -> None:
    """Ask a target about inputs made from its seeds for some seconds; does not return."""
    import atheris  # only here: the seeds are also asked without it

    # Left open: much is imported only when it is needed.
    atheris.instrument_imports(include=["shinkyu"]).__enter__()
    target = load(name)
    _read_in_this_process()
    getattr(target, "first", target.ask)(next(iter(target.seeds())))  # what is loaded once is no input's fault
    inputs = keep / name
    inputs.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        (inputs / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    words = keep / f"{name}.words"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in getattr(target, "WORDS", ())))
    options = {
        "max_total_time": seconds,
        "max_len": max_bytes,
        "timeout": LONGEST,
        "rss_limit_mb": MEMORY,
        "dict": words,
        "artifact_prefix": f"{keep}/{name}-",
        "print_final_stats": 1,
        "verbosity": 1,
    }

    def ask_traced(data: bytes) -> None:
        ask(target, data, SLOW * TRACED)

    def change(data: bytes, longest: int, seed: int) -> bytes:
        chance = random.Random(seed)
        found = target.changed(data, chance) if chance.random() < ITS_OWN_WAY else data
        return found if found != data and len(found) <= longest else atheris.Mutate(data, longest)

    mutator = {"custom_mutator": change} if hasattr(target, "changed") else {}
    atheris.Setup([name, str(inputs), *(f"-{key}={value}" for key, value in options.items())], ask_traced, **mutator)
    atheris.Fuzz()


def _read_in_this_process() -> None:
    """Read workbooks and PDFs here: in the process that commands read them in, no branch would be counted."""
    from shinkyu.sources import child, reading

    reading.read_layout = lambda data, name: child.taken(child.answered(data, name), name)


def _escaped(word: str | bytes) -> str:
    data = word.encode() if isinstance(word, str) else word
    return "".join(f"\\x{byte:02x}" for byte in data)


def run(names: list[str], keep: Path, seconds: int, max_bytes: int) -> int:
    """Fuzz the targets one after the other; print what each run came to and return how many broke a promise."""
    broken = 0
    for name in names:
        began = time.monotonic()
        call = [sys.executable, __file__, name, "--one", "--keep", str(keep), "--seconds", str(seconds)]
        ended = subprocess.run([*call, "--max-bytes", str(max_bytes)], capture_output=True, text=True, check=False)
        runs = re.search(r"number_of_executed_units: (\d+)", ended.stderr)
        state = "kept all promises" if ended.returncode == 0 else "BROKE A PROMISE"
        print(
            f"{name}: {runs.group(1) if runs else '?'} inputs in {time.monotonic() - began:.0f} s, {state}", flush=True
        )
        if ended.returncode:
            broken += 1
            print(ended.stdout[-6000:], ended.stderr[-3000:], sep="\n", flush=True)
    return broken


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"some of {', '.join(targets())}; all without")
    parser.add_argument("--seconds", type=int, default=8, help="how long to fuzz each target")
    parser.add_argument("--max-bytes", type=int, default=8_000, help="longest input that is made")
    parser.add_argument("--keep", type=Path, help="folder for inputs; without it, a new one each time")
    parser.add_argument("--again", type=Path, metavar="FILE", help="ask one input, without fuzzing")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if unknown := set(options.targets) - set(targets()):
        parser.error(f"no target {', '.join(sorted(unknown))}")
    names = options.targets or targets()
    if options.again:
        for name in names:
            ask(load(name), options.again.read_bytes())
        return
    keep = (options.keep or Path(tempfile.mkdtemp(prefix="shinkyu-fuzz-"))).absolute()
    if options.one:
        fuzz(names[0], keep, options.seconds, options.max_bytes)
    raise SystemExit(bool(run(names, keep, options.seconds, options.max_bytes)))


if __name__ == "__main__":
    main()
