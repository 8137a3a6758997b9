"""The rows of a 変更箇所 table that we propose, and the manner of writing them."""

from typing import Literal

import msgspec

from shinkyu.model.document import Address, Day

PathStyle = Literal["parenthesised", "spaced", "quoted"]
"""``Ⅰ 基本情報（6. … ①部署）``, ``Ⅰ 基本情報 6. … ①部署``, ``「Ⅰ 基本情報」-「6. …」-「①部署」``."""

DateStyle = Literal["printed", "era", "slashes"]
"""As the cover prints it, 令和7年7月31日, 2025/7/31."""


class TableStyle(msgspec.Struct, frozen=True):
    """How an office writes its rows.  The defaults are the clearest of the manners seen."""

    path: PathStyle = "parenthesised"
    brackets: tuple[str, str] = ("（", "）")
    """Of a parenthesised path and of the remark of a box."""
    file_brackets: tuple[str, str] = ("", "")
    """Of the name of one of several 特定個人情報ファイル, between the part and the path: ``【】``.  Empty: the name
    stands in the path as a label does."""
    new: str = "新規"
    """In 変更前, where an item or a member did not exist or was blank."""
    inserted: str = "右記を追加"
    """In 変更前, where text was put into an item that goes on standing there."""
    deleted: str = "削除"
    """In 変更後."""
    omission: str = "（省略）"
    whole_values: bool = False
    """Long values are quoted whole, not cut to the changed sentences."""
    date: DateStyle = "printed"
    declares_cover_date: bool = False
    """A row says that 公表日 changed."""
    explanations: dict[str, str] = {}
    """Sentences of the office, by the reason they give (``organisation``, ``citation``, ``not-material`` …)."""


class ProposedRow(msgspec.Struct, frozen=True):
    """One row to be entered: six columns, and what the proposal rests on.

    ``timing`` and ``explanation`` are proposals; whether practice has already changed is known to
    the office only.
    """

    date: Day
    item: str
    before: tuple[str, ...]
    """The cell, one entry a line."""
    after: tuple[str, ...]
    timing: str
    explanation: str
    address: Address
    """Where the row points: in the new version, or in the old one for what is gone."""
    changes: tuple[str, ...]
    """Ids of the computed changes the row declares."""
    material: bool
    """The form marks the item, or one in the member, ※."""
    reasons: tuple[str, ...]
    """Stable names of the grounds of 提出時期 and 説明, in the order they were found."""
    moved: tuple[str, ...] = ()
    """Of each paragraph that moved: from or to which other item, as a sentence for a person."""
