"""What became of the rows that were undone, for a reader."""

from collections import Counter

from shinkyu.messages import Lang, Message, joined, message, spoken
from shinkyu.model.address import cite
from shinkyu.model.document import DeclaredRow
from shinkyu.model.rewind import Rewound, UndoReason
from shinkyu.text.width import cut, harmless

WHY: dict[UndoReason, Message] = {
    "put-back": message("Put back."),
    "nothing-changed": message("Before and after say the same."),
    "not-true": message("The document does not say what the row says, so it cannot be put back."),
    "before-not-given": message("The row does not give what stood there before."),
    "place-not-unique": message("Where what the row calls after begins and ends cannot be told."),
    "cell-cut-off": message("The cell is cut off."),
    "figure": message("A change of a figure cannot be put back from text."),
    "member-gone": message("The row does not give what the removed member held."),
    "no-item": message("The item that the row points at cannot be told."),
    "item-unknown": message("Another row on the same item cannot be put back."),
    "not-proved": message("Put back, the change would not have been what the row says."),
}


def as_text(source: str, rows: tuple[DeclaredRow, ...], rewound: Rewound, lang: Lang = "ja") -> str:
    """Return the account of a rewinding as text: numbers, rows left, items that are not known.

    Args:
        source: the file with the declared rows.
        rows: the rows of that file.
        rewound: what was made of it.
        lang: language of the account.
    """
    undone = [row for row in rewound.rows if row.undone]
    known = Counter(rewound.knowledge)
    left = len(rewound.rows) - len(undone)
    counts = joined(
        [
            message("certain {n}", n=known["certain"]),
            message("likely {n}", n=known["likely"]),
            message("unknown {n}", n=known["unknown"]),
        ],
        ", ",
    )
    lines = [
        spoken(lang, "document: {source}", source=harmless(source)),
        spoken(
            lang,
            "rows later than {day} {n}: put back {undone}, cannot be put back {left}",
            day=rewound.to,
            n=len(rewound.rows),
            undone=len(undone),
            left=left,
        ),
        spoken(lang, "items: {counts}", counts=counts),
        spoken(lang, "Certain: a row gives the whole text; likely: a part was put back, or no row touches the item."),
        spoken(lang, "Unknown items are unread in the result, never blank."),
    ]
    by_n = {row.n: row for row in rows}
    for heading, chosen in (
        (message("Rows that cannot be put back ({n})", n=left), [row for row in rewound.rows if not row.undone]),
        (message("Rows put back ({n})", n=len(undone)), undone),
    ):
        if chosen:
            lines += ["", heading.said(lang)]
        for row in chosen:
            head = spoken(lang, "row {n}", n=row.n)
            lines.append(f"  {head} {row.date or ''} {cut(harmless(by_n[row.n].item), 60)}")
            if not row.undone:
                told = row.reason == "not-true" and lang == "ja"  # the ground of its verdict, which is more exact
                lines.append(f"      {row.why if told else WHY[row.reason].said(lang)}")
    unknown = [
        item.address
        for item, knowledge in zip(rewound.document.items, rewound.knowledge, strict=True)
        if knowledge == "unknown"
    ]
    if unknown:
        lines += ["", spoken(lang, "Items of which it is not known what they said before ({n})", n=len(unknown))]
        lines += [f"  {harmless(cite(address))}" for address in unknown]
    return "\n".join(lines) + "\n"
