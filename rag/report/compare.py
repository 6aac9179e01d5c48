"""Two meetings or districts side by side on one topic, and digests of a period or a district."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rag.answer.cite import Desk
from rag.answer.phrases import dated_name
from rag.find.terms import Weights, joined
from rag.find.vocabulary import levels, short_place
from rag.report.ledger import held_between
from rag.report.matters import Named
from rag.report.pick import pick
from rag.report.records import Compared, Comparison, Digest
from rag.report.summary import item_summary, summarise
from rag.report.values import Clerk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.find.shelf import Shelf
    from rag.records import MeetingRow
    from rag.report.records import ItemSummary, Length

TITLED, TOLD = 0.6, 0.8
"""Shares of the topic's weight that an item's title, or else its whole text, must hold to be about it."""


def compare(shelf: Shelf, left: str, right: str, topic: str | None = None) -> Comparison:
    """What two sides decided on a topic; a side is a meeting's id or a place.

    Raises StoreError where a side names nothing that the archive holds.
    """
    desk = Desk(shelf)
    meetings = [meetings_of(shelf, name) for name in (left, right)]
    sides = tuple(
        Compared(dated_name(held[0]) if len(held) == 1 else name, _about(shelf, desk, held, topic))
        for name, held in zip((left, right), meetings, strict=True)
    )
    named = [{core for item in side.items for core in _names(shelf, item)} for side in sides]
    return Comparison(topic, (sides[0], sides[1]), tuple(desk.citations), tuple(sorted(named[0] & named[1])))


def digest(
    shelf: Shelf,
    places: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    length: Length = "brief",
) -> Digest:
    """The meetings of places and a range of days, the earliest first, with how many items came to which outcome.

    Where a range is asked for, a meeting of unknown year is left out and counted in `undated`.
    """
    of_places = [one for one in shelf.meetings() if not places or any(_of(one, place) for place in places)]
    kept = [one for one in of_places if held_between(one.held_on, since, until)]
    ordered = sorted(kept, key=lambda one: (one.held_on or "XXXX", one.id))
    summaries = tuple(summarise(shelf, one, length) for one in ordered)
    outcomes = Counter(
        duty.outcome.text
        for summary in summaries
        for item in summary.items
        for duty in item.decisions[:1]
        if duty.outcome
    )
    name = " ".join(filter(None, ("、".join(places), "—".join(filter(None, (since, until))))))
    undated = sum((one.held_on or "XXXX").startswith("XXXX") for one in of_places)
    return Digest(name, summaries, dict(outcomes.most_common()), undated)


def meetings_of(shelf: Shelf, name: str) -> list[MeetingRow]:
    """The meetings that a name means: all of a place, or one by id or name. Raises StoreError where there is none."""
    held = [one for one in shelf.meetings() if _of(one, name)]
    return held or [pick(shelf.meetings(), name)]


def _of(meeting: MeetingRow, place: str) -> bool:
    return any(place in (level, short_place(level)) for level in levels(meeting))


def _about(shelf: Shelf, desk: Desk, meetings: Sequence[MeetingRow], topic: str | None) -> tuple[ItemSummary, ...]:
    by_id = {one.id: one for one in meetings}
    items = shelf.items(list(by_id))
    if topic is not None:
        texts = {one: joined(text) for one, text in shelf.texts(items).items()}
        weights = Weights.among(topic, list(texts.values()))
        items = [
            one
            for one in items
            if weights.coverage(joined(one.title or "")) >= TITLED or weights.coverage(texts[one.id]) >= TOLD
        ]
    rows = shelf.decisions(list(by_id))
    return tuple(item_summary(Clerk(shelf, by_id[one.meeting_id], desk), one, rows, "brief") for one in items)


def _names(shelf: Shelf, summary: ItemSummary) -> frozenset[str]:
    """What an item's matter is called, places aside, so that two districts' names for it can meet."""
    meeting = next(one for one in shelf.meetings() if one.id == summary.item.meeting_id)
    named = Named.of(meeting, summary.item)
    return named.documents | ({named.title} if named.title else frozenset())
