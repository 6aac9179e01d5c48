"""How questions are read. Cases are data: `cases/queries.json`; `reads` names the fields that matter to each."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from ingest.records import Span
from rag.find.query import read_query
from rag.find.vocabulary import Vocabulary
from rag.records import MeetingRow, Query, Turn

TODAY = dt.date(2024, 5, 1)
CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases" / "queries.json").read_text("utf-8"))


def meeting(place: str) -> MeetingRow:
    return MeetingRow(
        id=place, document_id=place, document_name=place, index=1, title=f"{place}人民政府第12次常务会议纪要",
        body=f"{place}人民政府", kind="常务会议", session=12, term=None, session_year=None, held_on="2023-12-25",
        issued_on=None, published_on=None, document_number=None, index_number=None, district=place, city=None,
        province=None, venue=None, span=Span(0, 1),
    )  # fmt: skip


VOCABULARY = Vocabulary.of(
    (meeting("青禾区"), meeting("白沙县")), ("区发展和改革局", "区财政局", "区政府"), ("陆知秋", "高 远")
)


def plain(query: Query, name: str) -> object:
    value = getattr(query, name)
    if name == "periods":
        return [f"{one.first}/{one.last}" for one in value]
    if name == "on":
        days = [one.iso for one in value]
        return days if len(days) != 1 else days[0]
    if name == "due":
        return value and value.iso
    if name == "next_steps":
        return bool(value)
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["question"])
def test_reads(case: dict[str, Any]) -> None:
    history = [Turn("user", one) for one in case.get("history", ())]
    query = read_query(case["question"], history, VOCABULARY, TODAY)
    assert {name: plain(query, name) for name in case["reads"]} == case["reads"]


@pytest.mark.parametrize("text", ["", " ", "？", "啊" * 5000, "\x00\x01", "《》", "第次会议", "😀" * 40, "a" * 3000])
def test_reads_anything_without_raising(text: str) -> None:
    assert read_query(text, (), VOCABULARY, TODAY).text == text


def test_a_governing_body_is_no_unit() -> None:
    assert "区政府" not in VOCABULARY.units
