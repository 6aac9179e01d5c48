from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from rag.find.query import read_query
from rag.find.scope import collapse, resolve
from rag.find.vocabulary import Vocabulary
from tests.rag.find.test_query import meeting

if TYPE_CHECKING:
    from rag.records import MeetingRow

QING = replace(meeting("青禾区"), city="江州市", held_on="2023-12-25")
EARLY = replace(QING, id="early", document_id="early", session=11, held_on="2023-06-01")
BAI = replace(meeting("白沙县"), city="江州市", held_on="2023-XX-24")
CITY = replace(meeting("江州市"), district=None, city="江州市", session=40, held_on="2024-01-10")
HELD = (QING, EARLY, BAI, CITY)


def found(question: str) -> tuple[set[str], str | None]:
    query = read_query(question, (), Vocabulary.of(HELD), dt.date(2024, 5, 1))
    scope = resolve(query, HELD)
    return {one.id for one in scope.meetings}, scope.failed


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("第12次会议谁主持", {"青禾区", "白沙县"}),
        ("青禾区第12次会议谁主持", {"青禾区"}),
        ("2023年12月的会议研究了什么", {"青禾区", "白沙县"}),
        ("青禾区最近一次会议研究了什么", {"青禾区"}),
        ("江州市哪些会议研究过停车", {"青禾区", "early", "白沙县", "江州市"}),
        ("江州市政府第40次常务会议谁主持", {"江州市"}),
        ("县政府第12次常务会议谁主持", {"白沙县"}),
    ],
)
def test_filters_leave(question: str, ids: set[str]) -> None:
    assert found(question) == (ids, None)


@pytest.mark.parametrize(
    ("question", "failed"),
    [
        ("青禾区第30次会议谁主持", "sessions"),
        ("青禾区2021年有哪些会议", "periods"),
        ("云汀区第12次会议谁主持", "strangers"),
        ("青禾区党组会议研究了什么", "kinds"),
        ("江州市政府第12次常务会议谁主持", "sessions"),
    ],
)
def test_a_filter_that_finds_nothing_is_named_and_never_widened(question: str, failed: str) -> None:
    assert found(question)[1] == failed


def test_a_meeting_whose_minutes_name_no_place_is_not_denied_where_its_day_tells_it_apart() -> None:
    nowhere = replace(QING, id="nowhere", document_id="nowhere", district=None, city=None, body="市政府", session=None)
    nowhere = replace(nowhere, title="市政府常务会议", held_on="2023-08-08")
    for question, unplaced in [
        ("云汀市8月8日的会议由谁主持", "云汀市"),
        ("成都市2023年8月8日常务会议由谁主持", "成都市"),
    ]:
        query = read_query(question, (), Vocabulary.of((*HELD, nowhere)), dt.date(2024, 5, 1))
        scope = resolve(query, (*HELD, nowhere))
        assert (scope.ids, scope.failed, scope.unplaced) == (("nowhere",), None, unplaced)
    query = read_query("云汀市的会议由谁主持", (), Vocabulary.of((*HELD, nowhere)), dt.date(2024, 5, 1))
    assert resolve(query, (*HELD, nowhere)).failed == "strangers"


@pytest.mark.parametrize(
    ("question", "strangers"),
    [
        ("成都市上次会议研究了什么", ("成都市",)),
        ("延庆区专题会由谁主持", ("延庆区",)),
        ("老城区改造怎么定的", ()),
        ("合作市场建设怎么安排", ()),
    ],
)
def test_known_places_are_told_from_common_words(question: str, strangers: tuple[str, ...]) -> None:
    assert read_query(question, (), Vocabulary.of(HELD), dt.date(2024, 5, 1)).strangers == strangers


def test_one_meeting_from_two_sites_is_one() -> None:
    copy = replace(QING, id="copy", document_id="copy", item_count=3, issued_on="2023-12-29")
    kept, twins = collapse((QING, copy, EARLY))
    assert [one.id for one in kept] == ["early", "copy"]
    assert twins == {"青禾区": "copy"}


@pytest.mark.parametrize(
    "change", [{"session": 13}, {"held_on": "2023-12-26"}, {"kind": "党组会议"}, {"district": "白沙县"}]
)
def test_meetings_that_differ_stay_apart(change: dict[str, object]) -> None:
    other: MeetingRow = replace(QING, id="other", document_id="other", **change)  # type: ignore[arg-type]  # fields by name
    assert len(collapse((QING, other))[0]) == 2
