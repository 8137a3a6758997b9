"""The 変更箇所 rows for the step from one version to the next: proposed, in the office's own manner."""

from shinkyu.render.change_table.formats import FORMATS, TableFormat, render_table
from shinkyu.render.change_table.rows import as_declared, propose_rows
from shinkyu.render.change_table.style import learn_style

__all__ = ["FORMATS", "TableFormat", "as_declared", "learn_style", "propose_rows", "render_table"]
