"""Which meetings a person may hold a conversation to: a place, a meeting, or the whole archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.view.cards import day
from ui.view.suggest import newest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.records import MeetingRow

MOST = 500  # meetings in the list; a place narrows it, and every one can be named in a question


def places(meetings: Sequence[MeetingRow]) -> list[str]:
    """The places that meetings are of, the narrowest of each, in the order of their names."""
    return sorted({levels[0] for one in meetings if (levels := _levels(one))})


def meeting_choices(meetings: Sequence[MeetingRow], place: str) -> list[tuple[str, str]]:
    """The meetings of a place, or all, as (date and title, id), the newest first."""
    of_place = [one for one in meetings if not place or place in _levels(one)]
    return [
        (f"{day(one.held_on)} {one.title}" if one.held_on else one.title, one.id) for one in newest(of_place)[:MOST]
    ]


def within(meetings: Sequence[MeetingRow], place: str, meeting: str) -> tuple[str, ...]:
    """The ids of the meetings that a choice means; a choice that means none any more gives its own name back.

    So that the archive says it is gone, rather than search everything. Empty where nothing is chosen.
    """
    if meeting:
        return (meeting,)
    if not place:
        return ()
    return tuple(one.id for one in meetings if place in _levels(one)) or (place,)


def range_name(meetings: Sequence[MeetingRow], place: str, meeting: str) -> str:
    """What people call a choice; empty where nothing is chosen."""
    titles = {one.id: one.title for one in meetings}
    return titles.get(meeting, meeting) if meeting else place


def _levels(meeting: MeetingRow) -> list[str]:
    return [one for one in (meeting.district, meeting.city, meeting.province) if one]
