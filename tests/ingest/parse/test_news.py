"""Reports without numbers: which matters they hold, and which of them each passage of talk belongs to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.parse.sheets import reading

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases" / "news.json").read_text("utf-8"))


def _marked(case: dict[str, Any]) -> object:
    reason = case.get("known_failure")
    marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    return pytest.param(case, id=case["name"], marks=marks)


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_the_talk_of_a_report_goes_to_its_matters(case: dict[str, Any]) -> None:
    items = reading(case["text"]).meetings[0].items
    titles = [item.title.value if item.title else "" for item in items]
    assert len(titles) == len(case["titles"]), titles
    assert all(one in title for one, title in zip(case["titles"], titles, strict=True)), titles
    for phrase, ordinal in case["within"].items():
        at = case["text"].rindex(phrase)
        held = [item.ordinal for item in items if item.span.start <= at < item.span.end]
        assert held == [ordinal], phrase
