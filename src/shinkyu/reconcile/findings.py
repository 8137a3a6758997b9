"""Lint rules over rows and document: what a reviewer would want to look at.

Each rule is a function from ``Facts`` to findings, in ``rules_rows`` and ``rules_items``.  Findings
describe, they do not accuse.
"""

from collections.abc import Callable, Iterator

from shinkyu.model.report import Finding
from shinkyu.reconcile import rules_items, rules_rows, rules_tables
from shinkyu.reconcile.facts import Facts

RULES: tuple[Callable[[Facts], Iterator[Finding]], ...] = (
    rules_rows.ex_post_without_explanation,
    rules_rows.ex_ante_with_explanation,
    rules_rows.material_item_ex_post,
    rules_rows.no_visible_change,
    rules_rows.truncated_cell,
    rules_rows.wrong_reference,
    rules_tables.broken_chain,
    rules_tables.date_disagrees_with_cover,
    rules_tables.duplicate_row,
    rules_tables.row_lost,
    rules_tables.row_altered,
    rules_tables.row_added_late,
    rules_items.count_disagrees_with_members,
    rules_items.empty_member,
    rules_items.stale_term,
    rules_items.threshold_crossed,
)


def all_findings(facts: Facts) -> tuple[Finding, ...]:
    """Return the findings of all rules, by row, then by rule."""
    found = [finding for rule in RULES for finding in rule(facts)]
    return tuple(sorted(found, key=lambda f: (f.n is None, f.n or 0, f.rule, f.address or (), f.message)))


__all__ = ["RULES", "Facts", "all_findings"]
