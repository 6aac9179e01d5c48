"""The desk in a real browser, as a clerk walks it: a summary and its sources, items over time, the ledger and its notes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

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
    visit.tab(tab)
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


def test_a_search_leads_to_quotes_and_to_a_matter_over_time(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        go(visit, "议题检索", "#jr-items .jr-hit")
        visit.page.fill("#jr-text textarea", "农村供水")
        visit.page.keyboard.press("Enter")
        visit.page.locator("#jr-items .jr-hit mark").first.wait_for(timeout=PATIENCE)
        visit.page.locator("#jr-items .jr-quote .jr-mark").first.click()
        quote = visit.page.locator("#jr-items-source .jy-card mark")
        quote.first.wait_for(timeout=PATIENCE)
        assert "农村供水" in "".join(quote.all_inner_texts())
        visit.page.locator("#jr-items .jr-link", has_text="看历次研究").first.click()
        visit.page.locator("#jr-timeline circle").first.wait_for(timeout=PATIENCE)
        visit.page.locator("#jr-recurring .jr-chip").first.click()
        visit.page.locator("#jr-timeline circle").nth(1).wait_for(timeout=PATIENCE)
        before = "".join(quote.all_inner_texts())
        visit.page.locator("#jr-timeline g[data-pick]").nth(1).click()
        visit.page.wait_for_function(
            "was => [...document.querySelectorAll('#jr-items-source mark')].map(one => one.innerText).join('') !== was",
            arg=before,
            timeout=PATIENCE,
        )
        visit.shoot("items-1280-light")


def test_a_facet_narrows_what_was_found(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        go(visit, "议题检索", "#jr-items .jr-hit")
        everything = visit.page.inner_text("#jr-items .jr-count")
        choose(visit, "#jr-items-outcomes", "暂缓")
        visit.page.wait_for_function(
            "was => document.querySelector('#jr-items .jr-count').innerText !== was", arg=everything, timeout=PATIENCE
        )
        badges = visit.page.locator("#jr-items .jr-hit").all_inner_texts()
        assert badges
        assert all("暂缓" in one for one in badges)


def test_what_is_noted_of_a_duty_outlives_the_visit(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        go(visit, "决策台账", "#jr-ledger tbody tr")
        visit.page.check("#jr-ledger-overdue input")
        visit.page.wait_for_function(
            "() => [...document.querySelectorAll('#jr-ledger tbody tr')].every(one => one.matches('.jr-late'))",
            timeout=PATIENCE,
        )
        row = visit.page.locator("#jr-ledger tbody tr").first
        said = row.locator(".jr-said").first.inner_text()
        row.click()
        quote = visit.page.locator("#jr-ledger-source .jy-card mark")
        quote.first.wait_for(timeout=PATIENCE)
        assert said[:10] in "".join(quote.all_inner_texts())
        visit.page.get_by_label("推进中").check()
        visit.page.fill("#jr-note textarea", "已发函催办")
        visit.page.click("#jr-save")
        visit.page.locator("#jr-ledger tr.jr-chosen", has_text="已发函催办").wait_for(timeout=PATIENCE)
        visit.shoot("ledger-1280-light")
    with visiting(browser, url) as visit:
        go(visit, "决策台账", "#jr-ledger tbody tr")
        choose(visit, "#jr-ledger-states", "推进中")
        visit.page.wait_for_function(
            "() => document.querySelectorAll('#jr-ledger tbody tr').length === 1", timeout=PATIENCE
        )
        assert "已发函催办" in visit.page.inner_text("#jr-ledger tbody")


def test_the_ledger_is_fetched_as_a_workbook_of_what_is_listed(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        go(visit, "决策台账", "#jr-ledger tbody tr")
        choose(visit, "#jr-ledger-outcomes", "暂缓")
        visit.page.wait_for_function(
            "() => [...document.querySelectorAll('#jr-ledger tbody tr')].every(one => one.innerText.includes('暂缓'))",
            timeout=PATIENCE,
        )
        rows = visit.page.locator("#jr-ledger tbody tr").count()
        with visit.page.expect_download(timeout=PATIENCE) as fetched:
            visit.page.click("#jr-ledger-xlsx-button")
        assert fetched.value.suggested_filename.endswith(".xlsx")
        sheet = openpyxl.load_workbook(BytesIO(fetched.value.path().read_bytes())).active
        assert isinstance(sheet, Worksheet)
        assert sheet.max_row == rows + 2


def test_without_a_run_the_page_says_how_to_measure(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        go(visit, "评测", "#jr-evals section")
        assert "jiyao eval" in visit.page.inner_text("#jr-evals")


def test_the_state_of_things_names_what_is_held(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        go(visit, "状态", "#jr-status section")
        told = visit.page.inner_text("#jr-status")
        assert "不联网" in told
        assert "hashed-bigrams" in told


def test_a_source_can_be_closed_on_a_phone_and_comes_back(browser: Browser, url: str) -> None:
    with visiting(browser, url, width=390) as visit:
        go(visit, "会议摘要", "#jr-summary .jr-title")
        mark = visit.page.locator("#jr-summary .jr-mark").first
        card = visit.page.locator("#jr-summary-source .jy-card")
        mark.click()
        card.wait_for(timeout=PATIENCE)
        visit.page.locator(".jr-close:visible").click()
        assert not card.is_visible()
        mark.click()
        card.wait_for(timeout=PATIENCE)


def test_the_desk_is_english_in_an_english_browser(browser: Browser, url: str) -> None:
    with visiting(browser, url, lang="en-US") as visit:
        go(visit, "Ledger", "#jr-ledger tbody tr")
        assert "Matter" in visit.page.inner_text("#jr-ledger thead")
        assert "not started" in visit.page.inner_text("#jr-ledger tbody")
        visit.shoot("ledger-english")
        go(visit, "Summaries", "#jr-summary .jr-title")
        assert "Items and decisions" in visit.page.inner_text("#jr-summary")


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_tab_fits_the_screen(browser: Browser, url: str, width: int, look: str) -> None:
    landmarks = {
        "会议摘要": "#jr-summary .jr-title",
        "议题检索": "#jr-items .jr-hit",
        "决策台账": "#jr-ledger tbody tr",
        "评测": "#jr-evals section",
        "状态": "#jr-status section",
    }
    with visiting(browser, url, width=width, scheme=look) as visit:
        for number, (tab, landmark) in enumerate(landmarks.items(), 1):
            go(visit, tab, landmark)
            visit.shoot(f"desk-{number}-{width}-{look}", whole=width < 600)
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, tab
