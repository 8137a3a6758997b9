"""Items and declared rows as tables for a terminal."""

from shinkyu.codec.printed import printed
from shinkyu.messages import Lang, Message, message, spoken
from shinkyu.model.account import Account, Category
from shinkyu.model.address import cite
from shinkyu.model.declaration import Declaration
from shinkyu.model.document import DeclaredRow, Document, State
from shinkyu.model.reading import Reading
from shinkyu.render.places import full_place
from shinkyu.text.width import cut, cut_inside, hanging, harmless, pad, width

_STATE: dict[Lang, int] = {"ja": 15, "en": 18}
"""Columns of a state with its confidence."""
STATES: dict[State, Message] = {
    "filled": message("filled"),
    "blank": message("blank"),
    "unread": message("unread"),
    "undecidable": message("undecidable"),
}


def items_text(
    document: Document, reading: Reading, columns: int = 80, *, places: bool = False, lang: Lang = "ja"
) -> str:
    """Return one line an item: address, state, value; with *places* the place in the source in a line below."""
    lines = []
    room = _STATE[lang]
    first = (columns - room - 2) // 2
    for item, where in zip(document.items, reading.items, strict=True):
        value = harmless(printed(item).replace("\n", " "))
        sure = "" if where.confidence >= 0.95 else f" ({where.confidence:.2f})"
        address = pad(cut_inside(cite(item.address), first), first)
        state = pad(STATES[item.state].said(lang) + sure, room)
        lines.append(f"{address} {state} {cut(value, columns - first - room - 2)}".rstrip())
        if places:
            lines.append(f"    {full_place(where.where) or '—'}")
    return "\n".join(lines) + "\n"


def document_text(document: Document) -> str:
    """Return items and declared rows as lines that git can compare: an address, then what stands there."""
    blocks = []
    for item in document.items:
        value = printed(item) or f"（{STATES[item.state].said('ja')}）"
        blocks.append(f"[{cite(item.address)}]\n{value}\n")
    for row in document.declared or ():
        cells = [row.item, "前: " + "\n".join(row.before), "後: " + "\n".join(row.after), row.explanation]
        blocks.append(f"[変更箇所 {row.date.text} {row.timing}]\n" + "\n".join(cell for cell in cells if cell) + "\n")
    return "\n".join(harmless(block) for block in blocks)


CATEGORIES: dict[Category, Message] = {
    "items": message("values of items"),
    "form": message("print of the form"),
    "declared": message("rows of 変更箇所"),
    "attachments": message("attachments"),
    "markup": message("marks of markup"),
    "space": message("white space"),
    "undecided": message("values of several items"),
    "unplaced": message("characters without a place"),
}


def account_text(account: Account, lang: Lang = "ja") -> str:
    """Return what became of every character: counts that sum to the source, and what was not placed."""
    lines = [f"{pad(spoken(lang, 'characters of the source'), 28)} {account.total:>8}"]
    for category, name in CATEGORIES.items():
        number = account.counts.get(category, 0)
        share = 100 * number / account.total if account.total else 0
        lines.append(f"{pad(name.said(lang), 28)} {number:>8} {share:5.1f} %")
    for piece in account.unplaced:
        lines.append(f"  {spoken(lang, 'line {n}', n=piece.line)} {cut(harmless(piece.text), 60)}")
    for value in account.undecided:
        line = spoken(lang, "line {n}", n=value.line)
        lines.append(f"  {line} {cut(harmless(value.text.replace(chr(10), ' ')), 60)}")
        places = "、".join(cite(address) for address in value.candidates)
        lines.append("      " + spoken(lang, "of one of: {places}", places=places))
    return "\n".join(lines) + "\n"


def declared_text(
    rows: tuple[DeclaredRow, ...] | None,
    declarations: tuple[Declaration, ...],
    columns: int = 80,
    lang: Lang = "ja",
) -> str:
    """Return the declared rows with what each points at and says, no line wider than *columns*."""
    if rows is None:
        return spoken(lang, "This copy holds no 変更箇所 table.") + "\n"
    lines = [spoken(lang, "declared rows {n}", n=len(rows))]
    names = [spoken(lang, "before"), spoken(lang, "after")]
    for row, declaration in zip(rows, declarations, strict=True):
        target = cite(declaration.targets[0].address) if declaration.targets else spoken(lang, "not known")
        head = f"{spoken(lang, 'row {n}', n=row.n)} {harmless(row.date.text)} {harmless(row.timing)} "
        how = f"{declaration.directive.op} ({declaration.directive.rule})"
        lines += [
            head + cut_inside(harmless(row.item), max(columns - width(head), 12)),
            *hanging("    " + spoken(lang, "points at: {target} / read as: {how}", target=target, how=how), columns, 8),
            *(
                "    " + cut(f"{name}: {harmless(' '.join(cell))}", columns - 4)
                for name, cell in zip(names, (row.before, row.after), strict=True)
            ),
        ]
    return "\n".join(lines) + "\n"
