"""The page with users, in a real browser: a wrong password, a reader, an editor, and leaving again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from rag.archive import Archive
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings
from tests.ui.serving import MINUTES
from tests.ui.web.test_browser import CHROMIUM, FLAGS, PATIENCE, SHOTS, UPLOADED, Watched
from ui.access.gate import Gate
from ui.cli.ui import serve_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PASSWORD = "一把很长的钥匙，谁也猜不到"  # noqa: S105 - nobody's
QUESTION = "澄溪区第7次常务会议由谁主持？"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("users") / "home"


@pytest.fixture(scope="module")
def url(home: Path) -> Iterator[str]:
    """All doors of an archive with a reader and an editor."""
    if not CHROMIUM.exists():
        pytest.skip(f"needs {CHROMIUM}")
    gate = Gate.of(home, guarded=True)
    gate.users.add("程远", "reader", PASSWORD)
    gate.users.add("周敏", "editor", PASSWORD)
    settings = Settings(home=home)
    with Archive.open(settings, embedder=HashedBigrams(), write=True) as archive:
        path = home.parent / "chengxi-07.txt"
        path.write_text(MINUTES, encoding="utf-8")
        list(archive.add_all([str(path)]))
        address, close = serve_page(archive, settings, gate, "127.0.0.1", 0)
        try:
            yield address
        finally:
            close()


@pytest.fixture
def page(url: str) -> Iterator[Page]:
    """A browser that nobody is signed in at."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        opened = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 860}).new_page()
        opened.goto(url)
        yield opened
        browser.close()


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", password)
    page.click("button[type=submit]")


def test_a_reader_signs_in_asks_and_leaves(page: Page, url: str, home: Path) -> None:
    assert page.url.endswith("/login")
    sign_in(page, "程远", "不是这个密码")
    assert "用户名或密码不对" in page.inner_text("[role=alert]")
    assert page.evaluate("document.activeElement.name") == "password", "the name stays, so the password is asked for"
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / "sign-in.png")
    watched = Watched(page).watch()
    sign_in(page, "程远")
    page.wait_for_selector("#jy-question textarea", timeout=PATIENCE)
    page.locator(".jy-who", has_text="程远").wait_for(timeout=PATIENCE)
    watched.ask(QUESTION)
    assert "程潮" in page.inner_text("#jy-chat")
    watched.shoot("signed-in")
    watched.well()
    page.click(".jy-who button")
    page.wait_for_url("**/login", timeout=PATIENCE)
    page.goto(url)
    assert page.url.endswith("/login")
    journal = [json.loads(one) for one in (home / "journal.jsonl").read_text("utf-8").splitlines()]
    assert {"user": "程远", "action": "ask", "detail": QUESTION}.items() <= journal[-2].items()
    assert journal[-1]["action"] == "sign_out"


@pytest.mark.parametrize(("name", "filed"), [("程远", False), ("周敏", True)])
def test_only_an_editor_puts_files_in(page: Page, tmp_path: Path, home: Path, *, name: str, filed: bool) -> None:
    sign_in(page, name)
    page.wait_for_selector("#jy-question textarea", timeout=PATIENCE)
    path = tmp_path / f"{name}-08.txt"
    path.write_text(UPLOADED.replace("第7次", "第8次"), encoding="utf-8")
    page.get_by_role("tab", name="文档管理").click()
    with page.expect_response("**/gradio_api/upload*", timeout=PATIENCE) as sent:
        page.set_input_files("#jy-files input[type=file]", [str(path)])
    assert sent.value.ok is filed
    if filed:
        page.locator("#jy-uploads .jy-progress", has_text="已读 1 / 1").wait_for(timeout=PATIENCE)
    actions = [json.loads(one) for one in (home / "journal.jsonl").read_text("utf-8").splitlines()]
    assert any(one["action"] == "ingest" and one["user"] == name for one in actions) is filed


def test_the_doors_stand_side_by_side(url: str) -> None:
    import httpx

    with httpx.Client(base_url=url, trust_env=False) as client:
        assert client.get("/api/meetings").json()["error"]["kind"] == "not_signed_in"
        assert client.post("/mcp", json={}).status_code == 401
        assert client.get("/config").status_code == 401
