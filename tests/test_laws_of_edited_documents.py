"""Laws over real documents with edits made by hypothesis: every edited item is told, and no other."""

import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from shinkyu import pipeline
from shinkyu.align import align
from shinkyu.diffing import diff
from shinkyu.forms.library import load
from shinkyu.model.change import Changes
from shinkyu.model.document import Document, TextItem
from shinkyu.render.patch import apply_patch, invert, make_patch

pytestmark = pytest.mark.real

# One comparison of a real document takes half a second.
laws = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

NEW_SENTENCES = (
    "離席するときは画面を施錠する。",
    "外部記録媒体の接続は、許可した端末に限る。",
    "操作の記録は半年に一度抽出し、所属長が点検する。",
    "帳票を廃棄するときは立会いの職員を置く。",
)
DOCUMENTS = ("000", "002")


@cache
def document(folder: Path, name: str) -> Document:
    path = next(folder.glob(f"{name}_*.txt"))
    return pipeline.read(path.read_bytes(), path.name).document


def compared(old: Document, new: Document) -> Changes:
    template = load(new.form, new.edition)
    return diff(old, new, align(old, new, template), template, load(old.form, old.edition))


def long_texts(version: Document) -> list[int]:
    """Return the positions of the texts that can bear an edit without becoming another member."""
    return [
        n
        for n, item in enumerate(version.items)
        if isinstance(item, TextItem) and len("".join(item.value)) > 60 and not item.id.endswith(".name")
    ]


@st.composite
def edits(draw: st.DrawFn, version: Document) -> dict[int, tuple[str, ...]]:
    """Return new texts for some items: a sentence put in, the last paragraph taken out, or all written anew."""
    found: dict[int, tuple[str, ...]] = {}
    chosen = draw(st.lists(st.sampled_from(long_texts(version)), min_size=1, max_size=6, unique=True))
    for n, sentence in zip(chosen, draw(st.permutations(NEW_SENTENCES * 2)), strict=False):
        item = version.items[n]
        assert isinstance(item, TextItem)
        how = draw(st.sampled_from(("first", "last", "cut")))
        if how == "cut" and len(item.value) > 1:
            found[n] = item.value[:-1]
        else:
            found[n] = (sentence, *item.value) if how == "first" else (*item.value, sentence)
    return found


def edited(version: Document, texts: dict[int, tuple[str, ...]]) -> Document:
    items = [replace(item, value=texts[n]) if n in texts else item for n, item in enumerate(version.items)]
    return replace(version, items=tuple(items))


def told(changes: Changes, ops: Sequence[str] = ("modified",)) -> set[tuple[str, ...]]:
    return {change.new.address for change in changes.changes if change.op in ops and change.new}


@laws
@pytest.mark.parametrize("name", DOCUMENTS)
@given(data=st.data())
def test_every_edited_item_is_told_and_no_other(seeds: Path, name: str, data: st.DataObject) -> None:
    old = document(seeds, name)
    texts = data.draw(edits(old))

    changes = compared(old, edited(old, texts))
    assert {old.items[n].address for n in texts} == told(changes)
    assert {"modified", "moved"} >= {change.op for change in changes.changes}


@laws
@pytest.mark.parametrize("name", DOCUMENTS)
@given(data=st.data())
def test_swapping_the_versions_keeps_what_is_told(seeds: Path, name: str, data: st.DataObject) -> None:
    old = document(seeds, name)
    new = edited(old, data.draw(edits(old)))
    there, back = compared(old, new), compared(new, old)

    assert [(c.op, c.cls, c.before, c.after) for c in there.changes if c.op != "moved"] == [
        (c.op, c.cls, c.after, c.before) for c in back.changes if c.op != "moved"
    ]


@laws
@pytest.mark.parametrize("name", DOCUMENTS)
@given(data=st.data())
def test_patching_gives_the_new_version_and_undoing_the_old(seeds: Path, name: str, data: st.DataObject) -> None:
    old = document(seeds, name)
    texts = data.draw(edits(old))
    new = edited(old, texts)
    patch = make_patch(old, new)

    assert len(patch) == len(texts)
    assert new == apply_patch(old, patch)
    assert old == apply_patch(new, invert(old, patch))


@laws
@pytest.mark.parametrize("name", DOCUMENTS)
@given(data=st.data())
def test_wrapping_the_texts_otherwise_is_no_change(seeds: Path, name: str, data: st.DataObject) -> None:
    old = document(seeds, name)
    columns = data.draw(st.integers(5, 60))
    texts: dict[int, tuple[str, ...]] = {}
    for n in long_texts(old):
        item = old.items[n]
        assert isinstance(item, TextItem)
        joined = "".join(item.value)
        texts[n] = tuple(joined[start : start + columns] for start in range(0, len(joined), columns))

    assert () == compared(old, edited(old, texts)).changes


def test_the_same_bytes_whatever_the_order_of_hashes(seeds: Path, tmp_path: Path) -> None:
    source = next(seeds.glob("000_*.txt"))
    other = tmp_path / "new.txt"
    other.write_text(
        source.read_text(encoding="utf-8").replace("システム連携基盤", "庁内データ連携基盤"), encoding="utf-8"
    )
    call = [sys.executable, "-m", "shinkyu", "diff", str(source), str(other), "--format", "json"]
    outputs = {
        subprocess.run(call, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed}, check=False).stdout
        for seed in ("0", "1", "4711")
    }

    assert 1 == len(outputs)
    assert b'"modified"' in outputs.pop()
