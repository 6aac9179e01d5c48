"""A matter over time: what each meeting did with it, in the words of the minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer.cite import Desk
from rag.find.match import title_of
from rag.find.terms import Weights
from rag.report.matters import Named, matters, same_matter
from rag.report.records import Event, Timeline
from rag.report.summary import item_summary
from rag.report.values import Clerk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.find.shelf import Shelf
    from rag.records import DecisionRow

NAMED = 0.75
"""Share of the weight of the words asked for that an item's names must hold to be about them."""


def timeline(shelf: Shelf, matter: str) -> Timeline:
    """The steps of a matter, the earliest first: items whose title or documents name it, and those that are one with
    them. Raises StoreError where a document cannot be read.
    """  # noqa: D205 - one sentence over two lines
    named = every_item(shelf)
    asked = simplified(matter)
    texts = [title_of(one.item) for one in named]
    weights = Weights.among(asked, texts)
    found = [one for one, text in zip(named, texts, strict=True) if weights.coverage(text) >= NAMED]
    reasons = {why for one in found for other in found if one is not other and (why := same_matter(one, other))}
    more = [one for one in named if one not in found and any(same_matter(one, held) for held in found)]
    kept = sorted([*found, *more], key=lambda one: (_day(one), one.meeting.id, one.item.ordinal))
    why = "；".join(sorted(reasons)) or (f"题名含“{asked}”" if kept else "")
    return Timeline(matter, _events(shelf, kept), why, sum(one.meeting.held_on is None for one in kept))


def recurring(shelf: Shelf) -> list[tuple[str, int]]:
    """The matters that two meetings or more took up, with how many did, the most frequent first."""
    found = [
        (min((one.title for one in group), key=len), len({one.meeting.id for one in group}))
        for group in matters(every_item(shelf))
    ]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def every_item(shelf: Shelf) -> list[Named]:
    """The items of the whole archive with their names for comparing, by the day of their meeting."""
    meetings = {one.id: one for one in shelf.meetings()}
    named = [Named.of(meetings[one.meeting_id], one) for one in shelf.items(list(meetings))]
    return sorted(named, key=lambda one: (_day(one), one.meeting.id, one.item.ordinal))


def _events(shelf: Shelf, steps: Sequence[Named]) -> tuple[Event, ...]:
    rows = shelf.decisions(list(dict.fromkeys(one.meeting.id for one in steps)))
    found = (_event(shelf, one, rows) for one in steps)
    return tuple(one for one in found if one is not None)


def _event(shelf: Shelf, step: Named, rows: Sequence[DecisionRow]) -> Event | None:
    """One step: the deciding sentence, else what the item says first, else its title."""
    desk = Desk(shelf)
    clerk = Clerk(shelf, step.meeting, desk)
    summary = item_summary(clerk, step.item, [one for one in rows if one.item_id == step.item.id], "brief")
    if summary.lead is not None:
        span = desk.citations[summary.lead.citations[0] - 1].span
    else:
        span = step.item.title_span or step.item.span
    own = Desk(shelf)
    what = Clerk(shelf, step.meeting, own).sentence(span, step.item)
    outcome = next((duty.outcome.text for duty in summary.decisions if duty.outcome), None)
    return Event(step.meeting, step.item, what, tuple(own.citations), outcome)


def _day(one: Named) -> str:
    return one.meeting.held_on or "XXXX"
