"""Formats that results are written in, by command."""

from typing import Literal, get_args

DiffFormat = Literal["text", "json", "jsonl", "html", "md", "patch"]
DIFF_FORMATS: tuple[DiffFormat, ...] = get_args(DiffFormat)
CheckFormat = Literal["text", "json", "html", "md", "xlsx"]
CHECK_FORMATS: tuple[CheckFormat, ...] = get_args(CheckFormat)
RowsFormat = Literal["text", "csv", "md", "json", "html", "xlsx"]
ROWS_FORMATS: tuple[RowsFormat, ...] = get_args(RowsFormat)
"""Of the rows of a 変更箇所 table."""
TABLE_FORMATS = (*ROWS_FORMATS, "docx")
"""Of a 変更箇所 table or a 新旧対照表; docx is of the latter alone."""
COMPARISON_FORMATS = ("html", "xlsx", "docx")
"""Of a 新旧対照表."""

Work = Literal["parse", "diff", "check", "table"]
"""What ``batch`` does with versions."""
BATCH_FORMATS: dict[Work, tuple[str, ...]] = {
    "parse": ("json",),
    "diff": DIFF_FORMATS,
    "check": CHECK_FORMATS,
    "table": ROWS_FORMATS,
}
