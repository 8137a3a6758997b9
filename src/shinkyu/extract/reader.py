"""From a layout to the canonical document: choose the front end, read the values, write the account."""

from shinkyu.extract.assemble import assemble
from shinkyu.extract.change_sheet import unread_table
from shinkyu.extract.labels import Labels
from shinkyu.extract.lines import logical_rows, source_lines
from shinkyu.extract.page_numbers import page_numbers
from shinkyu.extract.placed import Fragment, Placed
from shinkyu.extract.walk import walk
from shinkyu.model.document import Document
from shinkyu.model.form import FormTemplate
from shinkyu.model.reading import Reading
from shinkyu.model.source import Layout


def extract(layout: Layout, template: FormTemplate) -> tuple[Document, Reading]:
    """Return the document a layout holds and how each of its items was read."""
    return assemble(place(layout, template), layout, template)


def place(layout: Layout, template: FormTemplate) -> Placed:
    """Return what the front end that fits the dialect finds."""
    labels = Labels(template)
    if layout.dialect == "transcribed":
        lines = source_lines(layout)
        numbers = page_numbers(line for line, _ in lines)
        rows = logical_rows(lines, labels)
        placed = walk([row for row in rows if row.line not in numbers], labels)
        placed.furniture.extend(raw for row in rows if row.line in numbers for raw in row.raws)
        return placed
    from shinkyu.extract.columns import column_rows, is_columnar  # a third of all rules of this package
    from shinkyu.extract.scattered import gather

    columns = column_rows(layout, labels) if is_columnar(layout) else None
    if columns is None:
        return gather(layout, labels)
    placed = walk(columns.rows, labels)
    placed.furniture.extend(columns.furniture)
    placed.unplaced.extend(Fragment(line.text.strip(), line.number, (line.whole(),)) for line in columns.left)
    if columns.table_line is not None:
        placed.problems.append(unread_table(columns.table_line))
    return placed
