"""Which agenda items a question is about: retrieval's scores and the matter's own words weighed together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.find.terms import Weights, joined, longest_shared, share, specific_coverage, specific_terms
from rag.find.units import same_unit
from rag.find.vocabulary import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.find.shelf import Shelf
    from rag.records import ItemRow, MeetingRow, Passage, Query

_MIX = (0.35, 0.35, 0.1, 0.2)
_UNTITLED_MIX = (0.35, 0.0, 0.3, 0.35)
"""Weights of the fused score, the title, the whole text and the best sentence; the second where no title says it."""
_TITLED = 0.3
_SENTENCES = re.compile(r"[。！？；\n]")
_SAME_TITLE = 0.75
"""Share of a named document's terms that a title must hold to be that document, whatever it is called in full."""


@dataclass(frozen=True, slots=True)
class Match:
    """An item with why it fits: shares of the matter in its title, all of it and one sentence, raw and fused scores."""

    meeting: MeetingRow
    item: ItemRow
    title: float
    body: float
    dense: float
    lexical: float
    score: float
    keen: float
    said: float = 0.0


MOST = 600
"""Items that are weighed one by one; of a wider scope only those that retrieval found."""


def candidates(meetings: Sequence[str], passages: Sequence[Passage], shelf: Shelf) -> list[ItemRow]:
    """The items a question may be about: all of the meetings, or of many meetings those of the passages."""
    held = {row.id: row.item_count for row in shelf.meetings()}
    if 0 < sum(held.get(one, 0) for one in meetings) <= MOST:
        return shelf.items(meetings)
    found = dict.fromkeys(one.chunk.item_id for one in passages if one.chunk.item_id)
    return shelf.catalogue.items(ids=list(found))


_CALLED_FOR = re.compile(r"关于(.{2,60}?)(?:的)?(?:专题|协调|调度|联席|现场|工作)*(?:办公)?会")


def _called_for(meeting: MeetingRow) -> str:
    """What a meeting was called for, where its title says so (关于第二水源地建设的协调会议): its items leave it out."""
    found = _CALLED_FOR.search(plain(meeting.title))
    return joined(found[1]) if found else ""


def title_of(item: ItemRow) -> str:
    """What an item is called, with the documents it names: its title joined for terms."""
    named = "".join(f"{one.title}{one.alias or ''}" for one in item.documents)
    return _plain(f"{item.title or ''}{named}")


@lru_cache(maxsize=1 << 14)
def _plain(words: str) -> str:
    """A title joined for terms; the same titles are weighed for every question."""
    return joined(simplified(words))


def matches(query: Query, items: Sequence[ItemRow], passages: Sequence[Passage], shelf: Shelf) -> list[Match]:
    """The items in the order in which they fit the question, best first."""
    meetings = {row.id: row for row in shelf.meetings()}
    matter = " ".join((*query.documents, query.matter))
    named = {one: _called_for(meetings[one]) for one in {item.meeting_id for item in items}}
    written = shelf.texts(items)
    texts = {one.id: _joined(written[one.id]) + named[one.meeting_id] for one in items}
    titles = {one.id: title_of(one) + named[one.meeting_id] for one in items}
    weights = Weights.among(matter, list(texts.values()))
    best: dict[str, tuple[float, float, float]] = {}
    for passage in passages:
        own = passage.chunk.item_id
        if own is not None:
            fused, dense, lexical = best.get(own, (0.0, 0.0, 0.0))
            best[own] = max(fused, passage.score), max(dense, passage.dense), max(lexical, passage.lexical)
    titled = {one: weights.coverage(title) for one, title in titles.items()}
    mix = _MIX if max(titled.values(), default=0.0) >= _TITLED else _UNTITLED_MIX
    keenest = specific_terms(matter)
    found = []
    for item in items:
        fused, dense, lexical = best.get(item.id, (0.0, 0.0, 0.0))
        title, body = titled[item.id], weights.coverage(texts[item.id])
        said = max(map(weights.coverage, _sentences(written[item.id])), default=0.0)
        score = sum(part * weight for part, weight in zip((fused, title, body, said), mix, strict=True))
        keen = share(keenest, texts[item.id])
        found.append(Match(meetings[item.meeting_id], item, title, body, dense, lexical, score, keen, said))
    return sorted(found, key=lambda one: (-one.score, one.item.meeting_id, one.item.ordinal))


@lru_cache(maxsize=4096)
def _sentences(text: str) -> tuple[str, ...]:
    """The sentences of an item's text, each joined for terms; the same texts are weighed for every question."""
    return tuple(map(joined, _SENTENCES.split(text)))


_joined = lru_cache(maxsize=4096)(joined)
"""`joined` for the texts of items, likewise."""


def named_document(title: str, items: Sequence[ItemRow], shelf: Shelf) -> list[ItemRow]:
    """The items that name a document: by its title or alias to the letter, else by most of its words."""
    asked = joined(simplified(title))
    written = shelf.texts(items)
    exact = [one for one in items if asked in title_of(one) or asked in _joined(written[one.id])]
    if exact:
        titled = [one for one in exact if asked in title_of(one)]
        return titled or exact
    scored = [(like, one) for one in items if (like := _likeness(asked, one)) >= _SAME_TITLE]
    best = max((like for like, _ in scored), default=0.0)
    return [one for like, one in scored if like >= best]


def _likeness(asked: str, item: ItemRow) -> float:
    """How much of a document's asked name stands in one of the titles the item names, or the other way round."""
    titles = [joined(simplified(one.title)) for one in item.documents] or re.findall(
        r"《([^《》]+)》", simplified(item.title or "")
    )
    titles = [joined(one) for one in titles] or [title_of(item)]
    return max(
        (max(specific_coverage(asked, one), longest_shared(asked, one) / max(len(asked), 1)) for one in titles),
        default=0.0,
    )


def with_units(
    units: Sequence[str], items: Sequence[ItemRow], responsible: Mapping[str, Sequence[str]]
) -> list[ItemRow]:
    """The items that a unit reported or must carry out; `responsible` holds the units of each item's decisions."""
    return [
        one
        for one in items
        if any(
            same_unit(unit, simplified(written))
            for unit in units
            for written in (
                *one.reporting_units,
                *(person.unit or "" for person in one.presenters),
                *responsible.get(one.id, ()),
            )
        )
    ]
