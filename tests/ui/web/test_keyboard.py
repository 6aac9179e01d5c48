"""The desk without a mouse: from a duty to its source, its status noted, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.web.test_browser import PATIENCE, browser, url, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser", "url"]  # fixtures
pytestmark = pytest.mark.browser
MOST = 60
"""Keys within which anything must be reached."""


def reach(page: Page, selector: str) -> None:
    """Go on by Tab until what the selector names has the focus."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            return
    pytest.fail(f"{selector} is not reached by {MOST} tabs")


def test_a_duty_is_noted_by_keys_alone(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        page = visit.page
        page.evaluate("document.activeElement.blur()")
        reach(page, "#jy-tabs [data-tab-id=ledger]")
        page.keyboard.press("Enter")
        page.locator("#jr-ledger tbody tr").first.wait_for(timeout=PATIENCE)
        reach(page, "#jr-ledger tr")
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.matches('#jr-ledger-source .jy-card')", timeout=PATIENCE)
        reach(page, "#jr-state input")
        reach(page, "#jr-state input")
        page.keyboard.press("Space")
        reach(page, "#jr-note textarea")
        page.keyboard.type("已电话催办")
        reach(page, "#jr-save")
        page.keyboard.press("Enter")
        page.locator("#jr-notes", has_text="已电话催办").wait_for(timeout=PATIENCE)
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.matches('#jr-ledger tr.jr-chosen')")
        assert "推进中" in page.inner_text("#jr-ledger tr.jr-chosen")


def test_what_has_no_visible_label_is_named_for_those_who_hear_the_page(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        named = {name: visit.page.get_attribute(f"#{name} input", "aria-label") for name in ("jy-past", "jy-place")}
        assert named == {"jy-past": "历次对话", "jy-place": "全部地区"}
