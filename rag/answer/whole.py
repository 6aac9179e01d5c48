"""Questions about a whole meeting that name no matter of it: its agenda, its demands, a detail of every item."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from ingest.records import Span
from rag.answer import refusal
from rag.answer.asking import Outcome
from rag.answer.cite import trimmed
from rag.answer.details import verbatim
from rag.answer.draft import Draft, Evidence
from rag.answer.extract import extract
from rag.answer.sentences import LONG, Body
from rag.answer.told import extracted, outside, told
from rag.find.agenda import agenda
from rag.find.match import Match
from rag.find.rows import Found
from rag.find.standing import standing
from rag.find.terms import specific_coverage

if TYPE_CHECKING:
    from rag.answer.asking import Asking
    from rag.find.shelf import Sentence

_MOST_ITEMS = 12
_HALF = 0.5
_TOGETHER = 3
_EVERY = re.compile(r"哪些|都|各|分别|所有|全部|几项")
_STUDIED = re.compile(r"学(?:习)?(?:了|过|的|些|啥|什么)")
_STUDIES = re.compile(r"学习|传达|解读|学法")
_LEARNS = re.compile(
    r"(?:学习|传达)(?:贯彻|传达|学习|领会|落实|了)*[^，。；]{2,80}?(?:精神|讲话|论述|指示|批示|文章|贺信|思想|纲要|党课|报告(?!会)|通报|》)"
)
_MOST_STUDIED = 6
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
        if item.body_absent and item.title_span and _STUDIES.search(item.title or ""):
            found.append(verbatim(meeting, body, item.title_span))
        if not (_STUDIES.search(item.title or "") or {"学习", "传达"} & set(item.actions)):
            continue
        first = next((one for one in body.sentences[:2] if _STUDIES.search(one.text)), None)
        said = [one for one in body.sentences if one == first or _LEARNS.search(one.text)]
        said = said or [one for one in body.pages.sentences(item.span)[:1] if _STUDIES.search(one.text)]
        spans = [_clause(one, body).span for one in said[:_MOST_STUDIED]]
        found += [verbatim(meeting, body, one) for one in spans or filter(None, (item.title_span,))]
    return found


def _clause(sentence: Sentence, body: Body) -> Sentence:
    """Of a long sentence the clause that says what was studied."""
    if len(sentence.text) <= LONG:
        return sentence
    clauses = body.pages.sentences(sentence.span, clauses=True)
    return next((one for one in clauses if _LEARNS.search(one.text)), sentence)


_CONCLUDES = re.compile(r"结论|结果|决定|决议|裁示|定了|议定")
_CONCLUSIONS = re.compile(r"结论|决议|决定事项|裁示|议定事项")
_LONGEST = 600


def concluded(asking: Asking) -> list[Draft]:
    """What minutes that are called conclusions conclude: each of their points whole, where no decision was read."""
    query, meetings = asking.query, asking.scope.meetings
    if len(meetings) != 1 or not _CONCLUDES.search(query.simplified) or query.matter:
        return []
    meeting = meetings[0]
    rows = asking.shelf.decisions([meeting.id])
    if not _CONCLUSIONS.search(simplified(meeting.title)) or any(row.outcome for row in rows):
        return []
    found: list[Draft] = []
    for item in asking.shelf.items([meeting.id])[:_MOST_ITEMS]:
        body = Body.of(item, asking.shelf.pages(item.document_id), rows)
        sentences = body.pages.sentences(item.span)
        if sentences and len(item.span) <= _LONGEST:
            found.append(verbatim(meeting, body, Span(sentences[0].span.start, sentences[-1].span.end)))
    return found


_ANNOUNCES = re.compile(r"宣布|宣读")
_POSTS = re.compile(r"人事|任免|任命|干部")


def announced(asking: Asking) -> list[Draft]:
    """The sentences that tell what a meeting announced, where a question asks for that."""
    query, rows = asking.query, {row.id: row for row in asking.scope.meetings}
    if not _ANNOUNCES.search(query.simplified) or query.people:
        return []
    found: list[Draft] = []
    about = " ".join(word for word in query.matter.split() if not _ANNOUNCES.search(word) and not _POSTS.search(word))
    for chunk in standing("宣布", asking.scope, asking.shelf, parts=False).chunks:
        pages = asking.shelf.pages(chunk.document_id)
        for one in pages.sentences(chunk.span):
            fits = not _POSTS.search(query.simplified) or re.search(r"任|免|职务", one.text)
            if _ANNOUNCES.search(one.text) and fits and (not about or specific_coverage(about, one.text) >= _HALF):
                place = trimmed(pages, one.span)
                found.append(Draft(pages.words(place), (Evidence(rows[chunk.meeting_id], place),)))
    return list({one.evidence[0].span: one for one in found}.values())
