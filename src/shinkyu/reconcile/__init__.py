"""Declarations × documents × changes → verdicts, undeclared changes and findings."""

from shinkyu.reconcile.report import reconcile

__all__ = ["reconcile"]
