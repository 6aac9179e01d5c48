"""Rows and extracts into the outcome of a question, each draft under its meeting where there are several."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer import refusal
from rag.answer.asking import Outcome
from rag.answer.compose import compose
from rag.answer.draft import Draft
from rag.answer.loose import loose
from rag.answer.phrases import dated_name, day, say
from rag.find.filters import date_of
from rag.find.terms import joined, specific_coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.asking import Asking
    from rag.answer.extract import Extract
    from rag.find.rows import Found
    from rag.find.scope import Scope
    from rag.records import MeetingRow, Query


def told(asking: Asking, found: Found, meetings: Sequence[MeetingRow]) -> Outcome:
    """The rows of an executor as drafts, or the refusal that says what is lacking."""
    if not found.rows:
        return Outcome(refusal=refusal.of_found(asking.query, found, meetings, asking.desk))
    drafts = tuple(compose(asking.query, found, asking.shelf))
    return Outcome(drafts, notice=coverage(asking.query, meetings, asking.scope))


def coverage(query: Query, meetings: Sequence[MeetingRow], scope: Scope) -> str | None:
    """One line that says how much was looked through, where the answer depends on it."""
    across = query.intent in {"meetings", "timeline", "compare"} or query.counted == "meetings"
    if not across and not (query.intent in {"list", "count"} and len(meetings) > 1):
        return None
    dates = sorted(filter(None, map(date_of, scope.held)))
    if not dates:
        return say(query.script, f"{scope.whole}中共{{held}}次会议，以上只据这些会议。", held=str(len(scope.held)))
    return say(
        query.script,
        f"{scope.whole}中共{{held}}次会议（{{first}}至{{last}}），以上只据其中{{looked}}次。",
        held=str(len(scope.held)),
        first=day(dates[0]),
        last=day(dates[-1]),
        looked=str(len(meetings)),
    )


def extracted(asking: Asking, extracts: Sequence[Extract]) -> Outcome:
    """The drafts of the items that answer, each under its meeting's name where there are several."""
    answering = [one for one in extracts if one.drafts]
    if not answering:
        return Outcome(refusal=refusal.of_extract(asking.query, extracts, asking.desk))
    several = len({one.match.meeting.id for one in answering}) > 1
    if several:
        answering.sort(key=lambda one: (date_of(one.match.meeting), one.match.meeting.id, one.match.item.ordinal))
    drafts: list[Draft] = []
    for one in answering:
        front = say(asking.query.script, "{meeting}：", meeting=dated_name(one.match.meeting)) if several else ""
        drafts += [Draft(front + draft.text, draft.evidence, draft.status) for draft in one.drafts]
    return Outcome(tuple(drafts))


def under_meetings(query: Query, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Drafts as they are where they come from one meeting, else each under the name of its own."""
    if len({draft.evidence[0].meeting.id for draft in drafts}) == 1:
        return tuple(drafts)
    return tuple(
        replace(one, text=say(query.script, "{meeting}：", meeting=dated_name(one.evidence[0].meeting)) + one.text)
        for one in drafts
    )


def outside(asking: Asking, *, items_first: bool = False) -> Outcome | None:
    """Sentences outside every item that answer: the opening of a meeting, or minutes without an agenda."""
    query = replace(asking.query, matter=beyond_names(asking.query.matter, asking.scope.meetings))
    if not query.matter and not query.documents:
        return None
    drafts = loose(query, asking.search(), asking.shelf, items_first=items_first)
    return Outcome(tuple(drafts)) if drafts else None


_ISSUE = re.compile(r"(?:\d{4}年)?第\d+[期号]")


def _figures(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", text))


def beyond_names(matter: str, meetings: Sequence[MeetingRow]) -> str:
    """The matter without words that only name the meetings asked about (枫林街道党政联席会)."""
    titles = [joined(simplified(row.title)).partition("关于")[0] for row in meetings]
    numbers = [_figures(row.document_number or "") for row in meetings]
    matter = _ISSUE.sub(lambda one: "" if any(_figures(one[0]) <= own for own in numbers) else one[0], matter)
    return " ".join(word for word in matter.split() if not all(joined(word) in title for title in titles))


_ELSEWHERE = 0.6


def body_elsewhere(one: Extract, asking: Asking) -> Extract:
    """An item of an agenda in front has no body of its own, yet the minutes may speak of it further on."""
    title = simplified(one.match.item.title or "")
    if one.missing != "body":
        return one
    spoken = any(
        specific_coverage(title, passage.text) >= _ELSEWHERE
        for passage in asking.search()
        if passage.chunk.item_id != one.match.item.id and passage.chunk.meeting_id == one.match.meeting.id
    )
    return replace(one, missing="detail") if spoken else one
