"""Layout + form template → canonical document and its sidecar."""

from shinkyu.extract.reader import extract

__all__ = ["extract"]
