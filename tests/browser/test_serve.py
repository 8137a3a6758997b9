"""``shinkyu serve`` in a real browser: every page, with and without a script, at 1200 and 400 pixels."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = pytest.mark.browser

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi"
PRIORITY = "/reports/sumihara-shi/8-priority"
RANGE = f"{PRIORITY}/item?address=Ⅱ 2 ③対象となる本人の範囲"
PARAGRAPH = (
    "介護保険システムの運用を外部に委託しているため、契約に個人情報の取扱いに関する特記事項を付し、"
    "その遵守の状況を年1回実地に確認している。"
)
PAGES = {
    "list": "/",
    "timeline": PRIORITY,
    "version": f"{PRIORITY}/versions/2025-07-31",
    "comparison": f"{PRIORITY}/compare",
    "item": RANGE,
    "search": "/search?q=クラウド",
    "terms": "/terms?term=4情報&instead=5情報",
    "copies": f"/copies?text={PARAGRAPH}",
}


@pytest.fixture(scope="module")
def served(sumihara) -> Iterator[str]:
    """The address of a real server process on loopback."""
    with subprocess.Popen(
        [sys.executable, "-m", "shinkyu", "serve", str(sumihara.folder), "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    ) as process:
        address = ""
        for line in process.stderr:
            if found := re.match(r"(http://\S+)/ \(Ctrl-C", line):
                address = found[1]
                break
        assert address
        yield address
        process.kill()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits_wide_and_narrow(page, served, accessibility_faults, name: str):
    page.goto(served + PAGES[name])
    assert accessibility_faults(page) == []
    for width in (1200, 400):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_list_is_filtered_while_one_types_and_the_address_follows(page, served):
    page.goto(served)
    page.locator("#q").press_sequentially("予防接種")
    rows = page.locator("#reports tbody tr")
    expect(rows).to_have_count(1)

    assert "q=" in page.url
    assert page.locator("#reports").inner_text().count("予防接種に関する事務") == 1
    page.go_back()
    expect(rows).to_have_count(3)


def test_from_the_list_to_the_timeline_to_two_versions_compared(page, served):
    page.goto(served)
    page.get_by_role("link", name="介護保険に関する事務").click()
    assert page.locator("svg.timeline .day").count() == 3
    page.get_by_label("旧版", exact=True).select_option("2021-03-26")
    page.get_by_role("button", name="比べる").click()

    assert "old=2021-03-26" in page.url
    assert page.locator(".shinkyu.live, .shinkyu").first.is_visible()
    assert "並びにこれらの者と同一の世帯に属する者" in page.locator("main").inner_text()


def test_the_filters_of_the_report_work_inside_the_server(page, served):
    """Its script and style come from the server, under the server's policy."""
    page.goto(served + PAGES["comparison"])
    before = page.locator("article.change:visible").count()
    page.get_by_label("※の項目だけ").check()
    page.wait_for_timeout(100)

    assert 0 < page.locator("article.change:visible").count() < before


def test_an_item_leads_back_to_the_versions_that_changed_it(page, served):
    page.goto(served + PAGES["version"])
    page.get_by_role("link", name="2025-07-31 （Ⅱ 2 ③対象となる本人の範囲 の経過）").click()

    assert page.locator(".stages li.changed").count() == 1
    assert page.locator("ins").first.inner_text().endswith("並びにこれらの者と同一の世帯に属する者")


def test_search_marks_what_it_finds_and_runs_while_one_types(page, served):
    page.goto(served + "/search")
    page.locator("#q").press_sequentially("取り扱い")
    expect(page.locator("#found mark").first).to_have_text("取扱い")
    newest = page.locator("#found .count").inner_text()
    with page.expect_response(lambda answer: "all=1" in answer.url):
        page.get_by_label("過去の版も探す").check()
    expect(page.locator("#found .count")).not_to_have_text(newest)


def test_a_stale_term_is_shown_where_it_stands(page, served):
    page.goto(served + PAGES["terms"])

    assert page.locator(".standing mark").first.inner_text() == "4情報"
    assert "1 件の評価書に残っています" in page.locator(".tiles").inner_text().replace("\n", " ")


def test_two_files_that_are_dropped_give_the_report(page, served):
    page.goto(served + "/#files")
    page.get_by_label("旧版（任意）").set_input_files(EXAMPLES / "8-priority" / "2022-06-30.xlsx")
    page.get_by_label("新版", exact=True).set_input_files(EXAMPLES / "8-priority" / "2025-07-31.pdf")
    page.get_by_role("button", name="比べる").click()

    page.wait_for_selector(".shinkyu")
    assert "並びにこれらの者と同一の世帯に属する者" in page.locator("main").inner_text()


def test_a_file_that_is_no_assessment_is_told_on_the_page(page, served, faults, tmp_path):
    letter = tmp_path / "手紙.txt"
    letter.write_text("拝啓 時下ますますご清祥のこととお慶び申し上げます。", encoding="utf-8")
    page.goto(served + "/#files")
    page.get_by_label("新版", exact=True).set_input_files(letter)
    page.get_by_role("button", name="比べる").click()

    assert "「手紙.txt」を評価書として読み取れませんでした" in page.get_by_role("alert").inner_text()
    faults[:] = [fault for fault in faults if "422" not in fault]  # Chromium reports the status of the page


def test_every_page_works_without_a_script(chromium, served):
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(served)
    page.get_by_label("Filter by agency or title").fill("予防接種")
    page.get_by_role("button", name="Filter").click()
    assert page.locator("#reports tbody tr").count() == 1
    page.get_by_role("link", name="予防接種に関する事務").click()
    page.get_by_role("button", name="Compare").click()
    assert page.locator(".shinkyu").is_visible()
    page.goto(served + "/search")
    page.get_by_label("Words").fill("年金")
    page.get_by_role("button", name="Search").click()
    assert page.locator("#found").is_visible()
    context.close()


def test_a_page_can_be_walked_by_keyboard(page, served):
    page.goto(served)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_another_site_cannot_read_or_use_the_server(page, served, faults, tmp_path):
    """A page elsewhere neither frames it, nor fetches from it, nor sends it a form."""
    (tmp_path / "evil.html").write_text(
        f"<!doctype html><html lang=ja><title>頁</title><iframe src='{served}/'></iframe>"
        f"<form method=post enctype='multipart/form-data' action='{served}/files'><button>x</button></form>"
        f"<script>fetch('{served}/').then(a => a.text()).then"
        "(() => document.title = 'read', () => document.title = 'no')</script>",
        encoding="utf-8",
    )
    page.goto((tmp_path / "evil.html").as_uri())
    expect(page).to_have_title("no")
    with page.expect_response(lambda answer: answer.url.endswith("/files")) as sent:
        page.get_by_role("button").click()

    assert sent.value.status == 403
    assert any("frame-ancestors" in fault or "X-Frame-Options" in fault for fault in faults)
    faults.clear()
