"""One meeting summed up from what was read of it: head, people, and per item what came of it. No model is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.records import Span
from rag.answer.cite import Desk
from rag.answer.sentences import Body, points
from rag.records import Claim
from rag.report.overview import overview
from rag.report.records import Duty, Header, ItemSummary, Roll, Summary, Value
from rag.report.values import Clerk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.find.shelf import Shelf
    from rag.records import Attendance, DecisionRow, ItemRow, MeetingRow, PersonRow, Script
    from rag.report.records import Length

ROLLS: tuple[Attendance, ...] = ("present", "in_attendance", "invited", "apologies", "recorder")
KEY_DEMANDS = 3
"""Demands of an item that a brief summary shows: as many as 一要、二要、三要 mostly runs to."""
LONG = 90
"""Characters from which on a brief summary cuts a demand to its first clauses."""
ROLL = 1500
"""Characters up to which a list of names is quoted whole."""
_HEADLINES = ("title", "body", "kind", "session", "document_number", "held_on", "issued_on", "published_on", "venue")


def summarise(shelf: Shelf, meeting: MeetingRow, length: Length = "brief", script: Script = "simplified") -> Summary:
    """The summary of one meeting; `length` brief shows the key demands only, full all demands and findings.

    Raises StoreError where the meeting's document cannot be read.
    """
    desk = Desk(shelf)
    clerk = Clerk(shelf, meeting, desk, script)
    people = shelf.people([meeting.id])
    header = head(clerk, people)
    rows = shelf.decisions([meeting.id])
    items = tuple(item_summary(clerk, item, rows, length) for item in shelf.items([meeting.id]))
    return Summary(
        meeting=meeting,
        header=header,
        rolls=tuple(roll for name in ROLLS if (roll := _roll(clerk, name, people)) is not None),
        overview=overview(clerk, header, items),
        items=items,
        citations=tuple(desk.citations),
        length=length,
        script=script,
    )


def head(clerk: Clerk, people: Sequence[PersonRow]) -> Header:
    """The meeting's head, each field cited by the place it was read from."""
    meeting = clerk.meeting
    fields = {name: clerk.field(name, getattr(meeting, name)) for name in _HEADLINES if name != "title"}
    title = clerk.field("title", meeting.title) if "title" in meeting.spans else None
    chair = next((one for one in people if one.list == "chair"), None)
    if chair is None:
        return Header(title=title, **fields)
    filled = "chair" in meeting.filled
    role = "".join(filter(None, (chair.unit, chair.role)))
    near = clerk.pages.around(chair.span)
    stated = bool(chair.role) and clerk.pages.find(role, near) is not None
    return Header(
        title=title,
        chair=clerk.name(chair.name, chair.span, filled=filled),
        chair_role=clerk.at(role if stated else chair.role, near) if chair.role else None,
        **fields,
    )


def item_summary(clerk: Clerk, item: ItemRow, rows: Sequence[DecisionRow], length: Length) -> ItemSummary:
    """One agenda item; `rows` are the decisions and directives of its meeting."""
    body = Body.of(item, clerk.pages, rows)
    decisions = tuple(duty(clerk, row, item) for row in body.decisions)
    return ItemSummary(
        item=item,
        title=_title(clerk, item),
        lead=None if item.body_absent else _lead(clerk, item, body),
        actions=clerk.inside(item.actions, item),
        reported_by=clerk.inside(
            [*item.reporting_units, *(one.name for one in item.presenters if one.name not in item.reporting_units)],
            item,
        ),
        documents=tuple(clerk.at(one.title, one.span, item) for one in item.documents),
        decisions=decisions,
        demands=_demands(clerk, item, body, length),
        directives=tuple(duty(clerk, row, item) for row in body.directives),
        body_absent=item.body_absent,
    )


def duty(clerk: Clerk, row: DecisionRow, item: ItemRow) -> Duty:
    """A decision or a directive with its fields, each cited."""
    dated = row.deadline_date if row.deadline else None
    deadline = clerk.part("deadline", row.deadline, row, item)
    return Duty(
        text=clerk.sentence(row.span, item),
        outcome=clerk.at(row.outcome, row.span, item) if row.outcome else None,
        subject=clerk.part("subject", row.subject, row, item),
        condition=clerk.part("condition", row.condition, row, item),
        next_step=clerk.part("next_step", row.next_step, row, item),
        responsible=clerk.parts("responsible", row.responsible, row, item),
        persons=clerk.parts("persons", row.persons, row, item),
        supporting=clerk.parts("supporting", row.supporting, row, item),
        deadline=deadline,
        deadline_date=Value(dated, deadline.citations, "computed") if dated and deadline else None,
    )


def _title(clerk: Clerk, item: ItemRow) -> Value | None:
    if not item.title:
        return None
    if item.title_span is None:
        found = clerk.pages.find(item.title, item.span)
        return clerk.at(item.title, found or item.span, item)
    return clerk.at(item.title, item.title_span, item)


def _lead(clerk: Clerk, item: ItemRow, body: Body) -> Claim | None:
    """What came of an item in the words of the minutes: its deciding sentences, or else the first thing it says."""
    told: list[Span] = [row.span for row in body.decisions] or [one.span for one in body.told()[:1]]
    values = [clerk.sentence(span, item) for span in dict.fromkeys(told)]
    if not values:
        return None
    marks = tuple(dict.fromkeys(mark for value in values for mark in value.citations))
    hurt = any(value.standing == "damaged" for value in values)
    return Claim("".join(value.text for value in values), marks, "damaged" if hurt else "verbatim")


def _demands(clerk: Clerk, item: ItemRow, body: Body, length: Length) -> tuple[Value, ...]:
    decided = [row.span for row in (*body.decisions, *body.directives)]
    asked = [one for one in body.demands() if not any(span.touches(one.span) for span in decided)]
    spans = points(asked)
    if length == "full":
        return tuple(clerk.sentence(span, item) for span in spans)
    return tuple(clerk.sentence(_shortened(clerk, span), item) for span in spans[:KEY_DEMANDS])


def _shortened(clerk: Clerk, span: Span) -> Span:
    """The first clauses of a long demand: what is asked stands in front, how it is to be done follows."""
    start, end = clerk.pages.reading.locate(span)
    text = clerk.pages.reading.text[start:end]
    if len(text) <= LONG:
        return span
    stops = [one.end() for one in re.finditer(r"[，；。]", text) if one.end() <= LONG]
    return clerk.pages.reading.span(start, start + (stops[-1] - 1 if stops else LONG))


def _roll(clerk: Clerk, name: Attendance, people: Sequence[PersonRow]) -> Roll | None:
    listed = [one for one in people if one.list == name]
    if not listed:
        return None
    names = _names(clerk, listed, [one for one in people if one.list != name])
    marks = tuple(dict.fromkeys(mark for value in names for mark in value.citations))
    return Roll(name, Value(str(len(listed)), marks, "computed"), names)


def _names(clerk: Clerk, listed: Sequence[PersonRow], others: Sequence[PersonRow]) -> tuple[Value, ...]:
    """The names of a list under one citation, from the first to the last, where no other list's name stands between."""
    hull = Span(min(one.span.start for one in listed), max(one.span.end for one in listed))
    whole = len(hull) <= ROLL and not any(hull.touches(one.span) for one in others)
    return tuple(clerk.name(one.name, hull if whole else one.span) for one in listed)
