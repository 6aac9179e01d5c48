"""Meetings told apart by someone who was there: 高远主持的那次会议 is a scope, not a question about 高远."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.clean.script import simplified

if TYPE_CHECKING:
    from rag.find.scope import Scope
    from rag.find.shelf import Shelf
    from rag.records import Query

_WHO = frozenset({"attendance", "count"})
_FACTS = frozenset({"date", "place", "number"})
_SAID = frozenset({"passage", "demand", "decision"})
_SPOKE = re.compile(r"要求|强调|指出|提|说|讲|谈|传达|部署|布置|交代|安排|叮嘱|怎么|如何|怎样|咋|啥")
"""What a question makes of those it names when it asks after their words."""
_LED = re.compile(r"(?:主持|召集)(?:召?开)?(?:的|了)")
_LED_THIS = re.compile(r"(?:主持|召集)(?:召?开)?的(?:那|这|该|此)?(?:一)?(?:次|场|个)?\w{0,8}?会(?!议室)")
_CHAIR = re.compile(r"主持|召集|开的会|召?开(?:的|了)?会")
_THERE = re.compile(r"(?:参加|出席|列席)的(?:那|这|该|此)?(?:一)?(?:次|场|个)?\w{0,8}?会(?!议室)")


def in_company(query: Query, scope: Scope, shelf: Shelf) -> tuple[Query, Scope]:
    """The question and the meetings it may mean, where it tells them by who led them or was there.

    Where the person only tells the meeting, the person then has been used: what is left asks about the meeting. Where
    no meeting had that person both stay.
    """
    if not query.people or scope.failed:
        return query, scope
    if _asks_others(query):
        led = _led_by(query, scope, shelf)
        return (replace(query, people=()), led) if led.stated else (query, scope)
    if query.intent in _SAID and not scope.stated and _SPOKE.search(query.simplified):
        return query, _led_by(query, scope, shelf)
    told = bool(_LED_THIS.search(query.simplified) or _THERE.search(query.simplified))
    if query.intent in _FACTS or (told and query.intent not in {"meetings", "chair", "attendance"}):
        return _of_them(query, scope, shelf)
    return query, scope


def _of_them(query: Query, scope: Scope, shelf: Shelf) -> tuple[Query, Scope]:
    """The meetings that those named led or attended, as the question says, and the question without them."""
    if len(scope.meetings) < 2:  # noqa: PLR2004 - one meeting is told apart already
        return query, scope
    rows = [one for one in shelf.people(scope.ids) if simplified(one.name) in query.people]
    led = {one.meeting_id for one in rows if one.list == "chair"}
    there = {one.meeting_id for one in rows}
    meant = led if led and _CHAIR.search(query.simplified) else (set() if _LED.search(query.simplified) else there)
    kept = tuple(row for row in scope.meetings if row.id in meant)
    if not kept:
        return query, scope
    return replace(query, people=()), replace(scope, meetings=kept, stated=True)


def _asks_others(query: Query) -> bool:
    """Whether who came is asked, and those named only say to which meeting (甲某主持的会，还有谁参加)."""
    if query.intent not in _WHO or query.attendance in {None, "chair", "recorder"}:
        return False
    leads = (rf"{re.escape(one)}\w{{0,3}}?(?:主持|召集|开的)" for one in query.people)
    return all(re.search(one, query.simplified) for one in leads)


def _led_by(query: Query, scope: Scope, shelf: Shelf) -> Scope:
    """The meetings that those whom a question names have led; as it was where they led none."""
    led = {
        one.meeting_id
        for one in shelf.people(scope.ids)
        if one.list == "chair" and simplified(one.name) in query.people
    }
    kept = tuple(row for row in scope.meetings if row.id in led)
    return replace(scope, meetings=kept, stated=True) if kept else scope
