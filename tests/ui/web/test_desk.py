"""The desk in a real browser, as a clerk walks it: a summary and its sources, items over time, the ledger and its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest

from tests.ui.web.test_browser import CHROMIUM, FLAGS, PATIENCE, served, visiting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.ui.web.test_browser import Watched

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not CHROMIUM.exists():
        pytest.skip(f"needs {CHROMIUM}")
    with served(tmp_path_factory.mktemp("desk") / "home") as address:
        yield address


@pytest.fixture(scope="module")
def browser(url: str) -> Iterator[Browser]:
    del url  # so that it skips without a browser
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield opened
        opened.close()


def go(visit: Watched, tab: str, landmark: str) -> None:
    visit.page.get_by_role("tab", name=tab).click()
    visit.page.locator(landmark).first.wait_for(timeout=PATIENCE)


def choose(visit: Watched, field: str, text: str) -> None:
    visit.page.fill(f"{field} input", text)
    visit.page.locator("[role=option]", has_text=text).first.click()


def test_a_meeting_is_chosen_and_each_mark_leads_to_its_quote(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        go(visit, "会议摘要", "#jr-summary .jr-title")
        first = visit.page.inner_text("#jr-summary .jr-title")
        choose(visit, "#jr-meeting", "澜湖")
        visit.page.wait_for_function(
            "was => document.querySelector('#jr-summary .jr-title')?.innerText !== was", arg=first, timeout=PATIENCE
        )
        duty = visit.page.locator("#jr-summary .jr-duty > p").first
        sentence = duty.evaluate("one => one.firstChild.textContent.trim()")
        duty.locator(".jr-mark").first.click()
        quote = visit.page.locator("#jr-summary-source .jy-card mark")
        quote.first.wait_for(timeout=PATIENCE)
        assert sentence[:12] in "".join(quote.all_inner_texts())
        visit.shoot("summary-1280-light")


def test_a_summary_is_fetched_as_a_document_named_by_its_meeting(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        go(visit, "会议摘要", "#jr-summary .jr-title")
        title = visit.page.inner_text("#jr-summary .jr-title")
        with visit.page.expect_download(timeout=PATIENCE) as fetched:
            visit.page.click("#jr-summary-docx-button")
        assert fetched.value.suggested_filename == f"{title}.docx"
        assert docx.Document(str(fetched.value.path())).paragraphs[0].text == title


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_tab_fits_the_screen(browser: Browser, url: str, width: int, look: str) -> None:
    landmarks = {"会议摘要": "#jr-summary .jr-title"}
    with visiting(browser, url, width=width, scheme=look) as visit:
        for number, (tab, landmark) in enumerate(landmarks.items(), 1):
            go(visit, tab, landmark)
            visit.shoot(f"desk-{number}-{width}-{look}", whole=width < 600)
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, tab
