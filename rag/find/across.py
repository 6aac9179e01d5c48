"""Questions over several meetings: which of them took a matter up, in what order, and what each said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from ingest.records import Span
from rag.find.agenda import agenda, title_span
from rag.find.attendance import LISTS, entry, with_reason
from rag.find.cutoff import is_about, is_near
from rag.find.filters import date_of
from rag.find.match import candidates, matches, named_document
from rag.find.rows import MOST_ROWS, Found, Row
from rag.find.terms import specific_coverage, specific_terms
from rag.find.took import CALLED, PHRASE, WHOLE, alternatives, further_steps, took_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.find.match import Match
    from rag.find.shelf import Shelf
    from rag.records import Attendance, MeetingRow, Passage, PersonRow, Query

_A_MEETING = 3
"""Items of one meeting that are listed for a matter; more would be the agenda."""


def meetings_about(query: Query, meetings: Sequence[MeetingRow], passages: Sequence[Passage], shelf: Shelf) -> Found:
    """The meetings that took the matter up, by date, each row an item with its title and decision.

    Without a matter the meetings themselves; with a person the meetings that person is named in.
    """
    if not query.matter and not query.documents:
        return _without_matter(query, meetings, shelf)
    found = [row for one in alternatives(query) for row in about(one, meetings, passages, shelf)]
    found = sorted({(row.meeting.id, row.spans): row for row in found}.values(), key=_in_order)
    rows = tuple(_with_named(query, meetings, found, passages, shelf))
    rows = _with_outcome(query, rows) if query.intent == "meetings" else rows
    rows = _came_back(query, rows) if query.after else rows
    rows = rows or tuple(_in_so_many_words(query, meetings, passages, shelf))
    if not rows:
        return Found(lack="matter", searched=len(meetings))
    if len(rows) > MOST_ROWS:
        return Found(lack="many", count=len(rows), searched=len(meetings))
    return Found(rows, count=len({row.meeting.id for row in rows}), searched=len(meetings))


def _without_matter(query: Query, meetings: Sequence[MeetingRow], shelf: Shelf) -> Found:
    """The meetings of a person, those with an item of some outcome, step or unit, or else all of them."""
    if query.people:
        return _of_person(query, meetings, shelf)
    if query.outcomes or query.next_steps or query.units or query.due:
        return _told_apart(query, meetings, shelf)
    if len(meetings) > MOST_ROWS:
        return Found(lack="many", count=len(meetings), searched=len(meetings))
    rows = tuple(row for meeting in meetings if (row := opening(meeting, shelf)) is not None)
    return Found(rows, count=len(rows), searched=len(meetings)) if rows else Found(lack="meeting", searched=0)


def _told_apart(query: Query, meetings: Sequence[MeetingRow], shelf: Shelf) -> Found:
    """The meetings with an item of that outcome, next step or unit, each row such an item."""
    found = agenda(query, meetings, shelf)
    if not found.rows:
        return Found(lack="matter", searched=len(meetings))
    return replace(found, count=len({row.meeting.id for row in found.rows}))


def _with_outcome(query: Query, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of the outcome that the question names; all of them where none has it, since each says its own."""
    return tuple(row for row in rows if row.note in query.outcomes) or tuple(rows)


def _came_back(query: Query, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of the meetings after the first of that outcome; that one alone where the matter did not come back."""
    away = next((row for row in rows if row.note in query.after), None)
    if away is None:
        return tuple(rows)
    return tuple(row for row in rows if date_of(row.meeting) > date_of(away.meeting)) or (away,)


def _with_named(
    query: Query, meetings: Sequence[MeetingRow], rows: list[Row], passages: Sequence[Passage], shelf: Shelf
) -> list[Row]:
    """The rows, and a row for every meeting whose own title names the matter but none of whose items does."""
    there = {row.meeting.id for row in rows}
    heads = {one.chunk.meeting_id: one.dense for one in reversed(passages) if one.chunk.item_id is None}
    silent = [meeting for meeting in meetings if meeting.id not in there and meeting.id in heads]
    named = [row for meeting in silent if (row := _introduced(query, meeting, heads[meeting.id], shelf)) is not None]
    return sorted([*rows, *named], key=lambda row: (date_of(row.meeting), row.meeting.id)) if named else rows


def _in_so_many_words(
    query: Query, meetings: Sequence[MeetingRow], passages: Sequence[Passage], shelf: Shelf
) -> list[Row]:
    """Of every meeting the sentence that holds all the words of the matter, where no item is about it."""
    if len(query.matter) < PHRASE or query.documents:
        return []
    held = {row.id: row for row in meetings}
    found: dict[str, Row] = {}
    least = _NEARLY if len(specific_terms(query.matter)) >= _LONG else 1.0
    for chunk in (one.chunk for one in passages if one.chunk.meeting_id in held):
        pages = shelf.pages(chunk.document_id)
        for sentence in pages.sentences(chunk.span):
            if chunk.meeting_id not in found and specific_coverage(query.matter, sentence.text) >= least:
                row = Row(held[chunk.meeting_id], pages.words(sentence.span), (sentence.span,))
                found[chunk.meeting_id] = row
    return sorted(found.values(), key=lambda row: (date_of(row.meeting), row.meeting.id))


def _introduced(query: Query, meeting: MeetingRow, dense: float, shelf: Shelf) -> Row | None:
    """The sentence by which a meeting says what it was called for, where that is the matter.

    It names all of it, or a part where the minutes hold the rest or the meaning (`dense`) is as near.
    """
    wanted = " ".join((*query.documents, query.matter))
    items = shelf.items([meeting.id])
    end = min((one.span.start for one in items), default=meeting.span.end)
    pages = shelf.pages(meeting.document_id)
    for sentence in pages.sentences(Span(meeting.span.start, max(end, meeting.span.start))):
        called = CALLED.search(sentence.text)
        said = specific_coverage(wanted, sentence.text)
        rest = specific_coverage(wanted, pages.text(meeting.span)) if said >= _PART else 0.0
        if called and (said >= 1.0 or (said >= _PART and (rest >= WHOLE or is_near(dense, shelf.embedder.name)))):
            return Row(meeting, pages.words(sentence.span), (sentence.span,))
    return None


_PART = 0.3
_NEARLY, _LONG = 0.8, 5
"""Share of a matter of so many terms that a sentence must hold: a question joins its words otherwise."""


def about(query: Query, meetings: Sequence[MeetingRow], passages: Sequence[Passage], shelf: Shelf) -> list[Row]:
    """A row for every item about the matter, by the date of its meeting."""
    held = {row.id: row for row in meetings}
    items = candidates(list(held), passages, shelf)
    if query.documents:
        named = [one for title in query.documents for one in named_document(title, items, shelf)]
        fitting = matches(query, named, passages, shelf)
    else:
        every = matches(query, items, passages, shelf)
        fitting = took_up(query, [one for one in every if is_about(one, shelf.embedder.name)], shelf)
        fitting += further_steps(query, every, fitting, shelf)
    of_meetings = list({one.meeting.id for one in fitting})
    decided = {one.item_id: one for one in reversed(shelf.decisions(of_meetings)) if one.outcome}
    rows: list[Row] = []
    for match in fitting:
        if sum(row.meeting.id == match.meeting.id for row in rows) < _A_MEETING:
            decision = decided.get(match.item.id)
            row = _row(
                match, None if decision is None else decision.span, shelf, decision.outcome or "" if decision else ""
            )
            rows += [row] if row is not None else []
    return sorted(rows, key=_in_order)


def _in_order(row: Row) -> tuple[str, str, int]:
    return date_of(row.meeting), row.meeting.id, row.item.ordinal if row.item else 0


def _row(match: Match, decision: Span | None, shelf: Shelf, outcome: str) -> Row | None:
    span = title_span(match.item, shelf)
    if span is None:
        return None
    spans = (span,) if decision is None else (span, decision)
    words = shelf.pages(match.item.document_id).words(span)
    return Row(match.meeting, words, spans, match.item, label=match.item.label or "", note=outcome)


def opening(meeting: MeetingRow, shelf: Shelf) -> Row | None:
    """The line by which a meeting names itself: its title, else the sentence that says when it was held."""
    for name in ("title", "held_on", "session", "kind", "body", "chair"):
        span = meeting.spans.get(name)
        if span is not None:
            pages = shelf.pages(meeting.document_id)
            place = span if name == "title" else pages.around(span, limit=160)
            return Row(meeting, pages.words(place), (place,))
    return None


def _lists(query: Query) -> tuple[Attendance, ...]:
    """The lists that count when a question asks at which meetings someone was."""
    if query.attendance is None:
        return (*LISTS, "chair", "recorder")
    return (*LISTS[:3], "chair") if query.attendance == "present" else (query.attendance,)


def _stands(person: PersonRow, meeting: MeetingRow, shelf: Shelf) -> Span:
    """Where someone is named; for who chaired, the sentence that says so."""
    pages = shelf.pages(meeting.document_id)
    return pages.around(person.span, limit=160) if person.list == "chair" else entry(person, pages)


def _of_person(query: Query, meetings: Sequence[MeetingRow], shelf: Shelf) -> Found:
    lists = _lists(query)
    first: dict[str, PersonRow] = {}
    for one in shelf.people([row.id for row in meetings]):
        if simplified(one.name) in query.people and one.list in lists:
            first.setdefault(one.meeting_id, one)
    rows = [
        Row(
            meeting,
            with_reason(first[meeting.id], shelf.pages(meeting.document_id)),
            (_stands(first[meeting.id], meeting, shelf),),
            label=first[meeting.id].list,
        )
        for meeting in meetings
        if meeting.id in first
    ]
    if len(rows) > MOST_ROWS:
        return Found(lack="many", count=len(rows), searched=len(meetings))
    if not rows:
        return Found(lack="items", searched=len(meetings))
    return Found(tuple(rows), count=len(rows), searched=len(meetings))
