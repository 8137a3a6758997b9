"""提出時期 and 提出時期に係る説明: what the form and the kind of change allow to propose.

The form's ※ and the class of a change say what is usual; whether practice has already changed is not in
the text, so that every answer here is a proposal for the office to confirm.
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from shinkyu.model.change import ChangeClass
from shinkyu.text.normalise import fold

EX_ANTE, EX_POST = "事前", "事後"

_COMPLETE = re.compile(r"(ため|から|こと|ない|られる|である|する|[。)])$")
"""How an explanation ends that no row height cut off."""


class Ground(NamedTuple):
    """A reason for 事後, as tables give it."""

    name: str
    seen: re.Pattern[str]
    classes: Collection[str]
    formal: bool
    text: str


class Proposal(NamedTuple):
    """The last two columns of a row, and the names of the grounds."""

    timing: str
    explanation: str
    reasons: tuple[str, ...]


@lru_cache(maxsize=1)
def grounds() -> tuple[Ground, ...]:
    """Return the grounds in the order in which they are tried."""
    data = tomllib.loads(files(__package__).joinpath("data/timing.toml").read_text(encoding="utf-8"))
    return tuple(
        Ground(line["name"], re.compile(line["seen"]), line["classes"], line["formal"], line["text"])
        for line in data["ground"]
    )


def ground_of(explanation: str) -> str | None:
    """Return the ground that an office's explanation gives; None for none, or a text that was cut off."""
    key = fold(explanation)
    if not _COMPLETE.search(key):
        return None
    return next((ground.name for ground in grounds() if ground.seen.search(key)), None)


def propose_timing(
    cls: ChangeClass,
    *,
    material: bool,
    substitution_only: bool,
    explanations: Mapping[str, str],
    all_ex_ante: bool = False,
) -> Proposal:
    """Return what to enter, by the decision table of 提出時期.

    ==========================================  ========  =================================
    situation                                   提出時期  説明
    ==========================================  ========  =================================
    the whole report is assessed anew           事前      blank
    ※ item, in substance                        事前      blank
    ※ item, a name or number put for another    事後      which formal change it is
    other item                                  事後      the ground of its class, else that
                                                          the item is no object of 重要な変更
    ==========================================  ========  =================================

    Args:
        cls: of the change.
        material: the form marks the item ※.
        substitution_only: words were put for words; no sentence came or went.
        explanations: the office's own sentences by ground.
        all_ex_ante: 再実施: every row is filed beforehand.
    """
    if all_ex_ante:
        return Proposal(EX_ANTE, "", ("reassessment",))
    ground = next((g for g in grounds() if cls in g.classes), None)
    if material:
        if ground is None or not ground.formal or not substitution_only:
            return Proposal(EX_ANTE, "", ("material-item", "substance"))
        text = explanations.get(ground.name, ground.text)
        return Proposal(EX_POST, text, ("material-item", f"formal-{ground.name}"))
    general = next(g for g in grounds() if g.name == "not-material")
    if ground is not None and substitution_only and ground.name in explanations:
        return Proposal(EX_POST, explanations[ground.name], ("other-item", ground.name))
    return Proposal(EX_POST, explanations.get(general.name, general.text), ("other-item",))
