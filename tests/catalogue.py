"""The catalogue of messages beside the code: what the code says, and the files of GNU gettext that hold the Japanese.

``python tests/catalogue.py`` puts new messages of the code into ``shinkyu.po``, without Japanese yet, takes those out
that the code no longer has, and compiles both catalogues.
"""

import ast
import datetime
import inspect
import io
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[1] / "src" / "shinkyu"
FOLDER = SOURCE / "locale" / "ja" / "LC_MESSAGES"
OURS, BORROWED = FOLDER / "shinkyu.po", FOLDER / "borrowed.po"
"""What our code says, and what click and the C library say, which nothing here can collect."""

PLACE = re.compile(r"{(\w+)}")
_HEADER = """\
# What shinkyu says, in Japanese, in the order of the code; `tox -e messages` keeps it.
msgid ""
msgstr ""
"Language: ja\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
_NO_DAY = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_CALLS = {"message", "Message"}
_CALLS_OF_COMMANDS = {"misused", "tell"}


class Use(NamedTuple):
    """A call in the code that says something."""

    path: str
    line: int
    template: str | None
    """None where it is no plain string."""
    filled: frozenset[str] | None
    """Names of what is filled in; None where the call does not tell."""


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


@cache
def _trees() -> dict[str, ast.Module]:
    return {
        str(path.relative_to(SOURCE)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
    }


@cache
def errors() -> frozenset[str]:
    """Return the names of the classes of errors that say a message."""
    known = {"ShinkyuError"}
    while True:
        found = {
            node.name
            for tree in _trees().values()
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            and any(isinstance(base, ast.Name) and base.id in known for base in node.bases)
        }
        if found <= known:
            return frozenset(known)
        known |= found


def uses() -> list[Use]:
    """Return every call that says a message, in the order of the files."""
    return [
        use
        for path, tree in _trees().items()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for use in _uses(path, call)
    ]


def _uses(path: str, call: ast.Call) -> list[Use]:
    name = _name(call)
    if name == "joined" and len(call.args) == 2:
        return [Use(path, call.lineno, _string(call.args[1]), frozenset())]
    if name == "of_number":
        filled = frozenset({"n", *filter(None, _filled(call))})
        templates = [_string(argument) for argument in call.args[1:3]]
        # One thing may be told without its number: the newest commit.
        return [Use(path, call.lineno, text, filled if "{n}" in (text or "") else filled - {"n"}) for text in templates]
    if name == "spoken":
        return [Use(path, call.lineno, _string(call.args[1]), frozenset(filter(None, _filled(call))))]
    known = _CALLS | errors() | (_CALLS_OF_COMMANDS if path.startswith("cli/") else set())
    if name not in known or not call.args or _hands_on(call.args[0]):
        return []
    names = _filled(call)
    told = name != "Message" and None not in names
    return [Use(path, call.lineno, _string(call.args[0]), frozenset(filter(None, names)) if told else None)]


def helps() -> list[tuple[str, str]]:
    """Return what ``--help`` says: path of a module and a paragraph of a command, or the help of an option."""
    return [
        (path, " ".join(paragraph.split()))
        for path, tree in _trees().items()
        if path.startswith("cli/")
        for text in _helps(tree)
        for paragraph in inspect.cleandoc(text).split("\n\n")
        if paragraph.strip() and not paragraph.lstrip().startswith("\b")
    ]


def _helps(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(map(_makes_command, node.decorator_list)):
            yield ast.get_docstring(node) or ""
        elif isinstance(node, ast.keyword) and node.arg == "help" and (text := _string(node.value)):
            yield text
        elif isinstance(node, ast.For) and isinstance(node.target, ast.Tuple) and isinstance(node.iter, ast.Tuple):
            names = [name.id for name in node.target.elts if isinstance(name, ast.Name)]
            if "_help" in names:
                rows = [row for row in node.iter.elts if isinstance(row, ast.Tuple)]
                yield from filter(None, (_string(row.elts[names.index("_help")]) for row in rows))


def _makes_command(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in ("command", "group", "pass_context")


def _filled(call: ast.Call) -> set[str | None]:
    return {keyword.arg for keyword in call.keywords}


def _string(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _hands_on(node: ast.expr) -> bool:
    """Say whether a call is given no template but a message, or a number."""
    if isinstance(node, ast.Name):
        return node.id.isupper()
    return isinstance(node, ast.Call | ast.Attribute) or (
        isinstance(node, ast.Constant) and not isinstance(node.value, str)
    )


def has_words(template: str) -> bool:
    """Say whether there is anything to translate, beside what is filled in and the name of the command."""
    return not PLACE.search(template) or bool(re.search(r"[^\W_]", PLACE.sub("", template).replace("shinkyu", "")))


def read(path: Path) -> Catalog:
    """Return a catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale="ja")


def compiled(path: Path) -> bytes:
    """Return a catalogue as the program reads it; the same catalogue gives the same bytes."""
    file = io.BytesIO()
    catalogue = read(path)
    catalogue.creation_date = catalogue.revision_date = _NO_DAY
    write_mo(file, catalogue)
    return file.getvalue()


def update() -> list[str]:
    """Write the catalogue of our code anew and compile both; returns what has no Japanese yet."""
    before = read(OURS)
    after = Catalog("ja")
    missing = []
    said = [(use.path, use.template) for use in uses() if use.template is not None and has_words(use.template)]
    for path, text in sorted([*said, *helps()], key=lambda one: one[0]):
        known = before.get(text)
        string = known.string if known else ""
        if not string and text not in missing:
            missing.append(text)
        after.add(text, string, locations=[(path, 0)])
    with OURS.open("wb") as file:
        file.write(_HEADER.encode())
        write_po(file, after, width=120, omit_header=True, include_lineno=False)
    for path in (OURS, BORROWED):
        path.with_suffix(".mo").write_bytes(compiled(path))
    return missing


if __name__ == "__main__":
    for template in (missing := update()):
        print(f"no Japanese yet: {template}")
    sys.exit(bool(missing))
