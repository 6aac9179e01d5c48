"""A question about one matter: the items it means and their sentences that answer, or why nothing does."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer import absence, naming, refusal
from rag.answer.asking import Outcome
from rag.answer.attributed import asks_who_said, attributed
from rag.answer.extract import extract
from rag.answer.loose import held_outside
from rag.answer.told import beyond_names, body_elsewhere, extracted, outside, under_meetings
from rag.answer.whole import all_demands, whole_meeting
from rag.find.choose import choose
from rag.find.units import names_unit

if TYPE_CHECKING:
    from rag.answer.asking import Asking
    from rag.find.choose import Choice
    from rag.records import Query

_BY_UNIT = re.compile(r"(?:局|委|办|部|中心|院|公司|集团)(?:汇报|提出|提交|起草|上报|报告|牵头|负责)的")
"""Takes for granted who put a matter forward or carries it out."""
_CLEARLY = 0.25
"""How much more of the matter a passage outside every item must hold than the best item to be asked first."""
TOGETHER = 3
"""Meetings that may answer one question side by side; more, and the question must say which it means."""


def has_matter(query: Query) -> bool:
    """Whether a question names a matter, a document or an item by its number."""
    return bool(query.matter or query.documents or query.ordinals)


def by_matter(asking: Asking) -> Outcome:
    """A question about one matter; where its own words lead nowhere, the sentence that says it in others."""
    if asks_who_said(asking.query) and (said := attributed(asking)):
        return Outcome(under_meetings(asking.query, said))
    outcome = _matter(asking)
    if outcome.refusal is not None and (wider := _without_body(asking)) is not None:
        again = by_matter(wider)
        named = all(any(body in simplified(one.text) for body in asking.query.bodies) for one in again.drafts)
        outcome = again if again.refusal is None and named else outcome
    return outcome


def _without_body(asking: Asking) -> Asking | None:
    """The question asked of every meeting, where all that confined it is the name of a body that may be its matter.

    A body's name is also what people talk about (智慧城市, 河长制办公室); a place, a day or a number is not. What
    another meeting says may only answer where it names the body itself.
    """
    query = asking.query
    confined = query.filters and set(query.filters) == {"bodies"}
    if not confined or len(asking.scope.meetings) == len(asking.scope.held):
        return None
    matter = " ".join((*query.bodies, query.matter)).strip()
    scope = replace(asking.scope, meetings=asking.scope.held, stated=False)
    return replace(asking, query=replace(query, bodies=(), matter=matter), scope=scope, passages=[], chosen=())


def _matter(asking: Asking) -> Outcome:
    """A question about one matter: the item it means, and the sentences of it that answer."""
    query = asking.query
    if asking.scope.stated and len(asking.scope.meetings) == 1:
        beyond = beyond_names(_unnamed(query), asking.scope.meetings)
        query = replace(query, matter=beyond if beyond or query.people else query.matter)
    told_by = naming.speakers(query, asking.scope, asking.shelf)
    if told_by:
        return Outcome(tuple(told_by))
    spoken = naming.with_speaker(query)
    if naming.asks_for_speech(spoken):
        said = naming.of_person(spoken, asking.scope, asking.shelf)
        if said:
            return Outcome(under_meetings(query, said))
    choice = choose(query, asking.scope, asking.search(), asking.shelf)
    asking.chosen = choice.chosen
    asking.clock.lap("find")
    if query.intent == "demand" and choice.lack == "nothing" and len(asking.scope.meetings) == 1:
        return all_demands(asking)
    if not choice.chosen:
        return _unmatched(asking, choice)
    if not query.matter and not has_matter(query) and query.units:
        return _of_unit(asking, choice)
    return _unfit(asking, choice) or _of_items(asking, query, choice)


def _unnamed(query: Query) -> str:
    """The matter without the words right before the meeting's kind, which name the meeting (抗旱电话 before 调度会)."""
    kinds = "|".join((*map(re.escape, query.kinds), *_KINDS))
    return " ".join(
        one
        for one in query.matter.split()
        if not re.search(rf"{re.escape(one)}(?:工作)?(?:{kinds})会议?(?!精神)", query.simplified)
    )


_KINDS = ("调度", "专题", "协调", "推进", "座谈", "动员", "部署", "现场", "现场办公", "视频", "办公", "常务")


def _unfit(asking: Asking, choice: Choice) -> Outcome | None:
    """Why the items chosen do not answer: too many meetings, words outside every item, a unit that is not theirs."""
    query = asking.query
    if len({one.meeting.id for one in choice.chosen}) > TOGETHER:
        return Outcome(refusal=refusal.ambiguous(query, [one.meeting for one in choice.chosen], asking.desk))
    held = max(choice.chosen[0].keen, choice.chosen[0].title)
    if held_outside(query, asking.search()) >= held + _CLEARLY:
        beside = outside(asking, items_first=held > 0)
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
