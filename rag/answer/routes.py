"""Which way a question goes: an exact executor, the sentences of the item it means, or an honest refusal."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer import absence, naming, refusal
from rag.answer.asking import Outcome
from rag.answer.cite import Desk
from rag.answer.extract import extract
from rag.answer.loose import held_outside
from rag.answer.nearby import nearer, rescued
from rag.answer.order import order_of
from rag.answer.phrases import dated_name, say
from rag.answer.told import beyond_names, body_elsewhere, extracted, outside, told, under_meetings
from rag.answer.whole import all_demands, announced, concluded, studied_in, whole_meeting
from rag.find.across import meetings_about
from rag.find.agenda import agenda
from rag.find.attendance import attendance, chaired
from rag.find.choose import choose
from rag.find.facts import fact
from rag.find.matter import is_specific
from rag.find.ranked import ranked, ranking, unmeasured
from rag.find.rows import MOST_ROWS, Found
from rag.find.units import names_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.asking import Asking
    from rag.find.choose import Choice
    from rag.records import MeetingRow, Query

_FACTS = frozenset({"date", "place", "number", "chair", "attendance"})
_PLURAL = re.compile(r"各次|每次|历次|分别|各是|都是|各自|所有|全部|哪几次|这几次|每场")
_WHETHER = re.compile(r"吗|(?<![什怎])么|是否|是不是|有没有|还是|没有?[？?]?$")
_BY_UNIT = re.compile(r"(?:局|委|办|部|中心|院|公司|集团)(?:汇报|提出|提交|起草|上报|报告|牵头|负责)的")
"""Takes for granted who put a matter forward or carries it out."""
_CLEARLY = 0.25
"""How much more of the matter a passage outside every item must hold than the best item to be asked first."""
_LAW = re.compile(r"^(?:学法)?(?:学法|学习|学的?|第一议题)$")
"""Words of a question that name study alone: 学法学了什么."""
_THIS = re.compile(r"(?:这|该|此|本)(?:一)?次会")
"""Points at one meeting; where several may be meant, it must be told which."""
_TOGETHER = 3
"""Meetings that may answer one question side by side; more, and the question must say which it means."""


def route(asking: Asking) -> Outcome:
    """Which way a question goes."""
    query, scope = asking.query, asking.scope
    if not scope.held or scope.failed is not None:
        return Outcome(refusal=refusal.of_scope(query, scope, asking.desk))
    return _ordered(asking) or _by_intent(asking)


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
    return _told_nearby(asking)


def _ordered(asking: Asking) -> Outcome | None:
    """Which of several meetings comes first or holds the most, where a question asks that and names no matter."""
    query, meetings = asking.query, asking.scope.meetings
    wanted = ranking(query)
    if wanted is None or not 1 < len(meetings) <= MOST_ROWS or query.documents or is_specific(unmeasured(query.matter)):
        return None
    found = ranked(wanted, meetings, asking.shelf)
    return Outcome(tuple(order_of(query, wanted, found))) if found.rows else None


def _has_matter(query: Query) -> bool:
    return bool(query.matter or query.documents or query.ordinals)


def _fact(asking: Asking) -> Outcome:
    """A fact of one meeting; where a matter is named, of the meeting that took it up."""
    query, meetings = asking.query, asking.scope.meetings
    if _has_matter(query) and len(meetings) > 1:
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
        if listed is not None and 0 < len({row.meeting.id for row in listed.rows}) <= _TOGETHER:
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
    if not silent or len(silent) > _TOGETHER:
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
    if len(meetings) > _TOGETHER and not filtered and not asking.scope.stated:
        return Outcome(refusal=refusal.ambiguous(query, meetings, asking.desk))
    asking.clock.lap("find")
    query = replace(query, matter=beyond_names(query.matter, meetings))
    found = agenda(query, meetings, asking.shelf)
    if found.lack == "many":
        return Outcome(refusal=refusal.ambiguous(query, meetings, asking.desk))
    if not found.rows and query.matter and not query.due:
        return _matter(asking)
    if not found.rows and query.people and (said := naming.of_person(query, asking.scope, asking.shelf)):
        return Outcome(under_meetings(query, said))
    if not found.rows and query.people:
        away = refusal.of_person(query, meetings, asking.shelf, asking.desk)
        if away is not None:
            return Outcome(refusal=away)
    return told(asking, found, meetings)


def _matter(asking: Asking) -> Outcome:
    """A question about one matter: the item it means, and the sentences of it that answer."""
    query = asking.query
    told_by = naming.speakers(query, asking.scope, asking.shelf)
    if told_by:
        return Outcome(tuple(told_by))
    spoken = naming.with_speaker(query)
    if naming.asks_for_speech(spoken):
        said = naming.of_person(spoken, asking.scope, asking.shelf)
        if said:
            return Outcome(under_meetings(query, said))
    if asking.scope.stated and len(asking.scope.meetings) == 1:
        query = replace(query, matter=beyond_names(query.matter, asking.scope.meetings) or query.matter)
    choice = choose(query, asking.scope, asking.search(), asking.shelf)
    asking.chosen = choice.chosen
    asking.clock.lap("find")
    if query.intent == "demand" and choice.lack == "nothing" and len(asking.scope.meetings) == 1:
        return all_demands(asking)
    if not choice.chosen:
        return _unmatched(asking, choice)
    if not query.matter and not _has_matter(query) and query.units:
        return _of_unit(asking, choice)
    return _unfit(asking, choice) or _of_items(asking, query, choice)


_UNTOLD = frozenset({"not_recorded", "outside_archive"})


def _told_nearby(asking: Asking) -> Outcome:
    """A question about one matter; where its own words lead nowhere, the sentence that says it in others."""
    outcome = _matter(asking)
    if outcome.refusal is None or outcome.refusal.kind not in _UNTOLD or not asking.query.matter:
        return outcome
    draft = rescued(asking)
    if draft is None:
        return outcome
    asking.desk = Desk(asking.shelf)
    return Outcome((draft,))


def _unfit(asking: Asking, choice: Choice) -> Outcome | None:
    """Why the items chosen do not answer: too many meetings, words outside every item, a unit that is not theirs."""
    query = asking.query
    if len({one.meeting.id for one in choice.chosen}) > _TOGETHER:
        return Outcome(refusal=refusal.ambiguous(query, [one.meeting for one in choice.chosen], asking.desk))
    if held_outside(query, asking.search()) >= choice.chosen[0].keen + _CLEARLY:
        beside = outside(asking, items_first=choice.chosen[0].keen > 0)
        if beside is not None:
            return beside
    if not (choice.unit_missed and _BY_UNIT.search(query.simplified)):
        return None
    wrong = refusal.of_unit(query, choice.chosen[0], asking.shelf, asking.desk)
    return Outcome(refusal=wrong) if wrong is not None else None


def _of_items(asking: Asking, query: Query, choice: Choice) -> Outcome:
    """What the chosen items say; where they have no word of it, a sentence elsewhere that has."""
    extracts = [extract(query, one, asking.shelf) for one in choice.chosen]
    if all(one.missing in {"decision", "detail"} for one in extracts):
        others = (extract(query, one, asking.shelf) for one in choice.others)
        extracts = [next((one for one in others if one.drafts), extracts[0]), *extracts[1:]]
    if all(one.missing in {"body", "matter"} for one in extracts):
        beside = outside(asking)
        if beside is not None:
            return beside
        extracts = [body_elsewhere(one, asking) for one in extracts]
    if query.intent in {"passage", "demand"} and query.aspect in {None, "finding"} and not query.units:
        shown = "".join(
            simplified(text)
            for one in extracts
            for text in (one.match.item.title or "", *(draft.text for draft in (*one.drafts, *one.shown)))
        )
        better = nearer(asking, shown)
        if better is not None:
            return Outcome((better,))
    return extracted(asking, extracts)


def _unmatched(asking: Asking, choice: Choice) -> Outcome:
    """No item answers: the question names none, or other places of the minutes do, or nothing does."""
    query, scope = asking.query, asking.scope
    if choice.lack == "nothing" and query.simplified:
        return whole_meeting(asking)
    if choice.lack in {"matter", "document"} and query.intent in {"passage", "decision", "demand"}:
        beside = outside(asking)
        if beside is not None:
            return beside
    away = None
    if choice.lack == "person":
        said = naming.of_person(query, scope, asking.shelf)
        if said:
            return Outcome(under_meetings(query, said))
        away = refusal.of_person(query, scope.meetings, asking.shelf, asking.desk)
    passages = asking.search() if query.simplified else ()
    return Outcome(refusal=away or absence.of_matter(query, scope, passages, asking.desk))


def _of_unit(asking: Asking, choice: Choice) -> Outcome:
    """What is asked of a unit, or said of it, wherever the meeting names it."""
    if asking.query.aspect in {None, "responsible", "supporting"}:
        said = naming.of_unit(asking.query, asking.scope, asking.shelf)
        if said:
            return Outcome(under_meetings(asking.query, said))
    extracts = [extract(asking.query, one, asking.shelf) for one in choice.chosen]
    units = asking.query.units
    kept = [
        one
        for one in extracts
        if any(names_unit(simplified(draft.text), unit) for unit in units for draft in one.drafts)
    ]
    if not kept:
        return Outcome(refusal=absence.of_matter(asking.query, asking.scope, asking.search(), asking.desk))
    return extracted(asking, sorted(kept, key=lambda one: (one.match.meeting.id, one.match.item.ordinal))[:6])
