"""Which meeting people mean by an id, or by words of its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer.phrases import dated_name, meeting_name
from rag.errors import NotHeld

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.records import MeetingRow

SHOWN = 6
"""Meetings that an error names before it says how many more there are."""


def pick(meetings: Sequence[MeetingRow], named: str) -> MeetingRow:
    """The one meeting that an id, a document's id or words of a name mean.

    Words match a name that holds them all, in any order: `望川 21次` finds 望川区人民政府第21次常务会议. Raises
    NotHeld where none or several do, naming the nearest.
    """
    found = [one for one in meetings if named in (one.id, one.document_id)] or _called(meetings, named)
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotHeld(f"{named}：档案中没有这次会议；请用 jiyao list 查看会议的编号和名称")
    shown = "；".join(f"{one.id} {dated_name(one)}" for one in found[:SHOWN])
    more = f" 等 {len(found)} 次" if len(found) > SHOWN else ""
    raise NotHeld(f"{named}：不止一次会议符合（{shown}{more}）；请用其中一个编号")


def _called(meetings: Sequence[MeetingRow], named: str) -> list[MeetingRow]:
    words = [word for word in re.split(r"\s+", simplified(named.strip())) if word]
    names = {one.id: simplified(f"{dated_name(one)} {one.title} {one.held_on or ''}") for one in meetings}
    found = [one for one in meetings if words and all(word in names[one.id] for word in words)]
    exact = [one for one in found if simplified(meeting_name(one)) == "".join(words)]
    return exact or found
