"""From a question to the items it is answered from: filters first, then the best match, and an eye for ties."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ingest.clean.script import simplified
from rag.find.agenda import nth
from rag.find.cutoff import is_about
from rag.find.match import candidates, matches, named_document, with_units
from rag.find.terms import joined
from rag.find.units import names_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.find.match import Match
    from rag.find.scope import Scope
    from rag.find.shelf import Shelf
    from rag.records import ItemRow, Passage, Query

_TIE_TITLE, _TIE_SCORE = 0.95, 0.92
"""How near a second meeting's item must come to count as equally meant, by title and by score."""

_ALMOST, _ENOUGH, _LESS, _OTHERS = 0.75, 0.6, 0.15, 3
"""How near another item must come to be asked where the best one does not say what is sought."""

Why = Literal["matter", "document", "unit", "ordinal", "person", "nothing"]


@dataclass(frozen=True, slots=True)
class Choice:
    """The items that answer, one a meeting unless the question names several; or why there are none.

    `near` are the best that did not pass, `others` those that fit almost as well as the chosen, `unit_missed` says
    that the item of the matter is there but no such unit is named in it.
    """

    chosen: tuple[Match, ...] = ()
    near: tuple[Match, ...] = ()
    others: tuple[Match, ...] = ()
    lack: Why | None = None
    unit_missed: bool = False


def choose(query: Query, scope: Scope, passages: Sequence[Passage], shelf: Shelf) -> Choice:
    """The items a question about a matter is answered from."""
    items = candidates(scope.ids, passages, shelf)
    left, lack = _filtered(query, items, shelf)
    if lack is not None:
        return Choice(near=tuple(matches(query, items, passages, shelf)[:3]), lack=lack)
    ranked = matches(query, left, passages, shelf)
    if query.ordinals or query.documents:
        return _each(query, ranked)
    if query.people and not query.matter:
        return Choice(tuple(ranked[:3])) if ranked else Choice(lack="person")
    if not query.matter:
        return Choice(near=tuple(ranked[:3]), lack="nothing") if not query.units else Choice(tuple(ranked))
    return _best(query, ranked, items, passages, shelf)


def _filtered(query: Query, items: Sequence[ItemRow], shelf: Shelf) -> tuple[list[ItemRow], Why | None]:
    """The items that the question's own names leave, or the name that left none."""
    left = list(items)
    if query.ordinals:
        left = [one for ordinal in query.ordinals for one in nth(left, ordinal)]
        if not left:
            return [], "ordinal"
    if query.documents:
        left = list({one.id: one for title in query.documents for one in named_document(title, left, shelf)}.values())
        if not left:
            return [], "document"
    if query.people and not query.matter:
        left = [one for one in left if any(simplified(person.name) in query.people for person in one.presenters)]
        if not left:
            return [], "person"
    return left, None


def _each(query: Query, ranked: Sequence[Match]) -> Choice:
    """The best item for every document or ordinal the question names, in each meeting."""
    if query.ordinals:
        return Choice(tuple(sorted(ranked, key=lambda one: (one.meeting.id, one.item.ordinal))))
    wanted = max(len(query.documents), 1)
    chosen: list[Match] = []
    for one in ranked:
        if sum(other.meeting.id == one.meeting.id for other in chosen) < wanted:
            chosen.append(one)
    return Choice(tuple(chosen[: 3 * wanted]))


def _best(
    query: Query, ranked: list[Match], items: Sequence[ItemRow], passages: Sequence[Passage], shelf: Shelf
) -> Choice:
    """The best match that is about the matter, and what other meetings have that fits as well."""
    fitting = [one for one in ranked if is_about(one, shelf.embedder.name)]
    if not fitting:
        return Choice(near=tuple(ranked[:3]), lack="matter")
    if query.people:
        fitting = _naming(query, fitting, shelf)
        if not fitting:
            return Choice(near=tuple(ranked[:3]), lack="person")
    missed = False
    if query.units:
        answerable: dict[str, list[str]] = defaultdict(list)
        for row in shelf.decisions(list({one.meeting.id for one in fitting})):
            answerable[row.item_id] += [*row.responsible, *row.supporting]
        named = {one.id for one in with_units(query.units, [one.item for one in fitting], answerable)}
        of_unit = [one for one in fitting if one.item.id in named or _mentions(query, one, shelf)]
        missed = not of_unit
        fitting = of_unit or fitting
    top = fitting[0]
    chosen = [top]
    for one in fitting[1:]:
        level = one.title >= _TIE_TITLE * top.title and one.score >= _TIE_SCORE * top.score
        if level and all(one.meeting.id != other.meeting.id for other in chosen):
            chosen.append(one)
    del items, passages
    others = [
        one
        for one in fitting
        if one not in chosen
        and one.score >= _ALMOST * top.score
        and one.keen >= max(min(_ENOUGH, top.keen), top.keen - _LESS)
    ]
    return Choice(tuple(chosen), tuple(ranked[:3]), tuple(others[:_OTHERS]), unit_missed=missed)


def _naming(query: Query, fitting: list[Match], shelf: Shelf) -> list[Match]:
    """The matches that name the people asked about; else those of a meeting that they were at."""
    texts = shelf.texts([one.item for one in fitting])
    told = [one for one in fitting if any(name in joined(simplified(texts[one.item.id])) for name in query.people)]
    there = {
        one.meeting_id
        for one in shelf.people([match.meeting.id for match in fitting])
        if simplified(one.name) in query.people
    }
    return told or [one for one in fitting if one.meeting.id in there]


def _mentions(query: Query, match: Match, shelf: Shelf) -> bool:
    text = joined(shelf.texts([match.item])[match.item.id])
    return any(names_unit(text, unit) for unit in query.units)
