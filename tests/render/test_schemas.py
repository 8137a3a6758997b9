"""What is published about the shapes of outputs is what the commands print."""

import json
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from shinkyu import pipeline
from shinkyu.cli import main
from shinkyu.codec.canonical import dumps, dumps_line
from shinkyu.pipeline import Read, exporting, tracing
from shinkyu.pipeline.health import diagnose
from shinkyu.pipeline.results import check_result, diff_result, table_result
from shinkyu.pipeline.rewinding import rewind
from shinkyu.render import schemas
from shinkyu.render.health import doctor_shape
from shinkyu.render.shapes import declared_shapes, item_shapes, rewind_shape, version_shape
from shinkyu.store.corpus import Corpus

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


def _table(old: Read, new: Read) -> Any:
    compared = pipeline.compare(old, new)
    return json.loads(table_result(compared, pipeline.table_rows(compared), "json"))


def _rewind(old: Read, new: Read) -> Any:
    _, account = rewind(new)
    return rewind_shape(version_shape(new.document, new.reading), account, pipeline.tool_versions())


def _doctor(old: Read, new: Read) -> Any:
    return doctor_shape(pipeline.tool_versions(), diagnose())


MAKERS: dict[str, Callable[[Read, Read], Any]] = {
    "diff": _diff,
    "check": _check,
    "check without an older version": _check_alone,
    "items": _items,
    "declared": _declared,
    "table": _table,
    "rewind": _rewind,
    "doctor": _doctor,
}

CORPUS_MAKERS: dict[str, Callable[[Corpus], Iterable[Any]]] = {
    "corpus-log": lambda corpus: map(exporting.log_shape, corpus.log()),
    "corpus-search": lambda corpus: map(exporting.hit_shape, exporting.search(corpus, ["再委託"])),
    "corpus-stats": lambda corpus: [exporting.stats(corpus)],
    "corpus-blame": lambda corpus: map(exporting.blamed_shape, tracing.blame(*tracing.named(corpus, "8-priority"))),
    "corpus-history": lambda corpus: map(
        exporting.stage_shape, tracing.history(*tracing.named(corpus, "8-priority"), "Ⅱ 6 保管場所")
    ),
    "corpus-items": lambda corpus: exporting.export(corpus, "items"),
    "corpus-declared": lambda corpus: exporting.export(corpus, "declared"),
    "corpus-versions": lambda corpus: exporting.export(corpus, "versions"),
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
    validator = jsonschema.Draft202012Validator(closed(schema))
    for line in lines:
        validator.validate(line)


@pytest.mark.parametrize("name", CORPUS_MAKERS)
def test_a_line_of_a_corpus_command_has_the_keys_of_its_schema_and_no_others(name: str, sumihara: Corpus) -> None:
    validator = jsonschema.Draft202012Validator(closed(schemas.schema(name)))
    lines = [json.loads(dumps_line(line)) for line in CORPUS_MAKERS[name](sumihara)]

    assert lines
    for line in lines:
        validator.validate(line)


def test_the_index_of_a_batch_has_the_keys_of_its_schema_and_no_others(tmp_path: Path) -> None:
    inbox, out = tmp_path / "inbox", tmp_path / "out"
    inbox.mkdir()
    for path in sorted(PRIORITY.glob("*.txt"))[1:]:
        shutil.copy(path, inbox)
    (inbox / "note.txt").write_text("今日は晴れ。", encoding="utf-8")
    arguments = ["batch", str(inbox), "--do", "check", "-o", str(out), "--no-cache", "--workers", "1"]
    CliRunner().invoke(main, arguments)
    lines = [json.loads(line) for line in (out / "index.check.jsonl").read_text(encoding="utf-8").splitlines()]

    assert {"found", "nothing", "failed"} == {line["status"] for line in lines}
    for line in lines:
        jsonschema.validate(line, closed(schemas.schema("batch")))


def test_every_schema_is_held_against_an_output() -> None:
    tried = {name.split()[0] for name in MAKERS} | set(CORPUS_MAKERS) | {"batch"}

    assert tried == set(schemas.SCHEMAS)


def test_every_schema_is_on_the_page_of_formats() -> None:
    page = (PRIORITY.parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")

    assert {*schemas.SCHEMAS, "document"} == set(re.findall(r"^<!-- made: schema ([a-z-]+) -->$", page, re.MULTILINE))


@pytest.mark.parametrize("name", ["diff", "check", "table", "rewind", "doctor"])
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
