"""The 新旧対照表: item, old and new side by side, what changed underlined."""

from shinkyu.render.comparison.formats import COMPARISON_FORMATS, MARKS, ComparisonFormat, render_comparison

__all__ = ["COMPARISON_FORMATS", "MARKS", "ComparisonFormat", "render_comparison"]
