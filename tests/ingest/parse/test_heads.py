"""Heads and rolls as offices print them: each text is read as `cases/heads.json` says, and states nothing more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.contract import minutes_as_dict
from tests.ingest.parse.sheets import reading

CASES = json.loads((Path(__file__).parent / "cases" / "heads.json").read_text("utf-8"))
PLAIN = (
    "title",
    "body",
    "kind",
    "session",
    "session_year",
    "held_on",
    "issued_on",
    "published_on",
    "document_number",
    "venue",
    "recorder",
)
LISTS = ("present", "in_attendance", "invited", "apologies")


def stated(text: str) -> dict[str, Any]:
    """Head and rolls of the one meeting in a text, without what is absent."""
    (meeting,) = reading(text).meetings
    found = minutes_as_dict(meeting)
    head = {key: found[key] for key in PLAIN if found[key]}
    rolls = {
        key: [[one["name"], one["unit"]] if one["unit"] else [one["name"]] for one in found[key]]
        for key in LISTS
        if found[key]
    }
    chair, place = found["chair"], found["place"]
    return {
        **head,
        **rolls,
        "chair": [chair["name"], chair["role"]] if chair else None,
        "place": [place[key] for key in ("district", "city", "province")] if place else None,
    }


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:14] for case in CASES])
def test_a_head_and_its_rolls_are_read_as_written(case: dict[str, Any]) -> None:
    assert stated(case["text"]) == case["read"]


@pytest.mark.parametrize(
    ("address", "held_on"),
    [
        ("https://example.cn/2031/04/02/a81.shtml", "2031-04-02"),
        ("http://www.example.cn/zw/202104/t20310402_1.html", "2031-04-02"),
        ("https://example.cn/2031/04/03/a81.shtml", "XXXX-04-02"),
        ("https://example.cn/2031/04/02/ https://example.cn/2030/04/02/", "XXXX-04-02"),
    ],
)
def test_the_address_of_the_page_gives_the_year_of_the_day_it_has(address: str, held_on: str) -> None:
    text = (
        f"县长闻远川4月2日主持召开县政府常务会议，研究灯塔维护工作。\n会议强调，要抓紧检修。\n[查看原文]({address})\n"
    )
    [minutes] = reading(text).meetings
    assert minutes.held_on is not None
    assert minutes.held_on.value.iso == held_on
    assert (minutes.held_on.reason is None) == held_on.startswith("XXXX")
