"""Minutes into chunks: stretches small enough to embed, each of one item, one attendance list or the rest.

Chunks follow the meeting's clean reading and miss nothing of it that has a letter or a digit. Knows nothing of
stores or vectors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2s
from itertools import takewhile
from typing import TYPE_CHECKING

from ingest.records import Span
from rag.index.units import units
from rag.records import Chunk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.clean.traced import Traced
    from ingest.records import AgendaItem, Minutes, PartialDate, Person

LIMIT = 450  # characters: with the context line some 350 tokens of the embedder's 512, before topics blur
CONTEXT = 120  # characters of the context line
HEADING = "｜"  # before the list or the item that a chunk is of, in its context line
_SENTENCE = re.compile(r"[^。！？；!?;\n]*(?:[。！？；!?;]+[”’」』）)》】]*|\n+|$)")
_CLAUSE = re.compile(r"[^，、：,:\s]*(?:[，、：,:\s]+|$)")
_LISTS = {"present": "出席", "in_attendance": "列席", "invited": "邀请", "apologies": "请假"}


@dataclass(frozen=True, slots=True)
class _Part:
    """`[start, end)` of the reading, and whose it is: an item by its place in the meeting, or a list by its name."""

    start: int
    end: int
    item: int | None = None
    heading: str = ""


def chunks(minutes: Minutes, meeting_id: str, document_id: str) -> list[Chunk]:
    """The chunks of one meeting in the order of its text; the same minutes always give the same ids."""
    found = []
    for part in _parts(minutes):
        item = None if part.item is None else minutes.items[part.item]
        item_id = None if part.item is None else f"{meeting_id}.{part.item + 1}"
        for start, end in _cut(minutes.reading.text, part.start, part.end):
            text = minutes.reading.text[start:end].strip()
            if not units(text):
                continue
            span = minutes.reading.span(start, end)
            context = _context(minutes, item, part.heading, span)
            digest = blake2s(f"{span.start}:{span.end}\n{context}\n{text}".encode(), digest_size=6).hexdigest()
            chunk_id = f"{meeting_id}.{digest}"
            found.append(Chunk(chunk_id, document_id, meeting_id, item_id, span, context, text))
    return found


def searched(chunk: Chunk) -> str:
    """What is embedded and indexed of a chunk: its context line, then its text."""
    return f"{chunk.context}\n{chunk.text}"


def _parts(minutes: Minutes) -> Iterator[_Part]:
    """The meeting's reading, cut into items, attendance lists and what lies between; nothing twice, nothing lost."""
    start, end = minutes.reading.locate(minutes.span)
    for index, item in enumerate(minutes.items):
        first, last = minutes.reading.locate(item.span)
        first, last = max(first, start), min(last, end)
        if last > first:
            yield from _between(minutes, start, first)
            yield _Part(first, last, item=index)
            start = last
    yield from _between(minutes, start, end)


def _between(minutes: Minutes, start: int, end: int) -> Iterator[_Part]:
    lists = sorted(
        (*minutes.reading.locate(Span(people[0].span.start, people[-1].span.end)), name)
        for name in _LISTS
        if (people := _in_order(getattr(minutes, name)))
    )
    inside = [(first, last, name) for first, last, name in lists if start <= first < last <= end]
    for position, (first, last, name) in enumerate(inside):
        bound = inside[position + 1][0] if position + 1 < len(inside) else end
        opens, closes = _sentence_around(minutes.reading, max(first, start), max(last, start), start, bound)
        yield _Part(start, opens)
        yield _Part(opens, closes, heading=_LISTS[name])
        start = closes
    yield _Part(start, end)


def _in_order(people: tuple[Person, ...]) -> list[Person]:
    return sorted(people, key=lambda one: (one.span.start, one.span.end))


def _sentence_around(reading: Traced, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """`[first, last)` widened to whole sentences or lines, kept inside `[start, end)`."""
    opens = max(reading.text.rfind(sign, start, first) for sign in "。；\n") + 1
    closes = min((at for sign in "。；\n" if (at := reading.text.find(sign, last, end)) >= 0), default=end - 1) + 1
    return max(opens, start), max(min(closes, end), last)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of at most LIMIT characters: whole sentences while they fit, else clauses, else characters."""
    opened = at = start
    for stop in _stops(text, start, end):
        if stop - opened > LIMIT and at > opened:
            yield opened, at
            opened = at
        at = stop
    if at > opened:
        yield opened, at


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    """Where a piece may end, ascending; no two further apart than LIMIT."""
    for sentence in _SENTENCE.finditer(text, start, end):
        if sentence.end() - sentence.start() <= LIMIT:
            yield sentence.end()
            continue
        for clause in _CLAUSE.finditer(text, sentence.start(), sentence.end()):
            yield from range(clause.start() + LIMIT, clause.end(), LIMIT)
            yield clause.end()


def _context(minutes: Minutes, item: AgendaItem | None, heading: str, span: Span) -> str:
    """`meeting (date)｜item`: what the chunk's own text leaves unsaid. A title that stands in it is not repeated."""
    named = [_meeting(minutes), heading]
    if item is not None and item.title is not None and not (item.title.span and span.holds(item.title.span)):
        label = item.label.value if item.label else ""
        named.append(_one_line(label + item.title.value))
    return HEADING.join(one for one in named if one)[:CONTEXT]


def _meeting(minutes: Minutes) -> str:
    if minutes.title is not None:
        name = minutes.title.value
    else:
        session = f"第{minutes.session.value}次" if minutes.session else ""
        parts = [one.value for one in (minutes.body, minutes.kind) if one is not None]
        name = "".join([*parts[:1], session, *parts[1:]])
    date = f"（{_chinese(minutes.held_on.value)}）" if minutes.held_on else ""
    return _one_line(name) + date


def _chinese(date: PartialDate) -> str:
    """A date as far as it is known from its front: a day without its month would read as another date."""
    parts = ((date.year, "年"), (date.month, "月"), (date.day, "日"))
    known = takewhile(lambda part: part[0] is not None or part[1] == "年", parts)
    return "".join(f"{value}{unit}" for value, unit in known if value is not None)


def _one_line(text: str) -> str:
    return " ".join(text.split())
