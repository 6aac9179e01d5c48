"""What is tried first, and what after all: the clerk's lines, the turns of a verbatim record, then every other way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer import routes
from rag.answer.clerk import put_down
from rag.answer.floor import on_the_floor, overheard

if TYPE_CHECKING:
    from rag.answer.asking import Asking, Outcome

_UNTOLD = frozenset({"not_recorded", "title_without_body"})
"""Why an item does not answer, where somebody's speech may."""
_FAILED = frozenset({None, "beside"})
"""下次会议 may be a meeting the archive lacks and yet the one that the minutes announce."""


def route(asking: Asking) -> Outcome:
    """Which way a question goes."""
    scope = asking.scope
    said = put_down(asking) if scope.held and scope.failed in _FAILED else None
    if said is None and scope.held and scope.failed is None:
        said = on_the_floor(asking)
    if said is not None:
        return said
    outcome = routes.route(asking)
    unsaid = scope.failed is None and outcome.refusal is not None and outcome.refusal.kind in _UNTOLD
    return (overheard(asking) or outcome) if unsaid else outcome
