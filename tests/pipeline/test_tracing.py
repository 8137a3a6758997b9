"""What blame and history say of items, version by version: never more than the versions show."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import check_item, document, template, text_item, unread_item
from shinkyu.model.document import Document
from shinkyu.model.reading import ItemReading, Reading, Where
from shinkyu.model.version import Key, Logged
from shinkyu.pipeline import Read, check
from shinkyu.pipeline.tracing import Step, blame, history
from shinkyu.store.history import History
from shinkyu.store.repository import Repository
from shinkyu.text.wareki import single_date

WORK = "work.summary"
NONE = History(Repository(Path()))  # not asked: the steps are given


def _logged(n: int) -> Logged:
    day = single_date(f"{2020 + n}-04-01")
    assert day is not None
    return Logged(str(n), Key("a", "1", "priority"), day, "publication", "", "", "", "test", "1", "1", "", "")


def _read(one: Document) -> Read:
    places = tuple(ItemReading(item.address, 1.0, Where()) for item in one.items)
    return Read(one, Reading("", "", "", places), template(edition=one.edition), None)


def _walk(*documents: Document) -> list[Step]:
    def steps() -> Iterator[Step]:
        old: Read | None = None
        for n, one in enumerate(documents):
            new = _read(one)
            yield Step(_logged(n), new, check(new, old) if old else None)
            old = new

    return list(steps())


def _blamed(*documents: Document) -> list[tuple[str, int]]:
    """Return of each item of the last version why it counts from which version."""
    steps = _walk(*documents)
    found = blame(NONE, steps[-1].logged, lambda history, until: steps)
    return [(one.ground, int(one.since.commit)) for one in found]


def _stages(*documents: Document) -> list[str | None]:
    """Return of the first item of the last version what it came to in each, oldest first."""
    steps = _walk(*documents)
    address = "".join(documents[-1].items[0].address)
    return [one.ground for one in reversed(history(NONE, steps[-1].logged, address, lambda history, until: steps))]


def _text(said: str) -> Document:
    return document(text_item(WORK, said))


UNREAD = document(unread_item(WORK))


@pytest.mark.parametrize(
    ("documents", "stages", "blamed"),
    [
        pytest.param((_text("台帳を作る。"),) * 3, ["first", None, None], ("first", 0), id="never changed"),
        pytest.param(
            (_text("台帳を作る。"), _text("台帳を廃する。"), _text("台帳を廃する。")),
            ["first", "changed", None],
            ("changed", 1),
            id="changed once",
        ),
        pytest.param(
            (_text("取扱いを定める。"), _text("取り扱いを定める。")),
            ["first", None],
            ("first", 0),
            id="only the spelling",
        ),
        pytest.param(
            (_text("台帳を作る。"), UNREAD, _text("台帳を廃する。")),
            ["first", "unread", "unread-before"],
            ("unread-before", 2),
            id="changed behind a copy that lost it",
        ),
        pytest.param((_text("台帳を作る。"), UNREAD), ["first", "unread"], ("unread", 1), id="lost in the newest"),
        pytest.param((UNREAD, UNREAD), ["unread", "unread"], ("unread", 1), id="never read"),
        pytest.param(
            (document(check_item(WORK, unknown=["紙"])), document(check_item(WORK, on=["紙"]))),
            ["unread", "unread-before"],
            ("unread-before", 1),
            id="a mark that could not be told",
        ),
        pytest.param(
            (document(edition="2014"), document(text_item(WORK), edition="2024"), document(text_item(WORK))),
            [None, "added", None],
            ("added", 1),
            id="a blank item of a newer edition",
        ),
        pytest.param(
            (document(gaps=[("Ⅰ",)]), _text("台帳を作る。")),
            ["unread", "unread-before"],
            ("unread-before", 1),
            id="its part was lost before",
        ),
    ],
)
def test_an_item_is_said_to_be_as_it_was_only_where_that_is_seen(
    documents: tuple[Document, ...], stages: list[str | None], blamed: tuple[str, int]
) -> None:
    assert (stages, [blamed]) == (_stages(*documents), _blamed(*documents))


def test_a_member_that_the_copy_before_lost_is_not_said_to_be_added() -> None:
    one = text_item("work.systems[].name", "宛名", member=1)
    lost = document(one, gaps=[("Ⅰ", "2", "システム2")])
    whole = document(one, text_item("work.systems[].name", "税務", member=2))

    assert [("first", 0), ("unread-before", 1)] == _blamed(lost, whole)


def test_a_member_of_which_this_copy_has_a_piece_is_not_said_to_be_added() -> None:
    one = text_item("work.systems[].name", "宛名", member=1)
    piece = text_item("work.systems[].functions", "税額を計算する。", member=2)

    assert [("first", 0), ("unread", 1)] == _blamed(document(one), document(one, piece, gaps=[("Ⅰ", "2", "システム2")]))
