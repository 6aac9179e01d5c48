from __future__ import annotations

from dataclasses import replace

from tests.ui.made import meeting
from ui.view.ranges import meeting_choices, places, range_name, within

CHENG = replace(meeting(), id="c7", title="澄溪第7次", city="江州市")
LATE = replace(CHENG, id="c8", title="澄溪第8次", held_on="2024-04-09")
OTHER = replace(meeting(), id="m1", title="霁川第1次", district="霁川区", held_on=None)
CITY = replace(meeting(), id="j1", title="江州第1次", district=None, city="江州市")
HELD = (CHENG, LATE, OTHER, CITY)


def test_places_are_the_narrowest_of_each_meeting() -> None:
    assert places(HELD) == ["江州市", "澄溪区", "霁川区"]


def test_a_place_narrows_the_meetings_the_newest_first() -> None:
    assert [one for _, one in meeting_choices(HELD, "澄溪区")] == ["c8", "c7"]
    assert {one for _, one in meeting_choices(HELD, "江州市")} == {"c7", "c8", "j1"}
    assert len(meeting_choices(HELD, "")) == 4


def test_a_choice_means_meetings_and_never_silently_all() -> None:
    assert within(HELD, "", "") == ()
    assert within(HELD, "霁川区", "") == ("m1",)
    assert within(HELD, "霁川区", "m1") == ("m1",)
    assert within(HELD, "不在的区", "") == ("不在的区",)
    assert (range_name(HELD, "霁川区", ""), range_name(HELD, "霁川区", "m1")) == ("霁川区", "霁川第1次")
