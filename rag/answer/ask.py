"""The way of a question: read it, find its meetings, let an executor or an extract answer, or refuse honestly."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer import refusal
from rag.answer.cite import Desk
from rag.answer.compose import compose, coverage
from rag.answer.draft import Draft
from rag.answer.extract import extract
from rag.answer.phrases import dated_name, say
from rag.find.across import meetings_about
from rag.find.agenda import agenda
from rag.find.attendance import attendance, chaired
from rag.find.choose import Choice, choose
from rag.find.facts import fact
from rag.find.query import read_query
from rag.find.retrieve import Width, retrieve
from rag.find.scope import Scope, resolve
from rag.records import Answer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from rag.answer.extract import Extract
    from rag.find.match import Match
    from rag.find.rows import Found
    from rag.find.shelf import Shelf
    from rag.ports import ChatModel
    from rag.records import Claim, MeetingRow, Passage, Query, Refusal, Turn
    from rag.settings import Settings

_FACTS = frozenset({"date", "place", "number", "chair", "attendance"})
_PLURAL = re.compile(r"各次|每次|历次|分别|各是|都是|各自|所有|全部|哪几次|这几次|每场")
_WHETHER = re.compile(r"吗|(?<![什怎])么|是否|是不是|有没有|还是|没有?[？?]?$")
_MOST_ROWS = 200
_TOGETHER = 3
"""Meetings that may answer one question side by side; more, and the question must say which it means."""


@dataclass(slots=True)
class Clock:
    """Milliseconds of each phase, in order."""

    times: dict[str, float] = field(default_factory=dict)
    last: float = field(default_factory=time.perf_counter)

    def lap(self, name: str) -> None:
        """End a phase."""
        now = time.perf_counter()
        self.times[name] = round((now - self.last) * 1000, 2)
        self.last = now


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a route came to: drafts or a refusal, and a line the reader must see."""

    drafts: tuple[Draft, ...] = ()
    refusal: Refusal | None = None
    notice: str | None = None


@dataclass(slots=True)
class Asking:
    """One question on its way, with the stores and the desk that numbers its citations."""

    query: Query
    scope: Scope
    shelf: Shelf
    desk: Desk
    width: Width
    clock: Clock
    passages: list[Passage] = field(default_factory=list)
    chosen: tuple[Match, ...] = ()

    def search(self) -> list[Passage]:
        """The passages of the scope, sought once."""
        if not self.passages:
            self.passages = retrieve(self.query, self.scope, self.shelf, self.width)
        return self.passages


def begin(
    question: str, history: Sequence[Turn], shelf: Shelf, settings: Settings, today: dt.date | None = None
) -> Asking:
    """Read the question against the archive and find the meetings it is about."""
    clock = Clock()
    query = read_query(question, history, shelf.vocabulary(), today)
    scope = resolve(query, shelf.meetings())
    if scope.failed == "strangers":
        query = _strangers_as_matter(query, scope, shelf)
        scope = resolve(query, shelf.meetings())
    clock.lap("read")
    width = Width(settings.passages, settings.pool, settings.dense_weight)
    return Asking(query, scope, shelf, Desk(shelf), width, clock)


def _strangers_as_matter(query: Query, scope: Scope, shelf: Shelf) -> Query:
    """A place no meeting is of may still be what a meeting talked about (紫溪县的对口支援): then it is matter."""
    among = shelf.catalogue.chunk_ids(frozenset(scope.ids)) if scope.meetings else frozenset()
    for place in query.strangers:
        hits = [one for one, _ in shelf.lexical.search(place, 5, among)] if among else []
        if not any(place in chunk.text for chunk in shelf.catalogue.chunks(hits)):
            return query
        if query.sessions or query.kinds:
            return query
    return replace(query, strangers=(), matter=" ".join((*query.strangers, query.matter)).strip())


def answer(asking: Asking, chat: ChatModel | None = None, history: Sequence[Turn] = ()) -> Iterator[Claim | Answer]:
    """Each claim as it is ready, and the whole answer last.

    Executors and refusals are never left to a model; without one, or where it fails, the extract stands.
    """
    outcome = route(asking)
    asking.clock.lap("answer")
    if chat is not None and asking.chosen and _worth_wording(outcome):
        from rag.answer.modelled import modelled

        yield from modelled(asking, outcome, chat, history)
        return
    claims = asking.desk.claims(outcome.drafts)
    yield from claims
    yield finished(asking, claims, outcome)


def _worth_wording(outcome: Outcome) -> bool:
    return outcome.refusal is None or outcome.refusal.kind == "not_recorded"


def finished(asking: Asking, claims: tuple[Claim, ...], outcome: Outcome) -> Answer:
    """The answer as it is handed out."""
    query = asking.query
    citations = tuple(asking.desk.citations)
    return Answer(
        question=query.text,
        claims=claims if outcome.refusal is None else (),
        citations=citations,
        refusal=outcome.refusal,
        intent=query.intent,
        filters=query.filters,
        mode="extractive",
        retrieval=settings_of(asking),
        timings_ms=dict(asking.clock.times),
        notice=outcome.notice,
    )


def settings_of(asking: Asking) -> dict[str, str]:
    """How retrieval was set, for the record of the answer."""
    width = asking.width
    return {
        "embedder": asking.shelf.embedder.name,
        "fusion": f"convex {width.dense_weight:g} dense + {1 - width.dense_weight:g} BM25",
        "pool": str(width.pool),
        "passages": str(width.passages),
        "meetings": f"{len(asking.scope.meetings)}/{len(asking.scope.held)}",
    }


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
    return len(meetings) <= _MOST_ROWS and (named or bool(_PLURAL.search(query.simplified)))


def _told(asking: Asking, found: Found, meetings: Sequence[MeetingRow]) -> Outcome:
    if not found.rows:
        return Outcome(refusal=refusal.of_found(asking.query, found, meetings, asking.desk))
    drafts = tuple(compose(asking.query, found, asking.shelf))
    return Outcome(drafts, notice=coverage(asking.query, meetings, asking.scope.held))


def _across(asking: Asking) -> Outcome:
    """Meetings, timelines and comparisons, over every meeting of the scope."""
    query, meetings = asking.query, asking.scope.meetings
    passages = asking.search() if query.matter or query.documents else []
    asking.clock.lap("find")
    found = meetings_about(query, meetings, passages, asking.shelf)
    if not found.rows:
        return Outcome(refusal=refusal.of_matter(query, asking.scope, asking.search(), asking.desk))
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
    filtered = bool(query.outcomes or query.next_steps or query.units or query.actions or query.matter or query.documents)
    if len(meetings) > _TOGETHER and not filtered and not asking.scope.stated:
        return Outcome(refusal=refusal.ambiguous(query, meetings, asking.desk))
    asking.clock.lap("find")
    found = agenda(query, meetings, asking.shelf)
    if len(found.rows) > _MOST_ROWS:
        return Outcome(refusal=refusal.ambiguous(query, meetings, asking.desk))
    if not found.rows and query.matter:
        return _matter(asking)
    if not found.rows and query.people:
        away = refusal.of_person(query, meetings, asking.shelf, asking.desk)
        if away is not None:
            return Outcome(refusal=away)
    return _told(asking, found, meetings)


def _matter(asking: Asking) -> Outcome:
    """A question about one matter: the item it means, and the sentences of it that answer."""
    query = asking.query
    passages = asking.search()
    choice = choose(query, asking.scope, passages, asking.shelf)
    asking.chosen = choice.chosen
    asking.clock.lap("find")
    if not choice.chosen:
        return _unmatched(asking, choice)
    if not query.matter and not _has_matter(query) and query.units:
        return _of_unit(asking, choice)
    if len({one.meeting.id for one in choice.chosen}) > _TOGETHER:
        rows = [one.meeting for one in choice.chosen]
        return Outcome(refusal=refusal.ambiguous(query, rows, asking.desk))
    return _extracted(asking, [extract(query, one, asking.shelf) for one in choice.chosen])


def _unmatched(asking: Asking, choice: Choice) -> Outcome:
    query, scope = asking.query, asking.scope
    if choice.lack == "nothing":
        if len(scope.meetings) > 1:
            return Outcome(refusal=refusal.ambiguous(query, scope.meetings, asking.desk))
        return _told(asking, agenda(query, scope.meetings, asking.shelf), scope.meetings)
    if choice.lack == "person":
        away = refusal.of_person(query, scope.meetings, asking.shelf, asking.desk)
        if away is not None:
            return Outcome(refusal=away)
    return Outcome(refusal=refusal.of_matter(query, scope, asking.search(), asking.desk))


def _of_unit(asking: Asking, choice: Choice) -> Outcome:
    """What is asked of a unit, or said of it, wherever the meeting names it."""
    extracts = [extract(asking.query, one, asking.shelf) for one in choice.chosen]
    bare = [unit.lstrip("我本区县市省") for unit in asking.query.units]
    kept = [
        one
        for one in extracts
        if one.drafts and any(name in simplified(draft.text) for name in bare for draft in one.drafts)
    ]
    if not kept:
        return Outcome(refusal=refusal.of_matter(asking.query, asking.scope, asking.search(), asking.desk))
    return _extracted(asking, sorted(kept, key=lambda one: (one.match.meeting.id, one.match.item.ordinal))[:6])


def _extracted(asking: Asking, extracts: Sequence[Extract]) -> Outcome:
    """The drafts of the items that answer, each under its meeting's name where there are several."""
    answering = [one for one in extracts if one.drafts]
    if not answering:
        return Outcome(refusal=refusal.of_extract(asking.query, extracts, asking.desk))
    several = len({one.match.meeting.id for one in answering}) > 1
    drafts: list[Draft] = []
    for one in answering:
        front = say(asking.query.script, "{meeting}：", meeting=dated_name(one.match.meeting)) if several else ""
        drafts += [Draft(front + draft.text, draft.evidence, draft.status) for draft in one.drafts]
    return Outcome(tuple(drafts))
