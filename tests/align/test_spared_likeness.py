"""Likeness that is known sooner: what is surely below a limit is told to be so, and nothing else is."""

from hypothesis import given
from hypothesis import strategies as st

from builders import member_items, unread_item
from shinkyu.align.members import Member, least_alike, likeness
from shinkyu.align.places import Container

GROUP = "pi_file.provision.transferred[]"
WORDS = ("", "市民局", "戸籍課", "保険課", "台帳の記載", "給付の支給の事務", "条例第3条第2項", "医療費の援助に使う。")
NAMES = st.sampled_from(("", "健康福祉局生活保護室", "健康福祉局生活福祉課", "健康福祉局生活福祉室", "保険課"))
TEXTS = st.lists(st.sampled_from(WORDS), max_size=4).map("".join)


@st.composite
def members(draw: st.DrawFn) -> Member:
    """Draw a member, blank, half read or without a name among others."""
    items = list(member_items(GROUP, 1, draw(NAMES), legal_basis=draw(TEXTS), use=draw(TEXTS), route=draw(TEXTS)))
    if draw(st.booleans()):
        items.append(unread_item(f"{GROUP}.frequency", member=1))
    address = items[0].address[:-1]
    entries = {(item.id, item.address[len(address) :]): item for item in items}
    return Member(Container(GROUP, address), tuple(range(len(items))), entries)


@given(members(), members(), st.floats(0, 1))
def test_a_likeness_is_spared_only_where_it_is_below_the_limit(old: Member, new: Member, least: float) -> None:
    whole, spared = likeness(old, new), likeness(old, new, least)

    assert spared == whole or max(spared, whole) < least


@given(members(), members())
def test_what_is_alike_letter_for_letter_is_no_more_than_the_likeness(old: Member, new: Member) -> None:
    """Members without a name are matched by it before words are known."""
    if not (old.name and new.name):
        assert least_alike(old, new) <= likeness(old, new) + 1e-9
