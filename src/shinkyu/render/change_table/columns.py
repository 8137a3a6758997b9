"""The six columns of the table, in the order of the forms."""

from shinkyu.model.table import ProposedRow

COLUMNS = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明")
"""The header of the table in the forms."""
WIDTHS = (13.0, 28.0, 40.0, 40.0, 8.0, 20.0)
"""Of the six columns in characters: together the width of A4 landscape."""
PROPOSED = "（案）"
"""Behind 提出時期 and 説明 until a person confirms them."""


def cells(row: ProposedRow) -> tuple[str, ...]:
    """Return the six cells of a row."""
    return (
        row.date.text,
        row.item,
        "\n".join(row.before),
        "\n".join(row.after),
        row.timing,
        row.explanation,
    )


def marked_cells(row: ProposedRow, confirmed: bool) -> tuple[str, ...]:
    """Return the six cells, the two proposed ones with their mark unless they are blank or *confirmed*."""
    if confirmed:
        return cells(row)
    return (*cells(row)[:4], *(cell + PROPOSED if cell else "" for cell in cells(row)[4:]))
