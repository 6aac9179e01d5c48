"""Who was there: the attendance lists of a meeting, whole, counted, or looked through for one name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from ingest.parse.turns import turns
from ingest.records import Span
from rag.find import lexicon
from rag.find.rows import Found, Row
from rag.find.units import same_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.find.shelf import Pages, Shelf
    from rag.records import Attendance, MeetingRow, PersonRow, Query

LISTS: tuple[Attendance, ...] = ("present", "in_attendance", "invited", "apologies")
_MOST_ABSENT = 5
_LIST_LINE = 40
_LIST_NAME = re.compile(r"出席|列席|参加|请假|缺席|应邀|邀请|记录|与会|到会")
_BRACKET = re.compile(r"\s?[（(]([^（）()]{1,24})[)）]")
_TOLD: dict[str, re.Pattern[str]] = {
    "present": re.compile(r"^.{0,8}(?:出席|与会|参加会议|到会)"),
    "in_attendance": re.compile(r"^.{0,8}列席"),
    "invited": re.compile(r"^.{0,8}(?:应邀|邀请|特邀)"),
    "apologies": re.compile(r"^.{0,8}(?:请假|缺席|因事|因故|告假|因公)"),
    "recorder": re.compile(r"^.{0,8}(?:记录|纪录)"),
    "chair": re.compile(r"^(?:主席|主持人?|召集人|会议主席)\s*[:：]?$|^(?:主席|主持人?|召集人)\s*[:：]"),
}
"""How a line opens that tells who was there, in minutes whose lists no reader could take apart."""
_SAID: dict[str, re.Pattern[str]] = {
    "present": re.compile(r"(?:出席|参加)(?:了)?(?:(?:本次|此次|今天的?|上述)?(?:会议|调研|活动|座谈))?[。；]?$"),
    "in_attendance": re.compile(r"列席(?:了)?(?:(?:本次|此次)?会议)?[。；]?$"),
    "invited": re.compile(r"(?:应邀|邀请)[^，。；]{2,40}(?:参加|列席|出席|到会|旁听|代表|委员)"),
}
"""How a sentence ends that tells who was there by their office alone (班子成员出席。)."""
_DEMANDS = re.compile(r"要求|必须|应当|应该|可以|需要|[，,]要")
_LABELLED = re.compile(r"^[^\s，。]{1,8}[:：]")
_TOLD_LINES = 30
_HEADING = re.compile(
    r"^(?:[^\n]{0,12}(?:出席|列席|主席|秘书|记录|应邀|请假|缺席|议员|负责人|议程|议题|地点|时间|日期)|[一二三四五六七八九十IVX]+[、.．])"
)
_GAP = 60
"""Characters between two neighbours of one list; a wider gap means that the list goes on elsewhere."""


def attendance(query: Query, meetings: Sequence[MeetingRow], shelf: Shelf) -> Found:
    """The list asked for, of each meeting; or, where the question names someone, in which list that name stands."""
    people = shelf.people([row.id for row in meetings])
    if query.people:
        return _looked_up(query, meetings, people, shelf)
    if query.posts:
        return _holders(query, meetings, people)
    wanted = _lists(query)
    rows = [
        row
        for meeting in meetings
        for kind in wanted
        for row in _list_rows(
            meeting,
            kind,
            [one for one in people if one.meeting_id == meeting.id and one.list == kind],
            query,
            shelf.pages(meeting.document_id),
        )
    ]
    if not rows and not query.units:
        rows = [row for meeting in meetings for kind in wanted if (row := _told(meeting, kind, shelf)) is not None]
    if not rows:
        return Found(lack="list", near=_near(meetings, people), searched=len(meetings))
    return Found(tuple(rows), count=sum(int(row.note or 0) for row in rows), searched=len(meetings))


def _lists(query: Query) -> tuple[Attendance, ...]:
    """The lists a word means: 参会 is everyone who came, 出席 only those present."""
    kind = query.attendance or "present"
    text = re.sub(r"(应邀|邀请)(?:参加|列席|出席)", r"\1", query.simplified)
    away = next(pattern for pattern, one in lexicon.ATTENDANCE if one == "apologies")
    text = away.sub("缺席", text)  # 没有出席 asks for no list of those 出席
    named = {one for pattern, one in lexicon.ATTENDANCE if pattern.search(text)}
    if kind in named and len(named) > 1:
        return tuple(one for one in LISTS if one in named)
    if kind != "present" or "出席" in query.simplified:
        return (kind,)
    return ("present", "in_attendance", "invited")


def _list_rows(
    meeting: MeetingRow, kind: Attendance, people: list[PersonRow], query: Query, pages: Pages
) -> Iterable[Row]:
    """One row a list; two where the list stands in two places of the document. Who was away says why, where told."""
    if query.units:
        people = [
            one for one in people if one.unit and any(same_unit(unit, simplified(one.unit)) for unit in query.units)
        ]
    for group in _groups(people):
        units = _OF_UNITS.search(query.simplified)
        names = ((one.unit or "" if units else "") + with_reason(one, pages) for one in group)
        yield Row(meeting, "、".join(names), (list_span(group, pages),), label=kind, note=str(len(group)))


_OF_UNITS = re.compile(
    r"(?:哪个?|哪些|哪几个|什么|哪家|各)(?:单位|部门|机构|委办局|局)|谁代表|代表(?:谁|哪)|哪(?:里|儿)的|单位和"
)
"""Asks of which units those listed are."""


def with_reason(person: PersonRow, pages: Pages) -> str:
    """A name, and behind that of someone away the reason where it is told."""
    return person.name + (_reason(person, pages) if person.list == "apologies" else "")


def _reason(person: PersonRow, pages: Pages) -> str:
    """The bracket behind a name that says why someone was away; empty where it only names the unit."""
    start, end = pages.reading.locate(person.span)
    told = _BRACKET.match(pages.reading.text, end)
    return f"（{told[1]}）" if told and start < end and told[1] != person.unit else ""


def entry(person: PersonRow, pages: Pages) -> Span:
    """A name as its list bears it: with the post or unit in front, and the bracket behind that says unit or reason."""
    text = pages.reading.text
    start, end = pages.reading.locate(person.span)
    if start >= end:
        return person.span
    aside = _BRACKET.match(text, end)
    unit, role = person.unit or "", person.role or ""
    posts = (told for told in (unit + role, role, unit) if told and text[:start].endswith(told))
    first = start - len(next(posts, ""))
    return pages.reading.span(first, aside.end() if aside else end)


def list_span(group: Sequence[PersonRow], pages: Pages) -> Span:
    """Where a list stands: its lines from the name of the list on, or from the first name to the last."""
    names = Span(entry(group[0], pages).start, max(entry(one, pages).end for one in group))
    lines = Span(pages.around(group[0].span).start, max(names.end, pages.around(group[-1].span).end))
    whole = len(lines) <= len(names) + _LIST_LINE and _LIST_NAME.search(pages.text(lines)[:_LIST_LINE])
    return lines if whole else names


def _told(meeting: MeetingRow, kind: Attendance, shelf: Shelf) -> Row | None:
    """The lines that tell who was there, as they stand, where no list was read: a heading with the lines below it."""
    pages = shelf.pages(meeting.document_id)
    items = shelf.items([meeting.id])
    spoken = [pages.reading.span(one.start, one.end) for one in turns(pages.reading.text)]
    lines = [
        one
        for one in pages.sentences(meeting.span)
        if not any(turn.touches(one.span) for turn in spoken)
        if _LABELLED.match(one.text) or not any(item.span.touches(one.span) for item in items)
    ]
    for at, line in enumerate(lines):
        if not _TOLD[kind].search(line.text):
            continue
        last = at
        while (
            last + 1 < len(lines) and last - at < _TOLD_LINES and not _ends_list(lines[last].text, lines[last + 1].text)
        ):
            last += 1
        span = Span(line.span.start, lines[last].span.end)
        return Row(meeting, pages.words(span), (span,), label=kind)
    said = _SAID.get(kind)
    ending = [one for one in lines if said and said.search(one.text) and not _DEMANDS.search(one.text)]
    return Row(meeting, pages.words(ending[-1].span), (ending[-1].span,), label=kind) if ending else None


def _ends_list(line: str, following: str) -> bool:
    return line.endswith(("。", "；")) or bool(_HEADING.match(following)) or len(following) > _LIST_LINE


def _groups(people: list[PersonRow]) -> list[list[PersonRow]]:
    groups: list[list[PersonRow]] = []
    for one in sorted(people, key=lambda person: person.span.start):
        if groups and one.span.start - groups[-1][-1].span.end <= _GAP:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _looked_up(query: Query, meetings: Sequence[MeetingRow], people: list[PersonRow], shelf: Shelf) -> Found:
    """Where the people named stand; for a name that stands in no list, the lists that were looked through."""
    rows: list[Row] = []
    absent: list[Row] = []
    for meeting in meetings:
        here = [one for one in people if one.meeting_id == meeting.id]
        for name in query.people:
            hits = [one for one in here if simplified(one.name) == name or one.name == name]
            if hits:
                rows.append(_hit(meeting, hits, shelf.pages(meeting.document_id)))
                if query.attendance is None and not rows[-1].note:
                    rows += _reported_for(meeting, name, shelf)
            else:
                absent += _searched(meeting, name, here)
    if rows and len(meetings) > 1:
        absent = []
    absent = absent[-_MOST_ABSENT:]
    if not rows and not absent:
        return Found(lack="list", near=_near(meetings, people), searched=len(meetings))
    return Found(
        (*rows, *absent), negative=not rows, count=len({row.meeting.id for row in rows}), searched=len(meetings)
    )


def _holders(query: Query, meetings: Sequence[MeetingRow], people: list[PersonRow]) -> Found:
    """Who holds an office that the question names: those whom the minutes name with it, each once a meeting."""
    named = {row.id: row for row in meetings}
    first: dict[tuple[str, str], PersonRow] = {}
    for one in people:
        if one.role and any(_holds(one.role, post) for post in query.posts):
            first.setdefault((one.meeting_id, simplified(one.name)), one)
    rows = tuple(
        Row(named[one.meeting_id], one.name, (one.span,), label="holder", note=one.role or "") for one in first.values()
    )
    if not rows:
        return Found(lack="list", near=_near(meetings, people), searched=len(meetings))
    return Found(rows, count=len(rows), searched=len(meetings))


_LESSER = re.compile(r"副|代|常务")


def _holds(role: str, post: str) -> bool:
    """Whether an office as written is the one asked for: 区委副书记、区长 is 区长, 副区长 is not."""
    return any(
        one.endswith(post) and not _LESSER.search(one.removesuffix(post)[-2:])
        for one in re.split(r"[、，,\s]+", simplified(role))
    )


def _hit(meeting: MeetingRow, hits: Sequence[PersonRow], pages: Pages) -> Row:
    """Where a name stands, with why someone was away; in a list before the line that names chair or recorder."""
    listed = [one for one in hits if one.list in LISTS] or list(hits)
    post = next((one.role or one.unit for one in hits if one.role or one.unit), "") or ""
    one = listed[0]
    return Row(meeting, with_reason(one, pages), (entry(one, pages),), label=one.list, note=post)


def _reported_for(meeting: MeetingRow, name: str, shelf: Shelf) -> list[Row]:
    """The unit someone reported for, which a list of names leaves out."""
    pages = shelf.pages(meeting.document_id)
    for item in shelf.items([meeting.id]):
        for person in item.presenters:
            if person.unit and simplified(person.name) == name:
                return [
                    Row(
                        meeting,
                        person.name,
                        (pages.around(person.span, clauses=True),),
                        label="holder",
                        note=person.unit,
                    )
                ]
    return []


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
        rows = [row for meeting in meetings if (row := _told(meeting, "chair", shelf)) is not None]
    if not rows:
        return Found(lack="field", near=_near(meetings, people), searched=len(meetings))
    del query
    return Found(tuple(rows), count=len(rows), searched=len(meetings))
