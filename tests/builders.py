"""Documents and templates in few lines, for tests.

``document(text_item("work.name", "国保"), check_item("work.link", on=["税務システム"]))`` is a whole
document; an address is made from the id where the test does not care: ``work.name`` stands at
``("Ⅰ", "name")``, members take their number: ``text_item("work.systems[].name", "宛名", member=2)``.
"""

from collections.abc import Sequence

from shinkyu.model.document import (
    SCHEMA,
    Address,
    Checks,
    ChecksItem,
    ChoiceItem,
    CountItem,
    DateItem,
    Day,
    DeclaredRow,
    Document,
    FigureItem,
    Item,
    ListItem,
    State,
    TextItem,
)
from shinkyu.model.form import FormName, FormTemplate, ItemSpec, Kind, Option
from shinkyu.text.wareki import single_date

PARTS = {"cover": "表紙", "work": "Ⅰ", "pi_file": "Ⅱ", "records": "別添1", "risks": "Ⅲ", "requests": "Ⅳ"}
MEMBERS = {
    "work.systems[]": ("2", "システム"),
    "pi_file.outsourcing[]": ("4", "委託事項"),
    "pi_file.provision.provided[]": ("5", "提供先"),
    "pi_file.provision.transferred[]": ("5", "移転先"),
}


def address_of(item_id: str, member: int | None = None, file: int | None = None) -> Address:
    """Return an address as the convention makes it, as far as a test needs it."""
    head, _, leaf = item_id.partition("[].")
    part = PARTS.get(item_id.split(".")[0], "Ⅴ")
    start = (part, f"ファイル{file}") if file else (part,)
    if leaf:
        block, word = MEMBERS[f"{head}[]"]
        return (*start, block, f"{word}{member or 1}", "名称" if leaf == "name" else leaf)
    return (*start, *item_id.split(".")[1:])


def text_item(
    item_id: str,
    *paragraphs: str,
    address: Sequence[str] = (),
    member: int | None = None,
    file: int | None = None,
    state: State | None = None,
) -> TextItem:
    """Return free text, blank without paragraphs."""
    place = tuple(address) or address_of(item_id, member, file)
    value = tuple(p for p in paragraphs if p)
    return TextItem(item_id, place, place[-1], state or ("filled" if value else "blank"), value)


def unread_item(
    item_id: str, *, address: Sequence[str] = (), member: int | None = None, file: int | None = None
) -> TextItem:
    """Return an item that this copy does not hold."""
    return text_item(item_id, address=address, member=member, file=file, state="unread")


def choice_item(
    item_id: str,
    value: str | None = None,
    *,
    address: Sequence[str] = (),
    member: int | None = None,
    file: int | None = None,
) -> ChoiceItem:
    """Return a choice, blank without value."""
    place = tuple(address) or address_of(item_id, member, file)
    return ChoiceItem(item_id, place, place[-1], "blank" if value is None else "filled", value)


def check_item(
    item_id: str,
    *,
    on: Sequence[str] = (),
    off: Sequence[str] = (),
    unknown: Sequence[str] = (),
    notes: dict[str, str] | None = None,
    address: Sequence[str] = (),
    member: int | None = None,
    file: int | None = None,
) -> ChecksItem:
    """Return check boxes; with a box of unknown state the item is undecidable."""
    place = tuple(address) or address_of(item_id, member, file)
    state: State = "undecidable" if unknown else "filled" if on else "blank"
    return ChecksItem(item_id, place, place[-1], state, Checks(tuple(on), tuple(off), tuple(unknown), notes or {}))


def count_item(
    item_id: str,
    value: int | None = None,
    *,
    address: Sequence[str] = (),
    member: int | None = None,
    file: int | None = None,
) -> CountItem:
    """Return a count, blank without value."""
    place = tuple(address) or address_of(item_id, member, file)
    return CountItem(item_id, place, place[-1], "blank" if value is None else "filled", value)


def date_item(item_id: str, text: str = "", *, address: Sequence[str] = ()) -> DateItem:
    """Return a date as printed; its day is read from the text."""
    place = tuple(address) or address_of(item_id)
    if not text:
        return DateItem(item_id, place, place[-1], "blank", None)
    return DateItem(item_id, place, place[-1], "filled", day(text))


def list_item(item_id: str, *entries: str, address: Sequence[str] = ()) -> ListItem:
    """Return record items, blank without entries."""
    place = tuple(address) or address_of(item_id)
    return ListItem(item_id, place, place[-1], "filled" if entries else "blank", tuple(entries))


def figure_item(item_id: str, *printed_words: str, address: Sequence[str] = ()) -> FigureItem:
    """Return a figure with the words printed in it."""
    place = tuple(address) or address_of(item_id)
    return FigureItem(item_id, place, place[-1], "filled", tuple(printed_words))


def day(text: str) -> Day:
    """Return a date as printed, with its day where it names one."""
    found = single_date(text)
    return Day(found.isoformat() if found else None, text)


def row(
    n: int,
    item: str,
    before: str = "",
    after: str = "",
    *,
    date: str = "令和7年4月1日",
    timing: str = "事後",
    explanation: str = "重要な変更に当たらないため",
) -> DeclaredRow:
    """Return a declared row; cells are split into paragraphs at newlines."""
    return DeclaredRow(n, day(date), item, tuple(before.split("\n")), tuple(after.split("\n")), timing, explanation)


def document(
    *items: Item,
    declared: Sequence[DeclaredRow] | None = None,
    gaps: Sequence[Sequence[str]] = (),
    form: FormName = "priority",
    edition: str = "test",
) -> Document:
    """Return a document that holds *items* in that order."""
    return Document(
        SCHEMA,
        form,
        edition,
        items,
        None if declared is None else tuple(declared),
        tuple(tuple(gap) for gap in gaps),
    )


def member_items(group: str, n: int, name: str, file: int | None = None, **leaves: str) -> tuple[TextItem, ...]:
    """Return the items of one member: ``member_items("work.systems[]", 2, "宛名", functions="…")``."""
    return (
        text_item(f"{group}.name", name, member=n, file=file),
        *(text_item(f"{group}.{leaf}", text, member=n, file=file) for leaf, text in leaves.items()),
    )


def template(*specs: ItemSpec, form: FormName = "priority", edition: str = "test") -> FormTemplate:
    """Return a template with the given specs; without any it knows no item, which is legal."""
    return FormTemplate(form, edition, "", "", "made by a test", specs)


def spec(
    item_id: str,
    kind: Kind = "text",
    *,
    material: bool = False,
    options: Sequence[str | Option] = (),
    label: str = "",
) -> ItemSpec:
    """Return the spec of one item."""
    made = tuple(option if isinstance(option, Option) else Option(option) for option in options)
    return ItemSpec(id=item_id, label=label or item_id, kind=kind, material=material, options=made)
