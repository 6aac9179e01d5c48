from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.contract import minutes_as_dict
from tests.ingest.parse.sheets import reading

CASES = json.loads((Path(__file__).parent / "cases" / "items.json").read_text("utf-8"))
HEAD = "青岚区人民政府第7次常务会议纪要\n2031年4月2日上午，区长闻远川主持召开区政府第7次常务会议。"


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_items_are_read_as_a_clerk_would(case: dict[str, Any]) -> None:
    text = HEAD + case.get("lead", "现纪要如下：") + "\n" + "\n".join(case["lines"]) + "\n"
    (minutes,) = reading(text).meetings
    found = minutes_as_dict(minutes)["items"]
    assert [_picked(one, wanted) for one, wanted in zip(found, case["items"], strict=True)] == case["items"]


def _picked(item: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """The keys that the case states, decision and directives cut down to theirs."""
    decision = item["decision"] or {}
    flat = {
        **item,
        **{
            key: decision.get(key) for key in ("text", "outcome", "next_step", "deadline", "deadline_date", "condition")
        },
        "responsible": decision.get("responsible_units"),
        "supporting": decision.get("supporting_units"),
        "presenters": [one["name"] for one in item["presenters"]],
        "roles": [one["role"] for one in item["presenters"]],
        "directives": [one["text"] for one in item["directives"]],
        "charged": [one["responsible_units"] for one in item["directives"]],
        "outcomes": [one["outcome"] for one in item["decisions"]],
        "persons": [one["responsible_persons"] for one in item["directives"]],
        "dates": [one["deadline_date"] for one in item["directives"]],
        "limits": [one["deadline"] for one in item["directives"]],
    }
    return {key: flat[key] for key in wanted}
