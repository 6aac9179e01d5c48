from __future__ import annotations

import pytest

from evals.speed import HEAD, HOSTILE, Growth, many_meetings, megabytes, one_meeting, read, real_texts, repeated, speeds
from evals.speed import document as made
from ingest.clean import clean
from ingest.parse.meetings import meetings
from ingest.records import Quality


def test_growth_is_one_where_cost_is_linear() -> None:
    assert Growth("even", small=0.5, large=0.5).ratio == 1.0


@pytest.mark.parametrize("make", [many_meetings, one_meeting])
def test_made_texts_have_the_size_that_is_asked_for(make: object) -> None:
    assert callable(make)
    assert megabytes([made(make(0.05))]) == pytest.approx(0.05, rel=0.05)


def test_many_meetings_are_many() -> None:
    text = made(many_meetings(0.02))
    assert len(meetings(text, clean(text).reading, Quality(None))) > 3


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_without_an_error(name: str) -> None:
    read(HEAD.format(n=6) + repeated(HOSTILE[name], 0.01))


def test_a_speed_has_its_rounds() -> None:
    found = speeds("one", real_texts()[:1], rounds=2)
    assert [one.name for one in found] == ["one, clean", "one, parse", "one, both"]
    assert all(one.n == 2 and one.slowest <= one.middle <= one.fastest for one in found)
