"""What ``doctor`` found, for people and for programs."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Literal

from shinkyu.codec.canonical import to_builtins
from shinkyu.model.health import Health, HealthName
from shinkyu.render.report_words import Lang

COLUMNS = 78
"""Words of the machine are ASCII; one or two Japanese words beside them do not reach beyond 80."""
DOCTOR_SCHEMA = "shinkyu/doctor/1"

_NAMES: dict[HealthName, dict[Lang, str]] = {
    "python": {"ja": "Python", "en": "Python"},
    "git": {"ja": "git", "en": "git"},
    "dictionary": {"ja": "辞書", "en": "dictionary"},
    "forms": {"ja": "様式", "en": "forms"},
    "limits": {"ja": "上限", "en": "limits"},
    "extras": {"ja": "追加機能", "en": "extras"},
    "corpus": {"ja": "集成", "en": "corpus"},
}
_MARKS: dict[Lang, dict[Literal["ok", "trouble"], str]] = {
    "ja": {"ok": "正常", "trouble": "要対応"},
    "en": {"ok": "ok", "trouble": "TROUBLE"},
}
_NOTHING: dict[HealthName, dict[Lang, str]] = {
    "extras": {"ja": "不明（パッケージとして入れられていません）", "en": "unknown (not installed as a package)"},
    "corpus": {"ja": "このフォルダは集成の中にありません", "en": "this folder is in none"},
}
"""What is said where there is nothing, and nothing is needed."""
_NOT_INSTALLED: dict[Lang, str] = {"ja": "なし", "en": "not installed"}


def doctor_text(version: str, found: Sequence[Health], lang: Lang) -> str:
    """Return one line for each thing that was looked at, more where there is more to say."""
    lines = [f"shinkyu {version}"]
    for health in found:
        mark = _MARKS[lang]["ok" if health.ok else "trouble"]
        words = [f"{one}{_NOT_INSTALLED[lang]}" if one.endswith("=") else one for one in health.found]
        if health.ok and not words:
            words = [_NOTHING[health.name][lang]] if health.name in _NOTHING else []
        line = f"{mark} {_NAMES[health.name][lang]}: {', '.join([*words, *filter(None, [health.trouble])])}"
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
