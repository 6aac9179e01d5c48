"""A question about meetings or places named side by side: asked of each, the answers under the names of meetings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer.asking import Outcome
from rag.answer.cite import Desk
from rag.answer.draft import Draft
from rag.answer.matter import has_matter
from rag.answer.phrases import dated_name, say
from rag.answer.told import coverage
from rag.find.ranked import beside_each_other

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.answer.asking import Asking
    from rag.find.scope import Side
    from rag.records import Intent, Query

_TOGETHER = re.compile(r"一共|总共|共计|合计|加起来")
"""One number over all sides is asked for."""
_SILENT = frozenset({"not_recorded", "outside_archive", "title_without_body"})
_MOST_OF_SIDE = 4


def of_each(asking: Asking, routes: Sequence[Callable[[Asking], Outcome]]) -> Outcome | None:
    """What each side says, by the first of `routes` that leads anywhere; None where no side says anything.

    A side that says nothing of the matter is named in the notice: that is an answer as well.
    """
    if not _asked_of_each(asking.query, asking.scope.sides):
        return None
    drafts: list[Draft] = []
    silent: list[str] = []
    for side in asking.scope.sides:
        outcome = _of_side(asking, side, routes)
        if outcome.refusal is None:
            whole = asking.query.intent in {"list", "count"}
            drafts += map(_under_meeting, outcome.drafts if whole else outcome.drafts[:_MOST_OF_SIDE])
        else:
            silent.append(_nothing(asking, side, outcome))
    asking.desk = Desk(asking.shelf)
    if not drafts:
        return None
    drafts = [*_verdict(asking, drafts), *drafts] if not silent else drafts
    notices = (*silent, coverage(asking.query, asking.scope.meetings, asking.scope))
    return Outcome(tuple(drafts), notice="".join(filter(None, notices)) or None)


_APART = re.compile(r"分别|各自?|不同|区别|差异|差别|异同|一样|相同|一致|对比|比较|相比|两者|二者|两[项个件]")


def of_each_matter(asking: Asking, route: Callable[[Asking], Outcome]) -> Outcome | None:
    """What is said of each of several matters that a question holds against one another; None where one has nothing."""
    query = asking.query
    parts = beside_each_other(query) if _APART.search(query.simplified) else ()
    if query.intent not in {"compare", "decision", "demand", "passage"} or query.documents or len(parts) < 2:  # noqa: PLR2004 - several are two or more
        return None
    drafts: list[Draft] = []
    for part in parts:
        outcome = _of_matter(asking, part, route)
        if outcome.refusal is not None:
            return None
        drafts += [draft for draft in outcome.drafts if draft not in drafts]
    asking.desk = Desk(asking.shelf)
    several = len({draft.evidence[0].meeting.id for draft in drafts}) > 1
    return Outcome(tuple(map(_under_meeting, drafts) if several else drafts))


def _of_matter(asking: Asking, part: Query, route: Callable[[Asking], Outcome]) -> Outcome:
    """What was decided on one of the matters, where they are held against one another; else what is asked of it."""
    intents: tuple[Intent, ...] = ("decision", part.intent) if _DIFFER.search(part.simplified) else (part.intent,)
    outcome = Outcome()
    for intent in intents:
        query = replace(part, intent="passage" if intent == "compare" else intent)
        outcome = route(replace(asking, query=query, passages=[], chosen=(), desk=Desk(asking.shelf), rest=()))
        if outcome.refusal is None:
            break
    return outcome


_DIFFER = re.compile(r"不同|区别|差异|差别|异同|一样|相同|一致|对比|比较")
_SAME = re.compile(r"一样|相同|一致|有没有变化|有无变化|变了")


def _verdict(asking: Asking, drafts: Sequence[Draft]) -> list[Draft]:
    """Whether the sides came to the same outcome, where that is asked and each came to just one."""
    if not _SAME.search(asking.query.simplified):
        return []
    cited = {one.item.id: one for draft in drafts for one in draft.evidence if one.item is not None}
    rows = asking.shelf.decisions(list({one.meeting.id for one in cited.values()}))
    outcomes = {
        side.ids: {row.outcome for row in rows if row.item_id in cited and row.outcome and row.meeting_id in side.ids}
        for side in asking.scope.sides
    }
    if any(len(one) != 1 for one in outcomes.values()):
        return []
    told = list(dict.fromkeys(name for one in outcomes.values() for name in one))
    phrase = "结果相同，都是{outcome}。" if len(told) == 1 else "结果不同。"
    places = tuple(one for draft in drafts for one in draft.evidence if one.item is not None)
    return [Draft(say(asking.query.script, phrase, outcome=told[0]), places, "verified")]


def _asked_of_each(query: Query, sides: Sequence[Side]) -> bool:
    if len(sides) < 2 or query.intent == "timeline" or query.counted == "meetings":  # noqa: PLR2004 - several are two or more
        return False
    if query.intent == "count" and _TOGETHER.search(query.simplified):
        return False
    return has_matter(query) or bool(query.outcomes) or query.intent in {"list", "count", "demand", "decision"}


def _of_side(asking: Asking, side: Side, routes: Sequence[Callable[[Asking], Outcome]]) -> Outcome:
    rows = tuple(row for row in asking.scope.meetings if row.id in side.ids)
    scope = replace(asking.scope, meetings=rows, stated=True, sides=(), each=True)
    query = replace(asking.query, matter=side.matter) if side.matter and not asking.query.documents else asking.query
    first: Outcome | None = None
    for route in routes if has_matter(asking.query) or asking.query.outcomes else routes[:1]:
        outcome = route(
            replace(asking, query=query, scope=scope, passages=[], chosen=(), desk=Desk(asking.shelf), rest=())
        )
        if outcome.refusal is None:
            return outcome
        first = first or outcome
    return first or Outcome()


def _under_meeting(draft: Draft) -> Draft:
    name = dated_name(draft.evidence[0].meeting)
    return draft if draft.text.startswith(name) else replace(draft, text=f"{name}：{draft.text}")


def _nothing(asking: Asking, side: Side, outcome: Outcome) -> str:
    """That a side says nothing of it; or why it cannot be told, where that is something else."""
    if outcome.refusal is not None and outcome.refusal.kind not in _SILENT:
        return outcome.refusal.message
    rows = [row for row in asking.scope.meetings if row.id in side.ids]
    named = dated_name(rows[0]) if len(rows) == 1 else side.name
    return say(asking.query.script, "{named}没有找到所问字样的记载。", named=named)
