"""What ``doctor`` found, for people and for programs."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from shinkyu.codec.canonical import to_builtins
from shinkyu.messages import Lang, Message, message, spoken
from shinkyu.model.health import Health, HealthName
from shinkyu.text.width import hanging, width

COLUMNS = 78
"""Words of the machine are ASCII; one or two Japanese words beside them do not reach beyond 80."""
DOCTOR_SCHEMA = "shinkyu/doctor/1"

_NAMES: dict[HealthName, Message] = {
    "python": message("Python"),
    "git": message("git"),
    "dictionary": message("dictionary"),
    "forms": message("forms"),
    "limits": message("limits"),
    "extras": message("extras"),
    "corpus": message("corpus"),
}
_NOTHING: dict[HealthName, Message] = {
    "extras": message("not known, for shinkyu is not installed as a package"),
    "corpus": message("this folder is in none"),
}
"""What is said where there is nothing, and nothing is needed."""


def doctor_text(version: str, found: Sequence[Health], lang: Lang) -> str:
    """Return one line for each thing that was looked at, more where there is more to say."""
    lines = [f"shinkyu {version}"]
    for health in found:
        mark = spoken(lang, "ok") if health.ok else spoken(lang, "TROUBLE")
        nothing = spoken(lang, "not installed")
        words = [one + nothing if one.endswith("=") else one for one in health.found]
        if health.ok and not words:
            words = [_NOTHING[health.name].said(lang)] if health.name in _NOTHING else []
        if health.name == "extras" and not health.found:
            mark = spoken(lang, "NOT KNOWN")
        line = f"{mark} {_NAMES[health.name].said(lang)}: {', '.join([*words, *filter(None, [health.trouble])])}"
        if width(line) > len(line):  # Japanese has no blanks to break at
            lines += hanging(line, COLUMNS, 4)
        else:
            lines += wrap(line, COLUMNS, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines) + "\n"


def doctor_shape(tool: dict[str, str], found: Sequence[Health]) -> dict[str, Any]:
    """Return the object of ``doctor --format json``."""
    return {
        "schema": DOCTOR_SCHEMA,
        "tool": tool,
        "ok": all(health.ok for health in found),
        "checks": to_builtins(list(found)),
    }
