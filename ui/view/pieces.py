"""Text cut into runs that are painted alike: quoted, damaged, passed over by cleaning, held back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.records import Removal, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.clean.traced import Traced
    from ingest.records import Damage, Document

PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: inside the quote or around it; damaged, with its proven reading, or whole.

    `removed` names the step of cleaning that passed it over. `private` runs (a telephone number in a footer) are held
    back by the view; they are never inside a quote.
    """

    text: str
    quoted: bool = False
    damaged: bool = False
    reading: str | None = None
    private: bool = False
    removed: str | None = None


def pieces(
    document: Document,
    span: Span,
    quote: Span | None = None,
    damage: Sequence[Damage] = (),
    removed: Sequence[Removal] = (),
) -> tuple[Piece, ...]:
    """The text at `span`, cut wherever something begins or ends; joined again it is the original to the character."""
    layers: list[tuple[Span, Removal | Damage | None]] = [(one.span, one) for one in removed]
    layers += [(one.span, one) for one in damage]
    if quote is not None:
        layers.append((quote, None))
    runs = _runs(span, layers)
    return tuple(
        _piece(document.quote(run), above, quoted=quote is not None and quote.holds(run)) for run, above in runs
    )


def _piece(text: str, above: Sequence[Removal | Damage | None], *, quoted: bool) -> Piece:
    gone = next((one.kind for one in above if isinstance(one, Removal)), None)
    hurt = next((one for one in above if one is not None and not isinstance(one, Removal)), None)
    private = not quoted and any(isinstance(one, Removal) and one.kind == PRIVATE for one in above)
    return Piece(text, quoted, hurt is not None, hurt.reading if hurt is not None else None, private, gone)


def _runs(
    span: Span, layers: Iterable[tuple[Span, Removal | Damage | None]]
) -> Iterable[tuple[Span, list[Removal | Damage | None]]]:
    """The runs of a span with what lies over each; a document may have thousands of layers, so each is laid once."""
    inside = [(max(one.start, span.start), min(one.end, span.end), what) for one, what in layers if one.touches(span)]
    edges = sorted({span.start, span.end, *(start for start, _, _ in inside), *(end for _, end, _ in inside)})
    place = {edge: at for at, edge in enumerate(edges)}
    above: list[list[Removal | Damage | None]] = [[] for _ in edges[1:]]
    for start, end, what in inside:
        for at in range(place[start], place[end]):
            above[at].append(what)
    return [(Span(start, end), over) for (start, end), over in zip(pairwise(edges), above, strict=True)]


def read_pieces(
    reading: Traced, span: Span, quote: Span, damage: Sequence[Damage] = (), source: str | None = None
) -> tuple[Piece, ...]:
    """The clean reading of a span, simplified, or with `source` in the document's own characters."""
    low, high = reading.locate(span)
    while low < high and reading.text[low].isspace():
        low += 1
    while high > low and reading.text[high - 1].isspace():
        high -= 1
    home = reading.locate(quote)
    hurt = [(reading.locate(one.span), one.reading) for one in damage]
    edges = {low, high, *(edge for place in (home, *(one for one, _ in hurt)) for edge in place if low < edge < high)}
    found = []
    for start, end in pairwise(sorted(edges)):
        text = reading.text[start:end] if source is None else reading.original(source, start, end)
        wound = next((one for one in hurt if one[0][0] <= start and end <= one[0][1]), None)
        found.append(Piece(text, home[0] <= start and end <= home[1], wound is not None, wound[1] if wound else None))
    return tuple(found)
