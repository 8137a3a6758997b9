"""The description of the JSON endpoints (OpenAPI 3.1), made from the table of them and the types of their answers."""

import re
from functools import lru_cache
from typing import Any

import msgspec

from shinkyu import __version__
from shinkyu.web.endpoints import ENDPOINTS, Endpoint, Parameter
from shinkyu.web.shapes import Failure

_SAYS = {
    "agency": "folder name of the agency (first part of the key)",
    "report": "number and form (second part of the key): `8-priority`",
    "day": "公表日 of the version: `2025-07-31`",
}


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """Return the description as JSON data."""
    types = [endpoint.answers for endpoint in ENDPOINTS] + [Failure]
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    failure = schemas[-1]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "shinkyu serve",
            "version": __version__,
            "description": "Read only. An answer is of one commit, named in its ETag.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": {
            endpoint.path: {"get": _operation(endpoint, schema, failure)}
            for endpoint, schema in zip(ENDPOINTS, schemas[:-1], strict=True)
        },
        "components": {"schemas": components},
    }


def _operation(endpoint: Endpoint, schema: dict[str, Any], failure: dict[str, Any]) -> dict[str, Any]:
    in_path = re.findall(r"{(\w+)}", endpoint.path)
    words = re.findall(r"\w+", endpoint.path.removeprefix("/api"))
    refused = {"content": {"application/json": {"schema": failure}}}
    return {
        "operationId": "_".join(words),
        "summary": endpoint.says,
        "parameters": [
            *(_parameter(Parameter(name, _SAYS[name], True), "path") for name in in_path),
            *(_parameter(parameter, "query") for parameter in endpoint.parameters),
        ],
        "responses": {
            "200": {"description": "The answer.", "content": {endpoint.media_type: {"schema": schema}}},
            "304": {"description": "The answer that you hold is the one of this commit."},
            "400": {"description": "The question cannot be understood.", **refused},
            "404": {"description": "There is no such report, version or item.", **refused},
        },
    }


def _parameter(parameter: Parameter, place: str) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": place,
        "description": parameter.says,
        "required": parameter.required,
        "schema": {"type": "string"},
    }
