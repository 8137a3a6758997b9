"""How fast commands, comparisons and readers are beside their peers, in one run; writes docs/performance.md.

    tox -e speed
    python tests/benchmarks/speed.py [--print]

Everything is measured in turns, so that what else the machine does falls on all alike, and in processor time (user
and system) beside the clock.  Peers that are not installed are left out.
"""

import argparse
import compileall
import importlib.metadata
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import shinkyu as shinkyu_package
from shinkyu.model.document import Document

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent)]

PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
EXAMPLES = ROOT / "corpus" / "sumihara-shi"
LONGEST = 300.0
"""Seconds after which a peer is given up."""

CHARACTERS = """
import sys, difflib
before, after = (open(path, encoding="utf-8").read() for path in sys.argv[1:])
difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
"""
MATCH_PATCH = """
import sys
from diff_match_patch import diff_match_patch
before, after = (open(path, encoding="utf-8").read() for path in sys.argv[2:])
engine = diff_match_patch()
engine.Diff_Timeout = 0
engine.diff_cleanupSemantic(engine.diff_main(before, after, sys.argv[1] == "lines"))
"""


class Run(NamedTuple):
    """One run of a program: seconds of processor and by the clock, megabytes at the peak."""

    processor: float
    clock: float
    memory: float


def run(command: Iterable[str], **environment: str) -> Run | None:
    """Run a program, None where it takes too long."""
    start = time.perf_counter()
    process = subprocess.Popen(
        list(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **environment}
    )
    while True:
        done, _, used = os.wait4(process.pid, os.WNOHANG if time.perf_counter() - start < LONGEST else 0)
        if done:
            process.returncode = 0
            return Run(used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1024)
        if time.perf_counter() - start > LONGEST - 1:
            process.kill()
            process.wait()
            return None
        time.sleep(0.002)


def in_turns(programs: dict[str, tuple[str, ...]], rounds: dict[str, int]) -> dict[str, list[Run]]:
    """Run programs one after the other, several rounds of all."""
    found: dict[str, list[Run]] = {name: [] for name in programs}
    for turn in range(max(rounds.values())):
        for name, command in programs.items():
            if turn < rounds[name]:
                environment = {part.split("=")[0]: part.split("=", 1)[1] for part in command if part.startswith("_")}
                done = run((part for part in command if not part.startswith("_")), **environment)
                found[name] += [done] if done else []
    return found


def spread(values: list[float], scale: float = 1000, digits: int = 0) -> str:
    """Return median and range."""
    middle, low, high = (f"{scale * v:,.{digits}f}" for v in (statistics.median(values), min(values), max(values)))
    return middle if len(values) == 1 else f"{middle} ({low}–{high})"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def shinkyu(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "shinkyu", *words)


# ---------------------------------------------------------------------------- whole programs


def starts(old: Path, copy: Path) -> str:
    programs = {
        "python -c pass": (sys.executable, "-c", "pass"),
        "shinkyu --version": shinkyu("--version"),
        "shinkyu --help": shinkyu("--help"),
        "shinkyu diff --help": shinkyu("diff", "--help"),
        "completion of a command": (
            "_SHINKYU_COMPLETE=bash_complete", *(sys.executable, "-c", _COMPLETE, "shinkyu di", "1"),
        ),
        "shinkyu diff of two equal texts": shinkyu("diff", str(old), str(copy)),
    }  # fmt: skip
    found = in_turns(programs, dict.fromkeys(programs, 11))
    bare = statistics.median(r.processor for r in found["python -c pass"])
    return table(
        ("program", "processor ms", "× python -c pass", "by the clock ms", "peak MB"),
        (
            (
                name,
                spread([r.processor for r in runs], digits=1),
                f"{statistics.median(r.processor for r in runs) / bare:.1f}",
                spread([r.clock for r in runs], digits=1),
                f"{max(r.memory for r in runs):.0f}",
            )
            for name, runs in found.items()
        ),
    )


_COMPLETE = """
import os, sys
os.environ.update(COMP_WORDS=sys.argv[1], COMP_CWORD=sys.argv[2])
sys.argv = ["shinkyu"]
from shinkyu.cli import main
main(prog_name="shinkyu")
"""


def comparisons(old: Path, new: Path, canonical: tuple[Path, Path]) -> str:
    pair, documents = (str(old), str(new)), tuple(map(str, canonical))
    programs: dict[str, tuple[str, ...]] = {
        "shinkyu diff": shinkyu("diff", *pair),
        "shinkyu check --against": shinkyu("check", pair[1], "--against", pair[0]),
        "git diff --no-index --word-diff": ("git", "diff", "--no-index", "--word-diff", *pair),
        "difflib, characters": (sys.executable, "-c", CHARACTERS, *pair),
    }
    if has("diff-match-patch"):
        programs["diff-match-patch, lines first"] = (sys.executable, "-c", MATCH_PATCH, "lines", *pair)
        programs["diff-match-patch, characters"] = (sys.executable, "-c", MATCH_PATCH, "characters", *pair)
    known = {
        "DeepDiff": "deepdiff", "DeepDiff, ignore_order": "deepdiff", "xmldiff": "xmldiff", "redlines": "redlines",
    }  # fmt: skip
    for name, package in known.items():
        if has(package):
            programs[f"{name}¹"] = (sys.executable, str(HERE / "peers.py"), "--one", name, *documents)
    rounds = {name: 1 if name.startswith("difflib") or name.endswith("¹") else 5 for name in programs}
    found = in_turns(programs, rounds)
    own = statistics.median(r.clock for r in found["shinkyu diff"])
    return table(
        ("program", "processor ms", "by the clock ms", "clock ÷ shinkyu diff", "peak MB"),
        (
            (name, *(
                (
                    spread([r.processor for r in runs]), spread([r.clock for r in runs]),
                    f"{statistics.median(r.clock for r in runs) / own:.2f}", f"{max(r.memory for r in runs):.0f}",
                ) if runs else (f"given up after {LONGEST:.0f} s", "", "", "")
            ))
            for name, runs in found.items()
        ),
    )  # fmt: skip


def has(package: str) -> bool:
    try:
        importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


# ---------------------------------------------------------------------------- inside one process


def used(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def several(work: Callable[[], object], rounds: int = 7) -> list[float]:
    return [used(work) for _ in range(rounds)]


def inside(old: Path, new: Path) -> str:
    """Return the rates of a process that runs on: the dictionary is loaded, the words are known or forgotten."""
    from shinkyu import pipeline
    from shinkyu.text.memory import forget

    data = old.read_bytes(), new.read_bytes()
    before, after = pipeline.read(data[0], "old"), pipeline.read(data[1], "new")
    again = pipeline.read(data[0], "again")

    def pair() -> None:
        pipeline.compare(pipeline.read(data[0], "old"), pipeline.read(data[1], "new"))

    def unknown() -> None:
        forget()
        pipeline.compare(before, after)

    measured = {
        "read and compared, words known": several(pair),
        "compared, words known": several(lambda: pipeline.compare(before, after)),
        "compared, words unknown": several(unknown),
        "unchanged, compared": several(lambda: pipeline.compare(before, again)),
        "checked, words known": several(lambda: pipeline.check(after, before), 3),
    }
    return table(
        ("the same pair in one process", "processor ms", "pairs a second"),
        ((name, spread(times), f"{1 / statistics.median(times):.1f}") for name, times in measured.items()),
    )


STEPS = """
import json, sys, time
clock, steps = time.process_time, {}
def step(name, work):
    start = clock(); result = work(); steps[name] = steps.get(name, 0) + clock() - start
    return result
steps["start of Python"] = clock()
def load():
    import shinkyu.cli.diff, shinkyu.sources.plain, shinkyu.extract, shinkyu.forms.library, shinkyu.align
    import shinkyu.diffing, shinkyu.pipeline.results, shinkyu.render.changes, shinkyu.render.shapes
    import shinkyu.codec.canonical
step("modules loaded", load)
from shinkyu import pipeline
from shinkyu.extract import extract
from shinkyu.forms.editions import editions
from shinkyu.forms.library import load as form, recognise
from shinkyu.pipeline.results import diff_result
from shinkyu.sources.reading import read_layout
step("form templates", lambda: [form(*pair) for pair in editions() if pair[0] == "all-item"])
read = []
for path in sys.argv[1:]:
    data = open(path, "rb").read()
    layout = step("text to rows", lambda: read_layout(data, path))
    template = step("form recognised", lambda: recognise(["\\t".join(c.text for c in r.cells) for r in layout.rows]))
    document, reading = step("items and declared rows", lambda: extract(layout, template))
    read.append(pipeline.Read(document, reading, template, layout))
from shinkyu.align import align
from shinkyu.diffing import diff
from shinkyu.text import tokenise
asked = []
step("dictionary loaded", lambda: tokenise._tokenizer().tokenize("語", "C"))
plain = tokenise._read
def noting(text, mode):
    asked.append((text, mode))
    start = clock(); found = plain(text, mode); steps["words"] = steps.get("words", 0) + clock() - start
    return found
tokenise._read = noting
old, new = read
alignment = step("align", lambda: align(old.document, new.document, new.template))
changes = step("diff", lambda: diff(old.document, new.document, alignment, new.template, old.template))
steps["diff, align without words"] = steps.pop("diff") + steps.pop("align") - steps["words"]
located = pipeline._located(changes, pipeline._places(old), pipeline._places(new))
step("written as text", lambda: diff_result(pipeline.Compared(old, new, alignment, located), "text"))
tokenise._read = plain
start = clock()
for text, mode in asked:
    tokenise._tokenizer().tokenize(text, mode)
json.dump({"steps": steps, "sudachi": clock() - start, "bytes": sum(len(t.encode()) for t, m in asked)}, sys.stdout)
"""


def steps(old: Path, new: Path) -> str:
    runs = []
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", STEPS, str(old), str(new)], capture_output=True, check=True)
        runs.append(json.loads(done.stdout))
    names = list(runs[0]["steps"])
    middle = {name: statistics.median(r["steps"][name] for r in runs) for name in names}
    whole = sum(middle.values())
    reading = sum(middle[name] for name in ("form templates", "text to rows", "form recognised"))
    reading += middle["items and declared rows"]
    sudachi = statistics.median(r["sudachi"] for r in runs)
    floor = middle["start of Python"] + reading + sudachi
    text = table(
        ("step of one cold `shinkyu diff`", "processor ms", "share"),
        ((name, f"{1000 * seconds:.0f}", f"{100 * seconds / whole:.0f} %") for name, seconds in middle.items()),
    )
    return text + (
        f"\nTogether {1000 * whole:.0f} ms.  The floor, start of Python, reading, and one pass of Sudachi over what "
        f"was asked ({runs[0]['bytes'] / 1000:.0f} KB in {1000 * sudachi:.0f} ms), is {1000 * floor:.0f} ms: "
        f"the comparison takes {whole / floor:.1f} × that.\n"
    )


# ---------------------------------------------------------------------------- growth, worst cases, reading


def growth() -> str:
    from formed import ALL_ITEM
    from shinkyu.align import align
    from shinkyu.declared import understand
    from shinkyu.diffing import diff
    from shinkyu.reconcile import reconcile
    from sized import GROWING, pair

    def times(old: Document, new: Document) -> list[float]:
        found: list[Any] = []
        stages: tuple[Callable[[], Any], ...] = (
            lambda: align(old, new, ALL_ITEM),
            lambda: diff(old, new, found[0], ALL_ITEM),
            lambda: understand(new.declared or (), new, ALL_ITEM, old),
            lambda: reconcile(new, found[2], ALL_ITEM, old=old, alignment=found[0], changes=found[1]),
        )
        return [used(lambda stage=stage: found.append(stage())) for stage in stages]  # type: ignore[misc]

    rows = []
    for size in GROWING:
        old, new = pair(size)
        what = f"{size.files} / {size.systems} / {size.members} / {size.rows}"
        rows.append((what, len(new.items), *(f"{1000 * seconds:.0f}" for seconds in times(old, new))))
    head = ("files / systems / members of each group / declared rows", "items", "align ms", "diff ms")
    return table((*head, "declared ms", "reconcile ms"), rows)


def worst() -> str:
    import random

    from formed import ALL_ITEM, item, version
    from shinkyu.align import align
    from shinkyu.diffing import diff
    from sized import sentence

    chance = random.Random(5)
    sentences = [sentence(chance) for _ in range(16_000)]
    reworded = [s.replace("職員", "会計職員").replace("市民", "区民") for s in sentences]
    moved = chance.sample(sentences, len(sentences))
    whole = "".join(sentences)
    cases = {
        "one edit": whole[:200_000] + "帳票を廃棄する。" + whole[200_000:],
        "many sentences reworded": "".join(reworded),
        "every sentence moved": "".join(moved),
    }
    name = next(s.id for s in ALL_ITEM.specs if s.kind == "text" and s.id.startswith("work."))
    rows = []
    for case, text in cases.items():
        old, new = (version(item(name, t, form=ALL_ITEM), form=ALL_ITEM) for t in (whole, text))
        notices: list[str] = []

        def both(old=old, new=new, notices=notices) -> None:  # type: ignore[no-untyped-def]
            changes = diff(old, new, align(old, new, ALL_ITEM), ALL_ITEM)
            notices += [notice.rule for notice in changes.notices]

        rows.append((case, f"{used(both):.2f}", ", ".join(notices) or "none"))
    size = f"one item of {len(whole.encode()) / 1e6:.1f} MB"
    return table((size, "processor s", "fallback announced"), rows)


def reading() -> str:
    import io
    import shutil

    from shinkyu.sources.pdf import read_pdf
    from shinkyu.sources.xlsx import read_xlsx

    pdf, book = EXAMPLES / "14-all-item" / "2025-03-28.pdf", EXAMPLES / "14-all-item" / "2025-03-28.xlsx"
    data, sheets = pdf.read_bytes(), book.read_bytes()
    rows = [("PDF, 23 pages: shinkyu, cells", spread(several(lambda: read_pdf(data, pdf.name), 3)))]
    if has("pdfplumber"):
        import pdfplumber

        def plumb() -> None:
            with pdfplumber.open(io.BytesIO(data)) as document:
                for page in document.pages:
                    page.extract_text()

        rows.append(("PDF: pdfplumber, text without cells", spread(several(plumb, 3))))
    if shutil.which("pdftotext"):
        runs = [run(("pdftotext", "-layout", str(pdf), "-")) for _ in range(3)]
        rows.append(("PDF: pdftotext -layout, text without cells", spread([r.processor for r in runs if r])))
    rows.append(("workbook: shinkyu", spread(several(lambda: read_xlsx(sheets, book.name), 3))))
    import openpyxl

    def values() -> None:
        loaded = openpyxl.load_workbook(io.BytesIO(sheets), rich_text=True)
        for sheet in loaded.worksheets:
            for row in sheet.iter_rows():
                [cell.value for cell in row]

    rows.append(("workbook: openpyxl, every value", spread(several(values, 3))))
    return table(("reading", "processor ms"), rows)


# ---------------------------------------------------------------------------- all


def machine() -> str:
    names = ("sudachipy", "sudachidict_core", "rapidfuzz", "diff-match-patch", "deepdiff", "xmldiff", "redlines",
             "pypdfium2", "pdfplumber", "openpyxl", "msgspec", "click")  # fmt: skip
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names if has(name))
    model = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    busy = (
        "Other work kept the processors busy meanwhile: the clock says little, and processor time is longer than on an "
        "idle machine.\n"
    )
    return (
        f"Measured on {os.cpu_count()} processors ({model}), load {load} at the beginning, "
        f"{platform.system()}, Python {platform.python_version()}; {versions}.\n"
    ) + (busy if os.getloadavg()[0] > 1 else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--print", action="store_true", help="write to standard output instead of the page")
    arguments = parser.parse_args()
    from pairs import LARGEST, edited
    from peers import canonical

    # As pip does for a package; a source tree that may not be written to would be compiled at each start.
    compileall.compile_dir(Path(shinkyu_package.__file__).parent, quiet=1)
    parts = [machine()]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        source = LARGEST if LARGEST.exists() else EXAMPLES / "14-all-item" / "2025-03-28.txt"
        text = source.read_text(encoding="utf-8")
        old, new, copy = (folder / name for name in ("old.txt", "new.txt", "copy.txt"))
        for path, content in ((old, text), (copy, text), (new, edited(text))):
            path.write_text(content, encoding="utf-8")
        documents = folder / "old.json", folder / "new.json"
        for path, target in zip((old, new), documents, strict=True):
            canonical(path, target)
        parts += ["## Starting", starts(old, copy), "## One comparison", comparisons(old, new, documents)]
        parts += [steps(old, new), inside(old, new)]
    parts += ["## Growth", growth(), worst(), "## Reading", reading()]
    figures = "\n\n".join(part.strip() for part in parts)
    if arguments.print:
        print(figures)
        return
    page = PAGE.read_text(encoding="utf-8")
    before, after = page[: page.index(BEGIN) + len(BEGIN)], page[page.index(END) :]
    PAGE.write_text(f"{before}\n\n{figures}\n\n{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
