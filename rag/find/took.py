"""Which of the items about a matter took it up, and which only share its words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.find.match import title_of
from rag.find.terms import joined, specific_coverage, specific_terms, terms
from rag.find.vocabulary import levels

if TYPE_CHECKING:
    from rag.find.match import Match
    from rag.find.shelf import Shelf
    from rag.records import MeetingRow, Query

_OR = re.compile(r"或者?|还是|以及|和|与|、")


def alternatives(query: Query) -> tuple[Query, ...]:
    """The question once for each of several matters of which any will do (甲或乙在哪些会上提过).

    >>> from rag.records import Query
    >>> asked = Query("", "哪些会研究过加装电梯或者停车收费", "simplified", "meetings", "加装电梯或者停车收费")
    >>> [one.matter for one in alternatives(asked)]
    ['加装电梯', '停车收费']
    """
    if query.intent not in {"meetings", "timeline"} or query.documents:
        return (query,)
    listed = all(
        re.search(rf"{re.escape(one)}(?:{_OR.pattern}){re.escape(other)}", query.simplified)
        for one, other in zip(query.matter.split(), query.matter.split()[1:], strict=False)
    )
    parts = [word for one in query.matter.split() for word in re.split(r"或者?|、", one)]
    named = [one for one in parts if len(one) > 1]
    several = len(named) > 1 and (listed or len(query.matter.split()) == 1)
    return tuple(replace(query, matter=one) for one in named) if several else (query,)


def took_up(query: Query, fitting: list[Match], shelf: Shelf) -> list[Match]:
    """Of the items about a matter those that took it up; where none did by its name, the one that comes nearest.

    The history of a matter goes on where another item says what became of it, in a sentence that names most of it.
    """
    studied = _nearest([one for one in fitting if _studies(query, one, shelf)], query, shelf)
    mentions = bool(_MENTIONS.search(query.simplified))
    least = _MENTIONED if mentions else 1.0
    if query.intent == "timeline":
        long = len(specific_terms(query.matter)) >= _TELLING
        told = [one for one in fitting if one not in studied and (_goes_on(one) if long else one.title >= _NAMED)]
        return _of_one_place(query, [*studied, *told] or fitting[:1])
    named = [one for one in fitting if one.keen >= least and one not in studied]
    if studied:
        return [*studied, *named] if mentions else studied
    return named or fitting[:1]


def further_steps(query: Query, every: list[Match], found: list[Match], shelf: Shelf) -> list[Match]:
    """Of the history of a matter the items that go on about it under another title: one that its steps speak of."""
    if query.intent != "timeline" or query.documents:
        return []
    texts = [(one.meeting, joined(text)) for one in found for text in shelf.texts([one.item]).values()]
    return [
        one
        for one in every
        if one not in found and one.title >= _PART and any(_spoken_of(one, held, text) for held, text in texts)
    ]


def _spoken_of(match: Match, meeting: MeetingRow, text: str) -> bool:
    """Whether a step, of another meeting of the place, names in its text most of what an item is called."""
    other = match.meeting.id != meeting.id and _one_place(match.meeting, meeting)
    return other and specific_coverage(match.item.title or "", text) >= _SAID_MOST


_PART = 0.3
"""Weighted share of a matter that the title of a further step must hold itself."""


def _of_one_place(query: Query, found: list[Match]) -> list[Match]:
    """The steps of one place's matter, where the question names no place: that of the step that fits the best.

    What two places do under one name is two matters; one whose title says as much of it is told beside it.
    """
    best = max(found, key=lambda one: one.score, default=None)
    if best is None:
        return found
    found = [one for one in found if one.score >= _NEAR * best.score]
    if query.places or query.bodies:
        return found
    return [one for one in found if _one_place(one.meeting, best.meeting) or one.title >= max(best.title, WHOLE)]


def _one_place(one: MeetingRow, other: MeetingRow) -> bool:
    mine, theirs = levels(one), levels(other)
    return bool(set(mine) & set(theirs)) if mine and theirs else bool(one.body and one.body == other.body)


def _goes_on(match: Match) -> bool:
    """Whether an item may be a step of a matter: by its title, by a sentence, or by all that it says."""
    return match.title >= _NAMED or match.said >= _SAID_MOST or match.keen >= _MENTIONED


def _nearest(studied: list[Match], query: Query, shelf: Shelf) -> list[Match]:
    """Where a title names all of the matter, not those that share only its common words (…安全管理办法)."""
    if max((one.title for one in studied), default=0.0) < WHOLE:
        return studied
    return [one for one in studied if one.title >= _MOST_OF_IT or _says(query, one, shelf)]


def _studies(query: Query, match: Match, shelf: Shelf) -> bool:
    """Whether an item took the matter up: its title names it, or its text says it in so many words, more than once."""
    titled = max(match.title, specific_coverage(query.matter, title_of(match.item)))
    if titled >= _NAMED or (match.keen >= WHOLE and len(terms(query.matter)) >= _LONG):
        return True
    return _says(query, match, shelf)


def _says(query: Query, match: Match, shelf: Shelf) -> bool:
    """Whether an item says the matter in so many words, more than once or where it opens (听取了关于…的汇报)."""
    text = joined(shelf.texts([match.item])[match.item.id])
    words = [re.sub(r"(?:有关)?(?:工作|情况|问题|事项|方面|事宜)$", "", word) for word in query.matter.split()]
    if any(text.count(joined(word)) >= _SAID for word in words if len(word) >= PHRASE):
        return True
    sentences = shelf.pages(match.item.document_id).sentences(match.item.span)[:_OPENS]
    opens = joined("".join(one.text for one in sentences if CALLED.search(one.text)))
    return any(joined(word) in opens for word in words if len(word) > PHRASE)


_NAMED = 0.5
_MENTIONS = re.compile(r"提到|提及|谈到|说到|涉及|讲到")
_MENTIONED = 0.75
_NEAR = 0.55
"""Share of the best step's score below which an item only shares words with the matter."""
_TELLING = 4
"""Terms from which on a matter is told by words within an item; fewer stand in many that are about something else."""
_SAID_MOST = 0.6
"""Weighted share of a matter that one sentence must hold."""
_SAID = 2
_OPENS = 2
"""Sentences by which an item says what it is about."""
WHOLE, _LONG = 0.9, 5
_MOST_OF_IT = 0.6
"""Weighted share of a matter that a title must hold beside one that holds all of it."""
PHRASE = 3
CALLED = re.compile(r"研究|部署|审议|听取|讨论|会议纪要|专题会|(?:召开|举行)[^，。；]{2,30}会")
"""How a sentence says what a meeting, or an item of it, was called for."""
