"""Who was there: the attendance lists of a meeting, whole, counted, or looked through for one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from ingest.records import Span
from rag.find.rows import Found, Row
from rag.find.units import same_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.find.shelf import Shelf
    from rag.records import Attendance, MeetingRow, PersonRow, Query

LISTS: tuple[Attendance, ...] = ("present", "in_attendance", "invited", "apologies")
_GAP = 60
"""Characters between two neighbours of one list; a wider gap means that the list goes on elsewhere."""


def attendance(query: Query, meetings: Sequence[MeetingRow], shelf: Shelf) -> Found:
    """The list asked for, of each meeting; or, where the question names someone, in which list that name stands."""
    people = shelf.people([row.id for row in meetings])
    if query.people:
        return _looked_up(query, meetings, people)
    wanted = _lists(query)
    rows = [
        row
        for meeting in meetings
        for kind in wanted
        for row in _list_rows(meeting, kind, [one for one in people if one.meeting_id == meeting.id and one.list == kind], query)
    ]
    if not rows:
        return Found(lack="list", near=_near(meetings, people), searched=len(meetings))
    return Found(tuple(rows), count=sum(int(row.note) for row in rows), searched=len(meetings))


def _lists(query: Query) -> tuple[Attendance, ...]:
    """The lists a word means: 参会 is everyone who came, 出席 only those present."""
    kind = query.attendance or "present"
    if kind != "present" or "出席" in query.simplified:
        return (kind,)
    return ("present", "in_attendance", "invited")


def _list_rows(meeting: MeetingRow, kind: Attendance, people: list[PersonRow], query: Query) -> Iterable[Row]:
    """One row a list; two where the list stands in two places of the document."""
    if query.units:
        people = [one for one in people if one.unit and any(same_unit(unit, simplified(one.unit)) for unit in query.units)]
    for group in _groups(people):
        span = Span(group[0].span.start, max(one.span.end for one in group))
        names = "、".join(one.name for one in group)
        yield Row(meeting, names, (span,), label=kind, note=str(len(group)))


def _groups(people: list[PersonRow]) -> list[list[PersonRow]]:
    groups: list[list[PersonRow]] = []
    for one in sorted(people, key=lambda person: person.span.start):
        if groups and one.span.start - groups[-1][-1].span.end <= _GAP:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _looked_up(query: Query, meetings: Sequence[MeetingRow], people: list[PersonRow]) -> Found:
    """Where the people named stand; for a name that stands in no list, the lists that were looked through."""
    rows: list[Row] = []
    absent: list[Row] = []
    for meeting in meetings:
        here = [one for one in people if one.meeting_id == meeting.id]
        for name in query.people:
            hits = [one for one in here if simplified(one.name) == name or one.name == name]
            if hits:
                rows.append(_hit(meeting, hits))
            else:
                absent += _searched(meeting, name, here)
    if rows and len(meetings) > 1:
        absent = []
    if not rows and not absent:
        return Found(lack="list", near=_near(meetings, people), searched=len(meetings))
    return Found((*rows, *absent), negative=not rows, count=len({row.meeting.id for row in rows}), searched=len(meetings))


def _hit(meeting: MeetingRow, hits: Sequence[PersonRow]) -> Row:
    """Where a name stands; in a list of people before the line that names the chair or the recorder."""
    listed = [one for one in hits if one.list in LISTS] or list(hits)
    return Row(meeting, listed[0].name, (listed[0].span,), label=listed[0].list)


def _searched(meeting: MeetingRow, name: str, people: list[PersonRow]) -> list[Row]:
    spans = [
        Span(group[0].span.start, max(one.span.end for one in group))
        for kind in LISTS
        for group in _groups([one for one in people if one.list == kind])
    ]
    return [Row(meeting, name, tuple(spans), label="absent")] if spans else []


def _near(meetings: Sequence[MeetingRow], people: list[PersonRow]) -> tuple[Row, ...]:
    """The lists that are there, to show beside a list that is not."""
    rows = []
    for meeting in meetings[:2]:
        for kind in LISTS:
            for group in _groups([one for one in people if one.meeting_id == meeting.id and one.list == kind]):
                span = Span(group[0].span.start, max(one.span.end for one in group))
                rows.append(Row(meeting, "", (span,), label=kind, note=str(len(group))))
    return tuple(rows[:3])


def chaired(query: Query, meetings: Sequence[MeetingRow], shelf: Shelf) -> Found:
    """Who chaired each meeting, with the sentence that says so."""
    people = shelf.people([row.id for row in meetings])
    rows = []
    for meeting in meetings:
        for one in people:
            if one.meeting_id == meeting.id and one.list == "chair":
                pages = shelf.pages(meeting.document_id)
                span = pages.around(one.span)
                said = pages.text(span)
                evidence = (span,) if "主持" in said or "主席" in said else (one.span,)
                rows.append(Row(meeting, one.name, evidence, label=one.role or "", note=one.name))
    if not rows:
        return Found(lack="field", near=_near(meetings, people), searched=len(meetings))
    del query
    return Found(tuple(rows), count=len(rows), searched=len(meetings))
