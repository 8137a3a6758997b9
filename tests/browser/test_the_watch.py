"""The fixtures of this folder see what they promise to see."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


def _open(page, folder: Path, body: str) -> None:
    (folder / "page.html").write_text(f"<!doctype html><html lang=ja><title>頁</title><main>{body}</main>", "utf-8")
    page.goto((folder / "page.html").as_uri())


def test_a_sound_page_has_no_fault(page, tmp_path, accessibility_faults):
    _open(page, tmp_path, "<h1>澄原市</h1>")
    assert page.text_content("h1") == "澄原市"
    assert accessibility_faults(page) == []


def test_a_picture_without_words_is_an_accessibility_fault(page, tmp_path, accessibility_faults):
    _open(page, tmp_path, "<h1>澄原市</h1><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>")
    assert [rule for rule, _ in accessibility_faults(page)] == ["image-alt"]


def test_a_script_error_and_a_request_that_leaves_are_seen(page, tmp_path, faults):
    page.context.route("http://192.0.2.1/**", lambda route: route.abort())
    _open(page, tmp_path, "<script>fetch('http://192.0.2.1/x').catch(() => {}); setTimeout(() => 無い名(), 0)</script>")
    page.wait_for_timeout(300)
    assert any("request to http://192.0.2.1/x" in fault for fault in faults)
    assert any(fault.startswith("script:") for fault in faults)
    faults.clear()


def test_a_breach_of_the_content_security_policy_is_seen(page, tmp_path, faults):
    policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
    (tmp_path / "p.html").write_text(
        f"<!doctype html><html lang=ja>{policy}<title>頁</title><script>1</script>", "utf-8"
    )
    page.goto((tmp_path / "p.html").as_uri())
    assert any("Content Security Policy" in fault for fault in faults)
    faults.clear()
