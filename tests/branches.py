"""Prints which share of the branches of each package the tests took, and holds that of all but ``cli`` to its floor.

Not a test module: ``tox -e coverage`` gives it what ``coverage json`` wrote.  Exit code 1 below the floor.
"""

import json
import sys
from collections import Counter
from pathlib import Path, PurePath

FLOOR = 95.0
"""Per cent of the branches outside ``cli``, which hands options over and is run by the tests as commands."""


def main(path: str) -> int:
    """Print a line a package; return 1 when too few branches were taken."""
    files = json.loads(Path(path).read_text(encoding="utf-8"))["files"]
    taken: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for name, file in files.items():
        parts = PurePath(name).parts
        inside = parts[len(parts) - parts[::-1].index("shinkyu") :]
        package = inside[0] if len(inside) > 1 else "shinkyu"
        taken[package] += file["summary"]["covered_branches"]
        there[package] += file["summary"]["num_branches"]
    for package in sorted(package for package in there if there[package]):
        print(f"{package:12} {taken[package]:5} of {there[package]:5}  {100 * taken[package] / there[package]:5.1f}%")
    del taken["cli"], there["cli"]
    reached = 100 * taken.total() / there.total()
    print(f"{'but for cli':12} {taken.total():5} of {there.total():5}  {reached:5.1f}%  floor {FLOOR}%")
    return 0 if reached >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
