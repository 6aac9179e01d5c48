"""Answers that are slow or break, in a real browser."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from ingest.limits import Limits
from tests.ui.cli.conftest import MINUTES
from tests.ui.fakes import FakeArchive
from tests.ui.web.test_browser import CHROMIUM, FLAGS, PATIENCE, visiting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rag.records import Answer, Claim, Turn
    from tests.ui.web.test_browser import Watched

pytestmark = pytest.mark.browser


class Slow(FakeArchive):
    """Hands out its first claim at once, and while it is slow the answer only when it is let go on."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()
        self.slow = True

    def ask_stream(
        self, question: str, history: Sequence[Turn] = (), model: str | None = None, within: Sequence[str] = ()
    ) -> Iterator[Claim | Answer]:
        answer = self.ask(question, history, model, within)
        yield from answer.claims
        if self.slow:
            self.go_on.wait(60)
        yield answer


class Faulty(FakeArchive):
    """Breaks while it answers, as only a bug does."""

    def ask_stream(
        self, question: str, history: Sequence[Turn] = (), model: str | None = None, within: Sequence[str] = ()
    ) -> Iterator[Claim | Answer]:
        yield from self.ask(question, history, model, within).claims
        message = "a bug"
        raise ZeroDivisionError(message)


@contextmanager
def opened(archive: FakeArchive, tmp_path: Path) -> Iterator[Watched]:
    """The page over an archive that holds one file of minutes, in a browser."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    if not CHROMIUM.exists():
        pytest.skip(f"needs {CHROMIUM}")
    from ui.access.gate import Gate
    from ui.web.page import serve
    from ui.web.session import Session

    (tmp_path / "第7次.txt").write_text(MINUTES, encoding="utf-8")
    list(archive.add_all([str(tmp_path / "第7次.txt")]))
    url, close = serve(Session(archive, Limits()), "127.0.0.1", 0, Gate.of(tmp_path))
    try:
        with sync_api.sync_playwright() as play:
            browser = play.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
            with visiting(browser, url) as visit:
                yield visit
            browser.close()
    finally:
        close()


def test_a_slow_answer_shows_what_is_verified_and_can_be_stopped(tmp_path: Path) -> None:
    archive = Slow()
    with opened(archive, tmp_path) as visit:
        page = visit.page
        page.fill("#jy-question textarea", "会议原则同意什么办法")
        page.keyboard.press("Enter")
        page.locator("#jy-chat .jy-claim").wait_for(timeout=PATIENCE)
        assert page.locator("#jy-chat .jy-waiting").count() == 1
        page.locator("#jy-stop:not([disabled])").click(timeout=PATIENCE)
        page.locator("#jy-chat", has_text="已停止").wait_for(timeout=PATIENCE)
        assert page.locator("#jy-chat .jy-claim").count() == 1, "what was verified stays"
        page.wait_for_timeout(1500)  # Gradio takes no question until the stopped one has let go
        archive.slow = False
        visit.ask("会议原则同意什么办法")
        assert page.locator("#jy-evidence mark").count() == 1
        archive.go_on.set()


def test_a_bug_ends_the_wait_and_the_next_question_can_be_asked(tmp_path: Path) -> None:
    with opened(Faulty(), tmp_path) as visit:
        visit.page.fill("#jy-question textarea", "会议原则同意什么办法")
        visit.page.keyboard.press("Enter")
        visit.page.locator("#jy-chat", has_text="没有答完").wait_for(timeout=PATIENCE)
        assert visit.page.locator("#jy-question .submit-button").is_visible()
