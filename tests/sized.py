"""Versions of any size: so many members, files, paragraphs and declared rows, with a fixed number of edits."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from msgspec.structs import replace

from formed import ALL_ITEM, item, row, version
from shinkyu.model.document import DeclaredRow, Document, Item, TextItem

WORDS = (
    "住民基本台帳", "国民健康保険", "被保険者", "資格情報", "世帯構成", "所得", "保険税", "納付", "照会", "端末",
    "帳票", "申請書",
    "委託先", "管理簿", "権限", "記録", "保管庫", "通信", "暗号化", "職員", "市民", "窓口", "審査",
    "給付", "還付", "督促", "滞納処分",
)  # fmt: skip
ENDS = (
    "を確認する。",
    "に記録して保管する。",
    "を申請に基づき審査する。",
    "は業務端末に保存しない。",
    "を所属長が管理する。",
)
GROUPS = ("pi_file.outsourcing[]", "pi_file.provision.provided[]", "pi_file.provision.transferred[]")


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    systems: int = 3
    members: int = 3
    """Of 委託事項, 提供先 and 移転先 each, in every file."""
    files: int = 1
    paragraphs: int = 2
    rows: int = 250


GROWING = (Size(), Size(5, 5, 2, 2, 500), Size(10, 10, 2, 4, 1000), Size(20, 20, 5, 4, 2000))
"""The smallest has what a small report has, the largest more than any report seen."""


def sized(size: Size, seed: int = 1) -> Document:
    """Return a version of that size; of one seed always the same."""
    chance = random.Random(seed)
    items = [*_systems(size, chance), *_members(size, chance)]
    return version(*items, rows=_rows(items, size.rows, chance), form=ALL_ITEM)


def edited(document: Document, edits: int = 10, seed: int = 2) -> Document:
    """Return the version with so many texts that say something else."""
    chance = random.Random(seed)
    texts = [n for n, one in enumerate(document.items) if isinstance(one, TextItem) and len(one.value) > 1]
    chosen = frozenset(chance.sample(texts, edits))
    items = tuple(_reworded(one) if n in chosen else one for n, one in enumerate(document.items))
    return replace(document, items=items)


def _reworded(one: Item) -> Item:
    assert isinstance(one, TextItem)
    return replace(one, value=(one.value[0] + "また、年に一回これを点検する。", *one.value[1:]))


def sentence(chance: random.Random) -> str:
    """Return a sentence of the kind that assessments are made of."""
    return "、".join(chance.choices(WORDS, k=chance.randrange(2, 6))) + chance.choice(ENDS)


def text(chance: random.Random, paragraphs: int) -> str:
    """Return so many paragraphs of some sentences."""
    return "\n".join("".join(sentence(chance) for _ in range(3)) for _ in range(paragraphs))


def _systems(size: Size, chance: random.Random) -> Iterator[Item]:
    for n in range(1, size.systems + 1):
        name = f"{chance.choice(WORDS)}{chance.choice(WORDS)}システム{n}"
        yield item("work.systems[].name", name, member=n, form=ALL_ITEM)
        yield item("work.systems[].functions", text(chance, size.paragraphs), member=n, form=ALL_ITEM)


def _members(size: Size, chance: random.Random) -> Iterator[Item]:
    for file in range(1, size.files + 1):
        where = {"file": file} if size.files > 1 else {}
        for group in GROUPS:
            leaves = [spec for spec in ALL_ITEM.specs if spec.id.startswith(group + ".") and spec.kind == "text"]
            for n in range(1, size.members + 1):
                for spec in leaves:
                    is_name = spec.id.endswith(".name")
                    value = f"{sentence(chance)[:12]}{n}課" if is_name else text(chance, size.paragraphs)
                    yield item(spec.id, value, member=n, form=ALL_ITEM, **where)


def _rows(items: list[Item], count: int, chance: random.Random) -> list[DeclaredRow]:
    """Return rows that declare sentences which stand in the items now, as an office cites them."""
    texts = [one for one in items if isinstance(one, TextItem) and len(one.value) > 1]
    found = []
    for n in range(1, count + 1):
        one = chance.choice(texts)
        now = chance.choice(one.value)
        day = f"令和{chance.randrange(2, 8)}年{chance.randrange(1, 13)}月{chance.randrange(1, 28)}日"
        found.append(row(n, " ".join(one.address), sentence(chance), now, date=day))
    return sorted(found, key=lambda one: one.date.date or "")


class Pair(NamedTuple):
    """Two versions."""

    old: Document
    new: Document


def pair(size: Size) -> Pair:
    """Return two versions of that size with ten edits between them."""
    old = sized(size)
    return Pair(old, edited(old))
