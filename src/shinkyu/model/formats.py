"""Formats that results are written in, by command."""

from typing import Literal

DIFF_FORMATS = ("text", "json", "jsonl", "html", "md", "patch")
CHECK_FORMATS = ("text", "json", "html", "md", "xlsx")
TABLE_FORMATS = ("text", "csv", "md", "json", "html", "xlsx", "docx")
"""Of a 変更箇所 table or a 新旧対照表; docx is of the latter alone."""
COMPARISON_FORMATS = ("html", "xlsx", "docx")
"""Of a 新旧対照表."""

Work = Literal["parse", "diff", "check", "table"]
"""What ``batch`` does with versions."""
BATCH_FORMATS: dict[Work, tuple[str, ...]] = {
    "parse": ("json",),
    "diff": DIFF_FORMATS,
    "check": CHECK_FORMATS,
    "table": tuple(fmt for fmt in TABLE_FORMATS if fmt != "docx"),  # that is a format of a comparison table
}
