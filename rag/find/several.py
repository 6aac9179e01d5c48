"""Several meetings named one after another (甲区第3次会议和7月2日的乙区会议): each by its own place, day and number."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.find.query import read_query

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from rag.find.scope import Scope
    from rag.find.vocabulary import Vocabulary
    from rag.records import MeetingRow, Query

_JOINS = re.compile(r"以及|还是|对比|相比|比起|[和与跟同及、，,；;]")
_BODY = re.compile(r"政府|[党省市区县州]委|国务院|管委会|常委会|[部厅局]务")
"""By what a piece names a body of its own, so that it does not take the place of the one before."""


def each_named(
    question: str,
    scope: Scope,
    vocabulary: Vocabulary,
    today: dt.date | None,
    resolved: Callable[[Query], Scope],
) -> Scope:
    """The meetings that a question names each by itself, where it names two or more; else the scope as it was.

    Filters read from a whole question are held together: the day of the one meeting and the number of the other
    leave none. So each piece between 和, 与, 、 is read alone; one that tells of no place of its own is of the
    place before it. Nothing changes unless every piece that names a day or a number has exactly one meeting.
    """
    meetings: dict[str, MeetingRow] = {}
    unplaced = None
    for piece in _pieces(question, vocabulary, today):
        one = resolved(piece)
        if one.failed is not None or len(one.meetings) != 1:
            return scope
        meetings[one.meetings[0].id] = one.meetings[0]
        unplaced = one.unplaced or unplaced
    if len(meetings) < 2 or set(meetings) == set(scope.ids):  # noqa: PLR2004 - several are two or more
        return scope
    rows = tuple(row for row in scope.held if row.id in meetings)
    return replace(scope, meetings=rows, stated=True, failed=None, unplaced=unplaced)


def _pieces(question: str, vocabulary: Vocabulary, today: dt.date | None) -> Iterator[Query]:
    """The pieces of a question that tell of one meeting each, as they read by themselves."""
    if not _JOINS.search(question):
        return
    places: tuple[str, ...] = ()
    for words in filter(None, map(str.strip, _JOINS.split(question))):
        piece = read_query(words, (), vocabulary, today)
        own = piece.places or piece.strangers
        days = [one for one in piece.periods if one.first != one.last] or piece.periods or piece.on
        if not (piece.sessions or piece.document_numbers or days):
            places = own or places
            continue
        if not own and places and not piece.bodies and not _BODY.search(words):
            piece = replace(piece, places=places)
        places = own or places
        yield piece
