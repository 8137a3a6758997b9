"""The printed list of options, ``<選択肢> 1) … 2) …``: whose it is and where it ends."""

import re

from shinkyu.model.form import Option
from shinkyu.text.normalise import fold, fold_offsets

_HEAD = r"(?:<選択肢>)?"


def after_list(text: str, options: tuple[Option, ...]) -> str | None:
    """Return what stands behind the list of *options* at the start of *text*, None without the list.

    The options may stand in any order, for a list in two columns is read down or across.
    """
    key, offsets = fold_offsets(text)
    printings = sorted((fold(p) for o in options for p in (o.text, *o.aliases)), key=len, reverse=True)
    one = r"\d{1,2}\)(?:" + "|".join(map(re.escape, printings)) + ")"
    match = re.match(f"{_HEAD}(?:{one})+", key)
    if match is None:
        return None
    return text[offsets[match.end()] :].strip() if match.end() < len(offsets) else ""
