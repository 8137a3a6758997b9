"""What ``import shinkyu`` gives, and what it costs."""

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import shinkyu
from shinkyu import errors, model

SOURCE = Path(shinkyu.__file__).read_text(encoding="utf-8")


def _python(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout


def test_every_public_name_is_there_and_none_is_a_module() -> None:
    assert [] == [name for name in shinkyu.__all__ if isinstance(getattr(shinkyu, name), ModuleType)]
    assert set(shinkyu.__all__) <= set(dir(shinkyu))
    with pytest.raises(AttributeError, match="no attribute 'digest'"):
        _ = shinkyu.digest  # type: ignore[attr-defined]


def test_every_error_that_a_caller_may_have_to_catch_is_public() -> None:
    named = vars(errors).items()
    kinds = {name for name, value in named if isinstance(value, type) and issubclass(value, errors.ShinkyuError)}

    # Hooks are called by git, not by programs.
    assert kinds - {"HookError"} == {name for name in shinkyu.__all__ if name.endswith("Error")}


def test_types_are_seen_where_names_are_loaded_from() -> None:
    """A checker of types reads the first list, Python the second one."""
    branch = next(node for node in ast.parse(SOURCE).body if isinstance(node, ast.If))
    seen = {
        (node.module.removeprefix("shinkyu."), alias.name)
        for node in branch.body
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    places = vars(shinkyu)["_PLACES"]

    assert seen == {(place, name) for place, names in places.items() for name in names}
    assert {name for _, name in seen} == set(shinkyu.__all__) - {"__version__"}


def test_no_module_of_the_package_has_a_public_name() -> None:
    """Python puts a module that is imported in the place of what its package has under that name."""
    modules = {module.name for module in pkgutil.iter_modules(shinkyu.__path__)}

    assert set() == modules & set(shinkyu.__all__)


@pytest.mark.parametrize(
    "lines",
    [
        "import shinkyu.diffing; import shinkyu",
        "import shinkyu; import shinkyu.diffing",
        "import shinkyu; shinkyu.diff; import shinkyu.diffing, shinkyu.diffing.documents",
        "from shinkyu import diff; import shinkyu.diffing",
    ],
)
def test_the_stage_does_not_take_the_place_of_the_function(lines: str) -> None:
    said = _python(f"{lines}; print(type(shinkyu.diff).__name__, type(shinkyu.diffing).__name__)")

    assert "function module\n" == said


def test_importing_the_package_loads_nothing_else() -> None:
    said = _python("import sys; before = set(sys.modules); import shinkyu; print(*sorted(set(sys.modules) - before))")

    assert "shinkyu\n" == said


def test_the_values_are_those_of_the_model() -> None:
    """What a programmer gets and what the stages exchange is one thing."""
    names = ("Change", "DeclaredRow", "Document", "Finding", "Judgement", "Key", "Logged", "ProposedRow", "Reading")

    for name in names:
        assert getattr(shinkyu, name).__module__.startswith(f"{model.__name__}.")


def test_results_hold_values_of_the_model(old: shinkyu.Assessment, new: shinkyu.Assessment) -> None:
    checked = shinkyu.check(new, against=old)

    assert {shinkyu.Change} == {type(change) for change in shinkyu.diff(old, new)}
    assert {shinkyu.Judgement} == {type(judgement) for judgement in checked.verdicts}
    assert {shinkyu.ProposedRow} == {type(row) for row in shinkyu.table(old, new)}
    assert isinstance(new.document, shinkyu.Document)
    assert {shinkyu.DeclaredRow} == {type(row) for row in new.rows or ()}
