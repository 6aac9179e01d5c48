"""Refusals that say what is not there: each word of the question is looked up before it is called absent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer.draft import Evidence
from rag.answer.phrases import meeting_name, say
from rag.answer.refusal import SHOWN, refuse
from rag.find.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.answer.cite import Desk
    from rag.answer.draft import Draft
    from rag.find.scope import Scope
    from rag.find.standing import Standing
    from rag.records import MeetingRow, Passage, Query, Refusal

_MARKS = re.compile(r"[《》]")


def of_matter(query: Query, scope: Scope, passages: Sequence[Passage], desk: Desk) -> Refusal:
    """Nothing answers: what of the question is mentioned all the same, and what stands nowhere in the scope."""
    words = [*(f"《{one}》" for one in query.documents), *query.matter.split()] or [*query.people, *query.units]
    if not words:
        near = _near(scope, passages)
        message = say(query.script, "问题里没有可以在纪要中查找的内容；请说明要问哪次会议、哪项议题。")
        return refuse("outside_archive", message, desk, near)
    looked_up = [
        standing(_MARKS.sub("", one), scope, desk.shelf, unit=one in query.units, parts=not one.startswith("《"))
        for one in words
    ]
    there = [one for one in looked_up if one.found]
    lacking = [word for word, one in zip(words, looked_up, strict=True) if not one.whole]
    one_meeting = scope.stated and len(scope.meetings) == 1
    where = _where(query, scope)
    mentioned = "、".join(f"“{one}”" for one in dict.fromkeys(one.found for one in there))
    if not lacking:
        message = say(query.script, "{where}提到{mentioned}，但未写明所问的内容。", where=where, mentioned=mentioned)
    elif there:
        message = say(
            query.script,
            "{where}提到{mentioned}，没有“{asked}”的字样，也未写明所问的内容。",
            where=where,
            asked="、".join(lacking),
            mentioned=mentioned,
        )
    else:
        message = say(query.script, "{where}没有关于“{asked}”的记载。", where=where, asked="、".join(lacking))
    heads = any(one.asked.startswith(one.found) for one in there)
    recorded = one_meeting or not lacking or heads
    near = [*_where_it_stands(there, scope, desk), *_near(scope, passages)]
    return refuse("not_recorded" if recorded else "outside_archive", message, desk, near)


def _where(query: Query, scope: Scope) -> str:
    if scope.stated and len(scope.meetings) == 1:
        return say(query.script, "{where}的纪要", where=meeting_name(scope.meetings[0]))
    return say(query.script, f"{scope.whole}中的{{count}}次会议", count=str(len(scope.meetings)))


def _near(scope: Scope, passages: Sequence[Passage]) -> list[Evidence]:
    rows = {row.id: row for row in scope.meetings}
    return [
        Evidence(rows[one.chunk.meeting_id], one.chunk.span) for one in passages[:SHOWN] if one.chunk.meeting_id in rows
    ]


def _where_it_stands(there: Sequence[Standing], scope: Scope, desk: Desk) -> Iterator[Evidence]:
    """The sentence of each word that stands in the scope, the first place of each."""
    rows: dict[str, MeetingRow] = {row.id: row for row in scope.meetings}
    for one in there:
        chunk = one.chunks[0]
        pages = desk.shelf.pages(chunk.document_id)
        place = pages.find(simplified(one.found), chunk.span)
        yield Evidence(rows[chunk.meeting_id], pages.around(place) if place else chunk.span)


def beside_the_point(query: Query, drafts: Sequence[Draft], desk: Desk) -> Refusal:
    """The nearest sentences are of the matter, but have not what is asked."""
    near = [one for draft in drafts for one in draft.evidence]
    where = meeting_name(near[0].meeting) if near else ""
    message = say(query.script, "{where}的纪要谈到这件事，但没有写明所问的内容。", where=where)
    return refuse("not_recorded", message, desk, near)
