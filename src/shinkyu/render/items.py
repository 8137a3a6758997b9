"""Items and declared rows as tables for a terminal."""

from shinkyu.codec.printed import printed
from shinkyu.model.account import Account, Category
from shinkyu.model.address import cite
from shinkyu.model.declaration import Declaration
from shinkyu.model.document import DeclaredRow, Document
from shinkyu.model.reading import Reading
from shinkyu.render.places import full_place
from shinkyu.text.width import cut, cut_inside, hanging, harmless, pad, width

_STATE = 15
"""Columns of a state with its confidence."""
STATES = {"filled": "記載", "blank": "空欄", "unread": "欠落", "undecidable": "判定不能"}


def items_text(document: Document, reading: Reading, columns: int = 80, *, places: bool = False) -> str:
    """Return one line an item: address, state, value; with *places* the place in the source in a line below."""
    lines = []
    first = (columns - _STATE - 2) // 2
    for item, where in zip(document.items, reading.items, strict=True):
        value = harmless(printed(item).replace("\n", " "))
        sure = "" if where.confidence >= 0.95 else f" ({where.confidence:.2f})"
        address = pad(cut_inside(cite(item.address), first), first)
        state = pad(STATES[item.state] + sure, _STATE)
        lines.append(f"{address} {state} {cut(value, columns - first - _STATE - 2)}".rstrip())
        if places:
            lines.append(f"    {full_place(where.where) or '—'}")
    return "\n".join(lines) + "\n"


def document_text(document: Document) -> str:
    """Return items and declared rows as lines that git can compare: an address, then what stands there."""
    blocks = []
    for item in document.items:
        value = printed(item) or f"（{STATES[item.state]}）"
        blocks.append(f"[{cite(item.address)}]\n{value}\n")
    for row in document.declared or ():
        cells = [row.item, "前: " + "\n".join(row.before), "後: " + "\n".join(row.after), row.explanation]
        blocks.append(f"[変更箇所 {row.date.text} {row.timing}]\n" + "\n".join(cell for cell in cells if cell) + "\n")
    return "\n".join(harmless(block) for block in blocks)


CATEGORIES: dict[Category, str] = {
    "items": "項目の値",
    "form": "様式の印字",
    "declared": "変更箇所の行",
    "attachments": "別紙",
    "markup": "書式の記号",
    "space": "空白",
    "undecided": "行き先が一つに決まらない値",
    "unplaced": "行き先のない文字",
}


def account_text(account: Account) -> str:
    """Return what became of every character: counts that sum to the source, and what was not placed."""
    lines = [f"{pad('原文の文字数', 28)} {account.total:>8}"]
    for category, name in CATEGORIES.items():
        number = account.counts.get(category, 0)
        share = 100 * number / account.total if account.total else 0
        lines.append(f"{pad(name, 28)} {number:>8} {share:5.1f} %")
    lines += [f"  {piece.line}行目 {cut(harmless(piece.text), 60)}" for piece in account.unplaced]
    for value in account.undecided:
        lines.append(f"  {value.line}行目 {cut(harmless(value.text.replace(chr(10), ' ')), 60)}")
        lines.append(f"      候補: {'、'.join(cite(address) for address in value.candidates)}")
    return "\n".join(lines) + "\n"


def declared_text(
    rows: tuple[DeclaredRow, ...] | None, declarations: tuple[Declaration, ...], columns: int = 80
) -> str:
    """Return the declared rows with what each points at and says, no line wider than *columns*."""
    if rows is None:
        return "この写しに変更箇所の表はありません。\n"
    lines = [f"変更箇所の行 {len(rows)}"]
    for row, declaration in zip(rows, declarations, strict=True):
        target = cite(declaration.targets[0].address) if declaration.targets else "不明"
        head = f"第{row.n}行 {harmless(row.date.text)} {harmless(row.timing)} "
        how = f"{declaration.directive.op} ({declaration.directive.rule})"
        lines += [
            head + cut_inside(harmless(row.item), max(columns - width(head), 12)),
            *hanging(f"    指す項目: {target} / 読み方: {how}", columns, 8),
            *(
                "    " + cut(f"{name}: {harmless(' '.join(cell))}", columns - 4)
                for name, cell in (("前", row.before), ("後", row.after))
            ),
        ]
    return "\n".join(lines) + "\n"
