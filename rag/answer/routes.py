"""Which way a question goes: an exact executor, the sentences of the item it means, or an honest refusal."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer import absence, naming, refusal
from rag.answer.asked_for import lacks_asked
from rag.answer.asking import Outcome
from rag.answer.cite import Desk
from rag.answer.life import life_of
from rag.answer.matter import TOGETHER, by_matter, has_matter
from rag.answer.order import order_of, order_of_matters
from rag.answer.phrases import dated_name, say
from rag.answer.presumed import other_chair
from rag.answer.settle import settled
from rag.answer.sides import of_each, of_each_matter
from rag.answer.told import beyond_names, told, under_meetings
from rag.answer.whole import announced, concluded, studied_in
from rag.find.across import meetings_about
from rag.find.agenda import agenda
from rag.find.attendance import attendance, chaired
from rag.find.choose import choose
from rag.find.facts import fact
from rag.find.filters import date_of
from rag.find.matter import is_specific
from rag.find.ranked import beside_each_other, ranked, ranking, unmeasured
from rag.find.rows import MOST_ROWS, Found

if TYPE_CHECKING:
    from rag.answer.asking import Asking
    from rag.find.rows import Row
    from rag.records import MeetingRow, Query

_FACTS = frozenset({"date", "place", "number", "chair", "attendance"})
_PLURAL = re.compile(r"各次|每次|历次|分别|各是|都是|各自|所有|全部|哪几次|这几次|每场")
_WHETHER = re.compile(r"吗|(?<![什怎])么|是否|是不是|有没有|还是|没有?[？?]?$")
_LAW = re.compile(
    r"(?:学法|学习|传达|学的?|第一议题|重要|系列|有关|主要|讲话|精神|指示|批示|论述|文章|贺信|文件|内容|会议|哪些|哪几[个项份篇]|了|和|与|、|\s)+"
)
"""Words of a question that name study alone: 学法学了什么, 学习了哪几个讲话."""
_THIS = re.compile(r"(?:这|该|此|本)(?:一)?次会")
"""Points at one meeting; where several may be meant, it must be told which."""


def route(asking: Asking) -> Outcome:
    """Which way a question goes."""
    query, scope = asking.query, asking.scope
    if not scope.held or scope.failed is not None:
        return Outcome(refusal=refusal.of_scope(query, scope, asking.desk))
    wrong = other_chair(asking)
    if wrong is not None:
        return Outcome(refusal=wrong)
    career = life_of(query, scope, asking.shelf)
    if career:
        return Outcome(under_meetings(query, career))
    said = _ordered(asking) or of_each(asking, (_by_intent, _across))
    return said or of_each_matter(asking, _by_intent) or _settled(asking)


def _settled(asking: Asking) -> Outcome:
    """The outcome weighed against the nearest sentences, and refused where it has not what the question names."""
    outcome = settled(asking, _by_intent(asking))
    if outcome.refusal is None and asking.query.intent in _TOLD and lacks_asked(asking, outcome.drafts):
        asking.desk = Desk(asking.shelf)
        return Outcome(refusal=absence.beside_the_point(asking.query, outcome.drafts, asking.desk))
    return _under_its_meeting(asking, outcome)


_WHICH_ONE = re.compile(r"哪[一]?[次场](?:会|[^，。]{0,6}会|讲|说|提)|哪个会")


def _under_its_meeting(asking: Asking, outcome: Outcome) -> Outcome:
    """A sentence behind the name of its meeting, where the question asks which meeting it was."""
    query = asking.query
    if query.intent != "passage" or not _WHICH_ONE.search(query.simplified):
        return outcome
    drafts = []
    for one in outcome.drafts:
        name = say(query.script, "{meeting}：", meeting=dated_name(one.evidence[0].meeting))
        drafts.append(one if one.text.startswith(name) else replace(one, text=name + one.text))
    return replace(outcome, drafts=tuple(drafts))


_TOLD = frozenset({"passage", "demand", "decision", "date"})
"""Answered by sentences, or by a date that may be another's: a name or a verb of the question may not be in them."""


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
    if wanted is None:
        return None
    if wanted.measure == "date" and (rows := _first_of_each(asking)):
        return Outcome(tuple(order_of_matters(query, wanted, rows)))
    if not 1 < len(meetings) <= MOST_ROWS or query.documents or is_specific(unmeasured(query.matter)):
        return None
    found = ranked(wanted, meetings, asking.shelf)
    return Outcome(tuple(order_of(query, wanted, found))) if found.rows else None


def _first_of_each(asking: Asking) -> list[Row]:
    """Of each of several matters named side by side the row of the meeting that first did with it what is asked."""
    rows: list[Row] = []
    queries = beside_each_other(asking.query)
    for query in queries:
        passages = replace(asking, query=query, passages=[]).search(wide=True)
        found = meetings_about(replace(query, intent="meetings"), asking.scope.meetings, passages, asking.shelf).rows
        done = [row for row in found if not query.outcomes or row.note in query.outcomes]
        rows += sorted(done, key=lambda row: date_of(row.meeting))[:1]
    return rows if len(rows) == len(queries) else []


def _fact(asking: Asking) -> Outcome:
    """A fact of one meeting; where a matter is named, of the meeting that took it up."""
    query, meetings = asking.query, asking.scope.meetings
    if has_matter(query) and len(meetings) > 1:
        meetings = _that_took_up(asking, _that_decided(asking) or meetings)
        if not meetings and query.intent in {"date", "place"}:
            return by_matter(asking)
        meetings = meetings or asking.scope.meetings
    if query.intent == "chair" and query.people and len(meetings) > 1:
        theirs = {row.meeting.id for row in chaired(query, meetings, asking.shelf).rows if row.words in query.people}
        meetings = tuple(row for row in meetings if row.id in theirs) or meetings
    asking.clock.lap("find")
    everyone = bool(query.people) and query.intent == "attendance"
    if len(meetings) > 1 and not everyone and not _fits_all(asking):
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


def _that_took_up(asking: Asking, meetings: tuple[MeetingRow, ...]) -> tuple[MeetingRow, ...]:
    """The meetings whose items are about the matter, or which say it in so many words."""
    query = asking.query
    choice = choose(query, replace(asking.scope, meetings=meetings), asking.search(), asking.shelf)
    if choice.chosen:
        return tuple({one.meeting.id: one.meeting for one in choice.chosen}.values())
    told = meetings_about(replace(query, intent="meetings"), meetings, asking.search(), asking.shelf).rows
    named = tuple({row.meeting.id: row.meeting for row in told}.values())
    return named if len(named) <= TOGETHER else ()


def _that_decided(asking: Asking) -> tuple[MeetingRow, ...]:
    """The meetings that decided a matter as the question says (哪天通过的); none where it names no outcome."""
    query = asking.query
    if not query.outcomes:
        return ()
    rows = meetings_about(query, asking.scope.meetings, asking.search(wide=True), asking.shelf).rows
    return tuple({row.meeting.id: row.meeting for row in rows if row.note in query.outcomes}.values())


def _fits_all(asking: Asking) -> bool:
    """Whether a question for one fact may be answered for each of several meetings."""
    query, scope = asking.query, asking.scope
    named = max(len(query.places), len(query.sessions), len(query.periods)) > 1
    every = named or scope.each or bool(scope.sides) or bool(_PLURAL.search(query.simplified))
    return len(scope.meetings) <= MOST_ROWS and every


def _with_anybody(asking: Asking) -> Outcome:
    """The lists of the meetings at which anybody was away, sat in or came (哪几次会有人请假)."""
    asking.query = replace(asking.query, intent="attendance", matter="")
    meetings = asking.scope.meetings
    found = attendance(asking.query, meetings, asking.shelf)
    if len({row.meeting.id for row in found.rows}) > MOST_ROWS:
        return Outcome(refusal=refusal.ambiguous(asking.query, meetings, asking.desk))
    outcome = told(asking, found, meetings)
    if len({row.meeting.id for row in found.rows}) != 1:
        return outcome
    name = say(asking.query.script, "{meeting}：", meeting=dated_name(found.rows[0].meeting))
    return replace(outcome, drafts=tuple(replace(one, text=name + one.text) for one in outcome.drafts))


def _across(asking: Asking) -> Outcome:
    """Meetings, timelines and comparisons, over every meeting of the scope."""
    if asking.query.attendance is not None and not asking.query.people and asking.query.intent == "meetings":
        return _with_anybody(asking)
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
    line = say(query.script, "{named}没有找到所问字样的记载。", named=named)
    return f"{line}{notice or ''}"


def _studied(asking: Asking) -> Outcome | None:
    """What one meeting studied, in the sentences that say so."""
    query = asking.query
    studies = bool(query.actions) and set(query.actions) <= {"学习", "传达"}
    alone = studies and query.intent == "list" and not _LAW.sub("", query.matter)
    drafts = studied_in(asking) if alone and len(asking.scope.meetings) == 1 else []
    return Outcome(tuple(drafts)) if drafts else None


def _led(asking: Asking, query: Query) -> tuple[Query, tuple[MeetingRow, ...]]:
    """A list of the meeting that someone chaired (甲区长那次会研究了哪几项): the person filters nothing."""
    meetings = asking.scope.meetings
    if not query.people:
        return query, meetings
    presented = {person.name for item in asking.shelf.items([row.id for row in meetings]) for person in item.presenters}
    if {simplified(name) for name in presented} & set(query.people):
        return query, meetings
    theirs = {row.meeting.id for row in chaired(query, meetings, asking.shelf).rows if row.words in query.people}
    led = tuple(row for row in meetings if row.id in theirs)
    return (replace(query, people=()), led) if led else (query, meetings)


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
    query, meetings = _led(asking, replace(query, matter=beyond_names(query.matter, meetings)))
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
