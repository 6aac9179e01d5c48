"""Found items, a matter over time and its chart: every pick leads somewhere, nothing of a document runs."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest

from rag.report.items import ItemFilter
from ui.view.chart import EDGE, Point, placed, timeline_svg
from ui.view.items import chips_html, found_html, lit, timeline_html

if TYPE_CHECKING:
    from rag.archive import Archive

MATTER = "云泽区校舍加固实施方案"


def test_the_words_that_were_looked_for_are_lit(desk: Archive) -> None:
    html = found_html(desk.reports.items(ItemFilter(text="渡口")), "渡口", 1)
    assert "<mark>渡口</mark>" in html
    assert "共 1 项议题" in html
    assert '<span class="jy-badge jr-wait">暂缓</span>' in html


def test_words_typed_in_the_other_script_are_lit_too() -> None:
    assert lit("會議聽取匯報", "汇报") == "會議聽取<mark>匯報</mark>"


def test_near_hits_say_that_they_are_only_near(desk: Archive) -> None:
    found = desk.reports.items(ItemFilter(text="校舍的加固实施方案"))
    assert found.near
    assert "没有议题逐字含有这些字词" in found_html(found, "校舍的加固实施方案", 1)


def test_nothing_found_is_said(desk: Archive) -> None:
    assert "没有符合的议题" in found_html(desk.reports.items(ItemFilter(text="量子食堂")), "量子食堂", 1)


def test_a_matter_has_a_dot_and_a_sentence_a_meeting(desk: Archive) -> None:
    html = timeline_html(desk.reports.timeline(MATTER))
    assert html.count("<circle") == html.count("<li>") == 2
    assert re.findall(r'<g data-pick="t&#58;(\d)"', html) == ["1", "2"]
    assert html.index("2024年5月20日") < html.index("2024年9月2日")


def test_a_matter_that_is_not_there_says_so(desk: Archive) -> None:
    assert "档案中没有符合的记录" in timeline_html(desk.reports.timeline("月球基地"))


def test_recurring_matters_are_offered(desk: Archive) -> None:
    assert 'data-pick="0"' in chips_html(desk.reports.recurring())
    assert chips_html([]) == ""


def test_markup_is_shown_and_not_made(desk: Archive) -> None:
    everything = desk.reports.items()
    html = found_html(everything, "<桥梁", 1) + timeline_html(desk.reports.timeline("桥梁维修"))
    assert "<桥梁" not in html
    assert "${" not in html
    assert "{{" not in html


@pytest.mark.parametrize(
    "days",
    [
        ["2024-05-20"],
        ["2024-05-20"] * 5,
        ["2023", "2024-05", "2024-05-20"],
        [f"2024-01-{day:02}" for day in range(1, 31)],
        ["2020-01-01", *(f"2024-12-{day:02}" for day in range(1, 29))],
    ],
)
def test_dots_keep_apart_and_inside(days: list[str]) -> None:
    dots, width = placed([Point(day, "good", day, "t:1") for day in days])
    places = [one.x for one in dots]
    assert places == sorted(places)
    assert all(after - before >= 29.9 for before, after in itertools.pairwise(places))
    assert places[0] >= EDGE - 0.1
    assert places[-1] <= width - EDGE + 0.1


def test_labels_of_one_row_do_not_overlap() -> None:
    dots, _ = placed([Point(f"2024-01-{day:02}", "good", "", "t:1") for day in range(1, 20)])
    for row in {one.row for one in dots}:
        places = [one.x for one in dots if one.row == row]
        assert all(after - before >= 78 for before, after in itertools.pairwise(places))


def test_what_a_dot_says_is_escaped() -> None:
    assert "<b>" not in timeline_svg([Point("2024", "good", "<b>", "t:1")], "<b>")
