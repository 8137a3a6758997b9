"""What general diff tools report on pairs of versions with known changes.  Run by hand:

    pip install deepdiff xmldiff redlines diff-match-patch
    python tests/benchmarks/peers.py ../shared/eval/reconcile/pairs [--only B-000 …]

Every tool gets the canonical documents that shinkyu reads, so that none has to understand forms, tables or pages:
text tools the canonical JSON, tree tools its data.  Its unit of report counts as one change: a hunk of lines, a run
of words, a value.  The declared table is left out, as in the truth.  Each call is a process of its own; seconds and
memory are those of comparing, without reading the documents.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LONGEST = 120
"""Seconds after which a call is given up."""

Tool = Callable[[Path, Path], int]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def _data(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def git_word_diff(old: Path, new: Path) -> int:
    """Count runs of changed words."""
    call = ["git", "diff", "--no-index", "--no-color", "--word-diff=porcelain", "-U0", str(old), str(new)]
    out = subprocess.run(call, capture_output=True, text=True, check=False).stdout
    body = [line for line in out.splitlines() if not line.startswith(("+++", "---"))]
    changed = [line[:1] in ("+", "-") for line in body]
    return sum(now and not before for before, now in zip([False, *changed], changed, strict=False))


def difflib_lines(old: Path, new: Path) -> int:
    """Count hunks of lines."""
    import difflib

    matcher = difflib.SequenceMatcher(None, _lines(old), _lines(new), autojunk=False)
    return sum(tag != "equal" for tag, *_ in matcher.get_opcodes())


def deepdiff(old: Path, new: Path) -> int:
    """Count reported values."""
    return _deepdiff(old, new, ignore_order=False)


def deepdiff_ignore_order(old: Path, new: Path) -> int:
    """Count reported values, the order of lists ignored."""
    return _deepdiff(old, new, ignore_order=True)


def _deepdiff(old: Path, new: Path, *, ignore_order: bool) -> int:
    from deepdiff import DeepDiff

    return sum(len(found) for found in DeepDiff(_data(old), _data(new), ignore_order=ignore_order).values())


def xmldiff(old: Path, new: Path) -> int:
    """Count edit actions on the document as XML, one element an item."""
    from xmldiff import main

    return len(main.diff_texts(_xml(_data(old)), _xml(_data(new))))


def _xml(document: Any) -> bytes:
    from xml.etree import ElementTree

    root = ElementTree.Element("document")
    for item in document["items"]:
        element = ElementTree.SubElement(root, "item", id=item["id"], address=" ".join(item["address"]))
        value = item["value"]
        for paragraph in value if isinstance(value, list) else [json.dumps(value, ensure_ascii=False)]:
            ElementTree.SubElement(element, "p").text = paragraph
    return ElementTree.tostring(root)


def redlines(old: Path, new: Path) -> int:
    """Count changed runs of words."""
    from redlines import Redlines

    text = [path.read_text(encoding="utf-8") for path in (old, new)]
    return sum(operation[0] != "equal" for operation in Redlines(*text).opcodes)


def diff_match_patch(old: Path, new: Path) -> int:
    """Count changed runs of characters after the semantic clean-up."""
    from diff_match_patch import diff_match_patch as engine_class

    engine = engine_class()
    engine.Diff_Timeout = 0
    found = engine.diff_main(*(path.read_text(encoding="utf-8") for path in (old, new)))
    engine.diff_cleanupSemantic(found)
    changed = [kind != 0 for kind, _ in found]
    return sum(now and not before for before, now in zip([False, *changed], changed, strict=False))


def shinkyu(old: Path, new: Path) -> int:
    """Count changes, notation and the form's own edition apart as in the output."""
    from shinkyu.align import align
    from shinkyu.codec.canonical import loads
    from shinkyu.diffing import diff, select
    from shinkyu.forms.library import load

    before, after = (loads(path.read_bytes()) for path in (old, new))
    template = load(after.form, after.edition)
    changes = diff(before, after, align(before, after, template), template, load(before.form, before.edition))
    return len(select(changes, ["substance"]).changes)


TOOLS: dict[str, Tool] = {
    "git diff --word-diff": git_word_diff,
    "difflib, lines": difflib_lines,
    "DeepDiff": deepdiff,
    "DeepDiff, ignore_order": deepdiff_ignore_order,
    "xmldiff": xmldiff,
    "redlines": redlines,
    "diff-match-patch": diff_match_patch,
    "shinkyu": shinkyu,
}


def measure(name: str, old: Path, new: Path) -> None:
    """Run one tool in this process and print what it took."""
    before = time.perf_counter()
    reported = TOOLS[name](old, new)
    seconds = time.perf_counter() - before
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"reported": reported, "seconds": seconds, "megabytes": memory // 1024}))


def canonical(source: Path, target: Path) -> None:
    """Write the canonical document of *source*, without its declared table."""
    call = [sys.executable, "-m", "shinkyu", "parse", str(source)]
    document = json.loads(subprocess.run(call, capture_output=True, check=True).stdout)
    document["declared"] = None
    target.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def run(name: str, old: Path, new: Path) -> dict[str, Any] | None:
    """Return what one tool took, None where it gave up or was given up."""
    call = [sys.executable, __file__, "--one", name, str(old), str(new)]
    try:
        ended = subprocess.run(call, capture_output=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return None
    return json.loads(ended.stdout) if ended.returncode == 0 else None


def main() -> None:
    """Print a Markdown table, one row a tool."""
    parser = argparse.ArgumentParser()
    parser.add_argument("pairs", type=Path, nargs="?")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--one", nargs=3)
    asked = parser.parse_args()
    if asked.one:
        measure(asked.one[0], Path(asked.one[1]), Path(asked.one[2]))
        return
    pairs = [
        folder
        for folder in sorted(asked.pairs.iterdir())
        if (folder / "truth.json").exists() and (not asked.only or folder.name.startswith(tuple(asked.only)))
    ]
    with tempfile.TemporaryDirectory() as made:
        print("| tool | reported on edited pairs | true | reported on equal pairs | true | seconds a pair | MB |")
        print("|---|---|---|---|---|---|---|")
        for folder in pairs:
            for side in ("old", "new"):
                canonical(folder / f"{side}.txt", Path(made) / f"{folder.name}.{side}.json")
        for name in TOOLS:
            print(row(name, pairs, Path(made)), flush=True)


def row(name: str, pairs: list[Path], made: Path) -> str:
    """Return the row of one tool."""
    reported, true = {"edited": 0, "equal": 0}, {"edited": 0, "equal": 0}
    seconds, memory, failed = 0.0, 0, 0
    for folder in pairs:
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        kind = "equal" if truth["kind"] == "null" else "edited"
        found = run(name, made / f"{folder.name}.old.json", made / f"{folder.name}.new.json")
        if found is None:
            failed += 1
            continue
        true[kind] += sum(change["op"] not in ("notation", "reading") for change in truth["changes"])
        reported[kind] += found["reported"]
        seconds += found["seconds"]
        memory = max(memory, found["megabytes"])
    done = max(len(pairs) - failed, 1)
    note = f" ({failed} pairs given up after {LONGEST} s)" if failed else ""
    return (
        f"| {name}{note} | {reported['edited']} | {true['edited']} | {reported['equal']} | {true['equal']} "
        f"| {seconds / done:.2f} | {memory} |"
    )


if __name__ == "__main__":
    main()
