"""The page in a real browser: ask, see the quote, upload, and nothing that a document carries is ever run."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from evals.corpus import sample_paths
from rag.archive import Archive
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings
from tests.source import ROOT
from tests.ui.made import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Request

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
SHOTS = ROOT / "screenshots"
PATIENCE = 60_000  # milliseconds
ANSWERED = "#jy-chat .jy-foot"
QUESTION = "枫浦区第四次全体会议由谁主持？"
UPLOADED = """澄溪区人民政府第7次常务会议纪要

2024年3月5日，区长程潮在区政府一号会议室主持召开区政府第7次常务会议。现将会议内容纪要如下：

一、审议《澄溪区河道管护办法》
会议听取了区水务局关于《澄溪区河道管护办法》的汇报。
会议原则同意该办法，由区水务局修改完善后印发。

二、听取防汛准备情况的汇报
会议强调，区应急管理局要在5月底前完成物资储备。
"""


@dataclass
class Watched:
    """A page and everything it must not do: reach out, complain, raise, or run what a document carries."""

    page: Page
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> Watched:
        self.page.add_init_script("window.hit = 0")
        self.page.on("request", self._requested)
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return self

    def _requested(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in {"127.0.0.1", None}:
            self.outside.append(request.url)

    def open(self, url: str) -> None:
        self.page.goto(url, wait_until="domcontentloaded")
        self.page.wait_for_selector("#jy-question textarea", timeout=PATIENCE)
        self.page.wait_for_selector("#jy-evidence .jy-guide", timeout=PATIENCE)

    def ask(self, question: str) -> None:
        before = self.page.locator(ANSWERED).count()
        self.page.fill("#jy-question textarea", question)
        self.page.keyboard.press("Enter")
        self.page.locator(ANSWERED).nth(before).wait_for(timeout=PATIENCE)
        self.page.locator("#jy-evidence .jy-asked").first.wait_for(timeout=PATIENCE)
        self.page.locator("#jy-retry:not([disabled])").wait_for(timeout=PATIENCE)

    def choose(self, name: str, text: str) -> None:
        """Pick the option of a dropdown that holds a text."""
        self.page.click(f"#{name} input")
        self.page.locator("[role=option]", has_text=text).first.click(timeout=PATIENCE)

    def tab(self, name: str) -> None:
        shown = self.page.get_by_role("tab", name=name)
        if shown.count() == 0:  # a narrow screen keeps the last tabs in a menu
            self.page.click("#jy-tabs .overflow-menu > button")
            shown = self.page.locator("#jy-tabs .overflow-dropdown button", has_text=name)
        shown.click()

    def upload(self, *paths: Path) -> None:
        self.tab("文档管理")
        self.page.set_input_files("#jy-files input[type=file]", [str(path) for path in paths])
        done = f"已读 {len(paths)} / {len(paths)}"
        self.page.locator("#jy-uploads .jy-progress", has_text=done).wait_for(timeout=PATIENCE)

    def shoot(self, name: str, *, whole: bool = False) -> None:
        SHOTS.mkdir(exist_ok=True)
        self.page.wait_for_timeout(700)  # for transitions to end
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=whole)

    def well(self) -> None:
        assert self.outside == []
        assert self.complaints == []
        assert self.page.evaluate("window.hit") == 0


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The page over a new archive of the sample minutes, on a free port."""
    from ui.access.gate import Gate
    from ui.web.page import serve
    from ui.web.session import Session

    settings = Settings(home=home)
    with Archive.open(settings, embedder=HashedBigrams(), write=True) as archive:
        for _ in archive.add_all(map(str, sample_paths())):
            pass
        url, close = serve(Session(archive, settings.limits), "127.0.0.1", 0, Gate.of(home))
        try:
            yield url
        finally:
            close()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not CHROMIUM.exists():
        pytest.skip(f"needs {CHROMIUM}")
    with served(tmp_path_factory.mktemp("page") / "home") as address:
        yield address


@pytest.fixture(scope="module")
def browser(url: str) -> Iterator[Browser]:
    del url  # so that it skips without a browser
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield opened
        opened.close()


@contextmanager
def visiting(
    browser: Browser, url: str, *, width: int = 1280, scheme: str = "light", lang: str = "zh-CN"
) -> Iterator[Watched]:
    height = 860 if width > 600 else 780
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": height},
        locale=lang,
        color_scheme="dark" if scheme == "dark" else "light",
    )
    try:
        watched = Watched(context.new_page()).watch()
        watched.open(url)
        yield watched
        watched.well()
    finally:
        context.close()


def test_an_answer_has_its_quote_highlighted_beside_it(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        visit.shoot("ask-empty")
        visit.ask(QUESTION)
        visit.shoot("ask-light")
        assert "左岸" in visit.page.inner_text("#jy-chat")
        assert "左岸" in " ".join(visit.page.locator("#jy-evidence mark").all_inner_texts())


def test_a_mark_leads_to_its_card(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        visit.ask(QUESTION)
        visit.ask("枫浦区第四次全体会议研究了哪些议题？")
        address = visit.page.url
        mark = visit.page.locator("#jy-chat a.jy-mark").first
        card = visit.page.locator(f"[id='{(mark.get_attribute('href') or '')[1:]}']")
        assert not card.is_visible(), "the card of an earlier question is folded away"
        mark.click()
        visit.page.wait_for_timeout(800)
        assert card.is_visible()
        assert "jy-found" in (card.get_attribute("class") or "")
        assert visit.page.url == address


def test_an_answer_is_copied_with_its_sources(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visit.ask(QUESTION)
        visit.page.click("#jy-chat a.jy-copy")
        visit.page.wait_for_selector("#jy-chat a.jy-copy.jy-done")
        copied = visit.page.evaluate("navigator.clipboard.readText()")
        claim, _, source = copied.partition("\n\n[1] 《")
        assert claim.endswith("[1]")
        assert "左岸" in source


def test_a_suggested_question_is_asked_by_a_click(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        suggested = visit.page.locator("#jy-chat .example").first
        text = suggested.inner_text().strip()
        suggested.click()
        visit.page.locator(ANSWERED).first.wait_for(timeout=PATIENCE)
        assert text in visit.page.inner_text("#jy-chat")


def test_what_is_not_in_the_archive_is_refused_with_its_kind(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        visit.ask("月球基地的量子食堂由哪位船长批准？")
        visit.shoot("refusal")
        assert visit.page.locator("#jy-chat .jy-badge.jy-refused").count() == 1


def test_a_new_talk_empties_the_talk_and_the_evidence(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        visit.ask(QUESTION)
        visit.page.click("#jy-new")
        visit.page.wait_for_selector("#jy-evidence .jy-guide", timeout=PATIENCE)
        visit.page.wait_for_selector("#jy-chat .example", timeout=PATIENCE)
        assert visit.page.locator("#jy-chat .message").count() == 0


def test_an_uploaded_file_can_be_asked_about_and_removed(browser: Browser, url: str, tmp_path: Path) -> None:
    (tmp_path / "澄溪第7次.txt").write_text(UPLOADED, encoding="utf-8")
    with visiting(browser, url) as visit:
        visit.upload(tmp_path / "澄溪第7次.txt")
        visit.page.locator("#jy-documents td", has_text="澄溪第7次.txt").wait_for(timeout=PATIENCE)
        visit.shoot("documents-light")
        visit.tab("问答")
        visit.ask("澄溪区第7次常务会议对河道管护办法作了什么决定？")
        assert "原则同意" in " ".join(visit.page.locator("#jy-evidence mark").all_inner_texts())
        visit.tab("文档管理")
        visit.page.locator("#jy-documents .jy-open", has_text="澄溪第7次.txt").click()
        visit.page.click("#jy-remove", timeout=PATIENCE)
        visit.page.locator("#jy-confirm", has_text="确认从档案中删除").wait_for(timeout=PATIENCE)
        visit.page.click("#jy-sure")
        visit.page.locator("#jy-documents td", has_text="澄溪第7次.txt").wait_for(state="detached", timeout=PATIENCE)


def test_each_refused_file_has_its_reason(browser: Browser, url: str, tmp_path: Path) -> None:
    (tmp_path / "小说.txt").write_text("那天夜里下了很大的雨。\n" * 60, encoding="utf-8")
    (tmp_path / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(2_000))
    with zipfile.ZipFile(tmp_path / "澄溪.zip", "w") as packed:
        packed.writestr("第7次.txt", UPLOADED)
    with visiting(browser, url) as visit:
        visit.upload(tmp_path / "小说.txt", tmp_path / "照片.jpg", tmp_path / "澄溪.zip")
        rows = visit.page.locator("#jy-uploads tbody tr").all_inner_texts()
        visit.shoot("upload-results")
        assert [row.split("\t")[1] for row in rows] == ["拒收", "拒收", "新增"]
        assert all(row.split("\t")[2] for row in rows)


def test_markup_in_documents_and_names_is_shown_and_never_run(browser: Browser, url: str, tmp_path: Path) -> None:
    name = "<img src=x onerror='window.hit=1'>纪要.txt"
    text = UPLOADED.replace("澄溪", "霁川").replace("会议原则同意该办法", f"会议原则同意该办法{HOSTILE}")
    (tmp_path / name).write_text(text, encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><p>{'</p><p>'.join(text.splitlines())}</p></body></html>", encoding="utf-8")
    with visiting(browser, url) as visit:
        visit.upload(tmp_path / name, page)
        visit.tab("问答")
        visit.ask(f"霁川区第7次常务会议对河道管护办法作了什么决定？{HOSTILE}")
        visit.ask("霁川区第7次常务会议对河道管护办法作了什么决定？")
        visit.shoot("hostile")
        for place in ("#jy-chat", "#jy-evidence", "#jy-uploads", "#jy-documents"):
            assert visit.page.locator(f"{place} script, {place} img[src=x], {place} [onerror]").count() == 0
        assert "window.hit=1" in visit.page.inner_text("#jy-evidence"), "it is shown as it was written"
        visit.well()


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits_the_screen_in_light_and_dark(browser: Browser, url: str, width: int, look: str) -> None:
    with visiting(browser, url, width=width, scheme=look) as visit:
        visit.ask(QUESTION)
        name = f"{width}-{look}"
        visit.shoot(f"ask-{name}", whole=width < 600)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, "nothing sticks out"
        visit.tab("文档管理")
        visit.shoot(f"documents-{name}", whole=width < 600)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_labels_are_english_in_an_english_browser(browser: Browser, url: str) -> None:
    with visiting(browser, url, lang="en-US") as visit:
        assert visit.page.locator("#jy-tabs button[role=tab]").first.inner_text() == "Ask"
        assert visit.page.get_attribute("#jy-question textarea", "placeholder") == "Ask about the minutes; Enter sends"
        assert "Evidence" in visit.page.inner_text("#jy-evidence")
        visit.shoot("english")
