from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from rag.find.query import read_query
from rag.find.scope import resolve
from rag.find.several import each_named
from rag.find.vocabulary import Vocabulary
from tests.rag.find.test_query import meeting

QING = replace(meeting("青禾区"), session=12, held_on="2023-12-25")
LATER = replace(QING, id="later", document_id="later", session=14, held_on="2024-02-01")
BAI = replace(meeting("白沙县"), session=14, held_on="2023-11-24")
PROVINCE = replace(meeting("江州市"), district=None, id="no place", document_id="no place", title="省政府常务会议")
PROVINCE = replace(PROVINCE, body="省政府", session=None, held_on="2023-07-26")
HELD = (PROVINCE, BAI, QING, LATER)
TODAY = dt.date(2024, 5, 1)


def found(question: str) -> tuple[str, ...]:
    vocabulary = Vocabulary.of(HELD)
    scope = resolve(read_query(question, (), vocabulary, TODAY), HELD)
    return each_named(question, scope, vocabulary, TODAY, lambda one: resolve(one, HELD)).ids


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("青禾区2023年12月25日的会议和白沙县第14次常务会议，哪个出席的人多", ("白沙县", "青禾区")),
        ("白沙县11月24日的会议与青禾区第14次会议分别由谁主持", ("白沙县", "later")),
        ("青禾区第12次和第14次会议分别由谁主持", ("青禾区", "later")),
        ("青禾区第12次会议和7月26日省政府会议分别由谁主持", ("no place", "青禾区")),
    ],
)
def test_each_meeting_is_found_by_what_is_said_of_it(question: str, ids: tuple[str, ...]) -> None:
    assert found(question) == ids


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("青禾区和白沙县对停车收费怎么定的", [("青禾区", "later"), ("白沙县",)]),
        ("白沙县和青禾区第14次会议谁主持", [("白沙县",), ("later",)]),
        ("白沙县与青禾区12月25日的会议", [("白沙县",), ("青禾区",)]),
        ("青禾区和东山县的协议", []),
        ("青禾区第12次会议研究了教育和卫生", []),
    ],
)
def test_places_side_by_side_are_sides_of_their_own(question: str, sides: list[tuple[str, ...]]) -> None:
    vocabulary = Vocabulary.of(HELD)
    scope = resolve(read_query(question, (), vocabulary, TODAY), HELD)
    named = each_named(question, scope, vocabulary, TODAY, lambda one: resolve(one, HELD))
    assert [one.ids for one in named.sides] == sides


def test_a_piece_without_a_meeting_changes_nothing() -> None:
    question = "青禾区第12次会议和白沙县第99次会议分别由谁主持"
    assert found(question) == resolve(read_query(question, (), Vocabulary.of(HELD), TODAY), HELD).ids
