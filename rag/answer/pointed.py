"""A meeting that a question points at by what it did (退回甲办法的那次会议由谁主持), found before the rest is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.find.across import meetings_about
from rag.find.query import read_query
from rag.find.retrieve import retrieve
from rag.find.scope import resolve
from rag.find.terms import specific_coverage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from rag.find.retrieve import Width
    from rag.find.rows import Row
    from rag.find.shelf import Shelf
    from rag.records import Query

_DID = r"(?:通过|同意|决定|议定|批准|印发|退回|暂缓|缓议|否决|审议|研究|讨论|听取|学习|传达|通报)"
_POINTS = re.compile(
    rf"^(?P<did>(?=[^，。？?]*{_DID})[^，。？?]{{6,60}}?)的(?:(?:那|这|同)(?:一)?次(?:会议?|会上)|(?:会议|会)(?=[，,]))"
    r"(?:上|中|里)?[，,]?(?P<asks>.{4,})$"
)


def pointed_at(question: str, shelf: Shelf, width: Width, today: dt.date | None) -> tuple[str, str] | None:
    """The one meeting that did what the question says, by its id, and what is asked of it; None where none is plain."""
    found = _POINTS.match(question)
    if found is None:
        return None
    query = read_query(f"{found['did']}的是哪次会议", (), shelf.vocabulary(), today)
    scope = resolve(query, shelf.meetings(), None, shelf.distinct())
    if scope.failed is not None or not (query.matter or query.documents) or query.intent != "meetings":
        return None
    rows = meetings_about(query, scope.meetings, retrieve(query, scope, shelf, width), shelf).rows
    kept = [row for row in rows if not query.outcomes or row.note in query.outcomes]
    if len({row.meeting.id for row in kept}) > 1:
        kept = _nearest(query, kept, shelf)
    meetings = {row.meeting.id for row in kept}
    return (meetings.pop(), found["asks"]) if len(meetings) == 1 else None


_NEARLY_ALL = 0.8


def _nearest(query: Query, rows: Sequence[Row], shelf: Shelf) -> list[Row]:
    """Of several meetings those whose title and deciding sentence hold the most of what was done, and nearly all."""
    wanted = " ".join((*query.documents, query.matter))
    held = [
        specific_coverage(wanted, "".join(shelf.pages(row.meeting.document_id).text(span) for span in row.spans))
        for row in rows
    ]
    best = max(held)
    return [row for row, share in zip(rows, held, strict=True) if share >= max(best, _NEARLY_ALL)]
