"""Runs the evaluators beside the project and holds their figures against ``floors.toml``.

Not a test module: ``tox -e figures`` and ``.ci/run`` call it.  Exit code 1 when a figure is below its floor.
"""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
EVAL = HERE.parent.parent / "shared" / "eval"


def main() -> int:
    """Print every figure beside its floor; return 1 when one is below."""
    if not EVAL.is_dir():
        print(f"{EVAL} is missing", file=sys.stderr)
        return 1
    figures = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["figure"]
    printed: dict[str, str] = {}
    low = 0
    for figure in figures:
        command = figure["command"]
        if command not in printed:
            printed[command] = _run(command)
        # The last match: a scorer prints its kinds first and all of them together at the end.
        found = re.findall(figure["pattern"], printed[command], re.MULTILINE)
        reached = float(found[-1]) if found else 0.0
        below = reached < figure["floor"]
        low += below
        print(f"{figure['name']:34} {reached:6.1f}  floor {figure['floor']:6.1f}{'  BELOW' if below else ''}")
    return 1 if low else 0


def _run(command: str) -> str:
    script, *arguments = shlex.split(command)
    environment = {**os.environ, "SHINKYU": os.environ.get("SHINKYU", f"{sys.executable} -m shinkyu")}
    done = subprocess.run(
        [sys.executable, script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=EVAL,
        env=environment,
        timeout=900,
    )
    if done.returncode:
        print(done.stderr, file=sys.stderr)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
