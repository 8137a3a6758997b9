"""Two texts beside each other: columns are columns of the terminal, not characters."""

from builders import document, text_item
from comparing import compared
from shinkyu.render.changes import as_text, plain
from shinkyu.render.side_by_side import CLOSE, OPEN, beside
from shinkyu.text.width import width

VERSION = {"source": "a", "form": "priority", "edition": "test", "published_on": None}


def test_wide_characters_take_two_columns_and_the_bar_stands_in_line():
    lines = beside("操作ログをsyslogで記録する。", "アクセスログを記録する。" * 4, 60, plain)

    assert 2 <= len(lines)
    assert all(width(line) <= 60 for line in lines)
    assert 1 == len({width(line[: line.index("│")]) for line in lines})


def test_changed_words_are_painted_on_both_lines_that_they_take():
    painted: list[tuple[str, str]] = []

    def paint(text: str, role: str) -> str:
        painted.append((text, role))
        return text

    beside("権限を" + OPEN + "あいうえおかきくけこさしすせそ" + CLOSE + "とする。", "権限", 43, paint)
    assert {"removed"} == {role for _, role in painted}
    assert 2 <= len(painted)
    assert "【あいうえおかきくけこさしすせそ】" == "".join(text for text, _ in painted)


def test_brackets_that_the_document_prints_are_not_painted():
    assert ["【任意】"] == [
        line.split(" ")[0] for line in beside("【任意】", "【任意】", 60, lambda text, role: f"<{text}>")
    ]


def test_wide_terminal_shows_old_and_new_beside_each_other_and_a_narrow_one_below():
    changes = compared(
        document(text_item("work.name", "監査を行う。")), document(text_item("work.name", "点検を行う。"))
    )
    wide, narrow = (as_text(VERSION, VERSION, changes, columns=columns) for columns in (140, 80))

    assert any("【監査】" in line and "【点検】" in line for line in wide.split("\n"))
    assert not any("【監査】" in line and "【点検】" in line for line in narrow.split("\n"))
