"""Rows of the 変更箇所 table as written → what they point at and what they say."""

from shinkyu.declared.understand import understand

__all__ = ["understand"]
