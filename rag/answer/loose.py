"""Answers from outside every agenda item: the opening of a meeting, news of one, a transcript without an agenda.

A stretch of text that belongs to no item is read as if it were one: the same rules find its demands, its reasons and
its figures. Only a sentence that holds the matter itself may answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer.amounts import states_figure
from rag.answer.cite import trimmed
from rag.answer.draft import Draft, Evidence
from rag.answer.extract import DECIDES, extract, holds_focus
from rag.answer.injected import instructs
from rag.answer.sentences import untitled
from rag.answer.talk import in_one_breath
from rag.find.match import Match
from rag.find.terms import specific_coverage
from rag.rows import ItemRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.find.shelf import Shelf
    from rag.records import MeetingRow, Passage, Query

_LOOSE, _LOOSE_NEAR, _NEAR = 0.75, 0.4, 0.88
"""Shares of the matter that a sentence, or a near passage with it, must hold outside the agenda."""
_ABOUT, _SAID = 0.6, 0.5
"""Shares of the matter that a stretch must hold to be read as an item, and a sentence of it to answer."""
_STRETCHES = 3
_ITS_OWN = {
    "responsible": re.compile(r"牵头|负责|承办|主办|统筹|由|请"),
    "supporting": re.compile(r"配合|协助|协同|会同"),
    "reporter": re.compile(r"汇报|报告|提出|提案|说明|介绍|所作|作的"),
    "deadline": re.compile(r"[\d一二三四五六七八九十]+\s*(?:年|月|日|天|周|个月|小时)|年底|月底|季度"),
    "vote": re.compile(r"票|表决|赞成|反对"),
}
"""The words in which a sentence states a detail: that it holds the matter alone is no answer."""
OPENING = re.compile(r"主持召开|召开[^，。]{0,24}会议?[，,。]")


def loose(query: Query, passages: Sequence[Passage], shelf: Shelf, *, items_first: bool = False) -> list[Draft]:
    """The sentences of passages that belong to no item and answer; none where none holds the matter.

    With `items_first`, where an item is about the matter too, only the detail or the demand that is asked for.
    """
    meetings = {row.id: row for row in shelf.meetings()}
    outside = [one for one in passages if one.chunk.item_id is None]
    found = _as_items(query, outside, meetings, shelf)
    return found if found or items_first else _sentences(query, outside, meetings, shelf)


def held_outside(query: Query, passages: Sequence[Passage]) -> float:
    """The largest share of the matter that a passage outside every item holds; 0 where there is none."""
    outside = (one for one in passages[:_STRETCHES] if one.chunk.item_id is None)
    return max((specific_coverage(_matter(query), one.text) for one in outside), default=0.0)


def _matter(query: Query) -> str:
    return " ".join((*query.documents, query.matter))


def _as_items(query: Query, passages: Sequence[Passage], meetings: dict[str, MeetingRow], shelf: Shelf) -> list[Draft]:
    """What a stretch says where a detail or a demand is asked for."""
    if query.aspect is None and query.intent != "demand":
        return []
    matter = _matter(query)
    scored = sorted(
        ((specific_coverage(matter, one.text), one.score, one) for one in passages), key=lambda one: one[:2]
    )
    for held, _, passage in reversed(scored[-_STRETCHES:]):
        if held < _ABOUT:
            return []
        found = extract(query, Match(meetings[passage.chunk.meeting_id], _stretch(passage), 0, 0, 0, 0, 0, 0), shelf)
        kept = [
            one
            for one in found.drafts
            if specific_coverage(matter, simplified(one.text)) >= _SAID
            and not (query.aspect is None and OPENING.search(simplified(one.text)))
        ]
        if kept:
            return [Draft(one.text, tuple(Evidence(two.meeting, two.span) for two in one.evidence)) for one in kept]
    return []


def _stretch(passage: Passage) -> ItemRow:
    chunk = passage.chunk
    return ItemRow(
        id=chunk.id,
        meeting_id=chunk.meeting_id,
        document_id=chunk.document_id,
        ordinal=0,
        kind="unnumbered",
        label=None,
        number=None,
        title=None,
        title_inferred=True,
        title_span=None,
        actions=(),
        reporting_units=(),
        span=chunk.span,
        body_absent=False,
    )


def _states(query: Query, text: str) -> bool:
    """Whether a sentence has the words in which the detail, or the decision, that is asked for is stated."""
    if query.aspect == "amount":
        return states_figure(query.simplified, text) and not OPENING.search(text)
    pattern = DECIDES if query.intent == "decision" and query.aspect is None else _ITS_OWN.get(query.aspect or "")
    if query.intent == "demand" and OPENING.search(text):
        return False
    if pattern is None:
        return True
    return bool(pattern.search(untitled(text))) and not (query.aspect and OPENING.search(text))


def _sentences(query: Query, passages: Sequence[Passage], meetings: dict[str, MeetingRow], shelf: Shelf) -> list[Draft]:
    """The sentences that hold the matter in so many words; at most two, the best first."""
    matter = _matter(query)
    scored: list[tuple[float, Draft]] = []
    for passage in passages:
        pages = shelf.pages(passage.chunk.document_id)
        for one in pages.sentences(passage.chunk.span):
            if instructs(one.text) or not _states(query, one.text):
                continue
            held = specific_coverage(matter, one.text)
            if (held >= _LOOSE or (held >= _LOOSE_NEAR and passage.dense >= _NEAR)) and holds_focus(query, one.text):
                meeting = meetings[passage.chunk.meeting_id]
                place = in_one_breath(pages, trimmed(pages, one.span))
                scored.append((held + passage.score / 10, Draft(pages.words(place), (Evidence(meeting, place),))))
    scored.sort(key=lambda one: -one[0])
    return [draft for held, draft in scored[:2] if held >= scored[0][0] * 0.9]
