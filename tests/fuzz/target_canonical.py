"""Canonical JSON: what anybody may put into a corpus, as one version or as an old and a new one."""

import contextlib
import copy
import json
import random
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from examples import printed, version

from promises import promised_of_a_pair, rows_can_be_undone, the_canonical_text_is_the_document, verdicts_are_shown
from shinkyu import pipeline
from shinkyu.codec.canonical import dumps
from shinkyu.errors import ShinkyuError
from shinkyu.forms.editions import editions
from shinkyu.forms.library import load
from shinkyu.model.document import Document
from shinkyu.pipeline import Read

WORDS = [
    *(f'"{spec.id}"' for form, edition in editions() for spec in load(form, edition).specs),
    *(f'"{word}"' for word in printed()),
    *(f'"{kind}"' for kind in ("text", "choice", "checks", "count", "date", "list", "figure")),
    *(f'"{state}"' for state in ("filled", "blank", "unread", "undecidable")),
    '"items": [', '"declared": null', '"declared": []', '"gaps": [', '"reconstructed": ', '"value": ', "null", "-1",
    '"date": "2025-07-31"', '"date": "2025-02-30"', '"on": [', '"notes": {', '"n": 0', "9" * 20, "\\ud800",
]  # fmt: skip

_BETWEEN = b"\n---\n"


def seeds() -> Iterator[bytes]:
    """Yield pieces of the example city's reports, alone and with the version before."""
    for report in ("8-priority", "14-all-item", "21-basic"):
        old, new = version(report, -2).document, version(report, -1).document
        for n in range(0, len(new.items), 48):
            yield _piece(new, n)
            yield _BETWEEN.join((_piece(old, n + 12), _piece(new, n + 12)))


def _piece(document: Document, start: int) -> bytes:
    rows = (document.declared or ())[-3 - start % 7 : -1 - start % 7]
    return dumps(msgspec.structs.replace(document, items=document.items[start : start + 12], declared=rows)).encode()


def ask(data: bytes) -> None:
    """Ask what is promised of one version, or of two."""
    found = [read for part in re.split(re.escape(_BETWEEN), data)[:2] if (read := _read(part))]
    for read in found:
        the_canonical_text_is_the_document(read.document)
        assert () == pipeline.compare(read, read).changes.changes
        verdicts_are_shown(read, None, ("text", "json", "md"))
        rows_can_be_undone(read)
    if len(found) == 2:
        promised_of_a_pair(*found)


def changed(data: bytes, chance: random.Random) -> bytes:
    """Return JSON of which a value or two are lost, doubled or put in the place of others: it is still JSON."""
    parts = data.split(_BETWEEN)
    n = chance.randrange(len(parts))
    try:
        tree = json.loads(parts[n])
    except (ValueError, RecursionError):
        return data
    for _ in range(chance.randint(1, 3)):
        places = list(_places(tree))
        if places:
            _change(chance, *chance.choice(places), chance.choice(places))
    parts[n] = json.dumps(tree, ensure_ascii=False).encode("utf-8", "replace")
    return _BETWEEN.join(parts)


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every value as what it stands in and where in it."""
    for key in list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ():
        yield tree, key
        yield from _places(tree[key])


def _change(chance: random.Random, holder: Any, key: Any, other: tuple[Any, Any]) -> None:
    value = copy.deepcopy(other[0][other[1]])
    match chance.choice(("lost", "doubled", "copied", "word", "word")):
        case "lost":
            del holder[key]
        case "doubled" if isinstance(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]))
        case "copied" if len(json.dumps(value)) < 2_000:
            holder[key] = value
        case _:
            with contextlib.suppress(ValueError):
                holder[key] = json.loads(chance.choice(WORDS))


def _read(data: bytes) -> Read | None:
    try:
        return pipeline.read(data, "fuzz.json") if data.lstrip().startswith(b"{") else None
    except ShinkyuError:
        return None
