"""Agenda items of the whole archive, found by words and by exact facets, each with a quote to show for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

from ingest.clean.script import simplified
from rag.answer.cite import Desk
from rag.answer.draft import Evidence
from rag.answer.phrases import dated_name, meeting_name
from rag.find.terms import joined, specific_coverage
from rag.find.vocabulary import levels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.records import Span
    from rag.find.shelf import Shelf
    from rag.records import Citation, DecisionRow, ItemRow, MeetingRow

Facet = Literal["places", "meetings", "outcomes", "years", "units"]
FACETS: tuple[Facet, ...] = get_args(Facet)
PAGE = 20
LOOKED = 2000
"""Chunks that the lexical index is asked for: rarely does a word stand in more."""
CLOSE = 0.6
"""Share of the words' terms that an item must hold where none holds all of them as they were typed."""


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What is looked for; an empty field filters nothing. `meetings` are ids, `years` four digits."""

    text: str = ""
    places: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


EVERYTHING = ItemFilter()


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """An item with its meeting, its decisions as they are filed, and the values it has under each facet."""

    meeting: MeetingRow
    item: ItemRow
    decisions: tuple[DecisionRow, ...]
    values: Mapping[Facet, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ItemHit:
    """An item that fits, with the sentence that shows it: the one with the words, else what was decided."""

    entry: ItemEntry
    citation: Citation


@dataclass(frozen=True, slots=True)
class ItemsFound:
    """A page of hits out of `total`; `near` says that no item holds the words as typed, and these come close.

    `facets` gives for each facet its values with how many items they would leave, the other facets applied, the most
    frequent first; `names` what people call the meetings among them.
    """

    hits: tuple[ItemHit, ...]
    total: int
    near: bool
    facets: Mapping[Facet, tuple[tuple[str, int], ...]]
    names: Mapping[str, str]


def entries(shelf: Shelf) -> tuple[ItemEntry, ...]:
    """Every item, those of the latest meeting first; no document is read."""
    meetings = sorted(shelf.meetings(), key=lambda one: (one.held_on or "").replace("X", ""), reverse=True)
    order = [one.id for one in meetings]
    by_id = {one.id: one for one in meetings}
    decided: dict[str, list[DecisionRow]] = {}
    for row in shelf.filed(order):
        decided.setdefault(row.item_id, []).append(row)
    return tuple(_entry(by_id[one.meeting_id], one, decided.get(one.id, [])) for one in shelf.items(order))


def _entry(meeting: MeetingRow, item: ItemRow, rows: Sequence[DecisionRow]) -> ItemEntry:
    units = (*item.reporting_units, *(unit for row in rows for unit in (*row.responsible, *row.supporting)))
    year = (meeting.held_on or "")[:4]
    values: dict[Facet, tuple[str, ...]] = {
        "places": levels(meeting),
        "meetings": (meeting.id,),
        "outcomes": tuple(dict.fromkeys(row.outcome for row in rows if row.outcome)),
        "years": (year,) if year.isdigit() else (),
        "units": tuple(dict.fromkeys(simplified(unit) for unit in units)),
    }
    return ItemEntry(meeting, item, tuple(rows), values)


def found(shelf: Shelf, held: Sequence[ItemEntry], wanted: ItemFilter, first: int = 0, count: int = PAGE) -> ItemsFound:
    """The entries that fit, `count` of them from the one at `first` on; those that hold the words best come first.

    Raises StoreError where a document of the page cannot be read.
    """
    said, near = _said(shelf, held, wanted.text)
    fits = [one for one in said if all(_has(one, facet, getattr(wanted, facet)) for facet in FACETS)]
    page = fits[first : first + count]
    hits = tuple(_hit(shelf, one, wanted.text, first + at) for at, one in enumerate(page, 1))
    names = {one.meeting.id: dated_name(one.meeting) for one in said}
    return ItemsFound(hits, len(fits), near, {one: _counted(said, wanted, one) for one in FACETS}, names)


def _has(entry: ItemEntry, facet: Facet, chosen: Sequence[str]) -> bool:
    return not chosen or not set(chosen).isdisjoint(entry.values[facet])


def _counted(said: Sequence[ItemEntry], wanted: ItemFilter, facet: Facet) -> tuple[tuple[str, int], ...]:
    others = [one for one in FACETS if one != facet]
    left = (one for one in said if all(_has(one, other, getattr(wanted, other)) for other in others))
    counts = Counter(value for one in left for value in one.values[facet])
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _said(shelf: Shelf, held: Sequence[ItemEntry], text: str) -> tuple[list[ItemEntry], bool]:
    """The entries that hold every word of a text, or else come close to it, as the lexical index ranks them."""
    words = [joined(word) for word in simplified(text).split() if joined(word)]
    if not words:
        return list(held), False
    by_id = {one.item.id: one for one in held}
    ranked = [one for one, _ in shelf.lexical.search(simplified(text), LOOKED)]
    items = {chunk.id: chunk.item_id for chunk in shelf.catalogue.chunks(ranked)}
    order = dict.fromkeys(one for chunk in ranked if (one := items.get(chunk)) is not None and one in by_id)
    looked = [by_id[one] for one in order]
    texts = shelf.texts([one.item for one in looked])
    whole = {one.item.id: _whole(one, texts[one.item.id]) for one in looked}
    exact = [one for one in looked if all(word in whole[one.item.id] for word in words)]
    if exact:
        return exact, False
    return [one for one in looked if specific_coverage("".join(words), whole[one.item.id]) >= CLOSE], True


def _whole(entry: ItemEntry, text: str) -> str:
    return joined(simplified(f"{meeting_name(entry.meeting)}{entry.item.title or ''}{text}"))


def _hit(shelf: Shelf, entry: ItemEntry, text: str, mark: int) -> ItemHit:
    desk = Desk(shelf)
    desk.mark(Evidence(entry.meeting, _telling(shelf, entry, text), entry.item))
    return ItemHit(entry, replace(desk.citations[0], mark=mark))


def _telling(shelf: Shelf, entry: ItemEntry, text: str) -> Span:
    """The sentence of an item to show: the first with a word that was looked for, else the deciding one, else its
    title, else what it says first.
    """  # noqa: D205 - one sentence over two lines
    pages, item = shelf.pages(entry.item.document_id), entry.item
    for word in simplified(text).split():
        place = pages.find(word, item.span)
        if place is not None:
            return pages.around(place)
    decided = next((row for row in entry.decisions if row.outcome), None)
    if decided is not None:
        return pages.whole(decided.span)
    return item.title_span or next((one.span for one in pages.sentences(item.span)), item.span)
