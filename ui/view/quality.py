"""The quality report of one document: what cleaning passed over and what is damaged, marked where it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.records import Span
from ui.i18n import knows, say
from ui.view.markup import safe, unnumbered
from ui.view.pieces import PRIVATE, pieces
from ui.view.plain import field_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.records import Document, Quality
    from ui.i18n import Language
    from ui.view.library import Held
    from ui.view.pieces import Piece

WHOLE = 6000  # characters up to which a document is shown whole
AROUND = 80  # characters of context on each side of a mark in a longer one
MOST = 400  # marks that are shown of a longer one


@dataclass(frozen=True, slots=True)
class Checked:
    """A document with what its reading finds wrong with it now."""

    held: Held
    document: Document
    quality: Quality
    added: str


def report_html(checked: Checked, lang: Language | None = None) -> str:
    """Where the document comes from, how much of each kind is marked, and the text with its marks."""
    document, quality = checked.document, checked.quality
    encoding = quality.encoding or say("quality.container", lang)
    meta = say("quality.meta", lang, encoding=encoding, characters=len(document.text), added=checked.added[:10])
    twins = "".join(f'<p class="jy-twin">{safe(say("quality.twin", lang, name=one))}</p>' for one in checked.held.twins)
    meetings = "".join(f"<li>{safe(one)}</li>" for one in checked.held.meetings)
    return (
        f'<section class="jy-report"><h3>{safe(checked.held.name)}</h3><p class="jy-meta">{safe(meta)}</p>{twins}'
        f'<ul class="jy-of">{meetings}</ul>{_tally(quality, lang)}'
        f'<p class="jy-meta">{safe(say("quality.legend", lang))}</p>'
        f'<div class="jy-text">{_marked(document, quality, lang)}</div></section>'
    )


def _tally(quality: Quality, lang: Language | None) -> str:
    """How many places each step passed over, how many are damaged, what the minutes do not state."""
    rows = {
        "quality.removed": _counts((one.kind for one in quality.removed), lang),
        "quality.damaged": _counts((one.kind for one in quality.damaged), lang),
        "quality.absent": say("list.joint", lang).join(field_name(one, lang) for one in quality.absent),
    }
    body = "".join(
        f"<dt>{safe(say(key, lang))}</dt><dd>{safe(told or say('parse.nothing', lang))}</dd>"
        for key, told in rows.items()
    )
    return f'<dl class="jy-tally">{body}</dl>'


def _counts(kinds: Iterable[str], lang: Language | None) -> str:
    counted = Counter(kinds).most_common()
    return say("list.joint", lang).join(
        say("quality.count", lang, kind=_kind(kind, lang), count=count) for kind, count in counted
    )


def _kind(kind: str, lang: Language | None) -> str:
    return say(f"noise.{kind}", lang) if knows(f"noise.{kind}") else kind


def _marked(document: Document, quality: Quality, lang: Language | None) -> str:
    """The text with its marks: whole, or the stretches around them with how much was left out between."""
    marks = sorted([*(one.span for one in quality.removed), *(one.span for one in quality.damaged)])
    length = len(document.text)
    shown = [Span(0, length)] if length <= WHOLE else stretches(marks[:MOST], length)
    parts, at = [], 0
    for span in shown:
        parts += [_skipped(span.start - at, lang)] if span.start > at else []
        parts += [_paint(one, lang) for one in pieces(document, span, None, quality.damaged, quality.removed)]
        at = span.end
    parts += [_skipped(length - at, lang)] if at < length else []
    left = len(marks) - MOST if length > WHOLE else 0
    more = f'<p class="jy-meta">{safe(say("quality.more", lang, count=left))}</p>' if left > 0 else ""
    return "".join(parts) + more


def stretches(marks: Sequence[Span], length: int) -> list[Span]:
    """The parts of a text of some length that lie around its ascending marks; those that meet are one.

    >>> stretches([Span(500, 503), Span(600, 640)], 2000)
    [Span(start=420, end=720)]
    """
    found: list[Span] = [] if marks else [Span(0, min(length, AROUND * 2))]
    for one in marks:
        near = Span(max(0, one.start - AROUND), min(length, one.end + AROUND))
        if found and near.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(near.end, found[-1].end))
        else:
            found.append(near)
    return found


def _skipped(count: int, lang: Language | None) -> str:
    return f'<span class="jy-skipped">{safe(say("quality.skipped", lang, count=count))}</span>'


def _paint(piece: Piece, lang: Language | None) -> str:
    """A run as it stands: damage underlined with its reading, what was passed over struck with the step's name."""
    if piece.removed == PRIVATE:
        return f'<del class="jy-gone" title="{safe(_kind(PRIVATE, lang))}">••••</del>'
    text = safe(piece.text if piece.removed is None else unnumbered(piece.text))
    if piece.damaged:
        reads = say("quality.reads", lang, reading=piece.reading) if piece.reading else say("quality.lost", lang)
        text = f'<span class="jy-hurt" tabindex="0" title="{safe(reads)}">{text}<i>{safe(reads)}</i></span>'
    if piece.removed is None:
        return text
    if not piece.text.strip():
        return text  # a blank cannot be struck through
    return f'<del class="jy-gone" title="{safe(_kind(piece.removed, lang))}">{text}</del>'
