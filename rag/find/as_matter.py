"""What looks like the name of a meeting, and is none that is held, may be what a meeting was about: then matter."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.find.filters import date_of
from rag.find.scope import resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.find.scope import Scope
    from rag.find.shelf import Shelf
    from rag.records import MeetingRow, Query


def strangers_as_matter(query: Query, scope: Scope, shelf: Shelf) -> Query:
    """A place no meeting is of may still be what a meeting talked about (紫溪县的对口支援): then it is matter."""
    among = shelf.catalogue.chunk_ids(frozenset(scope.ids)) if scope.meetings else frozenset()
    for place in query.strangers:
        hits = [one for one, _ in shelf.lexical.search(place, 5, among)] if among else []
        if not any(place in chunk.text for chunk in shelf.catalogue.chunks(hits)):
            return query
        if query.sessions or query.kinds:
            return query
    return replace(query, strangers=(), matter=" ".join((*query.strangers, query.matter)).strip())


def day_as_matter(
    query: Query, scope: Scope, shelf: Shelf, named: Callable[[str], frozenset[str]]
) -> tuple[Query, Scope]:
    """A day on which no meeting was held may still be one that minutes speak of (9月3日去了哪里): then matter.

    A report of one meeting often tells of another that followed it, which then has its kind there beside the day.

    Only where the question is about something done, no fact or list of a meeting of that day.
    """
    days = [(one.month, one.day) for one in query.on]
    days += [(int(one.first[5:7]), int(one.first[8:])) for one in query.periods if one.first == one.last]
    if len(days) != 1 or query.intent not in {"passage", "decision", "demand", "list"} or query.sessions:
        return query, scope
    if not (query.matter or query.people or query.kinds) or not all(days[0]):
        return query, scope
    written = f"{days[0][0]}月{days[0][1]}日"
    bare = replace(query, on=(), periods=(), kinds=())
    years = {one.first[:4] for one in query.periods}
    wider = _that_speak_of(bare, (written, *query.kinds), shelf, named)
    meetings = tuple(row for row in wider.meetings if not years or _year_of(row) in {*years, ""})
    if not meetings:
        return query, scope
    return replace(bare, matter=f"{written} {query.matter}".strip()), replace(wider, meetings=meetings, stated=True)


_PLENARY = re.compile(r"第?[一二三四五六七八九十\d]+届[一二三四五六七八九十\d]+次(?:全体会议|全会)")


def session_as_matter(
    query: Query, scope: Scope, shelf: Shelf, named: Callable[[str], frozenset[str]]
) -> tuple[Query, Scope]:
    """A plenary session that is not held may be what another meeting was about (传达…三次全会): then matter."""
    written = _PLENARY.search(query.simplified)
    if written is None:
        return query, scope
    bare = replace(query, kinds=(), terms=(), sessions=(), session_years=())
    wider = _that_speak_of(bare, (written[0].removesuffix("全会"),), shelf, named)
    if not wider.meetings:
        return query, scope
    return replace(bare, matter=f"{written[0]} {query.matter}".strip()), wider


def _that_speak_of(query: Query, words: tuple[str, ...], shelf: Shelf, named: Callable[[str], frozenset[str]]) -> Scope:
    """The meetings of the question in a passage of which all the words stand; none where there are none."""
    wider = resolve(query, shelf.meetings(), named, shelf.distinct())
    among = shelf.catalogue.chunk_ids(frozenset(wider.ids)) if wider.failed is None else frozenset()
    hits = [one for one, _ in shelf.lexical.search(words[0], 20, among)] if among else []
    there = {one.meeting_id for one in shelf.catalogue.chunks(hits) if all(word in one.text for word in words)}
    return replace(wider, meetings=tuple(row for row in wider.meetings if row.id in there), stated=True)


def _year_of(row: MeetingRow) -> str:
    """The year of a meeting; empty where it is not known."""
    year = date_of(row)[:4]
    return year if year.isdigit() else ""
