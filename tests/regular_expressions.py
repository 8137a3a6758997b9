"""Every regular expression of the package, and texts on which a bad one takes too long.

Run as a program it prints those found, one JSON object a line: what stands in the source as a literal, and what is
compiled while all modules are loaded and (``--in-use``) the examples are read, compared, checked and written.
"""

import ast
import contextlib
import importlib
import importlib.util
import io
import json
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

SOURCE = Path(importlib.util.find_spec("shinkyu").origin).parent
"""The package that is tested: the one installed, or that of the checkout."""
EXAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "sumihara-shi"
ANYWHERE = frozenset({"search", "sub", "subn", "split", "findall", "finditer"})
"""Methods that try every place of a text."""
AT_START = frozenset({"match", "fullmatch"})


class Found(NamedTuple):
    """A regular expression and how it is used."""

    pattern: str
    flags: int
    is_bytes: bool
    anywhere: bool
    """It is tried at every place of the text and not only at its start."""
    where: str


# ---------------------------------------------------------------------------- finding them


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


def _methods_by_name() -> dict[tuple[str, str], set[str]]:
    """Return which methods are called on each name: by its file if it is private, else anywhere in the package."""
    found: dict[tuple[str, str], set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        for node in _nodes(path):
            if isinstance(node, ast.Attribute) and node.attr in ANYWHERE | AT_START:
                value = node.value
                name = value.id if isinstance(value, ast.Name) else getattr(value, "attr", None)
                if name:
                    found.setdefault(_scoped(name, path), set()).add(node.attr)
    return found


def _scoped(name: str, path: Path) -> tuple[str, str]:
    return (str(path) if name.startswith("_") else "", name)


def _names_at(path: Path) -> dict[int, str]:
    """Return the name that each line with ``NAME = re.compile(…)`` assigns."""
    found = {}
    for node in _nodes(path):
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and getattr(node.value.func, "attr", "") == "compile":
                for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                    found[line] = target.id
    return found


def _literals() -> Iterator[Found]:
    """Return what is handed to ``re.search`` and its like as a literal."""
    for path in SOURCE.rglob("*.py"):
        for node in _nodes(path):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            first, module = node.args[0], node.func.value
            of_re = isinstance(module, ast.Name) and module.id == "re" and node.func.attr in ANYWHERE | AT_START
            if of_re and isinstance(first, ast.Constant):
                yield _found(first.value, 0, node.func.attr in ANYWHERE, path, node.lineno)


def _found(pattern: str | bytes, flags: int, anywhere: bool, path: Path, line: int) -> Found:
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    return Found(text, int(flags), isinstance(pattern, bytes), anywhere, f"{path.relative_to(SOURCE)}:{line}")


def _compiled(work: Callable[[], None]) -> Iterator[Found]:
    """Return what is compiled by the package while *work* is done."""
    methods = _methods_by_name()
    names: dict[Path, dict[int, str]] = {}
    found: set[Found] = set()
    compile_ = re._compile  # type: ignore[attr-defined]

    def watched(pattern: Any, flags: int) -> Any:
        caller = sys._getframe(1)
        path = Path(caller.f_back.f_code.co_filename) if caller.f_back else Path()
        if SOURCE in path.parents and isinstance(pattern, str | bytes) and caller.f_back:
            line, method = caller.f_back.f_lineno, caller.f_code.co_name
            if method == "compile":
                name = names.setdefault(path, _names_at(path)).get(line, "")
                used = methods.get(_scoped(name, path), ANYWHERE)
            else:
                used = {method}
            found.add(_found(pattern, int(flags), bool(used & ANYWHERE), path, line))
        return compile_(pattern, flags)

    re._compile = watched  # type: ignore[attr-defined]
    try:
        work()
    finally:
        re._compile = compile_  # type: ignore[attr-defined]
    return iter(found)


def _all_loaded() -> None:
    import shinkyu

    for module in pkgutil.walk_packages(shinkyu.__path__, "shinkyu."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    from shinkyu.declared.directives import phrases

    phrases()


def _all_in_use() -> None:
    """Do with the examples what users do."""
    _all_loaded()
    from shinkyu.cli import main
    from shinkyu.sources.detect import read_layout

    for folder in sorted(EXAMPLES.iterdir()):
        texts = sorted(folder.glob("*.txt"))
        old, new = str(texts[0]), str(texts[-1])
        for words in (
            ["check", new, "--against", old],
            ["table", old, new],
            ["rewind", new],
            ["parse", new, "--report"],
        ):
            with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")):
                main.main(words, standalone_mode=False)
        for path in folder.glob("*-31.*"):
            read_layout(path.read_bytes(), path.name)


def collected(in_use: bool) -> list[Found]:
    """Return all, each once; one that is also used everywhere counts as such."""
    best: dict[tuple[str, int, bool], Found] = {}
    for one in [*_compiled(_all_in_use if in_use else _all_loaded), *_literals()]:
        key = one.pattern, one.flags, one.is_bytes
        if key not in best or (one.anywhere and not best[key].anywhere):
            best[key] = one
    return sorted(best.values(), key=lambda one: one.where)


# ---------------------------------------------------------------------------- texts against them


class Attack(NamedTuple):
    """A text against an expression, of any length."""

    before: str
    again_and_again: str

    def text(self, size: int) -> str:
        """Return it with about *size* characters; what stands behind them can hardly match."""
        return self.before + self.again_and_again * (size // len(self.again_and_again)) + "\x00"


def attacks(found: Found) -> Iterator[Attack]:
    """Return texts: each repeated part of the expression again and again, and what stands before it."""
    tree = re._parser.parse(_pattern(found), found.flags)  # type: ignore[attr-defined]
    seen = set()
    for before, body in _pumps(list(tree), ""):
        for text in (body, before + body, before):
            if text and text not in seen:
                seen.add(text)
                yield Attack("", text)
                if before:
                    yield Attack(before, text)


def _pattern(found: Found) -> str | bytes:
    return found.pattern.encode("latin-1") if found.is_bytes else found.pattern


def compiled(found: Found) -> "re.Pattern[Any]":
    """Return the expression."""
    return re.compile(_pattern(found), found.flags)


def _pumps(nodes: list[Any], before: str) -> Iterator[tuple[str, str]]:
    """Return what comes before each repeated part, and that part."""
    for op, value in nodes:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            for body in _samples(list(value[2])):
                yield before, body
            yield from _pumps(list(value[2]), before)
        elif name == "SUBPATTERN":
            yield from _pumps(list(value[3]), before)
        elif name == "ATOMIC_GROUP":
            yield from _pumps(list(value), before)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _pumps(list(branch), before)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _pumps(list(value[1]), before)
        before += _sample([(op, value)])
    yield before, ""


def _samples(nodes: list[Any]) -> Iterator[str]:
    """Return some texts that nodes match: for a set of characters several."""
    if len(nodes) == 1 and str(nodes[0][0]) == "IN":
        yield from _members(nodes[0][1])[:4]
    elif len(nodes) == 1 and str(nodes[0][0]) == "SUBPATTERN":
        yield from _samples(list(nodes[0][1][3]))
    elif len(nodes) == 1 and str(nodes[0][0]) == "BRANCH":
        for branch in nodes[0][1][1][:6]:
            yield _sample(list(branch))
    elif len(nodes) == 1 and str(nodes[0][0]) == "ANY":
        yield from ("あ", " ", "「", "(")
    else:
        yield _sample(nodes)


def _sample(nodes: list[Any]) -> str:
    text = ""
    for op, value in nodes:
        match str(op):
            case "LITERAL":
                text += chr(value)
            case "NOT_LITERAL":
                text += "あ" if value != ord("あ") else "い"
            case "ANY":
                text += "あ"
            case "IN":
                text += _members(value)[0]
            case "BRANCH":
                text += _sample(list(value[1][0]))
            case "SUBPATTERN":
                text += _sample(list(value[3]))
            case "ATOMIC_GROUP":
                text += _sample(list(value))
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                text += _sample(list(value[2])) * min(max(value[0], 1), 50)
    return text


CANDIDATES = "あ 0(a「「<・、。-\n\t|=\x00①Ⅱ年"


def _members(items: list[Any]) -> list[str]:
    """Return characters of a set, of different kinds."""
    if str(items[0][0]) == "NEGATE":
        return [c for c in CANDIDATES if not any(_holds(item, c) for item in items[1:])] or ["\ue0ff"]
    found = []
    for op, value in items:
        match str(op):
            case "LITERAL":
                found.append(chr(value))
            case "RANGE":
                found.append(chr(value[0]))
            case "CATEGORY":
                found += [c for c in CANDIDATES if _holds((op, value), c)][:2]
    return found or ["あ"]


def _holds(item: Any, char: str) -> bool:
    op, value = str(item[0]), item[1]
    if op == "LITERAL":
        return ord(char) == value
    if op == "RANGE":
        return bool(value[0] <= ord(char) <= value[1])
    tests = {"DIGIT": str.isdigit, "SPACE": str.isspace, "WORD": lambda c: c.isalnum() or c == "_"}
    name = str(value).removeprefix("CATEGORY_").removeprefix("UNI_")
    wanted = not name.startswith("NOT_")
    return bool(tests[name.removeprefix("NOT_")](char)) is wanted


if __name__ == "__main__":
    for one in collected("--in-use" in sys.argv):
        print(json.dumps(one._asdict()))
