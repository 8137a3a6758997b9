"""The report page in a real browser: what a reader does with it, and that it looks after itself."""

import re
from pathlib import Path

import pytest

from shinkyu import pipeline
from shinkyu.pipeline import Read
from shinkyu.pipeline.looking import looked
from shinkyu.render.html import page as report_page

pytestmark = pytest.mark.browser

EXAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi" / "8-priority"
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "declared-and-not"


def _read(path: Path) -> Read:
    return pipeline.read(path.read_bytes(), path.name)


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> str:
    """The address of a report on the fictional city of 澄原市."""
    file = tmp_path_factory.mktemp("report") / "report.html"
    view = looked(_read(EXAMPLE / "2025-07-31.txt"), _read(EXAMPLE / "2022-06-30.txt"))
    file.write_text(report_page(view), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def report(page, example):
    """The open report."""
    page.goto(example)
    return page


def _shown(page, kind: str) -> int:
    return page.locator(f'.entry[data-kind="{kind}"]:not([hidden])').count()


def test_the_report_opens_and_counts(report):
    assert report.locator("h1").inner_text() == "介護保険に関する事務 重点項目評価書"
    assert report.locator(".shown").inner_text() == "表示中: 変更 28、行 45、気付き 0"


def test_filters_narrow_and_say_how_much_is_left(report):
    report.get_by_label("※の項目だけ").check()
    assert _shown(report, "changes") == 10  # nine of substance and one of notation
    report.get_by_label("表の記載").select_option(label="表に記載なし")
    assert [report.locator(".change:not([hidden])").get_attribute("id")] == ["c9"]
    assert report.locator(".shown").inner_text().startswith("表示中: 変更 1/28、")
    report.get_by_role("button", name="絞り込みを解除").click()
    assert _shown(report, "changes") == 28


def test_a_filter_on_a_verdict_opens_its_folded_rows_and_clearing_folds_them_again(report):
    confirmed = report.locator("#rows-confirmed")
    assert confirmed.get_attribute("open") is None
    report.get_by_label("行の判定").select_option(label="確認")
    assert confirmed.get_attribute("open") is not None
    assert _shown(report, "rows") == 40
    report.get_by_role("button", name="絞り込みを解除").click()
    assert confirmed.get_attribute("open") is None


def test_a_search_finds_words_in_whatever_width(report):
    report.get_by_role("searchbox").fill("ＩＳＭＡＰ")
    assert "ISMAP" in report.locator(".change:not([hidden])").first.text_content()
    assert 0 < _shown(report, "changes") < 28
    report.get_by_role("searchbox").fill("どこにもない語句")
    assert report.get_by_text("絞り込みに合うものはありません。").is_visible()


def test_old_and_new_stand_side_by_side_or_as_one_text(report):
    change = report.locator("#c7")
    assert change.locator(".sides").is_visible()
    assert not change.locator(".inline").is_visible()
    report.get_by_label("一つの文に").check()
    assert not change.locator(".sides").is_visible()
    assert change.locator(".inline").inner_text().startswith("・番号法第9条第1項及び別表第1の68の100の項")


def test_a_number_of_the_summary_leads_to_folded_rows(report):
    report.get_by_role("link", name="40 ○ 確認の行").click()
    report.wait_for_function("document.querySelector('#rows-confirmed').open")
    assert report.locator("#row-26").is_visible()


def test_a_link_to_what_is_filtered_away_shows_it(report):
    report.get_by_label("行の判定").select_option(label="不一致")
    assert not report.locator("#c9").is_visible()
    report.locator("#undeclared a").click()
    report.wait_for_function("document.activeElement.id === 'c9'")
    assert report.locator("#c9").is_visible()


def test_the_entry_that_a_link_leads_to_is_not_under_the_bar(report):
    report.locator("#undeclared a").click()
    report.wait_for_function("document.activeElement.id === 'c9'")
    report.wait_for_timeout(200)
    places = "['.tools', '#c9'].map(name => document.querySelector(name).getBoundingClientRect())"
    bar, entry = report.evaluate(places)
    assert bar["bottom"] <= entry["top"] < 500


def test_keys_go_from_entry_to_entry_and_can_be_switched_off(report):
    report.keyboard.press("j")
    first = report.evaluate("document.activeElement.id")
    report.keyboard.press("j")
    second = report.evaluate("document.activeElement.id")
    report.keyboard.press("k")
    assert ("row-33", "c7", "row-33") == (first, second, report.evaluate("document.activeElement.id"))
    report.keyboard.press("/")
    assert report.evaluate("document.activeElement.type") == "search"
    report.keyboard.type("jk")
    assert report.get_by_role("searchbox").input_value() == "jk"
    report.keyboard.press("Escape")
    assert report.get_by_role("searchbox").input_value() == ""
    report.get_by_label("キー操作").uncheck()
    report.evaluate("document.activeElement.blur()")
    report.keyboard.press("v")
    assert report.locator("#c7 .sides").is_visible()


def test_the_unchanged_middle_of_a_long_text_unfolds(report):
    entry = report.locator(".change:has(button.whole)").first
    text = entry.locator(".new p")
    shorter = len(text.inner_text())
    entry.get_by_role("button", name="全文を表示").click()
    assert len(text.inner_text()) > shorter
    assert "省略" not in text.inner_text()


def test_the_copied_table_has_a_line_break_in_a_cell_and_no_formula(page, tmp_path):
    """Excel breaks a row at <br> and computes a cell that begins with = unless it is told otherwise."""
    text = (GOLDEN / "new.txt").read_text("utf-8")
    text = text.replace("利用者証の交付を受けた者", "=1+1&「町民」\n利用者証の交付を受けた者")
    view = looked(pipeline.read(text.encode(), "new.txt"), _read(GOLDEN / "old.txt"))
    (tmp_path / "report.html").write_text(report_page(view), encoding="utf-8")
    page.goto((tmp_path / "report.html").as_uri())
    page.get_by_role("button", name="表をコピー").click()
    assert "コピーしました" in page.locator(".copied").inner_text()
    markup, text = page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read();
            return Promise.all(["text/html", "text/plain"].map(async type => (await item.getType(type)).text()));
        }"""
    )
    assert markup.count("<tr>") == page.locator(".sheet tr").count()
    (style, words) = re.search('<td style="([^"]*)"[^>]*>(=1.*?)</td>', markup).groups()
    assert "mso-number-format:'\\@'" in style
    assert words == '=1+1&amp;「町民」<br style="mso-data-placement:same-cell">利用者証の交付を受けた者及びその保護者'
    assert text.splitlines()[0] == "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明"
    assert "\t=" not in text


def test_only_rows_that_the_table_lacks_are_copied_when_asked(report):
    report.get_by_label("表にまだない行だけ").check()
    report.get_by_role("button", name="表をコピー").click()
    assert report.locator(".copied").inner_text().startswith("1行をコピーしました")
    assert "並びにこれらの者と同一の世帯に属する者" in report.evaluate("navigator.clipboard.readText()")


def test_everything_can_be_read_without_script(chromium, example):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(example)
    assert not page.locator(".filters").is_visible()
    while page.locator("details:not([open]) > summary").count():
        page.locator("details:not([open]) > summary").first.click()
    assert page.locator(".entry").count() == 28 + 45
    assert all(entry.is_visible() for entry in page.locator(".entry").all())
    assert not any(button.is_visible() for button in page.locator("button").all())
    assert page.locator(".fold").count() > 0
    hidden = "[...document.querySelectorAll('.fold')].filter(fold => getComputedStyle(fold).display === 'none').length"
    assert page.evaluate(hidden) == 0
    page.get_by_label("一つの文に").check()
    assert page.locator("#c7 .inline").is_visible()
    context.close()


def test_the_english_page_has_no_serious_accessibility_fault(page, tmp_path, accessibility_faults):
    view = looked(_read(GOLDEN / "new.txt"), _read(GOLDEN / "old.txt"), lead="diff")
    (tmp_path / "report.html").write_text(report_page(view, "en"), encoding="utf-8")
    page.goto((tmp_path / "report.html").as_uri())
    assert page.locator("html").get_attribute("lang") == "en"
    assert accessibility_faults(page) == []


@pytest.mark.parametrize("width", [1200, 390])
def test_no_serious_accessibility_fault_and_nothing_wider_than_the_window(report, accessibility_faults, width):
    report.set_viewport_size({"width": width, "height": 900})
    report.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert accessibility_faults(report) == []
    assert report.evaluate("document.documentElement.scrollWidth") <= width


def test_a_word_longer_than_the_window_makes_the_page_no_wider(page, tmp_path):
    old, new = (EXAMPLE / f"{day}.txt" for day in ("2022-06-30", "2025-07-31"))
    long = new.read_text(encoding="utf-8").replace("介護保険", "x" * 3000, 4)
    view = looked(pipeline.read(long.encode(), "new.txt"), _read(old))
    (tmp_path / "report.html").write_text(report_page(view), encoding="utf-8")
    page.goto((tmp_path / "report.html").as_uri())
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1200


def test_the_print_is_a4_holds_the_folded_rows_and_turns_the_table(report, tmp_path):
    report.pdf(path=str(tmp_path / "report.pdf"), prefer_css_page_size=True)
    import pypdfium2

    document = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    sizes = {tuple(round(side) for side in document[n].get_size()) for n in range(len(document))}
    text = "".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))
    assert sizes == {(595, 842), (842, 595)}
    assert "第45行" in text.replace(" ", "")
    assert "キー操作" not in text
    assert "表示中" not in text


def test_a_print_of_a_narrowed_page_says_how_much_is_left_out(report):
    report.get_by_label("※の項目だけ").check()
    report.emulate_media(media="print")
    assert report.locator(".shown").is_visible()
    assert "変更 10/28" in report.locator(".shown").inner_text()
    assert not report.locator(".filters label").first.is_visible()
    assert not report.locator(".table-tools").is_visible()
    report.get_by_label("表にまだない行だけ").evaluate("box => box.click()")
    assert report.get_by_text("表にまだない行だけ").is_visible()


def test_a_print_fills_its_pages(report, tmp_path):
    """An entry may go over the foot of a page; of the example with entries kept whole 32 pages are printed."""
    report.pdf(path=str(tmp_path / "report.pdf"), prefer_css_page_size=True)
    import pypdfium2

    assert len(pypdfium2.PdfDocument(tmp_path / "report.pdf")) <= 26


def test_on_a_small_screen_every_value_of_a_version_keeps_its_name(report):
    report.set_viewport_size({"width": 390, "height": 900})
    names = "[...document.querySelectorAll('.versions td')].map(cell => getComputedStyle(cell, '::before').content)"
    assert report.evaluate(names)[3].replace('" "', "") == '"変更箇所の行: "'


def test_without_script_a_link_leads_below_the_bar_and_no_bar_is_empty(chromium, example, tmp_path):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1200, "height": 700})
    page = context.new_page()
    page.goto(example + "#c9")
    heading, bar = page.locator("#c9 h4").bounding_box(), page.locator(".tools").bounding_box()
    assert heading["y"] >= bar["y"] + bar["height"]
    (tmp_path / "alone.html").write_text(report_page(looked(_read(GOLDEN / "new.txt"))), encoding="utf-8")
    page.goto((tmp_path / "alone.html").as_uri())
    assert not page.locator(".tools").is_visible()
    context.close()


def test_a_report_of_139_rows_opens_in_a_second_and_filters_at_once(page, tmp_path):
    seeds = Path(__file__).resolve().parents[3] / "shared" / "seeds"
    if not seeds.is_dir():
        pytest.skip("the real documents are not here")
    (large,) = seeds.glob("004_*.txt")
    (tmp_path / "report.html").write_text(report_page(looked(_read(large))), encoding="utf-8")
    page.goto((tmp_path / "report.html").as_uri())
    loaded = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    asked = page.evaluate(
        """() => {
            const start = performance.now();
            document.querySelector(".filters input[type=checkbox]").click();
            document.body.offsetHeight;
            return performance.now() - start;
        }"""
    )
    assert page.locator(".row").count() == 139
    assert loaded < 1_000
    assert asked < 200
