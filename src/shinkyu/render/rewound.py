"""What became of the rows that were undone, for a reader."""

from collections import Counter

from shinkyu.model.address import cite
from shinkyu.model.document import DeclaredRow
from shinkyu.model.rewind import Knowledge, Rewound, UndoReason
from shinkyu.text.width import cut, harmless

KNOWLEDGE: dict[Knowledge, str] = {"certain": "確実", "likely": "おそらく", "unknown": "不明"}
WHY: dict[UndoReason, str] = {
    "put-back": "元に戻しました。",
    "nothing-changed": "変更前と変更後の記載が同じです。",
    "not-true": "行の記載が文書と一致しないため、元に戻せません。",
    "before-not-given": "変更前の記載が行にありません。",
    "place-not-unique": "変更後の記載がどこからどこまでかを特定できません。",
    "cell-cut-off": "欄が途中で切れています。",
    "figure": "図の変更は文字からは戻せません。",
    "member-gone": "削除された項目群の内容が行にありません。",
    "no-item": "行が指す項目を特定できません。",
    "item-unknown": "同じ項目に、元に戻せない行がほかにあります。",
    "not-proved": "元に戻しても、行の記載どおりの変更になりませんでした。",
}


def as_text(source: str, rows: tuple[DeclaredRow, ...], rewound: Rewound) -> str:
    """Return the account of a rewinding as text: numbers, rows left, items that are not known.

    Args:
        source: the file with the declared rows.
        rows: the rows of that file.
        rewound: what was made of it.
    """
    undone = [row for row in rewound.rows if row.undone]
    known = Counter(rewound.knowledge)
    left = len(rewound.rows) - len(undone)
    lines = [
        f"対象: {harmless(source)}",
        f"{rewound.to}より後の行 {len(rewound.rows)}: 元に戻した行 {len(undone)}、戻せない行 {left}",
        "項目: " + "、".join(f"{word} {known[name]}" for name, word in KNOWLEDGE.items()),
        "「確実」は行が全文を示す項目、「おそらく」は一部を戻したか行が触れない項目です。",
        "「不明」の項目は、空欄ではなく欠落として出力します。",
    ]
    by_n = {row.n: row for row in rows}
    for heading, chosen in (
        ("戻せない行", [row for row in rewound.rows if not row.undone]),
        ("元に戻した行", undone),
    ):
        if chosen:
            lines += ["", f"{heading}（{len(chosen)}行）"]
        for row in chosen:
            lines.append(f"  第{row.n}行 {row.date or ''} {cut(harmless(by_n[row.n].item), 60)}")
            if not row.undone:
                lines.append(f"      {row.why if row.reason == 'not-true' else WHY[row.reason]}")
    unknown = [
        item.address
        for item, knowledge in zip(rewound.document.items, rewound.knowledge, strict=True)
        if knowledge == "unknown"
    ]
    if unknown:
        lines += ["", f"以前の記載が不明な項目（{len(unknown)}件）"]
        lines += [f"  {harmless(cite(address))}" for address in unknown]
    return "\n".join(lines) + "\n"
