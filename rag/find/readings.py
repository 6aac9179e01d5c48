"""The names in a question: every finder, each seeing what earlier ones have left; no intent is read here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.find import named, timed, units, when, where, words

if TYPE_CHECKING:
    import datetime as dt

    from rag.find.vocabulary import Vocabulary
    from rag.find.when import Time


@dataclass(frozen=True, slots=True)
class Names:
    """The finders' results, before intent."""

    text: str
    documents: named.Named
    places: named.Named
    strangers: named.Named
    bodies: named.Named
    sessions: named.Named
    terms: named.Named
    kinds: named.Named
    ordinals: named.Named
    numbers: named.Named
    units: named.Named
    people: named.Named
    posts: named.Named
    beside: re.Match[str] | None
    due: timed.Due | None
    times: tuple[Time, ...]
    session_years: named.Named


def names(text: str, vocabulary: Vocabulary, today: dt.date) -> Names:
    """Run the finders; each sees the text without what earlier ones have used up."""
    documents = named.documents(text)
    titles = tuple(documents.ranges)
    places, strangers = where.places(text, vocabulary, titles)
    rest = named.blanked(text, (*titles, *steps(text)))
    numbers = named.document_numbers(rest)
    rest = named.blanked(rest, numbers.ranges)
    sessions, terms = named.sessions(named.blanked(rest, _recent(rest)), vocabulary.kinds)
    ordinals = named.ordinals(named.blanked(rest, sessions.ranges))
    kinds = named.kinds(rest, vocabulary.kinds)
    people = named.people(rest, vocabulary)
    bodies = _bodies(rest, vocabulary, places)
    marked = named.blanked(
        named.blanked(rest, sessions.ranges, "\x01"), [*places.ranges, *strangers.ranges, *bodies.ranges], "\x02"
    )
    due = timed.due(marked)
    if due is not None:
        marked = named.blanked(marked, [(due.start, due.end)])
    times, years = timed.filtering(marked, when.times(marked, today))
    return Names(
        text,
        documents,
        places,
        strangers,
        bodies,
        sessions,
        terms,
        kinds,
        ordinals,
        numbers,
        _units(rest, people, vocabulary),
        people,
        named.posts(rest),
        words.BESIDE.search(marked),
        due,
        times,
        years,
    )


def _units(text: str, people: named.Named, vocabulary: Vocabulary) -> named.Named:
    asides = [one.span() for one in _ASIDE.finditer(text)]
    found = named.Named()
    for start, end in units.mentions(named.blanked(text, [*people.ranges, *asides]), vocabulary.units):
        found.add(text[start:end], start, end)
    return found


def _bodies(text: str, vocabulary: Vocabulary, places: named.Named) -> named.Named:
    """Bodies that met and bear no place the archive knows (国务院); a place says more than its government's name."""
    found = named.Named()
    for body in vocabulary.body_names:
        at = text.find(body)
        if at >= 0:
            found.ranges.append((at, at + len(body)))
    for body in sorted(vocabulary.bodies, key=len, reverse=True):
        at = text.find(body)
        if at >= 0 and not places.values and not any(place in body for place in vocabulary.places):
            found.add(body, at, at + len(body))
    return found


def steps(text: str) -> list[tuple[int, int]]:
    """Where a question names the next step of a matter (提请常委会审议), whose words are no matter."""
    return [one.span() for pattern, _ in words.NEXT_STEPS[:3] for one in pattern.finditer(text)]


def meeting_words(read: Names) -> list[tuple[int, int]]:
    """Where the question names the meetings it is about."""
    return [
        *read.places.ranges,
        *read.bodies.ranges,
        *read.sessions.ranges,
        *read.session_years.ranges,
        *read.terms.ranges,
        *read.kinds.ranges,
        *read.numbers.ranges,
        *((one.start, one.end) for one in read.times),
    ]


def left_over(read: Names) -> str:
    """The question with everything that was read as a name blanked: what it is about, and how it asks."""
    used = (
        *meeting_words(read),
        *read.documents.ranges,
        *read.strangers.ranges,
        *steps(read.text),
        *read.ordinals.ranges,
        *read.units.ranges,
        *read.posts.ranges,
        *([read.beside.span()] if read.beside is not None else []),
        *_recent(read.text),
        *named.posts_before(read.text, read.people),
        *([(read.due.start, read.due.end)] if read.due is not None else []),
        *(span for span, name in zip(read.people.ranges, read.people.values, strict=False) if name),
    )
    return named.blanked(read.text, used)


def _recent(text: str) -> list[tuple[int, int]]:
    return [one.span() for pattern in (words.LATEST, words.EARLIEST) for one in pattern.finditer(text)]


_ASIDE = re.compile(r"[（(][^（）()]{2,40}[）)]")


def cue_text(read: Names) -> str:
    """The question with its titles, places and people blanked, so that their words are no cues."""
    asides = [one.span() for one in _ASIDE.finditer(read.text)]
    return named.blanked(read.text, [*read.documents.ranges, *read.people.ranges, *asides], "某")
