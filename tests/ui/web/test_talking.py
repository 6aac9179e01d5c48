"""What a clerk does at the desk, in a real browser: evidence in three faces, ranges, verdicts, earlier talks, quality."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.made import HOSTILE
from tests.ui.web.test_browser import ANSWERED, PATIENCE, QUESTION, UPLOADED, browser, url, visiting

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

__all__ = ["browser", "url"]  # fixtures
pytestmark = pytest.mark.browser

OTHER = "霁川区"
NOISY = f"""首页 > 政务公开 > 会议公开
字体：大 中 小  打印本页
{UPLOADED.replace("澄溪", "霁川").replace("一、审议", "一、審議").replace("会议听取了", "會議(huìyì)聽取了")}
上一篇：关于召开座谈会的通知
联系电话：0571-88886666
"""
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""
MOST_SHIFT = 0.05


def test_a_card_is_read_in_the_original_clean_and_simplified(browser: Browser, url: str, tmp_path: Path) -> None:
    (tmp_path / "霁川第7次.txt").write_text(NOISY, encoding="utf-8")
    with visiting(browser, url) as visit:
        visit.upload(tmp_path / "霁川第7次.txt")
        visit.tab("问答")
        visit.ask("霁川区第7次常务会议对河道管护办法作了什么决定？")
        visit.page.locator("#jy-chat a.jy-mark").first.click()
        card = visit.page.locator("#jy-evidence .jy-card").first
        card.locator("mark:visible", has_text="原则同意").wait_for(timeout=PATIENCE)
        assert "(huìyì)" in card.inner_text()
        assert "會議" in card.inner_text()
        card.locator("button[data-face=clean]").click()
        assert "(huìyì)" not in card.inner_text()
        assert "會議" in card.inner_text()
        card.locator("mark:visible", has_text="原则同意").wait_for(timeout=PATIENCE)
        card.locator("button[data-face=simple]").click()
        assert "會議" not in card.inner_text()
        visit.shoot("card-simplified")
        visit.tab("文档管理")
        visit.page.locator("#jy-documents .jy-open", has_text="霁川第7次.txt").click()
        report = visit.page.locator("#jy-report .jy-report")
        report.wait_for(timeout=PATIENCE)
        gone = report.locator("del.jy-gone").all_inner_texts()
        assert any("huìyì" in one for one in gone)
        assert "88886666" not in visit.page.inner_text("#jy-report")
        visit.shoot("quality-light")
        visit.page.click("#jy-reread")
        visit.page.locator("#jy-report .jy-note", has_text="已重新解析").wait_for(timeout=PATIENCE)
        visit.page.click("#jy-remove")
        visit.page.locator("#jy-confirm .jy-note").wait_for(timeout=PATIENCE)
        visit.shoot("delete-confirm")
        visit.page.click("#jy-sure")
        visit.page.locator("#jy-documents .jy-open", has_text="霁川第7次.txt").wait_for(
            state="detached", timeout=PATIENCE
        )


def test_a_conversation_is_held_to_the_place_that_was_chosen(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        visit.choose("jy-place", "枫浦区")
        visit.ask("澜湖区第6次常务会议由谁主持？")
        chips = visit.page.locator("#jy-chat .jy-chips").last.inner_text()
        assert "限定：枫浦区" in chips
        assert "地区 澜湖区" in chips
        assert "只查了所选的“枫浦区”" in visit.page.inner_text("#jy-chat")
        assert "澜湖" not in " ".join(visit.page.locator("#jy-evidence .jy-title").all_inner_texts())
        visit.shoot("held-refusal")
        visit.choose("jy-place", "全部地区")
        visit.ask("澜湖区第6次常务会议由谁主持？")
        assert "程砚秋" in visit.page.locator("#jy-chat .bot").last.inner_text()


def test_a_verdict_is_given_with_its_reason_and_the_talk_reopened_after_a_reload(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        visit.ask(QUESTION)
        visit.page.locator("#jy-chat a.jy-vote", has_text="有误").click()
        visit.page.locator("#jy-judging .jy-why", has_text="哪里不对").wait_for(timeout=PATIENCE)
        visit.page.locator("#jy-reasons label", has_text="有遗漏").click()
        visit.page.fill("#jy-note textarea, #jy-note input", f"没有说到副职{HOSTILE}")
        visit.shoot("verdict")
        visit.page.click("#jy-send")
        visit.page.locator("#jy-chat a.jy-vote.jy-voted", has_text="有误").wait_for(timeout=PATIENCE)
        visit.page.reload()
        visit.page.wait_for_selector("#jy-evidence .jy-guide", timeout=PATIENCE)
        assert visit.page.locator(ANSWERED).count() == 0
        visit.choose("jy-past", QUESTION)
        visit.page.locator("#jy-chat a.jy-vote.jy-voted", has_text="有误").wait_for(timeout=PATIENCE)
        assert "左岸" in " ".join(visit.page.locator("#jy-evidence mark:visible").all_inner_texts())
        visit.shoot("reopened")
        visit.ask("研究了哪些议题？")
        assert visit.page.locator(ANSWERED).count() == 2, "a follow-up goes on with it"
        visit.page.click("#jy-forget")
        visit.page.wait_for_selector("#jy-evidence .jy-guide", timeout=PATIENCE)
        visit.page.click("#jy-past input")
        assert visit.page.locator("[role=option]").count() == 1


def test_another_visitor_sees_no_talks_of_this_one(browser: Browser, url: str) -> None:
    with visiting(browser, url) as one:
        one.ask(QUESTION)
        with visiting(browser, url) as other:
            other.page.click("#jy-past input")
            assert other.page.locator("[role=option]").count() == 1


def test_a_talk_is_saved_as_a_file(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        visit.ask(QUESTION)
        with visit.page.expect_download(timeout=PATIENCE) as saved:
            visit.page.click("#jy-export")
        assert saved.value.suggested_filename.startswith("会议纪要问答-")
        text = saved.value.path().read_text("utf-8")
        assert QUESTION in text
        assert "左岸" in text


def test_a_question_is_asked_again_in_the_place_of_its_answer(browser: Browser, url: str) -> None:
    with visiting(browser, url) as visit:
        visit.ask(QUESTION)
        visit.page.click("#jy-retry")
        visit.page.locator("#jy-retry[disabled]").wait_for(timeout=PATIENCE)
        visit.page.locator("#jy-retry:not([disabled])").wait_for(timeout=PATIENCE)
        assert visit.page.locator(ANSWERED).count() == 1


def test_a_folder_of_five_files_goes_in_and_the_same_meeting_twice_is_pointed_out(
    browser: Browser, url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "纪要"
    folder.mkdir()
    for number in range(1, 6):
        text = UPLOADED.replace("澄溪", "砚山").replace("第7次", f"第{number}次").replace("3月5日", f"3月{number}日")
        (folder / f"砚山{number}.txt").write_text(text, encoding="utf-8")
        if number == 5:
            (folder / "砚山5转载.txt").write_text(f"来源：政府网\n{text}\n责任编辑：某某", encoding="utf-8")
    with visiting(browser, url) as visit:
        visit.tab("文档管理")
        visit.page.set_input_files("#jy-upload input[webkitdirectory]", str(folder))
        visit.page.locator("#jy-uploads .jy-progress", has_text="已读 6 / 6").wait_for(timeout=PATIENCE)
        row = visit.page.locator("#jy-documents tr", has_text="砚山5转载.txt")
        row.locator(".jy-badge", has_text="重复").wait_for(timeout=PATIENCE)
        visit.shoot("duplicates")


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_jumps_while_an_answer_comes(browser: Browser, url: str, width: int) -> None:
    with visiting(browser, url, width=width) as visit:
        visit.page.add_init_script(SHIFTS)
        visit.page.reload()
        visit.page.wait_for_selector("#jy-evidence .jy-guide", timeout=PATIENCE)
        visit.page.locator("#jy-chat .example").first.wait_for(timeout=PATIENCE)
        before = visit.page.evaluate("window.shifted")
        assert before < MOST_SHIFT, "nor while the page loads"
        visit.ask(QUESTION)
        visit.ask("枫浦区第四次全体会议研究了哪些议题？")
        assert visit.page.evaluate("window.shifted") - before < MOST_SHIFT


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_quality_report_fits_the_screen(browser: Browser, url: str, tmp_path: Path, width: int, look: str) -> None:
    name = f"合溪{width}{look}.txt"
    text = NOISY.replace("霁川", "合溪").replace("5月底", "5月底前、\ufffd\ufffd月底")
    (tmp_path / name).write_text(f"{text}{width}{look}{HOSTILE}", encoding="utf-8")
    with visiting(browser, url, width=width, scheme=look) as visit:
        visit.upload(tmp_path / name)
        visit.page.locator("#jy-documents .jy-open", has_text=name).click()
        visit.page.locator("#jy-report .jy-report").wait_for(timeout=PATIENCE)
        visit.page.locator("#jy-report").scroll_into_view_if_needed()
        visit.shoot(f"quality-{width}-{look}", whole=width < 600)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
        assert visit.page.locator("#jy-report script, #jy-report img").count() == 0
