"""What finding and answering see of an archive: rows, documents with their clean reading, and the two indexes.

Everything read is cached for as long as the catalogue's generation stays; nothing here decides anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, TypeVar

from ingest.clean import clean
from rag.errors import Damaged
from rag.find.meanings import Meanings
from rag.find.roll import called
from rag.find.scope import collapse
from rag.find.vocabulary import Vocabulary
from rag.index.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ingest.clean.traced import Traced
    from ingest.records import Damage, Document, Span
    from rag.find.scope import Distinct
    from rag.index.catalogue import Catalogue
    from rag.ports import Embedder, LexicalIndex
    from rag.records import DecisionRow, ItemRow, MeetingRow, PersonRow


class Neighbours(Protocol):
    """Nearest vectors, read only: what `VectorIndex` and an exact scan both are."""

    def search(
        self, vector: NDArray[np.float32], limit: int, among: frozenset[str] | None = None
    ) -> list[tuple[str, float]]:
        """The nearest chunks as (id, cosine), nearest first; only ids in `among` where it is given."""
        ...


class _OfMeeting(Protocol):
    """A row that belongs to a meeting."""

    @property
    def meeting_id(self) -> str:
        """Which one."""
        ...


T = TypeVar("T", bound=_OfMeeting)

# A line may be broken inside a sentence; not behind a short line, and not where the next one opens with a label,
# 会议 or the name of a list.
_WRAP = (
    r"(?<=[^\n]{14}[\u4e00-\u9fff0-9、，,“《（(])\n"
    r"(?![^\n，。]{1,8}[:：])(?=[^\n\s（(一二三四五六七八九十\d会會主出列请請记記应應第附发發分抄]|[，、。；）)”》]|\d+[^\d、.．)）])"
)
_END = r"[。！？!?]+[”’\"』」）)]*"
_SENTENCE = re.compile(rf"(?:[^。！？!?\n]|{_WRAP})*(?:{_END}|\n|$)")
_CLAUSE = re.compile(rf"(?:[^；;。！？!?\n]|{_WRAP})*(?:[；;]|{_END}|\n|$)")
_LONGEST = 500
_OPENINGS = 200
_OPENED = 500
"""Hits that are looked at for what a text opens with, and words for which the meetings are kept."""
_CACHED_DOCUMENTS = 128
_CACHED_TEXTS = 20_000
"""Documents and item texts that are kept; of typical minutes some 40 MB each."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the clean reading: its text without outer blanks, and where it stands in the document."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Pages:
    """One document with its clean, simplified reading and what is damaged in it."""

    document: Document
    reading: Traced
    damaged: tuple[Damage, ...]

    def text(self, span: Span) -> str:
        """The clean reading of a span."""
        return self.reading.within(span)

    def words(self, span: Span) -> str:
        """The span as its author wrote it, free of noise and line breaks, in the script of the source."""
        start, end = self.reading.locate(span)
        return re.sub(r"\s*\n\s*", "", self.reading.original(self.document.text, start, end)).strip()

    def sentences(self, span: Span, *, clauses: bool = False) -> list[Sentence]:
        """The sentences of a span; with `clauses` a semicolon ends one too."""
        start, end = self.reading.locate(span)
        return [
            self._sentence(one.start(), one.end()) for one in _matches(self.reading.text, start, end, clauses=clauses)
        ]

    def _sentence(self, start: int, end: int) -> Sentence:
        text = self.reading.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Sentence(text[start:end], self.reading.span(start, end))

    def around(self, span: Span, *, clauses: bool = False, limit: int = 400) -> Span:
        """The sentence (or clause) that holds a span, or the span itself where that would be longer than `limit`."""
        start, end = self.reading.locate(span)
        text = self.reading.text
        stops = "。！？!?\n；;" if clauses else "。！？!?\n"
        opens = max((text.rfind(stop, 0, start) for stop in stops), default=-1) + 1
        closes = (
            min((at for stop in stops if (at := text.find(stop, max(end - 1, start))) >= 0), default=len(text) - 1) + 1
        )
        if closes - opens > limit:
            return span
        return self._sentence(opens, closes).span

    def whole(self, span: Span) -> Span:
        """A span that stops before its sentence does (at a broken line), carried on to the sentence's end."""
        start, end = self.reading.locate(span)
        text = self.reading.text
        if not text[start:end].strip() or re.search(rf"{_END}$|[；;]$", text[start:end].rstrip()):
            return span
        sentence = _SENTENCE.match(text, start)
        stop = sentence.end() if sentence else end
        return self._sentence(start, stop).span if end < stop <= start + _LONGEST else span

    def find(self, words: str, within: Span) -> Span | None:
        """Where simplified words first stand inside a span, blanks between their characters aside."""
        start, end = self.reading.locate(within)
        pattern = r"\s*".join(map(re.escape, re.sub(r"\s+", "", words)))
        match = re.compile(pattern).search(self.reading.text, start, end) if pattern else None
        return self.reading.span(match.start(), match.end()) if match else None

    def hurt(self, span: Span) -> tuple[Damage, ...]:
        """The damage that touches a span."""
        return tuple(one for one in self.damaged if one.span.touches(span))


def _matches(text: str, start: int, end: int, *, clauses: bool) -> list[re.Match[str]]:
    pattern = _CLAUSE if clauses else _SENTENCE
    return [one for one in pattern.finditer(text, start, end) if one[0].strip()]


class Shelf:
    """An archive as finding sees it; `skip` says which sentences are no minutes (orders to a machine).

    Raises StoreError where the catalogue cannot be read.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        lexical: LexicalIndex,
        vectors: Neighbours,
        embedder: Embedder,
        skip: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self.catalogue = catalogue
        self.lexical = lexical
        self.vectors = vectors
        self.embedder = embedder
        self.meanings = Meanings(embedder)
        self.skip = skip
        self._texts: dict[str, str] = {}
        self._opened: Kept[frozenset[str]] = Kept(_OPENED)
        self._known: tuple[int, Vocabulary] | None = None
        self._distinct: tuple[Vocabulary, Distinct] | None = None
        self._pages = lru_cache(maxsize=_CACHED_DOCUMENTS)(self._read)

    def vocabulary(self) -> Vocabulary:
        """What the archive knows by name, read again only after it has changed."""
        generation = self.catalogue.generation()
        if self._known is None or self._known[0] != generation:
            meetings = self.catalogue.meetings()
            if self._known is None or not _documents(self._known[1].meetings) <= _documents(meetings):
                self.meanings.clear()
                self._pages.cache_clear()  # nothing may be left of a document that is gone; the others never change
            self._texts.clear()
            known = Vocabulary.of(meetings, self.catalogue.unit_names(), self.catalogue.people_names())
            self._known = (generation, known)
        return self._known[1]

    def meetings(self) -> tuple[MeetingRow, ...]:
        """Every meeting."""
        return self.vocabulary().meetings

    def distinct(self) -> Distinct:
        """The meetings without those that another site records as well; worked out once for an archive as it stands."""
        known = self.vocabulary()
        if self._distinct is None or self._distinct[0] is not known:
            self._distinct = (known, collapse(known.meetings))
        return self._distinct[1]

    def opened_with(self, words: str) -> frozenset[str]:
        """The meetings whose opening, before the first item, holds simplified words (a place, mostly)."""
        return self._opened.get(self.catalogue.standing(), words, lambda: self._seek_opened(words))[0]

    def _seek_opened(self, words: str) -> frozenset[str]:
        found = [one for one, _ in self.lexical.search(words, _OPENINGS)]
        chunks = self.catalogue.chunks(found)
        return frozenset(
            one.meeting_id for one in chunks if words in one.text and (one.item_id is None or words in one.context)
        )

    def items(self, meetings: Sequence[str]) -> list[ItemRow]:
        """The agenda items of these meetings, in the order of the meetings and of the agenda."""
        return _in_order(self.catalogue.items(frozenset(meetings)), meetings)

    def decisions(self, meetings: Sequence[str]) -> list[DecisionRow]:
        """Decisions and directives of these meetings, each the whole of its sentence; orders to a machine left out."""
        return self.settled(self.filed(meetings))

    def filed(self, meetings: Sequence[str]) -> list[DecisionRow]:
        """Decisions and directives of these meetings as the catalogue keeps them: no document is read."""
        return _in_order(self.catalogue.decisions(frozenset(meetings)), meetings)

    def settled(self, rows: Sequence[DecisionRow]) -> list[DecisionRow]:
        """The rows of `filed` with whole sentences, without those that `skip` names."""
        whole = (replace(one, span=self.pages(one.document_id).whole(one.span)) for one in rows)
        return [one for one in whole if not self.skip(self.pages(one.document_id).text(one.span))]

    def people(self, meetings: Sequence[str]) -> list[PersonRow]:
        """Everyone in a list of these meetings."""
        return called(_in_order(self.catalogue.people(frozenset(meetings)), meetings), self.pages)

    def pages(self, document_id: str) -> Pages:
        """A document with its clean reading."""
        return self._pages(document_id)

    def _read(self, document_id: str) -> Pages:
        document = self.catalogue.document(document_id)
        if document is None:
            raise Damaged(f"{document_id}：档案里的会议没有了原文；请运行 jiyao doctor 检查")
        cleaned = clean(document)
        return Pages(document, cleaned.reading, cleaned.damaged)

    def texts(self, items: Sequence[ItemRow]) -> dict[str, str]:
        """The clean reading of items by their ids, from what the catalogue keeps for searching: no document is read."""
        held = {one.id: text for one in items if (text := self._texts.get(one.id)) is not None}
        parts: dict[str, list[str]] = {one.id: [] for one in items if one.id not in held}
        for chunk in self.catalogue.chunks_of(items=list(parts)) if parts else ():
            parts[chunk.item_id or ""].append(chunk.text)
        fresh = {one: "\n".join(texts) for one, texts in parts.items()}
        if len(self._texts) > _CACHED_TEXTS:
            self._texts.clear()
        self._texts |= fresh
        return held | fresh


def _documents(meetings: Iterable[MeetingRow]) -> set[str]:
    return {one.document_id for one in meetings}


def _in_order(rows: Iterable[T], meetings: Sequence[str]) -> list[T]:
    place = {one: at for at, one in enumerate(meetings)}
    return sorted(rows, key=lambda row: place[row.meeting_id])
