"""JSON Schemas (draft 2020-12) of what the commands print, made from the model and the shapes around it."""

from importlib.resources import files
from typing import Any

import msgspec

from shinkyu.model.batch import IndexLine
from shinkyu.model.document import Checks, Day
from shinkyu.render import corpus_shapes, output_shapes

_SHAPES: dict[str, Any] = {
    "items": output_shapes.ItemShape,
    "declared": output_shapes.DeclaredShape,
    "diff": output_shapes.DiffShape,
    "check": output_shapes.CheckShape,
    "table": output_shapes.TableShape,
    "rewind": output_shapes.RewindShape,
    "doctor": output_shapes.DoctorShape,
    "batch": IndexLine,
    "corpus-log": corpus_shapes.LogShape,
    "corpus-search": corpus_shapes.HitShape,
    "corpus-stats": corpus_shapes.StatsShape,
    "corpus-blame": corpus_shapes.BlamedShape,
    "corpus-history": corpus_shapes.StageShape,
    "corpus-items": corpus_shapes.ExportedItem,
    "corpus-declared": corpus_shapes.ExportedRow,
    "corpus-versions": corpus_shapes.ExportedVersion,
}
SCHEMAS = tuple(_SHAPES)
"""The outputs that have a schema here; that of the canonical document is in ``codec``."""


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of an output, made from the model; *name* is one of ``SCHEMAS``."""
    made = msgspec.json.schema(_SHAPES[name])
    if "items" in name:  # several kinds of object in one place are more than the maker can say
        (checks, day), components = msgspec.json.schema_components([Checks, Day], ref_template="#/$defs/{name}")
        made["$defs"] |= components
        plain = [{"type": kind} for kind in ("string", "integer", "null")]
        listed = {"type": "array", "items": {"type": "string"}}
        made["$defs"][_SHAPES[name].__name__]["properties"]["value"] = {"anyOf": [*plain, listed, checks, day]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"shinkyu {name}", **made}


def published(name: str) -> str:
    """Return the JSON Schema of an output as shipped in the package."""
    return files(__package__).joinpath("data", f"{name}.schema.json").read_text(encoding="utf-8")
