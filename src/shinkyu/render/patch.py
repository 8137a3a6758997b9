"""A version as an RFC 6902 patch of the version before: the only door to jsonpatch.

The operations on the lists of a document are our own: jsonpatch pairs list entries by position, so that one
inserted item would rewrite all behind it.  Items are paired as the alignment says, so that a renumbered member
costs its addresses and not its texts, and one that changed places is moved.
"""

import copy
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import jsonpatch

from shinkyu.codec.canonical import dumps_line, loads, to_builtins
from shinkyu.errors import CodecError
from shinkyu.model.document import Document
from shinkyu.text.similarity import longest_run, opcodes

Operation = dict[str, Any]
_Inside = Callable[[str, Any, Any], list[Operation]]

MAX_CELLS = 25_000_000
"""Entries of one list times entries of the other that are aligned; longer ones are replaced as a whole."""


def make_patch(old: Document, new: Document, pairs: Iterable[tuple[int, int]] | None = None) -> list[Operation]:
    """Return the operations that turn the canonical JSON of *old* into that of *new*.

    A position in an operation always means the list as it stands then.

    Args:
        old: the older version.
        new: the newer version.
        pairs: positions of items of both that are the same item; without them items of equal id and address are.
    """
    before, after = to_builtins(old), to_builtins(new)
    items = before.pop("items"), after.pop("items")
    same = {n: o for o, n in pairs} if pairs is not None else _in_order(*items, _item_key)
    operations = _sequence("/items", *items, same, _item)
    if before["declared"] is not None and after["declared"] is not None:
        rows = before.pop("declared"), after.pop("declared")
        operations += _sequence("/declared", *rows, _in_order(*rows, _row_key), _fields)
    return operations + list(jsonpatch.make_patch(before, after))


def apply_patch(document: Document, patch: Sequence[Operation]) -> Document:
    """Return *document* changed by *patch*.

    Raises:
        CodecError: the patch does not fit the document, or its result is no document.
    """
    return loads(dumps_line(_applied(to_builtins(document), patch)))


def invert(old: Document, patch: Sequence[Operation]) -> list[Operation]:
    """Return the patch that leads back to *old* from *old* changed by *patch*, operation by operation.

    Raises:
        CodecError: the patch does not fit the document.
    """
    state = to_builtins(old)
    back: list[Operation] = []
    for step in patch:
        op, path = step["op"], step["path"]
        if op == "move":
            back.append({"op": "move", "from": path, "path": step["from"]})
        elif op == "add":
            back.append({"op": "remove", "path": path})
        elif op in ("remove", "replace"):
            value = copy.deepcopy(_at(state, path))
            back.append({"op": "add" if op == "remove" else "replace", "path": path, "value": value})
        else:
            raise CodecError("a patch with '{op}' cannot be undone", op=op)
        state = _applied(state, [step])
    return back[::-1]


def _applied(data: Any, patch: Sequence[Operation]) -> Any:
    try:
        return jsonpatch.apply_patch(data, list(patch), in_place=True)
    except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException) as error:
        raise CodecError("the patch does not fit this document: {error}", error=error) from error


def _at(data: Any, path: str) -> Any:
    try:
        return jsonpatch.JsonPointer(path).resolve(data)
    except jsonpatch.JsonPointerException as error:
        raise CodecError("the patch does not fit this document: {error}", error=error) from error


def _sequence(
    path: str, old: Sequence[Any], new: Sequence[Any], same: Mapping[int, int], inside: _Inside
) -> list[Operation]:
    """Return the operations on one list; *same* gives for positions of the new list those of the old one.

    What is gone is taken out from the end, what changed places is moved, what is new is put in from the beginning,
    and then all stands where it belongs and only differs inside.
    """
    stays = set(same.values())
    operations: list[Operation] = [
        {"op": "remove", "path": f"{path}/{o}"} for o in range(len(old) - 1, -1, -1) if o not in stays
    ]
    order = [same[n] for n in sorted(same)]
    now = sorted(order)
    kept = longest_run(order)
    for rank, o in enumerate(order):
        if o in kept:
            continue
        start = now.index(o)
        now.pop(start)
        place = now.index(order[rank - 1]) + 1 if rank else 0
        now.insert(place, o)
        operations.append({"op": "move", "from": f"{path}/{start}", "path": f"{path}/{place}"})
    operations += [{"op": "add", "path": f"{path}/{n}", "value": entry} for n, entry in enumerate(new) if n not in same]
    for n in sorted(same):
        if old[same[n]] != new[n]:
            operations += _smaller(f"{path}/{n}", new[n], inside(f"{path}/{n}", old[same[n]], new[n]))
    return operations


def _smaller(path: str, value: Any, operations: list[Operation]) -> list[Operation]:
    """Return *operations*, or one that replaces the whole where that is shorter."""
    whole = [{"op": "replace", "path": path, "value": value}]
    return min(operations, whole, key=lambda steps: len(dumps_line(steps)))


def _item(path: str, old: Any, new: Any) -> list[Operation]:
    """Return the operations inside an item; its address and its paragraphs are lists of their own."""
    if old["kind"] != new["kind"]:
        return [{"op": "replace", "path": path, "value": new}]
    operations: list[Operation] = []
    rest = dict(old), dict(new)
    for field in ("address", "value"):
        if isinstance(old.get(field), list) and isinstance(new.get(field), list):
            lists = rest[0].pop(field), rest[1].pop(field)
            found = _sequence(f"{path}/{field}", *lists, _in_order(*lists, str, replace=True), _whole)
            operations += _smaller(f"{path}/{field}", new[field], found) if found else []
    return operations + _fields(path, *rest)


def _fields(path: str, old: Any, new: Any) -> list[Operation]:
    return [_below(path, step) for step in jsonpatch.make_patch(old, new)]


def _whole(path: str, old: Any, new: Any) -> list[Operation]:
    return [{"op": "replace", "path": path, "value": new}]


def _below(path: str, operation: Operation) -> Operation:
    return operation | {field: path + operation[field] for field in ("path", "from") if field in operation}


def _in_order(
    old: Sequence[Any], new: Sequence[Any], key: Callable[[Any], Any], *, replace: bool = False
) -> dict[int, int]:
    """Return for positions of *new* those of *old* that are the same entry: in order, then equal ones elsewhere.

    With *replace* also what stands in the place of what.
    """
    if len(old) * len(new) > MAX_CELLS:
        return {}
    keys = [key(entry) for entry in old], [key(entry) for entry in new]
    same: dict[int, int] = {}
    in_place: list[tuple[int, int]] = []
    for tag, o0, o1, n0, n1 in opcodes(*keys):
        found = list(zip(range(n0, n1), range(o0, o1), strict=False))
        if tag == "equal":
            same.update(found)
        else:
            in_place += found
    taken = set(same.values())
    waiting: dict[Any, list[int]] = defaultdict(list)
    for o in range(len(old) - 1, -1, -1):
        if o not in taken:
            waiting[keys[0][o]].append(o)
    for n, entry in enumerate(keys[1]):
        if n not in same and waiting.get(entry):
            same[n] = waiting[entry].pop()
    taken = set(same.values())
    if replace:
        same.update((n, o) for n, o in in_place if n not in same and o not in taken)
    return same


def _item_key(item: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    return item["id"], tuple(item["address"])


def _row_key(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["date"]["text"], row["item"], tuple(row["before"]), tuple(row["after"])
