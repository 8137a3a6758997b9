"""What always holds, whatever the documents say."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from shinkyu.align import align
from shinkyu.diffing import diff
from shinkyu.model.change import Change, Changes
from shinkyu.model.document import Document
from shinkyu.render.patch import apply_patch, invert, make_patch
from strategies import documents, form, rewrapped, versions

FORM = form()
# Sudachi's dictionary takes a second to load; a deadline would blame the first example.
laws = settings(max_examples=25, deadline=None)


def compared(old: Document, new: Document) -> Changes:
    return diff(old, new, align(old, new, FORM), FORM)


def told(changes: Changes) -> Counter[tuple[object, ...]]:
    return Counter((c.op, *_sides(c), c.before, c.after, *_nature(c)) for c in changes.changes)


def mirrored(changes: Changes) -> Counter[tuple[object, ...]]:
    ops = {"added": "removed", "removed": "added"}
    return Counter((ops.get(c.op, c.op), *reversed(_sides(c)), c.after, c.before, *_nature(c)) for c in changes.changes)


def _nature(change: Change) -> tuple[object, ...]:
    """What does not depend on the direction."""
    return change.cls, change.material, change.suspect_reading, change.pattern is None


def _sides(change: Change) -> tuple[object, object]:
    return change.old and change.old.address, change.new and change.new.address


@laws
@given(documents())
def test_a_version_does_not_differ_from_itself(version: Document) -> None:
    assert () == compared(version, version).changes


@laws
@given(versions())
def test_every_item_stands_once_in_the_alignment(pair: tuple[Document, Document]) -> None:
    old, new = pair
    found = align(old, new, FORM)

    assert list(range(len(old.items))) == sorted([*(p.old for p in found.pairs), *found.only_old])
    assert list(range(len(new.items))) == sorted([*(p.new for p in found.pairs), *found.only_new])


@laws
@given(versions())
def test_alignment_is_the_same_in_both_directions(pair: tuple[Document, Document]) -> None:
    old, new = pair
    there, back = align(old, new, FORM), align(new, old, FORM)

    assert {(p.old, p.new) for p in there.pairs} == {(p.new, p.old) for p in back.pairs}
    assert Counter((m.old, m.new, m.by) for m in there.members) == Counter((m.new, m.old, m.by) for m in back.members)


@laws
@given(versions())
def test_swapping_the_versions_swaps_every_change(pair: tuple[Document, Document]) -> None:
    old, new = pair

    assert told(compared(old, new)) == mirrored(compared(new, old))


@laws
@given(rewrapped())
def test_wrapping_is_no_change(pair: tuple[Document, Document]) -> None:
    assert () == compared(*pair).changes


@laws
@given(versions())
def test_an_unread_item_is_never_changed(pair: tuple[Document, Document]) -> None:
    old, new = pair
    unread = [{item.address for item in version.items if item.state == "unread"} for version in (old, new)]

    for change in compared(old, new).changes:
        if change.cls != "group":
            assert change.old is None or change.old.address not in unread[0]
            assert change.new is None or change.new.address not in unread[1]


@laws
@given(versions())
def test_what_would_stand_in_a_lost_block_is_never_added_or_removed(pair: tuple[Document, Document]) -> None:
    for change in compared(*pair).changes:
        there, address = (pair[1], change.old) if change.op == "removed" else (pair[0], change.new)
        alone = change.old is None or change.new is None
        if alone and change.op in ("added", "removed") and address and "ファイル" not in "".join(address.address):
            assert not any(gap == address.address[: len(gap)] for gap in there.gaps)


@laws
@given(versions())
def test_spans_lie_in_the_texts_and_ids_count_up(pair: tuple[Document, Document]) -> None:
    changes = compared(*pair).changes

    assert [f"c{n}" for n in range(1, len(changes) + 1)] == [change.id for change in changes]
    for change in changes:
        for span in change.spans:
            assert 0 <= span.before_start <= span.before_end <= len(change.before or "")
            assert 0 <= span.after_start <= span.after_end <= len(change.after or "")


@laws
@given(versions())
def test_a_pattern_names_the_changes_that_hold_it(pair: tuple[Document, Document]) -> None:
    changes = compared(*pair)
    ids = {change.id: change for change in changes.changes}

    for pattern in changes.patterns:
        assert 2 <= len(pattern.changes)
        assert set(pattern.changes) <= ids.keys()
    assert {c.pattern for c in changes.changes if c.pattern} <= {p.id for p in changes.patterns}


@laws
@given(versions())
def test_patching_the_old_gives_the_new_and_back(pair: tuple[Document, Document]) -> None:
    old, new = pair
    pairs = [(pair.old, pair.new) for pair in align(old, new, FORM).pairs]

    for patch in (make_patch(old, new), make_patch(old, new, pairs)):
        assert new == apply_patch(old, patch)
        assert old == apply_patch(new, invert(old, patch))


@laws
@given(versions(), st.integers(2, 3))
def test_comparing_again_gives_the_same(pair: tuple[Document, Document], times: int) -> None:
    assert 1 == len({compared(*pair) for _ in range(times)})
