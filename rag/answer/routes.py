"""Which way a question goes: an exact executor, the sentences of the item it means, or an honest refusal."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer import absence, naming, refusal
from rag.answer.asking import Outcome
from rag.answer.compose import compose, coverage
from rag.answer.draft import Draft
from rag.answer.extract import extract, loose
from rag.answer.phrases import dated_name, say
from rag.find.across import meetings_about
from rag.find.agenda import agenda
from rag.find.attendance import attendance, chaired
from rag.find.choose import choose
from rag.find.facts import fact
from rag.find.match import Match
from rag.find.rows import MOST_ROWS, Found
from rag.find.scope import date_of
from rag.find.terms import joined
from rag.find.units import names_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.asking import Asking
    from rag.answer.extract import Extract
    from rag.find.choose import Choice
    from rag.records import MeetingRow, Query

_FACTS = frozenset({"date", "place", "number", "chair", "attendance"})
_PLURAL = re.compile(r"各次|每次|历次|分别|各是|都是|各自|所有|全部|哪几次|这几次|每场")
_WHETHER = re.compile(r"吗|(?<![什怎])么|是否|是不是|有没有|还是|没有?[？?]?$")
_BY_UNIT = re.compile(r"(?:局|委|办|部|中心|院|公司|集团)(?:汇报|提出|提交|起草|上报|报告|牵头|负责)的")
"""Takes for granted who put a matter forward or carries it out."""
_MOST_ITEMS = 12
_TOGETHER = 3
"""Meetings that may answer one question side by side; more, and the question must say which it means."""


def route(asking: Asking) -> Outcome:
    """Which way a question goes."""
    query, scope = asking.query, asking.scope
    if not scope.held or scope.failed is not None:
        return Outcome(refusal=refusal.of_scope(query, scope, asking.desk))
    if query.intent in _FACTS or query.counted == "people":
        return _fact(asking)
    if query.intent in {"meetings", "timeline", "compare"} or query.counted == "meetings":
        return _across(asking)
    if query.intent in {"list", "count"}:
        return _agenda(asking)
    return _matter(asking)


def _has_matter(query: Query) -> bool:
    return bool(query.matter or query.documents or query.ordinals)


def _fact(asking: Asking) -> Outcome:
    """A fact of one meeting; where a matter is named, of the meeting that took it up."""
    query, meetings = asking.query, asking.scope.meetings
    if _has_matter(query) and len(meetings) > 1:
        choice = choose(query, asking.scope, asking.search(), asking.shelf)
        if choice.chosen:
            meetings = tuple({one.meeting.id: one.meeting for one in choice.chosen}.values())
    asking.clock.lap("find")
    everyone = bool(query.people) and query.intent == "attendance"
    if len(meetings) > 1 and not everyone and not _fits_all(query, meetings):
        listed = attendance(query, meetings, asking.shelf) if query.intent == "attendance" else None
        if listed is not None and 0 < len({row.meeting.id for row in listed.rows}) <= _TOGETHER:
            return _told(asking, listed, meetings)
        return Outcome(refusal=refusal.ambiguous(query, meetings, asking.desk))
    if query.intent == "chair" and query.people and not _WHETHER.search(query.simplified):
        wrong = refusal.of_chair(query, chaired(query, meetings, asking.shelf), asking.desk)
        if wrong is not None:
            return Outcome(refusal=wrong)
    readers = {"attendance": attendance, "count": attendance, "chair": chaired}
    found = readers.get(query.intent, fact)(query, meetings, asking.shelf)
    return _told(asking, found, meetings)


def _fits_all(query: Query, meetings: Sequence[MeetingRow]) -> bool:
    """Whether a question for one fact may be answered for each of several meetings."""
    named = max(len(query.places), len(query.sessions), len(query.periods)) > 1
    return len(meetings) <= MOST_ROWS and (named or bool(_PLURAL.search(query.simplified)))


def _told(asking: Asking, found: Found, meetings: Sequence[MeetingRow]) -> Outcome:
    if not found.rows:
        return Outcome(refusal=refusal.of_found(asking.query, found, meetings, asking.desk))
    drafts = tuple(compose(asking.query, found, asking.shelf))
    return Outcome(drafts, notice=coverage(asking.query, meetings, asking.scope.held))


def _across(asking: Asking) -> Outcome:
    """Meetings, timelines and comparisons, over every meeting of the scope."""
    query, meetings = asking.query, asking.scope.meetings
    passages = asking.search(wide=True) if query.matter or query.documents else []
    asking.clock.lap("find")
    found = meetings_about(query, meetings, passages, asking.shelf)
    if found.lack == "many":
        return Outcome(refusal=refusal.ambiguous(query, meetings, asking.desk))
    if not found.rows:
        return Outcome(refusal=absence.of_matter(query, asking.scope, asking.search(), asking.desk))
    outcome = _told(asking, found, meetings)
    return replace(outcome, notice=_without(asking, found, outcome.notice))


def _without(asking: Asking, found: Found, notice: str | None) -> str | None:
    """Which of the places or sessions that were named have no row, beside the line on coverage."""
    query = asking.query
    there = {row.meeting.id for row in found.rows}
    if query.intent != "compare":
        return notice
    silent = [row for row in asking.scope.meetings if row.id not in there]
    if not silent or len(silent) > _TOGETHER:
        return notice
    named = "、".join(dated_name(row) for row in silent)
    line = say(query.script, "{named}没有这方面的记载。", named=named)
    return f"{line}{notice or ''}"


def _agenda(asking: Asking) -> Outcome:
    query, meetings = asking.query, asking.scope.meetings
    filtered = bool(
        query.outcomes
        or query.next_steps
        or query.units
        or query.people
        or query.actions
        or query.matter
        or query.documents
        or query.due
    )
    if len(meetings) > _TOGETHER and not filtered and not asking.scope.stated:
        return Outcome(refusal=refusal.ambiguous(query, meetings, asking.desk))
    asking.clock.lap("find")
    query = replace(query, matter=_beyond_names(query.matter, meetings))
    found = agenda(query, meetings, asking.shelf)
    if found.lack == "many":
        return Outcome(refusal=refusal.ambiguous(query, meetings, asking.desk))
    if not found.rows and query.matter and not query.due:
        return _matter(asking)
    if not found.rows and query.people:
        away = refusal.of_person(query, meetings, asking.shelf, asking.desk)
        if away is not None:
            return Outcome(refusal=away)
    return _told(asking, found, meetings)


def _beyond_names(matter: str, meetings: Sequence[MeetingRow]) -> str:
    """The matter without words that only name the meetings asked about (枫林街道党政联席会)."""
    titles = [joined(simplified(row.title)).partition("关于")[0] for row in meetings]
    return " ".join(word for word in matter.split() if not all(joined(word) in title for title in titles))


def _matter(asking: Asking) -> Outcome:
    """A question about one matter: the item it means, and the sentences of it that answer."""
    query = asking.query
    if query.people and naming.asks_for_speech(query):
        told = naming.of_person(query, asking.scope, asking.shelf)
        if told:
            return Outcome(_under_meetings(query, told))
    passages = asking.search()
    choice = choose(query, asking.scope, passages, asking.shelf)
    asking.chosen = choice.chosen
    asking.clock.lap("find")
    if query.intent == "demand" and choice.lack == "nothing" and len(asking.scope.meetings) == 1:
        return _all_demands(asking)
    if not choice.chosen:
        return _unmatched(asking, choice)
    if not query.matter and not _has_matter(query) and query.units:
        return _of_unit(asking, choice)
    if len({one.meeting.id for one in choice.chosen}) > _TOGETHER:
        rows = [one.meeting for one in choice.chosen]
        return Outcome(refusal=refusal.ambiguous(query, rows, asking.desk))
    if choice.unit_missed and _BY_UNIT.search(query.simplified):
        wrong = refusal.of_unit(query, choice.chosen[0], asking.shelf, asking.desk)
        if wrong is not None:
            return Outcome(refusal=wrong)
    extracts = [extract(query, one, asking.shelf) for one in choice.chosen]
    if all(one.missing in {"decision", "detail"} for one in extracts):
        others = (extract(query, one, asking.shelf) for one in choice.others)
        extracts = [next((one for one in others if one.drafts), extracts[0]), *extracts[1:]]
    return _extracted(asking, extracts)


def _unmatched(asking: Asking, choice: Choice) -> Outcome:
    """No item answers: the question names none, or other places of the minutes do, or nothing does."""
    query, scope = asking.query, asking.scope
    if choice.lack == "nothing" and query.simplified:
        return _whole_meeting(asking)
    if choice.lack in {"matter", "document"} and query.intent in {"passage", "decision", "demand"}:
        outside = _loose(asking)
        if outside is not None:
            return outside
    away = None
    if choice.lack == "person":
        told = naming.of_person(query, scope, asking.shelf)
        if told:
            return Outcome(_under_meetings(query, told))
        away = refusal.of_person(query, scope.meetings, asking.shelf, asking.desk)
    passages = asking.search() if query.simplified else ()
    return Outcome(refusal=away or absence.of_matter(query, scope, passages, asking.desk))


def _whole_meeting(asking: Asking) -> Outcome:
    """A question that names no matter is about the one meeting it can mean; of several it must say which."""
    query, scope = asking.query, asking.scope
    if len(scope.meetings) > 1:
        return Outcome(refusal=refusal.ambiguous(query, scope.meetings, asking.desk))
    if query.aspect is not None:
        return _each_detail(asking)
    return _told(asking, agenda(query, scope.meetings, asking.shelf), scope.meetings)


def _all_demands(asking: Asking) -> Outcome:
    """What a whole meeting asked for: the demands of each item, the first point of each where the agenda is long."""
    meeting = asking.scope.meetings[0]
    items = asking.shelf.items([meeting.id])
    matches = [Match(meeting, item, 0, 0, 0, 0, 0, 0) for item in items]
    extracts = [one for one in (extract(asking.query, match, asking.shelf) for match in matches) if one.drafts]
    if len(extracts) > _TOGETHER:
        extracts = [replace(one, drafts=one.drafts[:1]) for one in extracts]
    if not extracts:
        return _loose(asking) or Outcome(
            refusal=refusal.of_found(asking.query, Found(lack="items"), (meeting,), asking.desk)
        )
    return _extracted(asking, extracts[:_MOST_ITEMS])


def _each_detail(asking: Asking) -> Outcome:
    """A detail asked of a whole meeting: of every item that states it where all are meant, else it is not recorded."""
    query, meeting = asking.query, asking.scope.meetings[0]
    if _EVERY.search(query.simplified):
        items = asking.shelf.items([meeting.id])
        matches = (Match(meeting, item, 0, 0, 0, 0, 0, 0) for item in items)
        extracts = [one for one in (extract(query, match, asking.shelf) for match in matches) if one.drafts]
        if extracts:
            return _extracted(asking, extracts[:_MOST_ITEMS])
    return Outcome(refusal=refusal.of_meeting(query, meeting, asking.desk))


_EVERY = re.compile(r"哪些|都|各|分别|所有|全部|几项")


def _loose(asking: Asking) -> Outcome | None:
    """Sentences outside every item that answer: the opening of a meeting, or minutes without an agenda."""
    drafts = loose(asking.query, asking.search(), asking.shelf)
    return Outcome(tuple(drafts)) if drafts else None


def _of_unit(asking: Asking, choice: Choice) -> Outcome:
    """What is asked of a unit, or said of it, wherever the meeting names it."""
    if asking.query.aspect in {None, "responsible", "supporting"}:
        told = naming.of_unit(asking.query, asking.scope, asking.shelf)
        if told:
            return Outcome(_under_meetings(asking.query, told))
    extracts = [extract(asking.query, one, asking.shelf) for one in choice.chosen]
    units = asking.query.units
    kept = [
        one
        for one in extracts
        if any(names_unit(simplified(draft.text), unit) for unit in units for draft in one.drafts)
    ]
    if not kept:
        return Outcome(refusal=absence.of_matter(asking.query, asking.scope, asking.search(), asking.desk))
    return _extracted(asking, sorted(kept, key=lambda one: (one.match.meeting.id, one.match.item.ordinal))[:6])


def _under_meetings(query: Query, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Drafts as they are where they come from one meeting, else each under the name of its own."""
    if len({draft.evidence[0].meeting.id for draft in drafts}) == 1:
        return tuple(drafts)
    return tuple(
        replace(one, text=say(query.script, "{meeting}：", meeting=dated_name(one.evidence[0].meeting)) + one.text)
        for one in drafts
    )


def _extracted(asking: Asking, extracts: Sequence[Extract]) -> Outcome:
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
