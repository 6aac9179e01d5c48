"""Follow-up questions: what they leave out is carried over from the question before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.find import words
from rag.find.matter import is_specific

if TYPE_CHECKING:
    from rag.records import Query

_MEETING_FACTS = frozenset({"attendance", "date", "place", "number", "chair"})
_NAMED_ALREADY = re.compile(
    r"(?<=[\u4e00-\u9fff])那(?:个|件|项|份|档|桩)?(?:事|方案|办法|项目|文件|议题|条例|规定|计划)"
)
"""加装电梯那个方案 points at what it names itself, not at what was said before."""


def _points_back(text: str, *, own_matter: bool) -> bool:
    return bool(words.FOLLOW.search(_NAMED_ALREADY.sub("", text) if own_matter else text))


def continued(before: Query, query: Query, *, cued: bool) -> Query:
    """The question with what it leaves unsaid taken from the one before it, where it reads like a follow-up.

    A new place drops the old session, a new session or date keeps the old place; a new matter keeps the meeting
    only where the question points back at it (`这次会议`).
    """
    own_matter = is_specific(query.matter) or bool(query.documents) or bool(query.ordinals)
    own_scope = bool(
        query.places
        or query.sessions
        or query.periods
        or query.on
        or query.document_numbers
        or query.recency
        or query.strangers
    )
    points_back = _points_back(query.simplified, own_matter=own_matter)
    if own_matter and not points_back and (own_scope or query.intent in {"meetings", "timeline", "compare"}):
        return query
    if own_scope and cued and not points_back and query.intent in _MEETING_FACTS | {"list", "count", "meetings"}:
        return query
    if own_matter and not points_back:
        return query
    query = _with_scope(before, _stepped(before, query))
    if not own_matter:
        query = _with_matter(before, query, cued=cued)
    return query


_NEXT = re.compile(r"^(?:那|那么|还有)?(?:再)?(?P<way>下|上|前|后)一?(?:次|场|期)(?:会议?)?")
_LATER = re.compile(r"后来|之后又|再后来|最终|最后(?!一)|再次")


def _stepped(before: Query, query: Query) -> Query:
    """`下一次呢` counts on from the session of the question before."""
    found = _NEXT.search(query.simplified)
    if not found or len(before.sessions) != 1 or query.sessions:
        return query
    step = 1 if found["way"] in "下后" else -1
    return replace(query, sessions=(before.sessions[0] + step,), matter="", recency=None)


def _with_scope(before: Query, query: Query) -> Query:
    if query.strangers or query.document_numbers or query.recency:
        return query
    moved = bool(query.places)
    dated = bool(query.sessions or query.periods or query.on)
    keep_session = not moved and not dated and not _LATER.search(query.simplified)
    return replace(
        query,
        places=query.places or before.places,
        strangers=query.strangers if moved else before.strangers,
        kinds=query.kinds or (before.kinds if not moved else ()),
        sessions=query.sessions or (before.sessions if keep_session else ()),
        terms=query.terms or (before.terms if keep_session else ()),
        session_years=query.session_years or (before.session_years if keep_session else ()),
        periods=query.periods or (before.periods if keep_session else ()),
        on=query.on or (before.on if keep_session else ()),
        document_numbers=before.document_numbers if keep_session else (),
        recency=before.recency if keep_session else None,
    )


def _with_matter(before: Query, query: Query, *, cued: bool) -> Query:
    """Carry the matter; and the intent where the question asks for nothing of its own (`那第12次呢？`)."""
    listed = before.intent in {"list", "count"}
    asks_itself = cued or bool(query.outcomes and not listed)
    if not asks_itself:
        query = replace(
            query,
            intent=before.intent,
            aspect=before.aspect,
            attendance=before.attendance,
            counted=before.counted,
            outcomes=query.outcomes or before.outcomes,
            next_steps=() if query.outcomes else before.next_steps,
            actions=() if query.outcomes else before.actions,
            units=query.units or before.units,
            people=query.people or before.people,
            asserted=before.asserted,
        )
    elif query.intent in _MEETING_FACTS or (
        query.intent in {"list", "count"} and not query.outcomes and not query.next_steps
    ):
        return query
    carried = before.intent not in _MEETING_FACTS | {"list", "count"} or not asks_itself
    if not carried:
        return query
    return replace(
        query,
        matter=query.matter if is_specific(query.matter) else " ".join(filter(None, (before.matter, query.matter))),
        documents=query.documents or before.documents,
        ordinals=query.ordinals or before.ordinals,
        units=query.units or (before.units if asks_itself and before.intent == "decision" else query.units),
    )
