"""A version as an RFC 6902 patch of the version before: the only door to jsonpatch.

Items are matched by id and address in order, so that an inserted member is one ``add`` an item and
not a shift of everything behind it; inside an item jsonpatch finds the fields that differ.
"""

from collections.abc import Sequence
from typing import Any

import jsonpatch

from shinkyu.codec.canonical import dumps, loads, to_builtins
from shinkyu.errors import CodecError
from shinkyu.model.document import Document
from shinkyu.text.similarity import opcodes

Operation = dict[str, Any]


def make_patch(old: Document, new: Document) -> list[Operation]:
    """Return the operations that turn the canonical JSON of *old* into that of *new*.

    The lists of a document (items and declared rows) are walked from the end, so that a position in
    an operation always means the list as it stands then.
    """
    before, after = to_builtins(old), to_builtins(new)
    operations = _list_operations("/items", before.pop("items"), after.pop("items"), _item_key)
    if before["declared"] is not None and after["declared"] is not None:
        operations += _list_operations("/declared", before.pop("declared"), after.pop("declared"), _row_key)
    return operations + list(jsonpatch.make_patch(before, after))


def apply_patch(document: Document, patch: Sequence[Operation]) -> Document:
    """Return *document* changed by *patch*.

    Raises:
        CodecError: the patch does not fit the document, or its result is no document.
    """
    try:
        changed = jsonpatch.apply_patch(to_builtins(document), list(patch))
    except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException) as error:
        raise CodecError(f"the patch does not fit this document: {error}") from error
    return loads(dumps(changed))


def invert(old: Document, patch: Sequence[Operation]) -> list[Operation]:
    """Return the patch that leads back to *old* from *old* changed by *patch*."""
    return make_patch(apply_patch(old, patch), old)


def _list_operations(path: str, old: list[Any], new: list[Any], key: Any) -> list[Operation]:
    operations: list[Operation] = []
    blocks = opcodes([key(entry) for entry in old], [key(entry) for entry in new])
    for tag, o0, o1, n0, n1 in reversed(blocks):
        kept = min(o1 - o0, n1 - n0) if tag == "equal" else 0
        operations += [{"op": "remove", "path": f"{path}/{o}"} for o in range(o1 - 1, o0 + kept - 1, -1)]
        operations += [
            {"op": "add", "path": f"{path}/{o0 + kept + step}", "value": new[n]}
            for step, n in enumerate(range(n0 + kept, n1))
        ]
        for step in range(kept):
            inside = jsonpatch.make_patch(old[o0 + step], new[n0 + step])
            operations += [_below(f"{path}/{o0 + step}", operation) for operation in inside]
    return operations


def _below(path: str, operation: Operation) -> Operation:
    return operation | {field: path + operation[field] for field in ("path", "from") if field in operation}


def _item_key(item: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    return item["id"], tuple(item["address"])


def _row_key(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["date"]["text"], row["item"], tuple(row["before"]), tuple(row["after"])
