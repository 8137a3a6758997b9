"""Rows that quote text: what stands in the item now, and what stood there before."""

import re
from typing import Literal, NamedTuple

from shinkyu.codec.printed import printed
from shinkyu.model.document import Address, ChecksItem, FigureItem, Item, ListItem
from shinkyu.model.report import Evidence
from shinkyu.reconcile.deletions import judge_deletion
from shinkyu.reconcile.find import SHORTEST_NEAR, Found, find_key, folded, follows, seek, without
from shinkyu.reconcile.outcome import HEADING_RULES, SHOWN, Case, Outcome
from shinkyu.reconcile.subjects import Subject, content
from shinkyu.reconcile.taking_part import DISTINCTIVE, fault, is_most_of
from shinkyu.text.normalise import is_blank
from shinkyu.text.tokenise import tokens

SHORTEST_WORD = 2
"""Characters of a text that can be a word."""
SHORTEST_TERM = 3
"""Characters around a replaced word that show where it stands."""
LONGEST_VALUE = 60
"""Characters of an item that a row replaces as a whole: a name, an office, a day, not a passage of a text."""
NAMING = HEADING_RULES | {"run-added", "member-added-whole"}
"""Phrases that name what came by a few of its words."""
WORD_AROUND = 12
"""Characters on either side of a cut from which the word at the cut is known."""


class View(NamedTuple):
    """How the texts of a row stand in one item, now and before."""

    subject: Subject
    after: tuple[Found, ...]
    """The texts of the 後 cell in the new version."""
    was: tuple[Found, ...] | None
    """The texts of the 前 cell in the old version, None where that item is not at hand."""
    stays: tuple[str, ...]
    """Texts of the 前 cell that still stand in the new version, outside those of the 後 cell."""
    old_after: bool
    """All texts of the 後 cell stood in the old version."""

    @property
    def held(self) -> bool:
        """All texts of the 後 cell are there."""
        return all(found.held for found in self.after)

    @property
    def was_held(self) -> bool:
        """All texts of the 前 cell were there, trivially so where it quotes nothing."""
        return self.was is not None and all(found.held for found in self.was)

    @property
    def rank(self) -> tuple[float, bool, bool, bool]:
        """How well the row fits the item."""
        found = sum(1.0 if f.held else f.likeness / 2 if f.how == "near" else 0 for f in self.after)
        whole = found and self.subject.key == folded("".join(f.quotation for f in self.after))
        return found, self.subject.changed and self.was_held, self.subject.changed, bool(whole)


def judge_text(case: Case) -> Outcome:
    """Judge a row that quotes: 前 and 後, an addition, a replacement."""
    if not case.directive.after:
        return judge_deletion(case)
    views = [_view(subject, case) for subject in case.subjects]
    best = max(views, key=lambda view: view.rank)
    if best.rank[0] == 0 and not best.stays:
        return _absent(case, best)
    outcome = _judge_best(case, views, best)
    turned = next((view for view in views if _is_reversed(view)), None)
    if turned and outcome.verdict == "contradicted":
        return _reversed(turned)
    left = [view for view in views if view is not best and view.stays and not view.held]
    if case.plural and left and outcome.verdict == "confirmed":
        more = _standing(left[0], left[0].stays[0], "before-still-there")
        return outcome._replace(verdict="partly", reason="old-term-still-there", evidence=(*outcome.evidence, *more))
    return outcome


def _judge_best(case: Case, views: list[View], best: View) -> Outcome:
    if case.compared and best.was is not None:
        alike = [v for v in views if v is not best and v.held and v.was_held and v.subject.changed]
        return _against_old(case, best, alike)
    if case.compared and best.subject.added and best.held:
        names = case.directive.rule in NAMING or case.truncated.after
        if not (names or _is_named_in(best.subject.new, case.directive.after)):
            return _scarcely(case, _quoted(best), (best.subject.address,))
        if not case.directive.before:
            return Outcome("confirmed", "member-added", _quoted(best), (best.subject.address,))
        return Outcome("partly", "before-differs-from-old", _quoted(best), (best.subject.address,))
    return _alone(case, best)


# ---------------------------------------------------------------------- against the older version


def _against_old(case: Case, view: View, alike: list[View]) -> Outcome:
    here = (view.subject.address,)
    if not view.held:
        return _not_held(case, view)
    if not view.subject.changed:
        return Outcome("contradicted", "item-unchanged", _quoted(view), here)
    if view.was_held:
        if view.old_after and (not case.directive.before or view.stays):
            reason = "passage-unchanged" if case.directive.before else "after-was-there-before"
            return Outcome("contradicted", reason, _quoted(view), here)
        items = (*here, *(v.subject.address for v in alike))
        evidence = (*_quoted(view), *_was_quoted(view))
        cut = _cut_inside_word(case, view)
        left = [text for text in view.stays if not _one_of_several(text, view.subject)]
        if left and not _is_whole(view, case):
            more = _standing(view, left[0], "before-still-there")
            return Outcome("partly", "before-still-there", (*evidence, *more), items, cut=cut)
        if _was_filled(case, view):
            return Outcome("partly", "before-differs-from-old", evidence, items)
        if _is_part_of_value(case, view) and not cut:
            return Outcome("partly", "wording-differs", evidence, items)
        faulty = _not_changed(case, view)
        if faulty == "after":
            return _scarcely(case, evidence, items)
        if faulty == "before":
            return Outcome("partly", "before-differs-from-old", evidence, items)
        return Outcome("confirmed", "before-and-after-hold", evidence, items, cut=cut)
    if view.old_after:
        return Outcome("contradicted", "after-was-there-before", _quoted(view), here)
    return Outcome("partly", "before-differs-from-old", (*_quoted(view), *_was_quoted(view)), here)


def _was_filled(case: Case, view: View) -> bool:
    """The row gives no 変更前 and a whole value, and another one stood there: 新規 → 市民課, of 市民部."""
    if not case.nothing_before or not _is_whole(view, case):
        return False
    was = [key for sentence in re.split(r"[。\n]", view.subject.old_text) if not is_blank(key := folded(sentence))]
    return bool(was) and not any(key in view.subject.key for key in was)


def _not_changed(case: Case, view: View) -> Literal["before", "after"] | None:
    """Return which cell holds words too short to be known by themselves that are not what changed in the item."""
    directive, old = case.directive, view.subject.old
    if directive.rule in NAMING:
        return None
    if isinstance(view.subject.new, ChecksItem | ListItem):
        if not _is_named_in(view.subject.new, directive.after):
            return "after"
        return "before" if old and not _is_named_in(old, directive.before) else None
    change = case.index.modified(view.subject.address)
    if change is None or change.before is None or change.after is None:
        # Only the spelling changed: of words, not of a single letter.
        letter = any(len(folded(text)) < SHORTEST_WORD for text in (*directive.before, *directive.after))
        return "after" if letter else None
    cut = [
        texts[-1]
        for texts, is_cut in ((directive.before, case.truncated.before), (directive.after, case.truncated.after))
        if is_cut and texts
    ]
    if any(len(folded(text)) >= SHORTEST_NEAR for text in cut):
        return None
    return fault(change, directive.before, directive.after)


def _scarcely(case: Case, evidence: tuple[Evidence, ...], items: tuple[Address, ...]) -> Outcome:
    """A word of what came is not what came; a single character says nothing at all."""
    if min(len(folded(text)) for text in case.directive.after) < SHORTEST_WORD:
        return Outcome("unverifiable", "not-distinctive", evidence, items)
    return Outcome("partly", "wording-differs", evidence, items)


def _is_named_in(item: Item, texts: tuple[str, ...]) -> bool:
    """Say whether texts are told from any other words of an item: they are names in it, or long, or most of it."""
    inside = content(item)
    names: set[str] = set()
    if isinstance(item, ChecksItem):
        names = {folded(text) for text in (*item.value.on, *item.value.notes.values())}
    elif isinstance(item, ListItem):
        names = {folded(name) for text in item.value for name in (text, *text.split()) if not name.isdecimal()}
    entries = not isinstance(item, ListItem)
    return all(folded(text) in names or (entries and _is_entry(text, inside)) for text in texts) or is_most_of(
        texts, inside
    )


def _is_part_of_value(case: Case, view: View) -> bool:
    """A short value, quoted whole as it was, of which the row states only a part as it is now: 増進課長 → 推."""
    was, now = folded(view.subject.old_text), view.subject.key
    said = folded("".join(case.directive.before)), folded("".join(case.directive.after)).rstrip("。")
    short = max(len(was), len(now)) <= LONGEST_VALUE and "。" not in was + now
    return short and not case.truncated.after and was == said[0] and now != said[1] and said[1] in now


def _one_of_several(text: str, subject: Subject) -> bool:
    """A whole passage that stood there more than once, of which one was changed."""
    key = folded(text)
    return len(key) >= DISTINCTIVE and folded(subject.old_text).count(key) > subject.key.count(key)


def _not_held(case: Case, view: View) -> Outcome:
    """The item does not say what the row says it says, or not quite."""
    here = (view.subject.address,)
    if isinstance(view.subject.new, FigureItem):
        return Outcome("unverifiable", "figure", items=here)
    some = any(found.held for found in view.after)
    gone = bool(case.directive.before) and view.was_held and not view.stays
    if _is_reversed(view):
        return _reversed(view)
    if view.stays and not some:
        evidence = _standing(view, view.stays[0], "before-still-there")
        return Outcome("contradicted", "before-still-there", evidence, here)
    if some:
        return Outcome("partly", "some-parts-missing", _quoted(view), here)
    near = [found for found in view.after if found.how == "near"]
    if not near:
        return _absent(case, view, half_true=gone)
    if view.subject.old is not None and view.was is not None:
        old = view.subject.old_text
        if not view.subject.changed:
            return Outcome("contradicted", "item-unchanged", _quoted(view), here)
        if not gone and all(seek(found.quotation, old).how == "exact" for found in near):
            return Outcome("contradicted", "passage-unchanged", _quoted(view), here)
    return Outcome("partly", "wording-differs", _quoted(view), here)


def _is_reversed(view: View) -> bool:
    """What the row calls 変更前 stands there now, and what it calls 変更後 stood there before."""
    turned = bool(view.stays) and view.was is not None and not view.was_held and view.old_after
    return turned and not any(found.held for found in view.after)


def _reversed(view: View) -> Outcome:
    evidence = _standing(view, view.stays[0], "before-still-there")
    return Outcome("contradicted", "reversed", evidence, (view.subject.address,), half_true=True)


def _absent(case: Case, view: View, *, half_true: bool = False) -> Outcome:
    """Nothing of the after-text stands in the items cited."""
    here = (view.subject.address,) if case.precise else ()
    if case.truncated.after and not case.precise:
        return Outcome("unverifiable", "cut-off-text-not-found")
    if case.hidden:
        return Outcome("unverifiable", "item-unread")
    if not case.scope.sure:
        return Outcome("unverifiable", "reference-unclear")
    if any(isinstance(s.new, FigureItem) for s in case.subjects):
        return Outcome("unverifiable", "figure", items=here)
    only = case.subjects[0].new
    if len(case.subjects) == 1 and isinstance(only, ChecksItem) and only.state == "undecidable":
        return Outcome("unverifiable", "value-undecidable", items=here)
    evidence = _standing(view, printed(view.subject.new)[:SHOWN], "after-absent") if case.precise else ()
    before = case.directive.before
    half_true = half_true or (bool(before) and view.was is not None and view.was_held and not view.stays)
    # What the row says stood there did so in this item, and is gone: the row is about its change.
    items = (view.subject.address,) if half_true and view.subject.changed else here
    return Outcome("contradicted", "after-absent", evidence, items, half_true=half_true)


# ---------------------------------------------------------------------- one version only


def _alone(case: Case, view: View) -> Outcome:
    here = (view.subject.address,)
    if not view.held:
        return _not_held(case, view)
    evidence = _quoted(view)
    cut = _cut_inside_word(case, view)
    if view.stays and not _is_whole(view, case):
        more = _standing(view, view.stays[0], "before-still-there")
        if all(any(folded(text) in folded(old) for old in view.stays) for text in case.directive.after):
            rest = without(view.subject.text, view.stays)
            if not all(folded(text) in rest for text in case.directive.after):
                return Outcome("contradicted", "before-still-there", more, here)
        return Outcome("partly", "before-still-there", (*evidence, *more), here, cut=cut)
    if not _telling(case, view):
        return Outcome("unverifiable", "not-distinctive", evidence, here)
    if case.truncated.after:
        return Outcome("confirmed", "beginning-present", evidence, here, cut=cut)
    return Outcome("confirmed", "after-present", evidence, here, cut=cut)


def _telling(case: Case, view: View) -> bool:
    """Say whether the text tells that the row was carried out: a whole value or a passage of its own.

    With one version at hand a short text may have stood in the item all along; what it replaced tells
    where, if most of it stayed: 第19条第7号 → 第19条第8号.  A list of names has a place for each.
    """
    texts, olds = case.directive.after, case.directive.before
    if _is_whole(view, case):
        return True
    if len(texts) == len(olds) and all(map(_same_place, olds, texts)):
        return True
    if case.precise and all(_is_entry(text, view.subject.text) for text in texts):
        return True
    if case.directive.place and seek(case.directive.place, view.subject.text).how != "absent":
        return True
    replaced = bool(olds) and not any(folded(old) in folded(new) for old in olds for new in texts)
    if max(len(folded(text)) for text in texts) >= DISTINCTIVE:
        return replaced or case.precise or sum(folded(texts[0]) in s.key for s in case.subjects) <= 1
    return False


def _is_entry(text: str, inside: str) -> bool:
    """Say whether a text is one of the names that an item lists, such as the offices in charge."""
    return "。" not in inside and folded(text) in {folded(entry) for entry in re.split(r"[、，,\s]+", inside)}


def _same_place(before: str, after: str) -> bool:
    """Say whether two short texts are one passage with a word of it replaced: most of both is the same."""
    one, other = folded(before), folded(after)
    begins = _alike(one, other)
    stayed = begins + _alike(one[begins:][::-1], other[begins:][::-1])
    return SHORTEST_TERM <= stayed < len(one) and stayed * 2 > max(len(one), len(other))


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


# ---------------------------------------------------------------------- helpers


def _view(subject: Subject, case: Case) -> View:
    texts, olds = case.directive.after, case.directive.before
    if isinstance(subject.new, ChecksItem):
        texts, olds = tuple(map(_as_marked, texts)), tuple(map(_as_marked, olds))
    inside = subject.text
    after = tuple(seek(text, inside, cut_off=case.truncated.after) for text in texts)
    stays = _staying(olds, texts, inside, all(found.held for found in after))
    was, old_after = None, False
    if case.compared and subject.old is not None and subject.old.state != "unread":
        before = subject.old_text
        was = tuple(seek(text, before, cut_off=case.truncated.before) for text in olds)
        old_after = all(
            (stood := seek(text, before, cut_off=case.truncated.after).how) == "exact" or stood == found.how == "pieces"
            for text, found in zip(texts, after, strict=True)
        )
    return View(subject, after, was, stays, old_after)


def _staying(olds: tuple[str, ...], texts: tuple[str, ...], inside: str, held: bool) -> tuple[str, ...]:
    """Return the texts of the 前 cell that still stand in the item, outside those of the 後 cell."""
    whole, rest = folded(inside), without(inside, texts)
    news = [folded(text) for text in texts]
    keys = {text: folded(text) for text in olds if len(folded(text)) > 1}
    if not held:
        return tuple(text for text, key in keys.items() if find_key(key, whole) >= 0)
    apart = tuple(text for text, key in keys.items() if key not in news and find_key(key, rest) >= 0)
    # An after-text that is part of the before-text stands there as long as the old one does.
    # One that both cells quote shows the place of what came or went.
    return apart or tuple(
        text for text, key in keys.items() if find_key(key, whole) >= 0 and any(n in key and n != key for n in news)
    )


def _as_marked(text: str) -> str:
    """Return the remark of a box as the item holds it: その他: X stands there as その他(X)."""
    return re.sub(r"(?<=\S)\s*[:：]\s*", "(", text, count=1)


def _quoted(view: View) -> tuple[Evidence, ...]:
    whole = printed(view.subject.new) if isinstance(view.subject.new, ChecksItem | ListItem) else ""
    return tuple(
        Evidence(view.subject.address, whole or quotation, says="after-differs" if f.how == "near" else "after-present")
        for f in view.after
        if f.quotation
        for quotation in ([f.quotation] if whole else f.passages(view.subject.text))
    )


def _was_quoted(view: View) -> tuple[Evidence, ...]:
    old = view.subject.old
    if old is None or isinstance(old, ChecksItem | ListItem):
        return ()
    return tuple(
        Evidence(old.address, quotation, says="before-in-old")
        for f in view.was or ()
        if f.held
        for quotation in f.passages(view.subject.old_text)
    )


def _standing(view: View, text: str, says: str) -> tuple[Evidence, ...]:
    """Return the text as the item prints it, as evidence of what stands there."""
    if isinstance(view.subject.new, ChecksItem | ListItem):
        return (Evidence(view.subject.address, printed(view.subject.new), says=says),)
    quotation = seek(text, printed(view.subject.new)).quotation
    return (Evidence(view.subject.address, quotation, says=says),) if quotation else ()


def _is_whole(view: View, case: Case) -> bool:
    return view.subject.key == folded("".join(case.directive.after))


def _cut_inside_word(case: Case, view: View) -> bool:
    """The document goes on within the word with which the 後 cell ends: the cell was cut off."""
    text = re.sub(r"\s+", "", case.directive.after[-1])
    if is_blank(text) or case.truncated.after or view.after[-1].how != "exact":
        return False
    rest = follows(text, view.subject.text)
    if not rest or rest[0].isspace() or len(folded(text)) < DISTINCTIVE:
        return False
    head = folded(text)[-WORD_AROUND:]
    around = head + folded(rest)[:WORD_AROUND]
    return any(token.start < len(head) < token.end for token in tokens(around))
