"""What the report of ``check`` shows a reviewer."""

from shinkyu.model.change import Change, Side
from shinkyu.model.report import Finding, Partial, Report
from shinkyu.render.report import as_markdown, as_text
from shinkyu.render.shapes import finds_something, summary

NEW = {
    "source": "new.txt",
    "form": "basic",
    "edition": "2024-10",
    "title": "国民年金",
    "agency": "澄原市",
    "published_on": "2025-07-31",
}


def change(before: str, after: str, suspect: bool = False) -> Change:
    address = ("Ⅰ", "1", "①事務の名称")
    return Change(
        id="c1",
        op="modified",
        cls="text",
        rule="text",
        material=False,
        item="work.name",
        old=Side(address),
        new=Side(address),
        before=before,
        after=after,
        suspect_reading=suspect,
    )


def report(**parts: object) -> Report:
    return Report(**{"declared": (), "undeclared": (), "findings": (), "compared": True, **parts})


def test_a_change_that_may_be_misread_is_shown_apart_and_counts() -> None:
    found = report(suspects=(change("ロ座", "口座", suspect=True),))

    assert "読み誤りの可能性がある変更（原本での確認が必要） 1\n" in as_text(NEW, NEW, (), found)
    assert "## 読み誤りの可能性がある変更" in as_markdown(NEW, NEW, (), found)
    assert "| ロ座 | 口座 |" in as_markdown(NEW, NEW, (), found)
    assert (0, 1) == (summary(found)["undeclared"], summary(found)["suspects"])
    assert finds_something(found)


def test_a_change_declared_in_part_says_which_part_is_missing_and_counts() -> None:
    found = report(partial=(Partial("c1", ("Ⅰ", "1", "①事務の名称"), (("", "並びに世帯員"),)),))

    assert "      行にない部分: （なし） → 並びに世帯員\n" in as_text(NEW, NEW, (), found)
    assert "（なし） → 並びに世帯員 |" in as_markdown(NEW, NEW, (), found)
    assert finds_something(found)


def test_where_no_table_was_read_no_change_is_called_undeclared_in_text_and_markdown() -> None:
    found = report(undeclared=(change("国保", "国民健康保険"),), table_read=False)
    shown = as_text(NEW, NEW, None, found)

    assert "表が読み取れないため記載の有無が分からない変更 1（うち※ 0）\n" in shown
    assert "\n記載の有無が分からない変更: その他の項目\n" in shown
    assert "## 記載の有無が分からない変更: その他の項目" in as_markdown(NEW, NEW, None, found)
    assert "表に記載のない変更" not in shown + as_markdown(NEW, NEW, None, found)
    assert "undeclared" not in as_text(NEW, NEW, None, found, lang="en").lower()
    assert "変更箇所の行 0" not in shown + as_markdown(NEW, NEW, None, found)


def test_a_report_without_anything_to_tell_finds_nothing() -> None:
    assert not finds_something(report())


def test_a_finding_of_level_info_is_shown_and_asks_for_nobody() -> None:
    quiet, loud = (Finding("stale-term", 1, None, "残っています。", severity) for severity in ("info", "notice"))

    assert "残っています。" in as_text(NEW, NEW, (), report(findings=(quiet,)))
    assert not finds_something(report(findings=(quiet,)))
    assert finds_something(report(findings=(loud,)))
