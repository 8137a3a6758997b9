"""Rules on one row by itself: timing, explanation, reference, what its cells show."""

from collections.abc import Iterator

from shinkyu.model.address import cite
from shinkyu.model.report import Finding
from shinkyu.reconcile.facts import Facts
from shinkyu.reconcile.messages import finding
from shinkyu.text.normalise import fold, is_blank

FORMAL_REASONS = (
    "形式的", "誤記", "誤字", "脱字", "法改正", "法令改正", "法律改正", "法令の改正", "改正に伴う", "施行に伴う",
    "組織", "課名", "機構改革", "名称", "表記", "軽減", "低減", "語句", "字句", "文言整理", "号番号", "項番",
    "災害", "第9条第2項",
)  # fmt: skip
"""Words of reasons that the exceptions of 指針 could carry (unverified; echoed by published tables)."""


def ex_post_without_explanation(facts: Facts) -> Iterator[Finding]:
    """事後 needs its reason: blank in none of 105 such rows seen (practice)."""
    for row in facts.rows:
        if row.timing == "事後" and is_blank(row.explanation) and "explanation" not in row.unread:
            yield finding("ex-post-without-explanation", row.n, None)


def ex_ante_with_explanation(facts: Facts) -> Iterator[Finding]:
    """事前 needs no reason: filled in none of 154 such rows seen (practice)."""
    for row in facts.rows:
        if row.timing == "事前" and not is_blank(row.explanation):
            yield finding("ex-ante-with-explanation", row.n, None)


def material_item_ex_post(facts: Facts) -> Iterator[Finding]:
    """A ※ item is subject to 重要な変更 (規則11条): 事後 then rests on an exception that should be named."""
    material = {item.address for item in facts.new.items if _is_material(facts, item.id)}
    for row, _, judgement in facts.read():
        formal = "explanation" in row.unread or any(word in fold(row.explanation) for word in FORMAL_REASONS)
        if row.timing != "事後" or formal:
            continue
        address = next((t.address for t in judgement.targets[:1] if t.address in material), None)
        if address:
            yield finding("material-item-ex-post", row.n, address)


def no_visible_change(facts: Facts) -> Iterator[Finding]:
    """前 and 後 are the same text."""
    for _, _, judgement in facts.read():
        if judgement.reason == "no-visible-change":
            yield finding("no-visible-change", judgement.n, None)


def truncated_cell(facts: Facts) -> Iterator[Finding]:
    """The layout cut a cell off."""
    for row, declaration, _ in facts.read():
        cut = declaration.truncated
        columns = (
            ("item", "項目", cut.item),
            ("before", "変更前の記載", cut.before),
            ("after", "変更後の記載", cut.after or row.n in facts.cut),
            ("explanation", "説明", cut.explanation),
        )
        names = [label for column, label, is_cut in columns if is_cut and column not in row.unread]
        if names:
            yield finding("truncated-cell", declaration.n, None, cells="・".join(names))


def wrong_reference(facts: Facts) -> Iterator[Finding]:
    """The text of a row stands in another item than the row cites, or under another number."""
    for _, declaration, judgement in facts.read():
        if not judgement.targets:
            continue
        address = judgement.targets[0].address
        if judgement.reason == "found-elsewhere":
            yield finding("wrong-reference", judgement.n, address, "elsewhere", place=cite(address))
        elif any(target.by == "label, not number" for target in declaration.targets):
            yield finding("wrong-reference", judgement.n, address, "number", place=cite(address))


def _is_material(facts: Facts, item_id: str) -> bool:
    spec = facts.template.by_id.get(item_id)
    return bool(spec and spec.material)
