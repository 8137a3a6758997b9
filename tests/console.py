"""Examples of the pages: found, run, and held against what they show.

An example is a ```` ```console ```` block.  A line that begins with ``$`` is typed, the lines below it are shown.
Or it is a ```` ```pycon ```` block, in which ``>>>`` and ``...`` are typed; all of a page are one session.
A line that is only ``…`` stands for any number of lines, ``…`` in a line for any characters; everything else must
be as printed.
"""

import doctest
import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from shinkyu.cli import main

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """A typed line, and what it shows."""

    page: str
    line: int
    typed: str
    shown: str


def examples(page: Path) -> list[Example]:
    """Return the examples of a page, in order."""
    text = page.read_text(encoding="utf-8")
    found: list[Example] = []
    for block in _BLOCK.finditer(text):
        at = text.count("\n", 0, block.start(1)) + 1
        for line, words in enumerate(block.group(1).splitlines(), at):
            if words.startswith("$ "):
                found.append(Example(page.name, line, words[2:], ""))
            else:
                found[-1] = found[-1]._replace(shown=f"{found[-1].shown}{words}\n")
    return found


_SESSION = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class _AsShown(doctest.OutputChecker):
    """Compares as all examples are compared."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        return bool(pattern(want).fullmatch(got))


def session(page: Path) -> doctest.DocTest | None:
    """Return what is typed into Python on a page; None where nothing is."""
    text = page.read_text(encoding="utf-8")
    parser = doctest.DocTestParser()
    found: list[doctest.Example] = []
    for block in _SESSION.finditer(text):
        at = text.count("\n", 0, block.start(1))
        for example in parser.get_examples(block.group(1)):
            example.lineno += at
            found.append(example)
    return doctest.DocTest(found, {}, page.name, str(page), 0, text) if found else None


def run_session(page: Path, folder: Path) -> str:
    """Run what is typed into Python on a page in *folder*; returns what differs from the page."""
    typed = session(page)
    if typed is None:
        return ""
    said: list[str] = []
    before = Path.cwd()
    os.chdir(folder)
    try:
        doctest.DocTestRunner(_AsShown(), verbose=False).run(typed, out=said.append)
    finally:
        os.chdir(before)
    return "".join(said)


def pattern(shown: str) -> re.Pattern[str]:
    """Return what an output must match to be the one that is *shown*."""
    lines = [
        r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()).replace("…", ".*") + r"[ ]*\n"
        for line in shown.splitlines()
    ]
    return re.compile("".join(lines))


def run(typed: str, folder: Path, *, may_refuse: bool = False) -> str:
    """Run a typed line in *folder* and return what a terminal would show of it, both streams as they come.

    It must end well; bad input is one line, and is shown whole where it may be.
    ``shinkyu`` runs in this process, ``git`` in one of its own; ``cd FOLDER && …`` before them changes the folder.
    """
    while match := re.match(r"cd (\S+) && (.*)", typed):
        folder, typed = folder / match.group(1), match.group(2)
    program, *arguments = shlex.split(typed, comments=True)
    before = Path.cwd()
    os.chdir(folder)
    try:
        if program == "git":
            done = subprocess.run(
                ["git", *arguments], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
            return done.stdout
        assert program == "shinkyu", f"{program} is not run here"
        result = CliRunner().invoke(main, arguments, prog_name="shinkyu")
        assert result.exit_code in ((0, 1, 2) if may_refuse else (0, 1)), (
            f"{typed}: exit code {result.exit_code}: {result.output}"
        )
        return str(result.output)
    finally:
        os.chdir(before)
