"""A real browser for the tests in this folder: Debian's Chromium, driven by Playwright.

Every page is watched: an error in the console, a breach of the content security policy or a request that leaves the
machine fails the test that caused it.
"""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:  # only the environment "browser" has it, and only these fixtures need it
    from playwright import sync_api

_HERE = ("127.0.0.1", "localhost", "::1", "")
"""Hosts that are this machine; the empty one is that of ``file:``, ``data:`` and ``blob:`` addresses."""

_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
)
"""A container has no user namespaces for the sandbox; the rest keeps the browser itself from calling out."""


@pytest.fixture(scope="session")
def chromium() -> Iterator["sync_api.Browser"]:
    """One browser for the whole run."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.fail("the browser tests need chromium (Debian: apt-get install chromium)", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_QUIET))
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: "sync_api.Browser") -> Iterator["sync_api.BrowserContext"]:
    """A fresh profile, 1200 pixels wide, that reads Japanese and may use the clipboard."""
    context = chromium.new_context(
        viewport={"width": 1200, "height": 900}, locale="ja-JP", permissions=["clipboard-read", "clipboard-write"]
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def faults() -> list[str]:
    """What went wrong on the page of this test; a test that provokes a fault on purpose empties it again."""
    return []


@pytest.fixture
def page(context: "sync_api.BrowserContext", faults: list[str]) -> Iterator["sync_api.Page"]:
    """A page whose console stays clean and whose requests stay on this machine."""
    page = context.new_page()
    page.on("console", lambda message: message.type == "error" and faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("request", lambda request: _leaves(request.url) and faults.append(f"request to {request.url}"))
    yield page
    assert faults == []


def _leaves(address: str) -> bool:
    return (urlsplit(address).hostname or "") not in _HERE


@pytest.fixture
def accessibility_faults():
    """A function from a page to what axe-core calls serious or critical on it: rule, and the elements."""
    from axe_playwright_python.sync_playwright import Axe

    def find(page: "sync_api.Page") -> list[tuple[str, list[str]]]:
        violations = Axe().run(page).response["violations"]
        return [
            (violation["id"], [node["html"][:120] for node in violation["nodes"]])
            for violation in violations
            if violation["impact"] in ("serious", "critical")
        ]

    return find
