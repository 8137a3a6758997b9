"""Texts in runs: what changed between two of them, word by word."""

from collections.abc import Iterable
from typing import NamedTuple

from shinkyu.text.similarity import opcodes
from shinkyu.text.tokenise import tokens


class Run(NamedTuple):
    """A piece of a text; what changed is underlined."""

    text: str
    changed: bool = False


def changed_runs(before: str, after: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Return both texts in runs, the words that differ marked; together the runs are the whole texts."""
    old = [token.surface for token in tokens(before)]
    new = [token.surface for token in tokens(after)]
    found = opcodes(old, new)
    return (
        _joined(("".join(old[b0:b1]), tag != "equal") for tag, b0, b1, _, _ in found),
        _joined(("".join(new[a0:a1]), tag != "equal") for tag, _, _, a0, a1 in found),
    )


def _joined(pieces: Iterable[tuple[str, bool]]) -> tuple[Run, ...]:
    """Return runs of which no two neighbours are of one kind, and none is empty."""
    runs: list[Run] = []
    for text, changed in pieces:
        if text and runs and runs[-1].changed == changed:
            runs[-1] = Run(runs[-1].text + text, changed)
        elif text:
            runs.append(Run(text, changed))
    return tuple(runs)
