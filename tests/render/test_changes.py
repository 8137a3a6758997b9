"""What ``diff`` shows a person."""

from builders import document, text_item
from shinkyu.align import align
from shinkyu.diffing import diff
from shinkyu.forms.library import load
from shinkyu.render.changes import as_markdown, as_text

FORM = load("priority", "2018-05")
VERSION = {"source": "a.txt", "form": "priority", "edition": "2018-05", "published_on": None}


def shown(before: str, after: str) -> tuple[str, str]:
    old, new = (document(text_item("work.outline.content", t)) for t in (before, after))
    changes = diff(old, new, align(old, new, FORM), FORM)
    return as_text(VERSION, VERSION, changes), as_markdown(VERSION, VERSION, changes)


def test_what_may_be_misread_stands_under_a_heading_of_its_own_with_its_words() -> None:
    text, table = shown("監視カメラを設置する。", "監視力メラを設置する。")

    assert "\n読み誤りの可能性がある変更（原本での確認が必要）\n" in text
    assert "監視【カ】メラを設置する。" in text
    assert "| text 読み誤りの可能性 |" in table


def test_a_change_of_spelling_is_only_named() -> None:
    text, _ = shown("申込みの受付を行う。", "申し込みの受付を行う。")

    assert "表記のみ・様式の版による違い 1件" in text
    assert "読み誤り" not in text
