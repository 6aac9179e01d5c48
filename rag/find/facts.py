"""Facts of a meeting that stand in one place: when it was held, where, its number, its title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.records import Span
from rag.find.rows import Found, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.find.shelf import Shelf
    from rag.records import MeetingRow, Query

_DATES = ("held_on", "issued_on", "published_on")
_SAID = (
    ("held_on", re.compile(r"召开|开会|会议(?:的)?(?:日期|时间)|举行")),
    ("issued_on", re.compile(r"成文|印发|签发")),
    ("published_on", re.compile(r"发布|公开(?!招|挂|选)|公布")),
)
"""Words that name a date; a question may ask for two of them at once."""
_NUMBERS = ("document_number", "index_number", "session", "title")


def fact(query: Query, meetings: Sequence[MeetingRow], shelf: Shelf) -> Found:
    """The field the question asks for, of each meeting; held, issued and published dates are never mixed."""
    name = _field(query)
    names = tuple(one for one, said in _SAID if query.intent == "date" and said.search(query.simplified))
    names = names if name in names else (name,)
    rows = [row for meeting in meetings for one in names if (row := _row(meeting, one, shelf)) is not None]
    rows = rows or [row for meeting in meetings if (row := _opening(meeting, name, shelf)) is not None]
    if rows:
        return Found(tuple(rows), count=len(rows), searched=len(meetings))
    return Found(lack="field", near=_near(meetings, name, shelf), searched=len(meetings))


_OPENING = {
    "held_on": re.compile(
        r"\d{4}年\d{1,2}月\d{1,2}日[^。]{0,60}(?:召开|举行|主持)|"
        r"^[#*\s]*\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[^。，]{2,40}会议?(?:纪要|记录|逐字稿|纪录|结论)?[^。，]{0,8}$"
    ),
    "venue": re.compile(
        r"在[^，。；]{0,30}(?:室|楼|厅|中心|礼堂|大院|会堂|机关|村|馆)[^，。；]{0,12}(?:召开|举行|主持|，)"
    ),
}


def _opening(meeting: MeetingRow, name: str, shelf: Shelf) -> Row | None:
    """The sentence before the agenda that says when or where the meeting was held, where no reader took it apart."""
    said = _OPENING.get(name)
    if said is None:
        return None
    pages = shelf.pages(meeting.document_id)
    first = min((one.span.start for one in shelf.items([meeting.id])), default=meeting.span.end)
    for sentence in pages.sentences(Span(meeting.span.start, max(first, meeting.span.start))):
        if said.search(re.sub(r"\s+", "", sentence.text)):
            return Row(meeting, pages.words(sentence.span), (sentence.span,))
    return None


def _field(query: Query) -> str:
    if query.intent == "place":
        return "venue"
    if query.intent == "date":
        return query.aspect if query.aspect in _DATES else "held_on"
    return query.aspect if query.aspect in _NUMBERS else "document_number"


def _row(meeting: MeetingRow, name: str, shelf: Shelf) -> Row | None:
    value = getattr(meeting, name)
    if value is None:
        return None
    span = meeting.spans.get(name)
    pages = shelf.pages(meeting.document_id)
    if span is None:
        evidence = _head(meeting)
        if evidence is None:
            return None
        return Row(meeting, str(value), (pages.around(evidence, limit=160),), label=name, note="inferred")
    return Row(meeting, str(value), (_evidence(pages.around(span, limit=160), span, name),), label=name)


def _evidence(sentence: Span, span: Span, name: str) -> Span:
    """The sentence of a date or a place; numbers and titles stand for themselves."""
    return span if name in {"document_number", "index_number", "title"} else sentence


def _head(meeting: MeetingRow) -> Span | None:
    """Where the meeting introduces itself: what an inferred field was inferred beside."""
    return next(
        (meeting.spans[name] for name in ("held_on", "session", "title", "kind", "body") if name in meeting.spans), None
    )


def _near(meetings: Sequence[MeetingRow], name: str, shelf: Shelf) -> tuple[Row, ...]:
    """What the minutes do state in place of a field they do not: the other dates, or how the meeting opens."""
    rows: list[Row] = []
    for meeting in meetings[:2]:
        others = [
            one
            for one in (_DATES if name in _DATES else ())
            if one != name and getattr(meeting, one) and one in meeting.spans
        ]
        rows += [Row(meeting, str(getattr(meeting, one)), (meeting.spans[one],), label=one) for one in others]
        head = _head(meeting)
        if not others and head is not None:
            pages = shelf.pages(meeting.document_id)
            rows.append(Row(meeting, "", (pages.around(head, limit=160),), label=""))
    return tuple(rows)
