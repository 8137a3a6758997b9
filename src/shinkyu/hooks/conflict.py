"""The marks that a merge leaves in a file, and the two files that stand in it between them."""

import difflib
import re

OURS, MIDDLE, THEIRS = "<<<<<<< ours", "=======", ">>>>>>> theirs"

# Git itself puts the names of branches behind the marks, and with merge.conflictStyle=diff3 what was before.
_LINES = rb"(?:(?!<{7} |\|{7}|={7}\n|>{7} )[^\n]*+\n)*+"
"""Lines without a mark."""
_BLOCK = re.compile(
    rb"^<{7} [^\n]*+\n(?P<ours>%s)(?:\|{7}[^\n]*+\n%s)?={7}\n(?P<theirs>%s)>{7} [^\n]*+\n" % (_LINES, _LINES, _LINES),
    re.MULTILINE,
)


def has_marks(data: bytes) -> bool:
    """Say whether the marks of a merge stand in a file."""
    return bool(re.search(rb"^<<<<<<< ", data, re.MULTILINE))


def sides(data: bytes) -> tuple[bytes, bytes] | None:
    """Return the two files of which the conflicts of *data* are made, ours and theirs; None where it has none."""
    if not _BLOCK.search(data):
        return None
    return _BLOCK.sub(rb"\g<ours>", data), _BLOCK.sub(rb"\g<theirs>", data)


def marked(ours: str, theirs: str) -> str:
    """Return one text of two, with marks around the lines that differ."""
    lines = ours.splitlines(keepends=True), theirs.splitlines(keepends=True)
    found: list[str] = []
    for op, a, b, c, d in difflib.SequenceMatcher(None, lines[0], lines[1], autojunk=False).get_opcodes():
        if op == "equal":
            found += lines[0][a:b]
        else:
            found += [f"{OURS}\n", *lines[0][a:b], f"{MIDDLE}\n", *lines[1][c:d], f"{THEIRS}\n"]
    return "".join(found)
