"""Versions read from canonical JSON: what they cannot hold, and what they cannot tell."""

import pytest

from builders import row, text_item
from formed import item, version
from shinkyu import pipeline
from shinkyu.codec.canonical import dumps
from shinkyu.errors import SourceError
from shinkyu.model.document import Document
from shinkyu.model.rewind import Rewound
from shinkyu.pipeline import Read
from shinkyu.pipeline.rewinding import rewind
from shinkyu.render import rewound as rewound_text

PLACE = "Ⅱ 特定個人情報ファイルの概要(6. 特定個人情報の保管・消去 保管場所)"


def read(document: Document) -> Read:
    return pipeline.read(dumps(document).encode(), "document.json")


def test_an_item_that_the_form_has_not_is_named() -> None:
    with pytest.raises(SourceError, match=r"document\.json holds the item 'work\.shoe_size'"):
        read(version(text_item("work.shoe_size", "25", address=("Ⅰ", "1", "靴"))))


def test_what_was_never_laid_out_has_no_account_of_characters() -> None:
    with pytest.raises(SourceError, match="parse its source file"):
        pipeline.account_of(read(version(item("pi_file.storage.place", "庁舎内"))))


def shown(now: str, before: str, after: str) -> str:
    document = version(
        item("pi_file.storage.place", now),
        rows=[row(1, PLACE, before, after, date="令和7年4月1日")],
        published="令和7年4月1日",
    )
    rewound: Rewound = rewind(read(document))[1]
    return rewound_text.as_text("document.json", document.declared or (), rewound)


def test_an_account_of_rewinding_has_headings_for_what_there_is_alone() -> None:
    undone = shown("国内のデータセンター", "庁舎内", "国内のデータセンター")
    left = shown("庁舎内", "", "全文変更")

    assert (True, False) == ("元に戻した行（1行）" in undone, "戻せない行（" in undone)
    assert (False, True) == ("元に戻した行（" in left, "戻せない行（1行）" in left)
