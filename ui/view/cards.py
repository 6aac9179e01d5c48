"""What stands behind a mark: the quote in the item around it, as pieces of text that a view can paint.

Every card has up to three faces: the document's own text with its noise, the same words without the noise, and
those in simplified characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ingest.records import Span
from ui.view.pieces import Piece, pieces, read_pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.minutes import Reading
    from ingest.records import Document, Minutes
    from rag.records import Answer, Citation, Claim, ItemRow, MeetingRow, Status

__all__ = ["Card", "Face", "Origin", "Piece", "cards", "day", "one_card", "pieces"]

NEAR = 90  # characters of context on each side: about two lines of a card
BREAK = re.compile(r"[。！？；!?\n][\s”’」』）》)]*")
BROKEN = re.compile(rf"{BREAK.pattern}\Z")
WORST_FIRST: tuple[Status, ...] = ("damaged", "inferred", "verbatim", "verified")
Script = Literal["original", "clean", "simple"]


@dataclass(frozen=True, slots=True)
class Origin:
    """What a card needs of a citation's document: its text, its meetings and items, and the reading if there is one."""

    document: Document
    meetings: tuple[MeetingRow, ...] = ()
    reading: Reading | None = None
    items: tuple[ItemRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Face:
    """A card in one kind of text: the quote with a little around it, and the whole item where that is more."""

    script: Script
    excerpt: tuple[Piece, ...]
    whole: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """The evidence behind one mark. `status` is None for a passage that is only near, and carries no claim.

    `excerpt` and `whole` are the original face, `faces` the others. `cut` says whether the excerpt begins and ends
    in the middle of a sentence, `dated_by_model` and `title_inferred` that what the card names does not stand in the
    text. `gone` is a card of an earlier talk whose document the archive no longer holds.
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
    faces: tuple[Face, ...] = ()
    dated_by_model: bool = False
    title_inferred: bool = False
    gone: bool = False


def day(iso: str | None) -> str:
    """A date of the catalogue as people read it: unknown parts as question marks, no date as a dash.

    >>> day("2024-03-05"), day("2020-XX-24"), day(None)
    ('2024-03-05', '2020-??-24', '—')
    """
    return (iso or "—").replace("X", "?")


def cards(answer: Answer, origins: Mapping[str, Origin]) -> tuple[Card, ...]:
    """The cards of an answer in the order of their marks; of a refusal, its nearest passages.

    A citation whose document `origins` lacks gives a card of its quote alone.
    """
    if answer.refusal is not None:
        return tuple(_card(one, origins.get(one.document_id), None) for one in answer.refusal.nearest)
    cited = ((one, _status(one, answer.claims)) for one in answer.citations)
    return tuple(_card(one, origins.get(one.document_id), status) for one, status in cited)


def one_card(citation: Citation, origin: Origin) -> Card:
    """The card of a citation outside an answer: in the words of the minutes, damaged where its text is."""
    return _card(citation, origin, _status(citation, ()))


def _status(citation: Citation, claims: Sequence[Claim]) -> Status:
    """The worst status of the claims that rest on a citation; damaged where its own text is."""
    found = {claim.status for claim in claims if citation.mark in claim.citations}
    if citation.damage:
        found.add("damaged")
    return next((status for status in WORST_FIRST if status in found), "verbatim")


def _card(citation: Citation, origin: Origin | None, status: Status | None) -> Card:
    if origin is None:
        return _kept(citation, status)
    document, quote = origin.document, citation.span
    meeting = next((one for one in origin.meetings if one.span.holds(quote)), None)
    item = citation.context if citation.context not in (None, quote) else None
    around = meeting.span if meeting is not None else Span(0, len(document.text))
    bounds = item or around
    near = _near(document.text, quote, bounds)
    whole = item if item != near else None
    removed = origin.reading.quality.removed if origin.reading else ()
    row = next((one for one in origin.items if one.span.holds(quote)), None)
    return Card(
        mark=citation.mark,
        meeting=citation.meeting or citation.document,
        document=citation.document,
        date=day(meeting.held_on) if meeting and meeting.held_on else None,
        item=citation.item,
        page=citation.page,
        span=quote,
        status=status,
        excerpt=pieces(document, near, quote, citation.damage, removed),
        cut=_cut(document.text, near, bounds),
        whole=pieces(document, whole, quote, citation.damage, removed) if whole else (),
        faces=_faces(citation, origin, near, whole),
        dated_by_model=meeting is not None and "held_on" in meeting.filled,
        title_inferred=row is not None and row.title_inferred and citation.item is not None,
    )


def _kept(citation: Citation, status: Status | None) -> Card:
    """What is left of the evidence once its document is gone: the words that were quoted."""
    return Card(
        mark=citation.mark,
        meeting=citation.meeting or citation.document,
        document=citation.document,
        date=None,
        item=citation.item,
        page=citation.page,
        span=citation.span,
        status=status,
        excerpt=(Piece(citation.quote, quoted=True, damaged=bool(citation.damage)),),
        gone=True,
    )


def _faces(citation: Citation, origin: Origin, near: Span, whole: Span | None) -> tuple[Face, ...]:
    """The clean and the simplified face; none where nothing was read of the meeting."""
    meetings: Sequence[Minutes] = origin.reading.meetings if origin.reading else ()
    meeting = next((one for one in meetings if one.span.touches(citation.span)), None)
    if meeting is None:
        return ()

    def face(script: Script) -> Face:
        source = origin.document.text if script == "clean" else None

        def read(span: Span) -> tuple[Piece, ...]:
            return read_pieces(meeting.reading, span, citation.span, citation.damage, source)

        return Face(script, read(near), read(whole) if whole else ())

    return face("clean"), face("simple")


def _cut(text: str, near: Span, bounds: Span) -> tuple[bool, bool]:
    """Whether an excerpt begins, and whether it ends, in the middle of a sentence."""
    gone, inside = text[bounds.start : near.start], text[near.start : near.end].rstrip()
    begins = not gone.strip() or BROKEN.search(gone)
    ends = near.end == bounds.end or BROKEN.search(inside)
    return not begins, not ends


def _near(text: str, quote: Span, context: Span) -> Span:
    """The quote and up to NEAR characters on each side, cut where a sentence begins and ends if one does there."""
    low, high = max(context.start, quote.start - NEAR), min(context.end, quote.end + NEAR)
    low, high = min(low, quote.start), max(high, quote.end)
    before = BREAK.search(text, low, quote.start) if low > context.start else None
    after = list(BREAK.finditer(text, quote.end, high)) if high < context.end else []
    return Span(before.end() if before else low, after[-1].end() if after else high)
