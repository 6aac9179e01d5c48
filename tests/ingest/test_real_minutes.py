"""Real minutes of many kinds against what a person reads in them (`minutes_expected.json`).

A case gives the header, how many items there are, a phrase of each telling title, every outcome in order, and which
item a phrase of the narrative belongs to (`within`, from 1). `{"any": […]}` stands where readers differ. A field
under `known_failures` is read wrongly today, for the reason given there; it fails the build once it is read right.
"""

from __future__ import annotations

import json
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ingest.contract import minutes_as_dict
from ingest.minutes import read_bytes
from tests.ingest.agreement import agree, show, squeeze

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]
CASES: list[Json] = json.loads((Path(__file__).parent / "minutes_expected.json").read_text("utf-8"))
HEADER = ("title", "body", "kind", "session", "term", "session_year", "held_on", "issued_on", "published_on")
PLACES = ("district", "city", "province")
PEOPLE = ("present", "invited")
ITEMS = ("items", "titles", "outcomes", "within")
FIELDS = (*HEADER, "document_number", "venue", "meetings", "chair", "chair_role", *PLACES, *PEOPLE, *ITEMS)


def _cases() -> list[Any]:
    return [
        pytest.param(
            case,
            field,
            id=f"{case['file'][:3]}-{field}",
            marks=[pytest.mark.xfail(strict=True, reason=reason)] if reason else [],
        )
        for case in CASES
        for field in FIELDS
        for reason in [case["known_failures"].get(field)]
    ]


@cache
def parsed(path: Path) -> tuple[list[Json], str]:
    """Every meeting of a file, and the text its offsets count in."""
    reading = read_bytes(path.read_bytes(), path.name)
    return [minutes_as_dict(meeting) for meeting in reading.meetings], reading.document.text


def _found(field: str, case: Json, meetings: list[Json], text: str) -> object:
    """What the parse has for a field of a case, in the form in which the case states it."""
    first = meetings[0]
    items = [item for meeting in meetings for item in meeting["items"]]
    titles = [squeeze(item["title"] or "") for item in items]
    derived: dict[str, Callable[[], object]] = {
        "meetings": lambda: len(meetings),
        "items": lambda: len(items),
        "chair": lambda: (first["chair"] or {}).get("name"),
        "chair_role": lambda: (first["chair"] or {}).get("role"),
        "titles": lambda: [one for one in case["titles"] if any(squeeze(one) in title for title in titles)],
        "outcomes": lambda: [decision["outcome"] for item in items for decision in item["decisions"]],
        "within": lambda: {phrase: _item_of(text.rindex(phrase), items) for phrase in case["within"]},
        **{level: partial(first["place"].get, level) for level in PLACES},
        **{people: partial(_names, first[people]) for people in PEOPLE},
    }
    return derived[field]() if field in derived else first[field]


def _names(people: list[Json]) -> list[str]:
    return [str(person["name"]) for person in people]


def _item_of(at: int, items: list[Json]) -> int | None:
    """Which item, from 1, holds a character; None where none does."""
    return next((ordinal for ordinal, item in enumerate(items, 1) if item["start"] <= at < item["end"]), None)


@pytest.mark.parametrize(("case", "field"), _cases())
def test_real_minutes_are_read_as_a_person_reads_them(case: Json, field: str, shared: Path) -> None:
    meetings, text = parsed(shared / "minutes" / case["file"])
    assert meetings, "no meeting found"
    expected, found = case[field], _found(field, case, meetings, text)
    same = expected == found if field == "within" else agree(expected, found)
    assert same, f"{case['file']} {field}: expected {show(expected)}, found {show(found)}"
