"""Which way a question goes: an exact executor, the sentences of the item it means, or an honest refusal."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer import absence, naming, refusal
from rag.answer.asking import Outcome
from rag.answer.matter import TOGETHER, by_matter, has_matter
from rag.answer.order import order_of
from rag.answer.phrases import dated_name, say
from rag.answer.settle import settled
from rag.answer.told import beyond_names, told, under_meetings
from rag.answer.whole import announced, concluded, studied_in
from rag.find.across import meetings_about
from rag.find.agenda import agenda
from rag.find.attendance import attendance, chaired
from rag.find.choose import choose
from rag.find.facts import fact
from rag.find.matter import is_specific
from rag.find.ranked import ranked, ranking, unmeasured
from rag.find.rows import MOST_ROWS, Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.asking import Asking
    from rag.records import MeetingRow, Query

_FACTS = frozenset({"date", "place", "number", "chair", "attendance"})
_PLURAL = re.compile(r"各次|每次|历次|分别|各是|都是|各自|所有|全部|哪几次|这几次|每场")
_WHETHER = re.compile(r"吗|(?<![什怎])么|是否|是不是|有没有|还是|没有?[？?]?$")
_LAW = re.compile(r"^(?:学法)?(?:学法|学习|学的?|第一议题)$")
"""Words of a question that name study alone: 学法学了什么."""
_THIS = re.compile(r"(?:这|该|此|本)(?:一)?次会")
"""Points at one meeting; where several may be meant, it must be told which."""


def route(asking: Asking) -> Outcome:
    """Which way a question goes."""
    query, scope = asking.query, asking.scope
    if not scope.held or scope.failed is not None:
        return Outcome(refusal=refusal.of_scope(query, scope, asking.desk))
    return settled(asking, _ordered(asking) or _by_intent(asking))


def _by_intent(asking: Asking) -> Outcome:
    query = asking.query
    if query.intent in _FACTS or query.counted == "people":
        return _fact(asking)
    if query.intent in {"meetings", "timeline", "compare"} or query.counted == "meetings":
        return _across(asking)
    said = concluded(asking) or announced(asking)
    if said:
        return Outcome(under_meetings(query, said))
    if query.intent in {"list", "count"}:
        return _studied(asking) or _agenda(asking)
    return by_matter(asking)


def _ordered(asking: Asking) -> Outcome | None:
    """Which of several meetings comes first or holds the most, where a question asks that and names no matter."""
    query, meetings = asking.query, asking.scope.meetings
    wanted = ranking(query)
    if wanted is None or not 1 < len(meetings) <= MOST_ROWS or query.documents or is_specific(unmeasured(query.matter)):
        return None
    found = ranked(wanted, meetings, asking.shelf)
    return Outcome(tuple(order_of(query, wanted, found))) if found.rows else None


def _fact(asking: Asking) -> Outcome:
    """A fact of one meeting; where a matter is named, of the meeting that took it up."""
    query, meetings = asking.query, asking.scope.meetings
    if has_matter(query) and len(meetings) > 1:
        meetings = _that_decided(asking) or meetings
        choice = choose(query, replace(asking.scope, meetings=meetings), asking.search(), asking.shelf)
        if choice.chosen:
            meetings = tuple({one.meeting.id: one.meeting for one in choice.chosen}.values())
    if query.intent == "chair" and query.people and len(meetings) > 1:
        theirs = {row.meeting.id for row in chaired(query, meetings, asking.shelf).rows if row.words in query.people}
        meetings = tuple(row for row in meetings if row.id in theirs) or meetings
    asking.clock.lap("find")
    everyone = bool(query.people) and query.intent == "attendance"
    if len(meetings) > 1 and not everyone and not _fits_all(query, meetings):
        pointed = _THIS.search(query.simplified)
        listed = attendance(query, meetings, asking.shelf) if query.intent == "attendance" and not pointed else None
        if listed is not None and 0 < len({row.meeting.id for row in listed.rows}) <= TOGETHER:
            return told(asking, listed, meetings)
        return Outcome(refusal=refusal.ambiguous(query, meetings, asking.desk))
    if query.intent == "chair" and query.people and not _WHETHER.search(query.simplified):
        wrong = refusal.of_chair(query, chaired(query, meetings, asking.shelf), asking.desk)
        if wrong is not None:
            return Outcome(refusal=wrong)
    if query.people and query.attendance == "apologies":
        there = refusal.of_absence(query, attendance(query, meetings, asking.shelf), asking.desk)
        if there is not None:
            return Outcome(refusal=there)
    readers = {"attendance": attendance, "count": attendance, "chair": chaired}
    found = readers.get(query.intent, fact)(query, meetings, asking.shelf)
    return told(asking, found, meetings)


def _that_decided(asking: Asking) -> tuple[MeetingRow, ...]:
    """The meetings that decided a matter as the question says (哪天通过的); none where it names no outcome."""
    query = asking.query
    if not query.outcomes:
        return ()
    rows = meetings_about(query, asking.scope.meetings, asking.search(wide=True), asking.shelf).rows
    return tuple({row.meeting.id: row.meeting for row in rows if row.note in query.outcomes}.values())


def _fits_all(query: Query, meetings: Sequence[MeetingRow]) -> bool:
    """Whether a question for one fact may be answered for each of several meetings."""
    named = max(len(query.places), len(query.sessions), len(query.periods)) > 1
    return len(meetings) <= MOST_ROWS and (named or bool(_PLURAL.search(query.simplified)))


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
    outcome = told(asking, found, meetings)
    return replace(outcome, notice=_without(asking, found, outcome.notice))


def _without(asking: Asking, found: Found, notice: str | None) -> str | None:
    """Which of the places or sessions that were named have no row, beside the line on coverage."""
    query = asking.query
    there = {row.meeting.id for row in found.rows}
    if query.intent != "compare":
        return notice
    silent = [row for row in asking.scope.meetings if row.id not in there]
    if not silent or len(silent) > TOGETHER:
        return notice
    named = "、".join(dated_name(row) for row in silent)
    line = say(query.script, "{named}没有这方面的记载。", named=named)
    return f"{line}{notice or ''}"


def _studied(asking: Asking) -> Outcome | None:
    """What one meeting studied, in the sentences that say so."""
    query = asking.query
    alone = query.actions == ("学习",) and query.intent == "list" and not _LAW.sub("", query.matter)
    drafts = studied_in(asking) if alone and len(asking.scope.meetings) == 1 else []
    return Outcome(tuple(drafts)) if drafts else None


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
    if len(meetings) > TOGETHER and not filtered and not asking.scope.stated:
        return Outcome(refusal=refusal.ambiguous(query, meetings, asking.desk))
    asking.clock.lap("find")
    query = replace(query, matter=beyond_names(query.matter, meetings))
    found = agenda(query, meetings, asking.shelf)
    if found.lack == "many":
        return Outcome(refusal=refusal.ambiguous(query, meetings, asking.desk))
    if not found.rows and query.matter and not query.due:
        return by_matter(asking)
    if not found.rows and query.people and (said := naming.of_person(query, asking.scope, asking.shelf)):
        return Outcome(under_meetings(query, said))
    if not found.rows and query.people:
        away = refusal.of_person(query, meetings, asking.shelf, asking.desk)
        if away is not None:
            return Outcome(refusal=away)
    return told(asking, found, meetings)
