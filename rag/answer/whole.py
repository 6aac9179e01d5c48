"""Questions about a whole meeting that name no matter of it: its agenda, its demands, a detail of every item."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer import refusal
from rag.answer.asking import Outcome
from rag.answer.details import verbatim
from rag.answer.extract import extract
from rag.answer.sentences import Body
from rag.answer.told import extracted, outside, told
from rag.find.agenda import agenda
from rag.find.match import Match
from rag.find.rows import Found

if TYPE_CHECKING:
    from rag.answer.asking import Asking
    from rag.answer.draft import Draft

_MOST_ITEMS = 12
_TOGETHER = 3
_EVERY = re.compile(r"哪些|都|各|分别|所有|全部|几项")
_STUDIED = re.compile(r"学(?:习)?(?:了|过|的|些|啥|什么)")
_STUDIES = re.compile(r"学习|传达|解读|学法")
"""What a meeting studied is told by the sentence that says so, seldom by the title of its item."""


def whole_meeting(asking: Asking) -> Outcome:
    """A question that names no matter is about the one meeting it can mean; of several it must say which."""
    query, scope = asking.query, asking.scope
    if len(scope.meetings) > 1:
        return Outcome(refusal=refusal.ambiguous(query, scope.meetings, asking.desk))
    if query.aspect is not None:
        return _each_detail(asking)
    if _STUDIED.search(query.simplified):
        studied = studied_in(asking)
        if studied:
            return Outcome(tuple(studied))
    return told(asking, agenda(query, scope.meetings, asking.shelf), scope.meetings)


def all_demands(asking: Asking) -> Outcome:
    """What a whole meeting asked for: the demands of each item, the first point of each where the agenda is long."""
    meeting = asking.scope.meetings[0]
    items = asking.shelf.items([meeting.id])
    matches = [Match(meeting, item, 0, 0, 0, 0, 0, 0) for item in items]
    extracts = [one for one in (extract(asking.query, match, asking.shelf) for match in matches) if one.drafts]
    if len(extracts) > _TOGETHER:
        extracts = [replace(one, drafts=one.drafts[:1]) for one in extracts]
    if not extracts:
        return outside(asking) or Outcome(
            refusal=refusal.of_found(asking.query, Found(lack="items"), (meeting,), asking.desk)
        )
    return extracted(asking, extracts[:_MOST_ITEMS])


def _each_detail(asking: Asking) -> Outcome:
    """A detail asked of a whole meeting: of every item that states it where all are meant, else it is not recorded."""
    query, meeting = asking.query, asking.scope.meetings[0]
    if _EVERY.search(query.simplified):
        items = asking.shelf.items([meeting.id])
        matches = (Match(meeting, item, 0, 0, 0, 0, 0, 0) for item in items)
        extracts = [one for one in (extract(query, match, asking.shelf) for match in matches) if one.drafts]
        if extracts:
            return extracted(asking, extracts[:_MOST_ITEMS])
    return Outcome(refusal=refusal.of_meeting(query, meeting, asking.desk))


def studied_in(asking: Asking) -> list[Draft]:
    """The sentences that say what a meeting studied, one an item."""
    meeting = asking.scope.meetings[0]
    found: list[Draft] = []
    rows = asking.shelf.decisions([meeting.id])
    for item in asking.shelf.items([meeting.id]):
        body = Body.of(item, asking.shelf.pages(item.document_id), rows)
        said = next((one for one in body.sentences[:2] if _STUDIES.search(one.text)), None)
        if said is not None and (_STUDIES.search(item.title or "") or {"学习", "传达"} & set(item.actions)):
            found.append(verbatim(meeting, body, said.span))
    return found
