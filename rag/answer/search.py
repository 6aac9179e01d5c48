"""Passages for words, each with its quote: what answering would look at, shown as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.answer.asking import begin
from rag.answer.cite import Desk

if TYPE_CHECKING:
    from rag.find.shelf import Shelf
    from rag.records import Citation, ItemRow, MeetingRow
    from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class Found:
    """A passage, best first by `score` (fused, 0 to 1), with the meeting and item it stands in."""

    meeting: MeetingRow
    item: ItemRow | None
    score: float
    citation: Citation


def search(text: str, shelf: Shelf, settings: Settings, limit: int) -> list[Found]:
    """At most `limit` passages within what the text itself names (place, meeting, day).

    Raises StoreError, ModelError.
    """
    passages = begin(text, (), shelf, settings).search()[:limit]
    meetings = {one.id: one for one in shelf.meetings()}
    wanted = list(dict.fromkeys(one.chunk.meeting_id for one in passages))
    items = {one.id: one for one in shelf.items(wanted)}
    desk = Desk(shelf)
    return [
        Found(
            meetings[one.chunk.meeting_id],
            items.get(one.chunk.item_id or ""),
            round(one.score, 4),
            desk.of_chunk(one.chunk, one.chunk.span, mark),
        )
        for mark, one in enumerate(passages, 1)
    ]
