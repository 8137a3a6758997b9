"""The site of the pages works from a folder on a disk, loads nothing from elsewhere, and finds Japanese words."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    subprocess.run([sys.executable, "-m", "sphinx", "-q", "-b", "html", DOCS, folder], check=True)
    return folder


@pytest.mark.parametrize(
    "name", ["index", "first-steps/drafter", "first-steps/programmer", "forms/priority", "commands", "api", "formats"]
)
def test_a_page_stands_by_itself_and_keeps_to_the_width_of_the_window(page, site, name):
    page.set_viewport_size({"width": 1000, "height": 800})
    page.goto((site / f"{name}.html").as_uri())

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(("name", "language"), [("first-steps/programmer", "ja"), ("api", "en")])
def test_a_page_tells_its_language_to_the_browser(page, site, name, language):
    page.goto((site / f"{name}.html").as_uri())

    assert language == page.evaluate("document.documentElement.lang")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("公金受取口座", ["版を残して調べる（文書管理、調査）"]),
        ("委託先名", ["様式3 重点項目評価書", "様式4 全項目評価書"]),
        ("broken-chain", ["Findings"]),
        ("Sudachi", ["How it works"]),
        ("re_extract", ["API for programs"]),
    ],
)
def test_the_search_finds_the_pages_that_have_the_words(page, site, words, found):
    page.goto((site / "search.html").as_uri() + f"?q={words}")

    # Results come one after the other.
    for title in found:
        page.locator("ul.search li > a").get_by_text(title, exact=True).first.wait_for()


def test_the_search_does_not_find_what_stands_on_no_page(page, site):
    page.goto((site / "search.html").as_uri() + "?q=幽霊屋敷")
    page.wait_for_function("document.querySelector('.search-summary')?.innerText.length > 0")

    assert page.query_selector("ul.search li") is None
