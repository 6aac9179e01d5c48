from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.parse.decisions import decisions
from ingest.records import PartialDate
from tests.ingest.parse.sheets import sheet

CASES = json.loads((Path(__file__).parent / "cases" / "outcomes.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:20] for case in CASES])
def test_an_outcome_is_read_only_where_the_meeting_says_it(case: dict[str, Any]) -> None:
    page = sheet(case["text"])
    found = decisions(page, 0, len(page.text), PartialDate(2031, 4, 2))
    assert [one.outcome for one in found] == ([case["outcome"]] if case["outcome"] else [])
    if not found:
        return
    only = found[0]
    assert page.document.quote(only.span) == case["text"]
    if "next" in case:
        assert only.next_step is not None
        assert only.next_step.value == case["next"]
    for key, facts in (("responsible", only.responsible), ("supporting", only.supporting)):
        if key in case:
            assert [fact.value for fact in facts] == case[key]
    if "condition" in case:
        assert (only.condition.value if only.condition else None) == case["condition"]
    if "deadline" in case:
        assert only.deadline is not None
        assert only.deadline.value == case["deadline"]
