from __future__ import annotations

import pytest

from tests.ui.made import refusal
from ui.view.chips import chips
from ui.view.markup import answer_html


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ({"places": ["澄溪区", "霁川区"]}, [("地区", "澄溪区、霁川区")]),
        ({"sessions": ["7"], "terms": ["16"]}, [("会次", "第7次"), ("届", "第16届")]),
        ({"periods": ["2023-01-01/2023-12-31"]}, [("日期", "2023")]),
        ({"periods": ["2023-03-01/9999-12-31"]}, [("日期", "2023-03-01 以来")]),
        ({"periods": ["0001-01-01/2023-03-01"]}, [("日期", "2023-03-01 以前")]),
        ({"periods": ["2023-03-05/2023-03-05"]}, [("日期", "2023-03-05")]),
        ({"on": ["2020-XX-24"]}, [("日期", "2020-??-24")]),
        ({"recency": ["latest"], "units": ["区水务局"]}, [("日期", "最近一次"), ("部门", "区水务局")]),
        ({"something_new": ["甲"], "people": []}, [("", "甲")]),
        ({}, []),
    ],
)
def test_filters_read_as_people_say_them(filters: dict[str, list[str]], shown: list[tuple[str, str]]) -> None:
    assert chips(filters, "zh") == shown


def test_a_refusal_within_a_chosen_range_says_that_only_it_was_searched() -> None:
    drawn = answer_html(refusal(), 1, "zh", held="澄溪区")
    assert "限定：澄溪区" in drawn
    assert "只查了所选的“澄溪区”" in drawn
    assert "限定" not in answer_html(refusal(), 1, "zh")


def test_the_verdict_that_was_given_is_marked() -> None:
    drawn = answer_html(refusal(), 3, "zh", verdict="down")
    assert '<a class="jy-vote jy-voted" href="#v3-down">' in drawn
    assert drawn.count("jy-voted") == 1
