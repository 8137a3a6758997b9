"""Formats that results are written in, by command."""

DIFF_FORMATS = ("text", "json", "jsonl", "html", "md", "patch")
CHECK_FORMATS = ("text", "json", "html", "md", "xlsx")
TABLE_FORMATS = ("text", "csv", "md", "json", "html", "xlsx", "docx")
"""Of a 変更箇所 table or a 新旧対照表; docx is of the latter alone."""
COMPARISON_FORMATS = ("html", "xlsx", "docx")
"""Of a 新旧対照表."""
