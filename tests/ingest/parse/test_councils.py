"""Minutes as councils in Hong Kong and offices in Taiwan write them: whole small files, read through the one door."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.contract import minutes_as_dict
from tests.ingest.parse.sheets import reading

CASES = json.loads((Path(__file__).parent / "cases" / "councils.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_a_council_is_read_as_it_writes(case: dict[str, Any]) -> None:
    (minutes,) = reading(case["text"]).meetings
    found = minutes_as_dict(minutes)
    assert _head(found) == case["meeting"]
    pairs = zip(found["items"], case["items"], strict=True)
    assert [_picked(one, wanted) for one, wanted in pairs] == case["items"]


def _head(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "body": found["body"],
        "chair": found["chair"]["name"],
        "present": [one["name"] for one in found["present"]],
        "in_attendance": [f"{one['unit']}|{one['name']}|{one['role']}" for one in found["in_attendance"]],
        "recorder": found["recorder"],
    }


def _picked(item: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """The keys that the case states."""
    flat = {
        **item,
        "presenters": [one["name"] for one in item["presenters"]],
        "outcomes": [one["outcome"] for one in item["decisions"]],
        "next_step": (item["decision"] or {}).get("next_step"),
    }
    return {key: flat[key] for key in wanted}
