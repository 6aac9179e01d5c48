"""A question about meetings or places named side by side: asked of each, the answers under the names of meetings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer.asking import Outcome
from rag.answer.cite import Desk
from rag.answer.matter import has_matter
from rag.answer.phrases import dated_name, say
from rag.answer.told import coverage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.answer.asking import Asking
    from rag.answer.draft import Draft
    from rag.find.scope import Side
    from rag.records import Query

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
            drafts += map(_under_meeting, outcome.drafts[:_MOST_OF_SIDE])
        else:
            silent.append(_nothing(asking, side, outcome))
    asking.desk = Desk(asking.shelf)
    if not drafts:
        return None
    notices = (*silent, coverage(asking.query, asking.scope.meetings, asking.scope))
    return Outcome(tuple(drafts), notice="".join(filter(None, notices)) or None)


def _asked_of_each(query: Query, sides: Sequence[Side]) -> bool:
    if len(sides) < 2 or query.intent == "timeline" or query.counted == "meetings":  # noqa: PLR2004 - several are two or more
        return False
    if query.intent == "count" and _TOGETHER.search(query.simplified):
        return False
    return has_matter(query) or query.intent in {"list", "count", "demand", "decision"}


def _of_side(asking: Asking, side: Side, routes: Sequence[Callable[[Asking], Outcome]]) -> Outcome:
    rows = tuple(row for row in asking.scope.meetings if row.id in side.ids)
    scope = replace(asking.scope, meetings=rows, stated=True, sides=(), each=True)
    first: Outcome | None = None
    for route in routes:
        outcome = route(replace(asking, scope=scope, passages=[], chosen=(), desk=Desk(asking.shelf), rest=()))
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
    return say(asking.query.script, "{named}没有这方面的记载。", named=named)
