"""Runs the evaluators beside the project and holds their figures against ``floors.toml``.

Not a test module: ``tox -e figures`` and ``.ci/run`` call it.  Exit code 1 when a figure is below its floor.
"""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
EVAL = HERE.parent.parent / "shared" / "eval"
FIGURE = {
    "facts": re.compile(r"^facts all: .* = ([\d.]+)%", re.MULTILINE),
    "cells": re.compile(r"^cells all: .* = ([\d.]+)%", re.MULTILINE),
    "targets": re.compile(r"^targets all: .* = ([\d.]+)%", re.MULTILINE),
    "verdicts": re.compile(r"^verdicts all: .* = ([\d.]+)%", re.MULTILINE),
    "verdicts-macro-recall": re.compile(r"^verdicts macro recall ([\d.]+)%", re.MULTILINE),
}
SCRIPT = {
    "facts": "eval_facts.py",
    "cells": "eval_rows.py",
    "targets": "eval_rows.py",
    "verdicts": "eval_verdicts.py",
    "verdicts-macro-recall": "eval_verdicts.py",
}


def main() -> int:
    if not EVAL.is_dir():
        print(f"{EVAL} is missing", file=sys.stderr)
        return 1
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    environment = {**os.environ, "SHINKYU": os.environ.get("SHINKYU", f"{sys.executable} -m shinkyu")}
    printed: dict[tuple[str, ...], str] = {}
    low = 0
    for name, floor in floors.items():
        command = (sys.executable, str(EVAL / SCRIPT[name]), *floor["documents"])
        if command not in printed:
            printed[command] = subprocess.run(
                command, capture_output=True, text=True, check=False, env=environment, timeout=600
            ).stdout
        found = FIGURE[name].search(printed[command])
        reached = float(found.group(1)) if found else 0.0
        below = reached < floor["floor"]
        low += below
        print(f"{name:24} {reached:6.1f} %  floor {floor['floor']:6.1f} %{'  BELOW' if below else ''}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
