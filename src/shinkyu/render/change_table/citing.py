"""項目 cells: the labels that lead to an item, written as the office writes them."""

import re
from dataclasses import dataclass

from shinkyu.codec.printed import printed
from shinkyu.model.address import FILE_ELEMENT, file_element
from shinkyu.model.document import Address, Document
from shinkyu.model.form import FormTemplate, ItemSpec
from shinkyu.model.table import TableStyle
from shinkyu.text.normalise import is_blank

_NUMBERED_RISK = re.compile(r"リスク\d+")
_NOT_PRINTED = frozenset(("名称", "件"))
"""Leaves of an address that stand for no printed label: a member's own name, the number in ( ) 件."""


@dataclass(frozen=True, eq=False)
class Citing:
    """Addresses of one version → 項目 cells."""

    document: Document
    template: FormTemplate
    style: TableStyle

    def cell(self, item_id: str, address: Address) -> str:
        """Return the 項目 cell for an item, a member or a part."""
        labels = self.labels(item_id, address)
        opening, closing = self.style.file_brackets
        if opening and closing and file_element(address) and self.template.by_id.get(item_id):
            labels[:2] = [f"{labels[0]}{opening}{labels[1]}{closing}"]
        return _joined(labels, self.style)

    def labels(self, item_id: str, address: Address) -> list[str]:
        """Return the labels from the part down to the item, as the form prints them.

        Where the document has several 特定個人情報ファイル, the name of the file stands behind the part.
        """
        spec = self.template.by_id.get(item_id)
        if spec is None:
            return list(address)
        steps = (*self.template.ancestors(spec), spec)
        labels = [label for step in steps if (label := _label(step, address))]
        if file_element(address):
            labels.insert(1, self.file_name(address[1]))
        return labels

    def file_name(self, element: str) -> str:
        """Return the name of ``ファイルN``, or that word where the name is not here."""
        for item in self.document.items:
            if item.id == "pi_file.name" and element in item.address and not is_blank(printed(item)):
                return printed(item).replace("\n", " ")
        return element


def _label(step: ItemSpec, address: Address) -> str:
    if step.role == "group":
        return _member(step, address)
    if step.role == "risk":
        # The form prints リスク2 with a long title; offices cite the number, and nothing without one.
        return step.element if step.element and _NUMBERED_RISK.fullmatch(step.element) else ""
    return "" if step.label in _NOT_PRINTED else step.label


def _member(group: ItemSpec, address: Address) -> str:
    """Return ``システム2``, or the title of a page or of a list of record items."""
    if group.element == "{title}":
        inside = [label for label in address[1:] if not FILE_ELEMENT.fullmatch(label)]
        return inside[0] if inside else ""
    pattern = re.escape(group.element or group.label).replace(r"\{n\}", r"\d+")
    return next((label for label in address if re.fullmatch(pattern, label)), "")


def _joined(labels: list[str], style: TableStyle) -> str:
    part, *inside = labels
    if style.path == "quoted":
        return "-".join(f"「{label}」" for label in labels)
    if style.path == "spaced" or not inside:
        return " ".join(labels)
    opening, closing = style.brackets
    return f"{part}{opening}{' '.join(inside)}{closing}"
