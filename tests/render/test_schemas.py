"""What is published about the shapes of outputs is what the commands print."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from shinkyu import pipeline
from shinkyu.codec.canonical import dumps
from shinkyu.pipeline import Read
from shinkyu.pipeline.health import diagnose
from shinkyu.pipeline.results import check_result, diff_result
from shinkyu.render import schemas
from shinkyu.render.health import doctor_shape
from shinkyu.render.shapes import declared_shapes, item_shapes

PRIORITY = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi" / "8-priority"
PUBLISHED = Path(schemas.__file__).parent / "data"


def _diff(old: Read, new: Read) -> Any:
    return json.loads(diff_result(pipeline.compare(old, new), "json"))


def _check(old: Read, new: Read) -> Any:
    return json.loads(check_result(pipeline.check(new, old), old, "json", "ja"))


def _check_alone(old: Read, new: Read) -> Any:
    return json.loads(check_result(pipeline.check(new), None, "json", "ja"))


def _items(old: Read, new: Read) -> Any:
    return item_shapes(new.document, new.reading)


def _declared(old: Read, new: Read) -> Any:
    return declared_shapes(new.document.declared or (), pipeline.located(new))


def _doctor(old: Read, new: Read) -> Any:
    return doctor_shape(pipeline.tool_versions(), diagnose())


MAKERS: dict[str, Callable[[Read, Read], Any]] = {
    "diff": _diff,
    "check": _check,
    "check without an older version": _check_alone,
    "items": _items,
    "declared": _declared,
    "doctor": _doctor,
}


@pytest.fixture(scope="module")
def outputs() -> dict[str, Any]:
    old, new = (pipeline.read(path.read_bytes(), path.name) for path in sorted(PRIORITY.glob("*.txt"))[1:])
    return {name: make(old, new) for name, make in MAKERS.items()}


def closed(schema: Any) -> Any:
    """Return *schema* with no keys allowed beside those it names."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {key: closed(value) for key, value in schema.items()}
    return strict | {"additionalProperties": False} if "properties" in schema else strict


@pytest.mark.parametrize("name", MAKERS)
def test_an_output_has_the_keys_of_its_schema_and_no_others(name: str, outputs: dict[str, Any]) -> None:
    schema = schemas.schema(name.split()[0])
    output = outputs[name]
    lines = output if isinstance(output, list) else [output]

    assert lines
    for line in lines:
        jsonschema.validate(line, closed(schema))


@pytest.mark.parametrize("name", ["diff", "check", "doctor"])
def test_a_schema_refuses_an_output_that_lacks_a_key_or_has_another_type(name: str, outputs: dict[str, Any]) -> None:
    schema = schemas.schema(name)
    output = outputs[name]

    for key in output:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({other: value for other, value in output.items() if other != key}, schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(output | {key: 3.5}, schema)


@pytest.mark.parametrize("name", schemas.SCHEMAS)
def test_the_published_schema_is_that_of_the_model(name: str, request: pytest.FixtureRequest) -> None:
    """Where this fails the model has changed: ``--update-golden`` writes the schemas anew."""
    if request.config.getoption("--update-golden"):
        (PUBLISHED / f"{name}.schema.json").write_text(dumps(schemas.schema(name)), encoding="utf-8")

    assert dumps(schemas.schema(name)) == schemas.published(name)
