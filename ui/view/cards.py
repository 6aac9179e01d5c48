"""What stands behind a mark: the quote in the item around it, as pieces of original text that a view can paint."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.records import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.minutes import Reading
    from ingest.records import Damage, Document
    from rag.records import Answer, Citation, Claim, MeetingRow, Status

NEAR = 90  # characters of context on each side: about two lines of a card
BREAK = re.compile(r"[。！？；!?\n]\s*")
WORST_FIRST: tuple[Status, ...] = ("damaged", "inferred", "verbatim", "verified")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a card needs of a citation's document: its text, its meetings, and the reading of it if there is one."""

    document: Document
    meetings: tuple[MeetingRow, ...] = ()
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of original text: inside the quote or around it; damaged, with its proven reading, or whole.

    `private` runs (a telephone number in a footer) are held back by the view; they are never inside a quote.
    """

    text: str
    quoted: bool = False
    damaged: bool = False
    reading: str | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """The evidence behind one mark. `status` is None for a passage that is only near, and carries no claim.

    `excerpt` is the quote with a little around it; `cut` says whether it begins and whether it ends in the middle
    of a sentence. `whole` is the whole item where that is more, `clean` the item's clean reading where
    it differs from the original.
    """

    mark: int
    meeting: str
    document: str
    date: str | None
    item: str | None
    page: int | None
    span: Span
    status: Status | None
    excerpt: tuple[Piece, ...]
    cut: tuple[bool, bool] = (False, False)
    whole: tuple[Piece, ...] = ()
    clean: str | None = None


def day(iso: str | None) -> str:
    """A date of the catalogue as people read it: unknown parts as question marks, no date as a dash.

    >>> day("2024-03-05"), day("2020-XX-24"), day(None)
    ('2024-03-05', '2020-??-24', '—')
    """
    return (iso or "—").replace("X", "?")


def cards(answer: Answer, origins: Mapping[str, Origin]) -> tuple[Card, ...]:
    """The cards of an answer in the order of their marks; of a refusal, its nearest passages.

    Raises KeyError where `origins` lacks the document of a citation.
    """
    if answer.refusal is not None:
        return tuple(_card(one, origins[one.document_id], None) for one in answer.refusal.nearest)
    return tuple(_card(one, origins[one.document_id], _status(one, answer.claims)) for one in answer.citations)


def one_card(citation: Citation, origin: Origin) -> Card:
    """The card of a citation outside an answer: in the words of the minutes, damaged where its text is."""
    return _card(citation, origin, _status(citation, ()))


def _status(citation: Citation, claims: Sequence[Claim]) -> Status:
    """The worst status of the claims that rest on a citation; damaged where its own text is."""
    found = {claim.status for claim in claims if citation.mark in claim.citations}
    if citation.damage:
        found.add("damaged")
    return next((status for status in WORST_FIRST if status in found), "verbatim")


def _card(citation: Citation, origin: Origin, status: Status | None) -> Card:
    document, quote = origin.document, citation.span
    meeting = next((one for one in origin.meetings if one.span.holds(quote)), None)
    item = citation.context if citation.context not in (None, quote) else None
    around = meeting.span if meeting is not None else Span(0, len(document.text))
    bounds = item or around
    near = _near(document.text, quote, bounds)
    whole = item if item != near else None
    removed = origin.reading.quality.removed if origin.reading else ()
    private = tuple(one.span for one in removed if one.kind == "private")
    return Card(
        mark=citation.mark,
        meeting=citation.meeting or citation.document,
        document=citation.document,
        date=day(meeting.held_on) if meeting and meeting.held_on else None,
        item=citation.item,
        page=citation.page,
        span=quote,
        status=status,
        excerpt=pieces(document, near, quote, citation.damage, private),
        cut=_cut(document.text, near, bounds),
        whole=pieces(document, whole, quote, citation.damage, private) if whole else (),
        clean=_clean(origin, item or near),
    )


def _cut(text: str, near: Span, bounds: Span) -> tuple[bool, bool]:
    """Whether an excerpt begins, and whether it ends, in the middle of a sentence."""
    gone, inside = text[bounds.start : near.start], text[near.start : near.end].rstrip()
    before = gone.rstrip()
    begins = not before or BREAK.match(before, len(before) - 1) or "\n" in gone[len(before) :]
    ends = near.end == bounds.end or BREAK.match(inside, len(inside) - 1)
    return not begins, not ends


def _near(text: str, quote: Span, context: Span) -> Span:
    """The quote and up to NEAR characters on each side, cut where a sentence begins and ends if one does there."""
    low, high = max(context.start, quote.start - NEAR), min(context.end, quote.end + NEAR)
    low, high = min(low, quote.start), max(high, quote.end)
    before = BREAK.search(text, low, quote.start) if low > context.start else None
    after = list(BREAK.finditer(text, quote.end, high)) if high < context.end else []
    return Span(before.end() if before else low, after[-1].end() if after else high)


def pieces(
    document: Document, span: Span, quote: Span, damage: Sequence[Damage] = (), private: Sequence[Span] = ()
) -> tuple[Piece, ...]:
    """The text at `span`, cut wherever the quote or a damage begins or ends; joined again it is the original."""
    edges = {span.start, span.end}
    for one in (quote, *private, *(each.span for each in damage)):
        edges |= {edge for edge in (one.start, one.end) if span.start < edge < span.end}
    found = []
    for start, end in pairwise(sorted(edges)):
        run = Span(start, end)
        quoted = quote.holds(run)
        hurt = next((one for one in damage if one.span.holds(run)), None)
        reading = hurt.reading if hurt is not None else None
        hidden = not quoted and any(one.holds(run) for one in private)
        found.append(Piece(document.quote(run), quoted, hurt is not None, reading, hidden))
    return tuple(found)


def _clean(origin: Origin, span: Span) -> str | None:
    """The clean reading of a span, or None where it says the same to the eye, or nothing was read."""
    if origin.reading is None:
        return None
    meeting = next((one for one in origin.reading.meetings if one.span.touches(span)), None)
    if meeting is None:
        return None
    clean = meeting.reading.within(span).strip()
    return clean if clean and _bare(clean) != _bare(origin.document.quote(span)) else None


def _bare(text: str) -> str:
    return "".join(text.split())
