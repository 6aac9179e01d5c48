"""What is tried first, and what after all: the clerk's lines, the turns of a verbatim record, then every other way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer import routes
from rag.answer.clerk import put_down
from rag.answer.floor import on_the_floor, overheard
from rag.find.titled import titled

if TYPE_CHECKING:
    from rag.answer.asking import Asking, Outcome

_UNTOLD = frozenset({"not_recorded", "title_without_body"})
"""Why an item does not answer, where somebody's speech may."""
_ACROSS = frozenset({"meetings", "timeline", "compare"})
"""Asked of many meetings at once."""
_FAILED = frozenset({None, "beside"})
"""下次会议 may be a meeting the archive lacks and yet the one that the minutes announce."""


def route(asking: Asking) -> Outcome:
    """Which way a question goes."""
    if len(asking.scope.meetings) > 1 and not asking.scope.stated and asking.query.intent not in _ACROSS:
        one = titled(asking.query.simplified, asking.scope.meetings)
        asking.scope = replace(asking.scope, meetings=(one,), stated=True) if one else asking.scope
        asking.passages = [] if one else asking.passages
    scope = asking.scope
    said = put_down(asking) if scope.held and scope.failed in _FAILED else None
    if said is None and scope.held and scope.failed is None:
        said = on_the_floor(asking)
    if said is not None:
        return said
    outcome = routes.route(asking)
    unsaid = scope.failed is None and outcome.refusal is not None and outcome.refusal.kind in _UNTOLD
    return (overheard(asking) or outcome) if unsaid else outcome
