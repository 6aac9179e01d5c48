"""The way of a question, from its words to an answer whose every sentence is cited, or to a refusal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer.asking import Outcome, begin, finished
from rag.answer.cite import Desk
from rag.answer.ways import route

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.answer.asking import Asking
    from rag.answer.draft import Draft
    from rag.ports import ChatModel
    from rag.records import Answer, Claim, Query, Turn

__all__ = ["answer", "begin"]


def answer(asking: Asking, chat: ChatModel | None = None, history: Sequence[Turn] = ()) -> Iterator[Claim | Answer]:
    """Each claim as it is ready, and the whole answer last.

    Executors and refusals are never left to a model; without one, or where it fails, the extract stands.
    """
    outcome = _routed(asking)
    asking.clock.lap("answer")
    if chat is not None and asking.chosen and _worth_wording(outcome):
        from rag.answer.modelled import modelled

        yield from modelled(asking, outcome, chat, history)
        return
    claims = asking.desk.claims(outcome.drafts)
    yield from claims
    yield finished(asking, claims, outcome)


def _routed(asking: Asking) -> Outcome:
    """The outcome of every question that is asked; what only some of them got stands in the notice."""
    outcomes = [_of_the_meetings_before(asking, route(asking))]
    for one in asking.rest:
        outcomes.append(_of_same_meeting(one, asking.query, outcomes[-1]) or route(one))
    answered = [one for one in outcomes if one.refusal is None]
    if len(outcomes) == 1:
        return outcomes[0]
    refusals = [one.refusal for one in outcomes if one.refusal is not None]
    if not answered:
        said = "".join(dict.fromkeys(one.message for one in refusals))
        return Outcome(refusal=replace(refusals[0], message=said))
    asking.desk = Desk(asking.shelf)
    silent = [one.message for one in refusals]
    notices = [one.notice for one in answered if one.notice]
    drafts: list[Draft] = []
    for draft in (draft for one in answered for draft in one.drafts):
        known = any(draft.evidence == one.evidence and one.text.endswith(draft.text) for one in drafts)
        drafts += [] if known else [draft]
    return Outcome(tuple(drafts), notice="".join(dict.fromkeys([*silent, *notices])) or None)


def _of_the_meetings_before(asking: Asking, outcome: Outcome) -> Outcome:
    """What the meetings of the question before say, where this one names none and all together say nothing."""
    if outcome.refusal is None or asking.before is None:
        return outcome
    asking.desk = Desk(asking.shelf)
    again = replace(asking, scope=asking.before, passages=[], chosen=())
    found = route(again)
    if found.refusal is not None:
        return outcome
    asking.desk, asking.scope, asking.chosen = again.desk, again.scope, again.chosen
    return found


_OWN_MATTER = 4
"""Characters from which on a later question names a matter of its own; 由谁出资 goes on about the one before."""


def _of_same_meeting(asking: Asking, first: Query, before: Outcome) -> Outcome | None:
    """The answer, or refusal, of the one meeting that the question before was answered from; None where it has none.

    A question that names neither a meeting nor a matter goes on about the matter before it: what that meeting does
    not say of it is not looked for in others. One with a matter of its own may be.
    """
    told = {evidence.meeting.id for draft in before.drafts for evidence in draft.evidence}
    same = tuple(row for row in asking.scope.meetings if row.id in told)
    if len(told) != 1 or not same or len(asking.scope.meetings) == 1:
        return None
    query = asking.query
    carried = query.matter == first.matter
    leans = (carried or len(query.matter) < _OWN_MATTER) and not query.filters
    if leans and not carried and query.matter and first.matter:
        query = replace(query, matter=f"{first.matter} {query.matter}", documents=first.documents)
    scope = replace(asking.scope, meetings=same, stated=True)
    outcome = route(replace(asking, query=query, scope=scope, passages=[]))
    return outcome if outcome.refusal is None or leans else None


def _worth_wording(outcome: Outcome) -> bool:
    return outcome.refusal is None or outcome.refusal.kind == "not_recorded"
