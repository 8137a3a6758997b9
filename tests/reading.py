"""Read a text the way the commands do, and small documents to read."""

from shinkyu.extract import extract
from shinkyu.extract.account import account
from shinkyu.forms.library import recognise
from shinkyu.model.account import Account
from shinkyu.model.document import Document, Item
from shinkyu.model.form import FormTemplate
from shinkyu.model.reading import ItemReading, Reading
from shinkyu.model.source import Layout
from shinkyu.sources.plain import read_layout

COVER = (
    "特定個人情報保護評価書(重点項目評価書)\n\n評価書番号\t評価書名\n"
    "7\t国民年金に関する事務\n\n公表日\n\n令和7年7月31日\n"
)
"""A cover, which says which form the document has."""


def layout_of(text: str) -> Layout:
    """Return the layout of a text file."""
    return read_layout(text.encode(), "document.txt")


def template_of(layout: Layout) -> FormTemplate:
    """Return the form of a layout."""
    return recognise(["\t".join(cell.text for cell in row.cells) for row in layout.rows])


def read(text: str) -> tuple[Document, Reading]:
    """Return document and sidecar of a text."""
    layout = layout_of(text)
    return extract(layout, template_of(layout))


def document_of(text: str) -> Document:
    """Return the document of a text."""
    return read(text)[0]


def item_of(text: str, *address: str) -> Item:
    """Return the item at an address; leading and last elements of the address may be left out."""
    return next(i for i in document_of(text).items if _is_at(i.address, address))


def reading_of(text: str, *address: str) -> ItemReading:
    """Return how the item at an address was read."""
    return next(i for i in read(text)[1].items if _is_at(i.address, address))


def value(text: str, *address: str) -> object:
    """Return the value of the item at an address."""
    return item_of(text, *address).value


def rules(text: str) -> list[str]:
    """Return the rules of all problems of a reading."""
    return [problem.rule for problem in read(text)[1].problems]


def account_of(text: str) -> Account:
    """Return the account of every character of a text."""
    layout = layout_of(text)
    return account(layout, template_of(layout))


def _is_at(address: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Say whether *wanted* is in *address* in its order, to its end."""
    rest = iter(address)
    return address[-1] == wanted[-1] and all(element in rest for element in wanted)
