"""Known advisories of the libraries that an installation brings: ``tox -e audit``.

Asks PyPI, and OSV where PyPI tells nothing, through pip-audit.  Ends with 0 where every library was looked up and has
none, with 1 where one has some, and with 2 where libraries could not be looked up: an audit that did not run is none.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from libraries import brought

SERVICES = ("pypi", "osv")


def asked(service: str, listed: Path) -> list[dict[str, Any]]:
    """Return what a service tells of each library; nothing where it cannot be reached."""
    call = [sys.executable, "-m", "pip_audit", "--vulnerability-service", service, "--requirement", str(listed)]
    options = ["--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "20"]
    ended = subprocess.run([*call, *options], capture_output=True, text=True, check=False)
    try:
        return [one for one in json.loads(ended.stdout)["dependencies"] if "skip_reason" not in one]
    except (ValueError, KeyError):
        return []


def verdict(libraries: set[str], told: list[dict[str, Any]]) -> tuple[int, str]:
    """Return the exit code and the lines to print."""
    found = [(one["name"], one["version"], flaw) for one in told for flaw in one["vulns"]]
    if found:
        lines = [f"{name} {version}: {flaw['id']}, mended in {flaw['fix_versions']}" for name, version, flaw in found]
        return 1, "\n".join(lines)
    missing = libraries - {one["name"] for one in told}
    if missing == libraries:
        return 2, "audit: did not run: no source of advisories (PyPI, OSV) could be reached from here"
    if missing:
        return 2, f"audit: incomplete: no advisories could be looked up for {', '.join(sorted(missing))}"
    return 0, f"audit: {len(libraries)} libraries, none with a known advisory"


def main() -> None:
    """Ask one service after the other until each library was looked up."""
    libraries = {name: one.version for name, one in brought().items()}
    told: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        for service in SERVICES:
            missing = sorted(libraries.keys() - {one["name"] for one in told})
            listed = Path(folder) / f"{service}.txt"
            listed.write_text("".join(f"{name}=={libraries[name]}\n" for name in missing))
            told += asked(service, listed) if missing else []
    code, says = verdict(set(libraries), told)
    print(says)
    sys.exit(code)


if __name__ == "__main__":
    main()
