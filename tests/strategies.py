"""Documents made by hypothesis: small, in the words of the form, with all that makes comparing hard.

``documents()`` gives one version, ``versions()`` an old one and a new one that came from it by edits: members
put in, taken out and changed places, texts changed, items lost by a bad copy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as replaced

from hypothesis import strategies as st
from msgspec.structs import replace

from builders import (
    check_item,
    choice_item,
    count_item,
    date_item,
    document,
    list_item,
    row,
    spec,
    template,
    text_item,
)
from shinkyu.model.document import Address, Document, Item, TextItem
from shinkyu.model.form import FormTemplate, ItemSpec

SYSTEMS = "work.systems[]"
TRANSFERS = "pi_file.provision.transferred[]"
SYSTEM_LEAVES = ("name", "functions")
TRANSFER_LEAVES = ("name", "legal_basis", "use", "information")

SENTENCES = (
    "番号法第19条第8号に基づく主務省令第2条の表42の項",
    "条例別表第2の10の項に規定される事務",
    "被保険者の資格の取得、喪失の届出を受け付け、システムに入力する。",
    "静脈認証を必要とする場所に設置したサーバ内に保管している。",
    "職員ごとに必要最小限の権限を付与し、アクセスログを取得する。",
    "・特定個人情報を含む記録媒体は、施錠できる保管庫に保管する。",
    "国民年金法による年金である給付の支給に関する情報",
    "十分に行っている",
    "①対象者を正確に特定するために保有",
    "委託先に対して監査を行う。",
    "-",
)
NAMES = (
    "国民年金システム",
    "住民基本台帳システム",
    "宛名管理システム",
    "健康福祉局医療保険部医療保険課",
    "健康福祉局医療保険部収納管理課",
    "こども未来局こども家庭課",
    "市民文化局戸籍住民サービス課",
    "",
)
LINKS = ("庁内連携システム", "税務システム", "その他")
PEOPLE = ("1万人未満", "1万人以上10万人未満", "10万人以上")


def form() -> FormTemplate:
    """Return the template that the generated documents follow."""
    group = [
        ItemSpec(SYSTEMS, "システム", role="group", parent="work.systems", element="システム{n}"),
        ItemSpec(TRANSFERS, "移転先", role="group", parent="pi_file.provision", element="移転先{n}"),
    ]
    return template(
        ItemSpec("work", "Ⅰ", role="part", element="Ⅰ"),
        ItemSpec("work.systems", "2", role="block", parent="work", element="2"),
        ItemSpec("pi_file", "Ⅱ", role="part", element="Ⅱ", per_file=True),
        ItemSpec("pi_file.provision", "5", role="block", parent="pi_file", element="5"),
        *group,
        *(spec(f"{SYSTEMS}.{leaf}") for leaf in SYSTEM_LEAVES),
        *(spec(f"{TRANSFERS}.{leaf}") for leaf in TRANSFER_LEAVES),
        spec("work.name"),
        spec("work.people", "choice", options=PEOPLE),
        spec("risks.measures", material=True),
    )


@dataclass(frozen=True)
class _Member:
    """A member of a group without its number."""

    texts: tuple[str, ...]
    link: tuple[tuple[str, ...], tuple[str, ...]]


def texts() -> st.SearchStrategy[str]:
    """Return paragraphs of real sentences, now and then a run of any characters."""
    paragraph = st.lists(st.sampled_from(SENTENCES), max_size=3).map("".join)
    return st.lists(paragraph | st.text(st.characters(codec="utf-8"), max_size=8), max_size=3).map("\n".join)


def _members(leaves: Sequence[str]) -> st.SearchStrategy[list[_Member]]:
    name = st.sampled_from(NAMES)
    rest = st.tuples(*(texts() for _ in leaves[1:]))
    marks = st.lists(st.sampled_from(("on", "off", "unknown")), min_size=len(LINKS), max_size=len(LINKS))
    link = marks.map(
        lambda found: (
            tuple(box for box, mark in zip(LINKS, found, strict=True) if mark == "on"),
            tuple(box for box, mark in zip(LINKS, found, strict=True) if mark == "unknown"),
        )
    )
    return st.lists(st.builds(lambda first, more, boxes: _Member((first, *more), boxes), name, rest, link), max_size=4)


@dataclass(frozen=True)
class _File:
    """A 特定個人情報ファイル without its number."""

    name: str
    count: int | None
    transfers: tuple[_Member, ...]
    measures: str


@dataclass(frozen=True)
class _Version:
    """All that makes a document, before files and members get their numbers."""

    name: str
    people: str | None
    date: str
    ways: str
    entries: tuple[str, ...]
    systems: tuple[_Member, ...]
    files: tuple[_File, ...]
    unread: frozenset[int]
    gaps: tuple[Address, ...]

    def document(self) -> Document:
        numbered = [(n if len(self.files) > 1 else None, file) for n, file in enumerate(self.files, 1)]
        items: list[Item] = [
            text_item("work.name", *self.name.split("\n")),
            choice_item("work.people", self.people),
            *_member_items(SYSTEMS, SYSTEM_LEAVES, self.systems, None),
        ]
        for n, file in numbered:
            items += [
                text_item("pi_file.name", file.name, file=n),
                count_item("pi_file.provision.count", file.count, file=n),
                *_member_items(TRANSFERS, TRANSFER_LEAVES, file.transfers, n),
            ]
        items.append(list_item("records", *self.entries, address=("別添1", "宛名")))
        items += [text_item("risks.measures", *file.measures.split("\n"), file=n) for n, file in numbered]
        items += [text_item("other.ways", *self.ways.split("\n")), date_item("procedure.date", self.date)]
        return document(
            *(
                replace(item, state="unread", value=()) if n in self.unread and isinstance(item, TextItem) else item
                for n, item in enumerate(items)
            ),
            declared=[row(1, "Ⅰ 基本情報", self.name, self.ways)] if self.people else None,
            gaps=self.gaps,
        )


def _member_items(group: str, leaves: Sequence[str], members: Sequence[_Member], file: int | None) -> list[Item]:
    items: list[Item] = []
    for number, member in enumerate(members, 1):
        items += [
            text_item(f"{group}.{leaf}", *text.split("\n"), member=number, file=file)
            for leaf, text in zip(leaves, member.texts, strict=True)
        ]
        on, unknown = member.link
        off = [box for box in LINKS if box not in (*on, *unknown)]
        items.append(check_item(f"{group}.link", on=on, off=off, unknown=unknown, member=number, file=file))
    return items


def _files() -> st.SearchStrategy[list[_File]]:
    return st.lists(
        st.builds(
            _File,
            st.sampled_from(("国民年金ファイル", "国民年金情報ファイル", "宛名管理ファイル")),
            st.none() | st.integers(0, 9),
            _members(TRANSFER_LEAVES).map(tuple),
            texts(),
        ),
        min_size=1,
        max_size=2,
    )


@st.composite
def _versions(draw: st.DrawFn) -> _Version:
    return _Version(
        name=draw(texts()),
        people=draw(st.sampled_from((None, *PEOPLE))),
        date=draw(st.sampled_from(("", "令和元年5月1日", "令和1年5月1日", "令和7年4月1日", "令和7年度", "－"))),
        ways=draw(texts()),
        entries=tuple(draw(st.lists(st.sampled_from(("氏名", "氏名カナ", "住所", "生年月日")), max_size=4))),
        systems=tuple(draw(_members(SYSTEM_LEAVES))),
        files=tuple(draw(_files())),
        unread=draw(st.frozensets(st.integers(0, 25), max_size=3)),
        gaps=draw(
            st.sampled_from(((), (("Ⅰ", "2"),), (("Ⅰ", "2", "システム"), ("Ⅱ", "5")), (("Ⅱ", "ファイル1", "5"),)))
        ),
    )


@st.composite
def _edited(draw: st.DrawFn, version: _Version) -> _Version:
    """Return *version* as an office might have changed it."""
    other = draw(_versions())
    fields = draw(st.sets(st.sampled_from(("name", "people", "date", "entries", "ways"))))
    changed = replaced(version, **{field: getattr(other, field) for field in fields})
    files = [
        replaced(file, transfers=draw(_shuffled(file.transfers, other.files[0].transfers))) for file in version.files
    ]
    if draw(st.booleans()):
        # A paragraph of Ⅲ goes to another item.
        files[0] = replaced(files[0], measures=version.ways)
        changed = replaced(changed, ways=version.files[0].measures)
    more = other.files[: draw(st.integers(0, 1))]
    return replaced(
        changed,
        systems=draw(_shuffled(version.systems, other.systems)),
        files=tuple(draw(st.permutations([*files, *more]))),
        unread=other.unread,
        gaps=other.gaps,
    )


@st.composite
def _shuffled(draw: st.DrawFn, members: tuple[_Member, ...], others: tuple[_Member, ...]) -> tuple[_Member, ...]:
    kept = [member for member in members if draw(st.integers(0, 3))]
    kept = [
        _Member((*member.texts[:-1], draw(texts())), member.link) if not draw(st.integers(0, 3)) else member
        for member in kept
    ]
    return tuple(draw(st.permutations([*kept, *others[: draw(st.integers(0, 2))]])))


def documents() -> st.SearchStrategy[Document]:
    """Return one version of a report."""
    return _versions().map(_Version.document)


@st.composite
def versions(draw: st.DrawFn) -> tuple[Document, Document]:
    """Return an old version and a new one: edited, or another document altogether."""
    old = draw(_versions())
    new = draw(_edited(old) | _versions())
    return old.document(), new.document()


@st.composite
def rewrapped(draw: st.DrawFn) -> tuple[Document, Document]:
    """Return a version and the same one with its texts wrapped at other places."""
    old = draw(_versions()).document()
    items = [
        replace(item, value=_wrapped("\n".join(item.value), draw(st.integers(3, 40))))
        if isinstance(item, TextItem) and item.value
        else item
        for item in old.items
    ]
    return old, replace(old, items=tuple(items))


def _wrapped(text: str, columns: int) -> tuple[str, ...]:
    joined = text.replace("\n", "")
    return tuple(joined[n : n + columns] for n in range(0, len(joined), columns)) or ("",)
