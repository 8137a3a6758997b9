"""What `doctor` looked at."""

from typing import Literal

import msgspec

HealthName = Literal["python", "git", "dictionary", "forms", "limits", "extras", "corpus"]


class Health(msgspec.Struct, frozen=True):
    """One thing that shinkyu rests on."""

    name: HealthName
    ok: bool
    """What is not there and not needed is ok."""
    found: tuple[str, ...]
    """What it is, in words of the machine: versions, names, ``limit=value``, a folder."""
    trouble: str = ""
    """What is wrong and what to do, where it is not ok."""
