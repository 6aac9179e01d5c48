"""Which of several meetings comes first, or holds the most: each measured alike, the one asked for said first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from rag.find.across import opening
from rag.find.filters import date_of
from rag.find.rows import Found, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.find.shelf import Shelf
    from rag.records import MeetingRow, Query

Measure = Literal["date", "items", "present", "in_attendance", "apologies"]

_ONE = r"(?:哪(?:一)?(?:次|场|个|家|边|区|县|市|方)|谁(?!主持|参加|出席))"
_WHICH = rf"{_ONE}(?:常务|专题|党组)?(?:的?会议?)?(?:的|是|上|先|后)?"
_DATE = re.compile(
    rf"(?:{_WHICH}(?:召?开)?(?:得|的)?(?:更|较|最|比较)?(?P<early>早|先|前)|{_WHICH}(?:召?开)?(?:得|的)?(?:更|较|最|比较)?(?P<late>晚|后|迟))"
    r"(?:召?开|一?些|一点|审议|研究|讨论|原则|通过|同意|批准|印发|出台|上会|定下来?)*(?:的|了|呢)*[？?。]?$"
)
_SIZE = re.compile(
    rf"{_WHICH}[^，。？?]{{0,10}}?(?:更|较|最|比较)?(?P<way>多|少)(?:一?些|一点|几个)?[？?。]?$|"
    rf"(?:最|更|较)(?P<most>多|少)的(?:会议|一次)?是(?:哪|谁)"
)
_OF: tuple[tuple[Measure, re.Pattern[str]], ...] = (
    ("in_attendance", re.compile(r"列席")),
    ("apologies", re.compile(r"请假|缺席")),
    ("present", re.compile(r"出席|参会|与会|到会|参加")),
    ("items", re.compile(r"议题|议程|事项|议案|项|事")),
)


@dataclass(frozen=True, slots=True)
class Ranking:
    """By what meetings are measured, and whether the least is asked for (the earliest, the fewest)."""

    measure: Measure
    least: bool


def ranking(query: Query) -> Ranking | None:
    """The ranking that a question asks for; None where it asks for none.

    >>> from rag.records import Query
    >>> ranking(Query("", "第17次和第13次，哪次开得早？", "simplified", "passage", ""))
    Ranking(measure='date', least=True)
    >>> ranking(Query("", "两次会议哪次列席的人多", "simplified", "passage", ""))
    Ranking(measure='in_attendance', least=False)
    """
    dated = _DATE.search(query.simplified)
    if dated is not None:
        return Ranking("date", dated["early"] is not None)
    sized = _SIZE.search(query.simplified)
    measure = next((name for name, told in _OF if told.search(query.simplified)), None) if sized else None
    return Ranking(measure, (sized["way"] or sized["most"]) == "少") if sized and measure else None


_AND = re.compile(r"还是|以及|[和与跟同及或、]|(?<![\u4e00-\u9fff])\s")
_LEAST = 3


def beside_each_other(query: Query) -> tuple[Query, ...]:
    """The question once for each of several matters that it names side by side (甲办法和乙办法，哪个先通过).

    >>> from rag.records import Query
    >>> [one.matter for one in beside_each_other(Query("", "", "simplified", "passage", "停车办法和充电办法"))]
    ['停车办法', '充电办法']
    """
    if len(query.documents) > 1:
        return tuple(replace(query, documents=(one,), matter="") for one in query.documents)
    words = [one.strip() for one in _AND.split(unmeasured(query.matter))]
    named = [one for one in words if len(one) >= _LEAST]
    return tuple(replace(query, matter=one) for one in named) if len(named) > 1 and not query.documents else ()


_MEASURED = re.compile(
    r"开得|更?[早晚先迟]|(?:议?题|人|项)?(?:更|较|最|比较)?[多少]?(?:更|较|最)?|谁|列席|出席|请假|一些|一点"
)


def unmeasured(matter: str) -> str:
    """A matter without the words by which meetings are measured."""
    return " ".join(_MEASURED.sub("", matter).split())


def ranked(wanted: Ranking, meetings: Sequence[MeetingRow], shelf: Shelf) -> Found:
    """A row for every meeting that can be measured, the one asked for first; `note` is its value."""
    if wanted.measure == "date":
        rows = [row for meeting in meetings if (row := _dated(meeting, shelf)) is not None]
        rows.sort(key=lambda row: date_of(row.meeting), reverse=not wanted.least)
    else:
        rows = [row for meeting in meetings if (row := _sized(wanted.measure, meeting, shelf)) is not None]
        rows.sort(key=lambda row: int(row.note), reverse=not wanted.least)
    return Found(tuple(rows), count=len(rows), searched=len(meetings)) if len(rows) > 1 else Found(lack="field")


def _dated(meeting: MeetingRow, shelf: Shelf) -> Row | None:
    """The day a meeting was held; None where its year is not known."""
    span = meeting.spans.get("held_on")
    if span is None or not (meeting.held_on or "X")[0].isdigit():
        return None
    place = shelf.pages(meeting.document_id).around(span, limit=160)
    return Row(meeting, meeting.held_on or "", (place,), label="date")


def _sized(measure: Measure, meeting: MeetingRow, shelf: Shelf) -> Row | None:
    """How many items a meeting has, or people of a list."""
    if measure == "items":
        items = shelf.items([meeting.id])
        first = opening(meeting, shelf)
        spans = tuple(one.title_span for one in items if one.title_span is not None)
        return Row(meeting, "", (*(first.spans if first else ()), *spans), label=measure, note=str(len(items)))
    people = [one for one in shelf.people([meeting.id]) if one.list == measure]
    spans = tuple(one.span for one in people)
    return Row(meeting, "", spans, label=measure, note=str(len(people))) if people else None
