"""Declarations × documents × changes → verdicts, undeclared changes and findings."""

from shinkyu.reconcile.report import reconcile
from shinkyu.reconcile.settle import settle

__all__ = ["reconcile", "settle"]
