"""A summary as a page: everything that is there is shown with its marks, what is not there is said, nothing runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ui.view.summary import summary_html

if TYPE_CHECKING:
    from rag.archive import Archive

EARLIER = "云泽 第8次"


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_every_mark_that_is_shown_is_a_citation(desk: Archive) -> None:
    summary = desk.reports.summarize(EARLIER, "full")
    shown = {int(mark) for mark in re.findall(r'data-pick="(\d+)"', summary_html(summary))}
    assert shown
    assert shown <= {one.mark for one in summary.citations}


def test_decisions_show_who_does_what_by_when(desk: Archive) -> None:
    html = summary_html(desk.reports.summarize(EARLIER))
    assert '<span class="jy-badge jr-good">原则同意</span>' in html
    assert '<span class="jy-badge jr-wait">暂缓</span>' in html
    text = plain(html)
    for words in ("责任单位区教育局", "配合单位区财政局", "2024年8月31日", "出席（3人）"):
        assert words in text


def test_what_the_minutes_leave_out_is_said(desk: Archive) -> None:
    html = summary_html(desk.reports.summarize(EARLIER))
    assert "纪要只列了题目，没有正文" in html
    assert "未载明" in plain(html)


def test_it_speaks_english_where_it_speaks_itself(desk: Archive) -> None:
    text = plain(summary_html(desk.reports.summarize(EARLIER), "en"))
    assert "not stated" in text
    assert "only the title is given" in text


def test_markup_of_a_document_is_shown_and_not_made(desk: Archive) -> None:
    html = summary_html(desk.reports.summarize("云泽 第12次", "full"))
    assert "<桥梁" not in html
    assert "${" not in html
    assert "{{" not in html
    assert "&#60;桥梁 onclick" in html
